"""C91x: what `site.yml` tells the search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..model.catalogue import Catalogue
from .rule import Found, found, rule

_SHORTEST = 2
"""How many letters or digits a word needs: one alone stands on nearly every page."""


@rule(
    "C910",
    scope="city",
    zh="这一组同义词只有一个词“{word}”",
    en="this group of synonyms has only one word, '{word}'",
    needs_pack=False,
)
def groups_have_two_words(catalogue: Catalogue) -> Iterator[Found]:
    """一组同义词至少有两个不同的词。

    为什么：只有一个词，搜索没有可以替代的词，这一组不起作用。大小写、全角和半角、首尾的标点不算不同。
    怎样改：补上意思相同的另一个词；不需要的，删去这一组。

    A group of synonyms has at least two different words.

    Why: with one word there is nothing to search for in its stead; case, width and outer
        punctuation make no difference.
    Fix: add another word of the same meaning, or delete the group.
    """
    for index, group in enumerate(catalogue.site.synonyms):
        same = {_searched(word) for word in group}
        if len(same) < 2 and all(map(_can_be_searched, group)):
            words = group[0] if group else ""
            yield found(catalogue.site_place.at("synonyms", index), word=words)


@rule(
    "C911",
    scope="city",
    zh="同义词“{word}”写了两次，前一次在第 {group} 组",
    en="the synonym '{word}' stands twice, first in group {group}",
    needs_pack=False,
)
def words_stand_once(catalogue: Catalogue) -> Iterator[Found]:
    """一个词只在一组同义词中出现一次。

    为什么：一个词在两组里，说不清它和谁意思相同。大小写、全角和半角、首尾的标点不算不同。
    怎样改：意思都相同的，合并成一组；不相同的，只留在一组。

    A word stands in one group of synonyms, once.

    Why: a word in two groups does not say which words mean the same; case, width and outer
        punctuation make no difference.
    Fix: make one group of both if all words mean the same, or keep the word in one of them.
    """
    seen: dict[str, int] = {}
    for index, group in enumerate(catalogue.site.synonyms):
        if len({_searched(word) for word in group}) < 2:
            continue  # C910 speaks of the whole group
        for place, word in enumerate(group):
            if not _can_be_searched(word):
                continue
            if first := seen.get(_searched(word)):
                span = catalogue.site_place.at("synonyms", index, place)
                yield found(span, word=word, group=first)
            else:
                seen[_searched(word)] = index + 1


@rule(
    "C912",
    scope="city",
    zh="同义词“{word}”含有空白，或者不足两个字",
    en="the synonym '{word}' holds white space or fewer than two letters or digits",
    needs_pack=False,
)
def words_can_be_searched(catalogue: Catalogue) -> Iterator[Found]:
    """同义词是搜索能够查到的一个词：至少两个字（字母、数字），中间没有空白。

    为什么：空白会把一个词分成两个；一个字几乎每一页都有，标点不能单独搜索。
    怎样改：删去空白，或者写出完整的词。

    A synonym is one word that the search can find: two letters or digits at least, no white space.

    Why: white space makes two words of one; a single character stands on nearly every page, and
        punctuation alone is not searched for.
    Fix: delete the white space, or write the whole word.
    """
    for index, group in enumerate(catalogue.site.synonyms):
        for place, word in enumerate(group):
            if not _can_be_searched(word):
                yield found(catalogue.site_place.at("synonyms", index, place), word=word)


def _searched(word: str) -> str:
    """A word as the search compares it: letters and digits, each run of other signs one space.

    This room cannot ask the search room, and needs no more of its rules than these.
    """
    folded = unicodedata.normalize("NFKC", word).casefold()
    kept = (char if unicodedata.category(char)[0] in "LNM" else " " for char in folded)
    return re.sub(" +", " ", "".join(kept)).strip()


def _can_be_searched(word: str) -> bool:
    count = len(_searched(word).replace(" ", ""))
    return count >= _SHORTEST and not re.search(r"\s", word)
