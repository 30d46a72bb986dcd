"""Everything by keyboard alone, with a focus that is seen, in a real Chromium (WCAG 2.1, 2.4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from modes import window
from page_kinds import Kind, kinds, of_kind

Serve = Callable[[Path], str]


def shortest(site: Path) -> list[str]:
    """The shortest page of every kind: the same elements as on a longer one, only fewer."""
    return [kind.addresses[0] for kind in kinds(site)]


def walk(page: Page) -> tuple[list[int], list[str]]:
    """Hold Tab from the top to the end: the stops in the order met, and what is wrong at each.

    The page itself looks at each stop before the key takes it to the next one, which spares a
    question for each; a key that is held repeats, which spares letting it up for each.
    """
    expected = page.evaluate(
        """() => {
          window.met = [];
          let presses = 0;
          addEventListener("keydown", () => presses++ && window.met.push(measure.focused()), true);
          return measure.stops().length;
        }"""
    )
    for _ in range(expected):
        page.keyboard.down("Tab")
    met = page.evaluate("[...window.met, measure.focused()]")
    page.keyboard.up("Tab")
    assert len(met) == expected
    order, faults = [], []
    for got in met:
        order.append(got["place"])
        faults += [f"{got['name']}: {fault}" for fault in got["faults"]]
    return order, faults


@pytest.mark.parametrize(("mode", "width"), [("normal", 1280), ("contrast", 360), ("elder", 1280)])
def test_tab_reaches_everything_in_order_and_is_seen(
    browser: Browser, serve: Serve, sample_site: Path, mode: str, width: int
) -> None:
    faults: list[str] = []
    with window(browser, serve(sample_site), mode, width) as page:
        for address in shortest(sample_site):
            page.goto(address)
            order, wrong = walk(page)
            assert len(order) >= 15, address
            if order != list(range(len(order))):
                faults.append(f"{address}: order {order}")
            faults += [f"{address}: {fault}" for fault in wrong]
    assert faults == []


def test_tab_leaves_the_last_stop_and_goes_back(
    browser: Browser, serve: Serve, sample_site: Path
) -> None:
    """Nothing holds the focus: after the last stop it leaves the page, and Shift+Tab returns."""
    with window(browser, serve(sample_site), "normal", 1280) as page:
        for kind in ("coverage", "home", "regulation"):
            page.goto(of_kind(sample_site, kind).typical)
            page.evaluate("measure.stops().at(-1).focus()")
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement === document.body"), kind
            page.evaluate("measure.stops().at(-1).focus()")
            page.keyboard.press("Shift+Tab")
            assert page.evaluate("measure.focused().place - measure.stops().length") == -2, kind


def test_the_skip_link_is_first_and_leads_to_the_text(
    browser: Browser, serve: Serve, sample_site: Path
) -> None:
    with window(browser, serve(sample_site), "normal", 1280) as page:
        for address in shortest(sample_site):
            page.goto(address)
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.textContent") == "跳到正文", address
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "content", address
            page.keyboard.press("Tab")
            inside = "document.activeElement.closest('article, .toc, .site-foot') !== null"
            assert page.evaluate(inside), address


def test_wide_tables_scroll_by_keyboard(browser: Browser, serve: Serve, sample_site: Path) -> None:
    with window(browser, serve(sample_site), "normal", 360) as page:
        page.goto(of_kind(sample_site, "coverage").typical)
        wrap = page.locator(".table-wrap").first
        assert wrap.evaluate("each => each.scrollWidth > each.clientWidth + 40")
        wrap.focus()
        page.keyboard.press("ArrowRight")
        moved = """async each => {
          for (let turn = 0; turn < 100 && each.scrollLeft === 0; turn++)
            await new Promise(done => setTimeout(done, 20));
          return each.scrollLeft;
        }"""
        assert wrap.evaluate(moved) > 0


@pytest.mark.parametrize("width", [360, 1280])
def test_a_stroke_leads_to_the_search_box_of_every_page(
    browser: Browser, serve: Serve, sample_site: Path, width: int
) -> None:
    with window(browser, serve(sample_site), "normal", width) as page:
        for address in shortest(sample_site):
            page.goto(address)
            page.keyboard.press("/")
            assert page.evaluate("document.activeElement.name") == "q", address
            assert page.evaluate("document.activeElement.value") == "", address


def test_a_stroke_within_a_field_is_a_stroke(
    browser: Browser, serve: Serve, sample_site: Path
) -> None:
    contacts = _one(sample_site, "contact", "about/contacts.html")
    with window(browser, serve(sample_site), "normal", 1280) as page:
        page.goto(contacts.typical)
        page.focus("#filter")
        page.keyboard.type("1/2")
        assert page.input_value("#filter") == "1/2"
        page.focus("#head-query")
        page.keyboard.type("示财/12")
        assert page.input_value("#head-query") == "示财/12"


def test_the_stroke_can_be_turned_off(browser: Browser, serve: Serve, sample_site: Path) -> None:
    """By keyboard alone (WCAG 2.1.4). That it stays off is a test of test_display.py."""
    with window(browser, serve(sample_site), "normal", 1280) as page:
        page.goto("law/index.html")
        page.focus("[data-opens=display-panel]")
        page.keyboard.press("Enter")
        page.focus("#display-panel [name=keys]")
        page.keyboard.press("Space")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement === document.body")
        page.keyboard.press("Control+/")
        assert page.evaluate("document.activeElement === document.body")
        page.focus("#display-panel [name=keys]")
        page.keyboard.press("Space")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "head-query"


def test_what_opens_is_opened_and_closed_by_keyboard(
    browser: Browser, serve: Serve, sample_site: Path
) -> None:
    with window(browser, serve(sample_site), "normal", 360) as page:
        page.goto("about/rights.html")
        for button, inside in (
            ("[data-opens=display-panel]", "#display-panel [name=contrast]"),
            ("[data-opens=site-nav]", ".site-nav a"),
        ):
            assert page.locator(inside).first.is_hidden()
            page.focus(button)
            page.keyboard.press("Enter")
            assert page.get_attribute(button, "aria-expanded") == "true"
            page.locator(inside).first.focus()
            page.keyboard.press("Escape")
            assert page.locator(inside).first.is_hidden()
            assert page.get_attribute(button, "aria-expanded") == "false"
            assert page.evaluate("each => document.activeElement.matches(each)", button)
            page.keyboard.press("Space")
            assert page.locator(inside).first.is_visible()
            page.keyboard.press("Space")
            assert page.locator(inside).first.is_hidden()


def _one(site: Path, kind: str, pattern: str) -> Kind:
    (found,) = (each for each in kinds(site) if (each.kind, each.pattern) == (kind, pattern))
    return found
