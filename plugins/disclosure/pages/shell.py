"""A page's article -> a whole HTML page, in the shell that the theme rendered once per depth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape as escape_html
from urllib.parse import quote

from .contents import contents
from .frame import policy
from .page import Crumb, Page, has_parts
from .templates import word

DEPTHS = range(4)
"""How deep generated pages lie: `index.html` 0, `by/form/gazette.html` 2, a month of an agency
(`city-office/lists/2026/05.html`) 3."""
SLOTS = (
    "title",
    "description",
    "kind",
    "head",
    "crumbs",
    "attributes",
    "article",
    "standing",
    "aside",
    "toc",
    "box",
    "endbox",
)
OWN_BOX = frozenset(("home", "search", "notfound"))
"""Kinds of pages with a search box in the article: what the shell has between the slots `box` and
`endbox` is left out of them."""
OPTIONAL = ("policy", "canonical", "reported")
"""Slots that not every site's shell has: the live preview has no policy, the internal edition no
public address."""
_PLAIN = re.compile("[a-z0-9./-]*\\Z")
escape = lru_cache(maxsize=10_000)(escape_html)
"""Remembered: most of what stands around an article stands on other pages too."""
_WAY_ON = re.compile(r'(<a\b[^>]*\shref|<form\b[^>]*\saction)="(?!#|[a-z]+:)([^"]*)"')
_NOTHING = "\0"
"""Stands where a slot is empty: a line that then holds nothing is left out."""
_FILLED = "\1"
"""Stands where a slot is not."""
_EMPTY_LINE = re.compile(r"\n[ \t\0]*\0[ \t\0]*(?=\n)")
_SLOT = re.compile(r"@@([a-z]+)@@")


@dataclass(frozen=True)
class Shell:
    """A shell, split once around its slots: text, slot name, text, slot name … text."""

    parts: tuple[str, ...]


def split(html: str) -> Shell:
    """Split a rendered shell. Raises ValueError when it lacks a slot (a theme change would)."""
    shell = Shell(tuple(_SLOT.split(html)))
    missing = set(SLOTS) - set(shell.parts[1::2])
    if missing:
        raise ValueError(f"the theme's shell lacks the slots {sorted(missing)}")
    return shell


def join(shell: Shell, page: Page, address: str, standing: str = "") -> str:
    """The whole page; `address` is the site's public address, ending in `/`.

    `standing` is what is said of the page's releases behind its article (`pages/releases.py`).
    """
    base = "../" * page.address.count("/")
    public = address + (page.leads_to or page.address).removesuffix("index.html")
    attributes = " data-notice" if page.notice else _cited(page) if page.searched else ""
    linked = [_json(thing) for thing in page.linked]
    values: Mapping[str, str] = {
        "title": escape(page.title),
        "description": escape(page.description),
        "kind": escape(page.kind),
        "canonical": escape(public),
        "head": "\n  ".join(_head(page, base, linked)),
        "crumbs": _crumbs(page.crumbs, base),
        "attributes": attributes,
        "article": f"\n{page.article}\n",
        "policy": escape_html(policy(wasm=page.kind == "search", scripts=linked)),
        "reported": _quoted(address)
        + _quoted((page.leads_to or page.address).removesuffix("index.html")),
        "standing": standing,
        "aside": _aside(page.aside),
        "toc": contents(page.article),
        "box": "",
        "endbox": "",
    }
    filled = tuple([bool(values[name]) for name in shell.parts[1::2]])
    frame, names = _frame(shell, filled, page.kind in OWN_BOX)
    parts = list(frame)
    parts[1::2] = [values[name] for name in names]
    html = "".join(parts)
    if page.kind == "home":  # its own title may be the site's name, which one need not read twice
        name = values["title"]
        html = html.replace(f"<title>{name} - {name}</title>", f"<title>{name}</title>")
    # The one page that is served at any depth leads on by the site's whole address.
    return _WAY_ON.sub(rf'\1="{escape(address)}\2"', html) if page.kind == "notfound" else html


@lru_cache(maxsize=100)
def _frame(
    shell: Shell, filled: tuple[bool, ...], own_box: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The shell around the slots that are filled, and their names.

    The same few for all pages of a site, so that the empty lines are not looked for in each.
    """
    parts = list(shell.parts)
    names = parts[1::2]
    parts[1::2] = [_FILLED if full else _NOTHING for full in filled]
    if own_box:
        start, end = (2 * names.index(name) + 1 for name in ("box", "endbox"))
        parts[start + 1 : end] = [""]
        names = [name for at, name in enumerate(names) if not start < 2 * at + 1 < end]
        filled = tuple(full for at, full in enumerate(filled) if not start < 2 * at + 1 < end)
    frame = _EMPTY_LINE.sub("", "".join(parts)).replace(_NOTHING, "").split(_FILLED)
    shown = tuple(name for name, full in zip(names, filled, strict=True) if full)
    between = [part for text in frame for part in (text, "")][:-1]
    return tuple(between), shown


def _quoted(address: str) -> str:
    """An address as a part of another: those of pages hold nothing but this (`ID_PATTERN`)."""
    return address.replace("/", "%2F") if _PLAIN.match(address) else quote(address, safe="")


def _json(thing: Mapping[str, object]) -> str:
    """JSON that may stand in a script element: `<` could end it, as an escape it is the same."""
    return _encoded(thing).replace("<", "\\u003c")


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _head(page: Page, base: str, linked: Sequence[str]) -> Iterator[str]:
    if page.leads_to:  # without delay, so that no reader is interrupted (WCAG 2.2.1)
        yield f'<meta http-equiv="refresh" content="0; url={escape(base + page.leads_to)}">'
    for name, content in page.metas.items():
        yield f'<meta name="{escape(name)}" content="{escape(content)}">'
    for feed in page.feeds:
        yield (
            f'<link rel="alternate" type="application/atom+xml" title="{escape(feed.title)}" '
            f'href="{escape(base + feed.address)}">'
        )
    for text in linked:
        yield f'<script type="application/ld+json">{text}</script>'
    if page.kind == "search":
        yield f'<link rel="stylesheet" href="{base}assets/disclosure/search.css">'
        yield f'<script src="{base}assets/disclosure/search-start.js" defer></script>'
    if page.kind == "signage":  # a display may have it from a disk, where no module is loaded
        yield f'<link rel="stylesheet" href="{base}assets/disclosure/signage.css">'
        yield f'<script src="{base}assets/disclosure/signage.js" defer></script>'


def _aside(aside: str) -> str:
    """Where a page leads on: beside its article, since it is no part of what the page says."""
    if not aside:
        return ""
    return f'<aside class="md-typeset" aria-label="{escape(word("see_also"))}">\n{aside}\n</aside>'


def _cited(page: Page) -> str:
    """A page that can be found can be cited: by its parts, or where none is marked as a whole."""
    return " data-searched" if has_parts(page) else ' data-official="page" data-searched'


def _crumbs(crumbs: Sequence[Crumb], base: str) -> str:
    if not crumbs:
        return ""
    steps = _steps(tuple(crumbs[:-1]), base) + _steps(crumbs[-1:], base)
    return f'<nav class="crumbs" aria-label="{escape(word("way"))}"><ol>{steps}</ol></nav>'


@lru_cache(maxsize=1_000)  # the way to all records of an item is the same
def _steps(crumbs: Sequence[Crumb], base: str) -> str:
    steps = [
        f'<li><a href="{escape(base + crumb.address)}">{escape(crumb.title)}</a></li>'
        if crumb.address
        else f'<li aria-current="page">{escape(crumb.title)}</li>'
        for crumb in crumbs
    ]
    return "".join(steps)
