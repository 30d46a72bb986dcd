"""Text -> values that know their line and column.

Values are built from libyaml *events*: the C composer recurses (50,000 nested `- ` crash it),
the event stream does not and is twice as fast. Everything a person can type wrong ends here as
a finding. Scalars are typed by the YAML 1.2 core schema (`no` is a text, `010` is a text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

from . import faults
from .decoding import decode, hidden_in
from .diagnostics import Diagnostic, Span, Text
from .lazily import LazyMapping
from .plain import Path as Path
from .plain import PlainPlaces, plain
from .syntax import (
    BAD_CHARACTER,
    WIDE_COLON,
    span_of,
    syntax_finding,
    wide_colon_finding,
)

MAX_DEPTH = 20

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
_CONSTANTS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: value
    for name, value in (("true", True), ("false", False))
    for word in (name, name.capitalize(), name.upper())
}


class Document(NamedTuple):
    """A file that was read: its value, and where each part of it stands."""

    file: str
    value: object
    values: Mapping[Path, tuple[int, int]]
    """Line and column of every value."""
    keys: Mapping[Path, tuple[int, int]]
    """Line and column of every key."""
    body: str = ""
    """The Markdown after the front matter."""
    body_line: int = 1
    """The line that the body begins in."""
    flawed: frozenset[Path] = frozenset()
    """Where a value could not be taken and a finding already says so."""
    doubted: frozenset[Path] = frozenset()
    """Where a second value was left out and a finding already says so."""


def read_yaml(data: bytes, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read a YAML file; the document is None when nothing of it can be used."""
    text, findings = decode(data, file)
    return (None, findings) if text is None else _also(findings, _parse(text, file, 0))


def _also(
    findings: list[Diagnostic], found: tuple[Document | None, list[Diagnostic]]
) -> tuple[Document | None, list[Diagnostic]]:
    """What was read, with findings that do not forbid it."""
    if not findings or found[0] is None:
        return found
    # What is written as an escape as well was told of already.
    return found[0], findings + [each for each in found[1] if each.code != faults.HIDDEN.code]


_FRONT_MATTER = re.compile(r"---[ ]*\n((?:.*\n)*?)---[ ]*(?:\n|\Z)")


def read_markdown(data: bytes, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read front matter and Markdown body."""
    text, findings = decode(data, file)
    if text is None:
        return None, findings
    match = _FRONT_MATTER.match(text)
    if not match:
        return None, [faults.FRONT_MATTER.at(Span(file))]
    body, line = text[match.end() :], text.count("\n", 0, match.end()) + 1
    return _also(findings, _parse(match.group(1), file, 1, body, line))


def read_prose(data: bytes, file: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read Markdown whose front matter may be absent; its value is None then."""
    text, findings = decode(data, file)
    if text is None:
        return None, findings
    if not _FRONT_MATTER.match(text):
        return Document(file, None, {}, {}, text), findings
    return read_markdown(data, file)


def _parse(
    text: str, file: str, offset: int, body: str = "", body_line: int = 1
) -> tuple[Document | None, list[Diagnostic]]:
    """The document of YAML that begins in line `offset` + 1 of a file."""
    value = plain(text, _typed)
    if value is None:
        return _from_events(text, file, offset, body, body_line)
    made: list[_Builder] = []

    def built() -> _Builder:
        """The places in it, for which the events are needed after all."""
        if not made:
            made.append(_Builder(file, offset))
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                made[0].take(event)
        return made[0]

    values = PlainPlaces(text, offset, lambda: built().values)
    return Document(file, value, values, LazyMapping(lambda: built().keys), body, body_line), []


def _from_events(
    text: str, file: str, offset: int, body: str = "", body_line: int = 1
) -> tuple[Document | None, list[Diagnostic]]:
    builder = _Builder(file, offset)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if not builder.take(event):
                return None, builder.findings
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in (error.problem or ""):  # libyaml of PyYAML 6.0.4 gives up by itself
            span = span_of(text, _too_deep(text), file, offset)
            return None, [faults.NESTING.at(span, limit=MAX_DEPTH)]
        # A bracket too many can make a key look wrong before the parser itself gives up.
        earlier = [f for f in builder.findings if f.code != faults.SYNTAX.code]
        return None, [*earlier, syntax_finding(error, text, file, offset)]
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes here.
        index = len(text.encode()[: error.position].decode(errors="ignore"))
        span = span_of(text, index, file, offset)
        return None, [*builder.findings, faults.SYNTAX.at(span, problem=BAD_CHARACTER)]
    colon = WIDE_COLON.search(text) if isinstance(builder.root, str) else None
    if colon:
        return None, [wide_colon_finding(colon, text, file, offset)]
    document = Document(
        file,
        builder.root,
        builder.values,
        builder.keys,
        body,
        body_line,
        flawed=frozenset(builder.flawed),
        doubted=frozenset(builder.doubted),
    )
    return document, builder.findings


def _too_deep(text: str) -> int:
    """Where the first bracket beyond the depth that is allowed stands; 0 without one."""
    depth = 0
    for index, sign in enumerate(text):
        depth += (sign in "[{") - (sign in "]}")
        if depth > MAX_DEPTH:
            return index
    return 0


class _Builder:
    """Builds values from events, without recursion.

    A class for its state only: the open containers, the marks and the findings so far.
    """

    def __init__(self, file: str, offset: int) -> None:
        self.file, self.offset = file, offset
        self.root: object = None
        self.values: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.findings: list[Diagnostic] = []
        self.flawed: set[Path] = set()
        self.doubted: set[Path] = set()
        self.open: list[tuple[dict[str, object] | list[object], Path]] = []
        self.pending: list[str | None] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Digest one event; False when the rest of the file is not worth reading."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.findings.append(faults.DOCUMENTS.at(self.span(event)))
                return False
        elif isinstance(event, yaml.AliasEvent):
            self.findings.append(faults.ALIAS.at(self.span(event), name=f"*{event.anchor}"))
            self.flawed.add(self.add(None, event))
        elif isinstance(event, yaml.NodeEvent):
            self.refuse(event)
            if isinstance(event, yaml.ScalarEvent):
                point = hidden_in(event.value) if event.style == '"' else None
                if point is not None:
                    self.findings.append(faults.HIDDEN.at(self.span(event), point=point))
                self.add(_scalar(event), event)
            else:
                if len(self.open) >= MAX_DEPTH:
                    self.findings.append(faults.NESTING.at(self.span(event), limit=MAX_DEPTH))
                    return False
                container: dict[str, object] | list[object]
                container = {} if isinstance(event, yaml.MappingStartEvent) else []
                path = self.add(container, event)
                self.open.append((container, path))
                self.pending.append(None)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.open.pop()
            self.pending.pop()
        return True

    def span(self, event: yaml.Event) -> Span:
        """Where an event begins in the file."""
        return Span(self.file, *self.mark(event))

    def mark(self, event: yaml.Event) -> tuple[int, int]:
        """Line and column of an event, from 1. (The parser gives every event a mark.)"""
        mark = event.start_mark
        return (mark.line + 1 + self.offset, mark.column + 1) if mark else (1, 1)

    def refuse(self, event: yaml.NodeEvent) -> None:
        """Report anchors and explicit tags."""
        if event.anchor is not None:
            self.findings.append(faults.ALIAS.at(self.span(event), name=f"&{event.anchor}"))
        if (tag := getattr(event, "tag", None)) is not None:
            written = tag.replace("tag:yaml.org,2002:", "!!")
            self.findings.append(faults.TAG.at(self.span(event), tag=written))

    def add(self, value: object, event: yaml.Event) -> Path:
        """Put a value where it belongs; gives the path it got."""
        place = self.mark(event)
        if not self.open:
            self.root = value
            self.values[()] = place
            return ()
        container, base = self.open[-1]
        if isinstance(container, list):
            path: Path = (*base, len(container))
            container.append(value)
            self.values[path] = place
            return path
        key = self.pending[-1]
        if key is None:
            self.pending[-1] = self.key(container, base, value, event, place)
            return base
        self.pending[-1] = None
        path = (*base, key)
        if not key.startswith("\x00"):
            container[key] = value
            self.values[path] = place
        return path

    def key(
        self,
        container: dict[str, object],
        base: Path,
        value: object,
        event: yaml.Event,
        place: tuple[int, int],
    ) -> str:
        """The name of a mapping's next value; one that must be left out begins with NUL."""
        key = event.value if isinstance(event, yaml.ScalarEvent) else ""
        span = Span(self.file, *place)
        if not isinstance(event, yaml.ScalarEvent):
            problem = Text("名称应为一个词", "a key must be a word")
            self.findings.append(faults.SYNTAX.at(span, problem=problem))
        elif "：" in key:
            self.findings.append(faults.WIDE_COLON.at(span, key=key.split("：")[0]))
            self.flawed.add((*base, key.split("：")[0]))
        elif key in container:
            first = self.keys[(*base, key)][0]
            self.findings.append(faults.DUPLICATE_KEY.at(span, key=key, first=first))
            self.doubted.add((*base, key))
        else:
            self.keys[(*base, key)] = place
            return key
        return f"\x00{key}"


def _scalar(event: yaml.ScalarEvent) -> object:
    # Quoted or a block: always text.
    return event.value if event.style else _typed(event.value)


def _typed(text: str) -> object:
    """What an unquoted scalar means (YAML 1.2, core schema)."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in "+-0123456789" and len(text) < 20:
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            return float(text)
    return text


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value of a tree with its path, containers before their parts."""
    stack = [(path, value)]
    while stack:
        path, value = stack.pop()
        yield path, value
        if isinstance(value, dict):
            stack.extend(((*path, key), part) for key, part in reversed(value.items()))
        elif isinstance(value, list):
            stack.extend(((*path, i), part) for i, part in reversed(list(enumerate(value))))
