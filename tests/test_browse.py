"""Finding one's way on a page in a real Chromium: the filter of long tables, the parts of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from disclosure.pages.contents import contents

Serve = Callable[[Path], str]


@pytest.fixture(scope="module")
def tab(browser: Browser, serve: Serve, sample_site: Path) -> Iterator[Page]:
    context = browser.new_context(base_url=serve(sample_site))
    yield context.new_page()
    context.close()


def rows(tab: Page) -> list[str]:
    return tab.locator("article tbody tr:visible th").all_inner_texts()


@pytest.mark.parametrize("width", [360, 1440])
def test_the_contacts_are_narrowed_by_every_word_typed(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto("about/contacts.html")
    everyone = rows(tab)
    assert len(everyone) == 8
    tab.fill("#filter", "财政")
    assert rows(tab) == ["示例市财政局"]
    assert tab.inner_text("[role=status]") == "显示1个"
    assert tab.locator("article h2:visible").all_inner_texts() == ["市级"]
    tab.fill("#filter", "０２１　范例区")  # full width, and a wide space between the words
    narrowed = rows(tab)
    assert narrowed == [
        name
        for name in everyone
        if name.startswith("范例区") and "021" in tab.inner_text(f"tr:has-text('{name}')")
    ]
    tab.fill("#filter", "没有的机关")
    assert rows(tab) == []
    assert tab.inner_text("[role=status]") == "没有符合的机关，请换一个词语"
    tab.fill("#filter", "")
    assert rows(tab) == everyone
    assert tab.inner_text("[role=status]") == ""


def test_the_filter_is_no_part_of_the_page_that_is_searched(sample_site: Path) -> None:
    html = (sample_site / "about/contacts.html").read_text("utf-8")
    article = html[html.index("<article") : html.index("</article>")]
    assert "<input" not in article and ">查找机关<" not in article


def test_the_parts_of_a_long_page_stand_beside_it_and_lead_to_it(tab: Page) -> None:
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.goto("about/guide.html")
    parts = tab.locator(".toc a")
    headings = tab.locator("article h2[id]").all_inner_texts()
    assert parts.all_inner_texts() == headings
    parts.nth(3).click()
    assert tab.evaluate("decodeURIComponent(location.hash.slice(1))") == tab.locator(
        "article h2[id]"
    ).nth(3).get_attribute("id")
    tab.set_viewport_size({"width": 768, "height": 900})
    assert not tab.is_visible(".toc")


def test_a_short_page_has_no_list_of_parts() -> None:
    three = "".join(f'<h2 id="p{n}">部分{n}</h2>' for n in range(3))
    assert contents(f"<h1>题</h1>{three}<h2>没有锚点</h2>") == ""
    assert contents(f'{three}<h2 id="last">第<em>四</em>部分</h2>').count("<li>") == 4
    assert '<a href="#last">第四部分</a>' in contents(
        f'{three}<h2 id="last">第<em>四</em>部分</h2>'
    )
