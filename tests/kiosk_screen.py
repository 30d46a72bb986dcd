"""A kiosk edition on a touch screen, opened from the disk, with what tests ask of it."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080), "small": (1366, 768)}
READY = "html.k-ready"


@contextmanager
def screen(
    browser: Browser, size: str = "portrait", *, missing: bool = False, **more: Any
) -> Iterator[Page]:
    """A page on a touch screen without network; what goes wrong in it fails the test, but where a
    file may be `missing`, that."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=True, offline=True, **more
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: (
            wrong.append(said.text)
            if said.type == "error" and not (missing and "ERR_FILE_NOT_FOUND" in said.text)
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            wrong.append(request.url)
            if urlsplit(request.url).scheme not in ("file", "data", "blob")
            else None
        ),
    )
    yield page
    context.close()
    assert not wrong, wrong


def opened(page: Page, site: Path, address: str) -> None:
    """Go to a page of the edition and wait until the kiosk's parts stand there."""
    page.goto(f"{site.as_uri()}/{address}")
    page.wait_for_selector(READY, state="attached")


def started(page: Page, site: Path) -> None:
    """Begin a visit as visitors do: a touch on the attract view."""
    opened(page, site, "index.html")
    width, height = page.viewport_size["width"], page.viewport_size["height"]  # type: ignore[index]
    page.touchscreen.tap(width / 2, height / 2)
    page.wait_for_selector("html[data-k-view='home']")


def code_in(place: Locator) -> str:
    """What the QR code says that is shown there, as another program reads it from a picture."""
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(place.screenshot())))
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    return str(found.text)


def linked_copy(site: Path, folder: Path, **settings: object) -> Path:
    """A copy of an edition, as links but for what tests change, with other settings."""
    shutil.copytree(site, folder, copy_function=os.link)
    frame = folder / "assets/kiosk/frame.js"
    begin, _, rest = frame.read_text("utf-8").partition(" = ")
    facts = json.loads(rest.rstrip().removesuffix(";"))
    facts["settings"] |= settings
    rewrite(frame, f"{begin} = {json.dumps(facts, ensure_ascii=False)};\n")
    return folder


def rewrite(path: Path, text: str) -> None:
    """Write a file anew, so that the other edition that shares it keeps its own."""
    path.unlink()
    path.write_text(text, "utf-8")


def new_release(site: Path, build: str) -> None:
    """Say that another release lies there now."""
    marker = site / "assets/disclosure/release.js"
    rewrite(marker, re.sub('"build": "[^"]*"', f'"build": "{build}"', marker.read_text("utf-8")))
