"""The page of a review: the version with its items part by part, and what was said of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from wpr.domain.checklist import Item
from wpr.domain.finding import Finding
from wpr.domain.guide import Guide
from wpr.domain.verdict import Answer
from wpr.printing.content import Content, content_of
from wpr.services import judging
from wpr.services.establishing import found_in
from wpr.services.reviewing import Place
from wpr.services.showing import show as show_document
from wpr.storage.answer_queries import Answered, answers_of
from wpr.storage.reviewing import AnswerRow
from wpr.web.guest_talk import GuestTalk, talk_about
from wpr.web.history import moment
from wpr.web.house import house
from wpr.web.review_words import ANSWERS, VERDICTS, WEIGHTS, found_words


@dataclass(frozen=True, slots=True)
class ReviewWays:
    """Where the acts of a reviewer post to, and where what has changed since a version is shown.
    `comment` is where a comment stands, None for guests; `others` where the others' answers do, ""
    for who may not see them; `whole` where a guest reads the version that they may read now, and
    `me` where they say who they are."""

    here: str
    answer: Callable[[str], str]
    retract: Callable[[str], str]
    judge: str
    confirm: str
    changes: Callable[[int], str]
    comment: Callable[[int], str] | None = None
    others: str = ""
    whole: str = ""
    me: str = ""


class Draft(NamedTuple):
    """What was sent in a form that was refused. `item` is "" for the form of the verdict, `answer`
    is then the verdict and `reason` its sentence."""

    item: str
    answer: str
    reason: str
    error: str
    field: str
    quote: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item as it stands on the page. `places` are the parts that it is about, each with its
    anchor in the text, "" for one that is empty; `found` says what the version itself answers, and
    `earlier` what was answered before, the newest first."""

    item: Item
    number: int
    weight: str
    places: Sequence[tuple[str, str]]
    answered: Answered | None
    found: str
    chosen: str
    is_done: bool
    earlier: Sequence[str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The items that stand with one part; those about the whole document have no heading."""

    heading: str
    lines: Sequence[Line]


def page(place: Place, ways: ReviewWays, draft: Draft | None = None) -> str:
    """The page of somebody's review; with what was typed in a form that was refused."""
    shown = show_document(place.session, place.document, place.version, house().guides)
    guide = house().guides.get(shown.snapshot.guide, shown.snapshot.language)
    content = content_of(shown.snapshot, guide)
    spots = talk_about(shown, guide, (), None)
    stretches = list(_stretches(place, guide, content, spots))
    lines = [line for stretch in stretches for line in stretch.lines]
    return render_template(
        "pages/review.html",
        document=place.document,
        row=place.row,
        version=place.version,
        ways=ways,
        is_guest=place.who.guest_id is not None,
        words=guide.words,
        content=content,
        language=shown.snapshot.language,
        spots=spots,
        stretches=stretches,
        lines=lines,
        done=sum(line.is_done for line in lines),
        left_words=left_words(sum(not line.is_done for line in lines)),
        history=judging.history_of(place),
        stale=judging.stale(place, guide),
        is_open=place.row.closed_at is None,
        answers=[(answer.value, words()) for answer, words in ANSWERS.items()],
        verdicts=[(verdict.value, words()) for verdict, words in VERDICTS.items()],
        verdict_words={verdict.value: words() for verdict, words in VERDICTS.items()},
        draft=draft,
    )


def answer_words(answer: str) -> str:
    """An answer in words."""
    return ANSWERS[Answer(answer)]()


def earlier_words(row: AnswerRow) -> list[str]:
    """What an item was answered with before, the newest first, each in one line."""
    lines = []
    for one in reversed(row.earlier):
        words, at = answer_words(one["answer"]), moment(datetime.fromisoformat(one["at"]))
        why = f" – {one['reason']}" if one["reason"] else ""
        lines.append(f"{words}{why} ({at})")
    return lines


def progress_words(done: int, total: int) -> str:
    """How far a reviewer has come."""
    return _("%(done)d of %(total)d answered", done=done, total=total)


def left_words(left: int) -> str:
    """How many items nobody has answered."""
    return ngettext(
        "%(num)d question is not answered.", "%(num)d questions are not answered.", left
    )


def _stretches(place: Place, guide: Guide, content: Content, spots: GuestTalk) -> Iterator[Stretch]:
    """The items in the order of the text, each at the first of its parts, the whole last."""
    anchors = _anchors(guide, content, spots)
    headings = _headings(guide)
    answered = answers_of(place.session, place.reviewer.id)
    found = found_in(place.row)
    by_place: dict[str, list[Item]] = {name: [] for name in (*headings, "")}
    for item in place.checklist.items:
        first = min(
            (name for name in item.parts if name in headings),
            key=list(headings).index,
            default="",
        )
        by_place[first].append(item)
    number = 0
    for name, items in by_place.items():
        lines = []
        for item in items:
            number += 1
            places = [
                (headings[one], anchors.get(one, "")) for one in item.parts if one in headings
            ]
            lines.append(_line(item, number, places, answered.get(item.id), found.get(item.id)))
        if lines:
            yield Stretch(headings.get(name, ""), lines)


def _line(
    item: Item,
    number: int,
    places: Sequence[tuple[str, str]],
    answered: Answered | None,
    found: Finding | None,
) -> Line:
    said = ""
    if found is not None:
        said = _(
            "Answered by the text: %(answer)s, %(why)s.",
            answer=answer_words(found.answer).lower(),
            why=found_words(found),
        )
    row = answered.row if answered else None
    chosen = (row.answer if row else "") or (found.answer.value if found else "")
    return Line(
        item,
        number,
        WEIGHTS[item.weight](),
        places,
        answered,
        said,
        chosen,
        is_done=bool(chosen),
        earlier=earlier_words(row) if row else [],
    )


def _headings(guide: Guide) -> dict[str, str]:
    """What the parts and groups that items can be about are called, in the order of the text."""
    found = {}
    for group in guide.groups:
        found[group.id] = group.heading
        found |= {part.id: part.heading for part in group.parts}
    return found


def _anchors(guide: Guide, content: Content, spots: GuestTalk) -> Mapping[str, str]:
    """Where in the text the parts and groups stand that have something in them."""
    written = {block.part for block in content.press.blocks} if content.press else set()
    written |= {entry.part for section in content.sections for entry in section.entries}
    if content.press:
        heads = [one.about for one in spots.lines if one]
        written |= {name for name, spot in spots.parts.items() if spot.about in heads}
    anchors = {name: f"at-{spot.about}" for name, spot in spots.parts.items() if name in written}
    sections = {section.heading: at for at, section in enumerate(content.sections, 1)}
    for group in guide.groups:
        if str(group.heading) in sections:
            anchors[group.id] = f"section-{sections[group.heading]}"
    return anchors
