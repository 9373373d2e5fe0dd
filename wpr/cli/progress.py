"""Progress: what is going on, told on stderr once it takes longer than a second."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import click

_EVERY_S = 1.0
_BAR = 24
"""Characters of a bar."""


def bar(done: int, of: int) -> str:
    """A bar that fills, with the numbers: "████░░░░ 2 of 4"."""
    full = _BAR * done // of if of else _BAR
    return f"{'█' * full}{'░' * (_BAR - full)} {done} of {of}"


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Gives `say(text)`: what is being done now. A line a second at most, and after the first."""
    doing = ""
    done = Event()

    def say(text: str) -> None:
        nonlocal doing
        doing = text

    def tell() -> None:
        told = ""
        while not done.wait(_EVERY_S):
            if doing != told:
                told = doing
                click.echo(f"{told} …", err=True)

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield say
    finally:
        done.set()
        teller.join()
