"""Both engines in a real Chromium: hits are exactly the pages that hold the query."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import BrowserContext, Page

from disclosure.search import Engine, SearchPage
from disclosure.search.text import BREAK, tokens
from search_site import (
    PAGES,
    Serve,
    all_links,
    open_search,
    truth,
    type_in,
    write_site,
)

CASES = json.loads(Path(__file__).with_name("search_cases.json").read_text(encoding="utf-8"))


def random_terms(count: int) -> list[str]:
    random = Random(7)
    texts = [text for texts in PAGES.values() for text in texts]
    terms: list[str] = []
    while len(terms) < count:
        run = random.choice([run for run in tokens(random.choice(texts)).split(BREAK) if run])
        length = len(terms) % 6 + 1
        if len(run) >= length:
            start = random.randrange(len(run) - length + 1)
            terms.append(run[start : start + length])
    return terms


def test_random_substrings_are_found_on_exactly_the_pages_that_hold_them(
    site: Path, page: Page, serve: Serve
) -> None:
    page.goto(f"{serve(site).rstrip('/')}/search.html")
    for term in random_terms(60):
        expected = truth(term)
        assert expected
        assert type_in(page, term) == expected, term


def test_terms_intersect(site: Path, page: Page, serve: Serve) -> None:
    page.goto(f"{serve(site).rstrip('/')}/search.html")
    expected = truth("公积金") & truth("医疗")
    assert expected
    assert type_in(page, "公积金\u3000医疗") == expected
    assert type_in(page, " “医疗”， 公积金 公积金") == expected


def test_numbers_are_found_in_every_spelling(site: Path, page: Page, serve: Serve) -> None:
    page.goto(f"{serve(site).rstrip('/')}/search.html")
    (owner,) = [each.address for each in PAGES if each.numbers[0] == "示财〔2026〕118号"]
    spellings = [
        "示财〔2026〕118号",
        "示财[2026]118号",
        "示财（2026）118号",
        "示财2026118号",
        "示财［２０２６］１１８号",
        "[2026]118号",
        "11990000MB0000001M/2026-00118",
        "11990000mb0000001m202600118",
        "M/2026-00118",
        "2600118",
    ]
    for spelling in spellings:
        assert type_in(page, spelling) == {owner}, spelling
    assert type_in(page, "示财〔2026〕119号") == set()


def test_what_is_nowhere_gives_nothing(site: Path, page: Page, serve: Serve) -> None:
    page.goto(f"{serve(site).rstrip('/')}/search.html")
    absent = ["龘", "不存在的词语龘", "公积公", "积公", "金金金金金", "zhengwu", "qqq", "𪚥"]
    for query in [*absent, "页眉无关", "注释", "", "  ", "、。！", "\"'*?~^:()[]{}\\"]:
        assert type_in(page, query) == set(), query
    assert page.text_content("[data-search-status]") == (
        "没有找到符合条件的信息。可以减少字数，换一个说法，或者按类别、机关查找。"
    )
    assert page.is_hidden("[data-search-more]")


def test_punctuation_inside_a_term(
    tmp_path: Path, page: Page, serve: Serve, engine: Engine
) -> None:
    texts = {
        "a": "<p>发展教育、医疗事业</p>",
        "b": "<p>发展教育，医疗事业</p>",
        "c": "<p>发展教育</p><p>医疗事业</p>",
        "d": "<p>发展教育医疗事业</p>",
        "e": "<p>医疗，教育</p>",
        "f": "<p>共3.5亿</p>",
        "g": "<p>共35亿</p>",
        "h": "<p>35</p>",
    }
    pages = [SearchPage(f"{name}.html", name, text) for name, text in texts.items()]
    pages[-1] = replace(pages[-1], numbers=("甲〔2021〕7号", "X/3-5"))
    write_site(tmp_path / "site", pages, engine=engine)
    page.goto(f"{serve(tmp_path / 'site').rstrip('/')}/search.html")
    expected = {
        "教育、医疗": "ab",
        "教育；医疗": "ab",
        "教育医疗": "d",
        "育医": "d",
        "教育 医疗": "abcde",
        "医疗、教育": "e",
        "医疗、发展": "abcd",
        "医疗、没有": "",
        "3.5": "f",
        "35": "gh",
        "甲20217": "h",
        "甲(20)217": "h",
    }
    for query, names in expected.items():
        assert type_in(page, query) == {f"{name}.html" for name in names}, query


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '"公积金',
        '公积金" OR "医疗',
        "</script><img src=x onerror=alert(1)>",
        "<b>公积金</b>",
        "&q=2&amp;#39;%00%zz",
        "__proto__ constructor toString",
        "zzzz zzzy zbcze aaaa bcze",
        "\\u0000\u0001\u202e\ufffe",
        "公" * 3000,
        "甲、" * 400,
        " ".join("公积金" for _ in range(500)),
    ],
    ids=lambda query: query[:20],
)
def test_hostile_queries_end_in_a_count(site: Path, page: Page, serve: Serve, query: str) -> None:
    count = open_search(page, serve(site), q=query)
    assert count == len(all_links(page))
    assert page.input_value("input[name=q]") == query.replace("\n", "")
    assert page.locator("#search-app img, #search-app script, #search-app b").count() == 0


def test_hostile_addresses_end_in_a_count(site: Path, page: Page, serve: Serve) -> None:
    found = open_search(page, serve(site), q="公积金", **{"f.__proto__": "x", "f.no": "y"})
    assert found == len(truth("公积金"))
    assert open_search(page, serve(site), q="公积金", sort="<x>", **{"f.agency": "无"}) == 0


LOST = {
    "pagefind": [
        ("政", "pagefind/wasm.unknown.pagefind"),
        ("政", "pagefind/pagefind.js"),
        ("政", "pagefind/*.pf_meta"),
        ("政", "pagefind/index/*"),
        ("政", "pagefind/pagefind-entry.json"),
        ("政", "search/columns.json"),
        ("政", "search/pagefind.json"),
        ("政", "search/index.json"),
    ],
    "bigram": [
        ("政", "search/index.json"),
        ("政", "search/*/text/directory.bin"),
        ("政", "search/*/text/h0.bin"),
        ("政务", "search/*/text/p0.bin"),
        ("政务公开", "search/*/text/p0.bin"),
        ("政", "search/*/title/directory.bin"),
        ("政", "search/*/columns.bin"),
        ("政", "search/*/cards/0.bin"),
    ],
}


def test_an_index_that_does_not_load_is_a_failure_and_not_nothing_found(
    site: Path, tmp_path: Path, context: BrowserContext, serve: Serve, engine: Engine
) -> None:
    for number, (query, pattern) in enumerate(LOST[engine]):
        broken = tmp_path / str(number)
        shutil.copytree(site, broken)
        removed = list(broken.glob(pattern))
        assert removed, pattern
        for path in removed:
            path.unlink()
        page = context.new_page()
        page.goto(f"{serve(broken)}search.html?q={query}")
        page.wait_for_selector("#search-app[data-search-failed]", timeout=20_000)
        assert page.text_content("[data-search-status]") == (
            "搜索没有成功。请检查网络后刷新页面，或者按类别、机关查找。"
        )
        assert page.get_attribute("#search-app", "data-result-count") is None
        assert page.get_attribute("#search-app", "data-searching") is None
        page.close()


@pytest.mark.parametrize("damage", ["cut", "noise", "other"])
def test_a_file_that_is_not_whole_is_a_failure_too(
    tmp_path: Path, context: BrowserContext, serve: Serve, damage: str
) -> None:
    site = tmp_path / "site"
    write_site(site, list(PAGES), engine="bigram")
    (path,) = site.glob("search/*/text/p0.bin")
    (other,) = site.glob("search/*/columns.bin")
    data = path.read_bytes()
    path.write_bytes({"cut": data[:-9], "noise": b"x" * 500, "other": other.read_bytes()}[damage])
    page = context.new_page()
    page.goto(f"{serve(site)}search.html?q=政务")
    page.wait_for_selector("#search-app[data-search-failed]", timeout=20_000)
    page.close()


def test_the_browser_keeps_the_rules_of_page_text(site: Path, page: Page, serve: Serve) -> None:
    base = serve(site).rstrip("/")
    # Some cases hold inline styles, which the search page itself forbids.
    page.goto(f"{base}/index.html")
    found = page.evaluate(
        """async ([base, cases]) => {
          const text = await import(base + "/assets/disclosure/search-text.js");
          const parse = (html) => new DOMParser().parseFromString(
            "<!doctype html><body><article>" + html, "text/html").querySelector("article");
          return {
            characters: cases.characters.map(({ text: given }) =>
              [text.fold(given), text.tokens(given), text.number(given)]),
            queries: cases.queries.map(({ query }) => text.terms(query)),
            blocks: cases.blocks.map(({ html }) => text.blocks(parse(html))),
          };
        }""",
        [base, CASES],
    )
    expected = [[case["folded"], case["tokens"], case["number"]] for case in CASES["characters"]]
    assert found["characters"] == expected
    assert found["queries"] == [case["terms"] for case in CASES["queries"]]
    # Cells outside a table do not survive a real parser; the table in the cases is a whole one.
    assert found["blocks"] == [case["blocks"] for case in CASES["blocks"]]
