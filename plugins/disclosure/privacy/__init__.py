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
from .digits import Chain, chains, may_hold
from .folding import fold
from .hit import Hit
from .papers import identities, names_passport, passports
from .phones import mobile_from

__all__ = ["Hit", "masked", "scan"]


def scan(text: str) -> tuple[Hit, ...]:
    """Every personal value in a text, in the order of its places; ordinary texts take microseconds."""
    folded = fold(text)
    hits = sorted(_found(folded.text), key=lambda hit: (hit.start, -hit.end))
    return tuple(
        hit._replace(start=start, end=end)
        for hit in hits
        for start, end in (folded.span(hit.start, hit.end),)
    )


def _found(text: str) -> Iterator[Hit]:
    numbers, papers = may_hold(text)
    if numbers:
        for chain in chains(text):
            yield from _numbers(chain)
    if papers or names_passport(text):
        yield from passports(text)
    if emails.may_hold(text):
        yield from emails.emails(text)
    if births.may_hold(text):
        yield from births.births(text)
    told, untold = homes.may_hold(text)
    if told or untold:
        yield from homes.homes(text, told, untold)


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
    hits = scan(text)
    for hit in reversed(hits):
        text = text[: hit.start] + hit.mask + text[hit.end :]
    return text
