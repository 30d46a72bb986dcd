"""The last look at a release: every link of every page leads to something in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from urllib.parse import unquote

_LINK = re.compile(r"""<(\w+)[^>]*?\s(?:href|src|action)="([^"]*)\"""")
_ID = re.compile(r"""<\w+[^>]*?\sid="([^"]*)\"""")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_LOADING = frozenset(("script", "img", "iframe", "source", "video", "audio", "embed", "object"))


def dead_links(pages: Mapping[str, str], files: Iterable[str], address: str) -> Iterator[str]:
    """`page -> target` for every relative link or fragment without a target, and for every file
    that a page would load from another host.

    `pages` are addresses with their HTML, `files` all other addresses of the site; `address` is
    the site's public one, at which absolute links count as inside.
    """
    known = {*pages, *files}
    ids = {name: frozenset(_ID.findall(html)) for name, html in pages.items()}
    for page, html in pages.items():
        for tag, raw in set(_LINK.findall(html)):
            target = unescape(raw)
            if target.startswith(address):
                target = posixpath.relpath(
                    target[len(address) :] or ".", posixpath.dirname(page) or "."
                )
                target = "index.html" if target == "." else target
            if _SCHEME.match(target):
                if tag in _LOADING:
                    yield f"{page} -> {target}"
                continue
            path, _, fragment = target.partition("#")
            path = unquote(path.partition("?")[0])
            full = (
                posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
            )
            if full not in known or (
                fragment and full in ids and unquote(fragment) not in ids[full]
            ):
                yield f"{page} -> {target}"
