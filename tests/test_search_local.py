"""The search of a page opened from a disk: scripts instead of requests, and the same answers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from disclosure.search.bigram.scripts import script_of, write_scripts
from disclosure.search.joined import joined_modules
from search_site import ASSETS, all_links, ended

QUERIES = ["公", "财政决算", "示财〔2026〕12号", "gjj", "低保", "公积全", "不动产、登记", "龘"]


def seen(page: Page, base: str) -> dict[str, object]:
    """All that a visitor sees of the answer, with the excerpts of the hits on the screen."""
    found = ended(page)
    page.wait_for_function(
        """() => [...document.querySelectorAll(".search-excerpt")].slice(0, 3)
          .every((each) => each.textContent !== "")"""
    )
    shown = all_links(page)
    others = "a.search-widened, a.search-near"
    links = page.locator(others).evaluate_all("all => all.map(a => a.href)")
    return {
        "count": found,
        "widened": page.get_attribute("#search-app", "data-widened-count"),
        "hits": shown,
        "others": [link.removeprefix(base).split("?")[0] for link in links],
        "facets": page.locator("[data-facet] label").all_text_contents(),
        "facts": page.locator(".search-facts").all_text_contents(),
        "excerpts": page.locator(".search-excerpt").all_inner_texts()[:3],
        "marked": page.locator(".search-hit").locator("mark").all_text_contents()[:3],
        "reasons": page.locator("[data-search-reasons] li").all_text_contents(),
    }


@pytest.fixture(scope="module")
def local(kiosk: Path) -> Path:
    """The folder of the edition: the sample site's own search is of the engine `pagefind`."""
    return kiosk / "site"


def test_a_page_from_the_disk_gives_the_answers_of_the_site(
    browser: Browser, serve: Callable[[Path], str], sample_site: Path, local: Path
) -> None:
    context = browser.new_context(offline=True)
    # It needs neither, and no flag of the browser either.
    context.add_init_script("delete globalThis.fetch; delete globalThis.WebAssembly;")
    page = context.new_page()
    errors: list[str] = []
    schemes: set[str] = set()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: schemes.add(urlsplit(request.url).scheme))
    other = browser.new_page()
    for query in QUERIES:
        page.goto(f"{local.as_uri()}/search.html?q={query}")
        other.goto(f"{serve(sample_site)}search.html?q={query}")
        one = seen(page, f"{local.as_uri()}/")
        assert one == seen(other, other.url.split("search.html")[0]), query
        assert one["count"] or one["others"] or query == "龘"
    # Typed, filtered and gone back, as on a server.
    page.goto(f"{local.as_uri()}/search.html")
    page.fill("article input[name=q]", "财政决算")
    total = ended(page)
    page.locator("[data-facet='year'] input").first.dispatch_event("click")
    assert 0 < ended(page) <= total
    page.go_back()
    page.wait_for_function("() => !location.search.includes('f.year')")
    assert ended(page) == total
    page.locator("a.search-result").first.click()
    page.wait_for_url("**/*.html?mark=*")
    # What goes wrong in a page that has just opened is said a little later.
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    assert errors == []
    assert schemes <= {"file", "data", "blob"}
    other.close()
    context.close()


def test_a_script_that_is_not_there_is_a_failure(
    local: Path, tmp_path: Path, browser: Browser
) -> None:
    shutil.copytree(local, tmp_path / "site")
    for path in (tmp_path / "site").glob("search/*/text/p*.js"):
        path.unlink()
    page = browser.new_page()
    page.goto(f"{(tmp_path / 'site').as_uri()}/search.html?q=财政")
    page.wait_for_selector("#search-app[data-search-failed]", timeout=20_000)
    page.close()


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("index.json", "index.js"),
        ("sounds.bin", "sounds.js"),
        ("0a1/text/directory.bin", "0a1/text/directory.js"),
        ("0a1/text/p0.bin", "0a1/text/p0.js"),
        ("0a1/text/p3.bin", "0a1/text/p0.js"),
        ("0a1/text/p4.bin", "0a1/text/p1.js"),
        ("0a1/cards/103.bin", "0a1/cards/25.js"),
    ],
)
def test_four_numbered_files_share_a_script(name: str, script: str) -> None:
    assert script_of(name) == script


def test_modules_are_joined_or_refused(tmp_path: Path) -> None:
    joined = joined_modules([ASSETS], "search.js")
    assert not re.search(r"^(import|export) ", joined, re.M)
    for text in ("export default 1;\n", 'import all from "./x.js";\n', "export { a };\n"):
        (tmp_path / "search.js").write_text(text)
        with pytest.raises(ValueError, match=r"search\.js"):
            joined_modules([tmp_path], "search.js")


def test_an_index_of_another_engine_is_refused(sample_site: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bigram"):
        write_scripts(sample_site / "search", tmp_path)
    with pytest.raises(OSError):
        write_scripts(tmp_path, tmp_path)
    assert list(tmp_path.iterdir()) == []
