"""Which pages a city has, and how they hang together, made from a small catalogue without a shell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from disclosure.checks import KINDS
from disclosure.load import load
from disclosure.model.catalogue import Agency, Catalogue, Record
from disclosure.pages import Page, agency_plans, site_pages
from disclosure.pages.desk import desks_of
from disclosure.pages.law import anchor, articles, cited_places
from disclosure.pages.lists import LONG
from disclosure.pages.view import View, open_view
from page_builds import build, city, targets, words
from small_city import BUREAU, OFFICE, drop, edit, sign


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return build(city(tmp_path_factory.mktemp("city")))


def test_the_order_is_always_the_same(tmp_path: Path) -> None:
    catalogue = city(tmp_path)
    turned = replace(catalogue, agencies=dict(reversed(catalogue.agencies.items())))
    assert list(site_pages(catalogue, KINDS)) == list(site_pages(turned, KINDS))


def test_the_front_page_leads_to_the_catalogue_in_time(pages: dict[str, Page]) -> None:
    promises = pages["index.html"].article.partition("本网站的保证")[2].partition("</ul>")[0]
    for address in ("due/index.html", "lists/changes.html", "releases/index.html"):
        assert promises.count(f'href="{address}"') == 1, address


@pytest.mark.parametrize(
    ("fact", "instead", "told"),
    [
        ("sponsor: 小城人民政府\n", "sponsor: 小城人民政府\n", "小城人民政府"),
        ("sponsor: 小城人民政府\n", "operator: 小城数据局\n", "小城数据局"),
        ("contact: 0000-5550109\n", "", None),
    ],
)
def test_whom_to_ask_for_the_program_that_checks_a_page(
    tmp_path: Path, fact: str, instead: str, told: str | None
) -> None:
    catalogue = city(tmp_path, edit("site.yml", f"  {fact}", instead and f"  {instead}"))
    said = words(build(catalogue)["releases/index.html"].article)
    if told:
        assert f"从哪里取得程序，可以向{told}询问（联系方式：0000-5550109）。" in said
    else:
        assert "从哪里取得程序" not in said


def test_the_addresses_of_an_agency(pages: dict[str, Page]) -> None:
    assert {a: p.kind for a, p in pages.items() if a.startswith("city-office/")} == {
        "city-office/index.html": "agency",
        "city-office/lists/catalogue.html": "catalogue",
        "city-office/lists/records.html": "list",
        "city-office/lists/withheld.html": "list",
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
        "lists/latest.html", "lists/services.html", "lists/withheld.html", "lists/2026.html", "lists/2025.html",
        "due/index.html", "due/agency/city-office.html", "due/agency/water-bureau.html", "signage.html",
        "lists/changes.html", "lists/changes/2026-11.html", "lists/changes/2026-04.html", "lists/changes/2026-03.html",
        "lists/changes/2025-05.html", "about/map.html",
        "about/guide.html", "about/contacts.html", "about/rights.html", "about/coverage.html",
        "about/checks.html", "law/index.html", "releases/index.html",
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


def test_long_years_are_split_by_month(tmp_path: Path) -> None:
    catalogue = city(tmp_path)
    office = catalogue.agencies["city-office"]
    one = office.record_by_id["plan-2026"]
    many = _copies(one, LONG + 1)
    pages = build(_with(catalogue, replace(office, records=(*office.records, *many))))
    assert {a for a in pages if "lists/2026" in a} == {
        *(f"{where}lists/2026.html" for where in ("", "city-office/")),
        *(
            f"{where}lists/2026/{m:02}.html"
            for where in ("", "city-office/")
            for m in (1, 2, 3, 11)
        ),
    }
    year = pages["lists/2026.html"]
    assert "共204条" in words(year.article)
    assert [t for t in targets(year) if t.startswith("../lists/2026/")] == [
        f"../lists/2026/{month:02}.html" for month in (11, 3, 2, 1)
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


def test_every_rule_has_its_anchor(pages: dict[str, Page]) -> None:
    ids = re.findall(r'<tr id="([^"]*)"', pages["about/checks.html"].article)
    assert ids == sorted(kind.code for kind in KINDS)


def test_every_link_leads_to_a_page(pages: dict[str, Page]) -> None:
    told = {feed.address for page in pages.values() for feed in page.feeds}
    dues = {page.replace(".html", ".ics") for page in pages if page.startswith("due/agency/")}
    known = {*pages, *told, *dues, "due/city.ics", "help.html", "city-office/files/plan.csv"}
    known.add("assets/disclosure/licences.txt")
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


def test_a_page_shows_no_more_of_another_agency_than_its_frame() -> None:
    """What a page of an agency is made anew for; of records elsewhere it asks one by one."""
    catalogue = load(Path(__file__).parent.parent / "catalogue").catalogue
    whole = open_view(catalogue, KINDS)

    class Asking(View):
        def ask(self, what: str, home: str) -> str | None:
            return whole.ask(what, home)

    compared = 0
    for name in catalogue.agencies:
        agencies = {
            each: agency if each == name else replace(agency, records=(), assets={})
            for each, agency in catalogue.agencies.items()
        }
        alone = replace(catalogue, agencies=agencies)
        desks = desks_of(alone, drafts=False)
        view = Asking(alone, whole.kinds, desks, whole.explaining)
        pages = [plan.build() for plan in agency_plans(view, desks[name])]
        assert pages == [plan.build() for plan in agency_plans(whole, whole.desks[name])]
        compared += len(pages)
    assert compared > 300
