"""Personal values in what people write: the texts of files, and the names of files and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..diagnostics import Span
from ..model.personal import Trace
from ..privacy import Hit, scan
from ..source import Document, walk

_APART = "\n|\n"


def in_file(data: bytes, file: str, document: Document | None) -> Iterator[Trace]:
    """The values in a file, as it is written and, where that can hide something, as it is read."""
    text = data.decode("utf-8-sig", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    known = set()
    for hit in scan(text):
        known.add((hit.kind, hit.value))
        yield _trace(hit, span_of(text, hit.start, file))
    # Read from events, not line by line: a value may be put together from several lines, or escaped.
    if document is not None and isinstance(document.values, dict):
        yield from _in_values(document, text, known)


def _in_values(document: Document, text: str, known: set[tuple[str, str]]) -> Iterator[Trace]:
    values: Mapping[tuple[str | int, ...], tuple[int, int]] = document.values
    for path, value in walk(document.value):
        if isinstance(value, str) and value not in text:
            for hit in scan(value):
                if (hit.kind, hit.value) not in known:
                    yield _trace(hit, Span(document.file, *values.get(path, (1, 1))))


def in_names(folder: str, names: Iterable[str]) -> Iterator[Trace]:
    """The values in the names of what lies in a folder."""
    listed = list(names)
    if not scan(_APART.join(listed)):
        return
    for name in listed:
        for hit in scan(name):
            yield _trace(hit, Span(f"{folder}/{name}"))._replace(in_name=True)


def span_of(text: str, offset: int, file: str) -> Span:
    """The line and column of a place in a text."""
    return Span(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _trace(hit: Hit, span: Span) -> Trace:
    return Trace(span, hit.kind, hit.mask, hit.value)
