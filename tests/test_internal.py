"""The internal edition: what it shows besides the public site, how it says what it is, and that it
and the public site never take each other's place."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from city_builds import build, differing, tree
from disclosure.cli import main
from leaks import unpacked
from plain_mkdocs import equip, mkdocs
from small_city import OFFICE, OFFICE_CODE, Change, Files, append, drop, edit, put, sign, write
from small_city_files import REVIEW

Command = Callable[..., subprocess.CompletedProcess[str]]
MARK = "内部版，仅供机关内部使用，不得对外公开"
RECORD = f"""\
---
item: duty-roster
kind: document
title: 值班安排表
index_number: {OFFICE_CODE}/2026-00077
formed: 2026-10-01
published: 2026-10-08 09:00
confirmed: 2026-11-02
validity: in-force
attachments:
  - {{path: files/roster.csv, title: 名单}}
{REVIEW}---

夜间值班见[名单](files/roster.csv)，依据[发展计划](../2026/plan-2026.md)。
"""
INSIDE: tuple[Change, ...] = (
    append("site.yml", "repository: private\n"),
    append(
        f"{OFFICE}/catalogue.yml",
        """\
- id: duty-roster
  category: organisation-and-services
  name: 值班安排
  content: 值班的岗位和时间
  basis: [条例第七条第(三)项]
  department: services
  limit: prompt
  forms: [website]
  rhythm: routine
  period: yearly
  audience: internal
""",
    ),
    put(f"{OFFICE}/records/2026/roster-2026.md", RECORD),
    put(f"{OFFICE}/files/roster.csv", "岗位,时间\n总值班,夜间\n"),
    sign,
)
"""Changes: an internal item with a record and an attachment."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalogue, its public site in `site` and its internal one; only to be read."""
    folder = tmp_path_factory.mktemp("both")
    root = write(folder, *INSIDE)
    build(root, folder / "site")
    arguments = ["build", "--internal", "--catalogue", str(root)]
    assert main([*arguments, "--site-dir", str(folder / "site-internal")]) == 0
    return folder


def test_it_shows_all_of_the_public_site_and_what_is_internal(both: Path) -> None:
    public, inside = (
        {name for name in tree(both / site) if name.endswith(".html")}
        for site in ("site", "site-internal")
    )
    assert public - inside == {"404.html", "signage.html"}
    # The record is of a month that had none, so its lists are new too.
    assert inside - public == {
        "city-office/duty-roster.html",
        "city-office/roster-2026.html",
        "lists/changes/2026-10.html",
    }
    assert (both / "site-internal/city-office/files/roster.csv").is_file()
    assert not (both / "site/city-office/files/roster.csv").exists()


def test_lists_counts_and_links_count_what_is_internal(both: Path) -> None:
    pages = {
        name: (both / "site-internal" / name).read_text("utf-8")
        for name in (
            *("city-office/lists/catalogue.html", "city-office/lists/records.html"),
            *("city-office/duty-roster.html", "city-office/roster-2026.html", "lists/latest.html"),
            "due/agency/city-office.html",
        )
    }
    assert "公开事项共4项" in pages["city-office/lists/catalogue.html"]
    assert "仅限机关内部" in pages["city-office/lists/catalogue.html"]
    assert "内部事项</strong>，不在公开网站上" in pages["city-office/duty-roster.html"]
    assert "内部信息</strong>，不在公开网站上" in pages["city-office/roster-2026.html"]
    for name in ("city-office/lists/records.html", "lists/latest.html"):
        assert re.search(r"值班安排表</a></p>\s*<p class=\"entry-facts\">.*· 内部</p>", pages[name])
    assert "plan-2026.html" in pages["city-office/roster-2026.html"]
    assert "值班安排" in pages["due/agency/city-office.html"]


@pytest.mark.parametrize("engine", ["pagefind", "bigram"])
def test_it_is_searched(tmp_path: Path, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each build proves by itself that every searched page is found (`search/proof.py`)."""
    root = write(tmp_path, *INSIDE, append("site.yml", f"search: {engine}\n"))
    arguments = ["build", "--catalogue", str(root), "--site-dir"]
    assert main([*arguments, str(tmp_path / "site")]) == 0
    assert main([*arguments, str(tmp_path / "inside"), "--internal"]) == 0
    said = re.findall(r"（(\d+) 页可检索）", capsys.readouterr().out)
    assert int(said[1]) == int(said[0]) + 2


def test_each_page_says_what_it_is_and_nothing_tells_others_of_it(both: Path) -> None:
    site = both / "site-internal"
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        head = html.partition("<article")[0]
        assert head.count(MARK) == 1 and "site-head" in head.partition(MARK)[0], path
        assert '<meta name="robots" content="noindex">' in head, path
        assert '<meta name="disclosure:edition" content="internal">' in head, path
        for word in ("canonical", "og:", "ld+json", "atom+xml", "text/calendar", "url=https"):
            assert word not in html or (word == "canonical" and "releases" in f"{path}"), (
                path,
                word,
            )
    every = tree(site)
    outward = ("sitemap.xml", ".xml", ".ics")
    assert not [name for name in every if name.endswith(outward)]
    assert b'"edition": "internal"' in every["assets/disclosure/release.js"]
    assert b"small-city.example" not in every["assets/disclosure/release.js"]
    for path in (both / "site").rglob("*.html"):
        assert MARK not in path.read_text("utf-8") and b"noindex" not in path.read_bytes()


def test_it_uses_no_cache_and_leaves_none(tmp_path: Path, twins: None) -> None:
    root, site = write(tmp_path, *INSIDE), tmp_path / "inside"
    arguments = ["build", "--internal", "--catalogue", str(root), "--site-dir", str(site)]
    assert main(arguments) == 0
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"catalogue", "inside", ".inside-lock"}
    first = tree(site)
    build(root, tmp_path / "site")
    cache = tree(tmp_path / ".cache")
    assert main(arguments) == 0
    assert tree(tmp_path / ".cache") == cache and tree(site) == first
    assert {path.name for path in tmp_path.iterdir()} - left == {
        *(".cache", "site", ".site-lock", ".site-twin"),
    }


def test_neither_takes_the_place_of_the_other(
    both: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = both / "catalogue"
    before = tree(both / "site"), tree(both / "site-internal")
    for words, said in (
        (("--internal", "--site-dir", "site"), "site/ 是公开网站，内部版不能代替它"),
        (("--internal", "--site-dir", "site/inside"), "site/ 是公开网站，内部版不能放在里面"),
        (("--site-dir", "site-internal"), "site-internal/ 是内部版，公开网站不能代替它"),
        (("--site-dir", "site-internal/x"), "site-internal/ 是内部版，公开网站不能放在里面"),
        (("--internal", "--site-dir", ".cache"), ".cache/ 里有别的文件，内部版不能放在这里"),
    ):
        *more, name = words
        assert main(["build", "--catalogue", str(root), *more, str(both / name)]) == 2, words
        printed = capsys.readouterr()
        assert said in printed.err and printed.out == ""
    assert (tree(both / "site"), tree(both / "site-internal")) == before
    assert not (both / "site" / "inside").exists()


def test_a_marker_that_cannot_be_read_is_taken_for_a_public_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marker = tmp_path / "site" / "assets/disclosure/release.js"
    marker.parent.mkdir(parents=True)
    marker.write_text("", "utf-8")
    root = write(tmp_path, *INSIDE)
    place = str(tmp_path / "site")
    assert main(["build", "--internal", "--catalogue", str(root), "--site-dir", place]) == 2
    assert "是公开网站" in capsys.readouterr().err


def test_freeze_and_verify_say_what_it_is(both: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, site = str(both / "catalogue"), both / "site-internal"
    assert main(["freeze", "--catalogue", root, "--site-dir", str(site)]) == 2
    assert "是内部版网站，不是公开发布的版本，不能生成版本清单" in capsys.readouterr().err
    assert not (both / "catalogue" / "releases").exists()
    manifest = both / "2026-11-20.txt"
    assert main(["freeze", "--catalogue", root, "--site-dir", str(both / "site")]) == 0
    (both / "catalogue/releases/2026-11-20.txt").rename(manifest)
    (both / "catalogue/releases").rmdir()
    capsys.readouterr()
    assert (
        b"duty-roster" not in manifest.read_bytes() and b"roster-2026" not in manifest.read_bytes()
    )
    for place, said in (
        (site, "是内部版网站，不是公开发布的版本，没有版本清单可以核对"),
        (site / "city-office/roster-2026.html", "是内部版的网页，不是公开发布的网页"),
        (site / "city-office/plan-2026.html", "是内部版的网页，不是公开发布的网页"),
        (site / "lists/latest.html", "是内部版的网页，不是公开发布的网页"),
    ):
        assert main(["verify", str(place), "--manifest", str(manifest)]) == 2
        printed = capsys.readouterr()
        assert said in printed.err and printed.out == ""
    assert main(["verify", str(both / "site"), "--manifest", str(manifest)]) == 0


def test_plain_mkdocs_makes_and_replaces_none(tmp_path: Path) -> None:
    root = write(tmp_path, *INSIDE)
    site = tmp_path / "site"
    assert main(["build", "--internal", "--catalogue", str(root), "--site-dir", str(site)]) == 0
    before = tree(site)
    equip(tmp_path)
    done = mkdocs(tmp_path)
    assert done.returncode != 0 and "site/ 是内部版" in done.stdout + done.stderr
    assert tree(site) == before
    other = tmp_path / "plain"
    assert mkdocs(tmp_path, "-d", str(other)).returncode == 0
    assert not (other / "city-office/duty-roster.html").exists()
    assert not [name for name, data in unpacked(other) if "值班安排".encode() in data]


def without_last_review(files: Files) -> None:
    """Change: the draft lacks its last review."""
    path = f"{OFFICE}/records/2026/draft.md"
    data = files[path]
    assert isinstance(data, bytes)
    files[path] = re.sub(rb"  - \{level: 3.*\n", b"", data)


def test_drafts_and_what_was_removed_stay_out(tmp_path: Path) -> None:
    """Also where they belong to an internal item; what is withheld shows no more than elsewhere."""
    root = write(
        tmp_path,
        *INSIDE,
        put(
            f"{OFFICE}/records/2026/draft.md",
            RECORD.replace("值班安排表", "值班草稿").replace("00077", "00078"),
        ),
        sign,
        without_last_review,
        append(
            f"{OFFICE}/notices.yml",
            "- {of: roster-2026, kind: removed-personal-data, date: 2026-11-02, explanation: 因为}\n",
        ),
        edit(
            f"{OFFICE}/catalogue.yml",
            "  basis: [条例第八条]\n",
            "  basis: [条例第八条]\n  content: 坐标\n",
        ),
    )
    site = tmp_path / "inside"
    arguments = ["build", "--internal", "--catalogue", str(root), "--site-dir", str(site)]
    assert main(arguments) == 0
    text = b"".join(data for _, data in unpacked(site)).decode("utf-8", "replace")
    assert "值班安排" in text
    for secret in ("值班安排表", "值班草稿", "坐标", "总值班"):
        assert secret not in text, secret


def test_the_same_findings_stop_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path, *INSIDE, drop(f"{OFFICE}/guide.md"))
    arguments = ["build", "--internal", "--catalogue", str(root)]
    assert main([*arguments, "--site-dir", str(tmp_path / "inside")]) == 1
    said = capsys.readouterr().err
    assert main(["build", "--catalogue", str(root), "--site-dir", str(tmp_path / "site")]) == 1
    public = capsys.readouterr().err
    assert said.partition("\n")[2] == public.partition("\n")[2]
    assert not (tmp_path / "inside").exists()


def test_nothing_of_the_public_site_differs_by_it(both: Path, tmp_path: Path) -> None:
    """Byte for byte the site of the catalogue without anything internal."""
    root = write(tmp_path, append("site.yml", "repository: private\n"))
    assert differing(build(root, tmp_path / "site"), tree(both / "site")) == []


@pytest.mark.parametrize(("width", "media"), [(360, "screen"), (1440, "screen"), (1000, "print")])
def test_the_banner_is_the_first_thing_on_a_screen_and_on_paper(
    both: Path, page: Page, width: int, media: Literal["screen", "print"]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media=media)
    page.goto((both / "site-internal/city-office/roster-2026.html").as_uri())
    banner = page.get_by_text(MARK)
    box = banner.bounding_box()
    assert banner.is_visible() and box and box["y"] < 30 and box["height"] > 10
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_text("内部信息").is_visible()
