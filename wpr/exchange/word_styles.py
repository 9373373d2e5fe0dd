"""What the styles and numberings of a Word document say of its paragraphs."""

import re
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn

_HEADING: Final = re.compile(
    r"(?:heading|rubrik|überschrift|titre|título|overskrift|otsikko)\s*(\d)"
)
_TITLE: Final = frozenset({"title", "rubrik", "titel"})


class Styles:
    """Knows headings and items of lists, in whatever language Word names its styles."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def level(self, paragraph: Any) -> int | None:
        """The level of a heading: 0 for the title; None for no heading."""
        outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None and int(outline.get(qn("w:val"))) < 6:
            return int(outline.get(qn("w:val"))) + 1
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        seen: set[str] = set()
        style_id = style.get(qn("w:val")) if style is not None else None
        while style_id and style_id not in seen:
            seen.add(style_id)
            found = self._style(style_id)
            if found is None:
                return None
            name, outline_level, based_on = found
            if name in _TITLE:
                return 0
            if heading := _HEADING.fullmatch(name):
                return min(int(heading[1]), 6)
            if outline_level is not None:
                return outline_level
            style_id = based_on
        return None

    def _style(self, style_id: str) -> tuple[str, int | None, str | None] | None:
        style = next((one for one in self._document.styles if one.style_id == style_id), None)
        if style is None:
            return None
        outline = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        based = style.element.find(qn("w:basedOn"))
        level = int(outline.get(qn("w:val"))) + 1 if outline is not None else None
        based_on = based.get(qn("w:val")) if based is not None else None
        return (style.name or "").lower(), level if level and level <= 6 else None, based_on

    def item(self, paragraph: Any) -> str:
        """The mark of a list's item, indented by its level; "" for what is none."""
        numbering = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = (style.get(qn("w:val")) if style is not None else "").lower()
        if numbering is None:
            if not name.startswith(("listbullet", "listnumber", "punktlista", "numreradlista")):
                return ""
            level, is_numbered = int(name[-1]) - 1 if name[-1].isdigit() else 0, "num" in name
        else:
            at = numbering.find(qn("w:ilvl"))
            number = numbering.find(qn("w:numId"))
            level = int(at.get(qn("w:val"))) if at is not None else 0
            number_id = number.get(qn("w:val")) if number is not None else "0"
            if number_id == "0":
                return ""
            is_numbered = self._is_numbered(number_id, level) or "listnumber" in name
            if name[-1:].isdigit() and name.startswith("list"):
                level = max(level, int(name[-1]) - 1)
        return "   " * level + ("1. " if is_numbered else "- ")

    def _is_numbered(self, number_id: str, level: int) -> bool:
        numbering: Any = self._document.part.numbering_part.element
        try:
            abstract = str(numbering.num_having_numId(int(number_id)).abstractNumId.val)
        except KeyError:
            return False
        for one in numbering.findall(qn("w:abstractNum")):
            if one.get(qn("w:abstractNumId")) == abstract:
                for definition in one.findall(qn("w:lvl")):
                    if definition.get(qn("w:ilvl")) == str(level):
                        kind = definition.find(qn("w:numFmt"))
                        return kind is not None and kind.get(qn("w:val")) != "bullet"
        return False
