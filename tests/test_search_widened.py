"""Other spellings, words of the same meaning, pinyin and near ones, in a real Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from disclosure.search import Engine, SearchPage
from search_site import Serve, ended, links, send, watched, write_site

FINANCE, ARCHIVES = {"agency": "财政局"}, {"agency": "档案馆"}
PAGES = [
    SearchPage("dibao.html", "救助标准公告", "<p>城市低保标准上调</p>", facts=FINANCE),
    SearchPage("zuidi.html", "救助办法", "<p>最低生活保障办法</p>", facts=ARCHIVES),
    SearchPage("both.html", "低保问答", "<p>低保即最低生活保障</p>", facts=FINANCE),
    SearchPage("trad.html", "政務公開要點", "<p>推進<b>政務</b>公開</p>", facts=ARCHIVES),
    SearchPage("simple.html", "政务公开要点", "<p>推进政务公开</p>", facts=FINANCE),
    SearchPage("fund.html", "住房公积金提取", "<p>提取办法</p>"),
    SearchPage("bank.html", "银行重组公告", "<p>商业机构</p>"),
    SearchPage("green.html", "绿色通道", "<p>优先办理</p>"),
    SearchPage("social.html", "职工社会保险", "<p>缴存</p>"),
    SearchPage("tap.html", "自来水供应", "<p>水质</p>"),
    SearchPage("land.html", "基本农田", "<p>耕地</p>"),
    SearchPage(
        "number.html",
        "会议费",
        "<dl><dt>文号</dt><dd>示財〔2020〕12号</dd></dl>",
        ("示財〔2020〕12号",),
    ),
]
SYNONYMS = [["低保", "最低生活保障"], ["提取", "支取"]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Path:
    site = tmp_path_factory.mktemp("widened") / "site"
    write_site(site, PAGES, SYNONYMS, engine)
    return site


@pytest.fixture(scope="module")
def opened(context: BrowserContext, site: Path, serve: Serve) -> Iterator[Page]:
    """The search page, opened once: for single queries, each typed over the one before."""
    for page in watched(context):
        page.goto(f"{serve(site)}search.html")
        yield page


@pytest.fixture
def page(context: BrowserContext, site: Path, serve: Serve) -> Iterator[Page]:
    for page in watched(context):
        page.goto(f"{serve(site)}search.html")
        yield page


def names(page: Page, kind: str) -> list[str]:
    return [
        address.split("?")[0].rpartition("/")[2].removesuffix(".html")
        for address in page.locator(f"a.search-{kind}").evaluate_all("all => all.map(a => a.href)")
    ]


def search(page: Page, query: str) -> tuple[set[str], set[str]]:
    """Names of exact and of widened hits, which are counted apart."""
    send(page, query)
    count = ended(page)
    exact, widened = names(page, "result"), names(page, "widened")
    assert count == len(exact)
    assert page.get_attribute("#search-app", "data-widened-count") == str(len(widened))
    assert page.is_visible("[data-search-widened]") == (widened != [])
    return set(exact), set(widened)


def reasons(page: Page) -> list[str]:
    return page.locator("[data-search-reasons] li").all_inner_texts()


def status(page: Page) -> str:
    return page.inner_text("[data-search-status]")


def test_words_of_the_same_meaning_lead_to_the_same_pages(page: Page) -> None:
    assert search(page, "低保") == ({"dibao", "both"}, {"zuidi"})
    assert reasons(page) == ["“低保”也按意思相同的“最低生活保障”查找"]
    assert status(page) == "找到 2 条，换一种写法另找到 1 条"
    assert page.inner_text("[data-search-widened-title]") == "换一种写法找到 1 条"
    assert search(page, "最低生活保障") == ({"zuidi", "both"}, {"dibao"})
    assert reasons(page) == ["“最低生活保障”也按意思相同的“低保”查找"]
    # Inside a longer term, and beside another term.
    assert search(page, "最低生活保障标准") == (set(), {"dibao"})
    assert reasons(page) == ["“最低生活保障标准”也按意思相同的“低保标准”查找"]
    assert status(page) == "没有找到写法完全相同的信息，换一种写法找到 1 条"
    assert search(page, "最低生活保障 上调") == (set(), {"dibao"})
    # What is found without, is not said to be widened.
    assert search(page, "绿色") == ({"green"}, set())
    assert reasons(page) == []
    assert status(page) == "找到 1 条"


def test_traditional_and_simplified_lead_to_the_same_pages(page: Page) -> None:
    assert search(page, "政務公開") == ({"trad"}, {"simple"})
    assert reasons(page) == ["“政務公開”也按“政务公开”查找"]
    assert search(page, "政务公开") == ({"simple"}, {"trad"})
    assert reasons(page) == ["“政务公开”也按繁体字和异体字查找"]
    # Half in one, half in the other: nothing is written so, both are found.
    assert search(page, "政務公开") == (set(), {"trad", "simple"})
    assert search(page, "示财〔2020〕12號") == (set(), {"number"})
    assert search(page, "低保標準") == (set(), {"dibao"})
    assert search(page, "最低生活保障標準") == (set(), {"dibao"})


def test_the_words_of_the_page_are_marked_and_passed_on(page: Page) -> None:
    search(page, "政务公开")
    hit = page.locator("li.search-hit", has=page.locator("a.search-widened"))
    expect(hit.locator("a mark")).to_have_text(["政務公開"])
    expect(hit.locator(".search-excerpt mark")).to_have_text(["政務公開"])
    mark = (
        "() => new URL(document.querySelector('a.search-widened').href).searchParams.getAll('mark')"
    )
    page.wait_for_function(f"() => ({mark})().join() === '政務公開'")
    search(page, "最低生活保障标准")
    expect(hit.locator(".search-excerpt mark")).to_have_text(["低保标准"])
    assert page.evaluate(mark) == ["低保标准"]


@pytest.mark.parametrize(
    "query",
    [
        "示財〔2020〕12号",
        "示財[2020]12号",
        "示財（２０２０）１２号",
        "示財202012号",
        "２０２０〕12",
    ],
)
def test_widths_and_brackets_make_no_difference(opened: Page, query: str) -> None:
    assert search(opened, query) == ({"number"}, set())
    expect(opened.locator(".search-excerpt mark")).to_have_count(1)


@pytest.mark.parametrize(
    ("query", "expected", "as_written"),
    [
        ("gjj", {"fund"}, "公积金"),
        ("GJJ", {"fund"}, "公积金"),
        ("gongjijin", {"fund"}, "公积金"),
        ("gongjij", {"fund"}, "公积金"),
        ("zfgongjijin", {"fund"}, "住房公积金"),
        ("zhufanggjj", {"fund"}, "住房公积金"),
        ("zhfgjj", {"fund"}, "住房公积金"),
        ("lvse", {"green"}, "绿色"),
        ("luse", {"green"}, "绿色"),
        ("lüse", {"green"}, "绿色"),
        ("yinhang", {"bank"}, "银行"),
        ("chongzu", {"bank"}, "重组"),
    ],
)
def test_pinyin_of_titles(opened: Page, query: str, expected: set[str], as_written: str) -> None:
    assert search(opened, query) == (set(), expected)
    assert reasons(opened) == [f"按拼音“{query.lower()}”查找，标题中有“{as_written}”"]
    assert opened.locator("a.search-widened mark").all_inner_texts() == [as_written]


def test_what_no_title_sounds_like_is_not_found(page: Page) -> None:
    for query in ["yinxing", "zhongzu", "ongjijin", "g", "gjjx", "gongjijinx", "gjj2020"]:
        assert search(page, query) == (set(), set()), query
    assert search(page, "gjj 提取") == (set(), {"fund"})
    assert search(page, "gjj 农田") == (set(), set())


def test_facets_cover_widened_hits_too(page: Page) -> None:
    search(page, "低保")
    label = page.locator("[data-facet='agency'] label")
    assert label.all_inner_texts() == ["财政局（2）", "档案馆（1）"]
    page.locator("input[value='档案馆']").check()
    assert ended(page) == 0
    assert names(page, "result") == []
    assert names(page, "widened") == ["zuidi"]
    assert page.is_hidden("[data-search-near]")


def near(page: Page, query: str) -> list[str]:
    assert search(page, query) == (set(), set())
    assert links(page) == []
    return names(page, "near")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("公积全", "fund"),  # a wrong character
        ("公几金", "fund"),  # a wrong character in the middle
        ("公基金", "fund"),  # of the same sound
        ("住房积金", "fund"),  # one left out
        ("怎么支取住房公积金呢", "fund"),  # a whole question
        ("政務公开耍点", "simple"),  # and in two spellings
        ("示财〔2020〕13号", "number"),  # a number that is not there
    ],
)
def test_near_ones_are_offered_apart(opened: Page, query: str, first: str) -> None:
    assert near(opened, query)[0] == first
    section = opened.locator("[data-search-near]")
    assert section.locator("h2").inner_text() == "相近的信息"
    assert "不含您输入的全部内容" in section.inner_text()
    assert (
        opened.locator("a.search-near mark").count()
        + opened.locator("[data-search-near] .search-excerpt mark").count()
    )


def test_the_same_sound_is_that_of_whole_syllables(page: Page) -> None:
    """供水 is gongshui, as 工社会 could be typed in short, but nobody takes one for the other."""
    assert near(page, "供水") == []
    assert search(page, "gongshui") == (set(), {"social"})


def test_of_several_terms_the_one_to_leave_out_is_offered(page: Page) -> None:
    assert search(page, "低保 绿色") == (set(), set())
    offered = page.locator("[data-search-shorter] a")
    assert offered.all_inner_texts() == ["只查找“绿色”（1 条）", "只查找“低保”（3 条）"]
    offered.nth(1).click()
    page.wait_for_url("**/search.html?q=%E4%BD%8E%E4%BF%9D")
    assert ended(page) == 2


def test_nothing_near_leaves_the_ways_on(page: Page) -> None:
    for query in ["不存在的词语龘", "zzzzqqq", "《》！", "龘"]:
        assert near(page, query) == []
        assert page.is_hidden("[data-search-near]")
        assert status(page).startswith("没有找到符合条件的信息。")
    ways = page.locator(".search-help a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert {"by/category/index.html", "by/agency/index.html", "about/contacts.html"} <= set(ways)


def test_without_words_and_sounds_the_search_still_finds(
    site: Path, tmp_path: Path, context: BrowserContext, serve: Serve, engine: Engine
) -> None:
    shutil.copytree(site, tmp_path / "site")
    sounds = {"pagefind": "pinyin.json", "bigram": "sounds.bin"}[engine]
    for name in ("words.bin", sounds):
        (tmp_path / "site" / "search" / name).unlink()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{serve(tmp_path / 'site')}search.html")
    assert search(page, "低保") == ({"dibao", "both"}, set())
    assert search(page, "gjj") == (set(), set())
    assert near(page, "公积全") == ["fund"]
    page.close()
    assert errors == []
