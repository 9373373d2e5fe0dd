"""Plain characters as CommonMark: as themselves where that is safe, else escaped or as numbers."""

import re
import string
from typing import Final

_HIDDEN: Final = "\n"  # stands in for a hidden character: no text holds a line feed

_SPECIAL: Final = re.compile(
    r"""[\\`\[]
    | (?<!\ )\* | \*(?!\ )        # a star between two spaces is only a star
    | (?<![^\W_])_ | _(?![^\W_])  # an underscore inside a word is only an underscore
    | <(?!\ )                     # else an address or HTML, to some reader
    | &(?=\#?\w+;)                # else a character reference
    """,
    re.VERBOSE,
)
_SPECIAL_IN_LINK: Final = re.compile(_SPECIAL.pattern + r"| \]", re.VERBOSE)
_BLOCK_START: Final = re.compile(
    r"""\A(?: (?= \#{1,6}(?:\s|\Z)     # heading
                | >                   # quotation
                | [-+](?:[\s-]|\Z)    # list, line across, underlined heading
                | =[=\ ]*\Z           # underlined heading
                | ~~~ )               # code
            | (?P<number>\d{1,9})(?=[.)](?:\s|\Z)) )""",
    re.VERBOSE,
)
_SEPARATORS: Final = re.compile("[\u2028\u2029]")


def spelled(
    text: str,
    *,
    in_link: bool = False,
    starts_line: bool = False,
    hide_first: bool = False,
    hide_last: bool = False,
) -> str:
    """The text so that it reads as itself, whatever stands around it.

    A hidden first or last character is one that the parser must not meet as itself.
    """
    first = _reference(text[0]) if hide_first else ""
    last = _reference(text[-1]) if hide_last and not (hide_first and len(text) == 1) else ""
    body = _HIDDEN * bool(first) + text[bool(first) : len(text) - bool(last)] + _HIDDEN * bool(last)
    body = (_SPECIAL_IN_LINK if in_link else _SPECIAL).sub(r"\\\g<0>", body)
    body = _SEPARATORS.sub(lambda match: _reference(match[0]), body)
    if starts_line:
        body = _BLOCK_START.sub(r"\g<number>\\", body)
    return first + body[bool(first) : len(body) - bool(last)] + last


def _reference(char: str) -> str:
    return "\\" + char if char in string.punctuation else f"&#{ord(char)};"
