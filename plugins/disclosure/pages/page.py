"""What a page is, before it stands in a shell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Crumb(NamedTuple):
    """A step of the way from the home page to a page."""

    title: str
    address: str | None
    """Relative to the site root; None for the page itself."""


class Feed(NamedTuple):
    """An Atom feed of the site."""

    title: str
    address: str
    """Relative to the site root, e.g. `feeds/city.xml`."""


class Page(NamedTuple):
    """A generated page: its address, what is said of it, and its article.

    A tuple, like its crumbs: it is made in a third of the time, and a city has 87,000.
    """

    address: str
    """Relative to the site root, e.g. `finance-bureau/final-accounts.html`."""
    kind: str
    """The value of `<meta name="disclosure:kind">`."""
    title: str
    """Plain text, the same as the article's `h1`."""
    article: str
    """Inner HTML of the page's one `<article>`; begins with `<h1>`."""
    aside: str = ""
    """Inner HTML of what stands behind the article: the way on to others. It is not searched, or a
    page would be found by the titles of its neighbours."""
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    searched: bool = False
    """Whether its text is found by the search (`<article data-searched>`)."""
    notice: bool = False
    """Whether only a notice stands here (`<article data-notice>`)."""
    numbers: tuple[str, ...] = ()
    """文号 and 索引号."""
    facts: Mapping[str, str] = _NOTHING
    """Facets and card values for the search; several values are joined by `|`."""
    metas: Mapping[str, str] = _NOTHING
    """`<meta name>` -> content, those of the government website guideline among them."""
    linked: tuple[Mapping[str, object], ...] = ()
    """schema.org objects, which stand in the head as JSON-LD."""
    feeds: tuple[Feed, ...] = ()
    """The Atom feeds that tell of what is new on this page."""
    modified: dt.datetime | None = None
    """When what the page says last changed, by the dates of the catalogue (+08:00)."""
    leads_to: str = ""
    """Where what stood here stands now, relative to the site root: a browser goes there at once."""


Month = tuple[int, int]
"""Year and month."""


@dataclass(frozen=True)
class Plan:
    """A page that can be built: its address is known before its text."""

    address: str
    build: Callable[[], Page]
    shows: Callable[[], object] | None = None
    """Gives all that the page shows besides the frame of its agency (or, for a page of the city, of
    every agency): texts, numbers, tuples and lists. While these are the same, so is the page. None:
    it is built to find out."""
    months: Collection[Month] = ()
    """When all that is what happened in these months (see `changes.by_month`), these months."""


SEARCHED = frozenset(("item", "record", "service", "agency", "guide", "contact", "regulation"))
"""Kinds of generated pages whose text is found by the search."""


def has_parts(page: Page) -> bool:
    """Whether the template marks what is cited of the page; if not, that is all of the article."""
    return _PART.search(page.article) is not None


_PART = re.compile(r"<\w+[^<>]* data-official")
