"""How titles are read aloud: pinyin without tones, for queries in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from .text import BREAK, tokens

_BREAK_WORD = "-"


def reading(title: str) -> str:
    """A word for each token of a title, one space between them.

    The word of a Han character is its reading in a-z (`v` for ü), chosen by the phrase it stands
    in: 重 is `chong` in 重庆. The word of a BREAK is `-`; any other token is its own word.
    """
    cut, is_han = _phrases()
    return " ".join(
        word
        for run in is_han.split(tokens(title))
        if run
        for phrase in (cut(run) if is_han.match(run) else run)
        for word in _words(phrase)
    )


def phrases(run: str) -> list[str]:
    """The phrases of a run of Han that have a reading of their own, and the characters between."""
    return list(_phrases()[0](run))


@cache
def _phrases() -> tuple[Callable[[str], Iterable[str]], re.Pattern[str]]:
    """What cuts a run of Han into phrases with a reading of their own, and what finds such runs."""
    # Here, because loading the phrases takes 0.1 s and only a build needs them.
    from pypinyin.constants import RE_HANS
    from pypinyin.contrib.mmseg import seg

    return seg.cut, re.compile(f"({RE_HANS.pattern.strip('^$')})")


@cache
def _words(phrase: str) -> list[str]:
    """A word for each token of a phrase; a site has few phrases and very many titles."""
    if phrase == BREAK:
        return [_BREAK_WORD]
    import pypinyin

    return pypinyin.lazy_pinyin([phrase], v_to_u=False, errors=list)  # type: ignore[arg-type]  # lists too
