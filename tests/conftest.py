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

import os

from hypothesis import HealthCheck, settings

# A busy machine makes an example slow; that is no fault of the code under test.
settings.register_profile("wpr", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The gate says the same of the same code every time. New examples are looked for everywhere else.
settings.register_profile("gate", settings.get_profile("wpr"), derandomize=True, database=None)
settings.load_profile("gate" if "CI" in os.environ else "wpr")

pytest_plugins = [
    "tests.fixtures.shelves",
    "tests.fixtures.databases",
    "tests.fixtures.cast",
    "tests.fixtures.accounts",
    "tests.fixtures.guests",
    "tests.fixtures.rounds",
    "tests.fixtures.mailboxes",
    "tests.fixtures.queues",
    "tests.fixtures.servers",
    "tests.fixtures.browsers",
]
