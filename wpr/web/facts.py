"""Facts: the title, the launch date and what else is known beside the texts."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from wpr.domain.access import Act
from wpr.domain.snapshot import Facts
from wpr.services import drafting
from wpr.services.snapshotting import facts_of
from wpr.web import guard
from wpr.web.house import now
from wpr.web.typed import one_line
from wpr.web.visit import DocumentVisit

bp = Blueprint("facts", __name__)

_MOST_IN_TEAM = 30


def _at_most(length: int) -> Length:
    return Length(max=length, message=_l("Write at most %(max)d characters."))


class FactsForm(FlaskForm):
    """What is known beside the texts."""

    title = StringField(
        _l("Title"),
        filters=[one_line],
        validators=[DataRequired(_l("The document needs a title.")), _at_most(200)],
    )
    launch_date = DateField(_l("Launch date"), validators=[Optional()])
    place = StringField(_l("Place"), filters=[one_line], validators=[_at_most(120)])
    organisation = StringField(
        _l("School or organisation"), filters=[one_line], validators=[_at_most(120)]
    )
    team = TextAreaField(_l("The team"), validators=[_at_most(4000)])
    decider = StringField(_l("Who decides"), filters=[one_line], validators=[_at_most(120)])
    case_number = StringField(_l("Case number"), filters=[one_line], validators=[_at_most(60)])
    proposal = TextAreaField(_l("Proposed decision"), validators=[_at_most(4000)])
    papers = TextAreaField(_l("Supporting papers"), validators=[_at_most(4000)])

    def validate_launch_date(self, field: DateField) -> None:
        """A year that a school can mean."""
        if field.data and not 2000 <= field.data.year <= 2100:
            raise ValidationError(_("Write a year between 2000 and 2100."))

    def validate_team(self, field: TextAreaField) -> None:
        """A name a line, not too many."""
        if len(_lines(field.data)) > _MOST_IN_TEAM:
            raise ValidationError(
                _("Name at most %(most)d people, one on each line.", most=_MOST_IN_TEAM)
            )


@bp.get("/documents/<int:document_id>/facts")
@guard.document(Act.EDIT)
def form(visit: DocumentVisit) -> ResponseReturnValue:
    """The facts, ready to change."""
    facts = facts_of(visit.document)
    return _page(
        visit,
        FactsForm(
            formdata=None,
            title=visit.document.title,
            launch_date=facts.launch_date,
            place=facts.place,
            organisation=facts.organisation,
            team="\n".join(facts.team),
            decider=facts.decider,
            case_number=facts.case_number,
            proposal=facts.proposal,
            papers="\n".join(facts.papers),
        ),
    )


@bp.post("/documents/<int:document_id>/facts")
@guard.document(Act.EDIT)
def change(visit: DocumentVisit) -> ResponseReturnValue:
    """Keep the facts."""
    form = FactsForm()
    if not form.validate_on_submit():
        return _page(visit, form), 422
    facts = Facts(
        launch_date=form.launch_date.data,
        place=form.place.data or "",
        organisation=form.organisation.data or "",
        team=_lines(form.team.data),
        decider=form.decider.data or "",
        case_number=form.case_number.data or "",
        proposal="\n".join(_lines(form.proposal.data)),
        papers=_lines(form.papers.data),
    )
    drafting.set_facts(visit.session, visit.document, form.title.data or "", facts, now())
    flash(_("The facts are saved."), "done")
    return redirect(url_for("workspace.show", document_id=visit.document.id), 303)


def _page(visit: DocumentVisit, form: Any) -> str:
    return render_template("pages/facts.html", visit=visit, form=form)


def _lines(text: str | None) -> tuple[str, ...]:
    """The lines that say something, each without needless spaces."""
    return tuple(name for name in map(one_line, (text or "").splitlines()) if name)
