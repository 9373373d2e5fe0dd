"""Comparison: two versions of a document side by side, or a version and the document now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.domain.refusal import NotFound
from wpr.domain.snapshot import Snapshot
from wpr.domain.version import VersionKind
from wpr.services.comparing import compare
from wpr.services.snapshotting import take_whole
from wpr.services.versioning import snapshot_of
from wpr.storage.version_queries import Listed, listed_versions, version_by_number
from wpr.web import comparison_rows, guard
from wpr.web.comparison_page import ComparisonPage
from wpr.web.history import moment, title_of
from wpr.web.house import house
from wpr.web.visit import DocumentVisit

bp = Blueprint("comparison", __name__, url_prefix="/documents/<int:document_id>/comparison")

NOW: Final = "now"
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


class NoVersion(NotFound):
    """The document has no such version, or has it no more."""

    def __init__(self) -> None:
        super().__init__()
        self.code = "version-gone"


@dataclass(frozen=True, slots=True)
class Side:
    """What is compared: its name in the address, what it is called, and what it says."""

    name: str
    title: str
    detail: str
    snapshot: Snapshot
    questions: Sequence[int]


@dataclass(frozen=True, slots=True)
class Choice:
    """A version to choose in a list."""

    name: str
    words: str
    is_automatic: bool


@bp.get("")
@guard.document(Act.READ)
def choose(visit: DocumentVisit) -> ResponseReturnValue:
    """To the address of what was chosen; without a choice, what is new since the last version."""
    versions = listed_versions(visit.session, visit.document.id)
    newest = str(versions[0].number) if versions else NOW
    old, new = request.args.get("old", newest), request.args.get("new", NOW)
    if not (_is_name(old) and _is_name(new)):
        raise NoVersion
    view = "inline" if request.args.get("view") == "inline" else None
    document_id = visit.document.id
    here = url_for("comparison.show", document_id=document_id, old=old, new=new, view=view)
    return redirect(here, 303)


@bp.get("/<old>/<new>")
@guard.document(Act.READ)
def show(visit: DocumentVisit, old: str, new: str) -> ResponseReturnValue:
    """What happened from one version to another: the same address always shows the same two."""
    if not (_is_name(old) and _is_name(new)):
        raise NoVersion
    versions = listed_versions(visit.session, visit.document.id)
    before, after = (_side(visit, name, versions) for name in (old, new))
    guide = house().guides.get(after.snapshot.guide, after.snapshot.language)
    found = compare(before.snapshot, after.snapshot, guide, (before.questions, after.questions))
    return render_template(
        "pages/comparison.html",
        visit=visit,
        before=before,
        after=after,
        is_backwards=_order(old) > _order(new),
        choices=[Choice(NOW, _("Now"), is_automatic=False), *map(_choice, versions)],
        view="inline" if request.args.get("view") == "inline" else "side",
        found=found,
        page=ComparisonPage(found, guide),
        stretches=comparison_rows.stretches,
    )


def _is_name(name: str) -> bool:
    return name == NOW or _NUMBER.fullmatch(name) is not None


def _order(name: str) -> int:
    return 10**9 if name == NOW else int(name)


def _side(visit: DocumentVisit, name: str, versions: Sequence[Listed]) -> Side:
    """One side. NoVersion for a number that this document does not have."""
    if name == NOW:
        guide = house().guides.get(visit.document.guide, visit.document.language)
        whole = take_whole(visit.session, visit.document, guide)
        return Side(NOW, _("Now"), _("The document as it is"), whole.snapshot, whole.questions)
    row = version_by_number(visit.session, visit.document.id, int(name))
    listed = next((one for one in versions if row and one.number == row.number), None)
    if row is None or listed is None:
        raise NoVersion
    title, time = title_of(listed), moment(listed.at)
    return Side(
        name,
        _("Version %(number)s", number=row.number),
        " · ".join(filter(None, ["" if title == time else title, time, listed.by])),
        snapshot_of(row),
        row.questions,
    )


def _choice(version: Listed) -> Choice:
    title, time = title_of(version), moment(version.at)
    words = _("Version %(number)s", number=version.number)
    is_automatic = version.kind == VersionKind.AUTOMATIC
    details = time if title == time else f"{title} ({time})"
    return Choice(str(version.number), f"{words} – {details}", is_automatic)
