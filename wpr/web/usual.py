"""The usual PDF of a document: what its button gives, and what is printed ahead."""

from flask_babel import to_user_timezone
from sqlalchemy.orm import Session

from wpr.domain.guide import Guide
from wpr.printing.options import Options
from wpr.storage.documents import DocumentRow
from wpr.storage.review_queries import decisions_of
from wpr.web import decided


def usual_options(session: Session, document: DocumentRow, guide: Guide) -> Options:
    """The options of the document as it is now. Needs an app, but no request."""
    newest = next(iter(decisions_of(session, document.id)), None)
    return Options(
        version=decided.label(document, guide),
        printed=to_user_timezone(document.changed_at).date(),
        decision=decided.printed(newest[0], document.language) if newest else (),
    )
