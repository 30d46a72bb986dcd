"""Every field is hostile: what gets into pages does nothing, in a real browser, with and without a policy."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook

from city_builds import build
from disclosure import checks, clean
from disclosure.attachments import inspect
from disclosure.bodies import BodyTooSlow, render, too_heavy
from disclosure.exports.filing import dossier
from disclosure.exports.filing_sheet import workbook
from disclosure.links import resolve
from disclosure.load import load
from disclosure.pages.view import open_view
from disclosure.publish.compose import preview_page
from hostile_browser import Noticed, look, visiting
from hostile_city import REFUSED, build_city, errors, refused, told
from hostile_fields import Doc, documents, leaves, put_text, write
from hostile_payloads import BODIES, BREAKING, MARKUP
from small_city import OFFICE

FEW_TEXTS = (MARKUP[0], MARKUP[6], BREAKING[0], BREAKING[2], "{{ 7 * 191 }} @@title@@ __proto__")
FEW_BODIES = BODIES[::60]
QUERIES = ("<script>", '"><img src=x onerror=alert(1)>', "__proto__", "{{ 7 * 191 }}")


class _Reader(HTMLParser):
    """What elements and attributes a text holds, read by the standard library."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.found.append(("!--", {}))


OURS = {"class", "role", "aria-label", "tabindex", "rel", "title"}
"""What the site itself adds: the frame of a table, `rel` of a link."""


def test_a_text_holds_nothing_but_what_is_on_the_lists() -> None:
    """Read by another parser, and whatever addresses links may lead to."""
    for body in BODIES:
        if too_heavy(body):
            continue
        reader = _Reader()
        reader.feed(render(body, lambda target: target))
        for tag, values in reader.found:
            assert tag in clean.BLOCKS | clean.INLINE, (tag, body)
            assert set(values) <= clean.ATTRIBUTES.get(tag, set()) | OURS, (tag, values, body)
            assert re.fullmatch(r"(?:s-|fn:|fnref\d*:)[^\s\"'<>&]*", values.get("id") or "s-"), body
            source = values.get("src") or ""
            assert not re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\])", source, re.IGNORECASE), body


def test_a_text_that_failed_leaves_nothing_in_the_converter() -> None:
    """One agency's text must not change how the next one is read."""
    text = "- 甲\n\n    乙\n\n<b>丙</b>[^1]\n\n[^1]: 丁"
    before = render(text, lambda target: target)
    for heavy in ("> - " * 20 + "x", "[" * 3_000, "- " * 300 + "x"):
        with pytest.raises(BodyTooSlow):
            render(heavy, lambda target: target)
        assert render(text, lambda target: target) == before


@pytest.mark.parametrize(
    "text", ["&#xe000;9&#xe001;\n\n甲", "甲\n\n\ue0003\ue001 *x*", "\ue0000\ue001"]
)
def test_signs_of_our_own_in_a_text_are_signs(text: str) -> None:
    assert "甲" not in text or "<p>甲</p>" in render(text, lambda target: target)


def _notice(noticed: Noticed) -> None:
    assert noticed.nothing, (noticed.dialogs, noticed.requests, noticed.errors, noticed.odd)


def test_texts_do_nothing_in_a_page_without_a_policy(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    """All that Markdown and HTML can be made to say, rendered as for the preview, which shows what
    the check refuses."""
    catalogue = load(write(documents(pack=False), tmp_path / "catalogue")).catalogue
    source = f"catalogue/{OFFICE}/records/2026/plan-2026.md"

    def link(target: str) -> str | None:
        return resolve(catalogue, source, "city-office", target)

    made = [render(body, link) for body in BODIES if not too_heavy(body)]
    folder = tmp_path / "site"
    folder.mkdir()
    text = "<!doctype html><link rel=icon href=data:,><meta charset=utf-8>" + "".join(
        f"<article>{html}</article>" for html in made
    )
    (folder / "index.html").write_text(text, "utf-8")
    (folder / "city-office/files").mkdir(parents=True)
    (folder / "city-office/files/plan.csv").write_bytes(b"x")
    with visiting(browser, base := serve(folder), policy=False) as (context, noticed):
        look(context.new_page(), noticed, f"{base}index.html", settle=300)
        _notice(noticed)
    assert len(made) > 600


def test_findings_that_quote_do_nothing(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    """The page of the preview, which has no policy."""
    docs = documents(pack=False)
    for leaf, above in leaves(docs):
        put_text(docs, leaf, above, " ".join((BREAKING[2], MARKUP[0])))
    help_page = docs["pages/help.md"]
    assert isinstance(help_page, Doc)
    help_page.body = f"[x](<{MARKUP[0]}>) [y]({BREAKING[2]})"
    loaded = load(write(docs, tmp_path / "catalogue"))
    findings = checks.run(loaded.catalogue, loaded.diagnostics)
    assert len(findings) > 30
    assert any("onerror" in finding.message.zh for finding in findings)
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "preview.html").write_text(
        f"<link rel=icon href=data:,><article>{preview_page(findings).article}</article>", "utf-8"
    )
    with visiting(browser, base := serve(folder), policy=False) as (context, noticed):
        look(context.new_page(), noticed, f"{base}preview.html")
        _notice(noticed)


def test_a_city_of_hostile_fields_does_nothing(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    """A page of each kind and every search, with the policy on and off."""
    made = build_city(tmp_path, FEW_TEXTS, FEW_BODIES)
    assert errors(made.root) == [], told(made.root)
    assert len(made.fields) >= 155
    site = tmp_path / "site"
    build(made.root, site)
    kinds: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        kind = re.search(r'name="disclosure:kind" content="([^"]*)"', text)
        assert kind, path
        kinds.setdefault(kind[1], path.relative_to(site).as_posix())
        assert not re.search(r"<script(?![^>]*(?:\ssrc=| type=.application/ld\+json))", text) or (
            path.name == "404.html"
        )
    base = serve(site)
    for policy in (True, False):
        with visiting(browser, base, policy=policy) as (context, noticed):
            page = context.new_page()
            # With the policy a few are enough: it stops no less on one page than on another.
            for name in [*kinds.values()][:: 6 if policy else 1]:
                look(page, noticed, base + name)
            for query in QUERIES:
                look(page, noticed, f"{base}search.html?q={quote(query)}", settle=250)
            _notice(noticed)


def test_a_new_field_is_found_by_itself() -> None:
    """Of each field that holds a text there is one place, and each that is refused exists."""
    fields = {leaf.field for leaf, _ in leaves(documents())}
    assert len(fields) > 230
    assert fields >= REFUSED
    assert {field for field in fields if not refused(field)} >= {
        "RecordHead.title",
        "RecordHead.service.materials.note",
        "SiteFile.government_site.operator",
        "ProseHead.description",
        "Article.paragraphs",
    }


def test_cells_of_a_filed_catalogue_are_texts(tmp_path: Path) -> None:
    """Whatever they begin with; read back from the workbook itself."""
    docs = documents(pack=False)
    starts = (
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("https://pwn.example/")',
        "+1",
        "-1+1",
        "@SUM(1)",
        "＝1",
        "\t=1",
    )
    for number, (leaf, above) in enumerate(leaves(docs)):
        if not refused(leaf.field) and leaf.field.startswith(("ItemEntry.", "AgencyFile.")):
            put_text(docs, leaf, above, f"{starts[number % len(starts)]} {number} 字")
    catalogue = load(write(docs, tmp_path / "catalogue")).catalogue
    view = open_view(catalogue, ())
    for agency in ("city-office", "water-bureau"):
        data = workbook(dossier(view, view.desks[agency]))
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        cells = [cell for row in rows for cell in row if cell != ""]
        assert {type(cell) for cell in cells} <= {str, float}
        assert not [cell for cell in cells if isinstance(cell, float) and not cell.is_integer()]
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
            strings = archive.read("xl/sharedStrings.xml").decode()
            assert "<f>" not in sheet and "<f " not in sheet and "<hyperlink" not in sheet
            assert not any(
                "externalLink" in name or "ddeLink" in name for name in archive.namelist()
            )
        assert "HYPERLINK" in strings or "cmd|" in strings


@pytest.mark.parametrize(
    ("name", "cell", "runs"),
    [
        ("a.csv", "=cmd|' /C calc'!A0", True),
        ("a.csv", "=1+cmd|' /C calc'!A0", True),
        ("a.csv", "＝HYPERLINK(1)", True),
        ("a.csv", "@SUM(1+1)", True),
        ("a.csv", "+cmd|' /C calc'!A0", True),
        ("a.csv", "-2+3+cmd|' /C calc'!A0", True),
        ("a.csv", "+HYPERLINK(1)", True),
        ("a.tsv", "=DDE(1)", True),
        ("a.csv", "-5", False),
        ("a.csv", "+86 0000 5550101 (office)", False),
        ("a.csv", "-1.5（万元）", False),
        ("a.tsv", "- PDF", False),
        ("a.csv", "a@office.example", False),
        ("a.txt", "==== PDF(1) ====", False),
    ],
)
def test_formulas_in_tables_of_plain_text_are_found(name: str, cell: str, runs: bool) -> None:
    """In the first column and in a later one."""
    gap = "\t" if name.endswith(".tsv") else ","
    for text in (f"{cell}{gap}1\n", f"1{gap}{cell}{gap}2\n"):
        found = inspect(f"files/{name}", text.encode(), lambda _: ())
        assert any(flaw.kind == "external" for flaw in found.flaws) is runs, text
