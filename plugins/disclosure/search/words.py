"""What helps a query that finds too little: synonyms and spellings.

`search/words.bin` is deflated JSON,

    {"synonyms": [["低保", "最低生活保障"], ...], "variants": ["萬…", "万…"]}

groups of words that mean the same, and two strings of which the first holds traditional and variant
characters and the second, at the same place, what each is folded to. Only pairs that lead to a
character of the site's folded text or titles are there.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .entries import Entry
from .spelling import pairs, simplified
from .text import tokens

_AT_ONCE = 1000
"""Entries whose characters are looked at together: as numbers, which is faster than as strings."""


def write_words(
    entries: Sequence[Entry], synonyms: Sequence[Sequence[str]], site: Path, more: str = ""
) -> None:
    """Write the file for entries, and for `more` characters that the site has."""
    used = simplified("".join(characters(entries))) + more
    text = json.dumps(
        {"synonyms": list(synonyms), "variants": pairs(used)},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    (site / "search").mkdir(parents=True, exist_ok=True)
    (site / "search" / "words.bin").write_bytes(zlib.compress(text.encode(), 9))


def folded_of(site: Path) -> str:
    """The characters that something is folded to in a site.

    Raises OSError, ValueError, LookupError or zlib.error.
    """
    data = (site / "search" / "words.bin").read_bytes()
    return str(json.loads(zlib.decompress(data))["variants"][1])


def characters(entries: Sequence[Entry]) -> set[str]:
    """Every token of the texts and titles."""
    seen = np.zeros(0x110000, np.bool_)
    for first in range(0, len(entries), _AT_ONCE):
        some = entries[first : first + _AT_ONCE]
        text = "".join(entry.fields.text for entry in some)
        text += tokens("".join(entry.title for entry in some))
        seen[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")] = True
    return set(map(chr, np.flatnonzero(seen).tolist()))
