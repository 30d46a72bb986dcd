"""The `<meta>` names of the Guideline for Government Websites (国办发〔2017〕47号).

Every page has the three of the site (SiteName, SiteDomain, SiteIDCode), which stand in the shell. A
page of a column adds the four of its column, a page of content also the three of its article:

    3   home, search, 404, and an old address that leads to a new one
    7   everything that leads on: catalogue, category, form, item, agency, guide, contacts, rights,
        regulation, coverage, rules, lists, display, map, prose
    10  record, service, and the notice of a thing that is gone

An item is a column: it gathers its records and has itself no moment of publication. A notice has a
day only; its moment is the day's beginning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

SITE_ONLY = frozenset(("home", "search", "notfound", "preview", "moved"))


class Column(NamedTuple):
    """The column of a page: for a page that is itself a column, its own facts."""

    name: str
    description: str
    keywords: tuple[str, ...]


class Article(NamedTuple):
    """What a page of content says of itself."""

    published: dt.datetime
    """In +08:00."""
    source: str
    """The agency that publishes it."""


def metas(
    kind: str, title: str, column_type: str, column: Column, article: Article | None
) -> Iterator[tuple[str, str]]:
    """Names and contents besides those of the site; nothing is blank."""
    if kind in SITE_ONLY:
        return
    yield "ColumnName", column.name
    yield "ColumnDescription", column.description or column.name
    yield "ColumnKeywords", ",".join(dict.fromkeys(column.keywords or (column.name,)))
    yield "ColumnType", column_type
    if article:
        yield "ArticleTitle", title
        yield "PubDate", article.published.isoformat(" ", "minutes")
        yield "ContentSource", article.source
