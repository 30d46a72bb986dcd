"""What is on the pages, made from a small catalogue without a shell."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from disclosure.checks import KINDS
from disclosure.model.catalogue import Agency, Catalogue, Record
from disclosure.pages import Page, site_files, site_pages
from disclosure.pages.law import anchor, articles, cited_places
from disclosure.pages.lists import LONG
from small_city import BUREAU, OFFICE, Change, drop, edit, put, read, sign

SECRET = "密级文件的内容"


def build(catalogue: Catalogue) -> dict[str, Page]:
    pages = list(site_pages(catalogue, KINDS))
    assert [a for a, n in Counter(page.address for page in pages).items() if n > 1] == []
    return {page.address: page for page in pages}


def city(folder: Path, *changes: Change) -> Catalogue:
    return read(folder, *changes).catalogue


def words(article: str) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", article)))


def targets(page: Page) -> list[str]:
    return re.findall(r'<a [^>]*href="([^"]*)"', page.article + page.aside)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return build(city(tmp_path_factory.mktemp("city")))


def test_the_order_is_always_the_same(tmp_path: Path) -> None:
    catalogue = city(tmp_path)
    turned = replace(catalogue, agencies=dict(reversed(catalogue.agencies.items())))
    assert list(site_pages(catalogue, KINDS)) == list(site_pages(turned, KINDS))


def test_the_addresses_of_an_agency(pages: dict[str, Page]) -> None:
    assert {a: p.kind for a, p in pages.items() if a.startswith("city-office/")} == {
        "city-office/index.html": "agency",
        "city-office/lists/catalogue.html": "catalogue",
        "city-office/lists/records.html": "list",
        "city-office/about/guide.html": "guide",
        "city-office/about/contact.html": "contact",
        "city-office/plan.html": "item",
        "city-office/seals.html": "item",
        "city-office/tunnels.html": "item",
        "city-office/plan-2026.html": "record",
        "city-office/plan-explained.html": "record",
        "city-office/use-of-seal.html": "service",
        "city-office/plan-2024.html": "notice",
    }


def test_the_addresses_of_the_city(pages: dict[str, Page]) -> None:
    own = {a for a in pages if not a.startswith(("city-office/", "water-bureau/"))}
    assert {a for a in own if not re.match(r"by/(category|form)/(?!index)", a)} == {
        "index.html", "search.html", "404.html",
        "by/category/index.html", "by/agency/index.html", "by/form/index.html",
        "lists/latest.html", "lists/services.html", "lists/2026.html", "lists/2025.html",
        "lists/changes.html", "lists/changes/2026-04.html", "lists/changes/2026-03.html",
        "lists/changes/2025-05.html", "about/map.html",
        "about/guide.html", "about/contacts.html", "about/rights.html", "about/coverage.html",
        "about/checks.html", "law/index.html",
    }  # fmt: skip
    assert len([a for a in own if a.startswith("by/category/")]) == 23 + 1
    assert len([a for a in own if a.startswith("by/form/")]) == 11 + 1


def test_each_page_is_sound_html(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        article = page.article
        assert article.startswith("<h1>"), address
        levels = [int(level) for level in re.findall(r"<h([1-6])", article)]
        assert levels.count(1) == 1, address
        assert all(b <= a + 1 for a, b in pairwise(levels)), address
        ids = re.findall(r' id="([^"]*)"', article)
        assert len(ids) == len(set(ids)), address
        assert " style=" not in article and "<script" not in article, address
        assert article.count("<table") == article.count("<caption"), address
        assert page.title == words(article[: article.index("</h1>")]), address
        if page.searched:
            forbidden = r"<(?:br|button|label|select|input|svg|form|noscript)\b| hidden"
            assert not re.search(forbidden, article), address


def test_only_the_404_page_has_absolute_links_of_the_site(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        absolute = [t for t in targets(page) if t.startswith("https://www.small-city.example/")]
        assert bool(absolute) is (address == "404.html"), address


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
    assert facts_of(rest) == [("信息种类", "规范性文件和公文"), ("所属事项", "发展计划")]
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


def test_coverage_says_who_lacks_what(tmp_path: Path) -> None:
    nil = "  - {category: penalties, reason: 今年没有, date: 2026-01-05, signed_by: 主任}\n"
    built = build(city(tmp_path, edit(f"{BUREAU}/agency.yml", nil, "")))
    text = words(built["about/coverage.html"].article)
    assert "应当说明46有公开事项4说明无此类信息41缺少1" in text
    assert "小城水务局：行政处罚" in text
    assert '<td class="missing">缺</td>' in built["about/coverage.html"].article
    assert "缺少：本机关既没有这一类的公开事项" in words(
        built["water-bureau/lists/catalogue.html"].article
    )


def test_a_closed_agency_says_so_and_is_not_counted(tmp_path: Path) -> None:
    closed = "closed: {date: 2026-05-01, basis: 小政〔2026〕2号, successor: city-office}\n"
    change = edit(
        f"{BUREAU}/agency.yml",
        "kind: department\n",
        f"kind: department\n{closed}",
    )
    built = build(city(tmp_path, change))
    assert "2026年5月1日依据小政〔2026〕2号撤销。职能由小城人民政府办公室承接。" in words(
        built["water-bureau/index.html"].article
    )
    assert "1个机关，23个类别" in words(built["about/coverage.html"].article)


def test_text_of_people_is_escaped(tmp_path: Path) -> None:
    evil = '<script>alert("1")</script>&amp;'
    name = edit(f"{OFFICE}/catalogue.yml", "name: 用印办理", f"name: '{evil}'")
    built = build(city(tmp_path, name))
    assert built["city-office/seals.html"].title == evil
    for address, page in built.items():
        assert "<script>" not in page.article, address


def test_long_years_are_split_by_month(tmp_path: Path) -> None:
    catalogue = city(tmp_path)
    office = catalogue.agencies["city-office"]
    one = office.record_by_id["plan-2026"]
    many = _copies(one, LONG + 1)
    pages = build(_with(catalogue, replace(office, records=(*office.records, *many))))
    assert {a for a in pages if "lists/2026" in a} == {
        *(f"{where}lists/2026.html" for where in ("", "city-office/")),
        *(f"{where}lists/2026/{m:02}.html" for where in ("", "city-office/") for m in (1, 2, 3)),
    }
    year = pages["lists/2026.html"]
    assert "共204条" in words(year.article)
    assert [t for t in targets(year) if t.startswith("../lists/2026/")] == [
        f"../lists/2026/{month:02}.html" for month in (3, 2, 1)
    ]
    assert pages["lists/2026/01.html"].article.count("<li>") == 101


def _copies(record: Record, count: int) -> Sequence[Record]:
    start = dt.datetime(2026, 1, 1, 9)
    return [
        replace(
            record,
            id=f"copy-{number:03}",
            head=record.head.model_copy(
                update={"published": start.replace(month=1 + number % 2), "attachments": ()}
            ),
        )
        for number in range(count)
    ]


def _with(catalogue: Catalogue, agency: Agency) -> Catalogue:
    return replace(catalogue, agencies={**catalogue.agencies, agency.id: agency})


def test_a_city_without_records_has_all_its_pages(tmp_path: Path) -> None:
    gone = (f"{OFFICE}/records/", f"{OFFICE}/services/", f"{BUREAU}/records/", f"{OFFICE}/files/")
    built = build(city(tmp_path, drop(*gone), drop(f"{OFFICE}/notices.yml"), sign))
    assert "目前还没有公开信息" in built["lists/latest.html"].article
    assert "目前还没有公开信息" in built["index.html"].article
    assert not [a for a in built if re.match(r"lists/\d", a)]


def test_the_regulation_has_an_anchor_for_every_citation(tmp_path: Path) -> None:
    catalogue = city(tmp_path)
    page = build(catalogue)["law/index.html"]
    ids = set(re.findall(r' id="([^"]*)"', page.article))
    pack = catalogue.pack
    citations = [entry.article for entry in (*pack.file.categories, *pack.file.forms)]
    citations += [entry.article for entry in (*pack.file.exemptions, *pack.file.rights)]
    citations += [entry.article for entry in (*pack.file.clocks, *pack.file.stages)]
    assert [c for c in citations if anchor(c) not in ids] == []
    assert cited_places(pack)["条例第七条第(十)项"] == "article-7-10"
    assert cited_places(pack)["条例第十二条第一款第(四)项"] == "article-12-4"
    assert cited_places(pack)["条例第十条第二款"] == "article-10-p2"
    text = words(page.article)
    for article in pack.articles:
        for paragraph in article.paragraphs:
            assert words(paragraph) in text
    assert [a.number for a in articles(pack)] == list(range(2, 22))


def test_the_basis_of_an_item_leads_to_the_article(pages: dict[str, Page]) -> None:
    assert "../law/index.html#article-7-1" in targets(pages["city-office/plan.html"])


def test_every_rule_has_its_anchor(pages: dict[str, Page]) -> None:
    ids = re.findall(r'<tr id="([^"]*)"', pages["about/checks.html"].article)
    assert ids == sorted(kind.code for kind in KINDS)


def test_every_link_leads_to_a_page(pages: dict[str, Page]) -> None:
    told = {feed.address for page in pages.values() for feed in page.feeds}
    known = {*pages, *told, "help.html", "city-office/files/plan.csv"}
    for address, page in pages.items():
        for target in targets(page):
            path = target.removeprefix("https://www.small-city.example/zwgk/").split("#")[0]
            path = path.split("?")[0]
            if not path or path.startswith(("tel:", "mailto:")):
                continue
            up = path.count("../")
            folder = address.split("/")[:-1]
            rest = path.replace("../", "")
            full = rest if address == "404.html" else "/".join([*folder[: len(folder) - up], rest])
            assert full in known, (address, target)
