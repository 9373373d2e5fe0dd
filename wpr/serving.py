"""Serving: the app in server processes with threads, from start to stop."""

import errno
import logging
import os
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from threading import Thread, Timer

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from wpr.ahead import Ahead
from wpr.app import create_app
from wpr.coach.advise import advise_paragraph
from wpr.coach.context import LANGUAGES, Context
from wpr.coach.paragraph import Paragraph
from wpr.printing.faults import NotPrinted
from wpr.printing.pdf import app_renderer
from wpr.rounds import Rounds
from wpr.settings import SettingFault, Settings, from_environment, with_secret
from wpr.storage.queue_workers import Workers
from wpr.web.house import house_of

log = logging.getLogger(__name__)

_WARM_AFTER_S = 2
_TICKS_A_WAIT = 10
_SHORTEST_TICK_S = 0.5
_LONGEST_TICK_S = 30.0

_ALONE_S = 1.0
"""How often a server process looks whether the one that started it is still there."""
_STOP_S = 3
"""How long a process may go on when told to stop: an open page's stream would never end."""

_PORT_S = 3.0
"""How long a start waits for the port: a server that was just killed may take that long to go."""


def make_app() -> Flask:
    """The app for this environment, as each server process makes it.

    Any other WSGI server can call it too, once `wpr migrate` has run. Raises SettingFault,
    GuideFault, OSError.
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("wpr").setLevel(logging.INFO)
    settings = from_environment(os.environ)
    app = create_app(replace(settings, secret=settings.secret or with_secret(settings.data)))
    if not settings.queue_url:
        workers_for(app, settings).start()
    Rounds(house_of(app).database, house_of(app).guides, settings).start()
    Ahead(app).start()
    warming = Timer(_WARM_AFTER_S, _warm)
    warming.daemon = True
    warming.start()
    return app


def workers_for(app: Flask, settings: Settings) -> Workers:
    """The threads that do what this app's queue holds."""
    tick_s = min(max(settings.mail_wait / _TICKS_A_WAIT, _SHORTEST_TICK_S), _LONGEST_TICK_S)
    return Workers(house_of(app).queue, tick_s)


def _warm() -> None:
    """Do what the first PDF and the first advice would wait for, once people are being answered."""
    for language in LANGUAGES:
        advise_paragraph(Paragraph("."), Context(language))
    try:
        app_renderer().warm()
    except NotPrinted as error:
        log.warning("printing: %s: %s", type(error).__name__, error)


def refuse_taken_port(settings: Settings) -> None:
    """Raises SettingFault where one cannot listen, not even after a moment; server processes would
    share a taken port."""
    deadline = time.monotonic() + _PORT_S
    while (error := _not_bound(settings)) is not None:
        if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
            is_about_port = error.errno in {errno.EADDRINUSE, errno.EACCES}
            wanted = (
                "PORT to a free port" if is_about_port else "HOST to an address of this machine"
            )
            raise SettingFault(
                f"wpr cannot listen on {settings.host} port {settings.port} ({error.strerror}):"
                f" set WPR_{wanted}."
            )
        time.sleep(0.1)


def _not_bound(settings: Settings) -> OSError | None:
    """Why one cannot listen now; None when one can."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            return error
        return None


def serve(settings: Settings, started: Callable[[], None]) -> None:
    """Answer requests until SIGINT or SIGTERM. `started` is called once the port is ours.

    Processes are forked from this one: it must hold no database connection.
    """
    server = Granian(
        "wpr.serving:make_app",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_S,
        log_level=LogLevels.error,
    )
    server.on_startup(started)
    os.register_at_fork(after_in_child=_end_with_the_first)
    server.serve()


def _end_with_the_first() -> None:
    """Let this process end when the one it was forked from is killed: it would keep the port, and
    answer with the code and settings of old."""
    first = os.getppid()

    def watch() -> None:
        while os.getppid() == first:
            time.sleep(_ALONE_S)
        os._exit(1)

    Thread(target=watch, name="end-with-the-first", daemon=True).start()
