"""Guide files: the guides and question banks of one or more folders, checked before any use."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Final

from wpr.domain.bank_file import BANKS
from wpr.domain.beside import Beside
from wpr.domain.checklist_reading import CHECKLISTS, places_of
from wpr.domain.guide import Guide
from wpr.domain.guide_lines import Way
from wpr.domain.guide_reading import read_guide
from wpr.domain.guide_table import GuideFault, Table

__all__ = ["GuideFault", "Guides", "load_guides"]

_FALLBACK: Final = "sv"


@dataclass(frozen=True, slots=True)
class Guides:
    """Every guide there is, by id and language."""

    _found: Mapping[tuple[str, str], Guide]

    def __iter__(self) -> Iterator[Guide]:
        return iter(self._found.values())

    def get(self, guide_id: str, language: str) -> Guide:
        """The guide in `language`, else in Swedish, else in any.

        For an id that is loaded no more, the first guide there is stands in: a document always
        opens, and what the guide has no place for is shown after the rest.
        """
        if not self.languages(guide_id):
            guide_id = next(iter(self)).id
        for wanted in (language, _FALLBACK):
            if guide := self._found.get((guide_id, wanted)):
                return guide
        return self._found[guide_id, self.languages(guide_id)[0]]

    def languages(self, guide_id: str) -> tuple[str, ...]:
        """The languages a guide exists in; none when there is no such guide."""
        return tuple(language for id_, language in self._found if id_ == guide_id)

    def offered(self, language: str) -> tuple[Guide, ...]:
        """Each guide once, in `language` where it exists, for somebody who is to choose one."""
        return tuple(
            self.get(id_, language) for id_ in dict.fromkeys(id_ for id_, _ in self._found)
        )


def load_guides(*folders: Path) -> Guides:
    """The guides in the files `<id>.<language>.toml` of `folders`.

    A later folder adds guides, and replaces those with the same id and language. Its guides need
    not repeat the words: they have them from the first guide in their language before that folder.
    A guide's bank is in `<id>.bank.<language>.toml`, its checklist in
    `<id>.checklist.<language>.toml`; a guide without one borrows the first in its language. Raises
    GuideFault for the first fault found, also when there is no guide.
    """
    for folder in folders:
        if not folder.is_dir():
            raise GuideFault(folder, 0, "there is no such folder for guides.")
    banks = Beside.of_folders(BANKS, folders)
    checklists = Beside.of_folders(CHECKLISTS, folders)
    found: dict[tuple[str, str], Guide] = {}
    files: dict[tuple[str, str], Table] = {}
    for folder in folders:
        words: dict[str, Mapping[str, str]] = {}
        for guide in found.values():
            words.setdefault(guide.language, guide.words)
        for file in sorted(folder.glob("*.toml")):
            if BANKS.has(file) or CHECKLISTS.has(file):
                continue
            table = Table.of_file(file)
            guide = read_guide(table, words, banks.of_file(file))
            checklist = checklists.of_file(file).only(places_of(guide))
            guide = replace(guide, checklist=checklist)
            found[guide.id, guide.language] = guide
            files.pop((guide.id, guide.language), None)  # so that the newest file stands last
            files[guide.id, guide.language] = table
    if not found:
        raise GuideFault(folders[-1], 0, "there is no guide here, no file such as school.sv.toml.")
    _refuse_disagreement((found[key], table) for key, table in files.items())
    banks.refuse_misfits(found)
    checklists.refuse_misfits(found)
    return Guides(found)


def _refuse_disagreement(guides: Iterable[tuple[Guide, Table]]) -> None:
    """The languages of one guide must have the same outline; the file read later gets the blame."""
    first: dict[str, tuple[Guide, Table]] = {}
    for guide, table in guides:
        model, model_table = first.setdefault(guide.id, (guide, table))
        for ours, theirs in zip_longest(
            _outline(guide), _outline(model), fillvalue=((), "nothing")
        ):
            if ours[1] != theirs[1]:
                reason = f"here is {ours[1]}, but {theirs[1]} in {model_table.file}; "
                raise table.fault(f"{reason}the languages of a guide must agree.", *ours[0])


def _outline(guide: Guide) -> Iterator[tuple[Way, str]]:
    """What two languages of a guide have in common, piece by piece, and where each piece stands."""
    for at, one in enumerate(guide.idea):
        yield ("idea", at), f'the idea question "{one.id}"'
    for at, group in enumerate(guide.groups):
        yield ("groups", at), f'the group "{group.id}" of {group.kind.value}'
        for part_at, part in enumerate(group.parts):
            needed = "required" if part.required else "optional"
            what = f'the {needed} part "{part.id}" with the shape "{part.shape.value}"'
            yield ("groups", at, "parts", part_at), what
        for question_at, question in enumerate(group.questions):
            what = f'the question "{question.key}"'
            yield ("groups", at, "questions", question_at), what
