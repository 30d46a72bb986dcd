"""Markdown that people write -> HTML that is safe to publish."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import InlineProcessor, Treeprocessor

from .blocks import besides_paragraphs, plain_html, put_back, set_aside, slug
from .clean import TooDeep, cleaned

MAX_BODY = 200_000
"""The longest text of a record or page, in bytes (design: Python-Markdown's time is not linear)."""
MAX_BRACKETS = 40
"""How many `[` may stand open: 10 kB of them hang Python-Markdown."""
SMALL = 3_000
"""Bytes, besides plain paragraphs, that no signs make slow: the worst that was found takes 0.3 s."""
MANY_TAGS = 30
"""From how many `<`, `*` and `_` on elements may stand too deep in each other.

Emphasis has two of them, a tag need not be closed; `clean.DEEPEST` is 60, of which lists and
quotations (`_MARKERS`) and tables take the rest.
"""
DEEPEST = 12
"""How many lists and quotations may stand in each other: Python-Markdown recurses."""
SECONDS = 5.0
"""How long the longest text may take (`seconds_for`); ordinary ones take 2 ms."""
_MARKERS = re.compile(
    r"(?:(?:[-+*]|\d{1,9}[.)])[ \t]++|>[ \t]*+){6}|^(?: {4}|\t| {0,3}\t){6}", re.MULTILINE
)
"""A line that may begin so many lists and quotations that they stand too deep."""
_BEGINNINGS = ("- ", "+ ", "* ", ". ", ") ", ">")
"""One of these stands for each marker of `_MARKERS`, where there is no tab."""


class BodyTooSlow(Exception):
    """A text took longer than `seconds_for` it to convert."""


class BodyTooDeep(BodyTooSlow):
    """Lists, quotations or elements of a text stand in each other too deep."""


def seconds_for(text: str) -> float:
    """How long a text may take, in seconds of processor time: a fifth of `SECONDS`, and by its length.

    An ordinary text takes 5 ms a kB, so that a machine five times as slow refuses none.
    """
    return SECONDS * (0.2 + 0.8 * min(1.0, len(text) / MAX_BODY))


def too_heavy(text: str) -> str | None:
    """Why a text cannot be published: `size`, `brackets`, `slow`, `deep`, or None.

    Only a text that could be slow is converted to find out: ordinary ones cost nothing here.
    """
    if len(text) > MAX_BODY or len(text.encode()) > MAX_BODY:
        return "size"
    if "[" in text and _open_brackets(text) > MAX_BRACKETS:
        return "brackets"
    if not _may_be_slow(text):
        return None
    try:
        render(text, lambda target: target)
    except BodyTooDeep:
        return "deep"
    except BodyTooSlow:
        return "slow"
    return None


def _open_brackets(text: str) -> int:
    depth = deepest = 0
    for sign in re.findall(r"[\[\]]|\n(?=[ \t]*+\n)", text):
        depth = depth + 1 if sign == "[" else max(0, depth - 1) if sign == "]" else 0
        deepest = max(deepest, depth)
    return deepest


def _may_be_slow(text: str) -> bool:
    if sum(map(text.count, "<*_")) > MANY_TAGS or _may_nest(text):
        return True
    if len(text) <= SMALL // 4 or len(text.encode()) <= SMALL:
        return False
    return "<" in text or (besides_paragraphs(text) > SMALL and plain_html(text) is None)


def _may_nest(text: str) -> bool:
    # Counting takes 2 microseconds a text, the pattern 20, and a city has 74,000.
    if "\t" in text or " " * 24 in text or sum(map(text.count, _BEGINNINGS)) > 5:
        return bool(_MARKERS.search(text))
    return False


def render(text: str, link: Callable[[str], str | None]) -> str:
    """The HTML of a Markdown text: headings from h2, tables wrapped, sanitised (`clean.py`).

    `link` turns each target as written into a URL; None drops the link and keeps its words.
    Raises BodyTooSlow after `seconds_for` the text (only on the main thread of a process), and
    BodyTooDeep.
    """
    if "<" in text:
        return _converted(text, link)
    html = plain_html(text)
    if html is not None:
        return html
    paragraphs: list[str] = []
    html = put_back(_converted(set_aside(text, paragraphs), link), paragraphs)
    return _converted(text, link) if html is None else html


def _converted(
    text: str, link: Callable[[str], str | None], markdown: Markdown | None = None
) -> str:
    try:
        with _deadline(seconds_for(text)):
            return cleaned((markdown or _markdown()).reset().convert(text), link)
    except BaseException as error:
        # It was left in the middle of that text, and `reset` does not bring it out.
        _markdown.cache_clear()
        if isinstance(error, TooDeep | RecursionError):
            raise BodyTooDeep from None
        raise


class _Headings(Treeprocessor):
    """Shifts headings so that the highest is h2: the page's title is its only h1."""

    def run(self, root: Element) -> None:
        headings = [node for node in root.iter() if re.fullmatch(r"h[1-6]", node.tag)]
        shift = 2 - min((int(node.tag[1]) for node in headings), default=2)
        for node in headings:
            node.tag = f"h{max(2, min(6, int(node.tag[1]) + shift))}"


class _QuickInline(InlineProcessor):
    """Leaves alone what no inline pattern could match: most cells and headings."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if not _INLINE_SIGN.search(data):
            return data
        # The name is private in Python-Markdown 3.x; a test compares the result with its own.
        handle = InlineProcessor._InlineProcessor__handleInline  # type: ignore[attr-defined]
        return str(handle(self, data, patternIndex))


_INLINE_SIGN = re.compile(r"[\\`*_\[\]<>&!\n\x02\x03]|https?:|  ")


class _HeadingsFromTwo(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        _limit_depth(md)
        md.treeprocessors.register(_QuickInline(md), "inline", 20)
        md.treeprocessors.register(_Headings(md), "headings_from_two", 25)


def _limit_depth(md: Markdown) -> None:
    """Let the converter stop at a depth of our own, not where the stack of the process ends."""
    parse, depth = md.parser.parseBlocks, 0

    def parse_blocks(parent: Element, blocks: list[str]) -> None:
        nonlocal depth
        if depth > DEEPEST:
            raise BodyTooDeep
        depth += 1
        try:
            parse(parent, blocks)
        finally:
            depth -= 1

    md.parser.parseBlocks = parse_blocks  # type: ignore[method-assign]


@cache
def _markdown() -> Markdown:
    """One converter for the process: a new one costs 15 ms, `.reset()` nothing."""
    return Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            FootnoteExtension(BACKLINK_TITLE="返回正文中的注释 {}"),
            TocExtension(slugify=slug, permalink=False),
            "sane_lists",
            "admonition",
            _HeadingsFromTwo(),
        ],
        output_format="html",
    )


@contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise BodyTooSlow

    # The time that the processor spends on it: a busy machine makes no text slow.
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
