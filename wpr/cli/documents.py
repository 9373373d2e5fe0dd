"""Documents into the database: a file somebody has, and the examples that come with wpr."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from wpr.cli.demo_history import load_history, read_history
from wpr.cli.document_source import read_document, read_document_with_comments
from wpr.cli.opening import open_database, open_guides, open_settings
from wpr.cli.people import print_sign_in_link
from wpr.domain.access import Role
from wpr.domain.guide_file import Guides
from wpr.domain.identity import email_address
from wpr.domain.snapshot import EMPTY, Snapshot
from wpr.exchange.margin import MarginThread
from wpr.places import EXAMPLES
from wpr.services import accounts, importing, joining
from wpr.storage.documents import DocumentRow, Member
from wpr.storage.people import User
from wpr.storage.people_queries import has_users, user_by_email

_DEMO_EMAIL = "demo@wpr.invalid"  # RFC 2606: no mail can ever reach it
_DEMO_NAME = "Annika Sandell"  # the invented head teacher of the first example
_DEMO_COLLEAGUE_EMAIL = "demo-jonas@wpr.invalid"
_DEMO_COLLEAGUE = "Jonas Wik"  # her deputy


@click.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--owner", required=True, metavar="EMAIL", help="Whose document it will be.")
def import_(file: Path, owner: str) -> None:
    """Put the document FILE into the database."""
    settings = open_settings()
    guides = open_guides(settings)
    with open_database(settings) as database, database.writing() as session:
        account = user_by_email(session, email_address(owner))
        if account is None:
            raise click.ClickException(f"Nobody has an account with the address {owner}.")
        snapshot, threads = read_document_with_comments(file, guides)
        document = _bring_in(session, snapshot, guides, account, threads)
    click.echo(f"{document.title}: {settings.public_url}/documents/{document.id}")
    click.echo(_recognised(snapshot, sum(len(one.remarks) for one in threads)), err=True)


def _recognised(snapshot: Snapshot, said: int) -> str:
    parts = sum(part.text != EMPTY for part in snapshot.parts)
    aside = "" if snapshot.unplaced == EMPTY else "; what found no place is last in the document"
    comments = f", comments: {said}" if said else ""
    return f"Questions: {len(snapshot.questions)}, parts: {parts}{comments}{aside}."


@click.command()
def demo() -> None:
    """Load the examples for an invented author, and print a link that signs the author in once.

    Run again, it only prints a new link.
    """
    settings = open_settings()
    guides = open_guides(settings)
    with open_database(settings) as database, database.writing() as session:
        now = datetime.now(UTC)
        author = user_by_email(session, _DEMO_EMAIL)
        if author is None:
            author = accounts.create(
                session, _DEMO_EMAIL, _DEMO_NAME, now, is_admin=not has_users(session)
            )
            colleague = accounts.create(session, _DEMO_COLLEAGUE_EMAIL, _DEMO_COLLEAGUE, now)
            for example in sorted(EXAMPLES.glob("*.md")):
                _load(session, example, guides, author, colleague)
        token = joining.sign_in_token(session, author.id, now)
    print_sign_in_link(settings, author, token)


def _load(session: Session, file: Path, guides: Guides, author: User, colleague: User) -> None:
    """An example, with its history and a colleague to write it with where it has one."""
    history = file.with_suffix(".history.toml")
    if not history.exists():
        _bring_in(session, read_document(file, guides), guides, author)
        return
    finished = read_document(file, guides)
    guide = guides.get(finished.guide, finished.language)
    now = datetime.now(UTC)
    writers = {one.name: one.id for one in (author, colleague)}
    document = load_history(
        session, finished, guide, read_history(history), writers, author.id, now
    )
    session.add(
        Member(document_id=document.id, user_id=colleague.id, role=Role.EDIT, joined_at=now)
    )


def _bring_in(
    session: Session,
    snapshot: Snapshot,
    guides: Guides,
    owner: User,
    threads: Sequence[MarginThread] = (),
) -> DocumentRow:
    guide = guides.get(snapshot.guide, snapshot.language)
    now = datetime.now(UTC)
    return importing.bring_in(session, snapshot, guide, owner.id, now, threads=threads)
