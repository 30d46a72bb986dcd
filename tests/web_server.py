"""Web servers for tests; one as sites have it: texts go compressed, nothing is cached by its word."""

from __future__ import annotations

import functools
import gzip
import http.server
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

_PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml")


class Server(http.server.ThreadingHTTPServer):
    """A server that takes it as a matter of course when a browser goes away in mid-answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a connection that the other side has closed."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@functools.cache
def _packed(path: Path, modified: float) -> bytes:
    """The file as gzip, level 6, the default of common servers; once for each state of the file."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


def packed_size(path: Path) -> int:
    """Bytes that a file takes on the way when the server compresses it."""
    return len(_packed(path, path.stat().st_mtime))


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    also: ClassVar[Mapping[str, str]] = {}
    """Headers that every answer has besides its own."""

    def end_headers(self) -> None:
        """The headers that all answers have come last."""
        for name, value in self.also.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """A compressed file where the kind of file is worth it."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in _PACKED or not path.is_file():
            super().do_GET()
            return
        body = _packed(path, path.stat().st_mtime)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a folder on loopback, with these headers besides; gives its address, ending in `/`."""
    kind = type("Handler", (_Handler,), {"also": headers or {}})
    handler = functools.partial(kind, directory=str(folder))
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
