"""The whole of the hostile city, for `pytest -m safety`: every text in every field, every page."""

from __future__ import annotations

import posixpath
import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from city_builds import build
from disclosure import bodies, links
from hostile_browser import look, visiting
from hostile_city import build_city, errors, left_out, refused, told
from hostile_fields import documents, leaves, put_text, write
from hostile_payloads import BREAKING, MARKUP, TEXTS
from test_serve import fetch, preview, until

pytestmark = pytest.mark.safety
QUERIES = (
    *(f"q={quote(text[:60])}" for text in TEXTS[::6]),
    "agency=__proto__",
    "q=pwned&kind=__proto__&year=constructor",
    "__proto__=x&q=pwned",
    "q=pwned&sort=__proto__&page=__proto__",
)


def test_every_page_of_the_hostile_city(
    browser: Browser,
    serve: Callable[[Path], str],
    tmp_path: Path,
    figure: Callable[[str], None],
) -> None:
    made = build_city(tmp_path)
    assert errors(made.root) == [], told(made.root)
    site = tmp_path / "site"
    build(made.root, site)
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    base = serve(site)
    for policy in (True, False):
        with visiting(browser, base, policy=policy) as (context, noticed):
            page = context.new_page()
            for name in names:
                look(page, noticed, base + name)
            for query in QUERIES:
                look(page, noticed, f"{base}search.html?{query}", settle=400)
            assert noticed.nothing, noticed
            figure(
                f"policy {'on' if policy else 'off'}: {len(TEXTS)} texts × {len(made.fields)} fields,"
                f" {made.bodies} Markdown texts ({made.stopped} more are refused by the check),"
                f" {noticed.pages} pages: dialogs {len(noticed.dialogs)},"
                f" requests {len(noticed.requests)}, errors {len(noticed.errors)},"
                f" other {len(noticed.odd)}"
            )


def test_every_page_of_the_running_preview(
    browser: Browser, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """`serve`, whose pages have no policy: the hostile city, then with what the check refuses."""
    made = build_city(tmp_path)
    with (
        preview(made.root) as base,
        visiting(browser, base, policy=False) as (context, noticed),
    ):
        until(lambda: "<article" in fetch(f"{base}preview.html"), "preview")
        # That it shows itself anew while it is looked at is another test's matter.
        context.route("**/livereload/**", lambda route: route.fulfill(status=200))
        page = context.new_page()
        seen: list[str] = []
        found = ["index.html", "preview.html"]
        while found:
            seen.append(name := found.pop())
            look(page, noticed, base + name)
            links = re.findall(r'href="([^"#?:]*\.html)', fetch(base + name))
            there = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), to)) for to in links
            )
            found += sorted({*there} - {*seen, *found})
        assert noticed.nothing, noticed
        docs = documents()
        for leaf, above in leaves(docs):
            put_text(docs, leaf, above, f"{BREAKING[2]} {MARKUP[0]}")
        write(docs, made.root)
        before = fetch(f"{base}preview.html")
        codes = {finding.code for finding in errors(made.root) if finding.code not in before}
        assert codes
        until(lambda: all(code in fetch(f"{base}preview.html") for code in codes), "findings")
        look(page, noticed, f"{base}preview.html", settle=300)
        assert noticed.nothing, noticed
        figure(f"preview: {noticed.pages} pages: nothing ran, nothing was asked for")


def test_each_field_alone_is_shown_or_refused(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """What `hostile_city.REFUSED` names is refused, and nothing else."""
    text = f"{MARKUP[0]} {BREAKING[2]} 字"
    counts = {True: 0, False: 0}
    for number, (leaf, above) in enumerate(leaves(documents())):
        if left_out(leaf.field):
            continue
        docs = documents()
        put_text(docs, leaf, above, text)
        wrong = bool(errors(write(docs, tmp_path / str(number))))
        assert wrong is refused(leaf.field), leaf
        counts[wrong] += 1
    figure(f"fields by file: {counts[False]} take any text, {counts[True]} refuse it")


SLOW = (
    "[", "![", "](", "[](", "](<", "](a", "[a](b ", "[^", "<a ", "<h1 ", "<![CDATA[", "<!--", "<?", "&#x", "&",
    "*", "**", "_", "`", "``", "\\", "<b id=", "<div>", "<a>", "<p>", "<br>", "<br> ", "<table><tr><td>",
    "- ", "- a\n", "1. ", "> ", ">", "+ ", "    ", "\t", "  \n", "#\n", "## a\n", "a\n===\n", "a\n---\n", "---\n", "-\n",
    "|", "a|b\n", "|-", "|a|\n|-|\n", ":", "!!! note\n", "[^1]: x\n", "[a]: b\n", "https://a ", "<http://a>", "[TOC]\n", "字\n",
)  # fmt: skip


def test_the_slowest_texts_of_200_kB(figure: Callable[[str], None]) -> None:
    """Each is told in time, by the time that the processor spends on it."""
    worst: dict[str, tuple[float, str]] = {"convert": (0, ""), "links": (0, "")}
    for sign in SLOW:
        for before, after in (("", ""), ("- ", "x"), ("<div>\n", "\n</div>"), ("|a|\n|-|\n", "x")):
            room = bodies.MAX_BODY - len(before + after)
            text = before + sign * (room // len(sign.encode())) + after
            for name, work in (
                ("convert", lambda text: bodies.too_heavy(text)),
                ("links", lambda text: list(links.links_in(text + "](a)"))),
            ):
                began = time.process_time()
                work(text)
                worst[name] = max(worst[name], (time.process_time() - began, sign))
    numbered = "<p>" + "".join(f"<b id={n}>" for n in range(9_000)) + "</p>" + "<p>x" * 9_000
    began = time.process_time()
    assert bodies.too_heavy(numbered) == "deep"
    took = time.process_time() - began
    assert worst["convert"][0] < 8 and worst["links"][0] < 1 and took < 3
    figure(
        f"200 kB at worst: {worst['convert'][0]:.1f} s to be found too slow ({worst['convert'][1]!r}),"
        f" {worst['links'][0]:.2f} s to find links, {took:.1f} s for tags that would fill the memory"
    )
