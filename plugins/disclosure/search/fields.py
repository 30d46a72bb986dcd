"""What an engine holds of a page: the three fields that phrases are looked up in.

An engine is two functions. `write(addresses, fields, site)` puts the fields of each page into files
of its own below the site, pages in the order of the columns. `read(site)` gives back what those
files hold, page by page in the same order, from the disk alone, so that a build can prove itself
(`proof.py`) whatever the engine is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .columns import SearchPage
from .spelling import simplified
from .text import BLOCK_END, number, page_tokens

Field = Literal["text", "number", "folded"]
LOST = "\0"
"""What `read` puts where it found no token. No page and no query holds it."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The token strings of a page. A phrase is in a field when the field's string holds it."""

    text: str = ""
    """The blocks of the article, each between two BLOCK_END."""
    number: str = ""
    """The normal form of each 文号 and 索引号, with a BLOCK_END behind it."""
    folded: str = ""
    """The text folded to simplified characters; empty where that changes nothing."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an index on disk holds of the page of one row."""

    address: str
    """Where the engine says the page is; empty when it does not know."""
    fields: Fields


@dataclass(frozen=True, slots=True)
class EngineFiles:
    """The two sides of an engine in Python; the third is `search-engine-<name>.js`."""

    write: Callable[[Sequence[str], Sequence[Fields], Path], None]
    read: Callable[[Path], list[Held]]


def fields_of(page: SearchPage) -> Fields:
    """The fields of a page."""
    text = page_tokens(page.article)
    normal = filter(None, map(number, page.numbers))
    folded = simplified(text)
    return Fields(
        text,
        "".join(f"{each}{BLOCK_END}" for each in normal),
        folded if folded != text else "",
    )
