"""The usual PDF of a document: what its button gives, and what is printed ahead."""

from flask_babel import to_user_timezone
from sqlalchemy.orm import Session

from wpr.domain.guide import Guide
from wpr.printing.options import Options
from wpr.services import dressing
from wpr.storage.documents import DocumentRow
from wpr.storage.review_queries import decisions_of
from wpr.web import decided
from wpr.web.house import house


def usual_options(session: Session, document: DocumentRow, guide: Guide) -> Options:
    """The options of the document as it is now, in the look of the school. Needs an app, but no
    request. A document that is still a draft says so across every page."""
    newest = next(iter(decisions_of(session, document.id)), None)
    label = decided.label(document, guide)
    return Options(
        version=label,
        printed=to_user_timezone(document.changed_at).date(),
        decision=decided.printed(*newest, document.language) if newest else (),
        watermark=label if label == guide.words["draft"] else "",
        look=dressing.look_of(session),
        variant=house().pdf_variant,
    )
