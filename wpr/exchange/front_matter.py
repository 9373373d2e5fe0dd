"""The front matter of a document file: title and facts, in YAML between two lines of hyphens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from wpr.domain.snapshot import Facts, SetAside, Snapshot
from wpr.exchange.file_fault import FileFault
from wpr.exchange.yaml_strings import Entry, dump, entries

LARGEST: Final = 64 * 1024
"""Bytes of UTF-8 that the front matter may take: a thousand times what a document needs."""

_FENCE: Final = "---"
_KEYS: Final = (
    "title",
    "language",
    "guide",
    "launch-date",
    "place",
    "organisation",
    "team",
    "decider",
    "case-number",
    "touches",
    "proposal",
    "papers",
    "not-relevant",
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says. `title` is None when it does not name one.

    `strange` holds the keys that mean nothing here, with their values; `lines` says where the known
    keys stand. `body_line` is the index of the first line after it.
    """

    title: str | None = None
    language: str = ""
    guide: str = ""
    facts: Facts = field(default_factory=Facts)
    set_aside: tuple[SetAside, ...] = ()
    strange: tuple[tuple[str, str], ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    body_line: int = 0


def read_front_matter(source: str, file: str) -> FrontMatter:
    """The front matter that `source` begins with; an empty one when it begins with something else.

    Refuses with FileFault: no closing line, more than LARGEST bytes, what `entries` refuses, a key
    that stands twice, a launch date that is not a date, and what is not relevant without why.
    """
    lines = source.split("\n")
    if lines[0].rstrip() != _FENCE:
        return FrontMatter()
    end = next((at for at in range(1, len(lines)) if lines[at].rstrip() == _FENCE), None)
    if end is None:
        raise FileFault(file, 1, "the front matter begins here but has no closing line “---”.")
    inside = "\n".join(lines[1:end])
    if len(inside.encode(errors="replace")) > LARGEST:
        raise FileFault(file, 1, f"the front matter is larger than {LARGEST // 1024} kB.")
    said: dict[str, Entry] = {}
    for entry in entries(inside, file, first_line=2):
        key = _key(entry.key)
        if key in said:
            raise FileFault(file, entry.line, f"“{entry.key}” stands twice in the front matter.")
        said[key] = entry
    return FrontMatter(
        title=said["title"].text if "title" in said else None,
        language=_text(said, "language").strip(),
        guide=_text(said, "guide").strip(),
        facts=Facts(
            launch_date=_launch_date(said, file),
            place=_text(said, "place"),
            organisation=_text(said, "organisation"),
            team=_names(said, "team"),
            decider=_text(said, "decider"),
            case_number=_text(said, "case-number"),
            touches=_names(said, "touches"),
            proposal=_text(said, "proposal"),
            papers=_lines(said, "papers"),
        ),
        set_aside=_set_aside(said, file),
        strange=tuple((entry.key, entry.text) for key, entry in said.items() if key not in _KEYS),
        lines={key: entry.line for key, entry in said.items()},
        body_line=end + 1,
    )


def write_front_matter(snapshot: Snapshot) -> str:
    """The front matter with its lines of hyphens. Every key stands there, also without a value."""
    facts = snapshot.facts
    written = dump(
        {
            "title": snapshot.title or None,
            "language": snapshot.language or None,
            "guide": snapshot.guide or None,
            "launch-date": facts.launch_date,
            "place": facts.place or None,
            "organisation": facts.organisation or None,
            "team": list(facts.team) or None,
            "decider": facts.decider or None,
            "case-number": facts.case_number or None,
            "touches": list(facts.touches) or None,
            "proposal": facts.proposal or None,
            "papers": list(facts.papers) or None,
            "not-relevant": {one.key: one.reason for one in snapshot.set_aside} or None,
        }
    )
    return f"{_FENCE}\n{written}{_FENCE}"


def _key(written: str) -> str:
    return "-".join(written.casefold().replace("_", " ").replace("-", " ").split())


def _text(said: Mapping[str, Entry], key: str) -> str:
    return said[key].text if key in said else ""


def _launch_date(said: Mapping[str, Entry], file: str) -> date | None:
    written = _text(said, "launch-date").strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        line = said["launch-date"].line
        reason = f"the launch date “{written[:40]}” is not a date such as 2027-08-19."
        raise FileFault(file, line, reason) from None


def _names(said: Mapping[str, Entry], key: str) -> tuple[str, ...]:
    """A list is taken name by name; one line of text is names with commas between."""
    entry = said.get(key)
    if entry is None:
        return ()
    if entry.items is not None:
        return entry.items
    return tuple(name for part in entry.text.split(",") if (name := part.strip()))


def _lines(said: Mapping[str, Entry], key: str) -> tuple[str, ...]:
    """A list is taken as it is; text is a line each, for a title may have commas."""
    entry = said.get(key)
    if entry is None:
        return ()
    if entry.items is not None:
        return entry.items
    return tuple(line for part in entry.text.splitlines() if (line := part.strip()))


def _set_aside(said: Mapping[str, Entry], file: str) -> tuple[SetAside, ...]:
    entry = said.get("not-relevant")
    if entry is None or (entry.pairs is None and not entry.text):
        return ()
    if entry.pairs is None:
        reason = "what is not relevant must be lines of the kind “  U1: Nothing is bought.”."
        raise FileFault(file, entry.line, reason)
    keys: set[str] = set()
    for key, _, line in entry.pairs:
        if key in keys:
            raise FileFault(file, line, f"“{key[:40]}” stands twice in what is not relevant.")
        keys.add(key)
    return tuple(SetAside(key, reason) for key, reason, _ in entry.pairs)
