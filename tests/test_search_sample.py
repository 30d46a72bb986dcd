"""The sample's search in a real browser: exact, by any substring of title, number or text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from site_text import PageFacts, han_runs, read


@pytest.fixture(scope="module")
def searched(sample_site: Path) -> dict[str, PageFacts]:
    pages = {
        path.relative_to(sample_site).as_posix(): read(path.read_text("utf-8"))
        for path in sorted(sample_site.rglob("*.html"))
    }
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
    for number in range(60):
        length = 2 + number % 5
        run = chance.choice([run for run in runs if len(run) >= length])
        start = chance.randrange(len(run) - length + 1)
        words = run[start : start + length]
        truth = {name for name, texts in blocks.items() if any(words in text for text in texts)}
        assert search(tab, words) == (len(truth), truth), words


def test_every_document_number_finds_its_record(tab: Page, sample_site: Path) -> None:
    from disclosure.load import load

    catalogue = load(Path(__file__).parent.parent / "catalogue").catalogue
    numbered = [r for r in catalogue.records() if r.head.document_number]
    for record in random.Random(1).sample(numbered, 12):
        address = f"{record.agency}/{record.id}.html"
        number = record.head.document_number or ""
        spellings = [
            number,
            number.replace("〔", "[").replace("〕", "]"),
            re.sub("[〔〕]", "", number),
        ]
        for words in [*spellings, record.head.index_number]:
            total, found = search(tab, words)
            assert address in found, (words, address)
            assert total == len(found)


@pytest.mark.parametrize(
    "words", ["不存在的词语龘", "zzzzqqq", "《》", "", "   ", "<script>alert(1)</script>"]
)
def test_what_is_not_there_gives_nothing(tab: Page, words: str) -> None:
    assert search(tab, words) == (0, set())


def test_pages_ask_no_other_host_and_fit_a_phone(
    browser: Browser, serve: Callable[[Path], str], sample_site: Path
) -> None:
    """One page of each kind: no request elsewhere, no console error, no sideways scrolling."""
    base = serve(sample_site)
    kinds: dict[str, str] = {}
    for path in sorted(sample_site.rglob("*.html")):
        name = path.relative_to(sample_site).as_posix()
        kind = read(path.read_text("utf-8")).metas["disclosure:kind"]
        if kind != "notfound":  # served at any depth, its links name the public address
            kinds.setdefault(kind, name)
    longest = max(
        (sample_site / "finance-bureau").glob("*.html"), key=lambda path: path.stat().st_size
    )
    kinds["longest record"] = longest.relative_to(sample_site).as_posix()
    problems: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.on("request", lambda r: None if r.url.startswith(base) else problems.append(r.url))
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    for kind, name in kinds.items():
        page.goto(base + name)
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
