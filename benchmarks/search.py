"""The search index of a whole city: how it is built, and what its queries cost in Chromium.

    .venv/bin/python benchmarks/search.py [--city CITY | --pages 85000] [--queries 520]
                                          [--site DIR] [--engine bigram|pagefind]

With --city all searched pages of a catalogue (`city.py`); else made-up pages, which are heavier: of
656 tokens each instead of 460. With --site the index is built there and kept, and taken from there
when it is there already.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import marshal
import multiprocessing
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
sys.path += [str(ROOT / "tests"), str(ROOT / "plugins"), str(ROOT / "benchmarks")]

import pages_only  # noqa: E402
from measure import watched  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from search_pages import pages  # noqa: E402

from disclosure.crew import seldom  # noqa: E402
from disclosure.publish.notes import packed_entry, unpacked_entry  # noqa: E402
from disclosure.search import Engine, Entry, entry_of  # noqa: E402
from disclosure.search.entries import in_order  # noqa: E402
from disclosure.search.indexing import build_index, update_index  # noqa: E402
from disclosure.search.text import BREAK  # noqa: E402
from find_browser import chromium_path  # noqa: E402
from search_site import write_search_page  # noqa: E402

STATUTES = ROOT.parent / "shared" / "data" / "statutes.jsonl.gz"
COMMON = (
    *("的", "条", "市", "年", "2", "管理", "人民政府", "第一条", "公开", "政府信息公开", "2026"),
    *("索引号", "发布日期", "00", "11990000", "规定", "应当", "办法", "示例市", "有关部门"),
)
SYNONYMS = [["低保", "最低生活保障"]]
ASK = """async ([query, filters]) => {
  const base = new URL(".", location);
  const { loadSearch } = await import(new URL("assets/disclosure/search-data.js", base));
  window.loaded ??= await loadSearch(base);
  const { search } = window.loaded;
  performance.clearResourceTimings();
  const long = [];
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  const start = performance.now();
  const found = await search(query, filters, "relevance");
  const answered = performance.now();
  await found.facets;
  const counted = performance.now();
  await found.hits(0, 20);
  const shown = performance.now();
  const more = await search(query, filters, "date");
  const sorted = performance.now();
  await more.facets;
  const recounted = performance.now();
  const again = performance.now();
  await (await search(query, filters, "relevance")).facets;
  const warm = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 0));
  const files = performance.getEntriesByType("resource").map(
    (each) => [each.name.replace(base.href, ""), each.encodedBodySize]);
  observer.disconnect();
  return { rows: [...found.rows.subarray(0, found.total)], answered: answered - start,
    counted: counted - answered, shown: shown - start, recounted: recounted - sorted,
    warm: warm - again, files,
    longest: Math.max(0, ...long.map((each) => each.duration)) };
}"""


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are written apart: Nagle's algorithm would hold the body back for 40 ms.
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Nothing is kept by the browser: every query is a first one."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def _serve(folder: str, port: multiprocessing.Queue[int]) -> None:
    handler = functools.partial(_Handler, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    port.put(server.server_address[1])
    server.serve_forever()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on loopback, served by a process of its own."""
    port: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=_serve, args=(str(folder), port), daemon=True)
    server.start()
    yield f"http://127.0.0.1:{port.get()}/"
    server.terminate()


def entries_of(count: int, kept: Path) -> list[Entry]:
    """All entries of made-up pages, in the order of the rows, and in a file for `_entries`."""
    start = time.perf_counter()
    with multiprocessing.Pool(2) as pool:
        entries = list(pool.imap(entry_of, pages(count, STATUTES), 500))
    with kept.open("wb") as file:
        marshal.dump([packed_entry(each) for each in entries], file)
    print(f"made in {time.perf_counter() - start:.1f} s (with the pages)")
    return in_order(entries)


def entries_of_city(city: Path, kept: Path) -> list[Entry]:
    """What the search is told of every page of a catalogue; else as `entries_of`.

    The pages are left beside `kept`: for a minute after many files were deleted, making one is slow.
    """
    # In a process of its own: the memory of the pages must not count as the index's.
    maker = multiprocessing.get_context("fork").Process(target=_keep_entries, args=(city, kept))
    maker.start()
    maker.join()
    return _entries(kept)


def _keep_entries(city: Path, kept: Path) -> None:
    built = pages_only.build(city, kept.parent / "pages", told=True)
    with kept.open("wb") as file:
        marshal.dump([packed_entry(each) for each in built.changed], file)


def _entries(kept: Path) -> list[Entry]:
    with kept.open("rb") as file:
        return in_order([unpacked_entry(each) for each in marshal.load(file)])


def _build(entries: Sequence[Entry], kept: Path, site: Path, engine: Engine) -> None:
    """Make the index, and then a second one in a new process, of which the memory is read.

    Not of the first: to sum up the memory of its processes many times would hold them up.
    """
    start = time.perf_counter()
    built = build_index(entries, site, engine, SYNONYMS)
    print(f"index: {time.perf_counter() - start:.1f} s,", end=" ")
    files = [path for path in (site / "search").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{built.files} files, {size:.1f} MB,", end=" ", flush=True)
    arguments = (kept, kept.parent / "second", engine)
    second = multiprocessing.get_context("spawn").Process(target=_watch, args=arguments)
    second.start()
    second.join()


def _watch(kept: Path, site: Path, engine: Engine) -> None:
    seldom()
    entries = _entries(kept)
    with watched() as peak:
        build_index(entries, site, engine, SYNONYMS)
    print(f"highest memory {peak[0] / 1e6:.0f} MB")


def queries(entries: Sequence[Entry], count: int) -> list[str]:
    """Random substrings of 1 to 10 tokens, and common words."""
    random = Random(7)
    found: list[str] = []
    while len(found) < count - len(COMMON):
        length = len(found) % 10 + 1
        block = random.choice(random.choice(entries).fields.text.split("\n"))
        if len(block) < length:
            continue
        start = random.randrange(len(block) - length + 1)
        term = block[start : start + length]
        if term == term.strip(BREAK):
            found.append(term)
    return [*found, *COMMON]


def truth(entries: Sequence[Entry], term: str) -> list[int]:
    """The rows that hold a term, by plain `in`."""
    bare = term.replace(BREAK, "")
    if BREAK in term:
        return [row for row, entry in enumerate(entries) if term in entry.fields.text]
    return [
        row
        for row, entry in enumerate(entries)
        if term in entry.fields.text or bare in entry.fields.number
    ]


def spread(values: Sequence[float]) -> str:
    """Median, 95th percentile and worst."""
    some = sorted(values)
    return f"{statistics.median(some):.0f} / {some[int(len(some) * 0.95)]:.0f} / {some[-1]:.0f}"


def ask(browser: Browser, address: str, entries: Sequence[Entry], terms: Sequence[str]) -> None:
    """Ask every query on a fresh page and compare the rows with the truth."""
    found = []
    wrong = []
    for term in terms:
        page = browser.new_page()
        page.goto(f"{address}search.html")
        page.wait_for_selector("[data-result-count]", state="attached")
        if not found:
            sizes = page.evaluate(
                "performance.getEntriesByType('resource').filter(e => e.name.includes('/search/'))"
                ".map(e => [e.name.split('/search/')[1], e.encodedBodySize])"
            )
            print(f"start-up: {sum(size for _, size in sizes) / 1000:.1f} kB, {sizes}")
        answer = page.evaluate(ASK, [term.replace(BREAK, "、"), {}])
        if sorted(answer.pop("rows")) != truth(entries, term):
            wrong.append(term)
        found.append({**answer, "term": term})
        page.close()
    print(f"exact: {len(terms) - len(wrong)} of {len(terms)} {wrong[:10]}")
    for name, what in (
        ("answered", "cold, all hits in order"),
        ("counted", "and all facets, the first time"),
        ("recounted", "all facets, again"),
        ("shown", "cold, with all facets and the first 20"),
        ("warm", "warm, with all facets"),
        ("longest", "longest task"),
    ):
        print(f"{what}: {spread([each[name] for each in found])} ms")
    groups = {"index": "/", "cards": "/cards/", "columns": "columns.bin"}
    for name in groups:
        kept = [[size for path, size in each["files"] if kind_of(path) == name] for each in found]
        print(f"{name}: {spread([sum(some) / 1000 for some in kept])} kB,", end=" ")
        print(f"{spread([len(some) for some in kept])} requests")
    for each in sorted(found, key=lambda one: -sum(size for _, size in one["files"]))[:5]:
        print(repr(each["term"]), each["files"])
    for each in sorted(found, key=lambda one: -one["answered"])[:5]:
        print(repr(each["term"]), {name: round(each[name]) for name in ("answered", "longest")})


def kind_of(path: str) -> str:
    """What a file of the index belongs to."""
    return "cards" if "/cards/" in path else "columns" if "columns" in path else "index"


def change(entries: Sequence[Entry], site: Path) -> None:
    """One changed record, as a new release."""
    place = len(entries) // 3
    text = entries[place].fields.text + "另有新的内容\n"
    changed = replace(entries[place], fields=replace(entries[place].fields, text=text))
    new = site.parent / "changed"
    shutil.rmtree(new, ignore_errors=True)
    start = time.perf_counter()
    update_index(site, new, [changed], [], SYNONYMS)
    print(f"one changed record: {time.perf_counter() - start:.2f} s")


def main() -> None:
    """Run everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--city", type=Path)
    parser.add_argument("--pages", type=int, default=85_000)
    parser.add_argument("--queries", type=int, default=520)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--engine", default="bigram")
    given = parser.parse_args()
    seldom()  # as the command does
    with tempfile.TemporaryDirectory() as scratch:
        city, kept = given.city, Path(scratch) / "entries"
        entries = entries_of_city(city, kept) if city else entries_of(given.pages, kept)
        tokens = sum(len(entry.fields.text) for entry in entries)
        print(f"{len(entries)} entries of {tokens / len(entries):.0f} tokens each")
        os.sync()  # nor must it wait for what was written before
        site = given.site or Path(scratch) / "site"
        if not (site / "search").is_dir():
            _build(entries, kept, site, given.engine)
        write_search_page(site)
        terms = queries(entries, given.queries)
        with served(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium_path(whole=True), args=["--no-sandbox"]
            )
            ask(browser, address, entries, terms)
            browser.close()
        if given.engine == "bigram":
            change(entries, site)


if __name__ == "__main__":
    main()
