"""The visitor's settings: set with the controls, seen at once, kept across pages and reloads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from modes import KEY

Serve = Callable[[Path], str]
TEXT = "article h1 + p"


@pytest.fixture
def page(browser: Browser, serve: Serve, sample_site: Path) -> Iterator[Page]:
    context = browser.new_context(
        base_url=serve(sample_site), viewport={"width": 1280, "height": 800}
    )
    yield context.new_page()
    context.close()


def root(page: Page) -> dict[str, str]:
    """The settings as the page shows them."""
    return dict(page.evaluate("({...document.documentElement.dataset})"))


def kept(page: Page) -> dict[str, object]:
    return dict(json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "{}"))


def size(page: Page) -> float:
    return float(page.locator(TEXT).evaluate("each => parseFloat(getComputedStyle(each).fontSize)"))


def choose(page: Page, name: str, value: str = "") -> None:
    """Click a control as a visitor does: on its label."""
    chosen = f"[name={name}]" + (f"[value='{value}']" if value else "")
    page.locator(f"#display-panel label:has({chosen})").click()


def test_the_size_of_text_grows_in_steps_and_is_kept(page: Page) -> None:
    page.goto("about/rights.html")
    normal = size(page)
    assert normal >= 18
    page.get_by_role("button", name="显示设置").click()
    choose(page, "text", "2")
    larger = size(page)
    choose(page, "text", "3")
    largest = size(page)
    assert larger / normal >= 1.15 and largest / normal >= 1.35
    assert kept(page)["text"] == 3
    page.reload()
    assert size(page) == largest
    page.locator(".site-nav a", has_text="公开机关").click()
    assert root(page)["text"] == "3"
    page.get_by_role("button", name="显示设置").click()
    assert page.is_checked("#display-panel [name=text][value='3']")
    page.get_by_role("button", name="恢复默认").click()
    assert "text" not in root(page)
    page.goto("about/rights.html")
    assert size(page) == normal


def test_high_contrast_and_elder_mode_are_kept_together(page: Page) -> None:
    page.goto("about/rights.html")
    page.get_by_role("button", name="显示设置").click()
    choose(page, "contrast")
    choose(page, "elder")
    shown = root(page)
    assert (shown["contrast"], shown["mode"]) == ("high", "elder")
    page.reload()
    assert root(page) == shown
    elder = page.get_by_role("button", name="长者模式")
    assert elder.get_attribute("aria-pressed") == "true"
    elder.click()
    assert elder.get_attribute("aria-pressed") == "false"
    assert kept(page) == {"text": 1, "contrast": True, "elder": False, "keys": True}
    page.goto("index.html")
    assert root(page)["contrast"] == "high" and "mode" not in root(page)


def test_the_key_can_be_turned_off_for_good(page: Page) -> None:
    page.goto("about/rights.html")
    page.get_by_role("button", name="显示设置").click()
    choose(page, "keys")
    assert kept(page)["keys"] is False
    page.goto("law/index.html")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("mode", ["elder", "contrast"])
def test_a_mode_stands_before_anything_is_painted(page: Page, mode: str) -> None:
    """No flash: what the visitor set is on the root element before the body is there."""
    settings = json.dumps(json.dumps({mode: True}))
    page.add_init_script(
        f"""localStorage.setItem("{KEY}", {settings});
        new MutationObserver(() => {{
          if (document.body && !window.atBody)
            window.atBody = {{...document.documentElement.dataset}};
        }}).observe(document, {{childList: true, subtree: true}});"""
    )
    page.goto("index.html")
    assert page.evaluate("window.atBody") == {
        **({"mode": "elder"} if mode == "elder" else {"contrast": "high"})
    }


@pytest.mark.parametrize("broken", ["{", "7", "[]", '{"text":"9","contrast":"perhaps"}'])
def test_what_others_left_in_the_storage_breaks_no_page(page: Page, broken: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(f"localStorage.setItem('{KEY}', {json.dumps(broken)})")
    page.goto("about/rights.html")
    page.get_by_role("button", name="显示设置").click()
    choose(page, "text", "2")
    assert root(page)["text"] == "2"
    assert errors == []


def test_settings_hold_for_the_page_where_nothing_can_be_kept(page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        """Object.defineProperty(window, 'localStorage',
             {get() { throw new DOMException('no', 'SecurityError'); }})"""
    )
    page.goto("about/rights.html")
    page.get_by_role("button", name="显示设置").click()
    choose(page, "elder")
    assert root(page)["mode"] == "elder"
    assert errors == []
