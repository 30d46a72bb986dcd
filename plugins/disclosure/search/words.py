"""What helps a query that finds too little: synonyms, spellings, and titles read aloud.

`search/words.json` is `{"synonyms": [["低保", "最低生活保障"], ...], "variants": ["萬…", "万…"]}`:
groups of words that mean the same, and two strings of which the first holds traditional and variant
characters and the second, at the same place, what each is folded to. Only pairs that lead to a
character of the site's folded text or titles are there.

`search/pinyin.json` is `{"titles": ["shi li shi …", ...]}`, a reading for each row of the columns
(see `pinyin.reading`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .columns import SearchPage, write_json
from .fields import Fields
from .pinyin import reading
from .spelling import pairs, simplified
from .text import tokens


def write_words(
    pages: Sequence[SearchPage],
    fields: Sequence[Fields],
    synonyms: Sequence[Sequence[str]],
    site: Path,
) -> None:
    """Write both files, for pages and their fields in column order."""
    used: set[str] = set()
    for page, held in zip(pages, fields, strict=True):
        used.update(held.folded or held.text, simplified(tokens(page.title)))
    write_json(
        site / "search" / "words.json", {"synonyms": list(synonyms), "variants": pairs(used)}
    )
    write_json(site / "search" / "pinyin.json", {"titles": [reading(each.title) for each in pages]})
