"""The last look at a release: every link of every page leads to something in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from ..pages import Page

_LINK = re.compile(r"""\s(href|src|action)="([^"]*)\"""")
_ID = re.compile(r"""<\w+[^>]*?\sid="([^"]*)\"""")
_PLAIN = re.compile(r"((?:\.\./)*)((?:[a-z0-9_-]+/)*[a-z0-9_-]+\.html(?:#[a-z0-9-]+)?)\Z")
"""A link to a page below or above: most are, and need no more than a few steps."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_OUTSIDE = "!"
"""Before what a page would load from another host."""


def leads_to(page: Page, address: str) -> set[str]:
    """Where the article of a page, what stands behind it, its crumbs and feeds lead (`targets`)."""
    found = targets(page.article + page.aside, page.address, address)
    found.update(crumb.address for crumb in page.crumbs if crumb.address)
    found.update(feed.address for feed in page.feeds)
    return found


def targets(html: str, at: str, address: str) -> set[str]:
    """Where the links in a page at `at` lead: addresses relative to the site root, with `#part`
    where a part of a page is meant. What it would load from another host has `!` before it.

    `address` is the site's public one, at which absolute links count as inside.
    """
    folder = posixpath.dirname(at)
    found = {
        f"{at}{raw}" if raw.startswith("#") else _target(name == "src", raw, folder, address)
        for name, raw in set(_LINK.findall(html))
    }
    return found - {""}


@lru_cache(maxsize=20_000)
def _target(loads: bool, raw: str, folder: str, address: str) -> str:
    """Where a link in a page of a folder leads; nothing for one to another host.

    Remembered, since most links of a page stand on thousands of others.
    """
    if plain := _PLAIN.match(raw):
        above = len(plain[1]) // 3
        steps = folder.split("/") if folder else []
        if above <= len(steps):
            return "/".join([*steps[: len(steps) - above], plain[2]])
    target = unescape(raw)
    if target.startswith(address):
        folder, target = "", target[len(address) :] or "index.html"
    if _SCHEME.match(target):
        return _OUTSIDE + target if loads else ""
    path, _, part = target.partition("#")
    path = posixpath.normpath(posixpath.join(folder, unquote(path.partition("?")[0])))
    return f"{path}#{unquote(part)}" if part else path


def dead_links(
    led: Mapping[str, str], exists: Callable[[str], bool], read: Callable[[str], str]
) -> Iterator[str]:
    """`page -> target` for every target without anything there, or loaded from another host.

    `led` gives for each target a page that leads to it; `exists` says whether there is a file at an
    address, `read` gives the HTML of a page that parts are looked for in.
    """
    texts: dict[str, str] = {}
    for target, page in led.items():
        path, _, part = target.partition("#")
        if target.startswith(_OUTSIDE):
            yield f"{page} -> {target.removeprefix(_OUTSIDE)}"
        elif not exists(path):
            yield f"{page} -> {target}"
        elif part and path.endswith(".html"):
            if path not in texts:
                texts[path] = read(path)
            if not _has_part(texts[path], part):
                yield f"{page} -> {target}"


def _has_part(html: str, part: str) -> bool:
    """Whether an element of a page has an id."""
    said = f' id="{part}"'
    at = html.find(said)
    while at >= 0:
        if html.rfind("<", 0, at) > html.rfind(">", 0, at):  # in a tag, not in a text
            return True
        at = html.find(said, at + 1)
    return part in _ID.findall(html)  # set in some other way
