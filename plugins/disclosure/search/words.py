"""What helps a query that finds too little: synonyms and spellings.

`search/words.json` is `{"synonyms": [["低保", "最低生活保障"], ...], "variants": ["萬…", "万…"]}`:
groups of words that mean the same, and two strings of which the first holds traditional and variant
characters and the second, at the same place, what each is folded to. Only pairs that lead to a
character of the site's folded text or titles are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .columns import write_json
from .entries import Entry
from .spelling import pairs, simplified
from .text import tokens

_AT_ONCE = 1000
"""Entries that are joined to one string: a set takes one long string faster than many short ones."""


def write_words(entries: Sequence[Entry], synonyms: Sequence[Sequence[str]], site: Path) -> None:
    """Write the file for the entries of a site."""
    used = simplified("".join(characters(entries)))
    write_json(
        site / "search" / "words.json", {"synonyms": list(synonyms), "variants": pairs(used)}
    )


def characters(entries: Sequence[Entry]) -> set[str]:
    """Every token of the texts and titles."""
    found: set[str] = set()
    for first in range(0, len(entries), _AT_ONCE):
        some = entries[first : first + _AT_ONCE]
        found.update("".join(entry.fields.text for entry in some))
        found.update(tokens("".join(entry.title for entry in some)))
    return found
