"""The content security policy of each page: strict, and stopping nothing of the page's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from policy_listener import listening
from site_text import PageFacts


def one_of_each_kind(pages: dict[str, PageFacts]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, facts in pages.items():
        found.setdefault(facts.metas["disclosure:kind"], name)
    return found


def test_every_policy_is_strict(html: dict[str, str], pages: dict[str, PageFacts]) -> None:
    for name, text in html.items():
        kind = pages[name].metas["disclosure:kind"]
        found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        assert found, name
        policy = dict(
            part.split(" ", 1) for part in found[1].replace("&#x27;", "'").replace("&#39;", "'").split("; ")
        )  # fmt: skip
        assert policy["default-src"] == policy["base-uri"] == "'none'"
        assert policy["connect-src"] == policy["font-src"] == "'self'"
        assert "unsafe-inline" not in found[1] and "'unsafe-eval'" not in found[1]
        assert ("'wasm-unsafe-eval'" in policy["script-src"]) is (kind == "search"), name
        assert ("sha256" in policy["style-src"]) is (kind == "notfound"), name
        assert not re.search(r"<[^>]*\s(?:style|on[a-z]+)=", text), name
        inline = re.findall(r"<script(?![^>]*\ssrc=)([^>]*)>", text)
        allowed = {' type="application/ld+json"'} | ({""} if kind == "notfound" else set())
        assert set(inline) <= allowed, name


def test_no_page_is_stopped_by_its_own_policy(
    browser: Browser, serve: Callable[[Path], str], sample_site: Path, pages: dict[str, PageFacts]
) -> None:
    context = browser.new_context()
    base = serve(sample_site)
    tabs: dict[str, tuple[Page, list[str]]] = {}
    # Each in a tab of its own: that all have fallen silent is waited for once.
    for name in [*one_of_each_kind(pages).values(), "search.html?q=财政&agency=示例市财政局"]:
        page = context.new_page()
        tabs[name] = page, listening(page)
        page.goto(base + name)
    for name, (page, said) in tabs.items():
        page.wait_for_load_state("networkidle")
        assert said == [], name
        assert page.evaluate("getComputedStyle(document.querySelector('.site-head')).display") == (
            "block"
        )
    assert page.locator("a.search-result").count() > 0
    context.close()


def test_what_is_put_into_a_page_does_not_run(
    browser: Browser, serve: Callable[[Path], str], sample_site: Path
) -> None:
    page = browser.new_page()
    said = listening(page)
    page.goto(serve(sample_site) + "index.html")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.broken = true";
          document.body.append(script);
          const image = document.createElement("img");
          image.src = "https://elsewhere.example/x.png";
          document.body.append(image);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.broken") is None
    assert [words.split(" ")[0] for words in said] == ["script-src-elem", "img-src"]
    page.close()
