"""Editing a text: everything that changes one arrives here as steps, live typing or not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from prosemirror.model import Node
from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from wpr.domain.refusal import Refusal, TooOld
from wpr.prose import markdown, plain
from wpr.prose.between import steps_between
from wpr.prose.rebasing import rebased
from wpr.prose.schema import read, write
from wpr.prose.steps import StepsRefused, apply
from wpr.services import anchoring, crediting, tracking
from wpr.storage.comment_queries import has_threads
from wpr.storage.documents import DocumentRow, StepRow, TextRow
from wpr.storage.feed import announce

_INSERT: Final = insert(cast("Table", StepRow.__table__))

MOST_AT_ONCE: Final = 1000
"""Steps in one answer. Whoever has missed more asks again."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Steps from one client, made on `version` of a text.

    With `may_move`, those that only type are moved past what others did since that version. The
    client must then have no other batch of the same text under way.
    """

    version: int
    client: str
    steps: Sequence[dict[str, Any]]
    may_move: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """The steps of a text from one version on, with the client each came from, as far as one
    answer reaches. `version` is the newest one.

    When a batch `is_taken`, the last of them are its own, moved past the others.
    """

    version: int
    steps: Sequence[dict[str, Any]]
    clients: Sequence[str]
    is_taken: bool = False


def submit(
    session: Session,
    document: DocumentRow,
    text: TextRow,
    author_id: int,
    batch: Batch,
    now: datetime,
) -> Known | None:
    """Apply a batch to a text that this transaction holds for writing.

    None when it was applied. When others were first: what they did, and the batch's own steps
    after it where those could be moved; else the client has to rebase. Refused ("steps-refused",
    with the reason) when the steps do not fit the text or the schema.
    """
    if batch.version != text.version:
        known = since(session, text, batch.version)
        return _moved_on(session, document, text, author_id, batch, known, now) or known
    if not batch.steps:
        return None
    old = read(text.content)
    try:
        node = apply(old, list(batch.steps), line=text.is_line)
    except StepsRefused as refused:
        raise Refusal("steps-refused", reason=str(refused)) from refused
    session.execute(
        _INSERT,
        [
            {
                "text_id": text.id,
                "version": text.version + offset,
                "client": batch.client,
                "user_id": author_id,
                "at": now,
                "body": json.dumps(step, ensure_ascii=False, separators=(",", ":")),
            }
            for offset, step in enumerate(batch.steps)
        ],
    )
    text.version += len(batch.steps)
    keep(text, node)
    announce(
        session,
        document,
        {
            "kind": "steps",
            "text": text.id,
            "version": batch.version,
            "steps": batch.steps,
            "client": batch.client,
        },
        now,
    )
    crediting.keep_up(session, text, batch.version)
    is_discussed = has_threads(session, text.id)
    anchoring.follow(session, document, text, old, node, batch.steps, now, is_held=is_discussed)
    if is_discussed:
        tracking.follow(session, text, batch.steps)
    return None


def _moved_on(
    session: Session,
    document: DocumentRow,
    text: TextRow,
    author_id: int,
    batch: Batch,
    known: Known,
    now: datetime,
) -> Known | None:
    """Apply a batch that others were before, if it can be moved past what they did.

    Steps under the client's own name mean that an answer was lost: the batch may be among them.
    """
    if not batch.may_move or not batch.steps or batch.client in known.clients:
        return None
    if batch.version + len(known.steps) < known.version:
        return None
    steps = rebased(batch.steps, known.steps)
    if steps is None:
        return None
    moved = Batch(known.version, batch.client, steps)
    try:
        submit(session, document, text, author_id, moved, now)
    except Refusal:
        return None
    return Known(
        version=text.version,
        steps=[*known.steps, *steps],
        clients=[*known.clients, *[batch.client] * len(steps)],
        is_taken=True,
    )


def since(session: Session, text: TextRow, version: int) -> Known:
    """The steps of a text after `version`, the first MOST_AT_ONCE of them.

    Refused ("version-unknown") for a version it never had. TooOld where steps are pruned.
    """
    if not 0 <= version <= text.version:
        raise Refusal("version-unknown")
    rows = session.execute(
        select(StepRow.version, StepRow.client, StepRow.body)
        .where(StepRow.text_id == text.id, StepRow.version >= version)
        .order_by(StepRow.version)
        .limit(MOST_AT_ONCE)
    ).all()
    if version < text.version and (not rows or rows[0].version != version):
        raise TooOld
    return Known(
        version=text.version,
        steps=[json.loads(row.body) for row in rows],
        clients=[row.client for row in rows],
    )


def rewrite(
    session: Session,
    document: DocumentRow,
    text: TextRow,
    author_id: int,
    version: int,
    source: str,
    now: datetime,
) -> None:
    """Make a text say what a plain form's Markdown says, by the fewest steps.

    Refused: a form that was filled in on another version (text-moved-on), for the person decides;
    more than a text may hold (text-too-long).
    """
    if version != text.version:
        raise Refusal("text-moved-on")
    reader = markdown.line_from_markdown if text.is_line else markdown.from_markdown
    try:
        new = reader(source)
    except ValueError as error:
        raise Refusal("text-too-long") from error
    steps = steps_between(read(text.content), new)
    submit(session, document, text, author_id, Batch(version, "form", steps), now)


def keep(text: TextRow, node: Node) -> None:
    """Set a row's content, and what is derived from it."""
    text.content = write(node)
    text.words = plain.words(node)
    text.gaps = plain.plain(node).count("[")
    text.size = node.content.size
