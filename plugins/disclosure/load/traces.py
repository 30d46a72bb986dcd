"""Personal values in what people write: the texts of files, and the names of files and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..diagnostics import Span
from ..model.personal import Trace
from ..privacy import Hit, scan, suspects
from ..source import Document, walk

_APART = "\n|\n"
_AT_ONCE = 100


class Tracing:
    """Gathers what was read and looks through some hundred files at once.

    One by one, between reading and parsing, it would take twice the time: what a processor has at hand
    for the one it throws away for the other. A class for its state.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[bytes, str, Document | None]] = []
        self._folders: list[tuple[str, list[str]]] = []
        self._found: list[Trace] = []

    def file(self, data: bytes, file: str, document: Document | None) -> None:
        """Take note of a file that was read."""
        from_events = document is not None and isinstance(document.values, dict)
        self._waiting.append((data, file, document if from_events else None))
        if len(self._waiting) >= _AT_ONCE:
            self._look()

    def names(self, folder: str, names: Iterable[str]) -> None:
        """Take note of what lies in a folder."""
        self._folders.append((folder, list(names)))

    def found(self) -> tuple[Trace, ...]:
        """All that was found."""
        self._look()
        # A number would be found in all of them together as well.
        if scan(_APART.join(name for _, names in self._folders for name in names)):
            for folder, names in self._folders:
                self._found += in_names(folder, names)
        self._folders.clear()
        return tuple(self._found)

    def _look(self) -> None:
        for at in suspects([data for data, *_ in self._waiting]):
            self._found += in_file(*self._waiting[at])
        self._waiting.clear()


def in_file(data: bytes, file: str, document: Document | None) -> Iterator[Trace]:
    """The values in a file, as it is written and, where that can hide something, as it is read."""
    text = data.decode("utf-8-sig", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    known = set()
    for hit in scan(text, data):
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
    for name in names:
        for hit in scan(name):
            yield _trace(hit, Span(f"{folder}/{name}"))._replace(in_name=True)


def span_of(text: str, offset: int, file: str) -> Span:
    """The line and column of a place in a text."""
    return Span(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _trace(hit: Hit, span: Span) -> Trace:
    return Trace(span, hit.kind, hit.mask, hit.value)
