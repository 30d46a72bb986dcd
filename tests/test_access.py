"""WCAG 2.2 and the elder norms on every kind of page, in every mode, in a real Chromium.

axe-core judges what a program can judge; contrast, targets and spacing are measured by measure.js.
Keyboard and settings have test_keyboard.py and test_display.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from modes import HEIGHTS, turn, window
from npm_tools import npm_package
from page_kinds import of_kind, typical, typical_and_longest

Serve = Callable[[Path], str]
SEARCHED = "search.html?q=财政"
MODES = ("normal", "contrast", "elder")

# All rules of axe: WCAG up to 2.2 AA, AAA (a contrast of 7:1 in every mode), best practice, and
# experimental ones; what is hidden is opened in a test of its own. Or only some, by their names.
AXE = """only => axe.run(document, {
  resultTypes: ['violations', 'incomplete'],
  rules: Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled:
    rule.ruleId !== 'hidden-content' && !rule.tags.some(tag => /obsolete|deprecated/.test(tag)) &&
    (!only || only.includes(rule.ruleId))}])),
}).then(result => [result.violations, result.incomplete].map(list => list.flatMap(
  rule => rule.nodes.map(node => [rule.id, node.target.flat().join(' '), node.html.slice(0, 90)]))))"""

# The rules of axe that read colours, sizes or places (those of tables do, to tell data from layout).
# All others read what the document says and which of it is shown: where two modes show the same at
# a width, they say the same.
OF_LOOKS = (
    *("color-contrast", "color-contrast-enhanced", "link-in-text-block", "target-size"),
    *("scrollable-region-focusable", "p-as-heading", "label-content-name-mismatch"),
    *("table-fake-caption", "td-has-header", "th-has-data-cells"),
)

# All that those others read: each element with its attributes, whether it is painted and whether
# it is read out; without the root and the pressed button, which say no more than the mode itself.
SHOWN = """() => Array.from(document.querySelectorAll('*'), each => [
  each.localName, measure.seen(each), each.checkVisibility({visibilityProperty: true}),
  ...Array.from(each === document.documentElement ? [] : each.attributes, attribute =>
    attribute.name === 'aria-pressed' ? '' : attribute.name + '=' + attribute.value),
].join(' ')).join('; ')"""

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


def axe(page: Page, only: Sequence[str] | None = None) -> list[str]:
    """What axe finds wrong in the page as it stands, and what it leaves open and nobody judged.

    By all rules, or `only` by those of these names.
    """
    violations, incomplete = page.evaluate(AXE, only)
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


def in_each_look(page: Page, first: str, widths: Sequence[int]) -> Iterator[tuple[str, int, bool]]:
    """Set the page to each width and mode, `first` the one that it was opened in.

    Gives mode, width, and whether the page shows there what it showed in `first`.
    """
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
        turn(page, first)
        shown = page.evaluate(SHOWN)
        yield first, width, False
        for mode in MODES:
            if mode != first:
                turn(page, mode)
                yield mode, width, page.evaluate(SHOWN) == shown


@pytest.fixture(scope="module")
def looks(
    browser: Browser, serve: Serve, sample_site: Path, axe_script: Path
) -> dict[tuple[str, int], Look]:
    """Every kind of page under all measures in every mode and width; on a phone the longest, too.

    Each page is opened once, a third of them in each mode, and then set to the others, for opening
    costs much. All rules of axe are asked at each width in the mode in which the page was opened,
    and in another mode where that shows anything else. No style of a mode has a `display`, but the
    large text of elder mode turns tables into cards in a room where they are tables otherwise.
    """
    wide = {*typical(sample_site), SEARCHED}
    pages = [*typical_and_longest(sample_site), SEARCHED]
    found: dict[tuple[str, int], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    counts: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for number, first in enumerate(MODES):
        with window(browser, serve(sample_site), first, 360) as page:
            page.context.add_init_script(path=axe_script)
            for address in pages[number :: len(MODES)]:
                opened(page, address)
                widths = (360, 1280) if address in wide else (360,)
                for mode, width, same in in_each_look(page, first, widths):
                    got = page.evaluate(
                        "([finger, normal, large]) => measure.all(finger, normal, large)",
                        [
                            60 if mode == "elder" else 44,
                            *((7, 7) if mode == "contrast" else (4.5, 3)),
                        ],
                    )
                    counts[mode, width].update({**got["counts"], "pages": 1})
                    got["found"]["axe"] = axe(page, OF_LOOKS if same else None)
                    for measure, faults in got["found"].items():
                        of_page = [f"{address}: {fault}" for fault in faults]
                        found[mode, width][measure] += of_page
    return {
        look: Look(found[look], of["targets"], of["exempt"], of["texts"], of["pages"])
        for look, of in counts.items()
    }


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("mode", MODES)
class TestEveryLook:
    """What holds in every mode at every width."""

    @pytest.fixture
    def look(self, looks: dict[tuple[str, int], Look], mode: str, width: int) -> Look:
        return looks[mode, width]

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


def test_no_page_is_wider_than_its_window(
    browser: Browser, serve: Serve, sample_site: Path
) -> None:
    """640 px is a window of 1280 px at 200 %; 320 px one of 1280 px at 400 % (WCAG 1.4.10).

    Each page is opened once, in the first of the three, for opening costs more than measuring.
    """
    found = []
    with window(browser, serve(sample_site), "normal", 320) as page:
        for address in [*typical_and_longest(sample_site), SEARCHED]:
            opened(page, address)
            for mode, width in (("normal", 320), ("normal", 640), ("A++", 360)):
                page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
                turn(page, mode)
                at = f"{address}, {mode}, {width} px: "
                found += [at + fault for fault in page.evaluate("measure.sideways()")]
                found += [f"{at}cut off: {fault}" for fault in page.evaluate("measure.cut()")]
    assert found == []


@pytest.mark.parametrize("mode", MODES)
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
        of_looks = {fault.split(":")[0] for fault in axe(page, OF_LOOKS)}
        assert of_looks == {"color-contrast-enhanced"}
        assert set(OF_LOOKS) <= set(page.evaluate("axe.getRules().map(rule => rule.ruleId)"))
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
