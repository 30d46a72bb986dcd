"""The Atom feeds of the sample city: valid, complete, announced by their pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from atom_reader import ATOM, faults
from site_text import read as read_page

ROOT = Path(__file__).parent.parent
ADDRESS = "https://www.example-city.example/zwgk/"


@pytest.fixture(scope="module")
def built(sample_site: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(sample_site).as_posix(): path.read_bytes()
        for path in sorted((sample_site / "feeds").rglob("*.xml"))
    }


def test_there_is_a_feed_for_the_city_each_agency_and_each_category(
    built: Mapping[str, bytes], sample_site: Path
) -> None:
    agencies = {path.parent.name for path in (ROOT / "catalogue/agencies").glob("*/agency.yml")}
    categories = {path.stem for path in (sample_site / "by/category").glob("*.html")} - {"index"}
    assert len(categories) == 23
    assert set(built) == {
        "feeds/city.xml",
        *(f"feeds/agency/{name}.xml" for name in agencies),
        *(f"feeds/category/{name}.xml" for name in categories),
    }


def test_every_feed_is_valid_atom(built: Mapping[str, bytes]) -> None:
    assert {name: found for name, data in built.items() if (found := faults(data))} == {}


FLAWS = {
    "<updated>[^<]*</updated>": ("", "feed has 0 updated"),
    "<id>[^<]*</id>": ("<id>a</id>", "id is no absolute IRI: 'a'"),
    "<title>[^<]*</title>": ("<title> </title>", "title is empty"),
    "T09:00:00[+]08:00": ("T09:00:00", "updated is no RFC 3339 date-time: '2026-11-17T09:00:00'"),
    '<link rel="self"[^>]*>': ("", "no link to itself"),
    "<author>.*?</author>": ("", "no author"),
    "<name>[^<]*</name>": ("", "author has 0 name"),
    "<generator": ("<date>1</date><generator", "feed holds date"),
    "</entry>": ("<published>2026-01-01T00:00:00Z</published></entry>", "entry has 2 published"),
    "</feed>": ("", "not well-formed"),
}


@pytest.mark.parametrize("pattern", FLAWS)
def test_the_reader_finds_what_breaks_the_standard(
    built: Mapping[str, bytes], pattern: str
) -> None:
    put, expected = FLAWS[pattern]
    text = built["feeds/city.xml"].decode()
    count = 0 if pattern.startswith("<author") else 1
    broken = re.sub(pattern, put, text, count=count, flags=re.DOTALL)
    found = faults(broken.encode())
    assert any(fault.startswith(expected) for fault in found), found


def test_another_reader_understands_every_feed(built: Mapping[str, bytes]) -> None:
    for name, data in built.items():
        parsed = feedparser.parse(data)
        assert (parsed.bozo, parsed.version) == (False, "atom10"), name
        root = ET.fromstring(data)
        assert [entry.id for entry in parsed.entries] == [
            e.findtext(f"{ATOM}id") for e in root.findall(f"{ATOM}entry")
        ]
        assert parsed.feed.title == root.findtext(f"{ATOM}title")
        for entry in parsed.entries:
            assert entry.updated_parsed >= entry.published_parsed, (name, entry.id)
            assert entry.author and entry.title, (name, entry.id)


def test_feeds_name_themselves_and_lead_to_pages(
    built: Mapping[str, bytes], sample_site: Path
) -> None:
    for name, data in built.items():
        root = ET.fromstring(data)
        links = {link.get("rel"): link.get("href", "") for link in root.findall(f"{ATOM}link")}
        assert root.findtext(f"{ATOM}id") == links["self"] == ADDRESS + name
        inner = [link.get("href", "") for link in root.findall(f"{ATOM}entry/{ATOM}link")]
        for target in (links["alternate"], *inner):
            page = sample_site / target.removeprefix(ADDRESS)
            assert (page / "index.html" if page.is_dir() else page).is_file(), (name, target)


def test_pages_announce_their_feed_and_show_it(sample_site: Path) -> None:
    agency = {"finance-bureau/index.html": "feeds/agency/finance-bureau.xml"}
    category = {"by/category/licensing.html": "feeds/category/licensing.xml"}
    city = dict.fromkeys(
        ("index.html", "lists/latest.html", "lists/changes.html"), "feeds/city.xml"
    )
    for page, feed in (agency | category | city).items():
        html = (sample_site / page).read_text("utf-8")
        target = "../" * page.count("/") + feed
        (announced,) = re.findall(r'<link rel="alternate" type="application/atom[^>]*>', html)
        assert f'href="{target}"' in announced
        assert ("a", "href", target) in read_page(html).links, page
        assert "订阅" in read_page(html).text
