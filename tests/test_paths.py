"""From the home page in at most two actions, on a phone and on a desk, without scrolling sideways.

An action is a click or tap on something that can be seen, or typing and Enter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

Serve = Callable[[Path], str]
Step = Callable[[Page], None]

NUMBER = "示财〔2026〕22号"


def click(selector: str) -> Step:
    """A click on the first such thing that is visible where the reader is."""

    def step(page: Page) -> None:
        target = page.locator(f"{selector} >> visible=true").first
        target.click(timeout=5_000)
        page.wait_for_load_state("load")

    return step


def search(words: str) -> Step:
    """Typing into the page's search box, and Enter."""

    def step(page: Page) -> None:
        box = page.locator("input[name=q] >> visible=true").first
        box.fill(words)
        box.press("Enter")
        page.wait_for_selector("[data-result-count]", state="attached")

    return step


def shows(selector: str, words: str) -> Step:
    def step(page: Page) -> None:
        page.wait_for_selector(f"{selector}:has-text('{words}') >> visible=true", timeout=10_000)

    return step


WAYS: dict[str, tuple[list[Step], Step]] = {
    "a document by its number": (
        [search(NUMBER), click("a.search-result")],
        shows("dl.official-header dd", NUMBER),
    ),
    "an agency's phone": (
        [click("a:text-is('找机关'), .doors a:has-text('找机关')"), click("a:text-is('示例市财政局')")],
        shows("dl.key-facts a[href='tel:0000-5552302']", "0000-5552302"),
    ),
    "how to apply for information": (
        [click(".doors a:has-text('申请公开')")],
        shows("h2#apply ~ ol.flow", "提出申请"),
    ),
    "how to complain": (
        [click(".doors a:has-text('投诉与异议')")],
        shows("h2#complain ~ h3", "示例市监察机关"),
    ),
    "a service guide": (
        [click(".doors a:has-text('办事指南')"), click("article a:text-is('居民一户一表新装申请')")],
        shows("h2", "办事程序"),
    ),
    "what an agency must disclose under a category": (
        [click(".doors a:has-text('看公开目录')"), click("a:text-is('财政预决算')")],
        shows("table.official tr:has-text('示例市财政局') th", "市级财政决算"),
    ),
    "what changed this month": (
        [click("a:text-is('最近变化'), a:text-is('查看最近变化')")],
        shows("h2", "2026年11月，共"),
    ),
    "the regulation": (
        [click("article a:text-is('《政务公开条例》')")],
        shows("section.article", "第二条"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=[360, 1440], ids=["phone", "desk"])
def tab(
    request: pytest.FixtureRequest, browser: Browser, serve: Serve, sample_site: Path
) -> Iterator[Page]:
    phone = request.param == 360
    context = browser.new_context(
        base_url=serve(sample_site),
        viewport={"width": 360, "height": 740} if phone else {"width": 1440, "height": 900},
        has_touch=phone,
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("what", WAYS)
def test_it_is_reached_from_home_in_at_most_two_actions(tab: Page, what: str) -> None:
    steps, arrived = WAYS[what]
    assert len(steps) <= 2
    tab.goto("index.html")
    for step in steps:
        step(tab)
    arrived(tab)


def test_the_regulation_is_one_tap_away_on_every_page(tab: Page) -> None:
    tab.goto("finance-bureau/final-accounts-2025.html")
    if tab.is_visible("[data-opens=site-nav]"):
        tab.click("[data-opens=site-nav]")
    tab.click("#site-nav a:text-is('法规')")
    tab.wait_for_selector("section.article")
