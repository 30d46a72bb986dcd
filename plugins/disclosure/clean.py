"""HTML of people -> HTML that may be published: what is on these lists, and nothing else.

The sanitiser is nh3 (ammonia, html5ever): it reads a text as browsers do and writes it anew, so that
what it lets through reads the same everywhere. These lists are all that it lets through.

- Elements: `BLOCKS` and `INLINE`. Any other loses its tags and keeps its words; `SILENCED` lose both.
- Attributes: `ATTRIBUTES`, none of which acts: no handler, no `style`, `class` only as in `CLASSES`.
- `id`: only those of headings (`s-…`) and footnotes (`fn:…`, `fnref:…`), which are no names that a
  script or a style of the site looks for.
- Links: https, http, mailto, and relative ones, as far as `link` gives an address; each opens in its
  own right (`rel="noopener"`).
- Images: only files of this site.
- Numbers (`colspan`, `rowspan`, `start`): up to four digits.

Comments, CDATA, processing instructions, forms, frames, objects, SVG, MathML and templates are on no
list. What the sanitiser itself could be made to suffer by is taken from it first: see `_MARKED`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import count

import nh3

from .blocks import SOFT_BREAK, TABLE_END, TABLE_START

BLOCKS = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr table caption thead tbody tfoot tr th td div"
    " figure figcaption".split()
)
INLINE = frozenset(
    "a strong b em i u s del ins sub sup code kbd mark abbr q cite small br img".split()
)
SILENCED = frozenset(("script", "style", "template"))
CLASSES = {
    "div": {"admonition", "note", "warning", "tip", "important", "danger", "info", "footnote"},
    "p": {"admonition-title"},
}
ATTRIBUTES = {
    "a": {"href", "id"},
    "img": {"src", "alt"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "td": {"align", "colspan", "rowspan"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
SCHEMES = frozenset(("http", "https", "mailto", "agency", "item"))
"""`agency:` and `item:` are our own; `link` turns them into addresses."""
DEEPEST = 60
"""How deep elements may stand in each other; a table in a note in a list is at 8."""

_OWN_ID = re.compile(r"(?:s-|fn:|fnref\d*:)[^\s\"'<>&]*\Z")
_NUMBER = re.compile(r"[0-9]{1,4}\Z")
_SCOPES = frozenset(("row", "col", "rowgroup", "colgroup"))
_LOADED = re.compile(r"(?!/)[^\s\\:]+\Z")
"""The address of a file of this site, from a page of it."""
_MARKED = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/])[^>]*", re.IGNORECASE
)
"""The tag of a formatting element with attributes. By the HTML standard one that was not closed is
opened again in each block that follows, and those that differ all of them: 28 kB of such tags made
28 MB of HTML and filled 1 GB of memory. Without attributes three of a name are the most."""
_OPEN = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_OFTEN_OPEN = frozenset(
    "p li dt dd td th tr thead tbody tfoot caption br hr img wbr col input meta link area".split()
)
"""Elements whose end tag HTML lets one leave out, or that have none."""
_MANY = 500
"""Elements that are opened and not closed: to the sanitiser 40,000 of them are 6 seconds."""
_ALIGN = re.compile(r' align="(left|center|right)"')
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
"""In HTML that the sanitiser wrote: it leaves no `<` or `>` in attributes."""
_VOID = frozenset(("br", "hr", "img"))
_PARAGRAPH = re.compile(r"<p\b[^>]*>.*?</p>", re.DOTALL)


class TooDeep(Exception):
    """Elements stand in each other more than `DEEPEST` deep."""


def cleaned(html: str, link: Callable[[str], str | None]) -> str:
    """HTML that may be published: sanitised, tables wrapped, line breaks as paragraphs.

    `link` turns each target as written into a URL; None drops the link and keeps its words.
    Raises TooDeep.
    """

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "href":
            if _is_heading_link(value):
                return f"#s-{value[1:]}" if _OWN_ID.match(f"s-{value[1:]}") else None
            if value.startswith("#"):
                return value if _OWN_ID.match(value[1:]) else None
            return link(value)
        if name == "src":
            url = link(value)
            return url if url is not None and _LOADED.match(url) else None
        if name == "id":
            return value if _OWN_ID.match(value) else None
        if name in ("colspan", "rowspan", "start"):
            return value if _NUMBER.match(value) else None
        if name == "scope":
            return value if value in _SCOPES else None
        return value

    if max(_left_open(html).values(), default=0) > _MANY:
        raise TooDeep
    html = nh3.clean(
        _MARKED.sub(r"<\1", html),
        tags=set(BLOCKS | INLINE),
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=set(SCHEMES),
        link_rel="noopener",
        attribute_filter=attribute,
        clean_content_tags=set(SILENCED),
    )
    _measure(html)
    return _finish(html)


def _is_heading_link(target: str) -> bool:
    return target.startswith("#") and not target.startswith(("#fn:", "#fnref"))


def _left_open(html: str) -> Counter[str]:
    """By name, how many elements seem not to be closed: a guess, that only saves time."""
    found: Counter[str] = Counter()
    for closing, name in _OPEN.findall(html):
        if name not in _OFTEN_OPEN:
            found[name.lower()] += -1 if closing else 1
    return found


def _measure(html: str) -> None:
    depth = 0
    for closing, name in _TAG.findall(html):
        if name not in _VOID:
            depth += -1 if closing else 1
            if depth > DEEPEST:
                raise TooDeep


def _finish(html: str) -> str:
    """What the site wants otherwise than the sanitiser wrote it; each step is linear in its length."""
    html = _ALIGN.sub(lambda match: f' class="ta-{match[1]}"', html)
    html = re.sub(r' align="[^"]*"', "", html)
    html = SOFT_BREAK.sub("", html)
    html = re.sub(r"<a(?: rel=\"noopener\")?>(.*?)</a>", r"\1", html, flags=re.S)
    if "<br>" in html:
        # A line break would glue or split words by chance when read aloud or searched.
        html = _PARAGRAPH.sub(lambda match: _split(match[0]), html)
    numbers = count(1)
    html = re.sub("<table>", lambda _: TABLE_START.format(next(numbers)), html)
    return html.replace("</table>", TABLE_END)


def _split(paragraph: str) -> str:
    """A paragraph as several, at its line breaks; those inside another element stay."""
    made: list[str] = []
    depth = at = 0
    for tag in _TAG.finditer(paragraph):
        if tag[2] == "br" and depth == 1:
            made.append(paragraph[at : tag.start()].strip() if made else paragraph[: tag.start()])
            at = tag.end()
        elif tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
    if not made:
        return paragraph
    return "</p>\n<p>".join([made[0].rstrip(), *made[1:], paragraph[at:].lstrip()])
