"""What the page of the question bank shows: the questions topic by topic, packs, what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from wpr.domain.bank import Bank, Pack, fits
from wpr.domain.coverage import Cover, Coverage, Covered, coverage_of
from wpr.domain.guide import Group, Guide
from wpr.domain.progress import Measure
from wpr.services.asking import LONGEST_REASON
from wpr.storage.document_queries import Asked, asked_of, set_asides_of
from wpr.web.house import house
from wpr.web.visit import DocumentVisit
from wpr.web.waiting import Waiting, waiting_of

VIEWS: Final = ("offered", "all", "not-relevant")
"""Which questions are shown: those that fit, every one, or those that are set aside."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A question of the bank on the page: how it stands, where it is asked, why it is set aside.

    `is_bare` says that nobody has begun to answer it; `needs` are the triggers it waits for.
    """

    covered: Covered
    asked: Asked | None
    reason: str
    needs: Sequence[str]

    @property
    def is_bare(self) -> bool:
        return self.asked is not None and not self.asked.words and not self.asked.row.unknown_role


@dataclass(frozen=True, slots=True)
class PackOffer:
    """A pack, whether it fits, and how many questions it would bring."""

    pack: Pack
    fits: bool
    missing: int


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows. `groups` are the guide's with their offers, topic by topic."""

    guide: Guide
    view: str
    coverage: Coverage
    groups: Sequence[tuple[Group, Sequence[tuple[str, Sequence[Offer]]]]]
    packs: Sequence[PackOffer]
    waiting: Sequence[Waiting]
    longest_reason: int = LONGEST_REASON


def page_of(visit: DocumentVisit, view: str) -> Page:
    """The page of a document's bank in one of the VIEWS, in two queries."""
    document = visit.document
    guide = house().guides.get(document.guide, document.language)
    asked = asked_of(visit.session, document.id)
    by_key = {one.row.key: one for one in asked if one.row.key}
    reasons = {row.key: row.reason for row in set_asides_of(visit.session, document.id)}
    measures = {
        key: Measure(one.words, one.gaps, is_open=one.row.unknown_role is not None)
        for key, one in by_key.items()
    }
    coverage = coverage_of(guide.bank, document.touches, measures, reasons)
    offers = [
        Offer(
            covered,
            by_key.get(covered.question.key),
            reasons.get(covered.question.key, ""),
            [] if covered.fits else _needs(guide.bank, covered),
        )
        for covered in _chosen(coverage, view)
    ]
    return Page(
        guide=guide,
        view=view,
        coverage=coverage,
        groups=[
            (group, topics)
            for group in guide.question_groups()
            if (topics := _topics(group, offers))
        ],
        packs=[
            PackOffer(pack, fits(pack, document.touches), len(coverage.missing_of(pack)))
            for pack in guide.bank.packs
        ],
        waiting=waiting_of(asked, guide),
    )


def _chosen(coverage: Coverage, view: str) -> Sequence[Covered]:
    match view:
        case "all":
            return coverage.questions
        case "not-relevant":
            return [one for one in coverage.questions if one.cover is Cover.SET_ASIDE]
        case _:
            return coverage.offered()


def _topics(group: Group, offers: Sequence[Offer]) -> list[tuple[str, Sequence[Offer]]]:
    own = [offer for offer in offers if offer.covered.question.group == group.id]
    by_topic = groupby(own, key=lambda offer: offer.covered.question.topic)
    return [(topic, list(some)) for topic, some in by_topic]


def _needs(bank: Bank, covered: Covered) -> list[str]:
    return [one.question for one in bank.triggers if one.id in covered.question.when]
