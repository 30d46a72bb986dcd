"""Personal data in a text: what it is, where it stands, and how it may be shown.

Pure functions over texts; nothing is read, kept or printed. `scan` finds

    identity       identity numbers with their date and check digit, also the 15 digits of old
    mobile         mobile numbers, not other telephones
    bank-card      bank cards (Luhn), and accounts beside the word
    passport       passports, and permits for Hong Kong, Macau and Taiwan
    home-address   where somebody lives, finer than the township
    birth          dates of birth beside names
    email          every e-mail address; whose it is, is for the rule to say

also where they are written in other widths, escaped, or split by what hides them from a search:
white space, dashes, dots, marks, tags, one line break, characters that cannot be seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import births, emails, homes
from .cards import card_from
from .digits import Chain, chains, look, without_hashes
from .emails import PROVIDERS
from .folding import Folded, fold, may_fold
from .hit import Hit
from .papers import identities, names_passport, passports
from .phones import mobile_from
from .sieve import suspects

__all__ = ["PROVIDERS", "Hit", "masked", "scan", "suspects"]


def scan(text: str, data: bytes | None = None) -> tuple[Hit, ...]:
    """Every personal value in a text, in the order of its places; ordinary texts take microseconds.

    `data` is the same text in UTF-8, if it is at hand.
    """
    if data is None:
        data = text.encode("utf-8", "surrogatepass")
    seen = look(data)
    folded = Folded(text)
    if seen.rare or may_fold(text, data):
        folded = fold(text)
        if folded.text is not text:
            seen = look(folded.text.encode("utf-8", "surrogatepass"))
    hits = [
        *(_in_chains(folded.text) if seen.number else ()),
        *(passports(folded.text) if seen.paper or names_passport(folded.text) else ()),
        *(emails.emails(folded.text) if "@" in folded.text else ()),
        *(births.births(folded.text) if births.may_hold(folded.text) else ()),
        *(homes.homes(folded.text) if homes.may_hold(folded.text) else ()),
    ]
    if not hits:
        return ()
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    return tuple(
        hit._replace(start=start, end=end)
        for hit in hits
        for start, end in (folded.span(hit.start, hit.end),)
    )


def _in_chains(text: str) -> Iterator[Hit]:
    plain = without_hashes(text)
    if plain is text or look(plain.encode("utf-8", "surrogatepass")).number:
        for chain in chains(plain):
            yield from _numbers(chain)


def _numbers(chain: Chain) -> Iterator[Hit]:
    """The numbers of a chain; the surest first, and no run of digits in two of them."""
    claimed: set[int] = set()
    for hit, first, last in identities(chain):
        claimed |= set(range(first, last + 1))
        yield hit
    count = len(chain.runs)
    for kind in (card_from, mobile_from):
        first = free = 0
        while first < count:
            if free <= first:
                free = next((n for n in range(first, count) if n in claimed), count)
            found = kind(chain, first, free - first) if free > first else None
            if found is None:
                first += 1
                continue
            hit, _, last = found
            claimed |= set(range(first, last + 1))
            yield hit
            first = last + 1


def masked(text: str) -> str:
    """A text with every personal value in it masked."""
    for hit in reversed(scan(text)):
        text = text[: hit.start] + hit.mask + text[hit.end :]
    return text
