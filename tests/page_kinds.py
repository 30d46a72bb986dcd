"""Of every kind of page of a built site: a typical one, and the longest."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_KIND = re.compile(r'<meta name="disclosure:kind" content="([^"]+)">')


@dataclass(frozen=True)
class Kind:
    """Pages that come from one template and differ only in whose they are.

    `kind` is what the page says of itself; `pattern` its address with `*` for an agency, an id, a
    year or a month. One kind can have several patterns: the list of services is not one of records.
    """

    kind: str
    pattern: str
    addresses: tuple[str, ...]  # from the shortest page to the longest

    @property
    def typical(self) -> str:
        return self.addresses[len(self.addresses) // 2]

    @property
    def longest(self) -> str:
        return self.addresses[-1]


@cache
def kinds(site: Path) -> tuple[Kind, ...]:
    """Every kind of page of the site in the folder `site`, by kind and pattern."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    texts = {
        file.relative_to(site).as_posix(): file.read_text("utf-8") for file in site.rglob("*.html")
    }
    said = {address: match[1] for address, text in texts.items() if (match := _KIND.search(text))}
    missing = texts.keys() - said.keys()
    assert not missing, f"pages that do not say their kind: {sorted(missing)[:5]}"
    agencies = {address.split("/")[0] for address, kind in said.items() if kind == "agency"}
    for address, kind in said.items():
        if kind == "moved":
            continue  # nobody sees it: a browser goes on to the new address at once
        found[kind, _pattern(address, agencies)].append((len(texts[address]), _opened(address)))
    return tuple(
        Kind(kind, pattern, tuple(address for _, address in sorted(pages)))
        for (kind, pattern), pages in sorted(found.items())
    )


def of_kind(site: Path, name: str) -> Kind:
    """The only pattern of a kind. Raises ValueError where the kind has another number of them."""
    (kind,) = (each for each in kinds(site) if each.kind == name)
    return kind


def typical(site: Path) -> list[str]:
    """One page of each kind and pattern."""
    return [kind.typical for kind in kinds(site)]


def typical_and_longest(site: Path) -> list[str]:
    """One page of each kind and pattern, and the longest of each, each page once."""
    return list(
        dict.fromkeys(page for kind in kinds(site) for page in (kind.typical, kind.longest))
    )


def _opened(address: str) -> str:
    """The address by which a page is read: that of displays as a list, for its screens hide the frame
    that all others have (test_signage.py has the screens)."""
    return "signage.html?list" if address == "signage.html" else address


def _pattern(address: str, agencies: set[str]) -> str:
    top, _, rest = address.partition("/")
    if top in agencies:
        named = "/" in rest or rest == "index.html"
        return f"*/{rest}" if named else "*/*.html"
    if re.fullmatch(r"(by|due)/\w+/(?!index\.html).+", address):
        return re.sub(r"[^/]+$", "*.html", address)
    return re.sub(r"\d+", "*", address)
