"""Bank files: the question banks beside the guides, such as `school.bank.sv.toml`."""

from typing import Final

from wpr.domain.bank import EMPTY_BANK, Bank
from wpr.domain.bank_reading import bank_outline, read_bank, refuse_strange_groups
from wpr.domain.beside import FileKind
from wpr.domain.guide import Guide
from wpr.domain.guide_table import Table


def _refuse_strange(bank: Bank, table: Table, guide: Guide) -> None:
    refuse_strange_groups(bank, table, (group.id for group in guide.question_groups()))


BANKS: Final = FileKind("bank", read_bank, _refuse_strange, bank_outline, EMPTY_BANK)
"""Files of this kind."""
