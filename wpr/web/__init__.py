"""Floor 3: the only place that knows HTTP. One module a resource, listed here."""

from flask import Flask

from wpr.web import (
    advice,
    assets,
    audit,
    authors,
    bank,
    dismissals,
    downloads,
    errands,
    errors,
    events,
    facts,
    guard,
    headers,
    home,
    initiatives,
    invitations,
    language,
    origin,
    overview,
    paper,
    password,
    people,
    profile,
    progress,
    questions,
    reading,
    row_id,
    sessions,
    set_up,
    sharing,
    sign_in,
    texts,
    words,
    workspace,
    zero_bytes,
)

RESOURCES = (
    home,
    initiatives,
    workspace,
    overview,
    advice,
    authors,
    dismissals,
    reading,
    facts,
    questions,
    bank,
    texts,
    events,
    downloads,
    sharing,
    set_up,
    sign_in,
    sessions,
    password,
    invitations,
    profile,
    progress,
    people,
    words,
    language,
)


def install(app: Flask) -> None:
    """Give the app its routes, headers, languages and error pages."""
    for part in (
        row_id,
        headers,
        origin,
        zero_bytes,
        assets,
        language,
        guard,
        paper,
        errors,
        errands,
        set_up,
        sessions,
        audit,
    ):
        part.install(app)
    for resource in RESOURCES:
        app.register_blueprint(resource.bp)
