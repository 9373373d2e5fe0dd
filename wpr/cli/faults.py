"""What can be foreseen to go wrong, told as one sentence on stderr; the exit code is then 1."""

import errno
from typing import Any

import click

from wpr.domain.guide_file import GuideFault
from wpr.domain.refusal import Refusal
from wpr.exchange.document_file import FileFault
from wpr.printing.faults import NotPrinted
from wpr.settings import SettingFault
from wpr.storage.backing_up import BackupFault
from wpr.storage.fault import Fault, StorageFault
from wpr.storage.migrating import SchemaFault
from wpr.web.sentences import refusal_sentence

FORESEEN = (
    BackupFault,
    FileFault,
    GuideFault,
    NotPrinted,
    OSError,
    Refusal,
    SchemaFault,
    SettingFault,
    StorageFault,
)


class Verbs(click.Group):
    """A group of commands whose foreseeable faults end with a sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except FORESEEN as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # who reads our output has read enough; click ends quietly
            raise click.ClickException(sentence(error)) from error


def sentence(error: BaseException) -> str:
    """One sentence for a fault in FORESEEN."""
    match error:
        case Refusal():
            title, message = refusal_sentence(error)
            return f"{title}. {message}"
        case StorageFault():
            return _STORE[error.fault] + _detail(error.__cause__)
        case OSError(filename=str(name), strerror=str(reason)):
            return f"{name}: {reason}."
        case OSError(strerror=str(reason)):
            return f"{reason}."
        case NotPrinted() if "cannot load library" in str(error):
            return (
                "The PDF needs the Pango libraries, which are missing here:"
                " apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
            )
        case NotPrinted():
            return f"The document was not printed: {error}."
        case _:
            return str(error)


_STORE = {
    Fault.BUSY: "The database is busy; nothing was changed. Try again in a moment.",
    Fault.FULL: "The disk is full; nothing was changed.",
    Fault.READ_ONLY: "The database can only be read here; nothing was changed.",
    Fault.GONE: "The database does not answer.",
}


def _detail(cause: BaseException | None) -> str:
    """The database's own words, without the statement and the values it was about."""
    words = str(getattr(cause, "orig", cause)).strip().splitlines() if cause else []
    return f" ({words[0].rstrip('.')})" if words else ""
