"""Links in Markdown sources: where they stand, and what they lead to on the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from .model.catalogue import Catalogue

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_TICKS = re.compile("`+")
_LINK = re.compile(
    r"""\]\(\s*+<?+(?P<inline>(?:(?!\]\()[^)\s>])*+)>?+"""
    r"""(?:\s++["'(](?:(?!\]\()[^\n])*?["')])?\s*+\)"""
    r"""|^\ {0,3}\[(?!\^)[^\]]++\]:\s*+<?+(?P<definition>[^\s>]++)"""
    r"""|\b(?:href|src)\s*+=\s*+["'](?P<raw>[^"']*+)["']""",
    re.X,
)
"""Nothing is tried twice: what looks like the beginning of a link ends before the next one."""
_MARKS = ("](", "]:", "href", "src")
"""What `_LINK` cannot do without."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
OUTSIDE = frozenset(("http", "https", "mailto"))
"""The schemes that a link to somewhere else may have."""


class FormerPlace(NamedTuple):
    """Where a former address lies."""

    page: str | None = None
    """The page of this site that answers there; None where none can."""
    problem: str = ""
    """`shape`: it is no address; `static`: it is one of this site that no static page can answer."""


def former_place(site: str, former: str) -> FormerPlace:
    """Where a former address lies: a path from the root of the host, or a whole address.

    `site` is the public address of the site. What lies elsewhere only its own server can answer.
    """
    home, there = urlsplit(site), _parts(former)
    path = unquote(there.path) if there else ""
    if there is None or not _PLACE.fullmatch(path) or {".", ".."} & {*path.split("/")}:
        return FormerPlace(problem="shape")
    if (there.netloc and there.netloc != home.netloc) or not path.startswith(home.path):
        return FormerPlace()
    page = path.removeprefix(home.path)
    page += "" if page and not page.endswith("/") else "index.html"
    static = page.endswith((".html", ".htm")) and page.count("/") <= 3 and not there.query
    static = static and all(len(part.encode()) <= _LONGEST for part in page.split("/"))
    return FormerPlace(page) if static else FormerPlace(problem="static")


def _parts(former: str) -> SplitResult | None:
    if not former.startswith("/") and not re.match("https?://[^/]", former):
        return None
    try:
        return urlsplit(former)
    except ValueError:
        return None


_LONGEST = 255
"""Bytes of a name that disks know."""
_PLACE = re.compile(r"/(?:[\w.~%+@()-]+/)*[\w.~%+@()-]*")


@dataclass(frozen=True)
class Link:
    """A link as it is written."""

    target: str
    line: int
    column: int


def links_in(text: str, first_line: int = 1) -> Iterator[Link]:
    """Every link, image and reference definition of a Markdown text, code left out."""
    if not any(mark in text for mark in _MARKS):
        return  # most texts have no link, and are looked through line by line no more
    fence = ""
    for number, line in enumerate(text.split("\n"), first_line):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence):
                fence = ""
            continue
        if fence:
            continue
        for match in _LINK.finditer(_without_code(line) if "`" in line else line):
            group = match.lastgroup or "inline"
            yield Link(match[group], number, match.start(group) + 1)


def _without_code(line: str) -> str:
    """The line with spaces for code: what stands between two runs of as many backticks."""
    runs = [match.span() for match in _TICKS.finditer(line)]
    nearest: dict[int, int] = {}
    closing = [0] * len(runs)
    for at in range(len(runs) - 1, -1, -1):
        start, end = runs[at]
        closing[at] = nearest.get(end - start, 0)
        nearest[end - start] = at
    made: list[str] = []
    at = done = 0
    while at < len(runs):
        if closing[at]:
            (start, _), (_, end) = runs[at], runs[closing[at]]
            made += (line[done:start], " " * (end - start))
            at, done = closing[at], end
        at += 1
    return "".join((*made, line[done:]))


def resolve(catalogue: Catalogue, source: str, agency: str | None, target: str) -> str | None:
    """What a link leads to: an address from the site's root, an outside URL or a `#fragment`.

    `source` is the file that holds the link, as findings name it; `agency` its agency, if any.
    None when the link is dead, leaves the catalogue, or has a scheme that is not allowed.
    """
    if target.startswith("#"):
        return target
    scheme = _SCHEME.match(target)
    if scheme:
        word, rest = scheme[1].lower(), target[scheme.end() :]
        if word == "agency":
            return f"{rest}/index.html" if rest in catalogue.outlines else None
        if word == "item":
            home, thing = catalogue.find(rest, agency or "")
            return f"{home.id}/{thing}.html" if home and home.knows(thing) else None
        return target if word in OUTSIDE else None
    path, hash_, fragment = target.partition("#")
    path = unquote(path)
    if not path or path.startswith("/"):
        return None
    tail = hash_ + fragment
    if agency and path.startswith("files/"):
        return _in_agency(catalogue, agency, posixpath.normpath(path), tail)
    full = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    root, _, inside = full.partition("/")
    if root != catalogue.root:
        return None
    first, _, rest = inside.partition("/")
    if first == "agencies":
        home_id, _, rest = rest.partition("/")
        return _in_agency(catalogue, home_id, rest, tail)
    if first == "pages" and rest in catalogue.prose_files:
        return (rest[:-3] + ".html" if rest.endswith(".md") else rest) + tail
    return None


def _in_agency(catalogue: Catalogue, agency: str, path: str, tail: str) -> str | None:
    home = catalogue.outlines.get(agency)
    if home is None:
        return None
    if path in home.assets:
        return f"{agency}/{path}"
    if path == "guide.md" and home.guide:
        return f"{agency}/about/guide.html{tail}"
    if match := re.fullmatch(r"(?:records/\d{4}|services)/([^/]+)\.md", path):
        card = home.card_by_id.get(match[1])
        here = card and card.source == path
        return f"{agency}/{match[1]}.html{tail}" if here or match[1] in home.lost else None
    return None
