"""What a reader sees without scrolling, on every kind of page, as first_screen.yml lists it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Locator, Page

from modes import HEIGHTS, window
from page_kinds import kinds

Serve = Callable[[Path], str]
LISTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "first_screen.yml").read_text("utf-8")
)
SCREENS = {"desk": 1440, "phone": 360}


def fault(page: Page, thing: Locator, words: str | None) -> str:
    """What is wrong with how a thing is seen; empty where nothing is."""
    shown = thing.locator("visible=true")
    if not shown.count():
        return "is not on the page"
    first = shown.first
    box = first.bounding_box()
    assert box and page.viewport_size
    if words and words not in first.inner_text():
        return f"does not say “{words}”: {first.inner_text()[:30]!r}"
    below = box["y"] + box["height"] - page.viewport_size["height"]
    if below > 0:
        return f"ends {below:.0f} px below the window"
    beside = box["x"] + box["width"] - page.viewport_size["width"]
    if box["x"] < 0 or box["y"] < 0 or beside > 0:
        return f"sticks out of the window: {box}"
    return ""


def test_every_kind_of_page_has_its_list(sample_site: Path) -> None:
    listed = [(each["kind"], each["pattern"]) for each in LISTS]
    assert len(listed) == len(set(listed))
    assert set(listed) == {(kind.kind, kind.pattern) for kind in kinds(sample_site)}
    for each in LISTS:
        assert each["question"].endswith(("？", "……"))
        assert each["desk"] and each["phone"]


def test_the_answer_stands_on_the_first_screen(
    browser: Browser, serve: Serve, sample_site: Path
) -> None:
    """On either screen; each page is opened once, and the window made as small as a phone."""
    found = {(kind.kind, kind.pattern): kind for kind in kinds(sample_site)}
    faults = []
    assert set(SCREENS.values()) <= HEIGHTS.keys()
    with window(browser, serve(sample_site), "normal", SCREENS["desk"]) as page:
        for each in LISTS:
            kind = found[each["kind"], each["pattern"]]
            for address in dict.fromkeys([kind.typical, kind.longest]):
                page.goto(address)
                for screen, width in SCREENS.items():
                    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
                    for selector, words in [("h1", None), *each[screen].items()]:
                        outside = selector.startswith("form.filter")  # beside what is searched
                        place = page.locator("main" if outside else "article")
                        wrong = fault(page, place.locator(selector), words)
                        if wrong:
                            at = f"{address}, {screen}"
                            faults.append(f"{each['question']} {at}: {selector} {wrong}")
    assert faults == [], "\n".join(["", *faults])
