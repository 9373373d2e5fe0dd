"""Frames: what a renderer and its parent say to each other over a socket, one after the other.

A frame is four bytes of length (big-endian), one byte that says what it is, and the content.
"""

import socket
import struct
import time
from typing import Final

READY: Final = b"R"
"""From the renderer, once: fonts and style sheet are loaded."""
PAGE: Final = b"H"
"""To the renderer: a page as HTML in UTF-8."""
PDF: Final = b"P"
TOO_LARGE: Final = b"M"
FONT_MISSING: Final = b"F"
FAILED: Final = b"X"
"""From the renderer: the PDF, or why there is none; the content is a file name or a sentence."""

LARGEST_FRAME: Final = 64 * 2**20
"""Bytes. A PDF of a thousand pages has about 5 MB."""

_HEAD: Final = struct.Struct(">Ic")


class BrokenOff(Exception):
    """The other side is gone, or speaks another language."""


def send(conversation: socket.socket, kind: bytes, content: bytes, until: float | None) -> None:
    """Send a frame. `until` is a time of `time.monotonic`; TimeoutError after it."""
    try:
        _limit(conversation, until)
        conversation.sendall(_HEAD.pack(len(content), kind) + content)
    except TimeoutError:
        raise
    except OSError as error:
        raise BrokenOff(str(error)) from error


def receive(conversation: socket.socket, until: float | None) -> tuple[bytes, bytes]:
    """The next frame's kind and content. TimeoutError after `until`, BrokenOff at the end."""
    length, kind = _HEAD.unpack(_exactly(conversation, _HEAD.size, until))
    if length > LARGEST_FRAME:
        raise BrokenOff(f"a frame of {length} bytes")
    return kind, _exactly(conversation, length, until)


def _exactly(conversation: socket.socket, length: int, until: float | None) -> bytes:
    content = bytearray()
    while len(content) < length:
        try:
            _limit(conversation, until)
            piece = conversation.recv(min(length - len(content), 2**20))
        except TimeoutError:
            raise
        except OSError as error:
            raise BrokenOff(str(error)) from error
        if not piece:
            raise BrokenOff("the other side has closed")
        content += piece
    return bytes(content)


def _limit(conversation: socket.socket, until: float | None) -> None:
    if until is None:
        conversation.settimeout(None)
        return
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    conversation.settimeout(left)
