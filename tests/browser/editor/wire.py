"""A wire: what leads from one person's browser to the server, and can be cut.

It is a proxy of its own, so that nothing gets past it: a browser's tools see neither what a page
sends while it goes away nor what it does before they are attached.
"""

import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

PIECE = 65_536


class Wire:
    """Carries every request while it is whole. Cut, it carries pages, and nothing about texts."""

    def __init__(self) -> None:
        self.is_cut = False
        self._server = _Server(("127.0.0.1", 0), _Carrier)
        self._server.wire = self
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}).start()

    @property
    def address(self) -> str:
        """Where a browser finds it, as a proxy."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Carry nothing any more."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    wire: Wire

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up in the middle is nothing to tell of."""


class _Carrier(BaseHTTPRequestHandler):
    server: _Server

    def _carry(self) -> None:
        """Hand the request on and the answer back, piece by piece as it comes."""
        self.close_connection = True
        url = urlsplit(self.path)
        if self.server.wire.is_cut and url.path.endswith("/steps"):
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        del self.headers["Connection"], self.headers["Proxy-Connection"]
        self.headers["Connection"] = "close"
        path = url._replace(scheme="", netloc="").geturl()
        fields = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        head = f"{self.command} {path} HTTP/1.1\r\n{fields}\r\n"
        with socket.create_connection((url.hostname, url.port)) as upstream:
            upstream.sendall(head.encode("latin-1") + body)
            while piece := upstream.recv(PIECE):
                self.connection.sendall(piece)

    do_GET = do_POST = _carry  # noqa: N815 (the names are the library's)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
