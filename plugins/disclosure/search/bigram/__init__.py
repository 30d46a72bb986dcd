"""The engine `bigram`: our own index in small files, for large sites and for pages without a server.

    search/index.json          which segments there are, and which of their rows count no more
    search/sounds.bin          the syllables of titles (`sounds.py`)
    search/<segment>/<part>/   the token strings of one purpose (`parts.py`)
    search/<segment>/cards/    what the list of hits says of each row (`cards.py`)
    search/<segment>/columns.bin     the facets (`facets.py`)
    search/<segment>/addresses.bin   eight bytes of the hash of each row's address, for the next build

A segment's name is the hash of its files, so that no browser mixes the files of two releases. A
cold build makes one; `segments.py` adds a second one with what has changed since.

The parts of a row:

    text      the text of the page                        folded    the same, where folding changes it
    title     the title                                   number    its numbers, each between two EDGE
    head      title and numbers, where folding changes them
    gap       every second token of the folded title, twice: so two tokens with one between are a pair
    initials  the initials of the title read aloud        sound     initial and syllable in turn
"""

from __future__ import annotations

from .index import read_index, write_index
from .listing import Listed, facet_values, listed
from .scripts import script_text, write_scripts
from .segments import write_changes

__all__ = [
    "Listed",
    "facet_values",
    "listed",
    "read_index",
    "script_text",
    "write_changes",
    "write_index",
    "write_scripts",
]
