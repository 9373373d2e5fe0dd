"""The look of the school: the logo and the colour that its prints have, for administrators."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, ColorField, StringField
from wtforms.validators import Length, ValidationError

from wpr.domain.refusal import NotFound
from wpr.printing.logo import (
    LARGEST_FILE,
    LEAST_CONTRAST,
    MOST_PIXELS,
    LogoRefused,
    clean_logo,
    contrast_on_white,
)
from wpr.printing.look import Look, image_type, is_colour
from wpr.services import dressing
from wpr.web import audit, guard
from wpr.web.house import now
from wpr.web.lazy import lazy as _l
from wpr.web.typed import one_line
from wpr.web.visit import Visit

bp = Blueprint("look", __name__)


class LookForm(FlaskForm):
    """What can be chosen. `clean` is the new logo, ready to be kept."""

    colour = ColorField(
        _l("Colour"),
    )
    logo = FileField(_l("Logo"))
    logo_text = StringField(
        _l("What the logo says"),
        filters=[one_line],
        validators=[Length(max=200, message=_l("Write at most %(max)d characters."))],
    )
    without = BooleanField(_l("Print without a logo"))

    clean = b""

    def validate_colour(self, field: ColorField) -> None:
        """A colour, and dark enough for words."""
        if not is_colour(field.data or ""):
            raise ValidationError(_("Choose a colour such as #0e5559."))
        contrast = contrast_on_white(field.data or "")
        if contrast < LEAST_CONTRAST:
            raise ValidationError(
                _(
                    "Words in this colour are hard to read on white: the contrast is"
                    " %(contrast).1f to 1 and has to be at least 4.5. Choose a darker one.",
                    contrast=contrast,
                )
            )

    def validate_logo(self, field: FileField) -> None:
        """A picture that can be printed, when one is sent."""
        if field.data is None:
            return
        with field.data.stream as upload:
            content = upload.read(LARGEST_FILE + 1)
        try:
            self.clean = clean_logo(content)
        except LogoRefused as refusal:
            raise ValidationError(_refused(refusal.why)) from None


@bp.get("/look")
@guard.administrator
def show(visit: Visit) -> ResponseReturnValue:
    """The look as it is, ready to change."""
    look = dressing.look_of(visit.session)
    form = LookForm(formdata=None, colour=look.colour, logo_text=look.logo_text)
    return _page(visit, form)


@bp.post("/look")
@guard.administrator
def change(visit: Visit) -> ResponseReturnValue:
    """Keep another look; a logo that is not sent anew stays."""
    form = LookForm()
    if not form.validate_on_submit():
        return _page(visit, form), 422
    logo = form.clean or dressing.look_of(visit.session).logo
    if form.without.data:
        logo = b""
    text = form.logo_text.data or ""
    if logo and not text:
        form.logo_text.errors = [_("Write what the logo says, for those who do not see it.")]
        return _page(visit, form), 422
    dressing.choose(visit.session, Look(form.colour.data or "", logo, text), now())
    audit.done("look-changed")
    flash(_("The look is saved. Every PDF that is made from now on has it."), "done")
    return redirect(url_for("look.show"), 303)


@bp.get("/look/logo")
@guard.administrator
def logo(visit: Visit) -> ResponseReturnValue:
    """The logo as it is printed."""
    content = dressing.look_of(visit.session).logo
    if not content:
        raise NotFound
    return Response(content, mimetype=image_type(content))


def _page(visit: Visit, form: Any) -> str:
    look = dressing.look_of(visit.session)
    return render_template("pages/look.html", form=form, look=look)


def _refused(why: str) -> str:
    return {
        "large": _("The file is larger than 1 MB. Choose a smaller one."),
        "pixels": _(
            "The picture has more than %(most)d million pixels. Choose a smaller one.",
            most=MOST_PIXELS // 1_000_000,
        ),
        "kind": _("Choose a PNG or a JPEG. This file is neither, or is damaged."),
    }[why]
