"""What Atom feeds tell: every change once, stable, and nothing that the pages do not show."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from atom_reader import ATOM, faults
from disclosure.exports import feeds
from disclosure.model.catalogue import Catalogue
from small_city import OFFICE, OFFICE_CODE, Change, edit, put, read, sign

SMALL = "https://www.small-city.example/zwgk/"
REMOVAL = f"""\
- {{of: plan-explained, kind: changed, date: 2026-03-20, explanation: SECRET-EARLIER}}
- of: plan-explained
  kind: removed-personal-data
  date: 2026-05-01
  explanation: SECRET-WHY
  index_number: {OFFICE_CODE}/2026-00002
"""


def city(folder: Path, *changes: Change) -> Catalogue:
    return read(folder, *changes).catalogue


def notices(text: str) -> Change:
    return put(f"{OFFICE}/notices.yml", text)


def entries(catalogue: Catalogue, address: str = "feeds/city.xml") -> list[dict[str, str]]:
    """The facts of each entry of a feed, by element."""
    root = ET.fromstring(dict(feeds(catalogue))[address])
    return [
        {
            child.tag.removeprefix(ATOM): (child.text or "").strip()
            for child in entry
            if child.tag not in (f"{ATOM}author", f"{ATOM}link", f"{ATOM}category")
        }
        for entry in root.findall(f"{ATOM}entry")
    ]


def test_what_the_feed_of_the_city_holds(tmp_path: Path) -> None:
    assert entries(city(tmp_path)) == [
        {
            "id": f"{SMALL}city-office/use-of-seal.html",
            "title": "用印办理指南",
            "updated": "2026-11-16T09:00:00+08:00",
            "published": "2026-11-16T09:00:00+08:00",
            "summary": "用印的条件和程序",
        },
        {
            "id": f"{SMALL}city-office/plan-2026.html",
            "title": "小城2026年发展计划",
            "updated": "2026-04-01T10:00:00+08:00",
            "published": "2026-03-05T09:00:00+08:00",
            "summary": "年度发展计划",
        },
        {
            "id": f"{SMALL}city-office/plan-explained.html",
            "title": "发展计划解读",
            "updated": "2026-03-06T09:00:00+08:00",
            "published": "2026-03-06T09:00:00+08:00",
            "summary": "年度发展计划",
        },
        {
            "id": f"{SMALL}city-office/plan-2024.html#superseded-2026-03-05",
            "title": "被替代：小城人民政府办公室原公开的一条信息",
            "updated": "2026-03-05T00:00:00+08:00",
            "published": "2026-03-05T00:00:00+08:00",
            "summary": "已由新的计划替代",
        },
        {
            "id": f"{SMALL}water-bureau/pipes-bidding.html",
            "title": "管网改造工程招标公告",
            "updated": "2025-05-06T09:00:00+08:00",
            "published": "2025-05-06T09:00:00+08:00",
            "summary": "招标和验收情况",
        },
    ]


def test_the_head_of_a_feed_and_of_an_entry(tmp_path: Path) -> None:
    root = ET.fromstring(dict(feeds(city(tmp_path)))["feeds/agency/water-bureau.xml"])
    assert root.findtext(f"{ATOM}title") == "小城水务局：最新公开和变更"
    assert root.findtext(f"{ATOM}updated") == "2025-05-06T09:00:00+08:00"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "小城政务公开目录"
    assert root.findtext(f"{ATOM}generator") == "disclosure"
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "小城水务局"
    assert [
        (category.get("term"), category.get("label"), category.get("scheme"))
        for category in entry.findall(f"{ATOM}category")
    ] == [
        ("funds-and-procurement", "专项资金和采购", f"{SMALL}by/category/"),
        ("procurement", "采购和招投标", f"{SMALL}lists/latest.html"),
    ]


def test_a_category_tells_of_its_items_alone(tmp_path: Path) -> None:
    catalogue = city(
        tmp_path,
        edit(
            f"{OFFICE}/catalogue.yml",
            "category: organisation",
            "also: [licensing]\n  category: organisation",
        ),
        notices("- {of: seals, kind: changed, date: 2026-06-01, explanation: 改为当场办理}\n"),
    )
    told = {
        name: [
            entry["id"].removeprefix(SMALL)
            for entry in entries(catalogue, f"feeds/category/{name}.xml")
        ]
        for name in ("development-strategy", "organisation-and-services", "licensing", "penalties")
    }
    seals = ["city-office/use-of-seal.html", "city-office/seals.html#changed-2026-06-01"]
    assert told == {
        "development-strategy": ["city-office/plan-2026.html", "city-office/plan-explained.html"],
        "organisation-and-services": seals,
        "licensing": seals,
        "penalties": [],
    }


def test_a_feed_without_news_is_valid_and_no_younger_than_its_news(tmp_path: Path) -> None:
    data = dict(feeds(city(tmp_path)))["feeds/category/penalties.xml"]
    assert faults(data) == []
    assert ET.fromstring(data).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+08:00"


def test_of_what_was_removed_for_personal_data_only_the_fact_is_told(tmp_path: Path) -> None:
    catalogue = city(tmp_path, notices(REMOVAL))
    found = [e for e in entries(catalogue) if "plan-explained" in e["id"]]
    assert found == [
        {
            "id": f"{SMALL}city-office/plan-explained.html#removed-personal-data-2026-05-01",
            "title": "因保护个人信息删除：小城人民政府办公室原公开的一条信息",
            "updated": "2026-05-01T00:00:00+08:00",
            "published": "2026-05-01T00:00:00+08:00",
        }
    ]
    every = b"".join(data for _, data in feeds(catalogue)).decode()
    for word in ("SECRET", "发展计划解读", "2026-00002"):
        assert word not in every
    under = dict(feeds(catalogue))["feeds/category/development-strategy.xml"].decode()
    assert "plan-explained" not in under


def test_drafts_and_internal_and_withheld_things_are_in_no_feed(tmp_path: Path) -> None:
    draft = f"""\
---
item: plan
kind: report
title: SECRET-DRAFT
index_number: {OFFICE_CODE}/2026-00009
formed: 2026-05-01
published: 2026-05-02 09:00
confirmed: 2026-11-02
review: []
---

文。
"""
    catalogue = city(
        tmp_path,
        put(f"{OFFICE}/records/2026/draft.md", draft),
        edit(f"{OFFICE}/catalogue.yml", "audience: group\n  group: 本市单位", "audience: internal"),
        edit(
            f"{OFFICE}/catalogue.yml",
            "name: 人防工程位置",
            "name: 人防工程位置\n  content: SECRET-CONTENT",
        ),
        notices(
            "- {of: seals, kind: changed, date: 2026-06-01, explanation: SECRET-INTERNAL}\n"
            "- {of: draft, kind: changed, date: 2026-06-02, explanation: SECRET-NOTICE}\n"
            "- {of: tunnels, kind: changed, date: 2026-06-03, explanation: 依据有变动}\n"
        ),
    )
    every = b"".join(data for _, data in feeds(catalogue)).decode()
    assert "SECRET" not in every and "use-of-seal" not in every
    assert entries(catalogue)[0]["title"] == "变更：人防工程位置"
    assert "SECRET-DRAFT" in b"".join(d for _, d in feeds(catalogue, drafts=True)).decode()


def test_a_feed_holds_the_newest_fifty(tmp_path: Path) -> None:
    catalogue = city(tmp_path)
    office = catalogue.agencies["city-office"]
    plan = office.record_by_id["plan-2026"]
    start = dt.datetime(2026, 5, 1, 9)
    many = tuple(
        replace(
            plan,
            id=f"plan-{number}",
            head=plan.head.model_copy(
                update={"published": start + dt.timedelta(days=number), "revised": None}
            ),
        )
        for number in range(60)
    )
    full = replace(
        catalogue, agencies={**catalogue.agencies, "city-office": replace(office, records=many)}
    )
    for address in ("feeds/city.xml", "feeds/agency/city-office.xml"):
        ids = [entry["id"] for entry in entries(full, address)]
        assert ids == [f"{SMALL}city-office/plan-{n}.html" for n in range(59, 9, -1)]


def test_the_same_files_give_the_same_bytes_on_any_day(tmp_path: Path) -> None:
    catalogue = city(tmp_path)
    later = replace(
        catalogue,
        today=catalogue.today + dt.timedelta(days=400),
        agencies=dict(reversed(catalogue.agencies.items())),
    )
    assert dict(feeds(later)) == dict(feeds(catalogue))


def test_two_notices_of_one_day_are_two_entries(tmp_path: Path) -> None:
    line = "- {of: plan, kind: changed, date: 2026-06-01, explanation: 第%s项}\n"
    catalogue = city(tmp_path, notices(line % "一" + line % "二"))
    assert faults(dict(feeds(catalogue))["feeds/city.xml"]) == []
    assert {
        entry["id"].partition("#")[2]: entry["summary"]
        for entry in entries(catalogue)
        if "/plan.html" in entry["id"]
    } == {"changed-2026-06-01": "第一项", "changed-2026-06-01-2": "第二项"}


def test_text_that_is_markup_or_no_xml_stays_text(tmp_path: Path) -> None:
    catalogue = city(
        tmp_path,
        edit(f"{OFFICE}/catalogue.yml", "content: 年度发展计划", 'content: "<b>年度&计划</b> ]]>"'),
    )
    office = catalogue.agencies["city-office"]
    bad = tuple(
        replace(r, head=r.head.model_copy(update={"title": "计\ufffe划\x0b"}))
        for r in office.records
    )
    broken = replace(catalogue, agencies={"city-office": replace(office, records=bad)})
    first = entries(broken)[1]  # after the guide, which has the text of another item
    assert (first["title"], first["summary"]) == ("计划", "<b>年度&计划</b> ]]>")


def test_a_revised_record_comes_to_the_front_under_its_old_name(tmp_path: Path) -> None:
    path = "agencies/water-bureau/records/2025/pipes-bidding.md"
    new = edit(path, "confirmed: 2026-11-02", "revised: 2026-11-17 08:30\nconfirmed: 2026-11-18")
    before, after = entries(city(tmp_path / "a")), entries(city(tmp_path / "b", new, sign))
    assert after[0] == before[-1] | {"updated": "2026-11-17T08:30:00+08:00"}
