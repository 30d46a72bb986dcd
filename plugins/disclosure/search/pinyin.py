"""How titles are read aloud: pinyin without tones, for queries in Latin letters."""

from __future__ import annotations

from .text import BREAK, tokens

_BREAK_WORD = "-"


def reading(title: str) -> str:
    """A word for each token of a title, one space between them.

    The word of a Han character is its reading in a-z (`v` for ü), chosen by the phrase it stands
    in: 重 is `chong` in 重庆. The word of a BREAK is `-`; any other token is its own word.
    """
    import pypinyin  # here, because loading its phrases takes 0.1 s and only a build needs it

    marks = tokens(title)
    words = pypinyin.lazy_pinyin(marks, v_to_u=False, errors=list)  # type: ignore[arg-type]  # lists too
    pairs = zip(marks, words, strict=True)
    return " ".join(_BREAK_WORD if mark == BREAK else word for mark, word in pairs)
