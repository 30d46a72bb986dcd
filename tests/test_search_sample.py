"""The sample's search in a real browser: exact, by any substring of title, number or text."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from disclosure.search.pinyin import reading
from search_site import send
from site_text import PageFacts, han_runs


@pytest.fixture(scope="module")
def searched(pages: dict[str, PageFacts]) -> dict[str, PageFacts]:
    return {name: facts for name, facts in pages.items() if "data-searched" in facts.articles[0]}


@pytest.fixture(scope="module")
def tab(browser: Browser, serve: Callable[[Path], str], sample_site: Path) -> Iterator[Page]:
    context = browser.new_context(base_url=serve(sample_site))
    page = context.new_page()
    yield page
    context.close()


def search(tab: Page, words: str) -> tuple[int, set[str]]:
    """What the search page counts, and the pages it lists."""
    tab.goto(f"search.html?q={quote(words)}")
    return told(tab)


def told(tab: Page) -> tuple[int, set[str]]:
    tab.wait_for_selector("[data-result-count]", state="attached", timeout=20_000)
    total = int(tab.get_attribute("[data-result-count]", "data-result-count") or -1)
    while tab.is_visible("[data-search-more]"):
        tab.click("[data-search-more]")
    links = tab.eval_on_selector_all("a.search-result", "found => found.map(a => a.href)")
    return total, {urlsplit(link).path.lstrip("/") for link in links}


def test_60_random_substrings_find_exactly_the_pages_that_hold_them(
    tab: Page, searched: dict[str, PageFacts]
) -> None:
    chance = random.Random(20261120)
    runs = sorted({run for f in searched.values() for b in f.blocks for run in han_runs(b)})
    blocks = {name: [re.sub(r"\s", "", b) for b in f.blocks] for name, f in searched.items()}
    tab.goto("search.html")
    for number in range(60):
        length = 2 + number % 5
        run = chance.choice([run for run in runs if len(run) >= length])
        start = chance.randrange(len(run) - length + 1)
        words = run[start : start + length]
        truth = {name for name, texts in blocks.items() if any(words in text for text in texts)}
        send(tab, words)
        assert told(tab) == (len(truth), truth), words


def found_for(tab: Page, queries: list[str]) -> list[list[str]]:
    """Addresses of the exact hits of many queries, asked of the page's own search in the browser."""
    tab.goto("search.html")
    found: list[list[str]] = tab.evaluate(
        """async (queries) => {
          const { loadSearch } = await import(new URL("assets/disclosure/search-data.js", location));
          const { search } = await loadSearch(new URL(".", location));
          const all = [];
          for (const query of queries) {
            const found = await search(query, {}, "relevance");
            const hits = await found.hits(0, found.total);
            all.push(hits.map((hit) => hit.address));
          }
          return all;
        }""",
        queries,
    )
    return found


def spellings(number: str) -> list[str]:
    """A number as printed, in square, round and wide brackets, and without."""
    return [
        number,
        number.replace("〔", "[").replace("〕", "]"),
        number.replace("〔", "（").replace("〕", "）"),
        re.sub("[〔〕]", "", number),
    ]


def test_every_title_and_number_finds_its_page(
    tab: Page, searched: dict[str, PageFacts], sample_site: Path
) -> None:
    columns = json.loads((sample_site / "search" / "columns.json").read_bytes())
    assert set(columns["address"]) == set(searched)
    asked = [
        (address, words)
        for address, title, numbers in zip(
            columns["address"], columns["title"], columns["numbers"], strict=True
        )
        for words in [title, *(each for number in numbers for each in spellings(number))]
    ]
    assert sum("〔" in words for _, words in asked) > 20
    found = found_for(tab, [words for _, words in asked])
    missed = [
        pair for pair, addresses in zip(asked, found, strict=True) if pair[0] not in addresses
    ]
    assert missed == []


def test_every_document_number_comes_first(tab: Page) -> None:
    from disclosure.load import load

    catalogue = load(Path(__file__).parent.parent / "catalogue").catalogue
    numbered = [r for r in catalogue.records() if r.head.document_number]
    assert len(numbered) > 20
    found = found_for(tab, [record.head.document_number or "" for record in numbered])
    assert [addresses[0] for addresses in found] == [
        f"{record.agency}/{record.id}.html" for record in numbered
    ]


def test_the_words_of_the_sample_lead_to_the_same_pages(
    tab: Page, searched: dict[str, PageFacts]
) -> None:
    """低保 and 最低生活保障, typed: the same pages, each counted where it belongs."""
    texts = {name: ["".join(b.split()) for b in f.blocks] for name, f in searched.items()}

    def holding(*words: str) -> set[str]:
        return {n for n, blocks in texts.items() if any(w in b for w in words for b in blocks)}

    union = holding("低保", "最低生活保障")
    assert holding("低保") != union != holding("最低生活保障")
    for words in ("低保", "最低生活保障"):
        total, found = search(tab, words)
        widened = tab.eval_on_selector_all("a.search-widened", "all => all.map(a => a.href)")
        names = {urlsplit(link).path.lstrip("/") for link in widened}
        assert (total, found) == (len(holding(words)), holding(words))
        assert names == union - found
        assert tab.get_attribute("#search-app", "data-widened-count") == str(len(names))


def test_titles_are_found_by_initials(tab: Page, sample_site: Path) -> None:
    columns = json.loads((sample_site / "search" / "columns.json").read_bytes())
    for initials in ("czjs", "gjj", "gkzn"):
        expected = {
            address
            for address, title in zip(columns["address"], columns["title"], strict=True)
            if initials in "".join(word[0] for word in reading(title).split())
        }
        assert expected
        assert search(tab, initials) == (0, set())
        found = tab.eval_on_selector_all("a.search-widened", "all => all.map(a => a.href)")
        assert {urlsplit(link).path.lstrip("/") for link in found} == expected
        marks = tab.locator("a.search-widened mark").all_text_contents()
        assert {len(mark) for mark in marks} == {len(initials)}


MEASURE = """() => {
  const times = { last: 0, ended: 0, longest: 0 };
  window.searchTimes = times;
  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries()) {
      if (startTime >= times.from) times.longest = Math.max(times.longest, duration);
    }
  }).observe({ type: "longtask" });
  const app = document.querySelector("#search-app");
  addEventListener("input", () => { times.last = performance.now(); times.ended = 0; }, true);
  new MutationObserver(() => {
    if ("resultCount" in app.dataset) times.ended = performance.now();
  }).observe(app, { attributes: true, attributeFilter: ["data-result-count"] });
}"""


BUSY = """() => {
  setTimeout(() => {
    const end = performance.now() + 90;
    while (performance.now() < end);
  });
}"""


WORK = """() => {
  let best = Infinity;
  for (let go = 0; go < 5; go += 1) {
    const from = performance.now();
    const seen = new Map();
    for (let n = 0; n < 60000; n += 1) {
      const key = String.fromCharCode(0x4e00 + (n * 7919) % 20000);
      seen.set(key, (seen.get(key) || 0) + n);
    }
    best = Math.min(best, performance.now() - from);
  }
  return best;
}"""
ORDINARY = 5.0
"""The limits are for a machine that does WORK in so many milliseconds. A slower one is given as many
times more: it is the page that is judged, and machines that others share have been three times slower
on some days."""


def test_results_stand_within_300_ms_of_the_last_key_without_long_tasks(
    browser: Browser, serve: Callable[[Path], str], sample_site: Path
) -> None:
    """Typed key by key into the box of the opened page, which has loaded the engine already.

    Other processes on the machine can hold up any one run, those of other tests for minutes. So the
    first of forty with pauses between them that keeps both limits is enough: the page can do it,
    and a page that cannot fails forty times.
    """
    base = serve(sample_site)
    runs: list[tuple[float, float, float]] = []
    while not runs or (len(runs) < 40 and (runs[-1][0] > 300 or runs[-1][1] > 50)):
        page = browser.new_page()
        page.goto(f"{base}search.html")
        slow = max(1.0, page.evaluate(WORK) / ORDINARY)
        page.wait_for_selector("[data-result-count]", state="attached")
        page.evaluate(MEASURE)
        page.evaluate("window.searchTimes.from = performance.now()")
        worst = 0.0
        for words in ("财政决算", "低保", "gjj", "公积全", "2026"):
            page.fill("article input[name=q]", "")
            page.type("article input[name=q]", words, delay=80)
            page.wait_for_function("() => window.searchTimes.ended > 0")
            times = page.evaluate("window.searchTimes")
            worst = max(worst, (times["ended"] - times["last"]) / slow)
            if worst > 300 or times["longest"] / slow > 50:
                break  # this run has failed: on to the next
        page.wait_for_timeout(300)
        runs.append((worst, page.evaluate("window.searchTimes.longest") / slow, slow))
        # The measure itself sees a long task where there is one.
        page.evaluate(BUSY)
        page.wait_for_function("() => window.searchTimes.longest > 80")
        page.close()
        if len(runs) > 5:
            time.sleep(2)
    assert runs[-1][0] <= 300, runs
    assert runs[-1][1] <= 50, runs


@pytest.mark.parametrize(
    "words", ["不存在的词语龘", "zzzzqqq", "《》", "", "   ", "<script>alert(1)</script>"]
)
def test_what_is_not_there_gives_nothing(tab: Page, words: str) -> None:
    assert search(tab, words) == (0, set())


def test_pages_ask_no_other_host_and_fit_a_phone(
    browser: Browser,
    serve: Callable[[Path], str],
    sample_site: Path,
    pages: dict[str, PageFacts],
) -> None:
    """One page of each kind: no request elsewhere, no console error, no sideways scrolling."""
    base = serve(sample_site)
    kinds: dict[str, str] = {}
    for name, facts in pages.items():
        kind = facts.metas["disclosure:kind"]
        if kind != "notfound":  # served at any depth, its links name the public address
            kinds.setdefault(kind, name)
    longest = max(
        (sample_site / "finance-bureau").glob("*.html"), key=lambda path: path.stat().st_size
    )
    kinds["longest record"] = longest.relative_to(sample_site).as_posix()
    problems: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.on("request", lambda r: None if r.url.startswith(base) else problems.append(r.url))
    context.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    context.on("weberror", lambda error: problems.append(str(error.error)))
    # Each in a tab of its own: that all have fallen silent is waited for once.
    tabs = {kind: context.new_page() for kind in kinds}
    for kind, name in kinds.items():
        tabs[kind].goto(base + name)
    for kind, name in kinds.items():
        page = tabs[kind]
        page.wait_for_load_state("networkidle")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            problems.append(f"{kind} {name}: {width} px wide")
    context.close()
    assert problems == []


def test_pages_read_without_javascript(
    browser: Browser, serve: Callable[[Path], str], sample_site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(sample_site) + "index.html")
    page.click("text=公开目录 >> nth=0")
    page.click("article a[href$='budget-and-accounts.html']")
    page.click("article a[href*='finance-bureau/']")
    assert page.inner_text("article h1") != ""
    context.close()
