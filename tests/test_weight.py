"""How many bytes a first visit takes, compressed as servers do, counted in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from page_kinds import of_kind, typical
from web_server import packed_size, served

PAGE = 25_000
"""Bytes that a record page itself may take (issue: 25 kB)."""
VISIT = 200_000
"""Bytes that a first visit to it may take, with everything it loads."""


@pytest.fixture(scope="module")
def address(sample_site: Path) -> Iterator[str]:
    with served(sample_site) as base:
        yield base


def first_visit(context: BrowserContext, address: str) -> dict[str, int]:
    """Address of each file that a tab without a cache asks for -> bytes on the way, with headers."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on(
        "Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]})
    )
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({names[e["requestId"]]: int(e["encodedDataLength"])}),
    )
    page.goto(address, wait_until="load")
    page.close()
    return sizes


def test_no_record_page_is_heavy(sample_site: Path) -> None:
    pages = [*of_kind(sample_site, "record").addresses, *of_kind(sample_site, "service").addresses]
    assert len(pages) > 150
    heavy = {page: packed_size(sample_site / page) for page in pages}
    assert {page: size for page, size in heavy.items() if size > PAGE} == {}


def test_a_first_visit_is_light_and_loads_nothing_of_the_search(
    context: BrowserContext, address: str, sample_site: Path
) -> None:
    for page in typical(sample_site):
        if page == "search.html":
            continue
        sizes = first_visit(context, address + page)
        assert address + page in sizes
        assert sum(sizes.values()) <= VISIT, (page, sizes)
        loaded = [url.removeprefix(address) for url in sizes]
        assert not [name for name in loaded if "search" in name or "pagefind" in name], page


def test_the_search_page_loads_what_a_query_needs_and_no_more(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page: Page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.removeprefix(address)))
    page.goto(address + "search.html?q=财政决算")
    page.wait_for_selector("[data-result-count]", state="attached")
    assert {"search/columns.json", "search/words.bin", "pagefind/pagefind.js"} <= asked
    assert "search/pinyin.json" not in asked
    page.fill("article input[name=q]", "czjs")
    page.wait_for_selector("a.search-widened")
    assert "search/pinyin.json" in asked
    context.close()
