"""`serve --kiosk`: the offline edition over HTTP on this computer alone.

For browsers that refuse to open pages from a folder. Nobody else reaches it: it listens on the
loopback address, and answers only who asks for that address by name (a page of another host could
otherwise read it by way of its own name). What is asked for is looked up each time, so that an
installation that happens meanwhile is seen at once.
"""

from __future__ import annotations

import argparse
import errno
import ipaddress
import os
import re
import socket
import sys
import threading
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import FileIO
from pathlib import Path
from stat import S_ISDIR
from typing import Any
from urllib.parse import unquote_to_bytes

from ..folders import open_plain
from ..kiosk.installer.names import SITE
from ..kiosk.installer.places import RUNS
from ..kiosk.installer.sums import EDITION, MARK, facts_in
from .common import Stop, say

_TEXT = "; charset=utf-8"
_TYPES = {
    "html": "text/html" + _TEXT,
    "js": "text/javascript" + _TEXT,
    "mjs": "text/javascript" + _TEXT,
    "css": "text/css" + _TEXT,
    "txt": "text/plain" + _TEXT,
    "csv": "text/csv" + _TEXT,
    "ics": "text/calendar" + _TEXT,
    "xml": "application/xml",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "wasm": "application/wasm",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
_SECONDS = 30
"""How long who asks may take."""
_MOST = 64
"""Who asks at once; a browser opens six connections."""
_PART = 256 * 1024


def serve_kiosk(options: argparse.Namespace) -> int:
    """Run the command until it is stopped; gives the exit status."""
    root = _root(options.kiosk)
    host, port = _loopback(options.address)
    try:
        server = _Server((host, port), partial(_Handler, root))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "PORT"
        raise Stop(
            f"不能使用 {options.address}（{reason}）。请用 --address 换一个，例如 127.0.0.1:8001",
            f"{options.address} cannot be used ({reason}); name another with --address: "
            f"127.0.0.1:8001",
        ) from None
    with server:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{server.server_address[1]}/"
        say(
            f"触摸屏版：{address} ，只有本机可以打开，按 Ctrl+C 结束。"
            if options.lang == "zh"
            else f"Kiosk edition: {address} , for this computer alone; Ctrl+C ends it."
        )
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    say("已结束。" if options.lang == "zh" else "Ended.")
    return 0


def _root(folder: Path) -> str:
    """The folder that is served: `site` of an installation, or a site itself. Raises Stop."""
    for root in (folder / RUNS, folder):
        with suppress(OSError, ValueError):
            facts = facts_in((root / MARK[len(SITE) :]).read_bytes())
            if facts.get("edition") == EDITION and (root / "index.html").is_file():
                return os.path.abspath(root)
    raise Stop(
        f"“{folder}”里没有触摸屏版。请先运行 kiosk-install，或者指明装有它的文件夹",
        f"there is no kiosk edition in '{folder}'; run kiosk-install first, or name the folder "
        f"that holds it",
    )


def _loopback(address: str) -> tuple[str, int]:
    """Host and port of an address of this computer alone. Raises Stop for any other."""
    host, _, port = address.rpartition(":")
    host = "127.0.0.1" if host.lower() == "localhost" else host
    if re.fullmatch("[0-9]{1,5}", port) and int(port) < 65_536 and _is_loopback(host):
        return host.strip("[]"), int(port)
    raise Stop(
        f"--address {address}：触摸屏版只能在本机上打开，应写成 127.0.0.1:8000",
        f"--address {address}: the kiosk edition is for this computer alone; write 127.0.0.1:8000",
    )


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    bracketed = host.startswith("[") and host.endswith("]")
    try:
        known = ipaddress.ip_address(host[1:-1] if bracketed else host)
    except ValueError:
        return False
    return known.is_loopback and bracketed == (known.version == 6)


class _Server(ThreadingHTTPServer):
    """Stays up whatever a client does."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = sys.platform != "win32"  # there it would let two programs have one port

    def __init__(self, address: tuple[str, int], handler: Any) -> None:
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        self._places = threading.BoundedSemaphore(_MOST)
        super().__init__(address, handler)

    def server_bind(self) -> None:
        """Bind without asking a name server for the name of this computer: there is no network."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, self.allow_reuse_address)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread; who comes when all are busy waits a little, or goes."""
        if not self._places.acquire(timeout=1):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # no more threads
            self._places.release()
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and make room for the next."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of who went away."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "disclosure", ""
    timeout = _SECONDS
    error_message_format = "%(code)d %(message)s\n"
    error_content_type = "text/plain" + _TEXT

    def __init__(self, root: str, *arguments: Any) -> None:
        self._root = root
        super().__init__(*arguments)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Every answer has these besides its own."""
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
        super().end_headers()

    def do_GET(self) -> None:
        """A file of the site."""
        self._answer()

    def do_HEAD(self) -> None:
        """What stands about a file of the site."""
        self._answer()

    def _refuse_method(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
        self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = _refuse_method

    def _answer(self) -> None:
        names = self.headers.get_all("Host") or []
        host = re.sub(":[0-9]*$", "", names[0].strip()) if len(names) == 1 else ""
        if not _is_loopback(host):
            self.close_connection = True
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is no request
        parts = _parts(self.path)
        if parts is None:
            self._lost(HTTPStatus.NOT_FOUND)
            return
        try:
            file = _opened(self._root, parts)
        except OSError as error:
            if error.errno == errno.EISDIR:
                self._lead_on()
            else:
                gone = not os.path.isdir(self._root)
                self._lost(HTTPStatus.SERVICE_UNAVAILABLE if gone else HTTPStatus.NOT_FOUND)
            return
        self._send(file, HTTPStatus.OK, parts[-1])

    def _lead_on(self) -> None:
        """A folder has `/` behind its name, or the links in its page would lead elsewhere."""
        path, mark, query = self.path.partition("?")
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", f"{path}/{mark}{query}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _lost(self, status: HTTPStatus) -> None:
        try:
            file = _opened(self._root, ["404.html"])
        except OSError:
            self.send_error(status)
        else:
            self._send(file, status, "404.html")

    def _send(self, file: FileIO, status: HTTPStatus, name: str) -> None:
        with file:
            left = os.fstat(file.fileno()).st_size
            self.send_response(status)
            ending = name.rpartition(".")[2].lower()
            self.send_header("Content-Type", _TYPES.get(ending, "application/octet-stream"))
            self.send_header("Content-Length", str(left))
            self.end_headers()
            while self.command != "HEAD" and left > 0:
                part = file.read(min(_PART, left))
                if not part:  # shorter than it was: who reads must not take it for whole
                    self.close_connection = True
                    return
                self.wfile.write(part)
                left -= len(part)


def _parts(target: str) -> list[str] | None:
    """The parts of the path that a request names; None for one that leads to no file of a site."""
    try:
        path = unquote_to_bytes(re.split("[?#]", target, maxsplit=1)[0]).decode("utf-8")
    except UnicodeError:
        return None
    if not path.startswith("/") or re.search(r'[\x00-\x1f\x7f\\:*?"<>|]', path):
        return None
    parts = path[1:].split("/")
    if parts[-1] == "":
        parts[-1] = "index.html"
    if any(not part or part.startswith(".") or part[-1] in ". " for part in parts):
        return None
    return parts


def _opened(root: str, parts: list[str]) -> FileIO:
    """A plain file of the site. Raises OSError; EISDIR for a folder, ENOENT for what lies outside."""
    path = os.path.join(root, *parts)
    found = os.path.realpath(path)
    if os.path.commonpath([found, os.path.realpath(root)]) != os.path.realpath(root):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    if S_ISDIR(os.stat(found).st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return open_plain(found)
