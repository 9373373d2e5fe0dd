"""The request: as Flask has it, but a body of unknown length is taken whole or refused."""

from typing import IO, cast

import flask
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream


class Request(flask.Request):
    """A request whose body is never cut: one over the limit is answered with 413."""

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body. Reading it raises RequestEntityTooLarge."""
        limited = super().stream
        if "wsgi.input_terminated" in self.environ and self.max_content_length is not None:
            return cast("IO[bytes]", _Whole(self.environ["wsgi.input"], self.max_content_length))
        return limited


class _Whole(LimitedStream):
    """Werkzeug's own ends at the limit as if the body did, when it is read in one go."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        super().__init__(stream, limit, is_max=True)

    def readall(self) -> bytes:
        body = super().readall()
        if self.is_exhausted and self._stream.read(1):
            self.on_exhausted()
        return body
