"""Identity numbers, passports and travel permits in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import masks
from .around import before, is_issued
from .digits import GAP, SHORT_CHAIN, Chain, chain_at
from .hit import Hit
from .numbers import is_credit_code, is_identity, is_old_identity, is_rounded_identity

_X = re.compile(rf"{GAP}([Xx×ХхΧχ])(?![0-9A-Za-z])")
_CREDIT_WORD = re.compile(r"信用代码|机构代码|税号|识别号|creditcode|credit_code", re.IGNORECASE)
_PERSON_WORD = re.compile(
    r"身份证|公民身份|居民身份|证件号|证件|身份号|居留|sfz|identity|id(?:no|card)?\W*\Z",
    re.IGNORECASE,
)
_CENTURIES = ("18", "19", "20")
_USUAL = ({6, 14}, {6, 10, 14}, {6, 10, 12, 14})


def identities(chain: Chain) -> Iterator[tuple[Hit, int, int]]:
    """The identity numbers in a chain, each with its first and last run."""
    first = 0
    while first < len(chain.runs):
        found = _identity_from(chain, first)
        if found is None:
            first += 1
        else:
            yield found
            first = found[2] + 1


def _identity_from(chain: Chain, first: int) -> tuple[Hit, int, int] | None:
    text, count, last = chain.text, 0, first
    old: tuple[Hit, int, int] | None = None  # the first 15 of 18 digits could be one as well
    start = chain.runs[first][0]
    year = chain.from_run(first, 8)[6:]
    if text[start] == "0" or (year not in _CENTURIES and chain.runs[first][1] - start != 15):
        return None
    if not _is_free(text, start):
        return None
    for last in range(first, len(chain.runs)):
        count += chain.runs[last][1] - chain.runs[last][0]
        if count >= 15:
            end = chain.runs[last][1]
            if count == 15 and last == first and _old(text, start, end):
                old = _hit(chain.digits(first, last), start, end), first, last
            if count == 17 and (x := _X.match(text, end)):
                number = chain.digits(first, last) + "X"
                if _plausible(chain, first, last, number):
                    return _hit(number, start, x.end(1)), first, last
            if count == 18 and not _letter(text, end):
                number = chain.digits(first, last)
                if _plausible(chain, first, last, number):
                    return _hit(number, start, end), first, last
        if count >= 18:
            break
    return old


def _hit(number: str, start: int, end: int) -> Hit:
    return Hit("identity", start, end, number, masks.of_identity(number))


def _old(text: str, start: int, end: int) -> bool:
    number = text[start:end]
    return (
        is_old_identity(number)
        and not _letter(text, end)
        and bool(_PERSON_WORD.search(before(text, start)))
    )


def _plausible(chain: Chain, first: int, last: int, number: str) -> bool:
    start = chain.runs[first][0]
    rounded = last == first and is_rounded_identity(number)
    if not rounded and not is_identity(number):
        return False
    words = before(chain.text, start)
    if is_credit_code(number) and (
        _CREDIT_WORD.search(words) or (number[0] == "9" and not _PERSON_WORD.search(words))
    ):
        return False
    if rounded and not is_identity(number):
        return bool(_PERSON_WORD.search(words)) or not is_issued(chain.text, start)
    if last == first:
        return True
    sizes = chain.sizes(first, last)
    if chain.uniform(first, last) is None and not _PERSON_WORD.search(words):
        return False
    if chain.alone(first, last) or len(set(sizes[:-1])) == 1:
        return True
    cuts = {sum(sizes[:index]) for index in range(1, len(sizes))} - {17}
    return cuts in _USUAL


_WORD_BEFORE = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{1,12}\Z")


def _is_free(text: str, start: int) -> bool:
    """Whether a number does not begin inside a code: right behind one word of letters at most."""
    if not _letter(text, start - 1):
        return True
    return bool(_WORD_BEFORE.search(text[max(0, start - 13) : start]))


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalpha()


# All begin with a sign, so that the search can skip to one, and then ask what stands before it.
_FORM = (
    r"(?P<sign>[%s](?<![0-9A-Za-z].)"
    rf"(?:{GAP}[A-Za-z])?)(?:{GAP})(?P<digits>{SHORT_CHAIN})"
)
_PASSPORT = re.compile(_FORM % "EGDSPHMKCWLTegdsphmkcwlt")
_ORDINARY = re.compile(_FORM % "EG")
_PERMIT = re.compile(rf"[0-9](?<![0-9A-Za-z].)[0-9]*+(?:{GAP}[0-9]++)*+")
_PASSPORT_WORD = re.compile(r"护照|通行证|回乡证|台胞证|旅行证|证件号|证件")
_PERMIT_WORD = re.compile(r"(?<!车)(?<!车辆)通行证")
_PERMIT_TO = re.compile(r"(?:港澳|台湾|往来)[^\s，。；]{0,12}通行证")
_TAIWAN_WORD = re.compile(r"(?:台胞证|台湾[^\s，。；]{0,12}通行证|通行证)[号码：:（）()]{0,5}\Z")
_LIKE_YEAR = re.compile(r"20[0-3][0-9]")


def passports(text: str) -> Iterator[Hit]:
    """Passports, and permits for Hong Kong, Macau and Taiwan."""
    pattern = _PASSPORT if names_passport(text) else _ORDINARY
    for match in pattern.finditer(text):
        sign = re.sub(r"[^A-Za-z]", "", match["sign"])
        start = match.start()
        for chain in _lines(chain_at(text, match.start("digits"), match.end("digits"))):
            digits = chain.digits(0, len(chain.runs) - 1)
            value = f"{sign}{digits}".upper()
            if not _is_passport(value):
                continue
            behind = text[chain.end : chain.end + 16].partition("\n")[0]
            told = _is_told(value, f"{before(text, start)} {behind}")
            if told or _stands_alone(sign, digits, chain, start):
                yield Hit("passport", start, chain.end, value, masks.of_passport(value))
                break
    if "通行证" not in text and "台胞证" not in text:
        return
    for match in _PERMIT.finditer(text):
        for chain in _lines(chain_at(text, *match.span())):
            digits = chain.digits(0, len(chain.runs) - 1)
            if len(digits) == 8 and _TAIWAN_WORD.search(before(text, match.start())):
                yield Hit("passport", match.start(), chain.end, digits, masks.of_passport(digits))
                break


def _lines(chain: Chain) -> Iterator[Chain]:
    """A chain, and the part of it in its first line: what follows may be something else."""
    if not _letter(chain.text, chain.end):
        yield chain
    cut = next((at for at, gap in enumerate(chain.gaps) if "n" in gap), None)
    if cut is not None:
        yield Chain(chain.text, chain.runs[: cut + 1], chain.gaps[:cut])


_SHAPE = re.compile(r"[EGDSPHKCWLT][0-9]{8}|[EC][A-HJ-NP-Z][0-9]{7}|[HM](?:[0-9]{8}|[0-9]{10})")
"""Passports E, G, D, S, P, H, K; permits to Hong Kong and Macau C, W, to Taiwan L, T, from both H, M."""


def _is_passport(value: str) -> bool:
    return _SHAPE.fullmatch(value) is not None


def _is_told(value: str, words: str) -> bool:
    """Whether the words around a number say what it is; contracts and other papers begin like permits."""
    if value[0] not in "CWLT":
        return _PASSPORT_WORD.search(words) is not None
    if _PERMIT_TO.search(words):
        return True
    return _PERMIT_WORD.search(words) is not None and not _LIKE_YEAR.match(value[1:])


def _stands_alone(sign: str, digits: str, chain: Chain, start: int) -> bool:
    """Whether nothing but its shape is needed: an ordinary passport, and no code with a year in it."""
    if not sign.isupper() or sign[0] not in "EG":
        return False
    if len(digits) == 8 and _LIKE_YEAR.match(digits):
        return False
    last = len(chain.runs) - 1
    if last and chain.uniform(0, last) is None:
        return False
    code = re.search(r"[0-9A-Z][-/.]\Z", chain.text[max(0, start - 2) : start])
    return code is None and not is_issued(chain.text, start)


def names_passport(text: str) -> bool:
    """Whether a text speaks of passports, so that less of their shape is asked for."""
    return PAPER.search(text) is not None or ("照" in text and "护照" in text)


PAPER = re.compile("证(?:(?<=[行胞乡]证)|(?=件))")
