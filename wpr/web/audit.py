"""The audit log: who signed in, was refused, shared and was given what, as one JSON object a line.

Times are UTC. Every value goes through JSON in ASCII, so nothing typed by anybody can begin a line
or steer a terminal. No password, token or link is ever in it.
"""

import json
import logging
from typing import Final

from flask import Flask, Response, after_this_request, request

from wpr.domain.identity import email_address
from wpr.domain.refusal import Refusal
from wpr.web.guard import current_user
from wpr.web.house import now
from wpr.web.local_path import logged_path

log: Final = logging.getLogger("wpr.audit")


def install(app: Flask) -> None:
    """Log every refusal (403) and every throttled request (429), and let the log be seen."""
    log.setLevel(logging.INFO)
    if not log.hasHandlers():
        log.addHandler(logging.StreamHandler())

    @app.after_request
    def refusals(response: Response) -> Response:
        if response.status_code in {403, 429}:
            event = "refused" if response.status_code == 403 else "throttled"
            record(event, method=request.method, path=logged_path())
        return response


def record(event: str, **facts: object) -> None:
    """Log something at once: a failure, or what must be seen whatever the answer becomes."""
    user = current_user()
    entry = {
        "at": now().isoformat(timespec="milliseconds"),
        "event": event,
        "address": request.remote_addr,
        "by": user.id if user else None,
        **facts,
    }
    log.info(json.dumps(entry, ensure_ascii=True, default=str))


def done(event: str, **facts: object) -> None:
    """Log an act when the answer is out: only then is it sure that it was kept."""

    @after_this_request
    def write(response: Response) -> Response:
        if response.status_code < 400:
            record(event, **facts)
        return response


def readable_email(text: str) -> str | None:
    """A typed address for the log; None for what is none, since it may be a password."""
    try:
        return email_address(text)
    except Refusal:
        return None
