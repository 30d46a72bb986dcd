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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..text import BREAK

_INITIAL = re.compile("[zcs]h|[a-z]")
_HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
_FIRST = 0xE000
_AT_ONCE = 1000
"""Titles whose words are looked at together: all at once would be two million strings."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """Syllables and characters in the order in which they were met."""

    syllables: dict[str, int] = field(default_factory=dict)
    characters: dict[str, int] = field(default_factory=dict)

    def add(self, titles: Sequence[str], readings: Sequence[str]) -> None:
        """Take in the tokens of titles and their readings (`pinyin.reading`)."""
        for first in range(0, len(titles), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            said = [both for both in zip(titles[some], readings[some], strict=True) if both[1]]
            characters = "".join(title for title, _ in said)
            words = " ".join(reading for _, reading in said).split(" ") if said else []
            for token, word in dict.fromkeys(zip(characters, words, strict=True)):
                if _INITIALS[word]:
                    place = self.syllables.setdefault(word, len(self.syllables))
                    if _HAN.match(token):
                        self.characters.setdefault(token, place)

    def aloud(self, readings: Sequence[str]) -> list[str]:
        """Two tokens for each token of a title: its initial and its syllable, or two BREAKs."""

        def said(word: str) -> str:
            initial = _INITIALS[word]
            return f"{initial}{chr(_FIRST + self.syllables[word])}" if initial else BREAK * 2

        return _said(readings, said)


def initials(readings: Sequence[str]) -> list[str]:
    """A token for each token of a title: its initial, or a BREAK."""
    return _said(readings, lambda word: _INITIALS[word] or BREAK)


class _Remembered(dict[str, str]):
    """Word -> what a function says of it, asked once: titles have few different words."""

    def __init__(self, function: Callable[[str], str]) -> None:
        self._function = function

    def __missing__(self, word: str) -> str:
        self[word] = said = self._function(word)
        return said


def _said(readings: Sequence[str], said: Callable[[str], str]) -> list[str]:
    """Readings with something else for each word."""
    known = _Remembered(said)
    return ["".join(map(known.__getitem__, each.split(" "))) for each in readings]


def _initial(word: str) -> str:
    """The token of a word's initial: its letter, a capital for zh, ch, sh; empty for what is no
    syllable."""
    found = _INITIAL.match(word)
    letters = found[0] if found else ""
    return letters if len(letters) < 2 else letters[0].upper()


_INITIALS = _Remembered(_initial)


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
