"""Bank files: the question banks beside the guides, read once and checked against them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final, Self

from wpr.domain.bank import EMPTY_BANK, Bank
from wpr.domain.bank_reading import bank_outline, read_bank, refuse_strange_groups
from wpr.domain.guide import Guide
from wpr.domain.guide_table import Table

_MIDDLE: Final = "bank"
"""Between the guide's id and the language in the name of the file: `school.bank.sv.toml`."""


def is_bank(file: Path) -> bool:
    """Whether the file holds a question bank and no guide."""
    return file.name.split(".")[1:2] == [_MIDDLE]


def bank_name(guide: Guide) -> str:
    """The name of the file that this guide's own bank is read from."""
    return f"{guide.id}.{_MIDDLE}.{guide.language}.toml"


@dataclass(frozen=True, slots=True)
class Banks:
    """Every bank there is with its file, by the guide's id and language."""

    _found: Mapping[tuple[str, str], tuple[Bank, Table]]

    @classmethod
    def of_folders(cls, folders: Iterable[Path]) -> Self:
        """The banks in `folders`; a later folder replaces those of the same guide and language."""
        found: dict[tuple[str, str], tuple[Bank, Table]] = {}
        for folder in folders:
            for file in filter(is_bank, sorted(folder.glob("*.toml"))):
                table = Table.of_file(file)
                bank = read_bank(table)
                name = _name(file)
                found.pop(name, None)  # so that the newest file stands last
                found[name] = (bank, table)
        return cls(found)

    def of_file(self, guide_file: Path) -> Bank:
        """The bank of the guide in this file: its own, else the first in its language."""
        id_, language = _name(guide_file)
        borrowed = (bank for (_, one), (bank, _) in self._found.items() if one == language)
        own = self._found.get((id_, language))
        return own[0] if own else next(borrowed, EMPTY_BANK)

    def refuse_misfits(self, guides: Mapping[tuple[str, str], Guide]) -> None:
        """Raises GuideFault for a bank without its guide, with groups that the guide does not have,
        or that differs from the same guide's bank in another language."""
        first: dict[str, tuple[Bank, Table]] = {}
        for name, (bank, table) in self._found.items():
            if name not in guides:
                raise table.fault(f'there is no guide for this bank, no "{".".join(name)}.toml".')
            groups = guides[name].question_groups()
            refuse_strange_groups(bank, table, (group.id for group in groups))
            for id_, language in guides:
                if id_ == name[0] and (id_, language) not in self._found:
                    missing = f"{id_}.{_MIDDLE}.{language}.toml"
                    reason = f'the guide has this language too, but there is no "{missing}".'
                    raise table.fault(reason)
            _refuse_difference(bank, table, *first.setdefault(name[0], (bank, table)))


def _refuse_difference(bank: Bank, table: Table, model: Bank, model_table: Table) -> None:
    pairs = zip_longest(bank_outline(bank), bank_outline(model), fillvalue=((), "nothing"))
    for (way, ours), (_, theirs) in pairs:
        if ours != theirs:
            reason = f"here is {ours}, but {theirs} in {model_table.file}; "
            raise table.fault(f"{reason}the languages of a bank must agree.", *way)


def _name(file: Path) -> tuple[str, str]:
    """The guide's id and the language in a file's name."""
    parts = file.name.split(".")
    return parts[0], parts[-2]
