"""People: accounts made, listed, let in and shut out from the console."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from click import echo
from sqlalchemy.orm import Session

from wpr.cli.opening import open_database, open_settings
from wpr.domain.identity import email_address
from wpr.domain.refusal import Refusal
from wpr.services import accounts, closing, joining, resetting
from wpr.settings import Settings
from wpr.storage.people import User
from wpr.storage.people_queries import user_by_email, users


@click.group()
def user() -> None:
    """Look after people's accounts."""


@user.command()
@click.argument("email")
@click.argument("name")
@click.option("--admin", is_flag=True, help="May look after all accounts.")
@click.option("--language", type=click.Choice(["sv", "en"]), help="Of the pages.")
def add(email: str, name: str, admin: bool, language: str | None) -> None:
    """Make an account, and print a link where its owner sets a password."""
    with _acting() as (settings, session):
        made = accounts.create(
            session, email, name, _now(), is_admin=admin, language=language or ""
        )
        token = resetting.make_for_user(session, None, made.id, _now()).token
    _print_password_link(settings, made, token)


@user.command("list")
def list_() -> None:
    """List the accounts: address, name, and what is special about them."""
    with open_database(open_settings()) as database, database.reading() as session:
        everybody = users(session)
    width = max((len(one.email) for one in everybody), default=0)
    for one in everybody:
        notes = ["administrator"] * one.is_admin + ["disabled"] * (one.disabled_at is not None)
        echo(" ".join([f"{one.email:{width}} ", one.name, *(f"({note})" for note in notes)]))


@user.command()
@click.argument("email")
def link(email: str) -> None:
    """Print a link that signs somebody in once, without a password."""
    with _acting() as (settings, session):
        owner = _account(session, email)
        if owner.disabled_at is not None:
            raise Refusal("closed")
        token = joining.sign_in_token(session, owner.id, _now())
    print_sign_in_link(settings, owner, token)


@user.command()
@click.argument("email")
def reset(email: str) -> None:
    """Print a link where somebody sets a new password."""
    with _acting() as (settings, session):
        owner = _account(session, email)
        token = resetting.make_for_user(session, None, owner.id, _now()).token
    _print_password_link(settings, owner, token)


@user.command()
@click.argument("email")
def disable(email: str) -> None:
    """Sign somebody out and keep them out. What they wrote stays."""
    with _acting() as (_, session):
        closed = closing.close(session, _account(session, email).id, _now())
    echo(f"{closed.name} is signed out and cannot sign in.")


@user.command()
@click.argument("email")
def enable(email: str) -> None:
    """Let somebody in again whom `disable` kept out."""
    with _acting() as (_, session):
        opened = accounts.reopen(session, _account(session, email).id)
    echo(f"{opened.name} can sign in again.")


def print_sign_in_link(settings: Settings, owner: User, token: str) -> None:
    """Say whom a one-time link signs in, and where it is."""
    minutes = int(joining.SIGN_IN_LIFETIME.total_seconds() // 60)
    echo(f"Signs {owner.name} in, once, within {minutes} minutes:")
    echo(f"{settings.public_url}/sign-in/{token}")


@contextmanager
def _acting() -> Iterator[tuple[Settings, Session]]:
    settings = open_settings()
    with open_database(settings) as database, database.writing() as session:
        yield settings, session


def _account(session: Session, email: str) -> User:
    found = user_by_email(session, email_address(email))
    if found is None:
        raise click.ClickException(f"Nobody has an account with the address {email}.")
    return found


def _print_password_link(settings: Settings, owner: User, token: str) -> None:
    minutes = int(resetting.LIFETIME.total_seconds() // 60)
    echo(f"Where {owner.name} sets a password, once, within {minutes} minutes:")
    echo(f"{settings.public_url}/password/{token}")


def _now() -> datetime:
    return datetime.now(UTC)
