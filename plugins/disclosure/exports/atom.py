"""Atom feeds (RFC 4287) for the city, each agency and each category.

All times come from the catalogue, so two builds of the same files give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from xml.etree import ElementTree as ET

from .. import __version__
from ..model.catalogue import Catalogue
from ..model.outline import REMOVED, moment_of
from ..pages.feeds import Told, feed_of_agency, feeds_of_city
from ..pages.history import AMENDED, Change
from ..pages.page import Feed
from ..pages.templates import altered, happened, word
from ..pages.view import Desk, View, open_view
from ..past.stories import Past

NEWEST = 50
"""Entries in a feed."""
_LOOKED_AT = 2 * NEWEST
"""Of a record at most two changes are told, so among so many are all that will be shown."""
_NAMESPACE = "http://www.w3.org/2005/Atom"
_ZONE = "+08:00"
_NEVER = 0
"""The minute of `updated` of a feed in which nothing has happened yet: Atom wants a moment, and the day of the
build would change the file without news."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class _Entry:
    change: Change
    updated: int
    """In minutes, like a change."""
    id: str


def feeds(
    catalogue: Catalogue, *, drafts: bool = False, past: Past | None = None
) -> Iterator[tuple[str, bytes]]:
    """Every feed: address relative to the site root, bytes (UTF-8).

    `drafts` (the preview) also tells of what is not yet reviewed, as the pages do; `past` is what
    git tells.
    """
    view = open_view(catalogue, (), drafts=drafts, past=past)
    yield from city_feeds(view)
    for desk in view.desks.values():
        yield from agency_feeds(view, desk)


def city_feeds(view: View) -> Iterator[tuple[str, bytes]]:
    """The feeds of the city and its categories: address relative to the site root, bytes (UTF-8).

    The internal edition has no feeds: who subscribes is outside.
    """
    for told in () if view.internal else feeds_of_city(view, _LOOKED_AT):
        yield _file(view, told)


def agency_feeds(view: View, desk: Desk) -> Iterator[tuple[str, bytes]]:
    """The feed of an agency, in the same way."""
    if not view.internal:
        yield _file(view, feed_of_agency(desk, _LOOKED_AT))


def _file(view: View, told: Told) -> tuple[str, bytes]:
    feed, page, changes = told
    return feed.address, _feed(view, feed, page, _entries(view, changes))


def _entries(view: View, changes: Sequence[Change]) -> list[_Entry]:
    """The newest entries: a record once, with its newest text; each notice, and each change of an
    item, on its own."""
    entries: dict[str, _Entry] = {}
    numbered = nlargest(_LOOKED_AT, enumerate(changes), key=lambda each: _updated(each[1]))
    for _, change in sorted(numbered, key=lambda each: each[0]):
        address = view.canonical(change.address)
        if change.mark:
            name = f"{address}#{change.mark}"
            entries[name] = _Entry(change, _updated(change), name)
        elif change.record:
            entries[address] = _Entry(change, _updated(change), address)
    return sorted(entries.values(), key=lambda entry: entry.updated, reverse=True)[:NEWEST]


def _updated(change: Change) -> int:
    if change.notice or not change.record:
        return change.minute
    return change.record.stands_since


def _feed(view: View, feed: Feed, page: str, entries: Sequence[_Entry]) -> bytes:
    site = view.catalogue.site
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "zh-CN"})
    own = view.canonical(feed.address)
    _text(root, "id", own)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(entries[0].updated if entries else _NEVER))
    author = ET.SubElement(root, "author")
    _text(author, "name", site.name)
    _text(author, "uri", site.address)
    _link(root, "self", own, "application/atom+xml")
    _link(root, "alternate", view.canonical(page), "text/html")
    _text(root, "generator", "disclosure").set("version", __version__)
    for entry in entries:
        _entry(view, root, entry)
    ET.indent(root, "")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(view: View, root: ET.Element, entry: _Entry) -> None:
    change = entry.change
    desk = view.desks[change.agency]
    element = ET.SubElement(root, "entry")
    _text(element, "id", entry.id)
    _text(element, "title", _title(change, desk.name))
    _text(element, "updated", _moment(entry.updated))
    record = None if change.notice else change.record
    published = record.published_at if record else change.minute
    _text(element, "published", _moment(published))
    author = ET.SubElement(element, "author")
    _text(author, "name", desk.name)
    _text(author, "uri", view.canonical(f"{desk.id}/index.html"))
    _link(element, "alternate", view.canonical(change.address), "text/html")
    if summary := _summary(view, change):
        _text(element, "summary", summary)
    for term, label, scheme in _categories(view, change):
        ET.SubElement(element, "category", {"term": term, "scheme": scheme, "label": _clean(label)})


def _title(change: Change, agency: str) -> str:
    if not change.mark:
        return change.title
    title = change.title or word("gone_thing").format(agency=agency)
    return word("noticed").format(what=happened(change.kind), title=title)


def _summary(view: View, change: Change) -> str:
    """The text under the title; of what was removed for personal data there is none."""
    if change.kind == REMOVED:
        return ""
    if change.notice:
        return change.notice.explanation
    if change.kind == AMENDED:
        return altered(view, change)
    if change.record and change.record.summary:
        return change.record.summary
    item = view.desks[change.agency].outline.items.get(change.item or "")
    return item.content if item else ""


def _categories(view: View, change: Change) -> Iterator[tuple[str, str, str]]:
    """Term, label and scheme: the categories of its item, and the kind of the record."""
    if change.kind == REMOVED:
        return
    if change.item:
        scheme = view.canonical("by/category/index.html")
        for category in view.desks[change.agency].outline.items[change.item].categories:
            yield category, view.short(category), scheme
    if change.record:
        kind = change.record.kind
        scheme = view.canonical("lists/latest.html")
        yield kind, view.name("record_kinds", kind), scheme


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _clean(text)
    return element


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, "type": kind})


def _clean(text: str) -> str:
    """Without the few signs that no XML may hold."""
    return _NOT_XML.sub("", text)


def _moment(minute: int) -> str:
    return f"{moment_of(minute).isoformat(timespec='seconds')}{_ZONE}"
