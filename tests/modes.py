"""The site as a visitor has set it: a window of a width, in a mode, with measure.js at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

KEY = "disclosure-display"
MODES: dict[str, dict[str, object]] = {
    "normal": {},
    "contrast": {"contrast": True},
    "elder": {"elder": True},
    "A++": {"text": 3},
}
HEIGHTS = {360: 740, 1440: 900}
# One script: in which order several are run is not said.
_MEASURE = "\n".join(
    (Path(__file__).parent / name).read_text("utf-8") for name in ("paint.js", "measure.js")
)


@contextmanager
def window(browser: Browser, base: str, mode: str, width: int, **more: Any) -> Iterator[Page]:
    """A page in a browser of its own, `width` px wide, in a mode that was kept there before.

    `more` goes to Playwright's new_context.
    """
    size = {"width": width, "height": HEIGHTS.get(width, 800)}
    context = browser.new_context(base_url=base, viewport=size, **more)  # type: ignore[arg-type]
    kept = json.dumps(json.dumps(MODES[mode]))
    context.add_init_script(f"localStorage.setItem({json.dumps(KEY)}, {kept})")
    context.add_init_script(_MEASURE)
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def turn(page: Page, mode: str) -> None:
    """Set an open page to a mode, as its visitor does in its panel, and let no colour be on its way."""
    page.evaluate(
        """({text = 1, contrast = false, elder = false}) => {
          const panel = document.getElementById("display-panel");
          panel.elements.text.value = String(text);
          Object.assign(panel.elements.contrast, {checked: contrast});
          Object.assign(panel.elements.elder, {checked: elder});
          panel.dispatchEvent(new Event("change"));
          document.getAnimations().forEach((each) => each.finish());
        }""",
        MODES[mode],
    )
