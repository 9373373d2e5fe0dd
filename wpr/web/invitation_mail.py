"""Handing an invitation over: its link on the page that follows, and by mail where mail is sent."""

from flask_babel import get_locale

from wpr.services.inviting import LIFETIME
from wpr.web import post
from wpr.web.fresh_link import FreshLink, keep_link
from wpr.web.house import now


def hand_over(page: str, email: str, token: str, inviter: str, title: str = "") -> None:
    """Keep the link for `page`, and mail it in the inviter's language; the other's is not known."""
    url = post.outward_url("invitations.show", token=token)
    is_mailed = False
    if post.is_mail_sent():
        until = (now() + LIFETIME).date()
        facts = {"inviter": inviter, "title": title, "url": url, "until": until}
        language = str(get_locale())
        is_mailed = post.send(post.write(post.this_app(), "invitation", language, email, **facts))
    keep_link(page, FreshLink(url, email, is_mailed))
