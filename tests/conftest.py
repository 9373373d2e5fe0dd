"""What every test can ask for. The fixtures live in tests/fixtures, one noun a file:

databases   `settings`, `database`: fresh and migrated, on SQLite, PostgreSQL or both
cast        `anna` ... `frida`, `admin`, `document`; `app`, `client`, `sign_in(client, user)`
accounts    `invite(email, role)`, `now`; `enter(client, email)` posts the sign-in form
guests      `make_link(opens, ...)`: a link for guests; `come(path, name)`: the browser of one
rounds      `ask_review(**order)`: Anna asks Bo, Cecilia and a guest; gives what was asked
mailboxes   `mail_server`: a real SMTP server that keeps what it is sent
queues      `mailing_app`: the app that sends mail there; `redis_server`: a real Redis server
servers     `live_server`: the real `wpr serve` in a process of its own
browsers    `browser`, `new_page`: real Chromium
"""

import gc
import os
import sys

from hypothesis import HealthCheck, settings

from tests.fixtures.memory import folder_in_memory
from wpr.printing import pdf

# Nobody types here, and the tests beside one another leave little for who comes last.
pdf.NICENESS = 0  # type: ignore[misc]

# Every server and command that a test starts imports wpr: compiled once, whatever the machine says.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Here pytest keeps what tests write; of those that passed nothing is left.
if folder := folder_in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))

# A busy machine makes an example slow; that is no fault of the code under test.
settings.register_profile("wpr", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The gate says the same of the same code every time. New examples are looked for everywhere else.
settings.register_profile("gate", settings.get_profile("wpr"), derandomize=True, database=None)
settings.load_profile("gate" if "CI" in os.environ else "wpr")


def pytest_collection_finish() -> None:
    """What is there now stays to the end: the collector need not look through it."""
    gc.collect()
    gc.freeze()


pytest_plugins = [
    "tests.fixtures.shelves",
    "tests.fixtures.cast",
    "tests.fixtures.databases",
    "tests.fixtures.left_out",
    "tests.fixtures.accounts",
    "tests.fixtures.guests",
    "tests.fixtures.rounds",
    "tests.fixtures.mailboxes",
    "tests.fixtures.queues",
    "tests.fixtures.servers",
    "tests.fixtures.browsers",
]
