"""The page of what changed, month by month, and the map of the site."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from disclosure.model.catalogue import Catalogue
from disclosure.pages import Page, by_month, site_pages
from disclosure.pages.lists import LONG
from disclosure.pages.view import open_view
from site_text import PageFacts
from small_city import OFFICE, OFFICE_CODE, Change, edit, put, read, sign

FRONT = "lists/changes.html"


def city(folder: Path, *changes: Change) -> Catalogue:
    return read(folder, *changes).catalogue


def build(catalogue: Catalogue) -> dict[str, Page]:
    return {page.address: page for page in site_pages(catalogue, ())}


def told(page: Page) -> list[tuple[str, str, str]]:
    """Target, title and facts of each entry of a page."""
    found = re.findall(
        r'<p class="entry-title"><a href="([^"]*)">(.*?)</a></p>\s*<p class="entry-facts">(.*?)</p>',
        page.article,
    )
    return [(target, unescape(title), unescape(facts)) for target, title, facts in found]


def notices(text: str) -> Change:
    return put(f"{OFFICE}/notices.yml", text)


def linked(facts: PageFacts, page: str) -> set[str]:
    """The pages of the site that a page leads to."""
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(page), target.partition("#")[0]))
        for tag, _, target in facts.links
        if tag == "a" and target and not re.match("[a-z]+:|#", target)
    }


def test_the_front_page_shows_the_newest_month_and_leads_to_the_others(tmp_path: Path) -> None:
    pages = build(city(tmp_path))
    front = pages[FRONT]
    assert front.kind == "list" and "<h2>2026年11月，共1条</h2>" in front.article
    office = "小城人民政府办公室"
    revised = ("2026年4月1日 · 修订 · " + office,)
    guide = ("用印办理指南", "2026年11月16日 · 新公开 · " + office)
    assert told(front) == [("../city-office/use-of-seal.html", *guide)]
    assert re.findall(r'<li><a href="([^"]*)">([^<]*)</a></li>', front.article) == [
        ("../lists/changes/2026-04.html", "2026年4月（1条）"),
        ("../lists/changes/2026-03.html", "2026年3月（3条）"),
        ("../lists/changes/2025-05.html", "2025年5月（1条）"),
    ]
    assert told(pages["lists/changes/2026-04.html"]) == [
        ("../../city-office/plan-2026.html", "小城2026年发展计划", *revised)
    ]
    assert told(pages["lists/changes/2026-03.html"]) == [
        (
            "../../city-office/plan-explained.html",
            "发展计划解读",
            "2026年3月6日 · 新公开 · " + office,
        ),
        (
            "../../city-office/plan-2026.html",
            "小城2026年发展计划",
            "2026年3月5日 · 新公开 · " + office,
        ),
        (
            "../../city-office/plan-2024.html",
            f"{office}原公开的一条信息",
            "2026年3月5日 · 被替代 · " + office,
        ),
    ]
    assert "<p>已由新的计划替代</p>" in pages["lists/changes/2026-03.html"].article
    assert "共3条" in pages["lists/changes/2026-03.html"].article


def test_a_new_record_changes_its_month_and_the_front_page_alone(tmp_path: Path) -> None:
    plan = f"{OFFICE}/records/2026/plan-explained.md"
    text = read_text(tmp_path / "x", plan)
    new = text.replace(f"{OFFICE_CODE}/2026-00002", f"{OFFICE_CODE}/2026-00009")
    for published, changed in (
        ("2026-03-07 09:00", {FRONT, "lists/changes/2026-03.html"}),
        ("2026-05-07 09:00", {FRONT, "lists/changes/2026-05.html"}),
        ("2026-04-07 09:00", {FRONT, "lists/changes/2026-04.html"}),
    ):
        add = put(
            f"{OFFICE}/records/2026/another.md",
            new.replace("published: 2026-03-06 09:00", f"published: {published}"),
        )
        before = build(city(tmp_path / f"{published[:10]}-a"))
        after = build(city(tmp_path / f"{published[:10]}-b", add, sign))
        assert {
            address
            for address in before.keys() | after.keys()
            if address.startswith("lists/changes") and before.get(address) != after.get(address)
        } == changed


def read_text(folder: Path, path: str) -> str:
    city(folder)
    return (folder / "catalogue" / path).read_text("utf-8")


def test_a_long_month_is_set_under_its_agencies(tmp_path: Path) -> None:
    catalogue = city(tmp_path)
    agencies = dict(catalogue.agencies)
    for name, thing, count in (
        ("city-office", "plan-2026", LONG),
        ("water-bureau", "pipes-bidding", 1),
    ):
        record = agencies[name].record_by_id[thing]
        head = record.head.model_copy(
            update={"published": dt.datetime(2026, 6, 1, 9), "revised": None}
        )
        many = tuple(replace(record, id=f"copy-{n:03}", head=head) for n in range(count))
        agencies[name] = replace(agencies[name], records=many)
    page = build(replace(catalogue, agencies=agencies))["lists/changes/2026-06.html"]
    assert re.findall("<h2>(.*?)</h2>", page.article) == [
        f"小城人民政府办公室（{LONG}条）",
        "小城水务局（1条）",
    ]
    assert f"共{LONG + 1}条" in page.article and len(told(page)) == LONG + 1
    assert "小城水务局" not in told(page)[-1][2]


def test_a_revision_that_a_notice_of_its_day_explains_is_told_once(tmp_path: Path) -> None:
    line = "- {of: plan-2026, kind: changed, date: 2026-04-0%d, explanation: 更正笔误}\n"
    for day, kinds in ((1, ["变更"]), (2, ["变更", "修订"])):
        page = build(city(tmp_path / str(day), notices(line % day)))["lists/changes/2026-04.html"]
        assert [facts.split(" · ")[1] for _, _, facts in told(page)] == kinds
        assert "<p>更正笔误</p>" in page.article


def test_of_what_was_removed_for_personal_data_only_the_fact_is_told(tmp_path: Path) -> None:
    catalogue = city(
        tmp_path,
        notices(
            "- {of: plan-explained, kind: changed, date: 2026-03-20, explanation: SECRET-EARLIER}\n"
            "- {of: plan-explained, kind: removed-personal-data, date: 2026-05-01, "
            "explanation: SECRET-WHY}\n"
        ),
    )
    pages = build(catalogue)
    assert told(pages["lists/changes/2026-05.html"]) == [
        (
            "../../city-office/plan-explained.html",
            "小城人民政府办公室原公开的一条信息",
            "2026年5月1日 · 因保护个人信息删除 · 小城人民政府办公室",
        )
    ]
    every = "".join(p.article for a, p in pages.items() if a.startswith("lists/changes"))
    assert "SECRET" not in every and "发展计划解读" not in every


def test_no_word_depends_on_today(tmp_path: Path) -> None:
    catalogue = city(tmp_path)
    later = replace(catalogue, today=catalogue.today + dt.timedelta(days=300))
    for address, page in build(catalogue).items():
        if address.startswith("lists/changes") or address == "about/map.html":
            assert build(later)[address] == page


def test_a_city_without_records_says_so(tmp_path: Path) -> None:
    catalogue = city(tmp_path)
    bare = {
        name: replace(agency, records=(), notices=()) for name, agency in catalogue.agencies.items()
    }
    pages = build(replace(catalogue, agencies=bare))
    assert "目前还没有公开信息" in pages[FRONT].article
    assert [a for a in pages if a.startswith("lists/changes/")] == []


def test_what_changed_this_month_is_one_action_from_home(pages: dict[str, PageFacts]) -> None:
    for page in ("index.html", "lists/latest.html", "about/map.html"):
        assert FRONT in linked(pages[page], page)
    assert "2026年11月，共11条" in pages[FRONT].text
    months = {a for a in pages if a.startswith("lists/changes/")}
    assert months - {"lists/changes/2026-11.html"} <= linked(pages[FRONT], FRONT)


def test_every_record_is_told_of_in_its_month(pages: dict[str, PageFacts]) -> None:
    months = [a for a in pages if a.startswith("lists/changes/")]
    shown = {target for address in months for target in linked(pages[address], address)}
    records = {
        address
        for address, facts in pages.items()
        if facts.metas["disclosure:kind"] in ("record", "service", "notice")
    }
    assert records and records <= shown


def test_the_map_leads_to_every_column(pages: dict[str, PageFacts]) -> None:
    """Everything but single things and the months of the changes, which have lists of their own."""
    single = ("item", "record", "service", "notice", "moved", "notfound")
    columns = {
        address
        for address, facts in pages.items()
        if facts.metas["disclosure:kind"] not in single
        and not address.startswith("lists/changes/")
        and address != "about/map.html"
    }
    assert len(columns) > 80
    assert columns - linked(pages["about/map.html"], "about/map.html") == set()


def test_the_map_leads_to_every_feed(pages: dict[str, PageFacts], sample_site: Path) -> None:
    feeds = {p.relative_to(sample_site).as_posix() for p in sample_site.glob("feeds/**/*.xml")}
    assert feeds <= linked(pages["about/map.html"], "about/map.html")


def test_every_pack_and_prose_page_is_on_the_map(tmp_path: Path) -> None:
    catalogue = city(tmp_path, put("pages/more/contact-us.md", "# 联系我们\n\n文字\n"))
    page = build(catalogue)["about/map.html"]
    for target, title in (
        ("help.html", "帮助"),
        ("more/contact-us.html", "联系我们"),
        ("law/index.html", f"《{catalogue.pack.file.name}》"),
    ):
        assert f'<a href="../{target}">{title}</a>' in page.article


def test_a_citizen_on_a_phone_without_scripts_finds_what_changed(
    sample_site: Path, serve: Callable[[Path], str], browser: Browser
) -> None:
    """Home, the month, an earlier month, a record: three links, nothing wider than the screen."""
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, java_script_enabled=False, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(serve(sample_site))
    page.get_by_role("link", name="最近变化").first.click()
    assert page.locator("h1").inner_text() == "最近变化"
    assert page.locator("h2").first.inner_text() == "2026年11月，共11条"
    assert page.locator("ul.entries > li").count() == 11
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="2026年10月（25条）").click()
    assert page.locator("ul.entries > li").count() == 25
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="示例市2025年市级财政决算").click()
    assert page.locator("h1").inner_text() == "示例市2025年市级财政决算"
    page.goto(f"{serve(sample_site)}about/map.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


PLAN = f"{OFFICE}/records/2026/plan-2026.md"
EXPLAINED = f"{OFFICE}/records/2026/plan-explained.md"


@pytest.mark.parametrize(
    ("change", "months"),
    [
        (edit(PLAN, "目标见", "任务见"), set()),
        (edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-11-03"), {3, 4}),
        (edit(PLAN, "title: 小城", "title: 新城"), {3, 4}),
        (edit(PLAN, "revised: 2026-04-01", "revised: 2026-06-01"), {3, 4, 6}),
        (edit(EXPLAINED, "title: 发展", "title: 建设"), {3}),
        (edit(EXPLAINED, "published: 2026-03-06", "published: 2026-05-06"), {3, 5}),
        (edit(f"{OFFICE}/notices.yml", "已由新的", "已经由新的"), {3}),
        (edit(f"{OFFICE}/notices.yml", "date: 2026-03-05", "date: 2026-02-05"), {2, 3}),
    ],
)
def test_a_month_of_an_agency_has_another_digest_when_something_in_it_is_another(
    tmp_path: Path, change: Change, months: set[int]
) -> None:
    """What happened in a month is told with the card of its record, as the lists show it."""
    then, now = (
        by_month(open_view(city(tmp_path / name, *edits, sign), ()).desks["city-office"])
        for name, edits in (("then", ()), ("now", (change,)))
    )
    assert {month for month, _ in then.items() ^ now.items()} == {(2026, m) for m in months}
