"""The page: a snapshot and its guide as one HTML document that is ready to be set."""

from functools import cache
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from wpr import __version__
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.places import TEMPLATES
from wpr.printing.content import content_of, written
from wpr.printing.options import Options
from wpr.printing.setting import Setting

_LONGEST_RUNNING_TITLE: Final = 80
"""Characters of the title that have room in the running header beside the version."""


def page_html(snapshot: Snapshot, guide: Guide, options: Options) -> str:
    """The whole document as HTML, every text escaped. Raises ValueError for a text that is none."""
    setting = Setting(snapshot.language)
    content = content_of(snapshot, guide)
    digest = snapshot.digest()
    return _template().render(
        language=snapshot.language,
        title=content.title,
        running_title=_shortened(content.title),
        team=[setting.line(name) for name in snapshot.facts.team],
        generator=f"wpr {__version__}",
        created=options.printed.isoformat(),
        words=guide.words,
        version=setting.line(options.version),
        printed=setting.line(written(options.printed, guide)),
        case_number=setting.line(snapshot.facts.case_number),
        digest=digest,
        hash=digest[:10],
        press=content.press,
        sections=content.sections,
        facts=content.facts,
        open=content.open,
        decision=[
            (setting.line(term), "\n".join(map(setting.line, said.splitlines())))
            for term, said in options.decision
        ],
    )


def _shortened(title: str) -> str:
    if len(title) <= _LONGEST_RUNNING_TITLE:
        return title
    return title[:_LONGEST_RUNNING_TITLE].rsplit(maxsplit=1)[0] + "…"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "print"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("document.html")
