"""Ten cities and a portal that asks them all: what a province costs, measured on one machine.

    python benchmarks/province.py [--cities 10] [--agencies 5] [--search bigram] [--runs 3] [--work DIR]

Writes so many small cities, each with a seed of its own, and builds them in turn and two at a time.
Then each city is served from an origin of its own on loopback, texts compressed, with the header
that lets another origin read it, and `docs/portal/` from one more. Chromium opens the portal with an
empty cache and asks for words: requests, bytes on the way, and milliseconds from the start of the
navigation to the last city's answer; once as fast as loopback is, once with 10 Mbit/s and 50 ms of
delay. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from city import write_city
from measure import Command, in_turn, machine, table, written
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from find_browser import chromium_path
from web_server import served

HERE = Path(__file__).resolve().parent
PORTAL = HERE.parent / "docs" / "portal"
NAMES = "甲乙丙丁戊己庚辛壬癸"
EXAMPLES = ("https://city-a.example", "https://city-b.example")
"""The origins that stand in the portal's page as it is in the repository."""
QUERIES = ("安全", "人民政府", "供水水质公告", "示2发")
NETWORKS: dict[str, tuple[float, float] | None] = {
    "loopback": None,
    "10 Mbit/s, 50 ms": (10e6 / 8, 50),
}
"""Bytes a second and milliseconds; None: as it is."""


_WHEN = """
new MutationObserver(() => {
  if (document.documentElement.dataset.resultCount) window.answered ??= performance.now();
}).observe(document, { attributes: true, subtree: true });
"""


@dataclass(frozen=True)
class Asked:
    """What one question to all cities cost."""

    hits: int
    requests: int
    size: int
    """Bytes on the way, with headers."""
    milliseconds: float


def write_cities(
    work: Path, count: int, agencies: int, engines: Sequence[str], per_agency: int = 117
) -> list[Path]:
    """Write the catalogues `work/city-1/catalogue` and so on, named 示例甲市, 示例乙市 …

    `engines` are those of the search, in turn.
    """
    folders = []
    for number in range(1, count + 1):
        folder = work / f"city-{number}"
        write_city(folder / "catalogue", agencies, per_agency, seed=number)
        site = folder / "catalogue" / "site.yml"
        text = site.read_text("utf-8").replace("name: 示例市政务", f"name: {name_of(number)}政务")
        engine = engines[(number - 1) % len(engines)]
        site.write_text(f"{text}search: {engine}\n", "utf-8")
        folders.append(folder)
    return folders


def name_of(number: int) -> str:
    """The name of a city by its number from 1: 示例甲市; beyond ten, 示例甲2市."""
    turn, place = divmod(number - 1, len(NAMES))
    return f"示例{NAMES[place]}{turn + 1 if turn else ''}市"


def build(folders: Sequence[Path], at_once: int) -> None:
    """Build each city into its `site/` by the project's command, so many at a time, from nothing."""

    def one(folder: Path) -> None:
        for left in ("site", ".cache"):
            shutil.rmtree(folder / left, ignore_errors=True)
        command = [sys.executable, str(HERE.parent / "site_build.py"), "build"]
        words = ["--catalogue", str(folder / "catalogue"), "--site-dir", str(folder / "site")]
        subprocess.run([*command, *words], check=True, stdout=subprocess.DEVNULL)

    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(one, folders))


def write_portal(out: Path, cities: Sequence[tuple[str, str]], modules: Path) -> None:
    """The portal for these cities (name, address), its scripts from a city's site `modules`."""
    shutil.copytree(PORTAL, out)
    shutil.copytree(modules / "assets" / "disclosure", out / "disclosure")
    page = (out / "index.html").read_text("utf-8")
    origins = " ".join("/".join(address.split("/")[:3]) for _, address in cities)
    page = page.replace(" ".join(EXAMPLES), origins)
    before, _, rest = page.partition('<li><a href="https://city-a')
    after = rest.partition("</ul>")[2]
    lines = "\n".join(f'<li><a href="{address}">{name}</a></li>' for name, address in cities)
    (out / "index.html").write_text(f"{before}{lines}</ul>{after}", "utf-8")


@contextmanager
def province(folders: Sequence[Path], portal: Path) -> Iterator[str]:
    """Serve each city from its own origin and the portal from another; gives its address."""
    with ExitStack() as stack:
        names = [name_of(number) for number in range(1, len(folders) + 1)]
        addresses = [
            stack.enter_context(served(folder / "site", {"Access-Control-Allow-Origin": "*"}))
            for folder in folders
        ]
        write_portal(portal, list(zip(names, addresses, strict=True)), folders[0] / "site")
        yield stack.enter_context(served(portal))


def ask(browser: Browser, portal: str, query: str, network: tuple[float, float] | None) -> Asked:
    """Open the portal in a fresh browser context with a question, wait for all cities."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    if network:
        speed, delay = network
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": delay,
                "downloadThroughput": speed,
                "uploadThroughput": speed,
            },
        )
    page.add_init_script(_WHEN)
    page.goto(f"{portal}?q={quote(query)}")
    page.wait_for_selector("html[data-result-count]", state="attached", timeout=60_000)
    milliseconds = page.evaluate("window.answered")
    hits = int(page.get_attribute("html", "data-result-count") or "-1")
    answered = page.get_attribute("html", "data-answered")
    cities = page.locator("[data-cities] a").count()
    if answered != str(cities):
        raise RuntimeError(f"only {answered} of {cities} cities answered")
    context.close()
    return Asked(hits, len(sizes), int(sum(sizes)), milliseconds)


def main() -> None:
    """Write, build, serve, ask, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cities", type=int, default=10)
    parser.add_argument("--agencies", type=int, default=5)
    parser.add_argument("--search", choices=("auto", "pagefind", "bigram"), default="bigram")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--work", type=Path, help="folder for all files, kept afterwards")
    parser.add_argument("--build", type=int, metavar="N", help="only build WORK, N at a time")
    options = parser.parse_args()
    if options.build:
        build(sorted(options.work.glob("city-*")), options.build)
        return
    with tempfile.TemporaryDirectory(prefix="province-") as temporary:
        work = options.work or Path(temporary)
        folders = write_cities(work, options.cities, options.agencies, [options.search])
        again = [sys.executable, __file__, "--work", str(work), "--build"]
        commands = {f"{n} at a time": Command([*again, str(n)]) for n in (1, 2)}
        print(machine(), "", sep="\n")
        built = in_turn(commands, options.runs)
        print(table(built, f"{options.cities} cities"))
        sizes = [written(folder / "site") for folder in folders]
        pages = sum(1 for _ in work.glob("city-*/site/**/*.html"))
        print(
            f"\nTogether {pages:,} pages, {sum(files for files, _ in sizes):,} files, "
            f"{sum(size for _, size in sizes) / 1e6:.0f} MB.\n"
        )
        print("| query | hits | network | requests | kB | ms, all cities answered |")
        print("| --- | ---: | --- | ---: | ---: | ---: |")
        with province(folders, work / "portal") as portal, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium_path(whole=True),
                args=["--no-sandbox", "--disable-background-networking"],
            )
            for query in QUERIES:
                for name, network in NETWORKS.items():
                    runs = [ask(browser, portal, query, network) for _ in range(options.runs)]
                    print(
                        f"| {query} | {runs[0].hits} | {name} | {runs[0].requests} "
                        f"| {median(run.size for run in runs) / 1000:.0f} "
                        f"| {median(run.milliseconds for run in runs):.0f} |",
                        flush=True,
                    )
            browser.close()


if __name__ == "__main__":
    main()
