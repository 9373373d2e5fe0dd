"""What a password must be: long, and not among the first that somebody would try.

There are no rules about which characters it holds. Words that are tried first, alone or two
together, with digits and signs around them, are refused; so are rows of the keyboard and of the
alphabet, and the person's own name, address and the name of this service.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from wpr.domain.refusal import Refusal

LEAST: Final = 15  # OWASP ASVS 5.0, 6.2.9: without a second factor
MOST: Final = 200

_LIST: Final = Path(__file__).with_name("common_passwords.txt")
_FEWEST_DIFFERENT: Final = 5
_LEET: Final = str.maketrans("0134578@$!", "oieastbasi")
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyzåäö",
    "abcdefghijklmnopqrstuvwxyz",
    "12345678901234567890",
    "qwertyuiopåasdfghjklöäzxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1b2c3d4e5f6g7h8i9j0",
    "1a2b3c4d5e6f7g8h9i0j",
)


def checked_password(password: str, about: Iterable[str] = ()) -> str:
    """The password as it is kept (see `kept_form`), when it is good enough.

    `about` is what others know of the person: name, e-mail, the site's name. Refused, with the
    codes password-short, password-long, password-common and password-personal.
    """
    kept = kept_form(password)
    if len(kept) < LEAST:
        raise Refusal("password-short", least=LEAST)
    if len(password) > MOST or len(kept) > MOST:
        raise Refusal("password-long", most=MOST)
    own = frozenset(_own_words(about))
    for form in _forms(kept):
        if _is_row_of(form, own):
            raise Refusal("password-personal")
        if _is_made_of(form, common_words() | own) or _is_row(form):
            raise Refusal("password-common")
    if len(set(kept.casefold())) < _FEWEST_DIFFERENT or _is_row(kept.casefold()):
        raise Refusal("password-common")
    return kept


def kept_form(password: str) -> str:
    """The password as it is hashed: NFKC, so that it is the same from every keyboard and system."""
    return unicodedata.normalize("NFKC", password)


@cache
def common_words() -> frozenset[str]:
    """The words that are tried first. Where they come from is told at the top of their file."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _own_words(about: Iterable[str]) -> Iterator[str]:
    for text in about:
        yield from re.findall(r"[^\W\d_]{2,}", text.casefold())


def _forms(password: str) -> Iterator[str]:
    """The letters alone; and so again with the digits and signs that stand for letters read so."""
    lower = password.casefold()
    yield "".join(re.findall(r"[^\W\d_]+", lower))
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lower)
    yield "".join(re.findall(r"[^\W\d_]+", core.translate(_LEET)))


def _is_row_of(letters: str, words: frozenset[str]) -> bool:
    """Whether it is nothing but these words, however many, in any order."""
    ends = {0}  # where a row of words can end
    for at in range(1, len(letters) + 1):
        if any(letters.endswith(word, 0, at) and at - len(word) in ends for word in words):
            ends.add(at)
    return bool(letters) and len(letters) in ends


def _is_made_of(letters: str, words: frozenset[str]) -> bool:
    """Whether it is one of the words, two of them, or one again and again."""
    if not letters:
        return False
    if letters in words:
        return True
    for at in range(3, len(letters)):
        head, tail = letters[:at], letters[at:]
        if head in words and (tail in words or _repeats(tail, head)):
            return True
    return False


def _repeats(tail: str, head: str) -> bool:
    return (head * (len(tail) // len(head) + 1)).startswith(tail)


def _is_row(text: str) -> bool:
    """Whether it is a piece of a row, forwards or backwards, once or repeated."""
    if len(text) < 4:
        return False
    period = next(at for at in range(1, len(text) + 1) if _repeats(text, text[:at]))
    piece = text[: max(period, 4)]
    return any(piece in row * 2 or piece[::-1] in row * 2 for row in _ROWS)
