"""schema.org objects in the pages: of the right types, saying what is shown."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from disclosure.model.agency import Closed
from disclosure.pages import site_pages
from linked_things import Thing, things_of
from site_text import read
from small_city import BUREAU, drop, edit, put, sign
from small_city import read as read_city

CLOSED = Closed(date=dt.date(2026, 9, 1), basis="小政〔2026〕9号")
ROOT = Path(__file__).parent.parent
ADDRESS = "https://www.example-city.example/zwgk/"
TYPES = {
    "home": {"WebSite"},
    "catalogue": {"CollectionPage", "BreadcrumbList"},
    "category": {"CollectionPage", "BreadcrumbList"},
    "form": {"CollectionPage", "BreadcrumbList"},
    "list": {"CollectionPage", "BreadcrumbList"},
    "item": {"CollectionPage", "BreadcrumbList"},
    "agency": {"GovernmentOrganization", "BreadcrumbList"},
    "contact": {"GovernmentOrganization", "ContactPage", "BreadcrumbList"},
    "service": {"GovernmentService", "BreadcrumbList"},
    "regulation": {"Legislation", "BreadcrumbList"},
    "notice": {"BreadcrumbList"},
    "search": {"SearchResultsPage", "BreadcrumbList"},
    "map": {"WebPage", "BreadcrumbList"},
    "releases": {"WebPage", "BreadcrumbList"},
    "guide": {"WebPage", "BreadcrumbList"},
    "rights": {"WebPage", "BreadcrumbList"},
    "coverage": {"WebPage", "BreadcrumbList"},
    "due": {"WebPage", "BreadcrumbList"},
    "signage": {"WebPage", "BreadcrumbList"},
    "rules": {"WebPage", "BreadcrumbList"},
    "notfound": set(),
    "moved": set(),
    "prose": set(),
}
"""Kind of page -> types of its objects, where the kind alone decides."""


@pytest.fixture(scope="module")
def things(html: Mapping[str, str]) -> Mapping[str, list[Thing]]:
    return things_of(html)


def test_each_kind_of_page_has_its_types(
    html: Mapping[str, str], things: Mapping[str, list[Thing]]
) -> None:
    records = set()
    for name, objects in things.items():
        kind = read(html[name]).metas["disclosure:kind"]
        types = {str(thing["@type"]) for thing in objects}
        assert len(types) == len(objects), name
        assert all(thing["@context"] == "https://schema.org" for thing in objects), name
        if kind == "record":
            assert "BreadcrumbList" in types and len(types - {"Dataset"}) == 2, name
            records |= types
            continue
        expected = set(TYPES[kind])
        if name.startswith("water-company/"):  # a company under a duty to disclose, no government
            renamed = {"GovernmentOrganization": "Organization", "GovernmentService": "Service"}
            expected = {renamed.get(word, word) for word in expected}
        if name == "by/category/index.html":
            expected |= {"DataCatalog"}
        if name == "about/contacts.html":
            expected -= {"GovernmentOrganization"}
        assert types == expected, name
    assert records == {
        *("Report", "Article", "NewsArticle", "Legislation", "CreativeWork"),
        *("Dataset", "BreadcrumbList"),
    }


def strings(value: object, under: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from strings(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part, under)
    elif isinstance(value, str):
        yield under, value


def test_an_object_says_nothing_that_its_page_does_not_show(
    html: Mapping[str, str], things: Mapping[str, list[Thing]]
) -> None:
    own = {"@type", "@context", "inLanguage", "encodingFormat", "query-input", "urlTemplate"}
    checked = 0
    for name, objects in things.items():
        text = "".join(read(html[name]).text.split())
        for under, value in strings([t for t in objects if t["@type"] != "BreadcrumbList"]):
            if under in own or value.startswith(ADDRESS):
                continue
            if found := re.fullmatch(r"(\d{4})-0?(\d+)-0?(\d+)(?:T(\d\d:\d\d):00\+08:00)?", value):
                year, month, day, clock = found.groups()
                shown = (f"{year}年{month}月{day}日", f"{year}-{month:>02}-{day:>02}{clock or ''}")
            elif under == "legislationLegalForce":
                shown = ("有效",) if value == "InForce" else ("已废止", "已失效", "已撤销")
            else:
                shown = tuple(value.split("\n"))
                assert all("".join(part.split()) in text for part in shown), (name, under, value)
                shown = shown[:1]
            assert any("".join(words.split()) in text for words in shown), (name, under, value)
            checked += 1
    assert checked > 2000


def test_every_address_leads_to_something_of_the_site(
    html: Mapping[str, str], things: Mapping[str, list[Thing]], sample_site: Path
) -> None:
    ids = {name: set(read(text).ids) for name, text in html.items()}
    for name, objects in things.items():
        for under, value in strings(objects):
            if under in ("url", "contentUrl", "item"):
                assert value.startswith(ADDRESS), (name, value)
                address, fragment = urldefrag(value.removeprefix(ADDRESS))
                if not address or address.endswith("/"):
                    address += "index.html"
                assert (sample_site / address).is_file(), (name, value)
                assert not fragment or fragment in ids[address], (name, value)


def test_the_main_object_names_the_page_by_its_canonical_address(
    html: Mapping[str, str], things: Mapping[str, list[Thing]]
) -> None:
    for name, objects in things.items():
        if not objects:
            continue
        (canonical,) = re.findall(r'<link rel="canonical" href="([^"]*)"', html[name])
        for thing in objects:
            if thing["@type"] == "BreadcrumbList":
                steps = thing["itemListElement"]
                assert isinstance(steps, list) and steps[-1]["item"] == canonical, name
                assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            elif name.endswith("about/contact.html") and thing["@type"] != "ContactPage":
                agency = name.partition("/")[0]
                assert thing["url"] == f"{ADDRESS}{agency}/", name
            else:
                assert thing["url"] == canonical, name


def test_what_the_home_page_says(things: Mapping[str, list[Thing]]) -> None:
    assert things["index.html"] == [
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": "示例市政务公开目录",
            "url": ADDRESS,
            "inLanguage": "zh-CN",
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{ADDRESS}search.html?q={{words}}",
                },
                "query-input": "required name=words",
            },
        }
    ]


def test_a_record_with_data_files_is_a_dataset_too(
    things: Mapping[str, list[Thing]], sample_site: Path
) -> None:
    report, dataset, way = things["finance-bureau/final-accounts-2025.html"]
    agency = {
        "@type": "GovernmentOrganization",
        "name": "示例市财政局",
        "url": f"{ADDRESS}finance-bureau/",
    }
    assert (report["@type"], report["genre"], report["publisher"]) == ("Report", "报告", agency)
    assert report["datePublished"] == "2026-08-12T09:00:00+08:00"
    assert report["dateModified"] == "2026-10-09T10:00:00+08:00"
    assert report["dateCreated"] == "2026-07-30"
    assert "associatedMedia" not in report
    data = (sample_site / "finance-bureau/files/final-accounts-2025.xlsx").read_bytes()
    assert dataset["distribution"] == [
        {
            "@type": "DataDownload",
            "name": "2025年市级决算表",
            "contentUrl": f"{ADDRESS}finance-bureau/files/final-accounts-2025.xlsx",
            "encodingFormat": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "contentSize": "8.2 KB",
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    ]
    assert way["@type"] == "BreadcrumbList"


def test_a_text_file_is_media_and_no_dataset(things: Mapping[str, list[Thing]]) -> None:
    found = [
        thing
        for objects in things.values()
        for thing in objects
        if "associatedMedia" in thing and str(thing["associatedMedia"]).count("docx")
    ]
    assert found
    for thing in found:
        for media in thing["associatedMedia"]:  # type: ignore[attr-defined]
            assert media["@type"] == "MediaObject"
            assert media["encodingFormat"].endswith("wordprocessingml.document")


def test_a_repealed_document_is_not_in_force(tmp_path: Path) -> None:
    path = "agencies/city-office/records/2026/plan-2026.md"
    repealed = edit(path, "validity: in-force", "validity: repealed")
    for changes, force in (((), "InForce"), ((repealed, sign), "NotInForce")):
        catalogue = read_city(tmp_path / force, *changes).catalogue
        pages = {page.address: page for page in site_pages(catalogue, ())}
        law = pages["city-office/plan-2026.html"].linked[0]
        assert law["@type"] == "Legislation"
        assert law["legislationIdentifier"] == "小政办〔2026〕1号"
        assert law["legislationLegalForce"] == force


def test_a_pack_may_say_another_type_for_a_kind(tmp_path: Path) -> None:
    """The type is data of the pack; an unknown one is a finding, not a broken page."""
    pack = ROOT / "plugins/disclosure/packs/seed-province"
    text = (pack / "pack.yml").read_text("utf-8")
    old = "{id: document, name: 规范性文件和公文, name_en: document, validity: true, schema_type: Legislation"
    assert text.count(old) == 1
    for word, types in (("Article", ["Article", "Dataset"]), ("Statute", None)):
        loaded = read_city(
            tmp_path / word,
            put(
                "packs/seed-province/pack.yml", text.replace(old, old.replace("Legislation", word))
            ),
            put("packs/seed-province/articles.yml", (pack / "articles.yml").read_text("utf-8")),
        )
        if types is None:
            assert any(d.code.startswith("C1") for d in loaded.diagnostics)
            continue
        assert loaded.diagnostics == ()
        pages = {page.address: page for page in site_pages(loaded.catalogue, ())}
        linked = pages["city-office/plan-2026.html"].linked
        assert [thing["@type"] for thing in linked][:2] == types


def test_an_agency_of_which_little_is_known_says_little(tmp_path: Path) -> None:
    catalogue = read_city(tmp_path, drop(f"{BUREAU}/catalogue.yml", f"{BUREAU}/records/")).catalogue
    bureau = catalogue.agencies["water-bureau"]
    assert bureau.file
    bare = bureau.file.model_copy(
        update={
            "closed": CLOSED,
            "disclosure_office": None,
            "windows": (),
            "parent": None,
            "duties": (),
        }
    )
    agencies = {**catalogue.agencies, "water-bureau": replace(bureau, file=bare)}
    pages = site_pages(replace(catalogue, agencies=agencies), ())
    (home,) = [page for page in pages if page.address == "water-bureau/index.html"]
    assert home.linked[0] == {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": "小城水务局",
        "url": "https://www.small-city.example/zwgk/water-bureau/",
        "identifier": "11990000MB0000902U",
        "dissolutionDate": "2026-09-01",
    }
