"""Sentences for refusals about accounts, links, invitations and sharing, by their codes."""

from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _

ACCOUNT_SENTENCES: Final[dict[str, Callable[[], tuple[str, str]]]] = {
    "name-missing": lambda: (_("The name is missing"), _("Write your name.")),
    "name-wrong": lambda: (
        _("The name cannot be used"),
        _("Write the name on one line, with at most %(most)d characters."),
    ),
    "email-wrong": lambda: (
        _("The e-mail address cannot be used"),
        _("Write an e-mail address, such as anna.ek@example.se."),
    ),
    "email-cut": lambda: (
        _("The e-mail address is not whole"),
        _("Something is missing after the @. Write it all, such as anna.ek@example.se."),
    ),
    "email-taken": lambda: (
        _("The address has an account"),
        _("There is already an account with this e-mail address."),
    ),
    "password-missing": lambda: (_("The password is missing"), _("Write your password.")),
    "password-short": lambda: (
        _("The password is too short"),
        _("That is fewer than %(least)d characters. Add a word or two."),
    ),
    "password-long": lambda: (
        _("The password is too long"),
        _("Use at most %(most)d characters."),
    ),
    "password-common": lambda: (
        _("The password is easy to guess"),
        _(
            "This is among the first that somebody would try. Add words that do not belong"
            " together, such as three things you can see from your chair."
        ),
    ),
    "password-personal": lambda: (
        _("The password is easy to guess"),
        _("Do not use your name, your e-mail address or the name of this service."),
    ),
    "password-wrong": lambda: (
        _("That is not your password"),
        _("That is not your current password. Try again."),
    ),
    "sign-in-wrong": lambda: (
        _("The e-mail address or the password is wrong"),
        _("The e-mail address or the password is wrong. Try again, or choose a new password."),
    ),
    "closed": lambda: (
        _("The account is closed"),
        _("The account is closed. An administrator can open it again."),
    ),
    "throttled": lambda: (
        _("Too many tries"),
        _("Too many tries. Wait %(minutes)d min and try again."),
    ),
    "too-busy": lambda: (
        _("Many are signing in at once"),
        _("Many are signing in at once. Wait a moment and try again."),
    ),
    "link-spent": lambda: (
        _("The link no longer works"),
        _(
            "It has been used, it is too old, or it was taken back. Ask the person who gave it to"
            " you for a new one."
        ),
    ),
    "invitation-for-other": lambda: (
        _("The invitation is for somebody else"),
        _("Sign out, and open the link again as the person it is for."),
    ),
    "already-member": lambda: (
        _("Already a member"),
        _("The person with this address can already see the document; change the role instead."),
    ),
    "last-owner": lambda: (
        _("Somebody must be responsible"),
        _("This is the only person responsible for the document. Make somebody else so first."),
    ),
    "only-owner": lambda: (
        _("Somebody must be responsible"),
        _(
            "Nobody else is responsible for %(titles)s. Say who takes over, or that the document"
            " is to be removed."
        ),
    ),
    "undo-gone": lambda: (
        _("It cannot be undone any more"),
        _("Only the last change can be undone. You can invite the person again instead."),
    ),
    "last-administrator": lambda: (
        _("Somebody must be administrator"),
        _("This is the only administrator. Make somebody else administrator first."),
    ),
}
