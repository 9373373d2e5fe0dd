"""Files beside the guides, of one kind: read once, borrowed by guides without one, held to them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Generic, Self, TypeVar

from wpr.domain.guide import Guide
from wpr.domain.guide_lines import Way
from wpr.domain.guide_table import Table

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class FileKind(Generic[Content]):
    """One kind of file. `middle` stands between the guide's id and the language in its name, as in
    `school.bank.sv.toml`. `read` raises GuideFault for what cannot be used, `refuse_strange` for
    what a guide has no place for; `outline` is what two languages of it have in common, piece by
    piece, and where each piece stands. `empty` is the content of no file at all."""

    middle: str
    read: Callable[[Table], Content]
    refuse_strange: Callable[[Content, Table, Guide], None]
    outline: Callable[[Content], Iterator[tuple[Way, str]]]
    empty: Content

    def has(self, file: Path) -> bool:
        """Whether the file is of this kind."""
        return file.name.split(".")[1:2] == [self.middle]

    def name(self, guide: Guide) -> str:
        """The name of the file that this guide's own is read from."""
        return f"{guide.id}.{self.middle}.{guide.language}.toml"


@dataclass(frozen=True, slots=True)
class Beside(Generic[Content]):
    """Every file of one kind with its content, by the guide's id and language."""

    kind: FileKind[Content]
    _found: Mapping[tuple[str, str], tuple[Content, Table]]

    @classmethod
    def of_folders(cls, kind: FileKind[Content], folders: Iterable[Path]) -> Self:
        """Those in `folders`; a later folder replaces those of the same guide and language."""
        found: dict[tuple[str, str], tuple[Content, Table]] = {}
        for folder in folders:
            for file in filter(kind.has, sorted(folder.glob("*.toml"))):
                table = Table.of_file(file)
                content = kind.read(table)
                name = _name(file)
                found.pop(name, None)  # so that the newest file stands last
                found[name] = (content, table)
        return cls(kind, found)

    def of_file(self, guide_file: Path) -> Content:
        """That of the guide in this file: its own, else the first in its language."""
        id_, language = _name(guide_file)
        borrowed = (content for (_, one), (content, _) in self._found.items() if one == language)
        own = self._found.get((id_, language))
        return own[0] if own else next(borrowed, self.kind.empty)

    def refuse_misfits(self, guides: Mapping[tuple[str, str], Guide]) -> None:
        """Raises GuideFault for a file without its guide, with something that the guide does not
        have, or that differs from the same guide's file in another language."""
        middle = self.kind.middle
        first: dict[str, tuple[Content, Table]] = {}
        for name, (content, table) in self._found.items():
            if name not in guides:
                missing = f'"{".".join(name)}.toml"'
                raise table.fault(f"there is no guide for this {middle}, no {missing}.")
            self.kind.refuse_strange(content, table, guides[name])
            for id_, language in guides:
                if id_ == name[0] and (id_, language) not in self._found:
                    missing = f"{id_}.{middle}.{language}.toml"
                    reason = f'the guide has this language too, but there is no "{missing}".'
                    raise table.fault(reason)
            self._refuse_difference(content, table, *first.setdefault(name[0], (content, table)))

    def _refuse_difference(
        self, content: Content, table: Table, model: Content, model_table: Table
    ) -> None:
        outlines = self.kind.outline(content), self.kind.outline(model)
        for (way, ours), (_, theirs) in zip_longest(*outlines, fillvalue=((), "nothing")):
            if ours != theirs:
                reason = f"here is {ours}, but {theirs} in {model_table.file}; "
                reason += f"the languages of a {self.kind.middle} must agree."
                raise table.fault(reason, *way)


def _name(file: Path) -> tuple[str, str]:
    """The guide's id and the language in a file's name."""
    parts = file.name.split(".")
    return parts[0], parts[-2]
