"""Exporting: document files become PDFs and other formats, without a server or a database."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from wpr.cli.document_source import read_document
from wpr.cli.faults import FORESEEN, sentence
from wpr.cli.layout import layout_of, layout_options
from wpr.cli.opening import open_guides, open_settings
from wpr.cli.progress import bar, progress
from wpr.domain.guide import Guide
from wpr.domain.guide_file import Guides
from wpr.exchange import document_file, json_file, word_writing
from wpr.printing.options import Options
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer
from wpr.printing.standalone import standalone_html
from wpr.printing.standards import Variant
from wpr.storage.whole_file import whole_file


@dataclass(frozen=True, slots=True)
class Job:
    """One file to export, and where to."""

    source: Path
    target: Path


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file, or a folder for several files."
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["pdf", "docx", "html", "md", "json"]),
    default="pdf",
    show_default=True,
)
@click.option("--label", help="What the running header calls this version [default: Draft].")
@click.option(
    "--date",
    "printed",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day in the footer [default: today]. Same file, same day, same bytes.",
)
@layout_options
def export(
    files: Sequence[Path],
    output: Path | None,
    format_: str,
    label: str | None,
    printed: datetime | None,
    **layout: Any,
) -> None:
    """Turn document files into PDFs, Word documents, HTML, tidy Markdown or JSON.

    FILE.md becomes FILE.pdf beside it, or in the folder or file that -o names. With several files,
    those that cannot be exported are named and the others are made; the exit code is then 1.
    """
    settings = open_settings()
    guides = open_guides(settings)
    day = printed.date() if printed else datetime.now().astimezone().date()
    options = layout_of(Options(label or "", day, variant=Variant(settings.pdf_variant)), **layout)
    make = {
        "pdf": _pdf(guides, options, has_label=label is not None),
        "docx": _word(guides),
        "html": _html(guides, options, has_label=label is not None),
        "md": _markdown(guides),
        "json": _json(guides),
    }[format_]
    if _export(_jobs(files, output, format_), make):
        raise click.exceptions.Exit(1)


def _export(jobs: Sequence[Job], make: Callable[[Path], bytes]) -> int:
    """Do the jobs, as many at once as there are processors; gives how many failed. What is said of
    them comes in their order."""

    def do(job: Job) -> BaseException | None:
        try:
            _write(job.target, make(job.source))
        except FORESEEN as error:
            return error
        return None

    failed = 0
    workers = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        with progress() as say:
            asked = [workers.submit(do, job) for job in jobs]
            say(bar(0, len(jobs)))
            for number, (job, one) in enumerate(zip(jobs, asked, strict=True), start=1):
                error = one.result()
                say(bar(number, len(jobs)))
                if error is None:
                    click.echo(job.target)
                else:
                    failed += 1
                    click.echo(f"Error: {sentence(error)}", err=True)
    finally:
        workers.shutdown(cancel_futures=True)  # after Ctrl+C, those not yet begun are left
    return failed


def _jobs(files: Sequence[Path], output: Path | None, kind: str) -> list[Job]:
    """Where each file goes. Refuses two files into one, and a file onto itself."""
    is_folder = output is not None and (len(files) > 1 or output.is_dir())
    if output and is_folder and output.suffix == f".{kind}" and not output.is_dir():
        raise click.UsageError(f"{output} is one file, and there are {len(files)}: name a folder.")
    jobs: list[Job] = []
    for file in files:
        beside = file.with_suffix(f".{kind}")
        target = output / beside.name if output and is_folder else output or beside
        if any(job.target == target for job in jobs):
            raise click.UsageError(f"Several files would become {target}.")
        if target.exists() and file.exists() and target.samefile(file):
            raise click.UsageError(f"{file} would be overwritten: say with -o where to write.")
        jobs.append(Job(file, target))
    return jobs


def _pdf(guides: Guides, options: Options, *, has_label: bool) -> Callable[[Path], bytes]:
    renderer = Renderer(processes=os.cpu_count() or 1, seconds=60, patience=3600)

    def make(source: Path) -> bytes:
        snapshot = read_document(source, guides)
        guide = guides.get(snapshot.guide, snapshot.language)
        chosen = _labelled(options, guide, has_label)
        return print_pdf(
            snapshot, guide, chosen, renderer=renderer, write_source=document_file.write
        ).pdf

    return make


def _labelled(options: Options, guide: Guide, has_label: bool) -> Options:
    return options if has_label else replace(options, version=guide.words["draft"])


def _html(guides: Guides, options: Options, *, has_label: bool) -> Callable[[Path], bytes]:
    def make(source: Path) -> bytes:
        snapshot = read_document(source, guides)
        guide = guides.get(snapshot.guide, snapshot.language)
        return standalone_html(snapshot, guide, _labelled(options, guide, has_label)).encode()

    return make


def _json(guides: Guides) -> Callable[[Path], bytes]:
    return lambda source: json_file.write(read_document(source, guides)).encode()


def _markdown(guides: Guides) -> Callable[[Path], bytes]:
    def make(source: Path) -> bytes:
        snapshot = read_document(source, guides)
        guide = guides.get(snapshot.guide, snapshot.language)
        return document_file.write(snapshot, guide).encode()

    return make


def _word(guides: Guides) -> Callable[[Path], bytes]:
    def make(source: Path) -> bytes:
        snapshot = read_document(source, guides)
        return word_writing.write(snapshot, guides.get(snapshot.guide, snapshot.language))

    return make


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(target) as out:
        out.write(content)
