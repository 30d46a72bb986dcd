"""`serve --kiosk`: this computer alone, the files of the site alone, whatever a client does."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from conftest import run_command
from disclosure.kiosk.install import install, rollback
from kiosk_folders import MARK, edition, written, zip_of

ROOT = Path(__file__).parent.parent
Answer = tuple[HTTPResponse, bytes]


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    (folder / "secret.txt").write_text("secret")
    more = {name: b"x" for name in ("a.svg", "a.pdf", "a.woff2", "a.xyz", "a.png", "a.json")}
    for number in (1, 2):
        install(str(zip_of(folder, number, edition(number) | more)), str(folder / "kiosk"))
    (folder / "kiosk" / "site" / "out.txt").symlink_to(folder / "secret.txt")
    (folder / "kiosk" / "site" / "outside").symlink_to(folder)
    (folder / "kiosk" / "site" / "in.html").symlink_to("index.html")
    os.mkfifo(folder / "kiosk" / "site" / "pipe")
    return folder / "kiosk"


@pytest.fixture(scope="module")
def port(kiosk: Path) -> Iterator[int]:
    """The port of a running server; it ends as one does by Ctrl+C, and says nothing but that."""
    line = [sys.executable, str(ROOT / "site_build.py"), "serve", "--kiosk", str(kiosk)]
    running = subprocess.Popen(
        [*line, "--address", "127.0.0.1:0"], stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert running.stderr is not None
    said = running.stderr.readline()
    assert said.startswith("触摸屏版：http://127.0.0.1:"), said
    yield int(said.split("/")[2].split(":")[1])
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=10)[1] == "已结束。\n"
    assert running.returncode == 0


def ask(port: int, path: str, method: str = "GET", host: str | None = "", **headers: str) -> Answer:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    if host is not None:
        connection.putheader("Host", host or f"127.0.0.1:{port}")
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_pages_and_their_types(port: int) -> None:
    for path, kind in {
        "/": "text/html; charset=utf-8",
        "/index.html?q=%E6%B0%B4#top": "text/html; charset=utf-8",
        "/city-office/": "text/html; charset=utf-8",
        "/city-office/%E9%A2%84%E7%AE%97%202026.html": "text/html; charset=utf-8",
        "/in.html": "text/html; charset=utf-8",
        f"/{MARK}": "text/javascript; charset=utf-8",
        "/assets/site.css": "text/css; charset=utf-8",
        "/empty.txt": "text/plain; charset=utf-8",
        "/a.svg": "image/svg+xml",
        "/a.pdf": "application/pdf",
        "/a.png": "image/png",
        "/a.json": "application/json",
        "/a.woff2": "font/woff2",
        "/a.xyz": "application/octet-stream",
    }.items():
        answer, body = ask(port, path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, kind), path
        assert answer.headers["Content-Length"] == str(len(body))
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert "Python" not in str(answer.headers)
    assert ask(port, "/city-office/index.html")[1] == edition(2)["city-office/index.html"]
    answer, body = ask(port, "/index.html", "HEAD")
    assert (answer.status, body) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(edition(2)["index.html"]))
    answer, _ = ask(port, "/city-office?x=1")
    assert (answer.status, answer.headers["Location"]) == (301, "/city-office/?x=1")


LOST = """/no.html /assets/ /assets/disclosure/ /.SHA256SUMS /../secret.txt /%2e%2e/secret.txt
/..%2fsecret.txt /assets/..%2f..%2f..%2fsecret.txt /out.txt /outside/secret.txt /outside/ /pipe
//etc/passwd ///etc/passwd /%00 /index.html%00.txt /a%5c..%5cb /C:/x /index.html/ /index.html.
/%ff%fe http://127.0.0.1/index.html x /./index.html /%2fetc/passwd *"""


@pytest.mark.parametrize("path", LOST.split())
def test_nothing_else_is_there(port: int, path: str) -> None:
    answer, body = ask(port, path)
    assert answer.status == 404 and b"secret" not in body and b"href" not in body
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_other_methods(port: int) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"):
        answer, _ = ask(port, "/index.html", method, Content_Length="3")
        assert answer.status == 405 and answer.headers["Allow"] == "GET, HEAD"
    assert ask(port, "/", "BREW")[0].status == 501


@pytest.mark.parametrize(
    ("host", "status"),
    [
        *((f"{name}{port}", 200) for name in ("localhost", "127.0.0.1", "[::1]", "LOCALHOST", "127.0.0.2") for port in ("", ":80")),
        *((name, 421) for name in ("evil.example", "127.0.0.1.evil.example", "10.0.0.1:8000", "::1", "[::1", "0.0.0.0", "x@localhost")),
        (None, 421),
    ],
)  # fmt: skip
def test_who_asks_by_another_name_gets_nothing(port: int, host: str | None, status: int) -> None:
    answer, body = ask(port, "/", host=host)
    assert answer.status == status
    assert (edition(2)["index.html"] in body) == (status == 200)


RAW = (
    b"",
    b"\n\n\n",
    b"\x16\x03\x01\x02\x00" + bytes(400),
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: 1\r\n" % each for each in range(200)) + b"\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    b"GET \xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=1-99999999999999999999\r\n\r\n",
    b"GET /\r\n\r\n",
)


def test_whatever_a_client_does_it_stays_up(port: int) -> None:
    idle = []
    for raw in RAW * 2:
        client = socket.create_connection(("127.0.0.1", port), timeout=5)
        client.sendall(raw)
        idle.append(client)
    for _ in range(20):
        client = socket.create_connection(("127.0.0.1", port), timeout=5)
        client.sendall(b"GET /city-office/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        client.close()  # at once, with a reset
    assert ask(port, "/")[0].status == 200
    for client in idle:
        client.close()
    assert ask(port, "/")[1] == edition(2)["index.html"]


def test_it_follows_an_installation(kiosk: Path, port: int, tmp_path: Path) -> None:
    rollback(str(kiosk))
    assert ask(port, "/")[1] == edition(1)["index.html"]
    (kiosk / "site").rename(tmp_path / "away")
    assert ask(port, "/")[0].status == 503
    (tmp_path / "away").rename(kiosk / "site")
    written(kiosk / "site", {"404.html": b"lost"})
    answer, body = ask(port, "/no.html")
    assert (answer.status, body) == (404, b"lost")
    (kiosk / "site" / "404.html").unlink()
    rollback_again = install(str(kiosk.parent / "r2.zip"), str(kiosk))
    assert "r2" in rollback_again.zh
    assert ask(port, "/")[1] == edition(2)["index.html"]


@pytest.mark.parametrize("address", ["0.0.0.0:8000", "10.0.0.1:80", "[::]:80", "example.org:80", ":80", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "::1:80"])  # fmt: skip
def test_other_addresses_are_refused(kiosk: Path, address: str) -> None:
    done = run_command("serve", "--kiosk", kiosk, "--address", address)
    assert done.returncode == 2 and "127.0.0.1:8000" in done.stderr and "本机" in done.stderr


def test_what_is_no_kiosk_is_not_served(kiosk: Path, tmp_path: Path) -> None:
    site = written(tmp_path / "site", edition(1, "internal"))
    for folder in (tmp_path, site, tmp_path / "none"):
        done = run_command("serve", "--kiosk", folder, "--lang", "en")
        assert done.returncode == 2 and "run kiosk-install first" in done.stderr
    shutil.rmtree(site)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run_command("serve", "--kiosk", written(site, edition()), "--address", address)
    assert done.returncode == 2 and "不能使用" in done.stderr
