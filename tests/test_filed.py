"""The hash of a catalogue, with whom it is filed, and what pages say of that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cases import BUREAU_FACTS, FACTS, ITEMS, OLD, PLAN, WORKS, filed_before, text_of, unfiled
from disclosure.model.catalogue import Catalogue
from disclosure.model.filed import recipients
from page_builds import build, city, words
from small_city import Change, edit


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return city(tmp_path_factory.mktemp("city"))


def hash_of(folder: Path, *changes: Change) -> str:
    return city(folder, *changes).outlines["city-office"].catalogue_hash


PLAN_ITEM = text_of(ITEMS, "- id: plan", "- id: seals")
SAME: dict[str, list[Change]] = {
    "the order of items": [
        edit(ITEMS, PLAN_ITEM, ""),
        edit(ITEMS, "- id: tunnels", PLAN_ITEM + "- id: tunnels"),
    ],
    "the order of keys": [
        edit(
            ITEMS,
            "  name: 发展计划\n  content: 年度发展计划\n",
            "  content: 年度发展计划\n  name: 发展计划\n",
        )
    ],
    "the order of forms": [edit(ITEMS, "[website, notice-board]", "[notice-board, website]")],
    "how it is written": [
        edit(ITEMS, "  themes: [education]", "  # 说明\n  themes:\n    - education")
    ],
    "a default written out": [edit(ITEMS, "  themes: [education]", "  mode: proactive")],
    "full-width signs": [edit(ITEMS, "条例第七条第(一)项", "条例第七条第（一）项")],
    "a record": [edit(PLAN, "今年的目标见", "今年的目标改见")],
    "the content of what is withheld": [
        edit(ITEMS, "  name: 人防工程位置\n", "  name: 人防工程位置\n  content: 位置\n")
    ],
    "when it is looked at again": [edit(ITEMS, "2027-03-31", "2027-06-30")],
    "another day of a nil return": [
        edit(
            FACTS,
            "{category: donations, reason: 今年没有, date: 2026-01-05",
            "{category: donations, reason: 今年没有, date: 2026-02-05",
        )
    ],
    "a phone": [edit(FACTS, "0000-5550103", "0000-5550109")],
}
OTHER: dict[str, list[Change]] = {
    "a name": [edit(ITEMS, "name: 发展计划", "name: 发展规划")],
    "a limit": [edit(ITEMS, "days: 20", "days: 10")],
    "a form": [edit(ITEMS, "[website, notice-board]", "[website]")],
    "the content": [edit(ITEMS, "年度发展计划", "季度发展计划")],
    "the group": [edit(ITEMS, "group: 本市单位", "group: 本市居民")],
    "the ground of what is withheld": [edit(ITEMS, "》第十三条", "》第十四条")],
    "an item": [edit(ITEMS, PLAN_ITEM, "")],
    "the reason of a nil return": [edit(FACTS, "{category: donations, reason: 今年没有", "{category: donations, reason: 从来没有")],
    "the department": [edit(ITEMS, "department: services", "department: secretariat")],
    "the name of the department": [edit(FACTS, "name: 服务科,", "name: 服务处,")],
    "the name of the agency": [edit(FACTS, "name: 小城人民政府办公室", "name: 小城市人民政府办公室")],
}  # fmt: skip


def test_the_hash_is_the_one_that_it_always_was(small: Catalogue) -> None:
    """Hashes stand in the files of agencies: what goes into v1 never changes."""
    hashes = {name: outline.catalogue_hash for name, outline in small.outlines.items()}
    assert hashes == {
        "city-office": "v1:548de3d3a5c308a705f27caa91b55e52369e8be78c07fab9f09be6f95a4a8b7b",
        "water-bureau": "v1:faac90998fa682c5e91cefc484474e1d4a0cf03c87f73420a8c304ca4dc95c93",
    }


@pytest.mark.parametrize("name", SAME)
def test_what_does_not_change_the_hash(name: str, tmp_path: Path, small: Catalogue) -> None:
    assert hash_of(tmp_path, *SAME[name]) == small.outlines["city-office"].catalogue_hash


@pytest.mark.parametrize("name", OTHER)
def test_what_changes_the_hash(name: str, tmp_path: Path, small: Catalogue) -> None:
    assert hash_of(tmp_path, *OTHER[name]) != small.outlines["city-office"].catalogue_hash


def test_an_internal_item_is_no_part_of_it(tmp_path: Path) -> None:
    inner = edit(ITEMS, "  audience: group\n  group: 本市单位\n", "  audience: internal\n")
    other = edit(ITEMS, "用印的条件和程序", "另一种内容")
    assert hash_of(tmp_path / "one", inner) == hash_of(tmp_path / "two", inner, other)


def test_a_catalogue_that_is_not_whole_has_none(tmp_path: Path) -> None:
    assert hash_of(tmp_path, edit(ITEMS, "days: 20", "days: many")) == ""


def receivers(small: Catalogue, **facts: object) -> list[tuple[str, str | None]] | None:
    """With whom an agency with these facts files: an outline of the small city, changed."""
    bureau = replace(small.outlines["water-bureau"], **facts)  # type: ignore[arg-type]
    others = {**small.outlines, "water-bureau": bureau}
    # Under the bureau is an office, and under that is another.
    others["office"] = replace(bureau, id="office", parent="water-bureau", kind="department")
    others["station"] = replace(bureau, id="station", parent="office", kind="public-enterprise")
    asked = others[str(facts.get("id", "water-bureau"))]
    found = recipients(small.pack.file, asked, others.get, small.site.bodies)
    return None if found is None else [(each.role, each.body) for each in found]


def test_with_whom_it_is_filed(small: Catalogue) -> None:
    both = [("government", "city-office"), ("supervisor", "commission")]
    assert receivers(small) == both
    assert receivers(small, kind="authorised-organisation") == both
    assert receivers(small, kind="government") == [("government", "city-office")]
    assert receivers(small, parent="province") == [("government", "province"), both[1]]
    assert receivers(small, parent="province", supervisor="province") == [
        ("government", "province")
    ]
    assert receivers(small, closed=True) == []
    assert receivers(small, parent=None) == [("government", None), both[1]]
    assert receivers(small, supervisor=None) == [both[0], ("supervisor", None)]


def test_below_a_department_it_is_filed_with_the_government_above(small: Catalogue) -> None:
    station = small.outlines["water-bureau"]
    others = {**small.outlines, "station": replace(station, id="station", parent="water-bureau")}
    found = recipients(small.pack.file, others["station"], others.get, small.site.bodies)
    assert found and [each.body for each in found] == ["city-office", "commission"]


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "departement"},
        {"parent": "provinse"},
        {"supervisor": "comission"},
        {"parent": "water-bureau"},
    ],
    ids=str,
)
def test_where_the_files_are_wrong_nobody_is_named(
    small: Catalogue, facts: dict[str, object]
) -> None:
    assert receivers(small, **facts) is None


def test_pages_say_with_whom_it_is_filed(small: Catalogue) -> None:
    pages = build(small)
    assert (
        "目录备案情况报送机关报送日期回执文号核对结果"
        "小城人民政府办公室2026年1月20日小备〔2026〕1号与现行目录一致"
        "小城监察机关2026年1月20日小监备〔2026〕1号与现行目录一致"
    ) in words(pages["water-bureau/index.html"].article)
    listed = words(pages["water-bureau/lists/catalogue.html"].article)
    digest = small.outlines["water-bureau"].catalogue_hash
    assert (
        "依照条例第十一条第二款，本机关的目录报小城人民政府办公室、小城监察机关备案。"
        "现行目录与备案的目录一致。"
    ) in listed
    assert f"小备〔2026〕1号{digest}与现行目录一致" in listed
    assert f"现行目录的校验值：{digest}。" in listed


def test_pages_say_that_a_catalogue_changed_since(tmp_path: Path) -> None:
    pages = build(city(tmp_path, filed_before(BUREAU_FACTS)))
    assert "小监备〔2026〕1号与现行目录不一致，应当重新报送" in words(
        pages["water-bureau/index.html"].article
    )
    listed = words(pages["water-bureau/lists/catalogue.html"].article)
    assert "备案以后目录有变动，应当重新报送备案。" in listed and OLD in listed


def test_pages_say_what_is_not_filed(tmp_path: Path) -> None:
    commission = text_of(BUREAU_FACTS, "  - {to: commission", "\n") + "\n"
    pages = build(city(tmp_path / "one", edit(BUREAU_FACTS, commission, "")))
    assert "小城监察机关——尚未备案" in words(pages["water-bureau/index.html"].article)
    assert "目录还没有报小城监察机关备案。" in words(
        pages["water-bureau/lists/catalogue.html"].article
    )
    none = build(city(tmp_path / "two", unfiled))
    assert "目录还没有报小城人民政府办公室、小城监察机关备案。" in words(
        none["water-bureau/lists/catalogue.html"].article
    )


def test_pages_tell_of_earlier_filings(tmp_path: Path) -> None:
    more = (
        "filings:\n  - {to: province, date: 2024-02-01}\n  - {to: commission, date: 2025-02-01}\n"
    )
    pages = build(city(tmp_path, edit(BUREAU_FACTS, "filings:\n", more)))
    listed = words(pages["water-bureau/lists/catalogue.html"].article)
    assert (
        "小城监察机关2025年2月1日——已重新报送小省人民政府2024年2月1日——现在不向该机关备案" in listed
    )
    assert "2024年2月1日" not in words(pages["water-bureau/index.html"].article)


def test_pages_of_an_abolished_agency_tell_what_was_filed(tmp_path: Path) -> None:
    closed = "closed: {date: 2026-10-01, basis: 机构改革方案}\nnil_returns:"
    pages = build(city(tmp_path, edit(BUREAU_FACTS, "nil_returns:", closed)))
    assert "小监备〔2026〕1号与现行目录一致" in words(pages["water-bureau/index.html"].article)
    assert "依照条例第十一条第二款" not in words(pages["water-bureau/lists/catalogue.html"].article)


def test_a_change_of_the_catalogue_shows_on_the_page(tmp_path: Path) -> None:
    """Filed before the change: the small city files anew, so the hash is put in by hand."""
    before = city(tmp_path / "one").outlines["water-bureau"].catalogue_hash
    root = tmp_path / "two"
    changed = city(root, edit(WORKS, "content: 招标和验收情况", "content: 招标、施工和验收情况"))
    after = changed.outlines["water-bureau"].catalogue_hash
    assert before != after
    assert after in words(build(changed)["water-bureau/lists/catalogue.html"].article)
