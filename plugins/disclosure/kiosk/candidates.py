"""The words that the keys on the screen offer, made of what the site itself says.

Each of them finds something: a word is in the title of a page that is searched, or `holds` says that
it is in a text, or it means the same as one that is. `words.js` is a script, since a page from a
disk can read nothing else:

    globalThis.DISCLOSURE_WORDS = {"words": "政务公开 公积金 …", "sounds": "zheng政正整 zhong中种 …",
                     "more": "chong重 …", "other": {"重庆": "chong qing"}};

`words` stand in the order in which they are offered. `sounds` has the characters of the pages by
their first reading, those in many titles first, and `more` those that have others besides; a word
in `other` is not read as its characters are by themselves.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ..search.pinyin import phrases, reading
from .repeats import LONGEST, words_of

MOST_WORDS = 30_000
MOST_BYTES = 1_000_000
SCRIPT = "assets/kiosk/words.js"
_LONGEST = 16
"""Characters of the longest word: wider ones do not fit beside others on a screen."""
_LOOKED_AT = 200_000
"""Characters of titles that are cut into common words, which takes 4 s a million."""
_SOME = 5
"""Different titles that begin with a word, at least, for it to be a usual beginning."""
_HAN = "〇\u3400-\u9fff\U00020000-\U0003ffff"
_ALL_HAN = re.compile(f"[{_HAN}]+")
# "2026年度决算": the unit belongs to the number, and no word begins with it.
_RUN = re.compile(
    rf"(?:(?<=[0-9０-９])(?:年度|年份|年|月份|月|日|号|期|届|次|批|项|个|条))?([{_HAN}]+)"
)
_APART = re.compile("的|关于|以及|第$")
_OPEN = "的了和与及或在将被其之"
"""What no word found by itself begins or ends with, unless its last two characters are a word."""


@dataclass(frozen=True)
class Candidates:
    """What is offered, and how it is read."""

    words: tuple[str, ...]
    """Two characters or more each, those that are offered first at the beginning."""
    characters: tuple[tuple[str, tuple[str, ...]], ...]
    """Single ones, each with its readings, the usual one first."""
    readings: dict[str, str]
    """Of each word: syllables in a-z, one space between them."""


def candidates_of(
    titles: Iterable[str],
    names: Iterable[str],
    synonyms: Iterable[Sequence[str]],
    holds: Callable[[str], bool],
    characters: Iterable[str],
) -> Candidates:
    """The words and characters of a site.

    `titles` of all pages that are searched; `names` of categories and of all else that a page may
    call by name; `synonyms` as in site.yml; `holds` says whether the text of a page holds a word,
    and is asked only about words that are in no title; `characters` are those of all texts.
    """
    runs: Counter[str] = Counter()
    for title in titles:
        runs.update({run for part in _RUN.findall(title) for run in _APART.split(part) if run})
    found = Counter(_kept(words_of(runs)))
    for word, times in chain(_behind(runs, found).items(), _common(runs, found).items()):
        found.setdefault(word, times)
    for run, times in runs.items():
        if 2 <= len(run) <= _LONGEST:
            found[run] = max(found[run], times)
    named = {name for name in names if _fits(name)}
    told = [(group, [word for word in group if _fits(word)]) for group in synonyms]
    everything = "\n".join(sorted(runs))
    held: dict[str, bool] = {}

    def has(word: str) -> bool:
        if word not in held:
            held[word] = word in found or word in everything or holds(word)
        return held[word]

    # What the site gives a name of its own is asked for more than what merely occurs.
    bonus = 1 + sum(runs.values()) // 500
    for name in sorted(named):
        if has(name):
            found[name] += bonus
    for group, words in told:
        if any(has(word) for word in group):
            for word in words:
                found[word] += bonus
    order = sorted(found, key=lambda word: (-found[word], len(word), word))
    offered = tuple(_within(order))
    often: Counter[str] = Counter()
    for run, times in runs.items():
        for char in set(run):
            often[char] += times
    single = sorted(filter(_ALL_HAN.fullmatch, set(characters)), key=lambda it: (-often[it], it))
    return Candidates(
        offered,
        tuple((char, heard) for char in single if (heard := _heard(char))),
        {word: reading(word) for word in offered},
    )


def _fits(word: str) -> bool:
    return 2 <= len(word) <= _LONGEST and _ALL_HAN.fullmatch(word) is not None


def _kept(found: dict[str, int]) -> dict[str, int]:
    """Without what begins with 和, or ends with it."""
    return {
        word: times
        for word, times in found.items()
        if word[0] not in _OPEN
        and (word[-1] not in _OPEN or (len(word) > 2 and word[-2:] in found))
    }


def _behind(runs: Counter[str], known: Container[str]) -> Counter[str]:
    """What stands behind a word that begins many titles: 教育局 of 示例市教育局."""
    begins: Counter[str] = Counter()
    for run in runs:
        begins.update(run[:end] for end in range(2, LONGEST + 1) if run[:end] in known)
    enough = max(_SOME, len(runs) // 50)
    usual = {word for word, times in begins.items() if times >= enough}
    found: Counter[str] = Counter()
    for run, times in runs.items():
        for end in range(LONGEST, 1, -1):
            if run[:end] in usual and 2 <= len(run) - end <= LONGEST:
                found[run[end:]] += times
                break
    return found


def _common(runs: Counter[str], known: Container[str]) -> Counter[str]:
    """Words that are in a title once, as far as those who collect readings know them."""
    found: Counter[str] = Counter()
    looked = 0
    for run, times in sorted(runs.items(), key=lambda each: (-each[1], each[0])):
        looked += len(run)
        if looked > _LOOKED_AT:
            break
        at = 0
        for phrase in phrases(run):
            end = at + len(phrase)
            # 金发 of 资金发放 is none, since 资金 is one.
            torn = run[max(at - 1, 0) : at + 1] in known or run[end - 1 : end + 1] in known
            if _fits(phrase) and not torn:
                found[phrase] += times
            at = end
    return found


def _within(order: Iterable[str]) -> Iterator[str]:
    size = 0
    for place, word in enumerate(order):
        # Each has a space behind it; what else the script holds is a tenth of that at most.
        size += len(word.encode()) + 1
        if place >= MOST_WORDS or size > MOST_BYTES * 0.9:
            return
        yield word


def _heard(char: str) -> tuple[str, ...]:
    """The readings of a character, the usual one first; none when nobody knows one."""
    import pypinyin

    usual = reading(char)
    plain = pypinyin.Style.NORMAL
    others = pypinyin.pinyin(char, plain, heteronym=True, v_to_u=False, errors="ignore")
    heard = [each for each in (usual, *(others[0] if others else ())) if _SYLLABLE.match(each)]
    return tuple(dict.fromkeys(heard))


_SYLLABLE = re.compile("[a-z]{1,6}$")


def script_of(candidates: Candidates) -> str:
    """The script of the words, the same bytes for the same candidates."""
    usual = {char: heard[0] for char, heard in candidates.characters}
    other = {
        word: read
        for word, read in candidates.readings.items()
        if read != " ".join(usual.get(char, "?") for char in word)
    }
    told = {
        "words": " ".join(candidates.words),
        "sounds": _by_sound((heard[0], char) for char, heard in candidates.characters),
        "more": _by_sound(
            (each, char) for char, heard in candidates.characters for each in heard[1:]
        ),
        "other": other,
    }
    return (
        "globalThis.DISCLOSURE_WORDS = "
        f"{json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"
    )


def _by_sound(pairs: Iterable[tuple[str, str]]) -> str:
    """`zheng政正 zhong中`: the order of the characters stays."""
    groups: dict[str, list[str]] = defaultdict(list)
    for sound, char in pairs:
        groups[sound].append(char)
    return " ".join(sound + "".join(chars) for sound, chars in sorted(groups.items()))


def write_candidates(candidates: Candidates, site: Path) -> int:
    """Write the script below `site`, to be loaded when somebody first types; gives its bytes."""
    data = script_of(candidates).encode()
    path = site / SCRIPT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return len(data)
