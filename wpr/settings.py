"""Settings: the environment, read once at the start into one frozen value."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from wpr import setting
from wpr.setting import PREFIX, Setting


class SettingFault(Exception):
    """A setting has a value that cannot be used. The text is one sentence for the console."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the app can be told from outside. See SETTINGS for what each one means."""

    data: Path
    database_url: str
    host: str
    port: int
    public_url: str
    workers: int
    threads: int
    proxies: int
    secret: str
    guides: tuple[Path, ...]
    language: str
    max_request_bytes: int
    smtp_url: str
    mail_from: str
    mail_wait: int
    queue_url: str
    version_quiet_minutes: int
    version_all_days: int
    version_daily_days: int
    step_days: int
    pdf_variant: str

    @property
    def is_https(self) -> bool:
        """Whether people reach the app over TLS; decides the cookies' prefix and Secure flag."""
        return self.public_url.startswith("https://")

    @property
    def trusted_hosts(self) -> list[str]:
        """The host names requests may carry: the public one, and this machine when serving it."""
        return [urlsplit(self.public_url).hostname or "", "127.0.0.1", "localhost", "[::1]"]


SETTINGS: Final = (
    Setting("data", setting.folder, "data", "Folder for the database, printed PDFs and secret."),
    Setting(
        "database_url",
        setting.database_url,
        "",
        "Database; empty: a SQLite file in the data folder. PostgreSQL:"
        " `postgresql://user:password@host/name`.",
        is_private=True,
    ),
    Setting("host", setting.host, "127.0.0.1", "Address to listen on."),
    Setting("port", setting.whole(1, 65535), "8000", "Port to listen on."),
    Setting(
        "public_url",
        setting.public_url,
        "",
        "The address people use, such as `https://wpr.example.se`. Needed when listening beyond"
        " this machine; links in mail come from it.",
    ),
    Setting("workers", setting.whole(1, 64), "1", "Server processes."),
    Setting(
        "threads", setting.whole(8, 512), "96", "Threads in each process; an open page keeps one."
    ),
    Setting(
        "proxies", setting.whole(0, 5), "0", "How many trusted reverse proxies stand in front."
    ),
    Setting(
        "secret",
        setting.secret,
        "",
        "Signs forms; empty: made once and kept in the data folder.",
        is_private=True,
    ),
    Setting(
        "guides", setting.folders, "", "Folders with the school's own guides, separated by `:`."
    ),
    Setting(
        "language",
        setting.one_of("sv", "en"),
        "sv",
        "Language for readers whose browser asks for neither Swedish nor English.",
    ),
    Setting(
        "max_request_bytes",
        setting.whole(100_000, 100_000_000),
        "2000000",
        "Largest request that is taken, in bytes.",
    ),
    Setting(
        "smtp_url",
        setting.smtp_url,
        "",
        "Mail server, such as `smtp://user:password@mail.example.se:587` (`smtps://` for TLS from"
        " the start). Empty: no mail is sent, links are shown instead.",
        is_private=True,
    ),
    Setting(
        "mail_from",
        setting.mail_from,
        "",
        "Sender of mail; empty: wpr@ and the host of the public address.",
    ),
    Setting(
        "mail_wait",
        setting.whole(0, 3600),
        "300",
        "Seconds from the first comment until one mail tells of it and of those that followed.",
    ),
    Setting(
        "queue_url",
        setting.queue_url,
        "",
        "Queue for mail; empty: a file in the data folder, worked off by `wpr serve`. Redis, worked"
        " off by `wpr worker`: `redis://:password@host:6379/0`.",
        is_private=True,
    ),
    Setting(
        "version_quiet_minutes",
        setting.whole(1, 1440),
        "10",
        "Minutes without a change after which a version is kept by itself.",
    ),
    Setting(
        "version_all_days",
        setting.whole(0, 3650),
        "2",
        "Days that all versions kept so stay; named versions stay for good.",
    ),
    Setting(
        "version_daily_days",
        setting.whole(0, 36500),
        "60",
        "Days that one of them a day stays; after that, one a week.",
    ),
    Setting(
        "step_days",
        setting.whole(1, 3650),
        "30",
        "Days that single changes are kept; whoever was away longer fetches the document anew.",
    ),
    Setting(
        "pdf_variant",
        setting.one_of("a-3a", "a-3u", "a-3b", "a-2a", "a-2u", "a-2b"),
        "a-3a",
        "Kind of PDF/A. The document's source is only inside with `a-3…`.",
    ),
)


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment. Raises SettingFault for a wrong value or an unknown name."""
    known = {one.variable for one in SETTINGS}
    for name in environment:
        if name.startswith(PREFIX) and name not in known:
            raise SettingFault(
                f"{name} is not a setting of wpr. The settings: {', '.join(sorted(known))}."
            )
    values = {one.field: _read(one, environment) for one in SETTINGS}
    values["database_url"] = values["database_url"] or f"sqlite:///{values['data'] / 'wpr.db'}"
    values["public_url"] = values["public_url"] or _listened_on(values["host"], values["port"])
    values["mail_from"] = values["mail_from"] or f"wpr@{urlsplit(values['public_url']).hostname}"
    return Settings(**values)


def with_secret(data: Path) -> str:
    """The secret kept in the data folder, made there the first time. Raises OSError.

    Processes that start at once agree on one: it appears whole, and only if there is none.
    """
    file = data / "secret"
    if not file.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=data, prefix="secret-")  # only the owner may read
        with os.fdopen(descriptor, "w", encoding="ascii") as made:
            made.write(secrets.token_urlsafe(32))
        with suppress(FileExistsError):
            file.hardlink_to(draft)
        Path(draft).unlink()
    return file.read_text(encoding="ascii").strip()


def _read(one: Setting, environment: Mapping[str, str]) -> Any:
    text = environment.get(one.variable, one.default).strip()
    try:
        return one.read(text)
    except ValueError as error:
        value = "" if one.is_private else f" is {text!r}"
        raise SettingFault(f"{one.variable}{value}: {error}.") from None


def _listened_on(host: str, port: int) -> str:
    if not setting.is_loopback(host):
        raise SettingFault(
            f"WPR_HOST is {host}, which others can reach: set WPR_PUBLIC_URL to the address"
            " people use, so that links and cookies are right."
        )
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
