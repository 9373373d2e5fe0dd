"""Taking in a document that somebody wrote elsewhere: read, shown with a place for each piece of
it, and stored when the person has seen where everything goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, TextAreaField, ValidationError

from wpr.domain.guide import Guide, Kind
from wpr.domain.refusal import Refusal
from wpr.domain.snapshot import Snapshot
from wpr.exchange import any_file, margin
from wpr.exchange.file_fault import FileFault
from wpr.exchange.foreign.destination import Destination, Goes
from wpr.exchange.foreign.guessing import plain_words
from wpr.exchange.foreign.piece import Piece
from wpr.exchange.foreign.reading import LARGEST, MOST_PIECES, Foreign, read_foreign
from wpr.exchange.margin import MarginThread
from wpr.exchange.packed_file import Unpacked, is_packed, unpacked
from wpr.exchange.text_file import text_of
from wpr.prose.markdown import from_markdown
from wpr.prose.plain import plain
from wpr.services import importing
from wpr.storage.people import User
from wpr.web import guard
from wpr.web.house import house, now, transaction
from wpr.web.sentences import refusal_sentence

bp = Blueprint("imports", __name__)

_NO_TEXT: Final = _l(
    "There is no text here that can be read. Choose a Word document, a PDF that was made here, or a"
    " file of plain text or Markdown."
)
_SHOWN: Final = 240
"""Characters of a piece's text that the page shows."""


class ImportForm(FlaskForm):
    """A file, or the text itself."""

    file = FileField(_l("A file"))
    source = TextAreaField(_l("Or the text"))
    name = HiddenField()
    comments = HiddenField()
    before = HiddenField()
    keep = BooleanField(_l("Keep tracked changes as suggestions"))
    guide = SelectField(_l("Guide"), validate_choice=False)

    def validate_comments(self, field: HiddenField) -> None:
        """They are what we wrote there."""
        try:
            margin.read(field.data or "")
        except ValueError:
            field.data = ""
            raise ValidationError(
                _("The comments in the file cannot be read. Choose the file again.")
            ) from None

    def threads(self) -> Sequence[MarginThread]:
        """The comments that came with the file, when the form is valid."""
        return margin.read(self.comments.data or "")


@dataclass(frozen=True, slots=True)
class Row:
    """A piece on the page: its words, where it goes, and the name of its field."""

    field: str
    heading: str
    text: str
    goes: Destination


@bp.get("/import")
@guard.account
def form(_user: User) -> ResponseReturnValue:
    """Where a file is chosen, or a text is put."""
    return _form_page(ImportForm())


@bp.post("/import")
@guard.account
def show(user: User) -> ResponseReturnValue:
    """What was recognised, each piece with its place. A file of ours comes in as it is."""
    form = ImportForm()
    found = _read(form)
    if found is None:
        return _form_page(form), 422
    if isinstance(found, Foreign):
        return _pieces_page(form, found)
    return _bring_in(user, form, found)


@bp.post("/import/document")
@guard.account
def bring_in(user: User) -> ResponseReturnValue:
    """The document, with every piece where the person wants it."""
    form = ImportForm()
    foreign = _read(form, is_foreign=True)
    if not isinstance(foreign, Foreign):
        return _form_page(form), 422
    try:
        chosen = [
            Destination.read(request.form.get(f"to-{number}", str(guessed)))
            for number, (_piece, guessed) in enumerate(foreign.placed)
        ]
        snapshot, wished = foreign.document(chosen), None
        before = _before(form, foreign) if form.keep.data else None
        if before:
            wished, snapshot = (
                snapshot,
                replace(before.document(chosen), title=snapshot.title, facts=snapshot.facts),
            )
            if [one.group for one in wished.questions] != [one.group for one in snapshot.questions]:
                snapshot, wished = wished, None
    except ValueError:  # a changed form, or more in one place than a text holds
        form.form_errors.append(_("That cannot be put together. Put less text in one place."))
        return _pieces_page(form, foreign), 422
    return _bring_in(user, form, snapshot, wished)


def _before(form: ImportForm, foreign: Foreign) -> Foreign | None:
    """The document as it was before its tracked changes; None without any, and when they change
    what its pieces are, so that the two have no places in common."""
    if not form.before.data:
        return None
    try:
        guide_id = foreign.guide.id
        before = read_foreign(form.before.data, house().guides, form.name.data or "", guide_id)
    except FileFault:
        return None
    shapes, others = ([piece.shape for piece, _to in one.placed] for one in (before, foreign))
    return before if shapes == others and before.language == foreign.language else None


def _bring_in(
    user: User, form: ImportForm, snapshot: Snapshot, wished: Snapshot | None = None
) -> ResponseReturnValue:
    guide = house().guides.get(snapshot.guide, snapshot.language)
    try:
        with transaction() as session:
            document = importing.bring_in(
                session,
                snapshot,
                guide,
                user.id,
                now(),
                threads=form.threads(),
                wished=wished,
            )
            document_id = document.id
    except Refusal as refusal:
        form.file.errors = [*form.file.errors, " ".join(refusal_sentence(refusal))]
        return _form_page(form), 422
    flash(_("The document is here. Nothing of your text was left out."), "done")
    return redirect(url_for("workspace.show", document_id=document_id), 303)


def _read(form: ImportForm, *, is_foreign: bool = False) -> Snapshot | Foreign | None:
    """What the form holds; None, with a message beside its field, for what cannot be read.

    The text is put into the form, so that the next page has it."""
    uploaded = form.file.data
    beside = form.file if uploaded else form.source
    if uploaded:
        form.name.data = uploaded.filename
        try:
            found = _unpacked(uploaded.read())
            form.source.data, form.before.data = found.text, found.before
            form.comments.data = margin.written(found.threads)
        except ValueError:
            form.source.data = ""
            beside.errors = [_NO_TEXT]
            return None
    source = form.source.data or ""
    if not form.validate_on_submit():
        return None
    if not source.strip():
        beside.errors = [_("There is no text here. Choose a file, or put the text in the box.")]
    elif len(source) > LARGEST:
        beside.errors = [_("The text is too long: at most %(most)d characters.", most=LARGEST)]
    else:
        try:
            name, guides = form.name.data or "", house().guides
            if is_foreign:
                known = {guide.id for guide in guides}
                guide_id = form.guide.data if form.guide.data in known else ""
                return read_foreign(source, guides, name, guide_id or "")
            return any_file.read(source, guides, name)
        except FileFault as fault:
            beside.errors = [_fault_words(fault)]
    return None


def _unpacked(raw: bytes) -> Unpacked:
    """The text in a file. Raises ValueError for one that holds none that we can read."""
    return unpacked(raw) if is_packed(raw) else Unpacked(text_of(raw))


def _fault_words(fault: FileFault) -> str:
    if "larger than" in fault.reason:
        return _("One of the texts is too long for its place. Divide it with headings.")
    if any(what in fault.reason for what in ("lines.", "links.", "signs for emphasis.")):
        return _("There are more lines, links or marks in it than a document has. Divide it.")
    if "more than" in fault.reason:
        return _("There is too much in one file: at most %(most)d headings.", most=MOST_PIECES)
    return _(
        "The text cannot be read from line %(line)d on. Look there, and try again.", line=fault.line
    )


def _form_page(form: ImportForm) -> str:
    offered = house().guides.offered(str(get_locale()))
    form.guide.choices = [(guide.id, guide.name) for guide in offered]
    return render_template("pages/import.html", form=form, has_guides=len(offered) > 1)


def _pieces_page(form: ImportForm, foreign: Foreign) -> str:
    goes = [destination.goes for _piece, destination in foreign.placed]
    questions, parts = goes.count(Goes.QUESTION), goes.count(Goes.PART)
    return render_template(
        "pages/import_pieces.html",
        form=form,
        language=foreign.language,
        rows=[_row(number, *placed) for number, placed in enumerate(foreign.placed)],
        choices=_choices(foreign.guide),
        found=[
            ngettext("%(num)d question", "%(num)d questions", questions),
            ngettext("%(num)d part", "%(num)d parts", parts),
        ],
        aside=goes.count(Goes.ASIDE),
        is_tracked=_before(form, foreign) is not None,
        comments=sum(len(thread.remarks) for thread in form.threads()),
    )


def _row(number: int, piece: Piece, destination: Destination) -> Row:
    text = " ".join(plain(from_markdown(piece.body)).split())
    shown = text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return Row(f"to-{number}", plain_words(piece.heading), shown, destination)


def _choices(guide: Guide) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every place there is, by group, each with its value."""
    choices = [
        (
            group.heading,
            [(str(Destination(Goes.PART, part.id)), part.heading) for part in group.parts],
        )
        for group in guide.groups
        if group.kind is Kind.PARTS
    ]
    asked = [
        (str(Destination(Goes.QUESTION, group.id)), group.heading)
        for group in guide.question_groups()
    ]
    others = [
        (Goes.TITLE.value, _("The name of the document")),
        (Goes.ABOVE.value, _("Goes on from the text above")),
        (Goes.HEADING.value, _("Only a heading")),
        (Goes.ASIDE.value, _("No place yet: last in the document")),
    ]
    return [*choices, (_("A question with its answer"), asked), (_("Otherwise"), others)]
