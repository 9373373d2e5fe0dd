"""Agreement: whether a text speaks of what an idea answer says. It only asks, it never judges."""

import re
from collections.abc import Iterator
from typing import Final

STEM: Final = 5
"""Letters that two words must share: enough to tell apart, few enough to see past an ending."""

_WORD: Final = re.compile(r"\w{4,}")

# Words that every text has, so that sharing them says nothing.
_COMMON: Final = frozenset(
    _WORD.findall(
        "alla allt andra både dagen dess detta deras efter eller från finns före genom inte kommer"
        " kunde kunna mellan många mycket måste något några också skola skolan skolor skulle sedan"
        " till under utan vara varje vill vilka vilken åker över"
        " about after also every from have into more most must other school schools should some"
        " than that their them then there they this those what when where which will with would"
    )
)


def speaks_of(text: str, answer: str) -> bool:
    """Whether a word of `answer` is met in `text`, in any form or inside a compound.

    An answer without such words, or no text at all, agrees with everything.
    """
    said = list(_words(answer))
    met = list(_words(text))
    if not said or not met:
        return True
    return any(one[:STEM] in other or other[:STEM] in one for one in said for other in met)


def _words(text: str) -> Iterator[str]:
    return (word for word in _WORD.findall(text.casefold()) if word not in _COMMON)
