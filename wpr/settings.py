"""Settings: the environment, read once at the start into one frozen value."""

import ipaddress
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

PREFIX: Final = "WPR_"


class SettingFault(Exception):
    """A setting has a value that cannot be used. The text is one sentence for the console."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its field in `Settings`, how its text is read, and what the README says."""

    field: str
    read: Callable[[str], Any]
    default: str
    meaning: str

    @property
    def variable(self) -> str:
        """The environment variable's name."""
        return PREFIX + self.field.upper()


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

    @property
    def is_https(self) -> bool:
        """Whether people reach the app over TLS; decides the cookies' prefix and Secure flag."""
        return self.public_url.startswith("https://")

    @property
    def trusted_hosts(self) -> list[str]:
        """The host names requests may carry: the public one, and this machine when serving it."""
        return [urlsplit(self.public_url).hostname or "", "127.0.0.1", "localhost", "[::1]"]


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment. Raises SettingFault for a wrong value or an unknown name."""
    known = {setting.variable for setting in SETTINGS}
    for name in environment:
        if name.startswith(PREFIX) and name not in known:
            raise SettingFault(
                f"{name} is not a setting of wpr. The settings: {', '.join(sorted(known))}."
            )
    values = {setting.field: _read(setting, environment) for setting in SETTINGS}
    values["database_url"] = values["database_url"] or f"sqlite:///{values['data'] / 'wpr.db'}"
    if not values["public_url"]:
        host = values["host"]
        if not _is_loopback(host):
            raise SettingFault(
                f"WPR_HOST is {host}, which others can reach: set WPR_PUBLIC_URL to the address"
                " people use, so that links and cookies are right."
            )
        values["public_url"] = f"http://{host}:{values['port']}"
    values["mail_from"] = values["mail_from"] or f"wpr@{urlsplit(values['public_url']).hostname}"
    return Settings(**values)


def with_secret(settings_data: Path) -> str:
    """The secret kept in the data folder, made there the first time."""
    file = settings_data / "secret"
    if not file.exists():
        settings_data.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(32), encoding="ascii")
    return file.read_text(encoding="ascii").strip()


def _read(setting: Setting, environment: Mapping[str, str]) -> Any:
    text = environment.get(setting.variable, setting.default).strip()
    try:
        return setting.read(text)
    except ValueError as error:
        raise SettingFault(f"{setting.variable} is {text!r}: {error}.") from None


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"it must be a whole number from {least} to {most}")
        return int(text)

    return read


def _path(text: str) -> Path:
    if not text:
        raise ValueError("it must be a folder")
    return Path(text).absolute()


def _folders(text: str) -> tuple[Path, ...]:
    folders = tuple(Path(part).absolute() for part in text.split(":") if part)
    for folder in folders:
        if not folder.is_dir():
            raise ValueError(f"{folder} is no folder")
    return folders


def _host(text: str) -> str:
    if not text or any(
        character.isspace() or character in "/:@" for character in text.strip("[]").replace(":", "")
    ):
        raise ValueError("it must be a host name or an address to listen on")
    return text


def _database_url(text: str) -> str:
    if text and not text.startswith(("sqlite:///", "postgresql://")):
        raise ValueError("it must begin with sqlite:/// or postgresql://")
    return text


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if text and (
        parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/")
    ):
        raise ValueError("it must be like https://wpr.example.se, without a path")
    return text.rstrip("/")


def _secret(text: str) -> str:
    if text and len(text) < 32:
        raise ValueError("it must have at least 32 characters (or be left out: one is made)")
    return text


def _language(text: str) -> str:
    if text not in {"sv", "en"}:
        raise ValueError("it must be sv or en")
    return text


def _smtp_url(text: str) -> str:
    if text and (urlsplit(text).scheme not in {"smtp", "smtps"} or not urlsplit(text).hostname):
        raise ValueError("it must be like smtp://user:password@mail.example.se:587")
    return text


def _mail_from(text: str) -> str:
    if text and ("@" not in text or any(character in text for character in "\r\n<>")):
        raise ValueError("it must be an e-mail address")
    return text


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


SETTINGS: Final = (
    Setting("data", _path, "data", "Folder for the database, printed PDFs and the secret."),
    Setting(
        "database_url",
        _database_url,
        "",
        "Database; empty: a SQLite file in the data folder. PostgreSQL: `postgresql://user:password@host/name`.",
    ),
    Setting("host", _host, "127.0.0.1", "Address to listen on."),
    Setting("port", _whole(1, 65535), "8000", "Port to listen on."),
    Setting(
        "public_url",
        _public_url,
        "",
        "The address people use, such as `https://wpr.example.se`. Needed when listening beyond this machine; links in mail come from it.",
    ),
    Setting("workers", _whole(1, 64), "1", "Server processes."),
    Setting("threads", _whole(8, 512), "96", "Threads in each process; an open page keeps one."),
    Setting("proxies", _whole(0, 5), "0", "How many trusted reverse proxies stand in front."),
    Setting("secret", _secret, "", "Signs forms; empty: made once and kept in the data folder."),
    Setting("guides", _folders, "", "Folders with the school's own guides, separated by `:`."),
    Setting(
        "language",
        _language,
        "sv",
        "Language for readers whose browser asks for neither Swedish nor English.",
    ),
    Setting(
        "max_request_bytes",
        _whole(100_000, 100_000_000),
        "2000000",
        "Largest request that is taken, in bytes.",
    ),
    Setting(
        "smtp_url",
        _smtp_url,
        "",
        "Mail server, such as `smtp://user:password@mail.example.se:587` (`smtps://` for TLS from the start). Empty: no mail is sent, links are shown instead.",
    ),
    Setting(
        "mail_from",
        _mail_from,
        "",
        "Sender of mail; empty: wpr@ and the host of the public address.",
    ),
)
