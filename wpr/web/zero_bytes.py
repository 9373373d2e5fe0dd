"""Zero bytes: refused in any form and address. Nobody types one, and PostgreSQL cannot keep one."""

from flask import Flask, abort, request


def install(app: Flask) -> None:
    """Answer 400 to a request with a zero byte in what was typed."""

    @app.before_request
    def refuse() -> None:
        for fields in (request.args, request.form):
            if any("\0" in name or "\0" in value for name, value in fields.items(multi=True)):
                abort(400)
