"""The site under any path of a host with other things on it, and its 404 page at any depth."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from policy_listener import listening
from site_text import read
from small_city import edit, write
from web_server import Server

ADDRESS = "https://www.example-city.example/zwgk/"
Command = Callable[..., "subprocess.CompletedProcess[str]"]


class _Host(http.server.SimpleHTTPRequestHandler):
    """A host with other things on it: the site lies under a path, and has its 404 page there."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there."""
        page = next(Path(self.directory).rglob("404.html"))
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module", params=["zwgk/", "a/b/"])
def mounted(
    request: pytest.FixtureRequest, sample_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the sample site below a path of a host."""
    host = tmp_path_factory.mktemp("host")
    shutil.copytree(sample_site, host / request.param)
    handler = functools.partial(_Host, directory=str(host))
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/{request.param}"
    server.shutdown()
    server.server_close()


def test_every_link_leads_to_something_under_any_path(mounted: str) -> None:
    """From the home page on, as a reader goes: every page and file answers, none lies outside."""
    waiting, seen = [mounted + "index.html"], {mounted + "index.html"}
    while waiting:
        here = waiting.pop()
        with urlopen(here) as answer:
            assert answer.status == 200, here
            if answer.headers.get_content_type() != "text/html":
                continue
            text = answer.read().decode()
        for _, _, target in read(text).links:
            there = urljoin(here, target.partition("#")[0])
            if (
                urlsplit(there).scheme != "http"
                or urlsplit(there).netloc != urlsplit(mounted).netloc
            ):
                continue
            there = there.partition("?")[0]
            assert there.startswith(mounted), (here, target)
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    assert len([address for address in seen if address.endswith(".html")]) >= 490


def test_search_and_pages_ask_for_nothing_outside_their_path(
    browser: Browser, mounted: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(mounted + "finance-bureau/final-accounts-2025.html")
    page.fill("#head-query", "财政决算")
    page.press("#head-query", "Enter")
    page.wait_for_selector("a.search-result")
    page.click("a.search-result >> nth=0")
    page.wait_for_selector("article h1")
    assert "财政决算" in page.inner_text("article h1")
    assert all(url.startswith(mounted) for url in asked), asked
    page.close()


def test_the_404_page_has_its_style_and_the_visitors_settings_at_any_depth(
    browser: Browser, mounted: str
) -> None:
    page = browser.new_page()
    said = listening(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(mounted)
    page.evaluate("localStorage.setItem('disclosure-display', '{\"contrast\": true}')")
    asked.clear()
    address = mounted + "finance-bureau/no/such/page.html"
    answer = page.goto(address)
    assert answer and answer.status == 404
    assert [url for url in asked if not re.search(r"favicon\.ico$|icon\.svg$", url)] == [address]
    assert page.inner_text("article h1") == "没有找到这个页面"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.site-head__inner')).display")
        == "flex"
    )
    assert page.get_attribute("article form", "action") == f"{ADDRESS}search.html"
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert said == []
    page.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"], ids=["its own host", "another host"])
def test_the_404_page_searches_the_site_at_its_public_address(
    browser: Browser, tmp_path: Path, command: Command, host: str
) -> None:
    """Also when looked at on another host, which the policy would stop if it did not name this one."""
    served = tmp_path / "host"
    handler = functools.partial(_Host, directory=str(served))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        address = f"http://127.0.0.1:{port}/zwgk/"
        city = write(tmp_path, edit("site.yml", "https://www.small-city.example/zwgk/", address))
        done = command("build", "--catalogue", city, "--site-dir", served / "zwgk")
        assert done.returncode == 0, done.stderr
        page = browser.new_page()
        said = listening(page)
        page.goto(f"http://{host}:{port}/zwgk/a/b/c")
        page.fill("#notfound-search", "发展计划")
        page.press("#notfound-search", "Enter")
        page.wait_for_selector("a.search-result")
        assert page.url.startswith(f"{address}search.html?q=")
        page.goto(f"http://{host}:{port}/zwgk/a/b/c")
        page.click("article a:has-text('办事指南')")
        page.wait_for_url(f"{address}lists/services.html")
        assert said == []
        page.close()
        server.shutdown()
