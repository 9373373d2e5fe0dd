"""Judging: a reviewer says whether the whole document is ready, and later whether it still is.

The newest verdict counts, the others stay. Each is about a version; when the text has moved on, it
is confirmed or revised about the text as it is then: by a guest, about the version that the author
has shown them since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wpr.domain.activity import Activity
from wpr.domain.checklist import Item
from wpr.domain.guide import Guide
from wpr.domain.notice import Kind
from wpr.domain.refusal import NotFound, Refusal
from wpr.domain.snapshot import Snapshot
from wpr.domain.verdict import Verdict
from wpr.domain.version import VersionKind
from wpr.services import snapshotting, versioning
from wpr.services.comparing import compare
from wpr.services.establishing import found_in
from wpr.services.notifying import tell
from wpr.services.recording import record
from wpr.services.reviewing import Place, RoundClosed
from wpr.storage.answer_queries import Judged, answers_of, verdicts_of
from wpr.storage.feed import announce
from wpr.storage.reviewing import VerdictRow
from wpr.storage.version_queries import version_by_number
from wpr.storage.versions import VersionRow

LONGEST_SENTENCE: Final = 2000
"""Characters of what is said with a verdict."""


class MovedOn(Refusal):
    """The text has changed again since the reviewer saw what has changed."""

    status = 409

    def __init__(self) -> None:
        super().__init__("verdict-moved-on")


@dataclass(frozen=True, slots=True)
class Stale:
    """What a verdict about `version` does not know of: the text as it is now has this `digest`, ""
    where the reviewer may not read it, and `held` are the headings of what was to be held on to and
    has changed. `shown` is the number of the version that a guest may read now, else 0."""

    version: int
    digest: str
    held: Sequence[str]
    shown: int = 0


def give(
    place: Place,
    guide: Guide,
    verdict: str,
    sentence: str,
    now: datetime,
    *,
    digest: str = "",
) -> VerdictRow:
    """Give a verdict, in a document that this transaction holds for writing: about the version of
    the round, or that of the verdict which it changes, or with a `digest` about the text as it is
    now (what a guest may read of it), kept as a version.

    The author of the round is told. Refused: RoundClosed, no verdict (verdict-missing), no sentence
    (sentence-missing) or one too long (sentence-long), MovedOn. Sent twice it is one verdict.
    """
    if place.row.closed_at is not None:
        raise RoundClosed
    sentence = sentence.replace("\r\n", "\n").strip()
    if verdict not in set(Verdict):
        raise Refusal("verdict-missing")
    if not sentence:
        raise Refusal("sentence-missing")
    if len(sentence) > LONGEST_SENTENCE:
        raise Refusal("sentence-long", most=LONGEST_SENTENCE)
    newest = newest_of(place)
    version = _kept(place, guide, digest, now) if digest else _judged(place, newest)
    if newest and _says(newest.row) == (verdict, sentence, version.id):
        return newest.row
    return _write(place, verdict, sentence, version, now)


def confirm(place: Place, guide: Guide, digest: str, now: datetime) -> VerdictRow:
    """Say the newest verdict once more, about the text as it is now. NotFound: there is none.
    Refused: RoundClosed, MovedOn."""
    if place.row.closed_at is not None:
        raise RoundClosed
    newest = newest_of(place)
    if newest is None:
        raise NotFound
    version = _kept(place, guide, digest, now)
    if newest.row.version_id == version.id:
        return newest.row
    return _write(place, newest.row.verdict, newest.row.sentence, version, now)


def newest_of(place: Place) -> Judged | None:
    """The verdict of a reviewer that counts."""
    return next(iter(history_of(place)), None)


def history_of(place: Place) -> list[Judged]:
    """All that a reviewer has said of the whole, the newest first."""
    return verdicts_of(place.session, [place.reviewer.id]).get(place.reviewer.id, [])


def stale(place: Place, guide: Guide) -> Stale | None:
    """What the newest verdict (without one: the version of the round) does not know of; None when
    the text says the same still. Of guests it is what they may read first."""
    session, document = place.session, place.document
    newest = newest_of(place)
    number = newest.version if newest else place.version.number
    old = version_by_number(session, document.id, number)
    if old is None:
        return None
    frozen = place.frozen
    if frozen is not None and frozen.number > number and frozen.digest != old.digest:
        held = _held(old, versioning.snapshot_of(frozen), frozen.questions, guide)
        return Stale(number, frozen.digest, held, frozen.number)
    if document.content_seq <= old.seq:
        return None
    now = snapshotting.take_whole(session, document, guide)
    digest = now.snapshot.digest()
    if digest == old.digest:
        return None
    held = _held(old, now.snapshot, now.questions, guide)
    return Stale(number, digest if frozen is None else "", held)


def unanswered(place: Place) -> list[Item]:
    """The items that neither the reviewer nor the version itself has answered."""
    answered = answers_of(place.session, place.reviewer.id)
    done = {item for item, one in answered.items() if one.row.answer} | found_in(place.row).keys()
    return [item for item in place.checklist.items if item.id not in done]


def _held(old: VersionRow, new: Snapshot, questions: Sequence[int], guide: Guide) -> list[str]:
    """The headings of what was to be held on to and has changed."""
    compared = compare(versioning.snapshot_of(old), new, guide, (old.questions, questions))
    return [entry.heading for entry in compared.entries() if entry.is_held]


def _judged(place: Place, newest: Judged | None) -> VersionRow:
    if newest is None:
        return place.version
    return place.session.get_one(VersionRow, newest.row.version_id)


def _says(row: VerdictRow) -> tuple[str, str, int]:
    return row.verdict, row.sentence, row.version_id


def _kept(place: Place, guide: Guide, digest: str, now: datetime) -> VersionRow:
    kept = place.frozen or versioning.keep(
        place.session, place.document, guide, now, by_id=None, kind=VersionKind.AUTOMATIC
    )
    if kept.digest != digest:
        raise MovedOn
    return kept


def _write(
    place: Place, verdict: str, sentence: str, version: VersionRow, now: datetime
) -> VerdictRow:
    session, document, reviewer = place.session, place.document, place.reviewer
    row = VerdictRow(
        reviewer_id=reviewer.id, verdict=verdict, sentence=sentence, version_id=version.id, at=now
    )
    session.add(row)
    for name in ("opened_at", "begun_at", "finished_at"):
        if getattr(reviewer, name) is None:
            setattr(reviewer, name, now)
    reviewer.guest_id = reviewer.guest_id or place.who.guest_id
    session.flush()
    record(
        session,
        document,
        Activity.VERDICT,
        place.who,
        now,
        version=version.number,
        round_id=place.row.id,
        round=place.row.number,
        verdict=verdict,
    )
    author = [place.row.created_by_id] if place.row.created_by_id else []
    tell(
        session,
        document,
        Kind.VERDICT,
        actor=place.who,
        to=author,
        now=now,
        round_id=place.row.id,
    )
    announce(session, document, {"kind": "changed", "what": "rounds"}, now)
    return row
