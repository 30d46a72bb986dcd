"""The sample city's site as it lies on disk: whole, linked, closed to the outside."""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from site_text import PageFacts

ROOT = Path(__file__).parent.parent
ADDRESS = "https://www.example-city.example/zwgk/"
KINDS = set(
    "home catalogue category form agency item record service guide contact rights regulation "
    "coverage due rules list map releases search notice moved notfound prose signage".split()
)
SEARCHED = {"item", "record", "service", "agency", "guide", "contact", "regulation", "prose"}


def test_every_kind_of_page_is_there(pages: dict[str, PageFacts]) -> None:
    assert {facts.metas["disclosure:kind"] for facts in pages.values()} == KINDS


def test_each_page_has_one_title_one_article_and_the_sample_mark(
    pages: dict[str, PageFacts],
) -> None:
    for name, facts in pages.items():
        assert facts.headings.count("h1") == 1, name
        assert len(facts.articles) == 1, name
        assert "样例" in facts.text, name
        assert [i for i, n in Counter(facts.ids).items() if n > 1] == [], name


def test_only_pages_of_things_are_searched(pages: dict[str, PageFacts]) -> None:
    for name, facts in pages.items():
        kind = facts.metas["disclosure:kind"]
        assert ("data-searched" in facts.articles[0]) is (kind in SEARCHED), name
        assert ("data-notice" in facts.articles[0]) is (kind in ("notice", "moved")), name


def test_every_link_and_fragment_resolves(pages: dict[str, PageFacts], sample_site: Path) -> None:
    dead = []
    for name, facts in pages.items():
        for tag, _, raw in facts.links:
            target = raw.removeprefix(ADDRESS) if raw.startswith(ADDRESS) else raw
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            here = "" if raw.startswith(ADDRESS) else posixpath.dirname(name)
            path = posixpath.normpath(posixpath.join(here, unquote(parts.path)))
            path = name if not parts.path and here == posixpath.dirname(name) else path
            path = "index.html" if path == "." else path
            file = sample_site / path
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                dead.append((name, tag, raw))
            elif parts.fragment and file.suffix == ".html":
                ids = pages[file.relative_to(sample_site).as_posix()].ids
                if unquote(parts.fragment) not in ids:
                    dead.append((name, tag, raw))
    assert dead == []


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, PageFacts]) -> None:
    for name, facts in pages.items():
        for tag, attribute, target in facts.links:
            outside = urlsplit(target).scheme or urlsplit(target).netloc
            loads = tag not in ("a",) and not (tag == "link" and target.startswith(ADDRESS))
            absolute = name == "404.html" and target.startswith(ADDRESS)
            assert not (outside and loads) or absolute, (name, tag, attribute, target)


def test_no_source_file_and_no_register_lies_in_the_site(sample_site: Path) -> None:
    names = [path.name for path in sample_site.rglob("*") if path.is_file()]
    assert [n for n in names if n.endswith((".md", ".yml", ".yaml", ".py", ".j2"))] == []
    assert not list(sample_site.rglob("registers"))


def test_records_carry_their_official_header_and_confirmed_date(
    pages: dict[str, PageFacts],
) -> None:
    for name, facts in pages.items():
        if facts.metas["disclosure:kind"] in ("record", "service"):
            for word in ("索引号", "发布机构", "核对日期"):
                assert word in facts.text, (name, word)


def test_each_record_explained_links_back(pages: dict[str, PageFacts], sample_site: Path) -> None:
    from disclosure.load import load

    catalogue = load(ROOT / "catalogue").catalogue
    both = 0
    for record in catalogue.records():
        for ref in record.head.explains:
            agency, thing = catalogue.find(ref, record.agency)
            assert agency
            one, other = f"{record.agency}/{record.id}.html", f"{agency.id}/{thing}.html"
            for here, there in ((one, other), (other, one)):
                links = {
                    posixpath.normpath(posixpath.join(posixpath.dirname(here), target))
                    for _, _, target in pages[here].links
                }
                assert there in links, (here, there)
            both += 1
    assert both >= 8


def test_the_release_names_itself_once(sample_site: Path) -> None:
    text = (sample_site / "assets/disclosure/release.js").read_text("utf-8")
    facts = json.loads(text.removeprefix("window.DISCLOSURE_RELEASE = ").removesuffix(";\n"))
    assert facts["asOf"] == "2026-11-20"
    assert facts["version"] not in (sample_site / "index.html").read_text("utf-8")


def test_a_public_page_holds_no_field_that_it_does_not_show(
    sample_copy: Path, tmp_path: Path, command: Callable[..., object]
) -> None:
    """Markers in registers, reviews, internal and withheld things, unapproved records, notices of
    removed things, comments: none of them may lie anywhere in the site, unpacked."""
    from leaks import plant, unpacked

    markers = plant(sample_copy)
    site = tmp_path / "site"
    done = command("build", "--catalogue", sample_copy, "--site-dir", site)
    assert done.returncode == 0, done.stdout + done.stderr  # type: ignore[attr-defined]
    found = [
        (marker, name)
        for name, data in unpacked(site)
        for marker in markers
        if marker.encode() in data
    ]
    assert found == []
