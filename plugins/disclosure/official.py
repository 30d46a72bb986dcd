"""The official text of a page, and its hash: what a release is cited by.

A citation must hold for years, so not the bytes of a page are hashed but what it says: another
theme, other neighbours, a copy that a browser has saved give the same text. This module needs
nothing but the standard library, and anyone can write it again from these rules. Form `v1`:

- The parts of a page are the elements that have the attribute `data-official`, in their order;
  inside such an element the attribute means nothing. What has `data-apart` inside a part does not
  belong to it. An element ends with its end tag; elements of the same name inside are counted.
- Tags, comments, and `script`, `style`, `template`, `title`, `textarea`, `noscript` with all that is
  in them fall; character references become characters; the text is put into Unicode NFC.
- A known inline element is no border. Of them `sub`, `sup`, `del`, `ins` and `s`, which change what
  is said, stay as `<sup>` and `</sup>`, without attributes. Every other tag ends a line.
- In a line each run of white space (`str.split` of Python, no-break and full-width spaces too) is one
  space, none at its ends. Empty lines fall.
- Each line has one sign before it: `=` a part with the value of its attribute, a space for text, `-`
  a row of a table (`tr`), `|` a cell (`td`, `th`) with its text. Cells stay when they are empty, so
  that no figure can move to another column. `\\n` ends each line, the last as well.

The hash is the SHA-256 of this text in UTF-8. Addresses of links and pictures are not in it, nor is
anything that a style sheet adds.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from html import unescape

FORM = "v1"
"""The version of the rules above."""

_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data dfn em font i img kbd label mark q rp rt ruby samp small "
    "span strong time tt u var wbr".split()
)
_SAID = frozenset(("sub", "sup", "del", "ins", "s"))
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SHORTEST = len("data-apart")
_CELLS = {"tr": "\0-", "td": "\0|", "th": "\0|"}
_ATTRIBUTES = r"""[^>=]*+(?:=(?:\s*+"[^"]*+(?:"|\Z)|\s*+'[^']*+(?:'|\Z))?+[^>=]*+)*+(?:>|\Z)"""
# Each way through a text is taken once: what is not closed ends with the text, as in a browser.
_TAG = re.compile(
    r"<(?:!--.*?(?:-->|\Z)|[!?][^>]*+(?:>|\Z)"
    rf"|(script|style|template|title|textarea|noscript)(?=[\s/>]){_ATTRIBUTES}"
    r".*?(?:</\1(?=[\s/>])[^>]*+>|\Z)"
    rf"|(/?)([a-z][^\s/>]*+)({_ATTRIBUTES}))",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_MARK = re.compile("data-official", re.IGNORECASE | re.ASCII)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]++)))?+""")


def official_hash(html: str) -> str | None:
    """The hash of the official text of a page or a part of one; None where nothing is marked."""
    text = official_text(html)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() if text else None


def official_text(html: str) -> str:
    """The official text in the form of this module; empty where nothing is marked."""
    marks = [mark.start() for mark in _MARK.finditer(html)]
    return (
        "".join(line for part in _parts(html, marks[-1]) for line in _lines(part)) if marks else ""
    )


def canonical(html: str) -> str | None:
    """The address that a page gives as its own (`<link rel="canonical">`)."""
    for tag in _TAG.finditer(html):
        if tag[3] and tag[3].lower() == "link" and not tag[2]:
            values = _attributes(tag[4])
            if values.get("rel", "").lower() == "canonical" and values.get("href"):
                return values["href"]
    return None


def _parts(html: str, last: int) -> Iterator[list[str]]:
    """Of each part its first line, and its pieces with NUL before the sign of a line.

    After `last` no part begins: there is no need to look at a page's links and foot.
    """
    html = html.replace("\0", "\ufffd")
    pieces: list[str] = []
    part = apart = ""
    """The names of the elements that the part, and what is left out of it, end with."""
    depth = apart_depth = at = 0
    for tag in _TAG.finditer(html):
        start, end = tag.span()
        if part and not apart:
            pieces.append(html[at:start])
        elif not part and start > last:
            return
        at = end
        closes, name, attributes = tag.group(2, 3, 4)
        if not name:
            continue
        name = name.lower()
        if apart:
            apart_depth += _step(name, apart, closes)
            apart = apart if apart_depth else ""
            continue
        opens = not closes and len(attributes) > _SHORTEST and name not in _VOID
        if part:
            depth += _step(name, part, closes)
            if not depth:
                yield pieces
                part, pieces = "", []
                continue
            if opens and _has(attributes, "data-apart"):
                apart, apart_depth = name, 1
            if name not in _INLINE:
                pieces.append(_sign(name, closes))
        elif opens and _has(attributes, "data-official"):
            part, depth = name, 1
            pieces = ["\0=", _attributes(attributes)["data-official"].replace("\0", ""), "\0 "]
    if part:
        pieces.append("" if apart else html[at:])
        yield pieces


def _step(name: str, open_: str, closes: str) -> int:
    return 0 if name != open_ else -1 if closes else 1


def _sign(name: str, closes: str) -> str:
    """What stands inside a part for a tag that is no inline one."""
    if name in _SAID:
        return f"</{name}>" if closes else f"<{name}>"
    return "\0 " if closes else _CELLS.get(name, "\0 ")


def _lines(pieces: list[str]) -> Iterator[str]:
    joined = "".join(pieces)
    text = unicodedata.normalize("NFC", unescape(joined) if "&" in joined else joined)
    for line in text.split("\0")[1:]:
        said = " ".join(line[1:].split())
        if said or line[0] != " ":
            yield f"{line[0]}{said}\n"


def _has(attributes: str, name: str) -> bool:
    """Whether a tag has an attribute; most tags have none like it."""
    return name in attributes.lower() and name in _attributes(attributes)


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag; of two with one name the first counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text.removesuffix(">")):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found
