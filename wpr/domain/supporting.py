"""A supporting paper: something that a decision rests on beside the document itself."""

import re
from dataclasses import dataclass
from typing import Final

_ADDRESSED: Final = re.compile(r"(.*?)\s*(https?://\S+)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SupportingPaper:
    """Its title, and the address where it lies ("" for a paper in a binder)."""

    title: str
    href: str = ""


def supporting_paper(line: str) -> SupportingPaper:
    """The paper that a line names: a title, and the address behind it if there is one.

    A line that is an address only has it as its title too.
    """
    found = _ADDRESSED.fullmatch(line.strip())
    if not found:
        return SupportingPaper(line.strip())
    title, href = found.groups()
    return SupportingPaper(title or href, href)
