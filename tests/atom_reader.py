"""An independent reading of Atom feeds, for tests: what RFC 4287 says MUST be, no code of ours."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
ONE = {"feed": "id title updated", "entry": "id title updated", "author": "name"}
"""Children that stand exactly once."""
AT_MOST_ONE = {
    "feed": "generator icon logo rights subtitle",
    "entry": "content published rights source summary",
    "author": "uri email",
}
ALLOWED = {
    "feed": "author category contributor entry generator icon id link logo rights subtitle title updated",
    "entry": "author category content contributor id link published rights source summary title updated",
    "author": "name uri email",
}
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_MEDIA = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")


def faults(data: bytes) -> list[str]:
    """What in a feed document breaks RFC 4287; empty for a valid one."""
    try:
        root = ET.fromstring(data)
    except ET.ParseError as error:
        return [f"not well-formed: {error}"]
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    return [*_container(root, "feed"), *_feed(root)]


def _feed(root: ET.Element) -> Iterator[str]:
    entries = root.findall(f"{ATOM}entry")
    if root.find(f"{ATOM}author") is None:
        yield from ("no author" for entry in entries if entry.find(f"{ATOM}author") is None)
    for (name, updated), count in Counter(
        (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in entries
    ).items():
        if count > 1:
            yield f"{count} entries are {name} of {updated}"
    if [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") != 1:
        yield "no link to itself"
    for entry in entries:
        yield from _container(entry, "entry")
        alternate = [
            e for e in entry.findall(f"{ATOM}link") if e.get("rel", "alternate") == "alternate"
        ]
        if entry.find(f"{ATOM}content") is None and not alternate:
            yield "an entry has neither content nor an alternate link"


def _container(element: ET.Element, kind: str) -> Iterator[str]:
    names = Counter(child.tag.removeprefix(ATOM) for child in element)
    for name in ONE[kind].split():
        if names[name] != 1:
            yield f"{kind} has {names[name]} {name}"
    for name in AT_MOST_ONE[kind].split():
        if names[name] > 1:
            yield f"{kind} has {names[name]} {name}"
    yield from (f"{kind} holds {name}" for name in names if name not in ALLOWED[kind].split())
    alternates = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in element.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    )
    yield from (f"two alternates of {key}" for key, count in alternates.items() if count > 1)
    for child in element:
        yield from _child(child, child.tag.removeprefix(ATOM))


def _child(child: ET.Element, name: str) -> Iterator[str]:
    text = child.text or ""
    if name in ("id", "uri", "icon", "logo") and not _IRI.fullmatch(text):
        yield f"{name} is no absolute IRI: {text!r}"
    elif name in ("updated", "published") and not _is_moment(text):
        yield f"{name} is no RFC 3339 date-time: {text!r}"
    elif name in ("title", "subtitle", "summary", "rights"):
        if child.get("type", "text") not in ("text", "html", "xhtml"):
            yield f"{name} is of type {child.get('type')}"
        if child.get("type", "text") != "xhtml" and len(child):
            yield f"{name} holds elements"
        if name == "title" and not text.strip():
            yield "title is empty"
    elif name in ("author", "contributor"):
        yield from _container(child, "author")
    elif name == "name" and not text.strip():
        yield "name is empty"
    elif name == "email" and not re.fullmatch(".+@.+", text):
        yield f"email is {text!r}"
    elif name == "generator" and not text.strip():
        yield "generator is empty"
    elif name == "category":
        if not child.get("term"):
            yield "category has no term"
        if child.get("scheme") is not None and not _IRI.fullmatch(child.get("scheme", "")):
            yield f"scheme is no IRI: {child.get('scheme')!r}"
    elif name == "link":
        if not _IRI.fullmatch(child.get("href", "")):
            yield f"href is no absolute IRI: {child.get('href')!r}"
        if child.get("rel") == "":
            yield "rel is empty"
        if child.get("type") is not None and not _MEDIA.fullmatch(child.get("type", "")):
            yield f"type is no media type: {child.get('type')!r}"


def _is_moment(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
