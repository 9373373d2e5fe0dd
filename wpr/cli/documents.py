"""Documents into the database: a file somebody has, and the examples that come with wpr."""

from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from wpr.cli.document_source import read_document
from wpr.cli.opening import open_database, open_guides, open_settings
from wpr.cli.people import print_sign_in_link
from wpr.domain.guide_file import Guides
from wpr.domain.identity import email_address
from wpr.places import EXAMPLES
from wpr.services import accounts, importing, joining
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User
from wpr.storage.people_queries import has_users, user_by_email

_DEMO_EMAIL = "demo@wpr.invalid"  # RFC 2606: no mail can ever reach it
_DEMO_NAME = "Annika Sandell"  # the invented head teacher of the first example


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
        document = _bring_in(session, file, guides, account)
    click.echo(f"{document.title}: {settings.public_url}/documents/{document.id}")


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
            for example in sorted(EXAMPLES.glob("*.md")):
                _bring_in(session, example, guides, author)
        token = joining.sign_in_token(session, author.id, now)
    print_sign_in_link(settings, author, token)


def _bring_in(session: Session, file: Path, guides: Guides, owner: User) -> DocumentRow:
    snapshot = read_document(file, guides)
    guide = guides.get(snapshot.guide, snapshot.language)
    return importing.bring_in(session, snapshot, guide, owner.id, datetime.now(UTC))
