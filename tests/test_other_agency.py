"""A file of one agency changes no page of another, but where that page names it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from disclosure import checks
from disclosure.checks import KINDS
from disclosure.exports.atom import feeds
from disclosure.exports.calendars import calendars
from disclosure.load import load
from disclosure.model.catalogue import Catalogue
from disclosure.pages import site_pages
from disclosure.pages.view import open_view
from hostile_city import left_out, refused
from hostile_fields import Doc, Docs, Leaf, documents, leaves, put_text, write
from hostile_payloads import BREAKING, MARKUP
from small_city import BUREAU, OFFICE

HOSTILE = f"{BREAKING[2]} {MARKUP[0]}"
TAKING = (
    HOSTILE,
    "water-bureau",
    "water-bureau/pipes",
    "water-bureau/pipes-bidding",
    "pipes",
    "pipes-bidding",
    "../water-bureau/pipes",
    "/zwgk/water-bureau/pipes.html",
    "https://www.small-city.example/zwgk/water-bureau/index.html",
    "/zwgk/feeds/agency/water-bureau.xml",
    "11990000MB0000902U/2025-00001",
    "11990000MB0000902U",
)
"""What is put into each field of the office: a text that breaks out, and all that is the bureau's."""
NAMED = frozenset(("AgencyFile.name", "AgencyFile.disclosure_office.address"))
"""Fields of the office that pages of the bureau show: it is their parent, with whom they file and to
whom one complains of them. Its telephone is shown too, but takes no text that is no number."""


def of_the_bureau(catalogue: Catalogue) -> dict[str, str]:
    """Every page, feed and calendar of the bureau, and its pages of what is due."""
    view = open_view(catalogue, KINDS)
    own = re.compile(r"(?:feeds/|due/)?(?:agency/)?water-bureau[/.]")
    found = {
        page.address: repr(
            (
                page.article,
                page.aside,
                page.title,
                page.description,
                page.crumbs,
                page.linked,
                page.metas,
                page.searched,
                page.leads_to,
            )
        )
        for page in site_pages(catalogue, KINDS)
        if own.match(page.address)
    }
    found |= {name: data.decode() for name, data in feeds(catalogue) if own.match(name)}
    found |= {
        each.address: each.make().decode() for each in calendars(view) if own.match(each.address)
    }
    return found


def of(docs: Docs, root: Path) -> dict[str, str] | None:
    """What the bureau has of a catalogue; None when the check finds an error in it."""
    loaded = load(write(docs, root))
    found = checks.run(loaded.catalogue, loaded.diagnostics)
    if any(finding.severity.value == "error" for finding in found):
        return None
    return of_the_bureau(loaded.catalogue)


def places() -> Iterator[tuple[Leaf, object]]:
    """Each field of the office."""
    for leaf, above in leaves(documents(pack=False)):
        if leaf.file.startswith(OFFICE):
            yield leaf, above


def tried(folder: Path, texts: tuple[str, ...]) -> dict[str, int]:
    """Put each text into each field of the office alone; gives what became of it."""
    before = of(documents(pack=False), folder / "before")
    assert before and len(before) > 8
    counts = {"refused": 0, "same": 0, "named": 0}
    for number, (leaf, above) in enumerate(places()):
        for other, text in enumerate(texts):
            docs = documents(pack=False)
            put_text(docs, leaf, above, text)
            after = of(docs, folder / f"{number}-{other}")
            if after is None:
                counts["refused"] += 1
            elif after == before:
                counts["same"] += 1
            else:
                counts["named"] += 1
                if leaf.field == "RecordHead.explains":  # the box, on the page of what is explained
                    changed = {
                        address for address in before if after.get(address) != before[address]
                    }
                    assert changed == {f"{text}.html"}
                else:
                    assert leaf.field in NAMED, (leaf, text)
                assert after.keys() == before.keys()
                for said in after.values():
                    _escaped(said)
    return counts


def _escaped(said: str) -> None:
    """A text stands unescaped only where nothing is HTML yet: in titles and data of a page."""
    article = said.split("', '")[0]
    assert "<img src=x" not in article and "<script>window" not in article


def test_no_text_of_one_agency_changes_another(tmp_path: Path) -> None:
    """All fields of the office at once, but for those that name it; each alone in the safety run."""
    docs = documents(pack=False)
    before = of(documents(pack=False), tmp_path / "before")
    changed = 0
    for leaf, above in places():
        if not (refused(leaf.field) or left_out(leaf.field) or leaf.field in NAMED):
            put_text(docs, leaf, above, f"{HOSTILE} {leaf.file}")
            changed += 1
    after = of(docs, tmp_path / "after")
    assert before and after and changed > 60
    assert before == after
    for number, field in enumerate(sorted(NAMED)):
        for leaf, above in places():
            if leaf.field == field:
                docs = documents(pack=False)
                put_text(docs, leaf, above, HOSTILE)
                shown = of(docs, tmp_path / str(number))
                assert shown and shown.keys() == before.keys() and shown != before
                for said in shown.values():
                    _escaped(said)


@pytest.mark.safety
def test_nothing_that_one_agency_writes_takes_what_is_anothers(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    counts = tried(tmp_path, TAKING)
    figure(
        f"texts in fields of one agency: {json.dumps(counts)}; pages of the other changed where they name it"
    )


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("pages/water-bureau.md", "# 页\n"),
        ("pages/water-bureau/index.md", "# 页\n"),
        ("pages/Water-Bureau/pipes.md", "# 页\n"),
        ("pages/feeds/agency/water-bureau.xml", "x"),
        ("pages/assets/disclosure/site.js", "x"),
        ("pages/search/x.md", "# 页\n"),
        (f"{OFFICE}/files/../../water-bureau/records/2025/pipes-bidding.html", "x"),
        ("agencies/feeds/agency.yml", "x"),
        ("agencies/Water-Bureau/agency.yml", "x"),
        ("agencies/about/agency.yml", "x"),
        ("agencies/index.html", "x"),
        (f"{OFFICE}/index.html", "x"),
        (f"{OFFICE}/records/2026/index.md", "x"),
        (f"{BUREAU}2/records/2026/x.md", "x"),
    ],
)
def test_no_file_takes_an_address_of_another(tmp_path: Path, file: str, content: str) -> None:
    """Each is a finding, so that no site is made of it."""
    docs = documents(pack=False)
    docs[file] = content.encode()
    assert of(docs, tmp_path / "catalogue") is None


def _record(docs: Docs, name: str, **values: object) -> None:
    template = docs[f"{OFFICE}/records/2026/plan-explained.md"]
    assert isinstance(template, Doc)
    value = json.loads(json.dumps(template.value)) | values
    value["index_number"] = "11990000MB0000901Q/2026-00077"
    docs[f"{OFFICE}/records/2026/{name}.md"] = Doc(value, "文字。\n")


def test_only_the_box_of_explaining_reaches_another_agency_and_it_is_escaped(
    tmp_path: Path,
) -> None:
    before = of(documents(pack=False), tmp_path / "before")
    docs = documents(pack=False)
    _record(docs, "a-word-on-pipes", title=HOSTILE, explains=["water-bureau/pipes-bidding"])
    after = of(docs, tmp_path / "after")
    assert before and after and before.keys() == after.keys()
    changed = {address for address in before if before[address] != after[address]}
    assert changed == {"water-bureau/pipes-bidding.html"}
    page = after["water-bureau/pipes-bidding.html"]
    assert "<img src=x" not in page and "<script>window" not in page
    assert "&lt;script&gt;window" in page or "&amp;lt;" in page


@pytest.mark.parametrize(
    "values",
    [
        {"former_addresses": ["/zwgk/water-bureau/pipes.html"]},
        {"former_addresses": ["/zwgk/water-bureau/"]},
        {"former_addresses": ["/zwgk/water-bureau/new.html"]},
        {"former_addresses": ["/zwgk/%77ater-bureau/pipes.html"]},
        {"former_addresses": ["/zwgk/WATER-BUREAU/pipes.html"]},
        {
            "former_addresses": [
                "https://www.small-city.example/zwgk/water-bureau/pipes-bidding.html"
            ]
        },
        {"former_addresses": ["/zwgk/./water-bureau/../water-bureau/pipes.html"]},
        {"former_addresses": ["/zwgk/index.html"]},
        {"former_addresses": ["/zwgk/feeds/agency/water-bureau.html"]},
        {"former_addresses": ["/zwgk/due/agency/water-bureau.html"]},
        {"former_addresses": ["/zwgk/assets/disclosure/site.html"]},
    ],
)
def test_no_former_address_is_anothers(tmp_path: Path, values: dict[str, object]) -> None:
    before = of(documents(pack=False), tmp_path / "before")
    docs = documents(pack=False)
    _record(docs, "an-old-thing", **values)
    after = of(docs, tmp_path / "after")
    assert after is None or after == before
