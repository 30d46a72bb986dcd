"""Titles by their sound: every reading as tokens, so that pinyin is looked up like any text.

`search/sounds.bin` is deflated JSON:

    {"syllables": ["shi", "li", ...], "characters": "示例…", "of": [0, 1, ...]}

all syllables of the site's titles, and the Han characters of the titles with the syllable each has
there. A syllable's token is U+E000 and its place in the list; the list only ever grows at its end,
so that the tokens of an older segment stay what they are.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .text import BREAK, tokens

_INITIAL = re.compile("[zcs]h|[a-z]")
_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_FIRST = 0xE000


@dataclass(frozen=True, slots=True)
class Sounds:
    """Syllables and characters in the order in which they were met."""

    syllables: dict[str, int] = field(default_factory=dict)
    characters: dict[str, int] = field(default_factory=dict)

    def add(self, title: str, reading: str) -> None:
        """Take in a title and its reading (`pinyin.reading`)."""
        for token, word in zip(tokens(title), reading.split(" "), strict=bool(reading)):
            if initial_of(word):
                place = self.syllables.setdefault(word, len(self.syllables))
                if _HAN.match(token):
                    self.characters.setdefault(token, place)

    def aloud(self, reading: str) -> str:
        """Two tokens for each token of a title: its initial and its syllable, or two BREAKs."""
        return "".join(
            f"{initial}{chr(_FIRST + self.syllables[word])}" if initial else BREAK * 2
            for word in reading.split(" ")
            for initial in (initial_of(word),)
        )


def initial_of(word: str) -> str:
    """The token of a syllable's initial: its letter, a capital for zh, ch, sh; empty if no syllable."""
    found = _INITIAL.match(word)
    if not found:
        return ""
    return found[0] if len(found[0]) == 1 else found[0][0].upper()


def initials(reading: str) -> str:
    """A token for each token of a title: its initial, or a BREAK."""
    return "".join(initial_of(word) or BREAK for word in reading.split(" "))


def write_sounds(sounds: Sounds, search: Path) -> None:
    """Write `sounds.bin` into the folder of the index."""
    text = json.dumps(
        {
            "syllables": list(sounds.syllables),
            "characters": "".join(sounds.characters),
            "of": list(sounds.characters.values()),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    (search / "sounds.bin").write_bytes(zlib.compress(text.encode(), 9))


def read_sounds(search: Path) -> Sounds:
    """The sounds of an index. Raises OSError, zlib.error, ValueError or LookupError."""
    data = json.loads(zlib.decompress((search / "sounds.bin").read_bytes()))
    syllables = {each: place for place, each in enumerate(data["syllables"])}
    return Sounds(syllables, dict(zip(data["characters"], data["of"], strict=True)))


def sounds_of(titles: Iterable[tuple[str, str]]) -> Sounds:
    """The sounds of titles and their readings."""
    sounds = Sounds()
    for title, reading in titles:
        sounds.add(title, reading)
    return sounds
