"""What pages say of releases: since when a text stands, how it is cited, which manifests there are."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest

from city_builds import build, differing
from disclosure.cli import main
from frozen_city import DAY, NEXT, PAGE, PLAN, REWORD, City
from small_city import BUREAU, OFFICE, edit


def test_every_page_of_a_manifest_says_since_when_it_stands(frozen: City) -> None:
    """What is hashed while a page is made is what is hashed in the finished page."""
    assert frozen.since() == dict.fromkeys(frozen.manifest(), DAY)


def test_the_statement_is_not_part_of_the_text(frozen: City) -> None:
    assert frozen.run("verify", "site").returncode == 0


def test_how_a_page_is_cited(frozen: City) -> None:
    html = (frozen.site / PAGE).read_text("utf-8")
    assert (
        '<p class="citation">小城人民政府办公室. 小城2026年发展计划[EB/OL]. 2026-11-20版本. '
        "https://www.small-city.example/zwgk/city-office/plan-2026.html. "
        f"校验值 v1:{frozen.manifest()[PAGE]}</p>"
    ) in html


def test_the_page_of_releases(frozen: City) -> None:
    html = (frozen.site / "releases/index.html").read_text("utf-8")
    path = frozen.root / "releases" / f"{DAY}.txt"
    assert '<a href="../releases/2026-11-20.txt">2026年11月20日</a>' in html
    assert hashlib.sha256(path.read_bytes()).hexdigest() in html
    assert (frozen.site / "releases" / f"{DAY}.txt").read_bytes() == path.read_bytes()
    assert "releases/index.html" in (frozen.site / "about/map.html").read_text("utf-8")


def test_without_a_manifest_nothing_is_said(city: City) -> None:
    city.build()
    assert city.since() == {}
    assert "目前还没有版本清单" in (city.site / "releases/index.html").read_text("utf-8")


def test_a_changed_record_from_release_to_release(city: City) -> None:
    city.build()
    city.freeze()
    city.edit(REWORD)
    city.build("--on", NEXT)
    pages = city.manifest().keys()
    assert city.since() == dict.fromkeys(pages - {PAGE}, DAY)
    city.freeze()
    nodes = {path: path.stat().st_ino for path in city.site.rglob("*.html")}
    city.build("--on", NEXT)
    assert city.since() == dict.fromkeys(pages, DAY) | {PAGE: NEXT}
    made = {
        path.relative_to(city.site).as_posix()
        for path, node in nodes.items()
        if path.stat().st_ino != node
    }
    assert made - {"help.html"} == {PAGE, "releases/index.html"}
    old, new = city.manifest(), city.manifest(NEXT)
    assert {page for page in new if new[page] != old.get(page)} == {PAGE}
    # Back to the first text: the run of equal hashes is broken all the same.
    city.edit(edit(PLAN, "今年的新目标见", "今年的目标见"))
    city.build("--on", "2027-01-20")
    city.freeze()
    city.build("--on", "2027-01-20")
    assert city.manifest("2027-01-20") == old
    assert city.since()[PAGE] == "2027-01-20"
    assert city.since()["help.html"] == DAY


def test_a_site_with_manifests_is_the_same_with_and_without_the_cache(
    city: City, tmp_path: Path
) -> None:
    city.build()
    city.freeze()
    for number, change in enumerate(
        [REWORD, edit(f"{BUREAU}/agency.yml", "小城水务局", "小城水利局")]
    ):
        after = build(city.root, city.site)
        anew = build(city.root, tmp_path / f"anew-{number}", "--no-cache")
        assert differing(after, anew) == []
        city.edit(change)
    assert (
        differing(build(city.root, city.site), build(city.root, tmp_path / "x", "--no-cache")) == []
    )


@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_damaged_cache_of_manifests_does_no_harm(city: City, harm: str) -> None:
    city.build()
    city.freeze()
    old = city.root / "releases" / f"{DAY}.txt"
    os.utime(old, (1_700_000_000, 1_700_000_000))
    city.build()
    for path in (city.folder / ".cache").rglob("releases/*"):
        path.write_bytes(b"x") if harm == "cut" else path.unlink()
    city.edit(REWORD)
    city.build()
    assert city.since() == dict.fromkeys(city.manifest().keys() - {PAGE}, DAY)


def test_removed_for_personal_data(city: City) -> None:
    """Later manifests have no line of it, and earlier ones must give up its hash."""
    city.build()
    city.freeze()
    gone = "city-office/plan-explained.html"
    made = city.manifest()[gone]
    notice = "- {of: plan-explained, kind: removed-personal-data, date: 2026-05-01, explanation: 误载姓名}\n"
    city.edit(edit(f"{OFFICE}/notices.yml", "- of: plan-2024", f"{notice}- of: plan-2024"))
    assert main(["build", "--catalogue", str(city.root), "--site-dir", str(city.site)]) == 1
    path = city.root / "releases" / f"{DAY}.txt"
    path.write_text(path.read_text("utf-8").replace(made, "removed"), "utf-8")
    done = city.run("check")
    (told,) = re.findall(r"应为 (sum: [0-9a-f]{64})", done.stdout)
    path.write_text(re.sub("sum: .*", told, path.read_text("utf-8")), "utf-8")
    city.build()
    assert made not in (city.site / gone).read_text("utf-8")
    assert gone not in city.since() and len(city.since()) > 10
    city.freeze()
    assert gone not in city.manifest(f"{DAY}-2")
    for file in city.site.rglob("*"):
        assert not file.is_file() or made.encode() not in file.read_bytes()
