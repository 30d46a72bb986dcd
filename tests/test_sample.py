"""The sample city is what it claims: large enough, really written, and invented throughout."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosure import checks
from disclosure.load import load
from disclosure.model.catalogue import Catalogue, Record

ROOT = Path(__file__).parent.parent
# SHA-256, first 12 digits, of the seed's own names of people and places: their names stand nowhere.
FORBIDDEN = frozenset(
    (
        "219b07b7f553",
        "2569552e4f42",
        "296d203adf21",
        "2a01ad18f111",
        "9b83f4b8df9e",
        "a8248837d80d",
        "af81511d5d3c",
        "b0666e1fcfe1",
        "d31831dc503b",
        "e1b05fe932b5",
    )
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(ROOT / "catalogue")
    assert checks.run(loaded.catalogue, loaded.diagnostics) == []
    return loaded.catalogue


def paragraphs(record: Record) -> list[str]:
    """The paragraphs of a text, tables and headings left out."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", record.body)]
    return [part for part in parts if part and not part.startswith(("|", "#", "- ", "1. "))]


def fully_written(record: Record) -> bool:
    table = re.search(r"^\|?\s*:?-{3,}", record.body, re.M)
    return len(paragraphs(record)) >= 4 and bool(table) and bool(record.head.attachments)


def test_it_is_large_enough(catalogue: Catalogue) -> None:
    records = list(catalogue.records())
    assert len(catalogue.agencies) >= 8
    assert len(list(catalogue.items())) >= 150
    assert len(records) >= 150
    assert sum(record.head.kind == "service" for record in records) >= 20
    assert sum(fully_written(record) for record in records) >= 40


def test_agencies_are_of_every_kind_and_of_three_levels(catalogue: Catalogue) -> None:
    facts = [agency.file for agency in catalogue.agencies.values() if agency.file]
    assert {f.kind for f in facts} == set(catalogue.pack.entries("kinds"))
    assert {f.level for f in facts} == {"municipal", "county", "township"}


def test_no_paragraph_stands_in_more_than_three_records(catalogue: Catalogue) -> None:
    said = Counter(p for record in catalogue.records() for p in set(paragraphs(record)))
    own = {agency.file.name for agency in catalogue.agencies.values() if agency.file}
    repeated = {
        text: count
        for text, count in said.items()
        # A signature (name of the agency, date) is no paragraph of its own.
        if count > 3 and len(text) > 20 and text not in own
    }
    assert repeated == {}


def test_every_use_of_the_model_is_shown(catalogue: Catalogue) -> None:
    items, records = list(catalogue.items()), list(catalogue.records())
    assert {i.entry.mode for i in items} == {"proactive", "on-request", "withheld"}
    assert {i.entry.rhythm for i in items} == {"routine", "phased", "ad-hoc"}
    assert {"public", "group"} <= {i.entry.audience for i in items}
    assert any(i.entry.override for i in items)
    assert any(i.entry.also for i in items)
    assert any(i.entry.themes for i in items)
    assert any(r.head.former_addresses for r in records)
    assert any(r.head.revised for r in records)
    kinds = Counter(r.head.kind for r in records)
    assert min(kinds["interpretation"], kinds["response"], kinds["consultation"]) >= 1
    assert {"interview", "internal-rule", "appointment"} <= kinds.keys()
    majors = [i for i in items if i.entry.major]
    assert majors
    for item in majors:
        stages = sorted(
            (r.head.published, r.head.stage)
            for r in records
            if (r.agency, r.head.item) == (item.agency, item.id)
        )
        order = list(dict.fromkeys(stage for _, stage in stages))
        assert order == ["before-decision", "during-implementation", "result"], item.id
    for agency in catalogue.agencies.values():
        assert agency.file and agency.notices and agency.registers and agency.guide, agency.id
        assert agency.file.nil_returns and agency.file.windows and agency.file.filings, agency.id
        assert agency.file.responsibility and agency.file.responsibility.stand_in, agency.id


def test_each_agency_has_a_removable_item(catalogue: Catalogue) -> None:
    """The only item of its category, without records: taken out, it leaves one gap."""
    for agency in catalogue.agencies.values():
        used = {record.head.item for record in agency.records}
        counts = Counter(
            category
            for item in agency.items
            for category in (item.entry.category, *item.entry.also)
        )
        lonely = [i for i in agency.items if i.id not in used and counts[i.entry.category] == 1]
        assert lonely, agency.id


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the catalogue, those inside office files too, with the file's name."""
    for path in sorted((ROOT / "catalogue").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in (".yml", ".md", ".csv"):
            yield name, path.read_text("utf-8")
        elif path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as archive:
                for inner in archive.namelist():
                    if inner in ("xl/sharedStrings.xml", "word/document.xml"):
                        words = re.sub(r"<[^>]*>", " ", archive.read(inner).decode("utf-8"))
                        yield f"{name}!{inner}", words


def test_it_is_invented() -> None:
    for name, text in texts():
        for phone in re.findall(r"(?<![\d/-])\d{3,4}-\d{7,8}(?!\d)", text):
            assert phone.startswith("0000-"), (name, phone)
        assert not re.findall(r"(?<![\da-f])1[3-9]\d{9}(?![\da-f])", text), name
        for host in re.findall(r"(?:https?://|@)([A-Za-z0-9.-]+)", text):
            assert host.endswith(".example"), (name, host)
        for code in re.findall(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])", text):
            assert code[2:8] == "990000", (name, code)
        short = re.sub(r"[^\u4e00-\u9fff]", " ", text)
        for size in (2, 3, 4):
            grams = {short[i : i + size] for i in range(len(short) - size + 1)}
            found = {g for g in grams if hashlib.sha256(g.encode()).hexdigest()[:12] in FORBIDDEN}
            assert found == set(), name


def test_credit_codes_are_valid_by_an_independent_judge(catalogue: Catalogue) -> None:
    from stdnum.cn import uscc

    for agency in catalogue.agencies.values():
        assert agency.file and uscc.is_valid(agency.file.credit_code), agency.id


def test_the_regulation_is_complete_and_verbatim(catalogue: Catalogue) -> None:
    pack = catalogue.pack
    assert [article.number for article in pack.articles] == list(range(2, 22))
    assert len(pack.file.categories) == 23
    assert len(pack.file.forms) == 11
    assert len(pack.file.exemptions) == 4
    text = "".join("".join(article.paragraphs) for article in pack.articles)
    for entry in (*pack.file.categories, *pack.file.forms, *pack.file.exemptions):
        assert entry.name in text, entry.id
    seeds = sorted((ROOT.parent / "shared" / "seed").glob("000_*.txt"))
    for seed in seeds:  # beside the repository where the source document is kept
        source = "".join(seed.read_text("utf-8").split("\n"))
        assert text in source
