"""Advice: what the coach has to say about a document, as a page and for the page that is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, get_template_attribute, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from wpr.coach.finding import Level
from wpr.coach.rule import Rule
from wpr.domain.access import Act
from wpr.services.advising import Advised, Heaviness, Remark, advise_rows
from wpr.services.keeping_words import LONGEST_WORD
from wpr.web import guard
from wpr.web.house import house
from wpr.web.visit import DocumentVisit

bp = Blueprint("advice", __name__)

_ABOUT_WORDS: Final = frozenset(
    {
        Rule.WEASEL,
        Rule.BUZZWORD,
        Rule.BUREAUCRATIC,
        Rule.ABBREVIATION,
        Rule.DOTTED_ABBREVIATION,
        Rule.LONG_WORD,
        Rule.NOMINALISATION,
    }
)


@dataclass(frozen=True, slots=True)
class Item:
    """A remark as it is listed. `id` is its own in one answer; `mark` is where its words stand."""

    id: str
    remark: Remark
    keeps: str

    @property
    def text(self) -> int:
        """The row that it is about."""
        return int(self.remark.piece.held.id)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the page, or a question with its answer, with the advice on it."""

    id: str
    label: str
    texts: Sequence[int]
    items: Sequence[Item]
    heaviness: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All advice on a document: what is serious first, then place by place."""

    serious: Sequence[Item]
    places: Sequence[Place]

    @property
    def items(self) -> Sequence[Item]:
        """Every item, in the order of the list."""
        return [*self.serious, *(item for place in self.places for item in place.items)]


@bp.get("/documents/<int:document_id>/advice")
@guard.document(Act.EDIT)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The advice on the document as it is stored now: a page, or JSON for a script.

    In JSON every place counts UTF-16 units of the numbered paragraph, in the version of the text
    that stands under `versions`.
    """
    guide = house().guides.get(visit.document.guide, visit.document.language)
    found = advise_rows(visit.session, visit.document, guide)
    sheet = _sheet(found.advised)
    if not guard.wants_json():
        return render_template("pages/advice.html", visit=visit, sheet=sheet, counted=counted)
    draw = get_template_attribute("pages/_advice.html", "advice_item")
    return {
        "versions": {str(text): version for text, version in found.versions.items()},
        "items": [_as_json(item, draw(visit.document, item)) for item in sheet.items],
        "places": [
            {
                "label": place.label or _("A question without words"),
                "texts": list(place.texts),
                "heaviness": list(place.heaviness),
            }
            for place in sheet.places
        ],
    }


def counted(number: int) -> str:
    """The number of pieces of advice, in words."""
    return ngettext("%(num)d piece of advice", "%(num)d pieces of advice", number)


def _sheet(advised: Advised) -> Sheet:
    items = [
        Item(f"advice-{number}", remark, _keeps(remark))
        for number, remark in enumerate(advised.remarks)
    ]
    return Sheet(
        serious=[item for item in items if _is_serious(item)],
        places=list(_places(advised, [item for item in items if not _is_serious(item)])),
    )


def _places(advised: Advised, items: Sequence[Item]) -> Iterator[Place]:
    labels = {piece.place: piece.label for piece in advised.pieces}
    for place, label in labels.items():
        yield Place(
            id=place,
            label=label,
            texts=[int(piece.held.id) for piece in advised.pieces if piece.place == place],
            items=[item for item in items if item.remark.piece.place == place],
            heaviness=[
                heaviness_words(one) for one in advised.heaviness if one.piece.place == place
            ],
        )


def heaviness_words(heaviness: Heaviness) -> str:
    """How heavy a text is to read, as a plain sentence and not as a grade."""
    measure = heaviness.measure
    if measure.measure == "LIX":
        return _(
            "LIX is %(value)d for these %(words)d words."
            " Shorter sentences and words make it lower.",
            value=measure.value,
            words=measure.words,
        )
    return _(
        "Flesch reading ease is %(value)d for these %(words)d words."
        " Shorter sentences and words make it higher.",
        value=measure.value,
        words=measure.words,
    )


def _is_serious(item: Item) -> bool:
    return item.remark.finding.level is Level.STRONG


def _keeps(remark: Remark) -> str:
    """The words that can go on the school's list; "" when it is not about words."""
    words = remark.found.strip()
    is_word = remark.finding.rule in _ABOUT_WORDS and 0 < len(words) <= LONGEST_WORD
    return words if is_word else ""


def _as_json(item: Item, html: str) -> dict[str, Any]:
    remark = item.remark
    finding = remark.finding
    return {
        "id": item.id,
        "text": item.text,
        "paragraph": remark.paragraph,
        "start": remark.start,
        "end": remark.end,
        "rule": finding.rule,
        "key": finding.key,
        "level": finding.level,
        "message": finding.message,
        "question": finding.question,
        "replacements": list(finding.replacements),
        "explanation": finding.explanation,
        "html": html,
    }
