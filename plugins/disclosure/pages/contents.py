"""The list of a long page's parts, which the shell sets beside the article."""

from __future__ import annotations

import re
from html import escape

from .templates import word

FEWEST = 4
"""A page with fewer parts than this is seen at a glance."""
_PART = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def contents(article: str) -> str:
    """Links to the headings (`h2`) of an article that have an id; empty when there are few."""
    parts = _PART.findall(article)
    if len(parts) < FEWEST:
        return ""
    links = "".join(
        f'<li><a href="#{anchor}">{_TAG.sub("", title).strip()}</a></li>' for anchor, title in parts
    )
    title = escape(word("contents"))
    return f'<nav class="toc" aria-label="{title}"><p class="toc__title">{title}</p><ul>{links}</ul></nav>'
