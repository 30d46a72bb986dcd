"""Eight errands from the home page, each done in at most two actions, on a phone and on a desk.

An action is one click or tap, or typing something and pressing Enter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from modes import window

Serve = Callable[[Path], str]


class Visitor:
    """Someone at the home page, whose actions are counted."""

    def __init__(self, page: Page, touch: bool) -> None:
        self.page = page
        self.touch = touch
        self.actions = 0
        page.goto("index.html")

    def follow(self, words: str, within: str = "body") -> None:
        """Tap or click the link that begins with these words; it must be there to be seen."""
        link = self.page.locator(within).get_by_role("link", name=re.compile(f"^{words}"))
        self.press(link.locator("visible=true").first)

    def press(self, link: Locator) -> None:
        self.actions += 1
        expect(link).to_be_visible()
        with self.page.expect_navigation():
            if self.touch:
                link.tap()
            else:
                link.click()

    def look_for(self, words: str) -> None:
        """Type into the box of the page's own search and press Enter."""
        self.actions += 1
        box = self.page.locator("article input[name=q]")
        box.fill(words)
        box.press("Enter")
        self.page.wait_for_selector("[data-result-count]")

    def reads(self, selector: str, words: str) -> None:
        """The errand ends here, after two actions at most, with this to be seen."""
        assert self.actions <= 2
        expect(self.page.locator(selector).locator("visible=true").first).to_contain_text(words)


@pytest.fixture(params=[360, 1440], ids=["phone", "desk"])
def visitor(
    request: pytest.FixtureRequest, browser: Browser, serve: Serve, sample_site: Path
) -> Iterator[Visitor]:
    touch = request.param == 360
    with window(
        browser, serve(sample_site), "normal", request.param, has_touch=touch, is_mobile=touch
    ) as page:
        yield Visitor(page, touch)


def test_a_document_by_its_number(visitor: Visitor) -> None:
    visitor.look_for("示财〔2026〕17号")
    visitor.press(visitor.page.locator("a.search-result").first)
    visitor.reads("dl.official-header", "示财〔2026〕17号")


def test_the_phone_of_an_agency(visitor: Visitor) -> None:
    visitor.follow("示例市财政局", "article")
    visitor.reads("article dl.key-facts a[href^='tel:']", "0000-")
    assert visitor.actions == 1


def test_how_to_apply_for_information(visitor: Visitor) -> None:
    visitor.follow("申请公开", "article")
    visitor.reads("h2#apply", "怎样申请")
    expect(visitor.page.locator("h2#apply")).to_be_in_viewport()
    assert visitor.actions == 1


def test_how_to_complain(visitor: Visitor) -> None:
    visitor.follow("投诉与异议", "article")
    expect(visitor.page.locator("h2#complain")).to_be_in_viewport()
    visitor.reads("h2#complain", "投诉")
    assert visitor.actions == 1


def test_a_service_guide(visitor: Visitor) -> None:
    visitor.follow("办事指南", "article")
    visitor.follow("食品经营许可", "article")
    visitor.reads("article h1", "食品经营许可")
    visitor.reads("article dl.key-facts", "承诺时限")


def test_what_an_agency_must_disclose_under_a_category(visitor: Visitor) -> None:
    visitor.follow("财政预决算", "article")
    visitor.reads("article h1", "财政预决算")
    row = visitor.page.locator("table.official tbody tr", has_text="示例市财政局").first
    expect(row).to_contain_text("个工作日")
    assert visitor.actions == 1


def test_what_changed_this_month(visitor: Visitor) -> None:
    visitor.follow("查看最近变化", "article")
    visitor.reads("article h2", "2026年11月")
    visitor.reads("article ul.entries li", "2026年11月")
    assert visitor.actions == 1


def test_the_regulation(visitor: Visitor) -> None:
    visitor.follow("《政务公开条例》", "article")
    visitor.reads("article section.article", "第二条")
    assert visitor.actions == 1
