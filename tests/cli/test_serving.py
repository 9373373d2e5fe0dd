"""`wpr serve`: starts, says where, keeps its workers, and stops; or says why it does not start."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from tests.fixtures.cast import session_token
from tests.fixtures.servers import LiveServer
from wpr.places import GUIDES
from wpr.storage.database import Database
from wpr.storage.migrating import migrate
from wpr.storage.people import User


def refusal(server: LiveServer) -> str:
    """What `wpr serve` says when it refuses to start; it must be one sentence, exit code 1."""
    refused = subprocess.run(
        [sys.executable, "-m", "wpr", "serve"],
        env=server.environment,
        cwd=server.data.parent,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert refused.returncode == 1, refused
    assert refused.stdout == ""
    assert refused.stderr.startswith("Error: ")
    assert refused.stderr.count("\n") == 1
    return refused.stderr.removeprefix("Error: ")


@pytest.fixture
def server(tmp_path: Path) -> LiveServer:
    """A server that is not running."""
    return LiveServer(tmp_path / "served")


def test_it_says_where_it_serves_and_how_the_first_administrator_begins(
    live_server: LiveServer,
) -> None:
    assert f"wpr serves {live_server.url} (Ctrl+C stops it)." in live_server.output()
    link = re.search(rf"^{live_server.url}/set-up/[\w-]{{43}}$", live_server.output(), re.MULTILINE)
    assert link
    with urllib.request.urlopen(link[0]) as page:
        assert page.status == 200


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_asked_and_leaves_nobody_behind(
    live_server: LiveServer, how: signal.Signals
) -> None:
    assert live_server.stop(how) == 0
    assert not live_server.answers()
    assert "Traceback" not in live_server.output()
    left = subprocess.run(
        ["ps", "-o", "pid=", "-g", str(live_server.pid)], check=False, capture_output=True
    )
    assert left.stdout == b""


def test_several_processes_serve_together(tmp_path: Path) -> None:
    server = LiveServer(tmp_path / "several", WPR_WORKERS="3")
    server.start()
    try:
        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(lambda _: server.answers(), range(60)))
        assert server.stop() == 0
    finally:
        server.kill()


def test_a_killed_process_is_replaced(live_server: LiveServer) -> None:
    (worker,) = live_server.workers()
    subprocess.run(["kill", "-9", str(worker)], check=True)
    deadline = time.monotonic() + 20
    while live_server.workers() in ([], [worker]) or not live_server.answers():
        assert time.monotonic() < deadline, live_server.output()
        time.sleep(0.1)


def test_a_second_start_keeps_what_is_there(live_server: LiveServer) -> None:
    secret = (live_server.data / "secret").read_text()
    live_server.stop()
    live_server.start()
    assert (live_server.data / "secret").read_text() == secret


def test_a_start_after_the_first_process_alone_was_killed(live_server: LiveServer) -> None:
    (old,) = live_server.workers()
    os.kill(live_server.pid, signal.SIGKILL)  # the other keeps the port until it sees that
    live_server.start()
    deadline = time.monotonic() + 15
    while Path(f"/proc/{old}/cmdline").exists() and Path(f"/proc/{old}/cmdline").read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    while not live_server.workers():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_nobody_else_may_look_into_the_data_folder(live_server: LiveServer) -> None:
    assert live_server.data.stat().st_mode & 0o077 == 0


def test_a_taken_port_is_told(server: LiveServer) -> None:
    with socket.create_server(("127.0.0.1", server.port)):
        sentence = refusal(server)
    assert f"port {server.port} (Address already in use)" in sentence
    assert "WPR_PORT" in sentence


def test_a_second_server_does_not_share_the_port_of_the_first(
    live_server: LiveServer, tmp_path: Path
) -> None:
    second = LiveServer(tmp_path / "second", WPR_PORT=str(live_server.port))
    assert "Address already in use" in refusal(second)


def test_a_wrong_setting_is_told(server: LiveServer) -> None:
    server.environment["WPR_WORKERS"] = "many"
    assert refusal(server).startswith("WPR_WORKERS is 'many': it must be a whole number")


def test_an_address_others_can_reach_needs_a_public_url(server: LiveServer) -> None:
    server.environment["WPR_HOST"] = "0.0.0.0"
    assert "WPR_PUBLIC_URL" in refusal(server)


def test_an_address_of_another_machine_is_told(server: LiveServer) -> None:
    server.environment |= {"WPR_HOST": "192.0.2.1", "WPR_PUBLIC_URL": "http://wpr.example.se"}
    assert "set WPR_HOST to an address of this machine." in refusal(server)


def test_a_broken_guide_is_told_with_file_and_line(server: LiveServer, tmp_path: Path) -> None:
    guide = tmp_path / "ours" / "ours.sv.toml"
    guide.parent.mkdir()
    guide.write_text((GUIDES / "school.sv.toml").read_text().replace('"school"', "school", 1))
    server.environment["WPR_GUIDES"] = str(guide.parent)
    assert re.match(rf"{guide}, line \d+: ", refusal(server))


def test_a_data_folder_that_cannot_be_made_is_told(server: LiveServer) -> None:
    server.environment["WPR_DATA"] = "/proc/wpr"
    assert refusal(server) == (
        "WPR_DATA is '/proc/wpr': the folder cannot be made (No such file or directory).\n"
    )


def test_a_database_of_a_newer_version_is_told(server: LiveServer) -> None:
    server.data.mkdir()
    database = Database(f"sqlite:///{server.data / 'wpr.db'}")
    migrate(database)
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    assert "schema 9999" in refusal(server)


def test_a_database_that_can_only_be_read_is_served_and_told(server: LiveServer) -> None:
    server.data.mkdir()
    file = server.data / "wpr.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    server.environment["WPR_DATABASE_URL"] = f"sqlite:///file:{file}?mode=ro&uri=true"
    server.start()
    try:
        assert "The database can only be read; saving is closed." in server.output()
        assert server.answers()
    finally:
        server.kill()


def test_a_file_that_is_no_database_is_told(server: LiveServer) -> None:
    server.data.mkdir()
    (server.data / "wpr.db").write_text("This is a letter, not a database. " * 100)
    assert "file is not a database" in refusal(server)


def test_a_database_server_that_does_not_answer_is_told(server: LiveServer) -> None:
    server.environment["WPR_DATABASE_URL"] = "postgresql://wpr:hush-hush@127.0.0.1:1/wpr"
    sentence = refusal(server)
    assert sentence.startswith("The database does not answer.")
    assert "hush-hush" not in sentence


def test_an_open_page_does_not_hold_the_stop_up(live_server: LiveServer, tmp_path: Path) -> None:
    demo = subprocess.run(
        [sys.executable, "-m", "wpr", "demo"],
        env=live_server.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert demo.stdout.startswith("Signs Annika Sandell in")
    with closing(Database(f"sqlite:///{live_server.data / 'wpr.db'}")) as database:
        with database.reading() as session:
            author = session.scalars(select(User).where(User.is_admin)).one()
        cookie = f"wpr={session_token(database, author)}"
    stream = urllib.request.urlopen(
        urllib.request.Request(f"{live_server.url}/documents/1/events", headers={"Cookie": cookie}),
        timeout=10,
    )
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    asked = time.monotonic()
    assert live_server.stop() == 0
    assert time.monotonic() - asked < 10
    stream.close()
