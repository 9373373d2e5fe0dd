"""Where a writing request comes from: the second lock beside the CSRF token."""

from urllib.parse import urlsplit

from flask import Flask, abort, request

from wpr.web.house import house


def install(app: Flask) -> None:
    """Refuse (403) a writing request that a browser says another site has sent."""

    @app.before_request
    def check_origin() -> None:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None and site not in {"same-origin", "none"}:
            abort(403)
        origin = request.headers.get("Origin")
        ours = {request.host, urlsplit(house().public_url).netloc}
        if origin is not None and _netloc(origin) not in ours:
            abort(403)


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # what Python takes for a broken IPv6 address
        return ""
