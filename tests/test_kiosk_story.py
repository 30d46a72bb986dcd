"""A visit at a kiosk from its first touch to its end, by touch alone, on a machine without network.

The browser runs in a network namespace of its own, which holds nothing but a loopback that is down.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from find_browser import chromium_path
from kiosk_screen import SIZES, code_in, linked_copy, screen

ADDRESS = "https://www.example-city.example/zwgk/"


@pytest.fixture(scope="module")
def alone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The browser of the tests, started where there is no network at all."""
    script = tmp_path_factory.mktemp("alone") / "chromium"
    unshare = shutil.which("unshare")
    assert unshare, "the test needs unshare (Debian: apt-get install util-linux)"
    # -r: whoever is not root becomes it inside, which a system may allow everybody.
    script.write_text(f'#!/bin/sh\nexec {unshare} -rn "{chromium_path()}" "$@"\n', "utf-8")
    script.chmod(0o755)
    inside = subprocess.run(
        [unshare, "-rn", "cat", "/proc/net/route", "/proc/net/dev"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = inside.stdout.strip().splitlines()
    assert [line.split(":")[0].strip() for line in lines if ":" in line] == ["lo"]
    running = browser.browser_type.launch(executable_path=str(script), args=["--no-sandbox"])
    yield running
    running.close()


def keys(page: Page, letters: str) -> None:
    for letter in letters:
        page.locator(f'[data-skbtn="{letter}"]').tap()


def choose(page: Page, text: str) -> None:
    """Touch what is offered, on the page of the bar where it stands."""
    panel = page.locator("[data-k-part='keys']")
    wanted = panel.locator("button:visible", has_text=re.compile(f"^{text}$"))
    for _ in range(8):
        if wanted.count():
            break
        panel.locator("button", has_text="下一页").tap()
    wanted.tap()


@pytest.mark.parametrize("size", SIZES)
def test_a_visit(alone: Browser, kiosk: Path, tmp_path: Path, size: str) -> None:
    site = linked_copy(kiosk / "site", tmp_path / "site", idle=4, countdown=2)
    home = f"{site.as_uri()}/index.html"
    with screen(alone, size) as page:
        # A double click on the file.
        page.goto(home)
        page.wait_for_selector("html[data-k-view='attract'].k-ready")
        page.locator(".k-start").tap()
        page.locator(".k-tile", has_text="搜索").tap()
        page.wait_for_selector("html.k-ready [data-search-root]", state="attached")
        field = page.locator("article input[name=q]")
        field.tap()
        # Full pinyin, and the hits are there at once; nothing was submitted.
        keys(page, "zhengwugongkai")
        choose(page, "政务公开")
        assert field.input_value() == "政务公开"
        page.wait_for_selector("#search-app[data-result-count]")
        assert int(page.get_attribute("#search-app", "data-result-count") or 0) > 0
        # It continues after a choice: initials now.
        page.locator("[data-k-part='keys'] button:visible", has_text="清空").tap()
        assert field.input_value() == ""
        keys(page, "gjj")
        choose(page, "公积金")
        for letters, char in (("jiao", "缴"), ("cun", "存")):
            keys(page, letters)
            choose(page, char)
        assert field.input_value() == "公积金缴存"
        page.locator("[data-k-part='keys'] button:visible", has_text="查询").tap()
        hit = page.locator("a.search-result, a.search-widened").first
        hit.wait_for()
        title = hit.inner_text()
        hit.tap()
        page.wait_for_selector("html.k-ready article[data-searched]")
        assert page.locator("h1").first.inner_text().replace(" ", "") == title.replace(" ", "")
        visited = page.url
        address = visited.removeprefix(f"{site.as_uri()}/").split("?")[0]
        page.locator("[data-k-act='phone']").tap()
        page.wait_for_selector("dialog[open] .k-qr")
        assert code_in(page.locator("dialog .k-code")) == ADDRESS + address
        # The visitor goes away.
        page.wait_for_selector("[data-k-part='idle'][open]")
        page.wait_for_url(home)
        page.wait_for_selector("html[data-k-view='attract'].k-ready")
        assert page.evaluate("[localStorage.length, document.cookie, window.name]") == [0, "", ""]
        assert "公积金" not in page.evaluate("JSON.stringify(sessionStorage)")
        # The next one finds neither the field filled nor the way back to it.
        page.locator(".k-start").tap()
        assert page.locator("[data-k-act='back']").is_disabled()
        page.locator(".k-tile", has_text="搜索").tap()
        page.wait_for_selector("html.k-ready [data-search-root]", state="attached")
        assert page.locator("article input[name=q]").input_value() == ""
        for _ in range(3):
            page.evaluate("history.back()")
            page.wait_for_timeout(400)
            assert page.url.startswith(home)
        assert page.url != visited
