"""Word documents and PDFs that somebody made to hurt: read as far as is right, or refused soon."""

import io
import socket
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pypdf
import pytest
from pypdf.generic import NameObject, StreamObject

from wpr.exchange.packed_file import unpacked

SECRET = "kanariefagel-4413"
LIMIT_S = 40.0
"""Seconds: the limit of such a process and as much again, for a machine that has other work."""


def word(change: Callable[[str, bytes], bytes]) -> bytes:
    """A Word document of one paragraph, each of its parts as `change` gives it back."""
    plain, changed = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Ett ord.")
    document.save(plain)
    with ZipFile(plain) as there, ZipFile(changed, "w", ZIP_DEFLATED) as archive:
        for name in there.namelist():
            archive.writestr(name, change(name, there.read(name)))
    return changed.getvalue()


def with_body(xml: bytes, head: bytes = b"") -> bytes:
    """A Word document with `xml` before its paragraph, and `head` before its root."""

    def change(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        start, body, rest = content.partition(b"<w:body>")
        start = start.replace(b"<w:document", head + b"<w:document", 1)
        return start + body + xml + rest

    return word(change)


def pdf(**files: bytes) -> bytes:
    """A PDF of an empty page with these files (their names without .md) inside."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in files.items():
        writer.add_attachment(f"{name}.md", content)
    for one in writer._objects:
        if isinstance(one, StreamObject) and one.get("/Type") == "/EmbeddedFile":
            one[NameObject("/Filter")] = NameObject("/FlateDecode")
            one._data = zlib.compress(one._data)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


LAUGHS = b"<!DOCTYPE x [<!ENTITY a0 'ha'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)
TEXT = b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
WHOLE = word(lambda _, content: content)
REFUSED = {
    "a Word document cut short": WHOLE[: len(WHOLE) // 2],
    "a Word document of noise": b"PK\x03\x04" + bytes(range(256)) * 400,
    "a part packed a thousandfold": word(
        lambda name, it: b" " * 60 * 2**20 if name == "word/styles.xml" else it
    ),
    "elements without end": with_body(b"<w:p>" * 300_000),
    "a PDF cut short": pdf(source=b"# Brevet")[:200],
    "a PDF of noise": b"%PDF-1.7\n" + bytes(range(256)) * 400,
    "a source packed a thousandfold": pdf(source=b" " * 200 * 2**20),
    "a source that is no text": pdf(source=b"\xff\xfe\x00\xd8"),
    "two sources": pdf(one=b"# Ett", two=b"# Tv\xc3\xa5"),
    "no source": pdf(),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_soon(name: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(ValueError, match=r"^(?!Traceback).{10,}"):
        unpacked(REFUSED[name])
    assert time.perf_counter() - begun < LIMIT_S


def test_entities_within_entities_are_not_unfolded() -> None:
    try:
        read = unpacked(with_body(TEXT % b"&a9;", LAUGHS)).text
    except ValueError:
        return
    assert len(read) < 10_000


def test_a_word_document_that_points_elsewhere_reads_no_file_and_calls_nobody(
    tmp_path: Path,
) -> None:
    canary = tmp_path / "canary.xml"
    canary.write_text(f"<x>{SECRET}</x>")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        kinds = ("image", "attachedTemplate", "comments", "footnotes", "hyperlink", "styles")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        relations = "".join(
            f'<Relationship Id="x{at}{kind_at}" Type="{kind}{one}" Target="{place}"'
            ' TargetMode="External"/>'
            for at, place in enumerate((canary.as_uri(), address))
            for kind_at, one in enumerate(kinds)
        ).encode()
        entity = f'<!DOCTYPE x [<!ENTITY f SYSTEM "{canary.as_uri()}">]>'.encode()
        link = (
            b'<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships" r:id="x04"><w:r><w:t>hit</w:t></w:r></w:hyperlink></w:p>'
        )

        def related(name: str, content: bytes) -> bytes:
            end = b"</Relationships>"
            if name == "word/_rels/document.xml.rels":
                return content.replace(end, relations + end)
            if name == "word/document.xml":
                return content.replace(b"<w:body>", b"<w:body>" + link)
            return content

        read = unpacked(word(related)).text
        assert "Ett ord." in read
        assert "hit" in read
        assert "file:" not in read, "a link to a file of the server is none"
        with suppress(ValueError):
            read += unpacked(with_body(TEXT % b"&f;", entity)).text
        assert SECRET not in read
        with pytest.raises(BlockingIOError):
            listening.accept()
