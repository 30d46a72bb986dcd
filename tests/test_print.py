"""A printed page is a document: read back from the PDF that Chromium prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import normalize

import pypdf
import pytest
from playwright.sync_api import Browser, Page

Serve = Callable[[Path], str]
A4 = (595, 842)
"""Width and height in points."""
SCREEN_ONLY = (
    "显示设置",
    "长者模式",
    "栏目",
    "跳到正文",
    "网站地图",
    "主办单位",
    "当前位置",
    "本页内容",
    "对本信息有异议",
    "引用本页",
    "怎样核对",
)


@pytest.fixture(scope="module")
def tab(browser: Browser, serve: Serve, sample_site: Path) -> Iterator[Page]:
    context = browser.new_context(base_url=serve(sample_site))
    yield context.new_page()
    context.close()


def printed(tab: Page, address: str, file: Path) -> tuple[list[str], list[tuple[int, int]]]:
    """The text of each printed page without white space, and each page's size in points."""
    tab.goto(address)
    tab.pdf(path=file, prefer_css_page_size=True)
    pages = pypdf.PdfReader(file).pages
    # Chromium writes some characters as the radicals that look like them.
    texts = [re.sub(r"\s", "", normalize("NFKC", page.extract_text())) for page in pages]
    return texts, [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages]


def test_a_record_is_printed_as_a_document(tab: Page, tmp_path: Path) -> None:
    texts, sizes = printed(tab, "finance-bureau/final-accounts-2025.html", tmp_path / "r.pdf")
    assert set(sizes) == {A4}
    text = "".join(texts)
    assert texts[0].index("示例市2025年市级财政决算") < 60, "the title comes first"
    for fact in (
        *("索引号11990000MB0000001M/2026-00012", "发布机构示例市财政局", "成文日期2026年7月30日"),
        *("文号无", "发布日期2026-08-1209:00", "有效性不适用", "核对日期:2026年11月2日"),
        *("2025年市级收入总计449000万元", "SHA-256"),
    ):
        assert fact in text, fact
    assert texts[0].startswith("—1—样例"), "a sample says so on paper too"
    assert texts[-1].endswith(
        "网址:https://www.example-city.example/zwgk/finance-bureau/final-accounts-2025.html"
    )
    for word in SCREEN_ONLY:
        assert word not in text, word
    for number, page in enumerate(texts, 1):
        assert page.startswith(f"—{number}—"), "pages are numbered"


def test_a_visitors_settings_do_not_change_what_is_printed(tab: Page, tmp_path: Path) -> None:
    address = "finance-bureau/final-accounts-2025.html"
    plain = printed(tab, address, tmp_path / "plain.pdf")
    tab.evaluate(
        "localStorage.setItem('disclosure-display', JSON.stringify({elder: true, contrast: true}))"
    )
    assert printed(tab, address, tmp_path / "elder.pdf") == plain
    tab.evaluate("localStorage.clear()")


def test_the_catalogue_is_printed_across_with_its_head_on_each_page(
    tab: Page, tmp_path: Path
) -> None:
    texts, sizes = printed(tab, "yangban-township/lists/catalogue.html", tmp_path / "c.pdf")
    assert set(sizes) == {(A4[1], A4[0])}
    assert len(texts) >= 3
    for page in texts[:-1]:
        assert "序号事项内容依据时限主体形式对象方式" in page


def test_a_service_guide_is_printed_with_its_four_blocks(tab: Page, tmp_path: Path) -> None:
    texts, sizes = printed(tab, "water-company/household-connection.html", tmp_path / "s.pdf")
    assert set(sizes) == {A4}
    text = "".join(texts)
    places = [text.index(block) for block in ("办事政策", "办事程序", "办事时限", "办事结果")]
    assert places == sorted(places)


def test_the_head_of_a_table_does_not_end_a_page(tab: Page, tmp_path: Path) -> None:
    tab.goto("due/index.html")
    heads, alone = 0, []
    for points in range(0, 480, 24):
        tab.evaluate(f"document.querySelector('h1').style.marginBottom = '{points}pt'")
        tab.pdf(path=tmp_path / "due.pdf", prefer_css_page_size=True)
        for page in pypdf.PdfReader(tmp_path / "due.pdf").pages:
            text = re.sub(r"\s", "", normalize("NFKC", page.extract_text()))
            heads += "最晚日期事项机关应当依据" in text
            if text.endswith("最晚日期事项机关应当依据"):
                alone.append(points)
    assert heads >= 20
    assert alone == []
