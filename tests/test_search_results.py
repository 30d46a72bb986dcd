"""Facets, sorting, paging, the address and the history of the search page, in a real Chromium."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from disclosure.search import Engine, SearchPage
from search_site import (
    PAGES,
    Serve,
    all_links,
    ended,
    links,
    open_search,
    truth,
    write_site,
)

FACETS = {
    "agency": "公开机关",
    "category": "信息类别",
    "kind": "信息种类",
    "year": "年份",
    "form": "公开形式",
}
ORDER = ["公开机关", "信息类别", "信息种类", "年份", "公开形式"]
"""As they stand on the page; the synthetic pages have no 有效性 and no 公开节奏."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    """One engine is enough here: other tests hold both to the same answers."""
    return "bigram"


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Path:
    """1,101 pages that hold the same word."""
    site = tmp_path_factory.mktemp("long") / "site"
    pages = [SearchPage(f"p/{place:04}.html", f"页{place}", "<p>同文</p>") for place in range(1101)]
    write_site(site, pages, engine=engine)
    return site


def values(page: SearchPage, facet: str) -> list[str]:
    return [value for value in page.facts.get(facet, "").split("|") if value]


def narrowed(term: str, filters: dict[str, Sequence[str]]) -> list[SearchPage]:
    """The pages that hold a term and pass the filters."""
    return [
        page
        for page in PAGES
        if page.address in truth(term)
        and all(set(values(page, facet)) & set(some) for facet, some in filters.items())
    ]


def counted(term: str, filters: dict[str, Sequence[str]], facet: str) -> dict[str, int]:
    others = {name: some for name, some in filters.items() if name != facet}
    counts = Counter(v for page in narrowed(term, others) for v in values(page, facet))
    return {**dict.fromkeys(filters.get(facet, ()), 0), **counts}


def shown_counts(page: Page, legend: str) -> dict[str, int]:
    labels = page.locator(f"fieldset:has(> legend:text-is('{legend}')) label").all_text_contents()
    parts = [re.fullmatch(r"(.+)（(\d+)）", label) for label in labels]
    return {part[1]: int(part[2]) for part in parts if part}


def check(page: Page, value: str) -> None:
    page.locator(f"[data-search-facets] input[value='{value}']").dispatch_event("click")
    ended(page)


def asked(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def addresses(pages: Iterable[SearchPage]) -> set[str]:
    return {page.address for page in pages}


def test_facets_combine_and_every_count_is_exact(site: Path, page: Page, serve: Serve) -> None:
    open_search(page, serve(site), q="公积金")
    steps: list[tuple[str, str]] = [
        ("agency", "示例市财政局"),
        ("year", "2022"),
        ("year", "2023"),
        ("kind", "报告"),
        ("form", "公开栏"),
    ]
    filters: dict[str, list[str]] = {}
    for facet, value in steps:
        check(page, value)
        filters.setdefault(facet, []).append(value)
        expected = narrowed("公积金", filters)
        assert expected
        assert set(all_links(page)) == addresses(expected)
        assert ended(page) == len(expected)
        for name, legend in FACETS.items():
            assert shown_counts(page, legend) == counted("公积金", filters, name), name
    assert asked(page) == [
        ("q", "公积金"),
        ("f.agency", "示例市财政局"),
        ("f.year", "2022"),
        ("f.year", "2023"),
        ("f.kind", "报告"),
        ("f.form", "公开栏"),
    ]


def test_facets_stand_in_order_and_long_ones_fold(site: Path, page: Page, serve: Serve) -> None:
    open_search(page, serve(site), q="2")
    assert page.locator("fieldset:visible > legend").all_text_contents()[:1] == ["排序"]
    legends = page.locator("[data-facet] > legend").all_text_contents()
    shown = [
        text
        for text, hidden in zip(
            legends,
            page.locator("[data-facet]").evaluate_all("all => all.map(each => each.hidden)"),
            strict=True,
        )
        if not hidden
    ]
    assert shown == ORDER
    years = list(shown_counts(page, "年份"))
    assert years == sorted(years, reverse=True)
    counts = shown_counts(page, "信息类别")
    assert len(counts) == 12
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    category = page.locator("[data-facet='category']")
    assert category.locator("> div > label").count() == 8
    assert category.locator("> details > summary").inner_text() == "其余 4 个"
    last = list(counts)[-1]
    assert category.locator(f"input[value='{last}']").is_hidden()
    open_search(page, serve(site), q="2", **{"f.category": last})
    assert category.locator(f"input[value='{last}']").is_visible()
    assert category.locator(f"input[value='{last}']").is_checked()


def test_chosen_filters_can_be_removed_one_by_one_and_all(
    site: Path, page: Page, serve: Serve
) -> None:
    open_search(page, serve(site), q="公积金", **{"f.agency": "示例市财政局", "f.year": "2022"})
    chosen = page.locator("[data-search-chosen] button")
    assert chosen.all_inner_texts() == ["示例市财政局", "2022", "清除全部筛选"]
    page.get_by_role("button", name="取消筛选：公开机关，示例市财政局").click()
    assert ended(page) == len(narrowed("公积金", {"year": ["2022"]}))
    page.get_by_role("button", name="清除全部筛选").click()
    assert ended(page) == len(truth("公积金"))
    assert chosen.count() == 0
    assert asked(page) == [("q", "公积金")]


def test_filters_that_leave_nothing_say_how_many_there_are_without(
    site: Path, page: Page, serve: Serve
) -> None:
    assert open_search(page, serve(site), q="公积金", **{"f.agency": "无此机关"}) == 0
    said = page.inner_text("[data-search-filtered-out]")
    assert f"在已选条件下没有找到信息；不加筛选，有 {len(truth('公积金'))} 条。" in said
    page.locator("[data-search-filtered-out] button").click()
    assert ended(page) == len(truth("公积金"))
    assert page.is_hidden("[data-search-filtered-out]")


def test_the_focus_stays_on_the_filter_that_was_set(site: Path, page: Page, serve: Serve) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    open_search(page, serve(site), q="公积金")
    page.focus("input[value='报告']")
    page.keyboard.press("Space")
    ended(page)
    assert page.evaluate("document.activeElement.value") == "报告"
    assert page.is_checked("input[value='报告']")


def test_sorting_by_date_stands_in_the_address(site: Path, page: Page, serve: Serve) -> None:
    open_search(page, serve(site), q="公积金")
    page.check("input[name=sort][value=date]")
    ended(page)
    expected = sorted(narrowed("公积金", {}), key=lambda each: each.address)
    expected.sort(key=lambda each: each.facts["date"], reverse=True)
    assert asked(page) == [("q", "公积金"), ("sort", "date")]
    assert all_links(page) == [each.address for each in expected]
    page.check("input[name=sort][value=relevance]")
    ended(page)
    assert asked(page) == [("q", "公积金")]


def test_twenty_hits_a_page_and_links_to_the_others(
    long_site: Path, page: Page, serve: Serve
) -> None:
    base = serve(long_site)
    assert open_search(page, base, q="同文") == 1101
    expected = [f"p/{place:04}.html" for place in range(1101)]
    nav = page.get_by_role("navigation", name="结果分页")
    assert links(page) == expected[:20]
    assert nav.locator("a, span").all_inner_texts() == ["1", "2", "3", "…", "56", "下一页"]
    nav.get_by_role("link", name="下一页").click()
    ended(page)
    assert links(page) == expected[20:40]
    assert page.inner_text("[data-search-status]") == "找到 1101 条，第 2 页"
    assert nav.locator("[aria-current=page]").all_inner_texts() == ["2"]
    assert asked(page) == [("q", "同文"), ("page", "2")]
    last = nav.get_by_role("link", name="第 56 页").get_attribute("href") or ""
    page.goto(last)
    assert ended(page) == 1101
    assert links(page) == expected[1100:]
    assert page.is_hidden("[data-search-more]")
    texts = nav.locator("a, span").all_inner_texts()
    assert texts == ["上一页", "1", "…", "54", "55", "56"]
    # A page behind the last is the last, and what is no number is the first.
    page.goto(f"{base}search.html?q=同文&page=999")
    assert ended(page) == 1101
    assert links(page) == expected[1100:]
    page.goto(f"{base}search.html?q=同文&page=-3")
    assert ended(page) == 1101
    assert links(page) == expected[:20]


def test_more_appends_hits_until_all_are_shown(long_site: Path, page: Page, serve: Serve) -> None:
    assert open_search(page, serve(long_site), q="同文") == 1101
    for count in (20, 520, 1020, 1101):
        assert len(set(links(page))) == len(links(page)) == count
        assert page.is_visible("[data-search-more]") == (count < 1101)
        if count < 1101:
            page.click("[data-search-more]")
            # The first of the new ones has the focus.
            page.wait_for_function(
                "end => document.activeElement.href?.endsWith(end)",
                arg=f"/p/{count:04}.html?mark=%E5%90%8C%E6%96%87",
            )
    assert asked(page) == [("q", "同文")]
    filled = page.locator(".search-excerpt:not(:empty)")
    expect(page.locator(".search-hit").nth(30).locator(".search-excerpt")).to_be_empty()
    page.locator(".search-hit").nth(1100).scroll_into_view_if_needed()
    expect(page.locator(".search-hit").nth(1100).locator(".search-excerpt")).to_have_text("同文")
    assert filled.count() < 100


def test_the_back_button_restores_query_filters_page_and_place(
    long_site: Path, site: Path, page: Page, serve: Serve
) -> None:
    page.set_viewport_size({"width": 800, "height": 600})
    page.goto(f"{serve(long_site)}search.html")
    page.fill("article input[name=q]", "同文")
    page.press("article input[name=q]", "Enter")
    ended(page)
    page.click("[data-search-pages] a:text-is('2')")
    ended(page)
    page.evaluate("scrollTo(0, 500)")
    page.wait_for_function("() => history.state && history.state.y === 500")
    page.dispatch_event("[data-search-pages] a:text-is('3')", "click")
    ended(page)
    assert links(page)[0] == "p/0040.html"
    page.fill("article input[name=q]", "页7")
    ended(page)
    page.press("article input[name=q]", "Enter")
    ended(page)
    assert page.title() == "页7 - 搜索 - 试验"
    for query, first, scroll in [
        ("同文", "p/0040.html", None),
        ("同文", "p/0020.html", 500),
        ("同文", "p/0000.html", None),
    ]:
        page.go_back()
        page.wait_for_function(
            "first => document.querySelector('#search-app[data-result-count] a.search-result')"
            "?.href.includes(first)",
            arg=first,
        )
        assert page.input_value("article input[name=q]") == query
        assert page.title() == f"{query} - 搜索 - 试验"
        if scroll is not None:
            page.wait_for_function("y => scrollY === y", arg=scroll)
    page.go_back()
    page.wait_for_function("() => !document.querySelector('a.search-result')")
    assert page.input_value("article input[name=q]") == ""
    page.go_forward()
    assert ended(page) == 1101


def test_coming_back_from_a_hit_finds_the_list_as_it_was(
    long_site: Path, page: Page, serve: Serve
) -> None:
    page.set_viewport_size({"width": 800, "height": 600})
    open_search(page, serve(long_site), q="同文")
    page.click("[data-search-more]")
    page.locator("a.search-result").nth(300).scroll_into_view_if_needed()
    page.wait_for_function("() => history.state && history.state.y > 5000")
    y = page.evaluate("scrollY")
    page.locator("a.search-result").nth(300).click()
    page.wait_for_url("**/p/0300.html?mark=*")
    page.go_back()
    ended(page)
    page.wait_for_function("() => document.querySelectorAll('a.search-result').length === 520")
    page.wait_for_function("y => Math.abs(scrollY - y) < 50", arg=y)


def test_a_filter_is_undone_by_the_back_button(site: Path, page: Page, serve: Serve) -> None:
    open_search(page, serve(site), q="公积金")
    check(page, "报告")
    page.go_back()
    page.wait_for_function("() => !location.search.includes('f.kind')")
    assert ended(page) == len(truth("公积金"))
    assert not page.is_checked("[data-search-facets] input[value='报告']")
    page.go_forward()
    page.wait_for_function("() => location.search.includes('f.kind')")
    assert ended(page) == len(narrowed("公积金", {"kind": ["报告"]}))
    assert page.is_checked("[data-search-facets] input[value='报告']")


def test_a_linked_search_shows_the_same_to_another_visitor(
    site: Path, page: Page, serve: Serve, browser: Browser
) -> None:
    open_search(page, serve(site), q="2")
    check(page, "示例市档案局")
    page.check("input[name=sort][value=date]")
    ended(page)
    page.click("[data-search-pages] a:text-is('2')")
    ended(page)
    other = browser.new_page()
    other.goto(page.url)
    assert ended(other) == ended(page)
    assert links(other) == links(page) != []
    assert other.is_checked("input[value='示例市档案局']")
    assert other.is_checked("input[name=sort][value=date]")
    other.close()


def test_on_a_phone_the_filters_stand_behind_one_summary(
    site: Path, page: Page, serve: Serve
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_search(page, serve(site), q="公积金")
    box = page.locator("[data-search-facets] input[value='报告']")
    assert box.is_hidden()
    page.click("[data-search-facets] > summary")
    assert box.is_visible()
    box.check()
    assert ended(page) == len(narrowed("公积金", {"kind": ["报告"]}))
    assert box.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
