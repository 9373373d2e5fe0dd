"""Tags: what PDF/UA-1 asks of the structure and WeasyPrint leaves open."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

_ITEM_PARTS: Final = ("/Lbl", "/LBody")
_ROOT: Final = ("html", "body")
"""Elements whose language is said of the whole file."""


def say_languages() -> None:
    """Have every element of the structure carry the language that its HTML says (`lang`), as
    ISO 14289-1 asks (7.2). Called once in a renderer; WeasyPrint says only the document's."""
    weasyprint: Any = import_module("weasyprint.pdf.tags")
    string: Any = import_module("pydyf").String
    build = weasyprint._build_box_tree

    def built(box: Any, *others: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        inner = box.element is not None and box.element.tag not in _ROOT
        language = box.element.get("lang") if inner else None
        for element in build(box, *others):
            if language:
                element["Lang"] = string(language)
            yield element

    weasyprint._build_box_tree = built


def give_items_bodies(_document: Any, pdf: Any) -> None:
    """Put the paragraphs of every list item into a body (LBody), as ISO 14289-1 asks (7.6).

    WeasyPrint does so for an item of plain text, not for one of paragraphs. A `finisher` for it:
    called with the document and the PDF just before the PDF is written.
    """
    for item in [thing for thing in pdf.objects if _tag(thing) == "/LI"]:
        kids = [pdf.objects[_number(reference)] for reference in item["K"]]
        loose = [kid for kid in kids if _tag(kid) not in _ITEM_PARTS]
        if not loose:
            continue
        body = type(item)(
            {
                "Type": "/StructElem",
                "S": "/LBody",
                "K": type(item["K"])([kid.reference for kid in loose]),
                "Pg": item["Pg"],
                "P": item.reference,
            }
        )
        pdf.add_object(body)
        for kid in loose:
            kid["P"] = body.reference
        labels = [kid.reference for kid in kids if _tag(kid) in _ITEM_PARTS]
        item["K"] = type(item["K"])([*labels, body.reference])


def _tag(thing: Any) -> str | None:
    return str(thing.get("S")) if isinstance(thing, dict) else None


def _number(reference: bytes) -> int:
    """The number of the object that a reference such as `12 0 R` means."""
    return int(reference.split()[0])
