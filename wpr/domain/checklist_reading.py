"""Reading a checklist out of its TOML table, refusing one that a review could not use."""

from collections.abc import Iterator
from typing import Final

from wpr.domain.beside import FileKind
from wpr.domain.checklist import EMPTY_CHECKLIST, Checklist, Fact, Item, Voice, Weight
from wpr.domain.guide import Guide
from wpr.domain.guide_lines import Way
from wpr.domain.guide_table import ID, Table, refuse_twins

_NO_FACT = ""


def _read(table: Table) -> Checklist:
    """The checklist in the outermost `table` of a file. Raises GuideFault for the first fault."""
    items = tuple(_item(one) for one in table.tables("items"))
    if not items:
        raise table.fault("there are no [[items]], so the checklist would be empty.")
    voices = tuple(_voice(one) for one in table.tables("voices"))
    table.done()
    for key in ("id", "wording"):
        refuse_twins(key, table.tables("items"))
    for key in ("id", "name"):
        refuse_twins(key, table.tables("voices"))
    return Checklist(items, voices)


def _item(table: Table) -> Item:
    fact = table.one_of("fact", tuple(Fact)) if table.has("fact") else _NO_FACT
    item = Item(
        id=table.matching("id", *ID),
        wording=table.line("wording"),
        guidance=table.text("guidance", ""),
        weight=Weight(table.one_of("weight", tuple(Weight))),
        parts=table.names("parts"),
        fact=Fact(fact) if fact else None,
    )
    table.done()
    return item


def _voice(table: Table) -> Voice:
    voice = Voice(id=table.matching("id", *ID), name=table.line("name"), why=table.text("why", ""))
    table.done()
    return voice


def _refuse_strange_parts(checklist: Checklist, table: Table, guide: Guide) -> None:
    """Raises GuideFault for an item about a part or group that the guide does not have."""
    known = places_of(guide)
    for at, item in enumerate(checklist.items):
        for part in item.parts:
            if part not in known:
                reason = f'there is no part or group called "{part}", only {", ".join(known)}.'
                raise table.fault(reason, "items", at, "parts")


def _outline(checklist: Checklist) -> Iterator[tuple[Way, str]]:
    for at, voice in enumerate(checklist.voices):
        yield ("voices", at), f'the voice "{voice.id}"'
    for at, item in enumerate(checklist.items):
        about = ", ".join(item.parts) or "the whole document"
        what = f'the item "{item.id}", which {item.weight.value}, about {about}'
        yield ("items", at), what + (f", answered by {item.fact.value}" if item.fact else "")


def places_of(guide: Guide) -> list[str]:
    """The ids that an item can be about: the guide's groups and parts."""
    return [*(group.id for group in guide.groups), *(part.id for part in guide.parts())]


CHECKLISTS: Final = FileKind("checklist", _read, _refuse_strange_parts, _outline, EMPTY_CHECKLIST)
"""Files such as `school.checklist.sv.toml`."""
