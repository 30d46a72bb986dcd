"""Markdown that people write -> HTML that is safe to publish."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import InlineProcessor, Treeprocessor

from .blocks import SOFT_BREAK, TABLE_END, TABLE_START, plain_html, put_back, set_aside, slug

MAX_BODY = 200_000
"""The longest text of a record or page, in bytes (design: Python-Markdown's time is not linear)."""
MAX_BRACKETS = 40
"""How many `[` may stand open: 10 kB of them hang Python-Markdown."""
MANY_SIGNS = 1_000
"""From how many Markdown signs on a text is tried before it is trusted."""
SECONDS = 5.0
"""How long one text may take; ordinary ones take 2 ms."""

_BLOCKS = "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr table caption thead tbody tfoot tr th td div figure figcaption"
_INLINE = "a strong b em i u s del ins sub sup code kbd mark abbr q cite small br img"
_ADMONITIONS = {"admonition", "note", "warning", "tip", "important", "danger", "info", "footnote"}
_OWN_ID = re.compile(r"s-|fn:|fnref\d*:")


class BodyTooSlow(Exception):
    """A text took longer than `SECONDS` to convert."""


def too_heavy(text: str) -> str | None:
    """Why a text cannot be published: `size`, `brackets`, `slow`, or None.

    Only a text that is full of signs is converted to find out: ordinary ones cost nothing here.
    """
    if len(text.encode()) > MAX_BODY:
        return "size"
    depth = deepest = 0
    for sign in re.findall(r"[\[\]]|\n\s*\n", text):
        depth = depth + 1 if sign == "[" else max(0, depth - 1) if sign == "]" else 0
        deepest = max(deepest, depth)
    if deepest > MAX_BRACKETS:
        return "brackets"
    if sum(map(text.count, "<[*_`>&")) > MANY_SIGNS:
        try:
            render(text, lambda target: target)
        except BodyTooSlow:
            return "slow"
    return None


def render(text: str, link: Callable[[str], str | None]) -> str:
    """The HTML of a Markdown text: headings from h2, tables wrapped, sanitised.

    `link` turns each target as written into a URL; None drops the link and keeps its words.
    Raises BodyTooSlow after `SECONDS` (only on the main thread of a process).
    """
    if "<" in text:
        return _converted(text, link)
    html = plain_html(text)
    if html is not None:
        return html
    paragraphs: list[str] = []
    return put_back(_converted(set_aside(text, paragraphs), link), paragraphs)


def _converted(
    text: str, link: Callable[[str], str | None], markdown: Markdown | None = None
) -> str:
    with _deadline(SECONDS):
        html = (markdown or _markdown()).reset().convert(text)

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "href":
            return f"#s-{value[1:]}" if _is_heading_link(value) else link(value)
        if name == "src":
            url = link(value)
            return None if url is None or re.match(r"[a-z]+:", url, re.I) else url
        if name == "id":
            return value if _OWN_ID.match(value) else None
        return value

    html = nh3.clean(
        html,
        tags=set(f"{_BLOCKS} {_INLINE}".split()),
        attributes=_ATTRIBUTES,
        allowed_classes={"div": _ADMONITIONS, "p": {"admonition-title"}},
        url_schemes={"http", "https", "mailto", "agency", "item"},
        link_rel="noopener",
        attribute_filter=attribute,
        clean_content_tags={"script", "style", "template"},
    )
    return _finish(html)


_ATTRIBUTES = {
    "a": {"href", "id"},
    "img": {"src", "alt"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "td": {"align", "colspan", "rowspan"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_ALIGN = re.compile(r' align="(left|center|right)"')


def _finish(html: str) -> str:
    html = _ALIGN.sub(lambda match: f' class="ta-{match[1]}"', html)
    html = re.sub(r' align="[^"]*"', "", html)
    html = SOFT_BREAK.sub("", html)
    html = re.sub(r"<a(?: rel=\"noopener\")?>(.*?)</a>", r"\1", html, flags=re.S)
    # A line break would glue or split words by chance when read aloud or searched.
    html = re.sub(r"\s*<br>\s*(?=(?:(?!</?p\b).)*</p>)", "</p>\n<p>", html, flags=re.S)
    numbers = count(1)
    html = re.sub("<table>", lambda _: TABLE_START.format(next(numbers)), html)
    return html.replace("</table>", TABLE_END)


def _is_heading_link(target: str) -> bool:
    return target.startswith("#") and not target.startswith(("#fn:", "#fnref"))


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
        md.treeprocessors.register(_QuickInline(md), "inline", 20)
        md.treeprocessors.register(_Headings(md), "headings_from_two", 25)


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
