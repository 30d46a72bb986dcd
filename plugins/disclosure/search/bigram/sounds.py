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
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..text import BREAK

_INITIAL = re.compile("[zcs]h|[a-z]")
_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_FIRST = 0xE000


@dataclass(frozen=True, slots=True)
class Sounds:
    """Syllables and characters in the order in which they were met."""

    syllables: dict[str, int] = field(default_factory=dict)
    characters: dict[str, int] = field(default_factory=dict)

    def add(self, titles: Sequence[str], readings: Sequence[str]) -> None:
        """Take in the tokens of titles and their readings (`pinyin.reading`)."""
        # All at once: a city has two million characters in titles, and few different ones.
        said = [
            (title, reading) for title, reading in zip(titles, readings, strict=True) if reading
        ]
        characters = "".join(title for title, _ in said)
        words = " ".join(reading for _, reading in said).split(" ") if said else []
        for token, word in dict.fromkeys(zip(characters, words, strict=True)):
            if _INITIALS[word]:
                place = self.syllables.setdefault(word, len(self.syllables))
                if _HAN.match(token):
                    self.characters.setdefault(token, place)

    def aloud(self, readings: Sequence[str]) -> list[str]:
        """Two tokens for each token of a title: its initial and its syllable, or two BREAKs."""
        said = {
            word: f"{_INITIALS[word]}{chr(_FIRST + self.syllables[word])}"
            if _INITIALS[word]
            else BREAK * 2
            for word in set(" ".join(readings).split(" "))
        }
        return ["".join(map(said.__getitem__, each.split(" "))) for each in readings]


class _Initials(dict[str, str]):
    """Syllable -> the token of its initial: its letter, a capital for zh, ch, sh; empty for what
    is no syllable."""

    def __missing__(self, word: str) -> str:
        found = _INITIAL.match(word)
        letters = found[0] if found else ""
        self[word] = initial = letters if len(letters) < 2 else letters[0].upper()
        return initial


_INITIALS = _Initials()


def initials(readings: Sequence[str]) -> list[str]:
    """A token for each token of a title: its initial, or a BREAK."""
    said = {word: _INITIALS[word] or BREAK for word in set(" ".join(readings).split(" "))}
    return ["".join(map(said.__getitem__, each.split(" "))) for each in readings]


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
