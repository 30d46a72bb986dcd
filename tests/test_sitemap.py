"""sitemap.xml: every page that is a destination, with the day its own dates tell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from disclosure.exports import sitemaps
from site_text import read

ADDRESS = "https://www.example-city.example/zwgk/"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def located(data: bytes, root: str, element: str) -> dict[str, str | None]:
    """Address -> lastmod of a sitemap file, whose shape must be that of the protocol."""
    tree = ET.fromstring(data)
    assert tree.tag == NAMESPACE + root
    found: dict[str, str | None] = {}
    for entry in tree:
        assert entry.tag == NAMESPACE + element
        names = [child.tag.removeprefix(NAMESPACE) for child in entry]
        assert names in (["loc"], ["loc", "lastmod"])
        found[entry.findtext(f"{NAMESPACE}loc", "")] = entry.findtext(f"{NAMESPACE}lastmod")
    assert len(found) == len(tree)
    return found


@pytest.fixture(scope="module")
def sitemap(sample_site: Path) -> Mapping[str, str | None]:
    return located((sample_site / "sitemap.xml").read_bytes(), "urlset", "url")


def test_it_names_every_page_but_those_that_are_no_destination(
    sitemap: Mapping[str, str | None], sample_site: Path
) -> None:
    canonical = set()
    for path in sample_site.rglob("*.html"):
        html = path.read_text("utf-8")
        if read(html).metas["disclosure:kind"] not in ("notfound", "search", "moved"):
            canonical |= set(re.findall(r'<link rel="canonical" href="([^"]*)"', html))
    assert set(sitemap) == canonical
    assert len(canonical) > 450
    for name in ("404.html", "search.html", "index.html"):
        assert ADDRESS + name not in sitemap


def test_its_dates_are_those_of_the_catalogue(sitemap: Mapping[str, str | None]) -> None:
    for page, moment in {
        "": "2026-11-17T09:00:00+08:00",  # the newest record
        "finance-bureau/final-accounts-2025.html": "2026-10-09T10:00:00+08:00",  # revised
        "finance-bureau/final-accounts.html": "2026-10-09T10:00:00+08:00",  # its item
        "finance-bureau/charges-list-2025.html": "2026-03-18T00:00:00+08:00",  # its last notice
        "archives/reading-notice-2019.html": "2026-05-01T00:00:00+08:00",  # nothing but a notice
        "lists/changes/2024-05.html": "2024-05-",
        "about/rights.html": None,  # no date tells
    }.items():
        found = sitemap[ADDRESS + page]
        assert found == moment or (moment and found and found.startswith(moment)), page


def test_above_the_limit_it_is_an_index_of_parts() -> None:
    start = dt.datetime(2026, 1, 1, 9)
    entries = [
        (
            f"{ADDRESS}{n:02}.html?a&b",
            (start + dt.timedelta(days=n)).isoformat() if n < 6 else None,
        )
        for n in range(7)
    ]
    files = dict(sitemaps(entries, ADDRESS, limit=3))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert located(files["sitemap.xml"], "sitemapindex", "sitemap") == {
        f"{ADDRESS}sitemap-1.xml": "2026-01-03T09:00:00+08:00",
        f"{ADDRESS}sitemap-2.xml": "2026-01-06T09:00:00+08:00",
        f"{ADDRESS}sitemap-3.xml": None,
    }
    parts = [located(files[f"sitemap-{n}.xml"], "urlset", "url") for n in (1, 2, 3)]
    assert [len(part) for part in parts] == [3, 3, 1]
    assert [*parts[0], *parts[1], *parts[2]] == [address for address, _ in entries]


def test_at_the_limit_it_is_one_file() -> None:
    entries = [(f"{ADDRESS}{n}.html", None) for n in range(3)]
    assert list(dict(sitemaps(entries, ADDRESS, limit=3))) == ["sitemap.xml"]


def test_there_is_no_robots_file_under_a_path(sample_site: Path) -> None:
    assert not (sample_site / "robots.txt").exists()
