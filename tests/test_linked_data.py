"""schema.org objects in the pages: of its vocabulary, of the right types, saying what is shown."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from disclosure.model.agency import Closed
from disclosure.pages import site_pages
from npm_tools import node, npm_package
from site_text import read
from small_city import BUREAU, drop, edit, put, sign
from small_city import read as read_city

CLOSED = Closed(date=dt.date(2026, 9, 1), basis="小政〔2026〕9号")
ROOT = Path(__file__).parent.parent
ADDRESS = "https://www.example-city.example/zwgk/"
Thing = dict[str, object]
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
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
    "guide": {"WebPage", "BreadcrumbList"},
    "rights": {"WebPage", "BreadcrumbList"},
    "coverage": {"WebPage", "BreadcrumbList"},
    "rules": {"WebPage", "BreadcrumbList"},
    "notfound": set(),
    "prose": set(),
}
"""Kind of page -> types of its objects, where the kind alone decides."""


@pytest.fixture(scope="module")
def html(sample_site: Path) -> Mapping[str, str]:
    return {
        path.relative_to(sample_site).as_posix(): path.read_text("utf-8")
        for path in sorted(sample_site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def things(html: Mapping[str, str]) -> Mapping[str, list[Thing]]:
    return {name: [json.loads(t) for t in _SCRIPT.findall(text)] for name, text in html.items()}


def judge(things: Sequence[Thing], folder: Path) -> list[str]:
    """What the TypeScript compiler says against them as objects of schema.org's vocabulary.

    The types are those of `schema-dts`, made by others from the vocabulary itself: a property that
    a type does not have, or a value of another type, is an error.
    """
    modules = npm_package("typescript").parent
    npm_package("schema-dts-lib")
    npm_package("schema-dts")
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(modules)
    types = sorted({str(thing["@type"]) for thing in things} | {"SearchAction"})
    lines = [
        f'import type {{ WithContext, WithActionConstraints, {", ".join(types)} }} from "schema-dts";'
    ]
    for number, thing in enumerate(things):
        thing = dict(thing)
        action = thing.pop("potentialAction", None)
        more = ""
        if (
            action is not None
        ):  # its `query-input` is a constraint, for which the types have a wrapper
            lines.append(
                f"const a{number}: WithActionConstraints<SearchAction> = {json.dumps(action)};"
            )
            more = f", potentialAction: a{number} "
        words = json.dumps(thing, ensure_ascii=False)
        lines.append(f"const x{number}: WithContext<{thing['@type']}> = {words[:-1]}{more}}};")
    (folder / "things.ts").write_text("\n".join(lines), "utf-8")
    options = (
        "--noEmit --strict --module nodenext --moduleResolution nodenext --pretty false".split()
    )
    command = [node(), str(modules / "typescript/bin/tsc"), *options, "things.ts"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    said = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert (done.returncode == 0) is (not said), done.stdout + done.stderr
    return said


def shape(value: object) -> object:
    """An object without its words: what decides whether it is of the vocabulary."""
    if isinstance(value, dict):
        return tuple(sorted((name, shape(part)) for name, part in value.items()))
    if isinstance(value, list):
        return ("list", *dict.fromkeys(map(shape, value)))
    # A single capitalised word may be a term of the vocabulary: it stays.
    return value if re.fullmatch("[A-Z][A-Za-z]+", str(value)) else type(value).__name__


def test_every_object_is_of_the_vocabulary(
    things: Mapping[str, list[Thing]], tmp_path: Path
) -> None:
    path = "agencies/city-office/records/2026/plan-2026.md"
    repealed = edit(path, "validity: in-force", "validity: repealed")
    small = read_city(tmp_path / "small", repealed, sign).catalogue
    closed = {
        name: replace(
            agency, file=agency.file and agency.file.model_copy(update={"closed": CLOSED})
        )
        for name, agency in small.agencies.items()
    }
    odd = site_pages(replace(small, agencies=closed), ())
    every = [*things.values(), *([dict(t) for t in page.linked] for page in odd)]
    shapes = {shape(thing): thing for several in every for thing in several}
    assert len(shapes) >= 20
    assert judge(list(shapes.values()), tmp_path) == []


WRONG = {
    "a property of another type": {"@type": "GovernmentOrganization", "openingHours": "周一至周五"},
    "no property at all": {"@type": "Report", "reportKind": "决算"},
    "a value of the wrong type": {"@type": "Dataset", "distribution": {"@type": "Place"}},
    "a type that is none": {"@type": "GovernmentReport", "name": "决算"},
    "deep inside": {
        "@type": "GovernmentService",
        "provider": {"@type": "GovernmentOrganization", "fax": "0000-5550102"},
    },
}


def test_the_judge_finds_what_is_not_of_the_vocabulary(tmp_path: Path) -> None:
    wrong = [{"@context": "https://schema.org", **thing} for thing in WRONG.values()]
    said = judge(wrong, tmp_path)
    found = {int(line[len("things.ts(") :].split(",")[0]) for line in said}
    # Line 1 is the import, which also complains of the type that is none.
    assert found == {1, 2, 3, 4, 6}, said


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
                shown = ("有效",) if value == "InForce" else ("已废止", "已失效")
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
