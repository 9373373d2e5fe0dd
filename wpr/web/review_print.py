"""What reviewers think, for print: in the document's language, for those who may see it."""

from collections.abc import Iterator

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from wpr.domain import matrix
from wpr.domain.author import Author
from wpr.domain.checklist import Weight
from wpr.domain.guide import Guide
from wpr.domain.matrix import Matrix
from wpr.domain.verdict import Answer, Verdict
from wpr.printing.content import written
from wpr.printing.review import Finding, Group, Item, Reason, Review, Reviewer, Words
from wpr.services import tabling
from wpr.storage.comment_queries import must_answer_open
from wpr.storage.round_queries import Round, rounds_of
from wpr.web.matrix import may_see
from wpr.web.review_words import ANSWERS, VERDICTS, found_words
from wpr.web.visit import DocumentVisit

_SHORT = 12
"""Characters of a name that fit above a column."""


def printed(
    visit: DocumentVisit, guide: Guide, number: int | None = None, *, with_names: bool = True
) -> Review | None:
    """The round of this number, or the newest; None where there is none, where nobody is asked in
    it, and for readers who may not see it (yet). Without names reviewers have numbers only."""
    rounds = rounds_of(visit.session, visit.document.id)
    here = next((one for one in rounds if number in (None, one.row.number)), None)
    if here is None or not may_see(visit, here.row):
        return None
    table = tabling.table(visit.session, here.row, guide)
    if not table.reviewers:
        return None
    reader = Author(visit.user.id)
    waiting = len(must_answer_open(visit.session, visit.document.id, reader))
    with force_locale(visit.document.language):
        return _review(here, table, guide, waiting, with_names=with_names)


def _review(here: Round, table: Matrix, guide: Guide, waiting: int, *, with_names: bool) -> Review:
    names = [
        (one.name or _former(one)) if with_names else _("Reviewer %(number)s", number=number)
        for number, one in enumerate(table.reviewers, 1)
    ]
    return Review(
        words=_words(),
        lead=(
            _(
                "Round %(number)s was about version %(version)s, with answers asked for by"
                " %(day)s. %(done)s of %(all)s have given their verdict.",
                number=here.row.number,
                version=here.version,
                day=written(here.row.until, guide),
                done=table.finished,
                all=len(table.reviewers),
            ),
        ),
        reviewers=tuple(
            _reviewer(number, one, name, is_named=with_names)
            for number, (one, name) in enumerate(zip(table.reviewers, names, strict=True), 1)
        ),
        findings=tuple(_findings(table, names, waiting)),
        groups=tuple(
            Group(
                group.heading or _("The whole document"),
                tuple(_item(row, names) for row in group.rows),
            )
            for group in table.groups
        ),
    )


def _former(one: matrix.Reviewer) -> str:
    return _("former guest") if one.is_guest else _("former colleague")


def _reviewer(number: int, one: matrix.Reviewer, name: str, *, is_named: bool) -> Reviewer:
    said = one.opinion
    about = ""
    if said:
        about = _("About version %(number)s.", number=said.version)
        if said.is_behind:
            about = f"{about} {_('The text has changed since.')}"
    return Reviewer(
        number=number,
        name=f"{name} ({one.voice})" if one.voice else name,
        short=name.split()[0][:_SHORT] if is_named else "",
        verdict=VERDICTS[said.verdict]() if said else _("Not given yet"),
        about=about,
        sentence=said.sentence if said else "",
    )


def _findings(table: Matrix, names: list[str], waiting: int) -> Iterator[Finding]:
    against = [
        _("%(name)s: not ready", name=name)
        for one, name in zip(table.reviewers, names, strict=True)
        if one.opinion and one.opinion.verdict is Verdict.NOT_READY
    ]
    stopping = [*against, *(row.item.wording for row in table.stopping)]
    if waiting:
        stopping.append(
            ngettext(
                "%(num)d comment that must be answered",
                "%(num)d comments that must be answered",
                waiting,
            )
        )
    yield Finding(_("Stops a decision"), tuple(stopping), _("Nothing."))
    contested = tuple(row.item.wording for row in table.contested)
    yield Finding(_("Opinions differ"), contested, _("About nothing."))
    missed = tuple(row.item.wording for row in table.missed)
    yield Finding(_("Everybody misses"), missed, _("Nothing that all of them miss."))


def _item(row: matrix.Row, names: list[str]) -> Item:
    counts = [row.count(answer) for answer in Answer]
    marks = [_("a no stops")] if row.item.weight is Weight.STOPS else []
    if row.finding:
        marks.append(_("in the document: %(found)s", found=found_words(row.finding)))
    return Item(
        wording=row.item.wording,
        mark=f"({'; '.join(marks)})" if marks else "",
        answers=tuple(ANSWERS[cell.answer]() if cell else "" for cell in row.cells),
        tally=tuple(str(number) for number in (*counts, len(row.cells) - sum(counts))),
        reasons=tuple(
            Reason(f"{number} {name}", ANSWERS[cell.answer](), cell.reason)
            for number, (cell, name) in enumerate(zip(row.cells, names, strict=True), 1)
            if cell and cell.reason
        ),
    )


def _words() -> Words:
    return Words(
        heading=_("The review"),
        verdicts=_("Verdicts"),
        reviewer=_("Reviewer"),
        verdict=_("Verdict"),
        sentence=_("In their own words"),
        summary=_("The checklist in brief"),
        item=_("Item"),
        answers=(*(ANSWERS[answer]() for answer in Answer), _("No answer")),
        no=ANSWERS[Answer.NO](),
        matrix=_("Every answer"),
        table=_("Reviewers {first}–{last}"),
        none="–",
        reasons=_("The reasons"),
    )
