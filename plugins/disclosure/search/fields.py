"""What an engine holds of a page: the three fields that phrases are looked up in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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


def fields_of(article: str, numbers: Sequence[str]) -> Fields:
    """The fields of a page with this article and these numbers."""
    text = page_tokens(article)
    normal = filter(None, map(number, numbers))
    folded = simplified(text)
    return Fields(
        text,
        "".join(f"{each}{BLOCK_END}" for each in normal),
        folded if folded != text else "",
    )
