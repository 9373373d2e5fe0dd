"""Files made to hurt: each is refused with a sentence, by a process that is then gone."""

import io
import zipfile

import pytest

from wpr.exchange.apart import Kind, Unreadable, unpack


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Kind.WORD, b""),
        (Kind.WORD, packed({"a": b"x"})),
        (Kind.WORD, packed({"word/document.xml": b" " * 60 * 2**20})),
        (Kind.PDF, b"%PDF-1.7 " + b"[" * 200_000),
    ],
    ids=["nothing", "another zip", "packed a thousandfold", "nested without end"],
)
def test_it_is_refused(kind: Kind, raw: bytes) -> None:
    with pytest.raises(Unreadable):
        unpack(kind, raw)


def test_a_file_that_takes_too_long_is_let_go() -> None:
    with pytest.raises(Unreadable, match="longer"):
        unpack(Kind.WORD, packed({"a": b"x"}), seconds=0.01)
