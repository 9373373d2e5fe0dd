"""Mail to guests who gave an address: one for each answer, with a way to have no more."""

from typing import Final

from flask import Blueprint, Flask, Response, after_this_request, current_app, render_template
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from wpr.domain.refusal import NotFound
from wpr.services import admitting, remarking
from wpr.services.mailing import Mail
from wpr.services.remarking import Answer
from wpr.storage.comments import CommentRow
from wpr.storage.guests import Guest
from wpr.web import guard, post
from wpr.web.house import house, now, transaction

bp = Blueprint("guest_mail", __name__, url_prefix="/guest/answers")

_SALT: Final = "guest-answers"


def install(app: Flask) -> None:
    """A mail program posts to the link by itself (RFC 8058): the token in it is all it knows."""
    app.extensions["csrf"].exempt(bp)


def mail_answer(session: Session, comment: CommentRow) -> None:
    """Mail the guests whose thread a comment answers, once it is sure that it is kept."""
    if not post.is_mail_sent():
        return
    answer = remarking.answer_in(session, comment, now())
    mails = [_written(guest, answer) for guest in answer.guests]

    @after_this_request
    def send(response: Response) -> Response:
        if response.status_code < 400:
            for mail in mails:
                post.send(mail)
        return response


@bp.get("/<token>")
@guard.anyone
def ask(token: str) -> ResponseReturnValue:
    """A page with one button, so that a program that looks at links changes nothing."""
    _guest_id(token)
    return render_template("pages/guest_unsubscribe.html", token=token)


@bp.post("/<token>")
@guard.anyone
def stop(token: str) -> ResponseReturnValue:
    """Forget the address. Says nothing about the guest, not even whether they are still there."""
    guest_id = _guest_id(token)
    with transaction() as session:
        admitting.forget_address(session, guest_id)
    return render_template("pages/guest_unsubscribe.html", token="")


def _written(guest: Guest, answer: Answer) -> Mail:
    app = post.this_app()
    token = URLSafeSerializer(app.secret_key or "", _SALT).dumps(guest.id)
    page = post.outward_url("guest_pages.show", link_id=guest.link_id)
    return post.write(
        app,
        "guest_answer",
        guest.language or house().language,
        guest.email,
        title=answer.title,
        who=answer.who,
        said=answer.said,
        url=f"{page}#comment-{answer.comment_id}",
        unsubscribe_url=post.outward_url("guest_mail.ask", token=token),
    )


def _guest_id(token: str) -> int:
    try:
        return int(URLSafeSerializer(current_app.secret_key or "", _SALT).loads(token))
    except (BadSignature, TypeError, ValueError) as error:
        raise NotFound from error
