"""The parts of a YAML text with their exact ends, and replacing some of them.

Places are counted in characters of the text as it is in the file, line ends included, so that
CRLF, comments, quoting and order stay where nothing is replaced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from ..source import read_yaml

BOM = "\ufeff"
_NEWLINE = re.compile(r"\r\n|\r|\n")
_FRONT_MATTER = re.compile(
    r"---[ ]*(?:\r\n|\r|\n)((?:[^\r\n]*(?:\r\n|\r|\n))*?)---[ ]*(?:\r\n|\r|\n|\Z)"
)
"""As `source.py` sees it once all line ends are the same."""


class Edit(NamedTuple):
    """Characters to be replaced; an insertion where both places are the same."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Node:
    """A value of a YAML text and where it stands, without what surrounds it."""

    start: int
    end: int
    """Behind its last character; of a block behind the last character of its last part."""
    value: str | None = None
    """Of a scalar what it says; None of anything else."""
    style: str = ""
    """Of a scalar `'`, `"`, `|` or `>`, else nothing; of a list or mapping `[` when in brackets."""
    pairs: tuple[tuple[Node, Node], ...] | None = None
    """Of a mapping its keys and values."""
    parts: tuple[Node, ...] | None = None
    """Of a list its elements."""

    def get(self, name: str) -> tuple[Node, Node] | None:
        """The key and the value of this name in a mapping."""
        return next((pair for pair in self.pairs or () if pair[0].value == name), None)


class _Open(NamedTuple):
    """A list or mapping that has not ended yet."""

    start: int
    mapping: bool
    flow: bool
    inside: list[Node]


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits, which must not overlap; those at one place in their order."""
    made, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        made += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*made, text[at:]])


def text_of(data: bytes) -> str:
    """A file as text, with its line ends and the mark that it may begin with. It must be UTF-8."""
    return data.decode("utf-8")


def yaml_part(text: str, *, markdown: bool) -> tuple[int, int]:
    """Where the YAML of a file begins and ends: all of it, or its front matter.

    Raises ValueError where there is no front matter.
    """
    begin = len(BOM) if text.startswith(BOM) else 0
    if not markdown:
        return begin, len(text)
    match = _FRONT_MATTER.match(text, begin)
    if match is None:
        raise ValueError("no front matter")
    return match.span(1)


def tree(text: str, start: int, end: int) -> Node | None:
    """The YAML between two places, which `source.py` has read without a finding.

    None when there is nothing. Raises ValueError where libyaml refuses the text.
    """
    root: Node | None = None
    opened: list[_Open] = []
    try:
        for event in yaml.parse(text[start:end], Loader=yaml.CSafeLoader):
            made: Node
            if isinstance(event, yaml.ScalarEvent):
                made = _scalar(event, text, start)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                mapping = isinstance(event, yaml.MappingStartEvent)
                flow = bool(event.flow_style)
                opened.append(_Open(start + _index(event.start_mark), mapping, flow, []))
                continue
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                made = _closed(opened.pop(), start + _index(event.end_mark))
            else:
                continue
            if opened:
                opened[-1].inside.append(made)
            else:
                root = made
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return root


def _index(mark: Any) -> int:
    return int(mark.index)  # the parser gives every event a mark


def _scalar(event: yaml.ScalarEvent, text: str, start: int) -> Node:
    begin, end = start + _index(event.start_mark), start + _index(event.end_mark)
    style = event.style or ""
    if style in "|>":  # libyaml lets it end where the next thing begins
        end = begin + len(text[begin:end].rstrip())
    if not style and text.startswith(event.value, begin):
        end = begin + len(event.value)  # libyaml forgets a full-width space at the end
    return Node(begin, end, event.value, style)


def _closed(opened: _Open, end: int) -> Node:
    start, mapping, flow, inside = opened
    if not flow:  # its end is where libyaml notices it, lines below
        end = inside[-1].end if inside else start
    style = "[" if flow else ""
    if mapping:
        pairs = tuple(zip(inside[::2], inside[1::2], strict=True))
        return Node(start, end, style=style, pairs=pairs)
    return Node(start, end, style=style, parts=tuple(inside))


def line_start(text: str, at: int) -> int:
    """Where the line of a place begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_break(text: str, at: int) -> tuple[int, int]:
    """Where the line of a place ends, and where the next one begins; the same at the very end."""
    match = _NEWLINE.search(text, at)
    return match.span() if match else (len(text), len(text))


def written(value: str, style: str = "") -> str:
    """A text as a YAML scalar, in quotes like `style` has or, where it has none, if they are needed.

    On one line, and fit for brackets.
    """
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return value if not style and _plain(value) else json.dumps(value, ensure_ascii=False)


def _plain(value: str) -> bool:
    """Whether a text says the same without quotes, wherever it stands."""
    forms = ((f"- {value}\n", [value]), (f"[{value}, {value}]\n", [value, value]))
    for text, wanted in forms:
        document, findings = read_yaml(text.encode(), "")
        if findings or document is None or document.value != wanted:
            return False
    return True
