"""The site map for search engines (sitemaps.org, protocol 0.9), with dates from the catalogue.

There is no robots.txt: it counts only at the root of a host, and the site may lie under a path
that is not the root (https://host/zwgk/). The host's own robots.txt can name our sitemap.xml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

LIMIT = 50_000
"""Addresses in one file, by the protocol. Ours are far from its second limit, 50 MB."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Entry = tuple[str, str | None]
"""A canonical address, and when the page last changed where the catalogue tells: ISO 8601 to the
second, in +08:00 and without a zone."""


def sitemaps(
    entries: Sequence[Entry], address: str, limit: int = LIMIT
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes (UTF-8) of sitemap.xml; above `limit` pages it is an index of others.

    `address` is the site's public one, ending in `/`. The order of the pages is kept.
    """
    if len(entries) <= limit:
        yield "sitemap.xml", _file("urlset", "url", entries)
        return
    parts: list[Entry] = []
    for start in range(0, len(entries), limit):
        part = entries[start : start + limit]
        name = f"sitemap-{len(parts) + 1}.xml"
        moments = [moment for _, moment in part if moment]
        parts.append((address + name, max(moments, default=None)))
        yield name, _file("urlset", "url", part)
    yield "sitemap.xml", _file("sitemapindex", "sitemap", parts)


def _file(root: str, element: str, entries: Sequence[Entry]) -> bytes:
    # All at once: what has no sign that needs an escape is looked through without a step for each.
    locations = escape("\n".join(location for location, _ in entries)).split("\n")
    lines = [
        f"<{element}><loc>{location}</loc>{_changed(moment)}</{element}>\n"
        for location, (_, moment) in zip(locations, entries, strict=True)
    ]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n'
        f"{''.join(lines)}</{root}>\n"
    ).encode()


def _changed(moment: str | None) -> str:
    return f"<lastmod>{moment}+08:00</lastmod>" if moment else ""
