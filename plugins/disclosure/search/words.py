"""What helps a query that finds too little: synonyms and spellings.

`search/words.bin` is deflated JSON,

    {"synonyms": [["低保", "最低生活保障"], ...], "variants": ["萬…", "万…"], "folded": "万…"}

groups of words that mean the same; two strings of which the first holds traditional and variant
characters and the second, at the same place, what each is folded to, as far as that is a character
of the site's folded text or titles; and what folding made of characters of the site. A phrase
without any of these is in a folded text only where it is in the text itself.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .entries import Entry
from .spelling import pairs, simplified
from .text import tokens

_AT_ONCE = 1000
"""Entries whose characters are looked at together: as numbers, which is faster than as strings."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Characters of a site, as words.bin has them."""

    used: str = ""
    """Of its folded text those that something is folded to, whether the site has that or not."""
    changed: str = ""
    """What folding made of others."""


_NOTHING = Folded()


def write_words(
    entries: Sequence[Entry],
    synonyms: Sequence[Sequence[str]],
    site: Path,
    more: Folded = _NOTHING,
) -> None:
    """Write the file for entries, and for `more` characters that the site has."""
    written = "".join(characters(entries))
    folded = simplified(written)
    changed = {new for old, new in zip(written, folded, strict=True) if old != new}
    text = json.dumps(
        {
            "synonyms": list(synonyms),
            "variants": pairs(folded + more.used),
            "folded": "".join(sorted(changed.union(more.changed))),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    (site / "search").mkdir(parents=True, exist_ok=True)
    (site / "search" / "words.bin").write_bytes(zlib.compress(text.encode(), 9))


def folded_of(site: Path) -> Folded:
    """What the file of a site says of its characters.

    Raises OSError, ValueError, LookupError or zlib.error.
    """
    data = (site / "search" / "words.bin").read_bytes()
    words = json.loads(zlib.decompress(data))
    return Folded(str(words["variants"][1]), str(words["folded"]))


def synonyms_of(site: Path) -> list[list[str]]:
    """The groups of words of the same meaning of a site.

    Raises OSError, ValueError, LookupError or zlib.error.
    """
    words = json.loads(zlib.decompress((site / "search" / "words.bin").read_bytes()))
    return [[str(word) for word in group] for group in words["synonyms"]]


def characters(entries: Sequence[Entry]) -> set[str]:
    """Every token of the texts and titles."""
    seen = np.zeros(0x110000, np.bool_)
    for first in range(0, len(entries), _AT_ONCE):
        some = entries[first : first + _AT_ONCE]
        text = "".join(entry.fields.text for entry in some)
        text += tokens("".join(entry.title for entry in some))
        seen[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")] = True
    return set(map(chr, np.flatnonzero(seen).tolist()))
