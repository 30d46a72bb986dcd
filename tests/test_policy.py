"""The content security policy of each page: strict, and stopping nothing of the page's own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from hostile_payloads import MARKUP
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


ACT = """() => {
  addEventListener("click", event => {
    const link = event.target.closest && event.target.closest("a[href], area[href]");
    if (link && /^https?:/.test(link.href) && !link.hasAttribute("ping")) event.preventDefault();
  });
  for (const each of document.querySelectorAll("article a, article area, article button"))
    each.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
  for (const each of document.querySelectorAll("article form[action]")) each.requestSubmit();
  for (const each of document.querySelectorAll("article *"))
    for (const kind of ["mouseover", "focus", "toggle"]) each.dispatchEvent(new Event(kind));
}"""
"""What a visitor may do: press everything, but not follow ordinary links."""
OUTSIDE = "https://pwn.example/"


@pytest.mark.parametrize(
    "step", [7, pytest.param(1, marks=pytest.mark.safety)], ids=["some", "every"]
)
def test_the_policy_holds_where_the_sanitiser_would_not(
    step: int,
    browser: Browser,
    serve: Callable[[Path], str],
    sample_site: Path,
    pages: dict[str, PageFacts],
    figure: Callable[[str], None],
) -> None:
    """Raw texts in the article of a built page, as if there were no sanitiser.

    With the policy nothing of them runs or reaches another address; without it most do, which shows
    that this test would see it. `meta refresh` is left out: no policy stops it, the sanitiser does.
    """
    name = one_of_each_kind(pages)["record"]
    address = serve(sample_site) + name
    page_text = (sample_site / name).read_text("utf-8")
    texts = [text for text in MARKUP if "refresh" not in text][::step]
    acted: dict[bool, set[str]] = {True: set(), False: set()}
    reached: list[str] = []
    shown = ""

    def outside(route: Route) -> None:
        reached.append(route.request.url)
        route.fulfill(body="window.__pwned=1", content_type="text/javascript")

    def ours(route: Route) -> None:
        route.fulfill(body=shown, content_type="text/html")

    for policy in (True, False):
        context = browser.new_context(bypass_csp=not policy)
        context.route(f"{OUTSIDE}**", outside)
        context.route(address, ours)
        context.on("dialog", lambda dialog: dialog.dismiss())
        for text in texts:
            reached.clear()
            before, article, after = re.split(r"(<article\b[^>]*>)", page_text, maxsplit=1)
            shown = before + article + text + after
            page = context.new_page()  # where the last one still led is of no concern to this one
            page.goto(address, wait_until="domcontentloaded")
            page.evaluate(ACT)
            page.wait_for_timeout(50)
            stayed = page.url.startswith(address)
            if reached or not stayed or page.evaluate("window.__pwned ?? null") is not None:
                acted[policy].add(text)
            page.close()
        context.close()
    assert acted[True] == set()
    assert len(acted[False]) > len(texts) * 0.5
    figure(
        f"raw texts in a page: {len(texts)}; acted without the policy {len(acted[False])}, with it 0"
    )
