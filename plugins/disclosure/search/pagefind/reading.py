"""What Pagefind's files hold, read from the disk by their layout and not by Pagefind.

Each file is gzip over a signature and CBOR, all of it arrays (`pagefind-bin` 1.5):

    pagefind.<hash>.pf_meta   [version, [[id, word count] a page], [[from, to, file] a chunk], ...]
    index/<file>.pf_index     [[[word, [[page, positions, ...] a page], ...] a word]]

Page numbers and positions are differences to the one before; a negative position changes the weight
and starts the differences anew. A word is looked up as Pagefind's own search does: in the chunks
between whose `from` and `to` it lies, so a word in the wrong chunk is as good as lost.

Whatever cannot be read is taken as empty: the proof then names the pages that this loses.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

import cbor2

from ..fields import LOST, Field, Fields, Held
from .index import FOLDED, PREFIXES, SIGNS, fragment_address, unpacked

_BROKEN = (OSError, EOFError, zlib.error, cbor2.CBORError, LookupError, TypeError, ValueError)
"""What reading a file that is missing, damaged or of another layout raises."""
_STEP = 0x40000
_SHIFT: dict[Field, int] = {name: place * _STEP for place, name in enumerate(PREFIXES)}
"""Tokens end at U+3FFFF; those of the second and third field are moved up to be told apart."""
_FIRST_NUMBER = re.compile(f"[{chr(_SHIFT['number'])}-{chr(_SHIFT['folded'] - 1)}]")
_WORD = re.compile("([zy]?)([a-o][a-z]{3})")
_FIELD_OF = {prefix: name for name, prefix in PREFIXES.items()}
_SIGN_OF = {word: sign for sign, word in SIGNS.items()}


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A file of words, and the range that its words are looked up in."""

    start: str
    end: str
    file: str

    def may_hold(self, word: str) -> bool:
        """Whether Pagefind looks a word up here."""
        return self.start <= word <= self.end

    def may_hold_longer(self, word: str) -> bool:
        """The same with ends cut short; it counts where no chunk's whole range fits."""
        start, end = self.start[: len(word)], self.end[: len(word)]
        return word[: len(start)] >= start and word[: len(end)] <= end


def held_of(site: Path) -> list[Held]:
    """What the index of a site holds, page by page in the order of its rows."""
    bundle = site / "pagefind"
    pages, chunks = _meta(bundle)
    texts = [[LOST] * count for _, count in pages]
    for chunk in chunks:
        for word, postings in _words(bundle / "index" / f"{chunk.file}.pf_index"):
            if not _is_found(word, chunk, chunks):
                continue
            token = _token(word)
            for page, positions in postings:
                text = texts[page] if page < len(texts) else []
                for position in positions:
                    if position < len(text):
                        text[position] = token
    held = {identity: "".join(text) for (identity, _), text in zip(pages, texts, strict=True)}
    return [
        Held(
            fragment_address(bundle / "fragment" / f"{identity}.pf_fragment"),
            _split(held.get(identity, "")),
        )
        for identity in _ids(site / "search" / "pagefind.json")
    ]


def _ids(path: Path) -> list[str]:
    try:
        return [str(each) for each in json.loads(path.read_bytes())["ids"]]
    except _BROKEN:
        return []


def _meta(bundle: Path) -> tuple[list[tuple[str, int]], list[_Chunk]]:
    """Id and number of words of each page, and the chunks; Pagefind has one index a language."""
    try:
        entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
        (language,) = entry["languages"].values()
        _, pages, chunks, *_ = cbor2.loads(
            unpacked(bundle / f"pagefind.{language['hash']}.pf_meta")
        )
        return (
            [(str(identity), int(count)) for identity, count in pages],
            [_Chunk(str(start), str(end), str(file)) for start, end, file in chunks],
        )
    except _BROKEN:
        return [], []


def _words(path: Path) -> list[tuple[str, list[tuple[int, list[int]]]]]:
    """The words of a chunk, each with its pages and its positions in them."""
    try:
        (found,) = cbor2.loads(unpacked(path))
        return [(str(word), list(_postings(pages))) for word, pages, *_ in found]
    except _BROKEN:
        return []


def _postings(pages: Sequence[tuple[int, list[int]]]) -> Iterator[tuple[int, list[int]]]:
    number = 0
    for step, steps, *_ in pages:
        number += step
        yield number, _positions(steps)


def _positions(steps: list[int]) -> list[int]:
    """The positions of a word in a page."""
    rest = steps[1:] if steps and steps[0] < 0 else steps
    if min(rest, default=0) >= 0:  # one weight for all, as in every page of ours
        return list(accumulate(rest))
    found, last = [], 0
    for step in rest:
        last = 0 if step < 0 else last + step
        if step >= 0:
            found.append(last)
    return found


def _is_found(word: str, chunk: _Chunk, chunks: Sequence[_Chunk]) -> bool:
    if chunk.may_hold(word):
        return True
    return chunk.may_hold_longer(word) and not any(other.may_hold(word) for other in chunks)


def _token(word: str) -> str:
    """The token of a word, moved up by its field; LOST for a word that is none of ours."""
    if sign := _SIGN_OF.get(word):
        return sign
    match = _WORD.fullmatch(word)
    if not match:
        return LOST
    point = 0
    for letter in match[2]:
        point = point * 26 + ord(letter) - ord("a")
    return chr(point + _SHIFT[_FIELD_OF[match[1]]]) if point < _STEP else LOST


def _split(sequence: str) -> Fields:
    """The words of a page, in their order, as its fields."""
    before, _, folded = sequence.partition(FOLDED)
    number = _FIRST_NUMBER.search(before)
    cut = number.start() if number else len(before)
    return Fields(
        before[:cut].translate(_plain("text")),
        before[cut:].translate(_plain("number")),
        folded.translate(_plain("folded")),
    )


class _Plain(dict[int, str]):
    """A moved code point -> the token; LOST for one of another field."""

    def __init__(self, shift: int) -> None:
        super().__init__({ord(sign): sign for sign in SIGNS})
        self._shift = shift

    def __missing__(self, point: int) -> str:
        own = point - self._shift
        self[point] = token = chr(own) if 0 <= own < _STEP else LOST
        return token


@cache
def _plain(field: Field) -> _Plain:
    return _Plain(_SHIFT[field])
