"""Nothing is fetched: no page makes the renderer read a file or call anybody."""

import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest

from tests.printing.papers import DRAFT, SWEDISH, addresses, answering, linking, opened, text
from wpr.domain.snapshot import Facts, Part, Question, Snapshot
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer
from wpr.prose.schema import line, paragraphs

SECRET = "kanariefagel-7731"


class Callback:
    """An address on this machine that remembers who called it."""

    def __init__(self) -> None:
        calls: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                calls.append(self.path)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(SECRET.encode())

            def log_message(self, *_: object) -> None:
                pass

        self.calls = calls
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture(scope="module")
def callback() -> Iterator[Callback]:
    listening = Callback()
    thread = threading.Thread(target=listening.server.serve_forever)
    thread.start()
    yield listening
    listening.server.shutdown()
    thread.join()
    listening.server.server_close()


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("secret") / "canary.html"
    file.write_text(f"<p>{SECRET}</p>")
    (file.parent / "canary.css").write_text(f"h1::after {{ content: '{SECRET}' }}")
    return file


def assert_nothing_came_in(pdf: bytes, callback: Callback) -> None:
    assert callback.calls == []
    with opened(pdf) as document:
        assert set(document.Root.get("/Names", {}).keys()) <= {"/Dests"}, "nothing is embedded"
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                assert thing.get("/Subtype") != "/Image"
                try:
                    assert SECRET.encode() not in thing.read_bytes()
                except pikepdf.PdfError:
                    assert SECRET.encode() not in zlib.decompress(thing.read_raw_bytes())
    assert SECRET not in text(pdf)


WAYS_IN = [
    "<img src='{0}'>",
    "<img srcset='{0} 1x'>",
    "<link rel=stylesheet href='{0}'>",
    "<link rel=attachment href='{0}'>",
    "<a rel=attachment href='{0}'>x</a>",
    "<style>@import url({0});</style>",
    "<style>@font-face {{ font-family: x; src: url({0}) }} p {{ font-family: x }}</style><p>x</p>",
    "<p style='background: url({0})'>x</p>",
    "<p style='content: url({0})'>x</p><ul style='list-style-image: url({0})'><li>x</ul>",
    "<object data='{0}'>x</object><embed src='{0}'><iframe src='{0}'></iframe>",
    "<video poster='{0}' src='{0}'></video><audio src='{0}'></audio>",
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
    "<image xlink:href='{0}' width='9' height='9'/><use xlink:href='{0}#a'/></svg>",
    "<base href='{0}'><img src='canary.html'><p>x</p>",
    "<meta http-equiv=refresh content='0; url={0}'><p>x</p>",
]


@pytest.mark.parametrize("way", WAYS_IN)
def test_even_a_page_that_asks_for_it_gets_no_file_and_no_answer(
    way: str, renderer: Renderer, callback: Callback, canary: Path
) -> None:
    sheet = canary.with_suffix(".css")
    places = [canary.as_uri(), sheet.as_uri(), callback.address, "data:text/css,p{}"]
    body = "".join(way.format(place) for place in places)
    pdf = renderer.render(f"<!doctype html><html lang=sv><title>x</title><body><h1>x</h1>{body}")
    assert_nothing_came_in(pdf, callback)


def test_hostile_words_in_every_place_of_a_document_stay_words(
    renderer: Renderer, callback: Callback, canary: Path
) -> None:
    way = (
        f'"><link rel=attachment href="{canary.as_uri()}"><img src="{callback.address}">'
        f"</title></style></script>{{{{ 7*7 }}}}{{% include '{canary}' %}}\\"
        f"@import url({callback.address}); ') url({callback.address})"
    )
    paper = Snapshot(
        way, "sv", "school", Facts(date(2027, 1, 1), way, way, (way, way), way, way),
        parts=tuple(Part(part.id, paragraphs(way)) for part in SWEDISH.parts()),
        questions=(Question("pupils", line(way), paragraphs(way)),),
        unplaced=paragraphs(way),
    )  # fmt: skip
    pdf = print_pdf(paper, SWEDISH, replace(DRAFT, version=way), renderer=renderer).pdf
    assert_nothing_came_in(pdf, callback)
    assert addresses(pdf) == []
    assert "7*7" in text(pdf)


def test_a_link_is_kept_and_not_followed(renderer: Renderer, callback: Callback) -> None:
    paper = answering(linking(callback.address), linking(f"{callback.address}a?b=#c"))
    pdf = print_pdf(paper, SWEDISH, DRAFT, renderer=renderer).pdf
    assert_nothing_came_in(pdf, callback)
    assert addresses(pdf) == [callback.address, f"{callback.address}a?b=#c"]


def test_a_language_that_is_markup_or_a_path_does_no_harm(renderer: Renderer) -> None:
    for language in ('"><img src=x>', "../../etc/passwd", "sv-SE", "x" * 5000):
        paper = replace(answering(paragraphs("Ett svar.")), language=language)
        assert "Ett svar." in text(print_pdf(paper, SWEDISH, DRAFT, renderer=renderer).pdf)
