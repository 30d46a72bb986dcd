"""What stands on the page of an item, a record, a service, and of what is not public or gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from disclosure.checks import KINDS
from disclosure.pages import Page, site_files, site_pages
from page_builds import build, city, targets, words
from small_city import OFFICE, edit, put

SECRET = "密级文件的内容"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return build(city(tmp_path_factory.mktemp("city")))


def test_a_nil_return_stands_in_its_place(pages: dict[str, Page]) -> None:
    table = words(pages["water-bureau/lists/catalogue.html"].article)
    before, after = table.index("财政预算、决算报告"), table.index("社保基金和住房基金的征集使用")
    assert "管网改造工程" in table[before:after]
    assert "无此类信息：今年没有，由主任于2026年1月5日确认" in table[before:after]
    assert "无此类信息" in words(pages["by/category/penalties.html"].article)


def test_what_is_withheld_has_a_reason_and_no_content(tmp_path: Path) -> None:
    change = edit(
        f"{OFFICE}/catalogue.yml",
        "  name: 人防工程位置\n",
        f"  name: 人防工程位置\n  content: {SECRET}\n",
    )
    built = build(city(tmp_path, change))
    text = words(built["city-office/tunnels.html"].article)
    for part in (
        "不予公开（国家秘密）",
        "法律依据《中华人民共和国保守国家秘密法》第十三条",
        "2027年3月31日前重新评估",
    ):
        assert part in text
    assert [a for a, p in built.items() if SECRET in f"{p.article}{p.description}{p.facts}"] == []


def test_internal_items_and_their_records_are_nowhere(tmp_path: Path) -> None:
    group = "  audience: group\n  group: 本市单位\n"
    built = build(city(tmp_path, edit(f"{OFFICE}/catalogue.yml", group, "  audience: internal\n")))
    assert "city-office/seals.html" not in built
    assert "city-office/use-of-seal.html" not in built
    for address, page in built.items():
        assert "用印办理" not in page.article, address


def test_a_record_that_is_not_reviewed_is_neither_shown_nor_linked(tmp_path: Path) -> None:
    changed = edit(f"{OFFICE}/records/2026/plan-2026.md", "今年的目标见", "今年的目标改见")
    catalogue = city(tmp_path, changed)
    built = build(catalogue)
    assert "city-office/plan-2026.html" not in built
    for address, page in built.items():
        assert not [t for t in targets(page) if "plan-2026.html" in t], address
    assert list(site_files(catalogue)) == []
    drafts = {page.address for page in site_pages(catalogue, KINDS, drafts=True)}
    assert "city-office/plan-2026.html" in drafts


def test_the_files_are_those_of_published_records(tmp_path: Path) -> None:
    assert list(site_files(city(tmp_path))) == [
        ("city-office/files/plan.csv", "agencies/city-office/files/plan.csv")
    ]


def facts_of(html: str) -> list[tuple[str, str]]:
    facts = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", html, re.DOTALL)
    return [(label, words(value)) for label, value in facts]


def test_the_official_header(pages: dict[str, Page]) -> None:
    page = pages["city-office/plan-2026.html"]
    header, rest = page.article.split("</dl>", 1)
    assert '<dl class="facts official-header">' in header
    assert facts_of(header) == [
        ("索引号", "11990000MB0000901Q/2026-00001"),
        ("分类", "发展规划"),
        ("发布机构", "小城人民政府办公室"),
        ("成文日期", "2026年3月1日"),
        ("名称", "小城2026年发展计划"),
        ("文号", "小政办〔2026〕1号"),
        ("发布日期", "2026-03-0509:00"),
        ("有效性", "有效"),
    ]
    assert "有效性：有效核对日期：2026年11月2日修订日期：2026-04-0110:00" in words(header)
    assert facts_of(rest) == [
        ("信息种类", "规范性文件和公文"),
        ("所属事项", "发展计划"),
        ("批准日期", "2026年3月1日"),
    ]
    assert page.numbers == ("小政办〔2026〕1号", "11990000MB0000901Q/2026-00001")
    assert page.facts == {
        "agency": "小城人民政府办公室",
        "category": "发展规划",
        "form": "政府网站|政务公开栏",
        "rhythm": "日常性工作",
        "kind": "规范性文件和公文",
        "year": "2026",
        "validity": "有效",
        "date": "2026-03-05",
        "document_number": "小政办〔2026〕1号",
    }


def test_what_explains_and_what_is_explained_link_to_each_other(pages: dict[str, Page]) -> None:
    assert "../city-office/plan-explained.html" in targets(pages["city-office/plan-2026.html"])
    assert "../city-office/plan-2026.html" in targets(pages["city-office/plan-explained.html"])


def test_a_page_stands_where_something_went_away(pages: dict[str, Page]) -> None:
    page = pages["city-office/plan-2024.html"]
    assert (page.notice, page.searched, page.title) == (True, False, "原信息已被替代")
    text = words(page.article)
    assert "（索引号11990000MB0000901Q/2024-00001）" in text
    assert "2026年3月5日被替代已由新的计划替代现行信息：小城2026年发展计划" in text


def test_a_notice_of_something_that_stays_stands_above_its_text(tmp_path: Path) -> None:
    more = """\
- of: plan-2026
  kind: changed
  date: 2026-04-01
  explanation: 更正一处数字
- of: plan-explained
  kind: removed-personal-data
  date: 2026-04-02
  explanation: 含有个人信息
"""
    built = build(city(tmp_path, put(f"{OFFICE}/notices.yml", more)))
    text = words(built["city-office/plan-2026.html"].article)
    assert text.index("2026年4月1日变更更正一处数字") < text.index("索引号")
    removed = built["city-office/plan-explained.html"]
    assert (removed.kind, removed.notice) == ("notice", True)
    assert "解读" not in removed.article
    assert "plan-explained" not in built["city-office/plan-2026.html"].article


def test_a_service_has_its_four_blocks(pages: dict[str, Page]) -> None:
    article = pages["city-office/use-of-seal.html"].article
    blocks = [h for h in re.findall(r"<h2[^>]*>(.*?)</h2>", article) if h.startswith("办事")]
    assert blocks == ["办事政策", "办事程序", "办事时限", "办事结果"]
    assert "综合窗口办理，时限：当场" in words(article)


def test_text_of_people_is_escaped(tmp_path: Path) -> None:
    evil = '<script>alert("1")</script>&amp;'
    name = edit(f"{OFFICE}/catalogue.yml", "name: 用印办理", f"name: '{evil}'")
    built = build(city(tmp_path, name))
    assert built["city-office/seals.html"].title == evil
    for address, page in built.items():
        assert "<script>" not in page.article, address


def test_the_basis_of_an_item_leads_to_the_article(pages: dict[str, Page]) -> None:
    assert "../law/index.html#article-7-1" in targets(pages["city-office/plan.html"])
