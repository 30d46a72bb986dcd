"""Files to models: what a fault leaves standing, where it is placed, and what day it is."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from cases import BUREAU_FACTS, EXPLAINED, FACTS, GUIDE, HELP, ITEMS, NOTICES, PLAN, REGISTER, SEAL
from disclosure.load import load
from small_city import BUREAU, OFFICE, TODAY, Change, check, drop, edit, put, read, write


def test_everything_is_read(tmp_path: Path) -> None:
    loaded = read(tmp_path)
    catalogue = loaded.catalogue
    assert loaded.diagnostics == ()
    assert catalogue.root == "catalogue"
    assert (catalogue.gaps, list(catalogue.agencies)) == (
        frozenset(),
        ["city-office", "water-bureau"],
    )
    assert [pack.id for pack in catalogue.packs] == ["seed-province"]
    assert catalogue.prose_files == {"index.md", "help.md"}
    office = catalogue.agencies["city-office"]
    assert [item.id for item in office.items] == ["plan", "seals", "tunnels"]
    assert [record.id for record in office.records] == [
        "plan-2026",
        "plan-explained",
        "use-of-seal",
    ]
    assert [record.year for record in office.records] == [2026, 2026, None]
    assert (len(office.notices), len(office.registers), office.guide is None) == (1, 1, False)
    assert office.assets["files/plan.csv"].size == len("任务,完成\n道路,是\n".encode())
    assert (office.gaps, office.lost_items, office.lost_records) == (frozenset(), (), ())


def test_what_is_loaded_has_its_types(tmp_path: Path) -> None:
    office = read(tmp_path).catalogue.agencies["city-office"]
    plan = office.record_by_id["plan-2026"]
    assert plan.head.formed == dt.date(2026, 3, 1)
    assert plan.head.published == dt.datetime(2026, 3, 5, 9, 0)
    assert plan.head.events == {"approved": dt.date(2026, 3, 1)}
    assert office.item_by_id["seals"].entry.limit == "standing"
    limit = office.item_by_id["plan"].entry.limit
    assert (getattr(limit, "days", 0), getattr(limit, "after", "")) == (20, "approved")
    assert plan.place.at("attachments", 0, "path").line == 14
    assert plan.body_line == 20


@pytest.mark.parametrize(
    ("changes", "gaps"),
    [
        ([drop(FACTS)], {"agency"}),
        ([put(FACTS, b"\xff")], {"agency"}),
        ([put(FACTS, "- a\n")], {"agency"}),
        ([edit(FACTS, "name: 小城人民政府办公室\n", "")], {"agency"}),
        ([drop(ITEMS)], {"catalogue"}),
        ([put(ITEMS, "a: [")], {"catalogue"}),
        ([put(GUIDE, "x")], {"guide"}),
        ([put(NOTICES, "a: 1\n")], {"notices"}),
        ([edit(NOTICES, "of: plan-2024\n  ", "")], {"notices"}),
        ([put(PLAN, "x")], {"records"}),
        ([edit(PLAN, "kind: document\n", "")], {"records"}),
        ([put(REGISTER, "- a\n")], set()),
        ([edit(FACTS, "fax: 0000-5550102", "fax: 1")], set()),
    ],
)
def test_gaps(changes: list[Change], gaps: set[str], tmp_path: Path) -> None:
    loaded = read(tmp_path, *changes)
    assert loaded.catalogue.agencies["city-office"].gaps == gaps
    assert loaded.catalogue.agencies["water-bureau"].gaps == frozenset()
    assert len(loaded.diagnostics) == 1


def test_a_wrong_optional_field_is_left_out_and_the_rest_stays(tmp_path: Path) -> None:
    loaded = read(tmp_path, edit(ITEMS, "forms: [website, notice-board]", "forms: website"))
    plan = loaded.catalogue.agencies["city-office"].item_by_id["plan"]
    assert (plan.entry.name, plan.entry.forms, plan.entry.period) == ("发展计划", (), "yearly")
    assert not plan.place.sound("forms")
    assert plan.place.sound("period")


def test_a_wrong_required_field_loses_the_item_and_no_other(tmp_path: Path) -> None:
    loaded = read(tmp_path, edit(ITEMS, "name: 用印办理", "name: [用印办理]"))
    office = loaded.catalogue.agencies["city-office"]
    assert [item.id for item in office.items] == ["plan", "tunnels"]
    assert [(lost.id, lost.category) for lost in office.lost_items] == [
        ("seals", "organisation-and-services")
    ]


def test_a_lost_record_keeps_its_name(tmp_path: Path) -> None:
    office = read(tmp_path, put(SEAL, b"\xff")).catalogue.agencies["city-office"]
    assert [lost.id for lost in office.lost_records] == ["use-of-seal"]
    assert office.knows("use-of-seal")


def test_places_after_a_list_element_that_was_left_out(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        edit(FACTS, "departments:\n", "departments:\n  - secretariat\n  - [a]\n"),
        edit(FACTS, "phone: 0000-5550104", "phone: 5550104x"),
    )
    office = loaded.catalogue.agencies["city-office"]
    assert office.file is not None
    assert [department.id for department in office.file.departments] == ["secretariat", "services"]
    assert [(f.span.line, f.span.column) for f in loaded.diagnostics] == [(22, 5), (23, 5)]
    assert office.place.at("departments", 0, "id").line == 24
    assert office.place.at("departments", 1, "phone").line == 25
    found = check(
        tmp_path / "again",
        edit(FACTS, "departments:\n", "departments:\n  - *x\n"),
        edit(FACTS, "phone: 0000-5550104", "phone: 5550104x"),
    )
    assert [(f.code, f.span.line, f.span.column) for f in found] == [
        ("C008", 22, 5),
        ("C702", 24, 54),
    ]


def test_many_left_out_elements_of_one_list(tmp_path: Path) -> None:
    aliases = "".join("  - *x\n" for _ in range(12))
    loaded = read(tmp_path, edit(FACTS, "departments:\n", f"departments:\n{aliases}"))
    office = loaded.catalogue.agencies["city-office"]
    assert office.file is not None
    assert [department.id for department in office.file.departments] == ["secretariat", "services"]
    assert office.place.at("departments", 1).line == 35


def test_a_malformed_pack_leaves_no_pack_and_a_later_one_is_merely_missing(tmp_path: Path) -> None:
    loaded = read(tmp_path, edit("site.yml", "[seed-province]", "[nothing-like-it]"))
    assert (loaded.catalogue.packs, loaded.catalogue.gaps) == ((), {"packs"})
    second = read(
        tmp_path / "b", edit("site.yml", "[seed-province]", "[seed-province, nothing-like]")
    )
    assert [pack.id for pack in second.catalogue.packs] == ["seed-province"]
    assert second.catalogue.gaps == {"packs"}
    assert [(f.code, f.span.column) for f in second.diagnostics] == [("C104", 24)]


def test_an_unusable_site_file_stops_nothing_else(tmp_path: Path) -> None:
    loaded = read(tmp_path, put("site.yml", "name: [\n"), put(HELP, b"\xff"))
    assert loaded.catalogue.gaps == {"site"}
    assert [f.code for f in loaded.diagnostics] == ["C006", "C001"]
    assert [pack.id for pack in loaded.catalogue.packs] == ["seed-province"]


def test_an_empty_folder_is_a_finding(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert [(f.code, f.span.file) for f in loaded.diagnostics] == [
        ("C017", f"{tmp_path.name}/site.yml")
    ]
    assert loaded.catalogue.agencies == {}


def test_today_is_the_day_asked_for_then_the_samples_then_the_day_in_china(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path)
    assert load(root).catalogue.today == TODAY
    assert load(root, dt.date(2027, 1, 2)).catalogue.today == dt.date(2027, 1, 2)
    real = write(tmp_path / "real", edit("site.yml", "sample: true\n", ""))
    beijing = dt.timezone(dt.timedelta(hours=8))
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        before = dt.datetime.now(beijing).date()
        assert before <= load(real).catalogue.today <= dt.datetime.now(beijing).date()
    monkeypatch.delenv("TZ")
    time.tzset()


def test_files_are_named_from_the_parent_of_the_catalogue_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, put(HELP, b"\xff"))
    renamed = root.rename(tmp_path / "目录")
    assert [f.span.file for f in load(renamed).diagnostics] == ["目录/pages/help.md"]
    monkeypatch.chdir(tmp_path)
    assert [f.span.file for f in load(Path("目录")).diagnostics] == ["目录/pages/help.md"]


def test_an_own_pack_hides_the_built_in_one(tmp_path: Path) -> None:
    loaded = read(tmp_path, put("packs/seed-province/pack.yml", "name: x\n"))
    assert [(f.code, f.span.file) for f in loaded.diagnostics] == [
        ("C017", "catalogue/packs/seed-province/articles.yml")
    ]


def test_digest_is_that_of_the_reviews(tmp_path: Path) -> None:
    for agency in read(tmp_path).catalogue.agencies.values():
        for record in agency.records:
            assert {review.hash for review in record.head.review} == {record.digest}


def test_findings_of_two_agencies_do_not_mix(tmp_path: Path) -> None:
    found = check(
        tmp_path, drop(f"{OFFICE}/guide.md"), edit(BUREAU_FACTS, "level: municipal", "level: x")
    )
    assert [(f.code, f.span.file) for f in found] == [
        ("C710", f"catalogue/{OFFICE}/agency.yml"),
        ("C504", f"catalogue/{BUREAU}/agency.yml"),
    ]


def test_every_error_of_a_run_is_told_at_once(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        put(HELP, b"\xff"),
        edit(ITEMS, "period: yearly", "period: annually"),
        edit(PLAN, "formed: 2026-03-01", "formed: 2026-02-30"),
        edit(EXPLAINED, "explains: [plan-2026]", "explains: [plan-2027]"),
        put(REGISTER, "year: 2026\nrequests: x\n"),
    )
    assert [f.code for f in found] == ["C503", "C106", "C510", "C101", "C001"]
    assert found == sorted(found, key=lambda finding: finding.order)
