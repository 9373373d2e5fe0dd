"""Addresses of static files that change when the file does, so that browsers keep them for good."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for


def install(app: Flask) -> None:
    """Offer `asset()` to templates, and let browsers keep what it points at."""
    app.add_template_global(asset)

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and request.args.get("v") and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


@lru_cache(maxsize=512)
def asset(path: str) -> str:
    """The address of a file in `static/`, with a part that names its content."""
    folder = Path(str(current_app.static_folder))
    return url_for("static", filename=path, v=_fingerprint(folder / path))


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
