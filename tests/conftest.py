"""What every test can ask for. The fixtures live in tests/fixtures, one noun a file:

databases   `settings`, `database`: fresh and migrated, on SQLite, PostgreSQL or both
cast        `anna` ... `frida`, `admin`, `document`; `app`, `client`, `sign_in(client, user)`
servers     `live_server`: the real `wpr serve` in a process of its own
browsers    `browser`, `new_page`: real Chromium
"""

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.cast",
    "tests.fixtures.servers",
    "tests.fixtures.browsers",
]
