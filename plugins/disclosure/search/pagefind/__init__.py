"""The engine `pagefind`: the standard Pagefind binary over words that we make ourselves.

Pagefind knows words, folds them by rules of its own and has no idea of Chinese. So it gets one word
a token, in letters a-z only, which nothing in it changes, and is asked for quoted phrases only:

    text token     four letters, its code point in base 26    政 -> bcze
    number token   `z` and the same four letters              政 -> zbcze
    folded token   `y` and the same four letters              政 -> ybcze
    BREAK          `zz`
    BLOCK_END      `zy`
    FOLDED         `zx`, before the folded text of a page that has one

Text tokens begin with a-o, because code points end at U+3FFFF, so no word is the beginning of
another and no two kinds are ever the same. The fields of a page follow each other in one text; a
phrase has no BLOCK_END and no FOLDED in it, so it never reaches from one field into the next.
`overrides/assets/disclosure/search-engine-pagefind.js` writes queries in the same words, and
`reading.py` reads them back.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..entries import Entry
from ..fields import Held
from .columns import read_columns, write_columns
from .index import index_pages
from .reading import held_of

__all__ = ["read_columns", "read_index", "write_index"]


def write_index(entries: Sequence[Entry], site: Path) -> list[Held]:
    """Write the index of entries in the order of the rows, and say what is there afterwards."""
    write_columns(entries, site)
    index_pages([each.address for each in entries], [each.fields for each in entries], site)
    return held_of(site)


def read_index(entries: Sequence[Entry], site: Path) -> list[Held]:
    """What the index holds of each page that it has."""
    return held_of(site)
