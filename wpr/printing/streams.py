"""Streams: every one of them ends where its length says, by any way of counting."""

import base64
import zlib
from typing import Any, Final

_ENDS: Final = (b"\r", b"\n")
"""A line end before `endstream` does not count (ISO 32000-1, 7.3.8.1). Packed bytes that happen to
end in one would be a byte shorter to a reader who takes both for the line's end."""


def end_clearly(_document: Any, pdf: Any) -> None:
    """Pack each stream so that its last byte is no line end. A `finisher` for WeasyPrint."""
    for thing in pdf.objects:
        if getattr(thing, "compress", False):
            _pack(thing)


def _pack(thing: Any) -> None:
    """What writing would do, done here; where it ends badly, in letters (ISO 32000-1, 7.4.3)."""
    thing.compress = False
    _, _, content = thing.data.partition(b"\nstream\n")
    packed, filters = zlib.compress(content[: -len(b"\nendstream")], 9), "/FlateDecode"
    if packed.endswith(_ENDS):
        packed, filters = base64.a85encode(packed) + b"~>", "[/ASCII85Decode /FlateDecode]"
    thing.stream = [packed]
    thing.extra["Filter"] = filters
