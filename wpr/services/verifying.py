"""Verifying: whether a PDF is still what was printed, and which version it is.

Two things can show it. The server knows the bytes of every PDF it has handed out. And whoever has
wpr can print the source in the PDF by the recipe in it, and compare: the same bytes mean that no
page says anything else than the source does. An intact source alone shows nothing about the pages.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot
from wpr.exchange import document_file
from wpr.exchange.apart import Kind, unpack
from wpr.exchange.file_fault import FileFault
from wpr.printing.faults import NotPrinted
from wpr.printing.pdf import print_pdf
from wpr.printing.recipe import Recipe, read_recipe
from wpr.storage.documents import DocumentRow
from wpr.storage.prints import PrintRow, print_by_hash


class Verdict(StrEnum):
    """What could be shown of a PDF."""

    KNOWN = "known"
    """This server handed out these very bytes."""
    SAME = "same"
    """Its own source, printed again, gives these very bytes."""
    CHANGED = "changed"
    """Its own source, printed again, gives other bytes; or the source itself was changed."""
    UNSHOWN = "unshown"
    """It carries a source, but nothing here prints as it was printed then."""
    FOREIGN = "foreign"
    """It carries nothing by which it could be told."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What is known of a PDF. `title`, `label` ("Version 3") and `digest` are what the PDF says of
    itself, or what was noted when it was handed out; "" where nothing is known. `document_id`,
    `number` and `at` are known only of a KNOWN one (number None: a draft)."""

    verdict: Verdict
    title: str = ""
    label: str = ""
    digest: str = ""
    document_id: int | None = None
    number: int | None = None
    at: datetime | None = None


def note_print(
    session: Session,
    document_id: int,
    number: int | None,
    label: str,
    digest: str,
    pdf_hash: str,
    now: datetime,
) -> None:
    """Note that a PDF with these bytes is handed out. One that is noted already stays as it is."""
    if print_by_hash(session, pdf_hash) is None:
        session.add(
            PrintRow(
                sha256=pdf_hash,
                document_id=document_id,
                number=number,
                label=label[:200],
                digest=digest,
                at=now,
            )
        )
        session.flush()


def hash_of(pdf: bytes) -> str:
    """What a PDF's bytes are known by."""
    return hashlib.sha256(pdf).hexdigest()


def known(session: Session, pdf: bytes) -> Verified | None:
    """What was noted when these very bytes were handed out; None when they never were."""
    row = print_by_hash(session, hash_of(pdf))
    if row is None:
        return None
    document = session.get(DocumentRow, row.document_id)
    return Verified(
        verdict=Verdict.KNOWN,
        title=document.title if document else "",
        label=row.label,
        digest=row.digest,
        document_id=row.document_id,
        number=row.number,
        at=row.at,
    )


def verify(pdf: bytes, guides: Guides) -> Verified:
    """What the PDF itself shows, printing it again where that can be done.

    Raises Unreadable (a ValueError) for a file that is no PDF, is locked, or takes more than a file
    may; NotPrinted when there was no renderer free to print it.
    """
    inside = unpack(Kind.PDF, pdf)
    source, said = inside["source"], inside["digest"]
    if not source or not inside["recipe"]:
        return Verified(Verdict.FOREIGN)
    try:
        recipe = read_recipe(inside["recipe"])
        snapshot = document_file.read(source, guides, "")
    except (ValueError, FileFault):
        return Verified(Verdict.CHANGED if said else Verdict.FOREIGN, digest=said)
    return Verified(
        verdict=_printed_again(pdf, source, recipe, snapshot, guides, said),
        title=snapshot.title,
        label=recipe.options.version,
        digest=said,
    )


def _printed_again(
    pdf: bytes, source: str, recipe: Recipe, snapshot: Snapshot, guides: Guides, said: str
) -> Verdict:
    """Whether the source gives the PDF again.

    A document that cannot be read back from its file letter by letter (its guide had other parts
    then) is not printed: what came out would be another one for no fault of the file's.
    """
    if not recipe.holds(source):
        return Verdict.CHANGED
    guide = guides.get(snapshot.guide, snapshot.language)
    if not (recipe.can_be_followed and recipe.is_for(guide) and snapshot.digest() == said):
        return Verdict.UNSHOWN
    try:
        again = print_pdf(snapshot, guide, recipe.options, write_source=lambda *_: source).pdf
    except (NotPrinted, ValueError):
        return Verdict.UNSHOWN
    return Verdict.SAME if again == pdf else Verdict.CHANGED
