"""What is said by a guest link, laid beside the pieces of the document that it is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wpr.domain.discussion import Discussion
from wpr.domain.guide import Guide, Shape
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services.showing import Shown


class Draft(NamedTuple):
    """What a guest wrote in a form that was refused. `form` names it: "new-text-12", "reply-3" or
    "edit-7"."""

    form: str
    body: str
    error: str
    quote: str = ""
    near: str = ""


@dataclass(slots=True)
class GuestSpot:
    """A piece that guests may comment on. `about` says which to the form, `label` to the ear; a
    selection within it is of `text_id`, None where nothing can be selected."""

    about: str
    label: str = ""
    text_id: int | None = None
    discussions: list[Discussion] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GuestTalk:
    """The spots of a document as a guest sees it, and the draft that was refused, if any."""

    whole: GuestSpot
    parts: Mapping[str, GuestSpot]
    asked: Sequence[GuestSpot]
    lines: Sequence[GuestSpot | None]
    draft: Draft | None

    def of(self, part: str, asked: int | None = None) -> GuestSpot | None:
        """The spot of an entry of the content; see printing.content.Entry."""
        return self.parts.get(part) if asked is None else self.asked[asked]


def talk_about(
    shown: Shown, guide: Guide, discussions: Iterable[Discussion], draft: Draft | None
) -> GuestTalk:
    """Each discussion at its spot; what is about something that is not shown, at the whole."""
    headings = {part.id: part.heading for part in guide.parts()}
    parts = {
        name: GuestSpot(f"text-{id_}", headings.get(name, ""), id_)
        for name, id_ in shown.parts.items()
    }
    asked = [
        GuestSpot(f"question-{rows.id}", plain(read(question.question)), rows.answer_text_id)
        for rows, question in zip(shown.asked, shown.snapshot.questions, strict=True)
    ]
    lines = [part.id for part in guide.groups[0].parts if part.shape is Shape.LINE][:2]
    whole = GuestSpot("document")
    by_text = {spot.text_id: spot for spot in (*parts.values(), *asked)}
    by_text |= {rows.question_text_id: spot for rows, spot in zip(shown.asked, asked, strict=True)}
    by_question = {rows.id: spot for rows, spot in zip(shown.asked, asked, strict=True)}
    for one in discussions:
        if one.place == "question":
            spot = by_question.get(one.spot.question_id or 0, whole)
        else:
            spot = by_text.get(one.text_id, whole) if one.text_id else whole
        spot.discussions.append(one)
    return GuestTalk(whole, parts, asked, [parts[name] for name in lines if name in parts], draft)
