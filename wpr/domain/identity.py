"""What a person is called and where mail reaches them, read strictly from what somebody typed."""

import re
import unicodedata
from typing import Final

from wpr.domain.refusal import Refusal

MOST_NAME: Final = 120
MOST_EMAIL: Final = 254  # RFC 5321: a path is at most 256 octets, its angle brackets included
MOST_LOCAL: Final = 64  # RFC 5321, section 4.5.3.1.1

_LOCAL: Final = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN: Final = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*")


def person_name(text: str) -> str:
    """The name with single spaces. Refused: none, a longer one, one with control characters."""
    name = re.sub(" +", " ", unicodedata.normalize("NFC", text)).strip(" ")
    if not name:
        raise Refusal("name-missing")
    if len(name) > MOST_NAME or not _is_plain(name):
        raise Refusal("name-wrong", most=MOST_NAME)
    return name


def email_address(text: str) -> str:
    """The address in lower case, as accounts keep it.

    Refused: what is no single address (email-wrong), and one whose domain has no dot (email-cut):
    mail from elsewhere finds no such domain, so it is nearly always half an address. The part
    before the @ is held to ASCII, since most mail servers take nothing else.
    """
    address = unicodedata.normalize("NFKC", text).strip(" ").lower()
    local, at, domain = address.rpartition("@")
    if (
        not at
        or len(address) > MOST_EMAIL
        or len(local) > MOST_LOCAL
        or not _LOCAL.fullmatch(local)
        or not _DOMAIN.fullmatch(domain)
    ):
        raise Refusal("email-wrong")
    if "." not in domain:
        raise Refusal("email-cut")
    return address


def _is_plain(text: str) -> bool:
    # Cc control, Cf format (it can turn text around), Cs surrogate, Zl and Zp line ends
    return not any(unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for one in text)
