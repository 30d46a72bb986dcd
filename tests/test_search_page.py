"""The search page in a real Chromium: order, filters, excerpts, typing, many hits."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page

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


def test_filters_and_order_by_date_come_from_the_address(
    site: Path, page: Page, serve: Serve
) -> None:
    filters = {"f.agency": "示例市财政局", "f.form": "公开栏", "sort": "date"}
    open_search(page, serve(site), q="医疗", **filters)
    expected = [
        each
        for each in PAGES
        if each.address in truth("医疗")
        and each.facts["agency"] == "示例市财政局"
        and each.facts["form"] == "网站|公开栏"
    ]
    expected.sort(key=lambda each: each.address)
    expected.sort(key=lambda each: each.facts["date"], reverse=True)
    assert expected
    assert all_links(page) == [each.address for each in expected]


def test_title_and_number_come_first_then_the_newest(site: Path, page: Page, serve: Serve) -> None:
    base = serve(site)
    open_search(page, base, q="公积金")
    expected = [each for each in PAGES if each.address in truth("公积金")]
    expected.sort(key=lambda each: each.address)
    expected.sort(key=lambda each: each.facts["date"], reverse=True)
    expected.sort(key=lambda each: "公积金" not in each.title)
    assert 0 < sum("公积金" in each.title for each in expected) < len(expected)
    assert all_links(page) == [each.address for each in expected]
    open_search(page, base, q="示财〔2021〕1号")
    assert links(page)[0].endswith("/record-1.html")


def test_a_hit_shows_title_facts_and_a_marked_excerpt(site: Path, page: Page, serve: Serve) -> None:
    base = serve(site)
    open_search(page, base, q="㐀𠮷")
    assert page.text_content("[data-search-status]") == f"找到 {len(truth('㐀𠮷'))} 条"
    page.wait_for_function(
        "() => [...document.querySelectorAll('.search-excerpt')].slice(0, 20)"
        ".every(place => place.textContent)"
    )
    hit = page.locator("li.search-hit").first
    (shown,) = [each for each in PAGES if each.address == links(page)[0]]
    assert hit.locator("a.search-result").inner_text() == shown.title
    facts = [
        shown.facts[name] for name in ("agency", "category", "kind", "date", "document_number")
    ]
    assert hit.locator(".search-fact").all_inner_texts() == facts
    marks = page.locator("li.search-hit mark").all_inner_texts()
    assert set(marks) == {"㐀𠮷"}
    texts = page.locator(".search-excerpt").all_inner_texts()[:20]
    assert all(len(text) <= 130 for text in texts)
    blocks = [" ".join(text.replace("\u3000", " ").split()) for text in PAGES[shown]]
    assert any(texts[0].strip("…") in block for block in blocks)


def test_the_excerpt_marks_what_was_found_across_inline_elements(
    tmp_path: Path, page: Page, serve: Serve, engine: Engine
) -> None:
    text = "序" * 50 + "申请<b>提取</b> 住房\n<em>公积</em>金，（须）提交" + "末" * 200
    pages = [SearchPage("x/long.html", "", f"<h1>题</h1><p>开头</p><p>{text}</p>")]
    write_site(tmp_path / "site", pages, engine=engine)
    open_search(page, serve(tmp_path / "site"), q="取住房公积金、须)提 提交末")
    page.wait_for_selector(".search-excerpt mark")
    assert page.inner_text("a.search-result") == "（无标题）"
    excerpt = page.inner_text(".search-excerpt")
    assert excerpt == "…" + "序" * 27 + "申请提取 住房 公积金，（须）提交" + "末" * 76 + "…"
    # Phrases that overlap make one mark.
    marks = page.locator(".search-excerpt mark").all_inner_texts()
    assert marks == ["取 住房 公积金，（须）提交末"]


def test_typing_updates_the_address_and_the_last_query_wins(
    site: Path, page: Page, serve: Serve
) -> None:
    open_search(page, serve(site), q="公积金")
    length = page.evaluate("history.length")
    # Looked at within the page: a busy machine takes longer to ask than the page waits for typing.
    page.evaluate(
        """() => {
          window.counts = [];
          const app = document.querySelector("#search-app");
          addEventListener("input", () => window.counts.push(app.dataset.resultCount ?? "none"));
        }"""
    )
    page.fill("input[name=q]", "")
    page.type("input[name=q]", "行政处罚", delay=20)
    page.fill("input[name=q]", "医疗")
    assert page.evaluate("window.counts") == ["none"] * 6
    assert ended(page) == len(truth("医疗"))
    assert set(all_links(page)) == truth("医疗")
    assert page.evaluate("new URL(location).searchParams.get('q')") == "医疗"
    assert page.evaluate("history.length") == length
    page.fill("input[name=q]", "采购")
    page.press("input[name=q]", "Enter")
    assert ended(page) == len(truth("采购"))
    page.reload()
    assert ended(page) == len(truth("采购"))
    assert page.input_value("input[name=q]") == "采购"


def test_a_site_under_a_sub_path(site: Path, tmp_path: Path, page: Page, serve: Serve) -> None:
    shutil.copytree(site, tmp_path / "gov" / "zwgk")
    base = f"{serve(tmp_path).rstrip('/')}/gov/zwgk"
    assert open_search(page, base, q="公积金") == len(truth("公积金"))
    assert set(all_links(page)) == truth("公积金")
