"""Standalone: the document as one HTML file that needs nothing else, to send, keep and print."""

import base64
from functools import cache
from typing import Final

from markupsafe import Markup

from wpr import __version__
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.places import TEMPLATES, WEB_FONTS
from wpr.printing.content import content_of, written
from wpr.printing.extent import extent
from wpr.printing.options import Options
from wpr.printing.page import environment
from wpr.printing.setting import Setting

_STYLE_SHEET: Final = TEMPLATES / "print" / "standalone.css"
_FACES: Final = (
    ("source-serif-4-latin-400-normal.woff2", 400, "normal"),
    ("source-serif-4-latin-400-italic.woff2", 400, "italic"),
    ("source-serif-4-latin-600-normal.woff2", 600, "normal"),
)


def standalone_html(snapshot: Snapshot, guide: Guide, options: Options) -> str:
    """The document as a whole page, every text escaped: fonts and styles are in it, and nothing is
    fetched. Raises ValueError for a text that is none."""
    snapshot, options = extent(snapshot, guide, options)
    setting = Setting(snapshot.language)
    return (
        environment()
        .get_template("standalone.html")
        .render(
            language=snapshot.language,
            content=content_of(snapshot, guide),
            team=[setting.line(name) for name in snapshot.facts.team],
            generator=f"wpr {__version__}",
            words=guide.words,
            version=setting.line(options.version),
            printed=setting.line(written(options.printed, guide)),
            digest=snapshot.digest(),
            style=_style(),
            decision=[
                (setting.line(term), Markup("\n").join(map(setting.said, said.splitlines())))
                for term, said in options.decision
            ],
        )
    )


@cache
def _style() -> Markup:
    faces = "".join(_face(*face) for face in _FACES)
    return Markup(faces + _STYLE_SHEET.read_text(encoding="utf-8"))  # noqa: S704 (all of it ours)


def _face(file: str, weight: int, style: str) -> str:
    font = base64.b64encode((WEB_FONTS / file).read_bytes()).decode()
    return (
        f'@font-face{{font-family:"wpr Serif";font-weight:{weight};font-style:{style};'
        f'src:url("data:font/woff2;base64,{font}")format("woff2")}}\n'
    )
