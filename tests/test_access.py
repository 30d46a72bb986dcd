"""WCAG 2.2 and the elder norms on every kind of page, in every mode, in a real Chromium.

axe-core judges what a program can judge; contrast, targets and spacing are measured by measure.js.
Keyboard and settings have test_keyboard.py and test_display.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from modes import window
from npm_tools import npm_package
from page_kinds import of_kind, typical, typical_and_longest

Serve = Callable[[Path], str]
SEARCHED = "search.html?q=财政"

# All rules of axe: WCAG up to 2.2 AA, AAA (a contrast of 7:1 in every mode), best practice, and
# experimental ones; what is hidden is opened in a test of its own.
AXE = """() => axe.run(document, {
  resultTypes: ['violations', 'incomplete'],
  rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled:
    rule.ruleId !== 'hidden-content' && !rule.tags.some(tag => /obsolete|deprecated/.test(tag))}])),
}).then(result => [result.violations, result.incomplete].map(list => list.flatMap(
  rule => rule.nodes.map(node => [rule.id, node.target.flat().join(' '), node.html.slice(0, 90)]))))"""

# What axe leaves to a person: the rule, where (any selector that axe names), and why it is right
# there. Everything else must be decided by axe.
JUDGED = {
    "color-contrast": ("", "measured in test_every_text_and_edge_has_its_contrast, all of it"),
    "color-contrast-enhanced": ("", "measured there too"),
    "identical-links-same-purpose": ("", "stand under headings or in rows that tell them apart"),
    "th-has-data-cells": (".official", "a row that names a category heads the rows of its tbody"),
}


def opened(page: Page, address: str) -> None:
    """Go to a page; on the search page wait for what it finds."""
    page.goto(address)
    if "?q=" in address:
        page.wait_for_selector("a.search-result")


def axe(page: Page) -> list[str]:
    """What axe finds wrong in the page as it stands, and what it leaves open and nobody judged."""
    violations, incomplete = page.evaluate(AXE)
    open_ = [
        each for each in incomplete if each[0] not in JUDGED or JUDGED[each[0]][0] not in each[1]
    ]
    return [": ".join(each) for each in violations + open_]


@pytest.fixture(scope="session")
def axe_script() -> Path:
    return npm_package("axe-core") / "axe.min.js"


@dataclass(frozen=True)
class Look:
    """What was found on all pages in one mode at one width, measure by measure."""

    found: dict[str, list[str]]
    targets: int
    exempt: int
    texts: int
    pages: int


@pytest.fixture(scope="class", params=[360, 1280])
def look(
    request: pytest.FixtureRequest,
    browser: Browser,
    serve: Serve,
    sample_site: Path,
    axe_script: Path,
) -> Look:
    """Every kind of page, opened once, under all measures; on a phone the longest ones, too."""
    mode, width = request.cls.mode, request.param
    pages = typical_and_longest(sample_site) if width == 360 else typical(sample_site)
    found: dict[str, list[str]] = defaultdict(list)
    counts: Counter[str] = Counter()
    with window(browser, serve(sample_site), mode, width) as page:
        page.context.add_init_script(path=axe_script)
        for address in [*pages, SEARCHED]:
            opened(page, address)
            got = page.evaluate(
                "([finger, normal, large]) => measure.all(finger, normal, large)",
                [60 if mode == "elder" else 44, *((7, 7) if mode == "contrast" else (4.5, 3))],
            )
            counts.update(got["counts"])
            for measure, faults in [*got["found"].items(), ("axe", axe(page))]:
                found[measure] += [f"{address}: {fault}" for fault in faults]
            counts["pages"] += 1
    return Look(found, counts["targets"], counts["exempt"], counts["texts"], counts["pages"])


class InOneMode:
    """What holds in every mode; the classes below name the modes."""

    mode: str

    def test_axe_finds_nothing(self, look: Look) -> None:
        assert look.found["axe"] == []

    def test_every_text_and_edge_has_its_contrast(self, look: Look) -> None:
        """4.5:1, large text and edges of fields 3:1; with high contrast 7:1 for all text."""
        assert look.texts > 100 * look.pages  # it did look
        assert look.found["faint"] == []

    def test_every_target_is_a_finger_wide(self, look: Look) -> None:
        """44 × 44 px, in elder mode 60 × 60, and none on another.

        Links within a sentence, and links that a text enumerates with “、”, are as high as their line
        (the exception of WCAG 2.5.8); that line is 24 px high at least.
        """
        assert look.found["small"] == []
        assert look.found["close"] == []
        assert look.found["overlaps"] == []
        assert look.exempt < look.targets / 5  # the exception stays one

    def test_pages_have_room_for_their_text(self, look: Look) -> None:
        """No scrolling sideways, nothing cut off, lines and paragraphs apart as the norms ask."""
        assert look.found["sideways"] == []
        assert look.found["cut"] == []
        assert look.found["crowded"] == []
        assert look.found["packed"] == []

    def test_links_in_a_text_are_underlined(self, look: Look) -> None:
        assert look.found["unmarked"] == []


class TestNormal(InOneMode):
    mode = "normal"


class TestContrast(InOneMode):
    mode = "contrast"


class TestElder(InOneMode):
    mode = "elder"


@pytest.mark.parametrize(("mode", "width"), [("normal", 320), ("normal", 640), ("A++", 360)])
def test_no_page_is_wider_than_its_window(
    browser: Browser, serve: Serve, sample_site: Path, mode: str, width: int
) -> None:
    """640 px is a window of 1280 px at 200 %; 320 px one of 1280 px at 400 % (WCAG 1.4.10)."""
    found = []
    with window(browser, serve(sample_site), mode, width) as page:
        for address in [*typical_and_longest(sample_site), SEARCHED]:
            opened(page, address)
            found += [f"{address}: {fault}" for fault in page.evaluate("measure.sideways()")]
            found += [f"{address}: cut off: {fault}" for fault in page.evaluate("measure.cut()")]
    assert found == []


@pytest.mark.parametrize("mode", ["normal", "contrast", "elder"])
def test_axe_finds_nothing_in_what_opens(
    browser: Browser, serve: Serve, sample_site: Path, axe_script: Path, mode: str
) -> None:
    with window(browser, serve(sample_site), mode, 360) as page:
        page.context.add_init_script(path=axe_script)
        page.goto("index.html")
        page.click("[data-opens=display-panel]")
        page.click("[data-opens=site-nav]")
        assert page.is_visible("#display-panel fieldset") and page.is_visible(".site-nav a")
        assert axe(page) == []
        assert page.evaluate("n => measure.targets(n).small", 60 if mode == "elder" else 44) == []


def test_axe_would_find_something(
    browser: Browser, serve: Serve, sample_site: Path, axe_script: Path
) -> None:
    """The rules run at all: planted faults of WCAG A, AAA and best practice are found."""
    with window(browser, serve(sample_site), "contrast", 360) as page:
        page.context.add_init_script(path=axe_script)
        page.goto("index.html")
        page.evaluate(
            """() => {
              document.querySelector('article').insertAdjacentHTML('beforeend',
                '<img src="x.png"><h6>六</h6><p id="dim">看不清的字</p>');
              document.getElementById('dim').style.color = '#777';
            }"""
        )
        found = {fault.split(":")[0] for fault in axe(page)}
        assert found >= {"image-alt", "heading-order", "color-contrast-enhanced"}
        faint = page.evaluate("measure.faint(7, 7).found")
        assert [fault for fault in faint if "#dim" in fault]


def test_the_matrix_says_its_states_in_words(
    browser: Browser, serve: Serve, sample_site: Path
) -> None:
    with window(browser, serve(sample_site), "normal", 1280) as page:
        page.goto(of_kind(sample_site, "coverage").typical)
        cells = page.locator("table.matrix td:is(.items, .nil, .missing, .free)")
        said = cells.evaluate_all("all => all.map(each => [each.className, each.innerText[0]])")
        words = {"items": "有", "nil": "无", "missing": "缺", "free": "—"}
        assert len(said) >= 8 * 23
        assert all(words[state] == word for state, word in said)


def test_every_page_is_read_and_left_without_scripts(
    browser: Browser, serve: Serve, sample_site: Path
) -> None:
    """Its title, its text and the navigation are there, and no control that would do nothing."""
    with window(browser, serve(sample_site), "normal", 360, java_script_enabled=False) as page:
        for address in typical(sample_site):
            page.goto(address)
            assert page.is_visible("article h1"), address
            assert len(page.inner_text("article")) > 40, address
            assert page.locator(".site-nav a:visible").count() >= 7, address
            buttons = page.locator("button:visible").all_inner_texts()
            assert set(buttons) <= {"搜索"}, address
            assert page.locator("form.filter:visible").count() == 0, address


def test_the_search_page_says_what_it_needs_and_where_else_to_look(
    browser: Browser, serve: Serve, sample_site: Path
) -> None:
    with window(browser, serve(sample_site), "normal", 360, java_script_enabled=False) as page:
        page.goto("search.html")
        assert "JavaScript" in page.inner_text("article noscript p")
        ways = page.locator("article ul.links a:visible")
        assert ways.count() >= 4
        ways.first.click()
        assert page.is_visible("article h1")
