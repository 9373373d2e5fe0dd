"""Mail outlives a killed server, and `wpr worker` sends what another machine has promised."""

import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.cli.conftest import Run, runner
from tests.fixtures.mailboxes import MailServer
from tests.fixtures.queues import RedisServer
from tests.fixtures.servers import LiveServer, free_port

EMAIL = "anna@example.se"


def furnish(server: LiveServer) -> None:
    """Give the server a database with one account."""
    run = runner({"WPR_DATA": str(server.data)})
    assert run("user", "add", EMAIL, "Anna Ek").exit_code == 0


def forget_password(server: LiveServer) -> None:
    """Ask for a mail, as a browser does."""
    browser = build_opener(HTTPCookieProcessor())
    page = browser.open(f"{server.url}/password/forgotten").read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    form = urlencode({"csrf_token": token[1], "email": EMAIL}).encode()
    assert browser.open(f"{server.url}/password/forgotten", form).status == 200


def test_a_mail_that_waits_when_the_server_is_killed_is_sent_by_the_next_one(
    tmp_path: Path, mail_server: MailServer
) -> None:
    nobody = f"smtp://127.0.0.1:{free_port()}"
    server = LiveServer(tmp_path / "killed", WPR_SMTP_URL=nobody)
    furnish(server)
    server.start()
    forget_password(server)
    server.kill()
    server.environment["WPR_SMTP_URL"] = mail_server.url
    server.start()
    try:
        [mail] = mail_server.wait_for(1, seconds=20)
    finally:
        server.kill()
    assert mail["To"] == EMAIL


def test_a_worker_sends_what_the_server_put_into_redis(
    tmp_path: Path, mail_server: MailServer, redis_server: RedisServer
) -> None:
    queue = {"WPR_QUEUE_URL": redis_server.url, "WPR_SMTP_URL": mail_server.url}
    server = LiveServer(tmp_path / "served", **queue)
    furnish(server)
    server.start()
    try:
        forget_password(server)
        worker = subprocess.Popen(
            [sys.executable, "-m", "wpr", "worker"],
            env=server.environment,
            cwd=server.data.parent,
            stdout=subprocess.PIPE,
            text=True,
        )
        [mail] = mail_server.wait_for(1, seconds=20)
        worker.send_signal(signal.SIGTERM)
        said, _ = worker.communicate(timeout=20)
    finally:
        server.kill()
    assert mail["To"] == EMAIL
    assert worker.returncode == 0
    assert said == "wpr sends mail from the queue in Redis (Ctrl+C stops it).\n"


def test_a_worker_without_a_queue_or_a_secret_says_why_it_does_not_start(on_files: Run) -> None:
    alone = on_files("worker")
    assert alone.exit_code == 1
    assert alone.output == "Error: WPR_QUEUE_URL is not set: `wpr serve` sends the mail itself.\n"
    elsewhere = on_files("worker", WPR_QUEUE_URL="redis://127.0.0.1")
    assert elsewhere.exit_code == 1
    assert elsewhere.output.startswith("Error: WPR_SECRET is not set: ")
