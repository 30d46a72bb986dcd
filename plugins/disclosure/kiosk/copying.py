"""The files of a release -> those of the edition, and what excerpts are cut from.

A page opened from a disk may not read another one, so the articles of the searched pages stand in
scripts too, those of PAGES pages that follow each other by address in one,

    disclosureScripts.set("articles/12.bin", "<base64 of deflated JSON: {address: article, …}>");

and `articles.js` has the first address of each. The files are read once, by all cores.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..crew import cores, crew, workers_for
from ..folders import below, read_plain
from ..publish.files import put
from ..search.local import article_in, script_text
from ..search.text import BREAK, page_tokens

PAGES = 200
"""Pages whose articles are in one script."""
ARTICLES = "articles"
_LEVEL = 6
_LEFT_OUT = re.compile(
    r"(?:search|pagefind|feeds)/.*|404\.html|sitemap[^/]*\.xml|.*\.ics|assets/disclosure/release\.js"
)
"""What only programs and servers read, and what the edition has of its own."""
_ATTACHMENT = re.compile(r"[^/]+/files/.*")
_PICTURE = re.compile(r".*\.(?:png|jpe?g|gif|webp)", re.IGNORECASE)


@dataclass(frozen=True)
class Copied:
    """What the pass over a release has found."""

    pages: int
    files: int
    """Files copied, pages among them."""
    found: frozenset[str]
    """Of the token strings asked for, those that some searched page holds."""
    characters: frozenset[str]
    """All tokens of the searched pages."""


@dataclass(frozen=True)
class _Hand:
    release: str
    site: str
    asked: Collection[str]
    seen: set[str] = field(default_factory=set)
    """Characters of the articles that this process has looked at."""
    found: set[str] = field(default_factory=set)
    """Of those asked for, what it has found."""


@dataclass(frozen=True)
class _Done:
    found: frozenset[str]
    """What this process has found so far."""
    characters: frozenset[str]
    """Tokens of pages that held a character which it had not seen before."""
    first: str | None
    """The first address of a script of articles."""


def copy_release(release: Path, site: Path, asked: Collection[str], *, attachments: bool) -> Copied:
    """Copy what the edition has of a release into the empty folder `site`, and write the articles.

    Of the attachments only pictures are taken, unless all are wanted: the edition shows those, and
    opens no other. Raises OSError, and ProcessLost when a worker ended.
    """
    names = sorted(name for name in _names(release) if attachments or not _is_left(name))
    for folder in sorted({os.path.dirname(name) for name in names}):
        (site / folder).mkdir(parents=True, exist_ok=True)
    (site / "search" / ARTICLES).mkdir(parents=True)
    pages = [name for name in names if name.endswith(".html")]
    others = [name for name in names if not name.endswith(".html")]
    tasks = [
        *((number, some) for number, some in enumerate(_parts(pages))),
        *((None, some) for some in _parts(others)),
    ]
    hand = _Hand(os.fspath(release), os.fspath(site), asked)
    with crew(workers_for(len(names), len(tasks), cores()), _begin, hand) as hands:
        done = [*hands.run(_copy, tasks)]
    firsts = [each.first for each in done if each.first is not None]
    text = script_text([("articles.json", json.dumps(firsts).encode())])
    put(f"{site}/search/articles.js", text.encode())
    return Copied(
        len(pages),
        len(names),
        frozenset().union(*(each.found for each in done)),
        frozenset().union(*(each.characters for each in done)),
    )


def _names(release: Path) -> list[str]:
    """The files of a release that the edition may have."""
    found = below(os.fspath(release))
    return [name for name, facts in found if facts is not None and not _LEFT_OUT.fullmatch(name)]


def _is_left(name: str) -> bool:
    return _ATTACHMENT.fullmatch(name) is not None and _PICTURE.fullmatch(name) is None


def _parts(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[first : first + PAGES] for first in range(0, len(names), PAGES)]


_HANDS: list[_Hand] = []


def _begin(hand: _Hand) -> None:
    _HANDS[:] = [hand]


def _copy(task: tuple[int | None, Sequence[str]]) -> _Done:
    """Copy some files; where they are pages, number `task[0]` of the scripts of articles is theirs."""
    (hand,) = _HANDS
    number, names = task
    articles: dict[str, str] = {}
    characters: set[str] = set()
    for name in names:
        data, _ = read_plain(f"{hand.release}/{name}")
        put(f"{hand.site}/{name}", data)
        article = None if number is None else article_in(data)
        if article is None:
            continue
        text = articles[name] = article.decode()
        missing = [word for word in hand.asked if word not in hand.found and _may_hold(text, word)]
        if missing or not hand.seen.issuperset(text):
            tokens = page_tokens(text)
            hand.seen.update(text)
            characters.update(tokens)
            hand.found.update(word for word in missing if word in tokens)
    if number is None:
        return _Done(frozenset(hand.found), frozenset(characters), None)
    _write(hand.site, number, articles)
    return _Done(frozenset(hand.found), frozenset(characters), names[0])


def _may_hold(text: str, word: str) -> bool:
    """Quicker than to cut the text into tokens: “三公”经费 is written with its signs there."""
    return all(part in text for part in word.split(BREAK))


def _write(site: str, number: int, articles: Mapping[str, str]) -> None:
    text = json.dumps(articles, ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(text.encode(), _LEVEL)
    script = script_text([(f"{ARTICLES}/{number}.bin", packed)])
    put(f"{site}/search/{ARTICLES}/{number}.js", script.encode())
