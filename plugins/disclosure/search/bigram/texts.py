"""What the parts of an index are made of: a token string of each row, for one purpose each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from ..entries import Entry
from ..spelling import simplified
from ..text import BLOCK_END, tokens
from .sounds import Sounds, initials

EDGE = "\x1e"
"""Before and behind a number, so that the whole of one can be asked for. Sorts behind BLOCK_END."""


def texts_of(entries: Sequence[Entry], sounds: Sounds) -> Mapping[str, Callable[[], Sequence[str]]]:
    """The strings of each part, made when asked for; a BLOCK_END parts what is no phrase.

    Those of the last one take into `sounds` what it does not know yet.
    """

    @cache
    def titles() -> list[str]:
        return [tokens(entry.title) for entry in entries]

    def aloud() -> list[str]:
        sounds.add(titles(), readings)
        return sounds.aloud(readings)

    readings = [entry.reading for entry in entries]
    numbers = [entry.fields.number for entry in entries]
    return {
        "text": lambda: [entry.fields.text for entry in entries],
        "folded": lambda: [entry.fields.folded for entry in entries],
        "title": titles,
        "number": lambda: list(map(_edged, numbers)),
        "head": lambda: list(map(_head, titles(), numbers)),
        "gap": lambda: list(map(_gap, titles())),
        "initials": lambda: initials(readings),
        "sound": aloud,
    }


def _edged(numbers: str) -> str:
    return "".join(f"{EDGE}{each}{EDGE}{BLOCK_END}" for each in numbers.split(BLOCK_END)[:-1])


def _head(title: str, numbers: str) -> str:
    """Title and numbers in simplified characters; empty where that changes nothing."""
    if simplified(title) == title and simplified(numbers) == numbers:
        return ""
    return simplified(f"{title}{BLOCK_END}{_edged(numbers)}")


def _gap(title: str) -> str:
    """Every other token of a title, from the first and from the second on."""
    folded = simplified(title)
    return f"{folded[::2]}{BLOCK_END}{folded[1::2]}"
