"""The headers every answer carries, so that a browser helps to keep it safe."""

from typing import Final

from flask import Flask, Response, request

from wpr.web.house import house

# No inline script, no inline style, nothing from another host, nobody frames us.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def install(app: Flask) -> None:
    """Set the headers on every answer of the app."""

    @app.after_request
    def set_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        # A link that lets somebody in is not told on, not even to ourselves and our logs.
        has_token = "token" in (request.view_args or {})
        headers["Referrer-Policy"] = "strict-origin" if has_token else "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        if house().is_https:
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if request.endpoint != "static":
            headers.setdefault("Cache-Control", "no-store")
            headers.add("Vary", "Cookie")
        return response
