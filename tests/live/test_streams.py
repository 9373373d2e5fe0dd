"""Streams on the real server: a place taken by a page that is gone becomes free again."""

import http.client
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.fixtures.desks import furnish
from tests.fixtures.servers import LiveServer
from tests.fixtures.writers import Board, Desk, Writer

MOST = 5  # two thirds of eight threads


@pytest.fixture
def small_server(tmp_path: Path) -> Iterator[LiveServer]:
    """A server with room for few streams."""
    server = LiveServer(tmp_path / "live", WPR_THREADS="8")
    server.start()
    yield server
    server.kill()


def listen(desk: Desk) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(urlsplit(desk.base).netloc, timeout=20)
    address = f"/documents/{desk.document_id}/events"
    connection.request("GET", address, headers={"Cookie": desk.cookie})
    return connection, connection.getresponse()


def vanish(connection: http.client.HTTPConnection, response: http.client.HTTPResponse) -> None:
    """Go away in the middle, as a browser does that is closed."""
    assert connection.sock is not None
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    response.close()
    connection.close()


def test_pages_that_are_gone_make_room_for_others(small_server: LiveServer) -> None:
    desk = furnish(small_server, texts=1)
    streams = [listen(desk) for _ in range(MOST)]
    for _, response in streams:
        assert response.status == 200
        assert response.readline() == b": hello\n"
    late, refused = listen(desk)
    assert refused.status == 503
    assert refused.read() == b'{"poll":true}\n'
    late.close()

    writer = Writer(desk, desk.text_ids[0], "a", Board())
    writer.pending.append(time.time())
    writer.typed += 1
    writer.send()
    for _, response in streams:
        lines = iter(response.readline, b"")
        assert any(line.startswith(b"data: ") for line in lines)

    for connection, response in streams:
        vanish(connection, response)
    deadline = time.monotonic() + 20
    while True:
        writer.pending.append(time.time())
        writer.send()  # what they would have heard shows that they are gone
        connection, response = listen(desk)
        vanish(connection, response)
        if response.status == 200:
            break
        assert time.monotonic() < deadline
        time.sleep(0.2)
    writer.stop()
