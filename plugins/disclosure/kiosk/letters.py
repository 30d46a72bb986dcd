"""Everything that is searched by the initial of its title, as scripts that the kiosk's A–Z reads.

`assets/kiosk/letters/G.js` is

    (globalThis.DISCLOSURE_LETTERS ??= new Map()).set("G", {"agencies": ["…"], "entries": […]});

where an entry is `[title, address, place of its agency, "2026-08-12"]`,

by title, then newest first; `0.js` has the titles that begin with a digit.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from ..search.local import Listed
from ..search.pinyin import reading

DIGITS = "0"
OTHERS = "OTHER"
_FIRST = re.compile(r"[^\W_].{0,5}", re.DOTALL)
"""From the first letter or digit on, as much as decides how the first character is read."""


def by_letter(pages: Iterable[Listed]) -> Mapping[str, list[Listed]]:
    """The pages by the letter that their titles begin with when they are read aloud, A to Z, then
    digits and what has no sound."""
    found: defaultdict[str, list[Listed]] = defaultdict(list)
    for page in pages:
        found[letter_of(page.title)].append(page)
    return {
        letter: sorted(sorted(found[letter], key=lambda page: page.date, reverse=True), key=_title)
        for letter in sorted(found, key=lambda letter: (not letter.isalpha(), letter))
    }


def _title(page: Listed) -> str:
    return page.title


def letter_of(title: str) -> str:
    """The initial of a title: `A` to `Z`, DIGITS, or OTHERS."""
    start = _FIRST.search(title)
    return _initial(start[0]) if start else OTHERS


@cache
def _initial(start: str) -> str:
    first = reading(start)[:1].upper()
    if first.isascii() and first.isalpha():
        return first
    return DIGITS if first.isdigit() else OTHERS


def write_letters(pages: Mapping[str, list[Listed]], folder: Path) -> None:
    """Write a script for each letter into a folder, which is made."""
    folder.mkdir(parents=True)
    for letter, some in pages.items():
        agencies = {name: place for place, name in enumerate(dict.fromkeys(p.agency for p in some))}
        entries = [[page.title, page.address, agencies[page.agency], page.date] for page in some]
        facts = {"agencies": [*agencies], "entries": entries}
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        script = (
            f"(globalThis.DISCLOSURE_LETTERS ??= new Map()).set({json.dumps(letter)},{text});\n"
        )
        (folder / f"{letter}.js").write_text(script, "utf-8", newline="\n")
