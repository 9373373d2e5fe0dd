"""What somebody chooses for a print: in an address, in the form, and as options to print by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask_babel import force_locale, to_user_timezone
from flask_babel import gettext as _

from wpr.domain.guide import Guide
from wpr.printing.edition import Edition, Paper
from wpr.printing.note import Notes
from wpr.printing.options import Options
from wpr.services import dressing
from wpr.services.snapshotting import Whole
from wpr.storage.versions import VersionRow
from wpr.web import review_print
from wpr.web.house import house
from wpr.web.margin_notes import heading, notes_of
from wpr.web.usual import usual_options
from wpr.web.visit import DocumentVisit

_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """`comments` is where they stand, "" for nowhere. `review` is the number of the round that a
    decision paper tells of, "" for the newest. `watermark` and `case` are "yes", "no" or ""
    (as it is usual: a watermark on drafts, and the case number in all but what is for the public).
    """

    kind: Edition = Edition.DECISION
    paper: Paper = Paper.A4
    comments: str = ""
    names: str = _YES
    watermark: str = ""
    case: str = ""
    review: str = ""

    @property
    def says_case(self) -> bool:
        """Whether the case number stands in the header and in the file's name."""
        return self.kind is not Edition.PUBLIC if not self.case else self.case == _YES

    def query(self) -> dict[str, str]:
        """The choice as the query of an address: only what is not usual."""
        usual = PrintChoice()
        names = ("kind", "paper", "comments", "names", "watermark", "case", "review")
        return {
            name: str(getattr(self, name))
            for name in names
            if getattr(self, name) != getattr(usual, name)
        }


def choice_of(said: Mapping[str, str]) -> PrintChoice:
    """The choice that an address says. What it does not say, or says wrongly, is as usual."""
    kinds, papers = {one.value for one in Edition}, {one.value for one in Paper}
    kind, paper = said.get("kind", ""), said.get("paper", "")
    return PrintChoice(
        kind=Edition(kind) if kind in kinds else Edition.DECISION,
        paper=Paper(paper) if paper in papers else Paper.A4,
        comments=_one_of(said, "comments", {one.value for one in Notes}),
        names=_one_of(said, "names", {_NO}) or _YES,
        watermark=_one_of(said, "watermark", {_YES, _NO}),
        case=_one_of(said, "case", {_YES, _NO}),
        review=number_of(said.get("review", "")),
    )


def options_of(visit: DocumentVisit, guide: Guide, whole: Whole, choice: PrintChoice) -> Options:
    """The options that the choice means for the document as it is now."""
    options = usual_options(visit.session, visit.document, guide)
    with_names = choice.names != _NO
    options = replace(
        options,
        edition=choice.kind,
        paper=choice.paper,
        says_case=choice.says_case,
        watermark={_NO: "", _YES: options.version}.get(choice.watermark, options.watermark),
    )
    if choice.kind is Edition.DECISION:
        number = int(choice.review) if choice.review else None
        review = review_print.printed(visit, guide, number, with_names=with_names)
        options = replace(options, review=review)
    if choice.comments and choice.kind is not Edition.PUBLIC:
        options = replace(
            options,
            notes=notes_of(visit, guide, whole, with_names=with_names),
            notes_heading=heading(visit.document),
            in_margin=choice.comments == Notes.MARGIN,
        )
    return options


def options_of_version(
    visit: DocumentVisit, guide: Guide, version: VersionRow, choice: PrintChoice
) -> Options:
    """The options that the choice means for a version. What was said or answered is about the
    document as it is now: it is not printed with a version."""
    label = f"{guide.words['version']} {version.number}"
    return Options(
        version=label,
        printed=to_user_timezone(version.at).date(),
        edition=choice.kind,
        paper=choice.paper,
        watermark=label if choice.watermark == _YES else "",
        says_case=choice.says_case,
        look=dressing.look_of(visit.session),
        variant=house().pdf_variant,
    )


def kind_word(kind: Edition, language: str) -> str:
    """What tells a file of this kind from the paper for the decision, in a language."""
    with force_locale(language):
        return {
            Edition.READING: _("reading copy"),
            Edition.DECISION: "",
            Edition.PUBLIC: _("for the public"),
        }[kind]


def number_of(text: str) -> str:
    """The number of a round or a version, "" for what can be none."""
    is_one = text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) > 0
    return str(int(text)) if is_one else ""


def _one_of(said: Mapping[str, str], name: str, known: set[str]) -> str:
    return said.get(name, "") if said.get(name) in known else ""
