"""What differs between two states of an item or record, as far as the public may know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from ..model.canonical import approval_hash, canonical
from ..model.common import Limit
from ..model.item import ItemEntry, RecordHead, Service
from ..model.outline import minute_of
from ..source import read_markdown
from ..store import digest
from .story import OF_WITHHELD, Part

_LIMIT: TypeAdapter[Limit] = TypeAdapter(Limit)


def item_parts(old: ItemEntry, new: ItemEntry) -> tuple[Part, ...]:
    """What became of an item; of one that is withheld, before or after, not its content."""
    parts = tuple(_item_parts(old, new))
    if "withheld" not in (old.mode, new.mode):
        return parts
    closed = [part for part in parts if part[0] in OF_WITHHELD]
    return tuple(("name", None, None) if part[0] == "name" else part for part in closed)


def _item_parts(old: ItemEntry, new: ItemEntry) -> Iterator[Part]:
    if old.name != new.name:
        yield "name", old.name, new.name
    if old.mode != new.mode:
        yield "mode", old.mode, new.mode
    if old.limit != new.limit:
        yield "limit", limit_text(old.limit), limit_text(new.limit)
    elif old.limit_text != new.limit_text:
        yield "limit_text", old.limit_text, new.limit_text
    for name in ("forms", "also"):
        yield from _lists(name, getattr(old, name), getattr(new, name))
    for name in ("category", "rhythm", "period", "audience", "exemption"):
        if getattr(old, name) != getattr(new, name):
            yield name, getattr(old, name), getattr(new, name)
    if old.major != new.major:
        yield "major", None, "yes" if new.major else "no"
    if old.reassess_by != new.reassess_by:
        yield "reassess_by", _day(old.reassess_by), _day(new.reassess_by)
    yield from _lists("basis", old.basis, new.basis)
    # Free texts, of which an earlier wording may have been a mistake that nobody should repeat.
    for name in ("content", "form_text", "phases", "department", "ground", "group", "override"):
        if canonical(_plain(getattr(old, name))) != canonical(_plain(getattr(new, name))):
            yield name, None, None


def limit_text(limit: Limit | None) -> str | None:
    """A time limit as one text, from which `limit_of` makes it again."""
    return None if limit is None else _LIMIT.dump_json(limit, exclude_none=True).decode()


def limit_of(text: str) -> Limit:
    """The time limit that `limit_text` made this text of."""
    return _LIMIT.validate_json(text)


def _lists(name: str, old: Iterable[str], new: Iterable[str]) -> Iterator[Part]:
    gone = tuple(each for each in old if each not in set(new))
    come = tuple(each for each in new if each not in set(old))
    if gone or come:
        yield name, gone, come


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.model_dump() if hasattr(value, "model_dump") else value


def _day(day: object) -> str | None:
    return None if day is None else str(day)


class Text(NamedTuple):
    """A record as it stood in a commit."""

    head: RecordHead
    body: str
    signed: str
    """The hash that every level of the review gives; empty when they do not agree."""
    content: str
    """A hash of all that the review covers, but for the bytes of the attachments."""


def text_of(data: bytes, levels: int) -> Text | None:
    """A record of these bytes; None when it cannot be read. `levels` is how many reviews it needs."""
    document, findings = read_markdown(data, "")
    if document is None or findings or not isinstance(document.value, dict):
        return None
    try:
        head = RecordHead.model_validate(document.value)
    except ValidationError:
        return None
    hashes = {review.level: review.hash for review in head.review}
    said = {hashes.get(level) for level in range(1, levels + 1)}
    content = approval_hash(document.value, document.body, {})
    signed = (said.pop() or "") if len(said) == 1 else "" if said else content
    if not head.attachments and signed != content:
        signed = ""
    return Text(head, document.body, signed, content)


def mark_of(path: str) -> str:
    """What stands for an attachment in a story: its page knows it again, and nobody else."""
    return digest("attachment", path)[:16]


def record_parts(old: Text, new: Text, replaced: Iterable[str]) -> tuple[Part, ...]:
    """What became of a record; `replaced` are the marks of attachments with other bytes."""
    return tuple(_record_parts(old, new, set(replaced)))


def _record_parts(old: Text, new: Text, replaced: set[str]) -> Iterator[Part]:
    was, now = old.head, new.head
    if canonical(was.title) != canonical(now.title):
        yield "title", None, None
    for name in ("item", "kind", "validity", "stage", "phase"):
        if getattr(was, name) != getattr(now, name):
            yield name, getattr(was, name), getattr(now, name)
    if canonical(was.document_number, "document_number") != canonical(
        now.document_number, "document_number"
    ):
        yield "document_number", was.document_number, now.document_number
    if was.formed != now.formed:
        yield "formed", str(was.formed), str(now.formed)
    if was.published != now.published:
        yield "published", str(minute_of(was.published)), str(minute_of(now.published))
    if canonical(was.summary) != canonical(now.summary):
        yield "summary", None, None
    if was.service != now.service:
        yield from _service_parts(was.service or Service(), now.service or Service())
    if canonical(old.body) != canonical(new.body):
        yield "text", None, None
    if was.explains != now.explains:
        yield "explains", None, None
    yield from _file_parts(was, now, replaced)


_OF_SERVICE = ("for_", "conditions", "materials", "fee", "where", "hours", "phone", "policy",
               "procedure", "result")  # fmt: skip


def _service_parts(old: Service, new: Service) -> Iterator[Part]:
    for name in ("statutory", "promised"):
        was, now = (getattr(each.time_limit, name, None) for each in (old, new))
        if canonical(was) != canonical(now):
            yield name, was, now
    for name in _OF_SERVICE:
        if canonical(_plain(getattr(old, name))) != canonical(_plain(getattr(new, name))):
            yield name.rstrip("_"), None, None


def _file_parts(was: RecordHead, now: RecordHead, replaced: set[str]) -> Iterator[Part]:
    before = {mark_of(file.path): file.title for file in was.attachments}
    after = {mark_of(file.path): file.title for file in now.attachments}
    for name, marks in (
        ("files_added", after.keys() - before.keys()),
        ("files_replaced", after.keys() & before.keys() & replaced),
        ("files_gone", before.keys() - after.keys()),
    ):
        if marks:
            yield name, None, tuple(sorted(marks))
    both = after.keys() & before.keys()
    if any(canonical(before[mark]) != canonical(after[mark]) for mark in both):
        yield "files_named", None, None
