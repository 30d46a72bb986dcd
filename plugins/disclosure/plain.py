"""The plain part of YAML, which nearly every line of a catalogue is, read without events.

`plain(text)` gives what `source.py` would read from events, or None as soon as anything but the
following is met, whoever is right: then the events decide, and find what is wrong.

    key: value              keys of a-z and `_`, values of safe characters or simply quoted
    key: [a, b]             flow lists and flow mappings of such values, one line each
    key:                    mappings and `- ` lists on the next lines, indented by spaces
    # comment               on a line of its own

"Safe" are letters, digits, Chinese punctuation and the ASCII signs that mean nothing to YAML where
they stand. On records this takes a fifth of the time of the events (40 against 220 microseconds a
file of the city, `benchmarks/`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from .lazily import LazyMapping

_HAN = "\u3001-\u3017\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff“”‘’—…·\uff01-\uff5e"
_FIRST = f"0-9A-Za-z_./(+~$^;{_HAN}"
_SAFE = f"{_FIRST})%=@*&!?'\"<>|`\\-"
_FLOWING = _SAFE.replace("?", "")  # libyaml ends a value there
_COLON = r":(?=[0-9A-Za-z/])"
_MINUS = r"-(?=[0-9A-Za-z])"
# A value as it may stand after `key: `, and inside brackets, where a comma would end it.
_BLOCK = rf"(?:[{_FIRST}]|{_MINUS})(?:[{_SAFE},\[\]{{}}]|{_COLON}| +(?=[{_SAFE},\[\]{{}}]))*"
_FLOW = rf"(?:[{_FIRST}]|{_MINUS})(?:[{_FLOWING}]|{_COLON}| +(?=[{_FLOWING}]))*"
_ODD = r"\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff"
"""Signs that libyaml refuses, or reads in a way of its own."""
_QUOTED = rf"\"[^\"\\{_ODD}]*\"|'[^'{_ODD}]*'"
_VALUE = re.compile(rf"(?:{_BLOCK}|{_QUOTED})\Z")
_PAIR = re.compile(rf" *([a-z][a-z0-9_-]*): +({_FLOW}|{_QUOTED}) *(?:,|\Z)")
_PART = re.compile(rf" *({_FLOW}|{_QUOTED}) *(?:,|\Z)")
_LINE = re.compile(r"( *)(?:([a-z][a-z0-9_-]*):(?: +(\S.*))?|- +(\S.*))\Z")
_KEYED = re.compile(r"([a-z][a-z0-9_-]*):(?: +(\S.*))?\Z")
_SKIPPED = re.compile(rf" *(?:#[^{_ODD}]*)?\Z")
Path = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top of the file."""
_ELEMENT = re.compile(r"^- +(?=\S)", re.MULTILINE)
DEEPEST = 16
"""Columns of indentation up to which a text is read here: fewer levels than `source.MAX_DEPTH`."""

Scalar = Callable[[str], object]
_Line = tuple[int, str | None, str | None, str | None]
"""Indentation, key, the value behind the key, what stands behind `- `."""


class _Other(Exception):
    """Something that is not plain."""


def plain(text: str, scalar: Scalar) -> object | None:
    """The value of a YAML text, or None when it is not plain (an empty text is not).

    `scalar` types an unquoted value.
    """
    lines: list[_Line] = []
    for line in text.split("\n"):
        match = _LINE.match(line)
        if match:
            spaces, key, value, element = match.groups()
            if len(spaces) > DEEPEST:
                return None
            lines.append(
                (len(spaces), key, value and value.rstrip(" "), element and element.rstrip(" "))
            )
        elif not _SKIPPED.match(line):
            return None
    if not lines or lines[0][0]:
        return None
    try:
        value, end = _node(lines, 0, 0, scalar)
    except _Other:
        return None
    return value if end == len(lines) else None


def _node(lines: list[_Line], at: int, indent: int, scalar: Scalar) -> tuple[object, int]:
    """The mapping or list whose first line is `at`, and the line after it."""
    if lines[at][1] is None:
        return _list(lines, at, indent, scalar)
    return _mapping(lines, at, indent, scalar, {})


def _mapping(
    lines: list[_Line], at: int, indent: int, scalar: Scalar, made: dict[str, object]
) -> tuple[object, int]:
    while at < len(lines):
        depth, key, value, _ = lines[at]
        if depth < indent or (depth == indent and key is None):
            break
        if depth > indent or key is None or key in made:
            raise _Other
        at += 1
        if value is None:
            made[key], at = _inner(lines, at, indent, scalar)
        else:
            made[key] = _value(value, scalar)
    return made, at


def _inner(lines: list[_Line], at: int, indent: int, scalar: Scalar) -> tuple[object, int]:
    """What stands on the lines after `key:`; a list may stand as far left as its key."""
    if at == len(lines):
        raise _Other
    depth, key, _, _ = lines[at]
    if depth < indent or (depth == indent and key is not None):
        raise _Other
    return _node(lines, at, depth, scalar)


def _list(lines: list[_Line], at: int, indent: int, scalar: Scalar) -> tuple[object, int]:
    made: list[object] = []
    while at < len(lines):
        depth, _, _, element = lines[at]
        if depth < indent or element is None:
            break
        if depth > indent:
            raise _Other
        keyed = _KEYED.match(element)
        at += 1
        if keyed is None:
            made.append(_value(element, scalar))
            continue
        key, value = keyed.groups()
        # The mapping's further keys stand below its first one, which is two columns in.
        inner = indent + 2
        if value is None:
            first, at = _inner(lines, at, inner, scalar)
        else:
            first = _value(value, scalar)
        mapping, at = _mapping(lines, at, inner, scalar, {key: first})
        made.append(mapping)
    if at < len(lines) and lines[at][0] > indent:
        raise _Other
    return made, at


def _value(text: str, scalar: Scalar) -> object:
    first = text[0]
    if first == "{" and text[-1] == "}":
        pairs: dict[str, object] = {}
        for key, part in _parts(text, _PAIR):
            if key in pairs:
                raise _Other
            pairs[key] = _one(part, scalar)
        return pairs
    if first == "[" and text[-1] == "]":
        return [_one(part, scalar) for (part,) in _parts(text, _PART)]
    if not _VALUE.match(text):
        raise _Other
    return _one(text, scalar)


def _parts(text: str, pattern: re.Pattern[str]) -> list[tuple[str, ...]]:
    """The parts of a flow list or mapping; its end must be reached without a gap."""
    inside = text[1:-1]
    found = []
    at = 0
    while match := pattern.match(inside, at):
        found.append(match.groups())
        at = match.end()
        if at == len(inside):
            # A comma behind the last part is allowed by YAML and meant by nobody.
            if inside[at - 1] == ",":
                raise _Other
            return found
    raise _Other


def _one(text: str, scalar: Scalar) -> object:
    return text[1:-1] if text[0] in "\"'" else scalar(text.rstrip(" "))


class PlainPlaces(LazyMapping[Path, tuple[int, int]]):
    """The places of the values in a plain text, for which events are needed below the top only.

    A class to be a mapping like any other. Each of 74,000 records is asked where its `confirmed`
    stands: by events that took 15 seconds of a city.
    """

    def __init__(
        self, text: str, offset: int, make: Callable[[], Mapping[Path, tuple[int, int]]]
    ) -> None:
        super().__init__(make)
        self._text, self._offset = text, offset

    def __getitem__(self, path: Path) -> tuple[int, int]:
        if len(path) == 1 and (found := self._top(path[0])):
            start, value = found
            return self._offset + 1 + self._text.count("\n", 0, start), value - start + 1
        return super().__getitem__(path)

    def _top(self, part: str | int) -> tuple[int, int] | None:
        """Where the line of a key at the left margin begins and where its value, or of an element of
        the outermost list. None where the value is on lines of its own."""
        if isinstance(part, int):
            return self._elements[part].span() if part < len(self._elements) else None
        text, key = self._text, f"{part}: "
        # A plain text has no key twice and no value of several lines, so this is the key.
        start = f"\n{text}".find(f"\n{key}")
        value = start + len(key)
        while text[value : value + 1] == " ":
            value += 1
        return None if start < 0 or text[value : value + 1] in ("", "\n") else (start, value)

    @cached_property
    def _elements(self) -> list[re.Match[str]]:
        return list(_ELEMENT.finditer(self._text)) if self._text.startswith("- ") else []
