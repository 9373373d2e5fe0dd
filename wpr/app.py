"""The app: the floors bolted together."""

from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from wpr import web
from wpr.domain.guide_file import load_guides
from wpr.places import GUIDES, PACKAGE, TEMPLATES
from wpr.printing.standards import Variant
from wpr.settings import Settings
from wpr.storage.database import Database
from wpr.storage.feed import Feed
from wpr.storage.queue import Queue
from wpr.web.house import House
from wpr.web.request import Request


def queue_of(settings: Settings) -> Queue:
    """The queue for these settings."""
    return Queue(settings.queue_url, settings.data / "queue.db")


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """The app for these settings, on `database` when given one (a migrated one).

    Raises GuideFault for a guide file that cannot be used.
    """
    app = Flask(
        "wpr",
        root_path=str(PACKAGE),
        static_folder="web/static",
        static_url_path="/static",
        template_folder=str(TEMPLATES),
    )
    app.request_class = Request
    app.config.update(
        SECRET_KEY=settings.secret,
        SESSION_COOKIE_NAME="__Host-wpr-form" if settings.is_https else "wpr-form",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        TRUSTED_HOSTS=settings.trusted_hosts,
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_request_bytes,
        MAX_FORM_PARTS=2000,
        # A page may stay open for days while somebody writes: its token lives like its cookie.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # the Origin check in web.origin does this for every request
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    database = database or Database(settings.database_url)
    queue = queue_of(settings)
    database.before_closing(queue.close)
    app.extensions["wpr"] = House(
        database=database,
        feed=Feed(database),
        guides=load_guides(GUIDES, *settings.guides),
        guide_folders=settings.guides,
        pdf_folder=settings.data / "pdf",
        public_url=settings.public_url,
        is_https=settings.is_https,
        language=settings.language,
        smtp_url=settings.smtp_url,
        mail_from=settings.mail_from,
        mail_wait=timedelta(seconds=settings.mail_wait),
        queue=queue,
        most_streams=settings.threads * 2 // 3,
        pdf_variant=Variant(settings.pdf_variant),
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app,
            x_for=settings.proxies,
            x_proto=settings.proxies,
            x_host=0,
            x_port=0,
            x_prefix=0,
        )
    CSRFProtect(app)
    web.install(app)
    return app
