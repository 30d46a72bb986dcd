"""The last look at a release: every link of every page leads to something in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from urllib.parse import unquote

from ..pages import Page

_LINK = re.compile(r"""<(\w+)[^>]*?\s(?:href|src|action)="([^"]*)\"""")
_ID = re.compile(r"""<\w+[^>]*?\sid="([^"]*)\"""")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_LOADING = frozenset(("script", "img", "iframe", "source", "video", "audio", "embed", "object"))
_OUTSIDE = "!"
"""Before what a page would load from another host."""


def leads_to(page: Page, address: str) -> set[str]:
    """Where the article of a page, its crumbs and its feeds lead (see `targets`)."""
    found = targets(page.article, page.address, address)
    found.update(crumb.address for crumb in page.crumbs if crumb.address)
    found.update(feed.address for feed in page.feeds)
    return found


def targets(html: str, at: str, address: str) -> set[str]:
    """Where the links in a page at `at` lead: addresses relative to the site root, with `#part`
    where a part of a page is meant. What it would load from another host has `!` before it.

    `address` is the site's public one, at which absolute links count as inside.
    """
    found = set()
    folder = posixpath.dirname(at)
    for tag, raw in set(_LINK.findall(html)):
        target = unescape(raw)
        if target.startswith(address):
            base, target = "", target[len(address) :] or "index.html"
        else:
            base = folder
        if _SCHEME.match(target):
            found.update([_OUTSIDE + target] if tag in _LOADING else [])
            continue
        path, _, part = target.partition("#")
        path = unquote(path.partition("?")[0])
        full = posixpath.normpath(posixpath.join(base, path)) if path else at
        found.add(f"{full}#{unquote(part)}" if part else full)
    return found


def dead_links(
    led: Mapping[str, str], exists: Callable[[str], bool], read: Callable[[str], str]
) -> Iterator[str]:
    """`page -> target` for every target without anything there, or loaded from another host.

    `led` gives for each target a page that leads to it; `exists` says whether there is a file at an
    address, `read` gives the HTML of a page that parts are looked for in.
    """
    ids: dict[str, frozenset[str]] = {}
    for target, page in led.items():
        path, _, part = target.partition("#")
        if target.startswith(_OUTSIDE):
            yield f"{page} -> {target.removeprefix(_OUTSIDE)}"
        elif not exists(path):
            yield f"{page} -> {target}"
        elif part and path.endswith(".html"):
            if path not in ids:
                ids[path] = frozenset(_ID.findall(read(path)))
            if part not in ids[path]:
                yield f"{page} -> {target}"
