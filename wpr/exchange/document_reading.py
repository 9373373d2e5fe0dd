"""Reading a whole PR/FAQ out of a Markdown file that a program or a person wrote."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from wpr.domain.guide import Guide
from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot
from wpr.exchange.file_fault import FileFault
from wpr.exchange.front_matter import FrontMatter, read_front_matter
from wpr.exchange.headings import Headings
from wpr.exchange.origins import Origins
from wpr.exchange.placing import Placing, words_and_mark
from wpr.exchange.sections import Section, sections

MOST_HEADINGS: Final = 3_000
"""Headings that a file may have: ten times those of a very long document, read in two seconds."""

_LIKELIEST_LANGUAGE: Final = "sv"


def read(source: str, guides: Guides, name: str = "") -> Snapshot:
    """The document in `source`, the text of a file called `name`, as docs/file-format.md describes.

    Everything that finds no place in the document is in `unplaced`. Refuses with FileFault: an
    empty file, front matter that cannot be read, a guide or a language that `guides` does not
    have, a launch date that is no date, too many headings, and a section too large for one text.
    """
    return read_with_origins(source, guides, name)[0]


def read_with_origins(source: str, guides: Guides, name: str = "") -> tuple[Snapshot, Origins]:
    """The document as `read` gives it, and where in the file each of its texts stands."""
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not source.strip():
        raise FileFault(name, 1, "the file is empty.")
    front = read_front_matter(source, name)
    # Blank lines stand in for the front matter, so that every section knows its line in the file.
    text = "\n" * front.body_line + "\n".join(source.split("\n")[front.body_line :])
    guide, language = _guide(front, text, guides, name)
    others = [one for one in guides if one.id == guide.id and one is not guide]
    found = _levelled(text, Headings(guide, *others), name)
    line = 1
    try:
        placing = Placing(guide, others, front)
        for section, is_upper in found:
            line = section.line
            if is_upper:
                placing.upper(section)
            else:
                placing.lower(section)
        line = 1
        snapshot = placing.document(language)
    except ValueError as error:
        raise FileFault(name, line, f"a text here is {error}.") from None
    if front.title is None and not snapshot.title:
        snapshot = replace(snapshot, title=PurePath(name).stem)
    return snapshot, Origins(source, placing.stretches())


def _guide(front: FrontMatter, text: str, guides: Guides, file: str) -> tuple[Guide, str]:
    """The guide and the language: as the front matter says, else those of most headings here."""
    guide_id = front.guide.lower()
    if guide_id and guide_id not in {guide.id for guide in guides}:
        known = _listed(guide.id for guide in guides)
        reason = f"there is no guide “{front.guide[:40]}”, only {known}."
        raise FileFault(file, front.lines["guide"], reason)
    language = front.language.lower().replace("_", "-").split("-")[0]
    if language and language not in {guide.language for guide in guides}:
        known = _listed(guide.language for guide in guides)
        reason = f"there is no guide in the language “{front.language[:40]}”, only in {known}."
        raise FileFault(file, front.lines["language"], reason)
    if guide_id and language:
        return guides.get(guide_id, language), language
    candidates = [guide for guide in guides if guide_id in ("", guide.id)]
    candidates.sort(key=lambda guide: guide.language != (language or _LIKELIEST_LANGUAGE))
    found = [words_and_mark(section.heading)[0] for section in _sections(text, 3, file)]

    def recognised(guide: Guide) -> int:
        headings = Headings(guide)
        return sum(map(headings.has_wording, found))

    best = max(candidates, key=recognised)
    return guides.get(best.id, language or best.language), language or best.language


def _levelled(text: str, headings: Headings, file: str) -> Iterator[tuple[Section, bool]]:
    """Every section, and whether it is at the level of groups.

    That is level 1. But where the groups stand at level 2, below a title, everything is one deeper.
    """
    found = _sections(text, 2, file)

    def has_group(level: int) -> bool:
        at_level = (section.heading for section in found if section.level == level)
        return any(headings.group(*words_and_mark(heading)) for heading in at_level)

    upper = 1 if has_group(1) or not has_group(2) else 2
    for section in found if upper == 1 else _sections(text, 3, file):
        yield section, section.level <= upper


def _sections(text: str, deepest: int, file: str) -> list[Section]:
    found = sections(text, deepest)
    if len(found) > MOST_HEADINGS:
        reason = f"there are more than {MOST_HEADINGS} headings in the file."
        raise FileFault(file, found[MOST_HEADINGS].line, reason)
    return found


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(set(values)))
