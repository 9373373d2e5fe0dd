"""Paths on this site: where to go next, when the address says so, and what logs say of one."""

import re
from typing import Final

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException

# A letter or digit must follow the first slash: that rules out //host, /\host, /%09/host and their
# like, whatever a browser or a proxy makes of them. Then only what our own addresses are made of.
_LOCAL: Final = re.compile(r"/(?:[A-Za-z0-9][A-Za-z0-9/_.~-]*)?(?:\?[A-Za-z0-9/_.~=&%+,-]*)?")
_MOST: Final = 500


def next_path() -> str:
    """The path that `next` names, in the address or the form; home when it is not one of ours."""
    return local_path(request.values.get("next", ""))


def local_path(text: str) -> str:
    """`text` when it is the address of a page here that can be read; else the home page's."""
    if len(text) <= _MOST and _LOCAL.fullmatch(text) and ".." not in text and _is_ours(text):
        return text
    return url_for("home.show")


def logged_path() -> str:
    """The path of this request as it may stand in a log: no token of a link, right or wrong."""
    token = (request.view_args or {}).get("token")
    return request.path.replace(token, "…") if token else request.path


def _is_ours(text: str) -> bool:
    try:
        current_app.url_map.bind("localhost").match(text.partition("?")[0], method="GET")
    except HTTPException:
        return False
    return True
