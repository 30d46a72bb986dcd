"""Releases that can be cited: `freeze` and its manifests, and when it refuses."""

from __future__ import annotations

import hashlib
import os
import re

import pytest

from disclosure.load import load
from disclosure.official import official_hash
from frozen_city import DAY, NEXT, PAGE, PLAN, REWORD, City
from small_city import OFFICE, Change, edit, put


def test_a_manifest(city: City) -> None:
    city.build()
    said = city.freeze()
    path = city.root / "releases" / f"{DAY}.txt"
    data = path.read_bytes()
    assert f"已生成版本清单 catalogue/releases/{DAY}.txt" in said
    assert hashlib.sha256(data).hexdigest() in said
    text = data.decode()
    version = re.search(
        r'"version": "([^"]+)"', (city.site / "assets/disclosure/release.js").read_text()
    )
    assert version is not None
    assert text.splitlines()[3:10] == [
        "name: 小城政务公开目录",
        "address: https://www.small-city.example/zwgk/",
        f"date: {DAY}",
        f"version: {version[1]}",
        "form: v1",
        f"pages: {len(city.manifest())}",
        "",
    ]
    head, _, last = text.removesuffix("\n").rpartition("\n")
    assert last == "sum: " + hashlib.sha256(f"{head}\n".encode()).hexdigest()
    searched = {
        page.relative_to(city.site).as_posix(): page.read_text("utf-8")
        for page in city.site.rglob("*.html")
        if "data-searched" in page.read_text("utf-8")
    }
    assert city.manifest() == {page: official_hash(html) for page, html in searched.items()}
    assert list(city.manifest()) == sorted(city.manifest())
    assert {"help.html", "city-office/plan.html", "law/index.html", PAGE} <= city.manifest().keys()


def test_the_same_again_writes_nothing(frozen: City) -> None:
    before = (frozen.root / "releases" / f"{DAY}.txt").read_bytes()
    said = frozen.freeze()
    assert "已经是这个版本的清单" in said
    assert [path.name for path in (frozen.root / "releases").iterdir()] == [f"{DAY}.txt"]
    assert (frozen.root / "releases" / f"{DAY}.txt").read_bytes() == before


def test_a_second_release_of_one_day_gets_a_number(city: City) -> None:
    city.build()
    city.freeze()
    first = (city.root / "releases" / f"{DAY}.txt").read_bytes()
    city.edit(REWORD)
    city.build()
    said = city.freeze()
    assert f"{DAY}-2.txt（{DAY} 的第 2 份，以前的不变）" in said
    assert (city.root / "releases" / f"{DAY}.txt").read_bytes() == first
    assert city.manifest(f"{DAY}-2")[PAGE] != city.manifest()[PAGE]
    city.build()
    assert city.since() == dict.fromkeys(city.manifest(), DAY)
    assert "2026年11月20日第2份" in (city.site / "releases/index.html").read_text("utf-8")
    assert city.run("check", "--strict").returncode == 0


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-11-09"), set()),
        (edit(f"{OFFICE}/agency.yml", "phone: 0000-5550103", "phone: 0000-5550999"), None),
        (
            edit(PLAN, "validity: in-force", "validity: repealed"),
            {PAGE},
        ),
        (
            put(f"{OFFICE}/files/plan.csv", "任务,完成\n"),
            {PAGE},
        ),
        (
            edit(f"{OFFICE}/catalogue.yml", "content: 年度发展计划", "content: 年度计划"),
            {"city-office/plan.html"},
        ),
        (
            edit(f"{OFFICE}/notices.yml", "- of: plan-2024", "- {of: plan-2026, kind: changed, "
                 "date: 2026-11-01, explanation: 更正一处}\n- of: plan-2024"),
            set(),
        ),
    ],
    ids=["confirmed", "phone", "validity", "attachment", "item", "notice"],
)  # fmt: skip
def test_what_changes_a_text(city: City, change: Change, changed: set[str] | None) -> None:
    city.build()
    city.freeze()
    old = city.manifest()
    city.edit(change)
    city.build()
    city.freeze()
    again = city.root / "releases" / f"{DAY}-2.txt"
    if changed is None:  # of an agency only its own pages and the city's telephone book
        new = city.manifest(f"{DAY}-2")
        assert {page for page in new if new[page] != old.get(page)} == {
            "city-office/index.html",
            "city-office/about/contact.html",
        }
    elif not changed:
        assert not again.exists()
    else:
        new = city.manifest(f"{DAY}-2")
        assert {page for page in new if new[page] != old.get(page)} == changed


def test_other_records_leave_a_text_alone(city: City) -> None:
    city.build()
    city.freeze()
    old = city.manifest()
    wrote = city.files[PLAN]
    assert isinstance(wrote, bytes)
    other = (
        wrote.decode()
        .replace("/2026-00001", "/2026-00009")
        .replace("小政办〔2026〕1号", "小政办〔2026〕9号")
    )
    city.edit(put(f"{OFFICE}/records/2026/plan-more.md", other))
    city.build()
    city.freeze()
    new = city.manifest(f"{DAY}-2")
    assert new == old | {"city-office/plan-more.html": new["city-office/plan-more.html"]}


def test_a_manifest_that_is_edited_after_a_clean_check_is_found(city: City) -> None:
    """That nothing was wrong is remembered; a manifest is part of what it was said of."""
    city.build()
    city.freeze()
    path = city.root / "releases" / f"{DAY}.txt"
    for file in city.root.rglob("*"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    for _ in range(2):
        assert city.run("check", "--strict").returncode == 0
    text = path.read_text("utf-8")
    path.write_text(text.replace(city.manifest()[PAGE], "0" * 64), "utf-8")
    done = city.run("check")
    assert done.returncode == 1
    assert f"catalogue/releases/{DAY}.txt:{len(text.splitlines())}:1 错误 C932" in done.stdout


def test_freeze_without_a_site(city: City) -> None:
    done = city.run("freeze")
    assert done.returncode == 2
    assert "site 里没有已发布的网站；请先运行 build" in done.stderr
    (city.site / "assets/disclosure").mkdir(parents=True)
    (city.site / "assets/disclosure/release.js").write_text("window.DISCLOSURE_RELEASE = 3;")
    assert city.run("freeze").returncode == 2


def test_freeze_of_a_site_that_is_not_that_of_the_catalogue(city: City) -> None:
    city.build()
    city.edit(REWORD)
    done = city.run("freeze")
    assert (done.returncode, done.stdout) == (2, "")
    assert "目录在 site 生成以后改动过；请先运行 build，再运行 freeze" in done.stderr
    city.build("--no-cache")
    done = city.run("freeze", "--lang", "en")
    assert done.returncode == 2
    assert "run build without --no-cache, then freeze" in done.stderr
    assert not (city.root / "releases").exists()


def test_freeze_for_a_day_that_is_not_that_of_the_site(city: City) -> None:
    city.build()
    done = city.run("freeze", "--on", NEXT)
    assert done.returncode == 2
    assert f"site 是 {DAY} 的版本，不是 {NEXT} 的；请先运行 build --on {NEXT}" in done.stderr
    assert city.freeze("--on", DAY)
    for day in ("2026-02-30", "20261120"):
        done = city.run("freeze", "--on", day)
        assert done.returncode == 2 and f"--on 的日期“{day}”不对" in done.stderr


def test_freeze_of_a_catalogue_with_errors(city: City) -> None:
    city.build()
    city.edit(edit(f"{OFFICE}/catalogue.yml", "  period: yearly", "  period: annually"))
    done = city.run("freeze")
    assert (done.returncode, done.stdout) == (1, "")
    assert "C503" in done.stderr and "没有生成版本清单" in done.stderr


def test_freeze_where_nothing_can_be_written(city: City) -> None:
    city.build()
    (city.root / "releases").write_text("x")
    done = city.run("freeze")
    assert done.returncode in (1, 2)
    assert done.stdout == ""


def test_the_catalogue_reads_what_freeze_writes(frozen: City) -> None:
    releases = load(frozen.root).catalogue.releases
    (manifest,) = releases.usable
    assert (manifest.id, manifest.facts and manifest.facts.pages) == (DAY, len(frozen.manifest()))
    standing = releases.of(PAGE)
    assert standing is not None and standing == (frozen.manifest()[PAGE], DAY)
    assert releases.of("nowhere.html") is None and releases.of("no/where.html") is None
