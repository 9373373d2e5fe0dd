"""The press release: the document's first page, told without headings in its running text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from wpr.domain.guide import Group, PartGuide, Shape
from wpr.domain.snapshot import Facts, Snapshot
from wpr.printing.fit import Fit, fit_of
from wpr.printing.setting import Setting

_RUNNING_TEXT: Final = {"problem", "solution", "how-it-works"}
"""Parts of a press release that follow the lead as plain paragraphs."""

_LEAD: Final = "lead"
_CALL: Final = "getting-started"
_QUOTE: Final = "quote"
_PARAGRAPH: Final = re.compile(r"<p([^>]*)>(.*?)</p>(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One part as it is printed. `role` is lead, text, quote or call; only the last has to have
    a heading. `part` is the guide's id."""

    role: str
    heading: str
    body: Markup
    part: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """What the first page shows. Empty strings are left out."""

    kicker: str
    note: str
    organisation: str
    date: str
    headline: Markup
    subheadline: Markup
    blocks: tuple[Block, ...]

    def fit(self, room: float) -> Fit:
        """How closely the page is set where it has so many points of height."""
        heads = (("headline", self.headline), ("subheadline", self.subheadline))
        return fit_of((*heads, *((block.role, block.body) for block in self.blocks)), room)


def press_of(
    snapshot: Snapshot, group: Group, words: Mapping[str, str], day: str, setting: Setting
) -> Press:
    """The first group of parts as a press release. `day` is the launch date, written out, or "".

    The first part that is a line is the headline, the second the sub-headline; a document
    without a headline has its title there.
    """
    lines = [part for part in group.parts if part.shape is Shape.LINE][:2]
    headline, subheadline, *_ = (
        *(setting.heading(snapshot.part(p.id)) for p in lines),
        Markup(),
        Markup(),
    )
    dateline = setting.line(place_and_day(snapshot.facts, words["dateline"], day))
    blocks = (
        _block(part, snapshot, dateline, setting) for part in group.parts if part not in lines
    )
    return Press(
        kicker=setting.line(group.heading),
        note=setting.line(words["press_release_note"]),
        organisation=setting.line(snapshot.facts.organisation),
        date=setting.line(day),
        headline=headline or setting.said(snapshot.title),
        subheadline=subheadline,
        blocks=tuple(block for block in blocks if block.body),
    )


def place_and_day(facts: Facts, pattern: str, day: str) -> str:
    """Place and day as the release begins; what is not said is left out."""
    if facts.place and day:
        return pattern.format(place=facts.place, date=day)
    return facts.place or day


def _block(part: PartGuide, snapshot: Snapshot, dateline: str, setting: Setting) -> Block:
    text = snapshot.part(part.id)
    if part.id.endswith(_QUOTE):
        return Block("quote", "", setting.quotation(text), part.id)
    if part.id == _LEAD:
        return Block("lead", "", _led_into(setting.prose(text), dateline), part.id)
    if part.id in _RUNNING_TEXT:
        return Block("text", "", setting.prose(text), part.id)
    role = "call" if part.id == _CALL else "text"
    return Block(role, setting.line(part.heading), setting.prose(text), part.id)


def _led_into(lead: Markup, dateline: str) -> Markup:
    """The lead with place and date before its first words, each in its own language."""
    if not (lead and dateline):
        return lead
    opening = Markup('<p><span class="dateline">{}</span> – ').format(dateline)
    begun = _PARAGRAPH.match(lead)
    if begun is None:
        return opening.removesuffix(" – ") + Markup("</p>") + lead
    attributes, words, rest = begun.groups()
    said = f"<span{attributes}>{words}</span>" if attributes else words
    return opening + Markup(f"{said}</p>{rest}")  # noqa: S704 (parts of what is escaped)
