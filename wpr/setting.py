"""One setting: its name in the environment, and how its text is read and refused."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

PREFIX: Final = "WPR_"

_SENDER: Final = re.compile(r"[^\s<>@:;,/\"()]+@[\w.-]*\w")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its field in `Settings`, how its text is read, and what the README says.

    `read` raises ValueError with the end of a sentence: "it must be ...". The value of a setting
    with `is_private` may hold a password and is never printed.
    """

    field: str
    read: Callable[[str], Any]
    default: str
    meaning: str
    is_private: bool = False

    @property
    def variable(self) -> str:
        """The environment variable's name."""
        return PREFIX + self.field.upper()


def whole(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number within bounds."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"it must be a whole number from {least} to {most}")
        return int(text)

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """Reads one of a few words."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"it must be {' or '.join(choices)}")
        return text

    return read


def folder(text: str) -> Path:
    """A folder, which need not be there yet."""
    if not text:
        raise ValueError("it must be a folder")
    path = Path(text).absolute()
    if path.exists() and not path.is_dir():
        raise ValueError("it must be a folder, but it is a file")
    return path


def folders(text: str) -> tuple[Path, ...]:
    """Folders that are there, separated by `:`."""
    paths = tuple(Path(part).absolute() for part in text.split(":") if part)
    for path in paths:
        if not path.is_dir():
            raise ValueError(f"{path} is no folder")
    return paths


def host(text: str) -> str:
    """A host name or an address to listen on; IPv6 without its brackets."""
    bare = text.removeprefix("[").removesuffix("]")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        if bare and all(character.isalnum() or character in "-." for character in bare):
            return bare
        raise ValueError("it must be a host name or an address to listen on") from None


def database_url(text: str) -> str:
    """A SQLite file or a PostgreSQL database; "" for the file in the data folder."""
    if text and not text.startswith(("sqlite:///", "postgresql://")):
        raise ValueError("it must begin with sqlite:/// or postgresql://")
    if text.startswith("sqlite:") and (text == "sqlite:///" or ":memory:" in text):
        raise ValueError("it must name a file, such as sqlite:////var/lib/wpr/wpr.db")
    if text.startswith("postgresql:") and not _has_good_port(text):
        raise ValueError("it must be like postgresql://user:password@host:5432/name")
    return text


def public_url(text: str) -> str:
    """An http(s) address without a path; "" for the one that is listened on."""
    if not text:
        return ""
    parts = urlsplit(text)
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.path.strip("/")
        or parts.query
        or parts.fragment
        or parts.username is not None
        or not _has_good_port(text)
    ):
        raise ValueError("it must be like https://wpr.example.se, without a path")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def secret(text: str) -> str:
    """A secret long enough not to be guessed; "" for the one in the data folder."""
    if text and len(text) < 32:
        raise ValueError("it must have at least 32 characters (or be left out: one is made)")
    return text


def smtp_url(text: str) -> str:
    """A mail server; "" for none."""
    parts = urlsplit(text)
    is_mail = parts.scheme in {"smtp", "smtps"} and parts.hostname
    if text and not (is_mail and _has_good_port(text)):
        raise ValueError("it must be like smtp://user:password@mail.example.se:587")
    return text


def queue_url(text: str) -> str:
    """A Redis server; "" for the file in the data folder."""
    parts = urlsplit(text)
    is_redis = parts.scheme in {"redis", "rediss"} and parts.hostname
    is_socket = parts.scheme == "unix" and parts.path
    if text and not (is_socket or (is_redis and _has_good_port(text))):
        raise ValueError("it must be like redis://:password@redis.example.se:6379/0")
    return text


def mail_from(text: str) -> str:
    """The sender of mail; "" for one made from the public address."""
    if text and not _SENDER.fullmatch(text):
        raise ValueError("it must be an e-mail address")
    return text


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach what listens there."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _has_good_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:  # not a number; the message would show a piece of a password with a slash
        return False
