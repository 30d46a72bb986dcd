"""What was searched is marked on the page that opens, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from disclosure.search import SearchPage
from search_site import Serve, ended, watched, write_site

TEXT = (
    "<h1>提取办法</h1>"
    "<p>申请<b>提取住</b>房<a href='x.html'>公积<em>金</em></a>的，提交材料。</p>"
    + "<p>其他规定。</p>"
    * 60
    + "<details><summary>附则</summary><p>住房公积\n 金中心负责解释。</p></details>"
    "<p>公积</p><p>金</p><script>var x = '住房公积金';</script>"
    "<p>示财〔2026〕12号，贷款、贷款贷</p>"
)
SHORT = "<h1>低保</h1><p>最低生活保障标准，<b>低</b>保</p>"
PAGES = [
    SearchPage("a/long.html", "提取办法", TEXT, ("示财〔2026〕12号",)),
    SearchPage("short.html", "低保", SHORT),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("marks") / "site"
    write_site(site, PAGES, [["低保", "最低生活保障"]])
    return site


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    for page in watched(context):
        page.set_viewport_size({"width": 800, "height": 600})
        yield page


def open_hit(page: Page, base: str, query: str, kind: str = "result") -> None:
    """Search, wait until the link knows the words of its page, and follow it."""
    page.goto(f"{base}search.html?q={quote(query)}")
    ended(page)
    page.wait_for_selector(f"li:has(a.search-{kind}) .search-excerpt:not(:empty)")
    page.click(f"a.search-{kind}")
    page.wait_for_selector(".marks-bar")


def marks(page: Page) -> list[str]:
    return [text.replace("\n", "") for text in page.locator("mark").all_text_contents()]


def bar(page: Page) -> str:
    return page.inner_text(".marks-bar p")


def in_view(page: Page, text: str) -> bool:
    place: float = page.locator("mark.found--here", has_text=text).first.evaluate(
        "mark => mark.getBoundingClientRect().top"
    )
    return 40 < place < 600


def test_every_place_is_marked_across_inline_elements(site: Path, page: Page, serve: Serve) -> None:
    open_hit(page, serve(site), "住房公积金")
    # In one paragraph through three elements, in another through white space; never across blocks.
    assert marks(page) == ["住", "房", "公积", "金", "住房公积 金"]
    assert bar(page) == "已标出“住房公积金”2处"
    paragraph = page.locator("article p:has(mark)").first
    assert paragraph.inner_text() == "申请提取住房公积金的，提交材料。"
    assert page.locator("a[href='x.html'] mark").count() == 2
    assert page.evaluate("document.querySelector('article script').textContent.length") > 10


def test_the_bar_steps_through_the_places(site: Path, page: Page, serve: Serve) -> None:
    open_hit(page, serve(site), "住房公积金")
    assert in_view(page, "住")
    page.click("text=下一处")
    assert bar(page) == "第2处，共2处"
    # It stands in a closed part of the page, which opens.
    assert page.locator("details").get_attribute("open") is not None
    assert in_view(page, "住房公积")
    assert page.is_visible(".marks-bar")
    page.click("text=下一处")
    assert bar(page) == "第1处，共2处"
    page.click("text=上一处")
    assert bar(page) == "第2处，共2处"


def test_marks_can_be_removed(site: Path, page: Page, serve: Serve) -> None:
    base = serve(site)
    page.goto(f"{base}a/long.html")
    plain = page.inner_html("article")
    open_hit(page, base, "住房公积金")
    length = page.evaluate("history.length")
    page.click("text=取消标记")
    assert page.inner_html("article") == plain
    assert page.url == f"{base}a/long.html"
    assert page.evaluate("history.length") == length
    page.reload()
    assert page.locator("mark, .marks-bar").count() == 0


def test_several_phrases_and_numbers(site: Path, page: Page, serve: Serve) -> None:
    open_hit(page, serve(site), "贷款 示财2026 提取")
    assert marks(page) == ["提取", "提取", "示财〔2026", "贷款", "贷款"]
    assert bar(page) == "已标出“贷款”“示财〔2026”“提取”5处"


def test_the_synonym_that_was_found_is_marked(site: Path, page: Page, serve: Serve) -> None:
    page.goto(f"{serve(site)}search.html?q={quote('最低生活保障标准')}")
    assert ended(page) == 1
    open_hit(page, serve(site), "低保标准", kind="widened")
    assert marks(page) == ["最低生活保障标准"]
    assert bar(page) == "已标出“最低生活保障标准”1处"
    assert page.locator(".marks-bar button").all_inner_texts() == ["取消标记"]


@pytest.mark.parametrize(
    "address", ["?mark=", "?mark=%E9%BE%98", "?mark=%EF%BC%8C", "?marks=%E4%BD%8E%E4%BF%9D", ""]
)
def test_nothing_to_mark_changes_nothing(
    site: Path, page: Page, serve: Serve, address: str
) -> None:
    page.goto(f"{serve(site)}short.html{address}")
    page.wait_for_load_state("networkidle")
    assert page.locator("mark, .marks-bar").count() == 0


def test_marks_of_a_linked_address_and_hostile_ones(site: Path, page: Page, serve: Serve) -> None:
    page.goto(
        f"{serve(site)}short.html?mark={quote('<低保')}&mark={quote('最低、')}&mark={quote('低')}&mark={quote('<b>无')}"
    )
    page.wait_for_selector(".marks-bar")
    # Overlapping places are marked once, the longer one of those that begin together.
    assert marks(page) == ["低保", "最低", "低", "保"]
    assert page.locator(".marks-bar b").count() == 0
    expect(page.locator(".marks-bar p")).to_have_text("已标出“<低保”“最低、”“低”3处")
