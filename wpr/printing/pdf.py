"""The PDF of a snapshot: from the cache when it has been printed before, else from the renderer."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.printing.assets import fingerprint
from wpr.printing.cache import Cache
from wpr.printing.extent import extent
from wpr.printing.options import Options
from wpr.printing.page import page_html
from wpr.printing.recipe import write_recipe
from wpr.printing.renderer import Renderer
from wpr.printing.source import WriteSource

NICENESS: Final = 10
"""Who types comes before who waits for a PDF; on an idle machine it costs nothing."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF, and whether it came without any rendering."""

    pdf: bytes
    from_cache: bool


def print_pdf(
    snapshot: Snapshot,
    guide: Guide,
    options: Options,
    cache_folder: Path | None = None,
    renderer: Renderer | None = None,
    write_source: WriteSource | None = None,
) -> Printed:
    """The snapshot as a tagged PDF (PDF/UA-1 and PDF/A-3a), kept in `cache_folder` if given.

    With `write_source` it carries the document's own file and the recipe to print it by; for the
    public, pages and files hold the public part and nothing else. Equal snapshot, guide and options
    give equal bytes. Uses the app's own renderer unless another one is given. Raises a subclass of
    `NotPrinted`, or ValueError for a snapshot whose texts are none. A cache folder that cannot be
    read or written is no fault.
    """
    snapshot, options = extent(snapshot, guide, options)
    kept = Cache(cache_folder) if cache_folder else None
    key = print_key(snapshot, guide, options, carries_source=write_source is not None)
    if kept and (pdf := kept.get(key)):
        return Printed(pdf, from_cache=True)
    carries = write_source if options.variant.may_carry_files else None
    source = carries(snapshot, guide) if carries else ""
    recipe = write_recipe(guide, options, source) if source else ""
    page = page_html(snapshot, guide, options)
    pdf = (renderer or app_renderer()).render(page, source, recipe)
    if kept:
        kept.put(key, pdf)
    return Printed(pdf, from_cache=False)


def print_key(
    snapshot: Snapshot, guide: Guide, options: Options, *, carries_source: bool = False
) -> str:
    """A digest of all that shapes the PDF, as 64 hexadecimal digits; fit for an ETag."""
    shape = (
        snapshot.digest(),
        _guide_mark(guide),
        repr(options),
        repr(carries_source),
        fingerprint(),
    )
    return hashlib.sha256("\0".join(shape).encode()).hexdigest()


_guide_marks: dict[int, tuple[Guide, str]] = {}
"""By identity, each with its guide, which so stays alive: a guide is never changed."""


def _guide_mark(guide: Guide) -> str:
    """A digest of all that a guide says, made once: it is longer than most documents."""
    if len(_guide_marks) > 64:
        _guide_marks.clear()
    if id(guide) not in _guide_marks:
        _guide_marks[id(guide)] = guide, hashlib.sha256(repr(guide).encode()).hexdigest()
    return _guide_marks[id(guide)][1]


@cache
def app_renderer() -> Renderer:
    """The renderer that all threads of this process share. It starts with its first document."""
    return Renderer(niceness=NICENESS)
