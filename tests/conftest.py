"""What tests share: a browser, a server, the sample site built once, catalogues to break."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from disclosure.publish import twin
from disclosure.search import Engine
from find_browser import chromium_path, hold
from frozen_city import City
from search_site import ENGINES, PAGES, watched, write_site
from site_text import PageFacts, read
from web_server import Server

ROOT = Path(__file__).parent.parent
# Some machines tell Python to keep nothing that it has compiled: then each of the hundreds of
# processes that tests start would compile the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say a figure that the run prints when it is done: `figure("found: 30 of 30")`."""
    return lambda said: record_property("figure", said)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of `pytest -m safety`, also those of its workers."""
    reports = [
        each for kind in ("passed", "failed") for each in terminalreporter.stats.get(kind, ())
    ]
    said = [
        (report.nodeid.rpartition("::")[2], value)
        for report in reports
        if report.when == "call"
        for name, value in report.user_properties
        if name == "figure"
    ]
    if said:
        terminalreporter.section("figures")
    for test, value in said:
        terminalreporter.write_line(f"{test}: {value}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. Fails, saying what to do, when none can be had; never skips."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path(), args=_ARGUMENTS)
        yield running
        running.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on loopback; gives its address, ending in `/`, the same each time."""
    servers: list[Server] = []

    @functools.cache
    def start(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=os.fspath(folder))
        server = Server(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    # Each waits up to half a second until its loop looks up: all at once.
    ends = [threading.Thread(target=server.shutdown) for server in servers]
    for end in ends:
        end.start()
    for end, server in zip(ends, servers, strict=True):
        end.join()
        server.server_close()


def run_command(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `site_build.py` as a user does."""
    command = [sys.executable, str(ROOT / "site_build.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="session")
def command() -> Callable[..., subprocess.CompletedProcess[str]]:
    """`site_build.py` as a function: command(*arguments, cwd=…)."""
    return run_command


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample city's site, built once by the real command for all workers; only to be read.

    From a copy that is in no repository: what commits of this one changed in the sample would stand
    in it otherwise, and nothing at all in a shallow clone.
    """
    base = tmp_path_factory.getbasetemp()
    # A worker has a folder of its own below that of the run.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample-city"
    folder.mkdir(exist_ok=True)
    site, whole = folder / "site", folder / "whole"
    with (folder / "lock").open("w") as lock:
        hold(lock.fileno())
        if not whole.exists():
            shutil.rmtree(folder / "catalogue", ignore_errors=True)
            shutil.copytree(ROOT / "catalogue", folder / "catalogue")
            done = run_command("build", "--catalogue", folder / "catalogue", "--site-dir", site)
            assert done.returncode == 0, done.stdout + done.stderr
            whole.touch()
    return site


@pytest.fixture(scope="session")
def kiosk(sample_site: Path) -> Path:
    """The folder with the kiosk edition of the sample city, `site/`, and its zip, made once by the
    real command; only to be read."""
    folder = sample_site.parent
    out, whole = folder / "kiosk", folder / "kiosk-whole"
    with (folder / "lock").open("w") as lock:
        hold(lock.fileno())
        if not whole.exists():
            catalogue = folder / "catalogue"
            where = ("--catalogue", catalogue, "--site-dir", sample_site, "--out", out)
            done = run_command("kiosk", *where)
            assert done.returncode == 0, done.stdout + done.stderr
            whole.touch()
    return out


@pytest.fixture(scope="session")
def html(sample_site: Path) -> dict[str, str]:
    """Address of each page of the sample city's site -> its HTML."""
    return {
        path.relative_to(sample_site).as_posix(): path.read_text("utf-8")
        for path in sorted(sample_site.rglob("*.html"))
    }


@pytest.fixture(scope="session")
def pages(html: dict[str, str]) -> dict[str, PageFacts]:
    """Address of each page of the sample city's site -> what a parser reads in it."""
    return {name: read(text) for name, text in html.items()}


@pytest.fixture
def twins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small city gets a twin too, as only large ones do."""
    monkeypatch.setattr(twin, "WORTH", 1)


@pytest.fixture
def sample_copy(tmp_path: Path) -> Path:
    """A copy of the sample city's catalogue, to be broken."""
    copy = tmp_path / "catalogue"
    shutil.copytree(ROOT / "catalogue", copy)
    return copy


@pytest.fixture
def city(tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[str]]) -> City:
    """The small city on a disk, to be built, frozen and changed."""
    return City(tmp_path, command)


@pytest.fixture(scope="session")
def frozen(
    tmp_path_factory: pytest.TempPathFactory,
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> City:
    """The small city built, frozen and built again, once a worker; do not change it."""
    made = City(tmp_path_factory.mktemp("frozen"), command)
    made.build()
    made.freeze()
    made.build()
    return made


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine of the search in turn."""
    found: Engine = request.param
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Path:
    """A site of the made-up pages of `search_site.PAGES`, with an index of the engine."""
    folder = tmp_path_factory.mktemp("search") / "site"
    assert write_site(folder, list(PAGES), engine=engine).pages == 120
    return folder


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One visitor for a module: a tab costs much less than a visitor of its own.

    Not for what is kept in the browser (settings, a first visit): there each test takes its own.
    """
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty page; what goes wrong in it fails the test."""
    yield from watched(context)
