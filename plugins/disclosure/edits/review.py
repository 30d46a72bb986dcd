"""A level of the secrecy review put into a record's text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from .spans import Edit, Node, applied, line_break, line_start, tree, written, yaml_part


class Entry(NamedTuple):
    """What is said of one level."""

    level: int
    post: str
    date: dt.date
    hash: str

    @property
    def values(self) -> dict[str, str]:
        """By the names of the fields, in their order; the level is not among them."""
        return {"post": self.post, "date": f"{self.date}", "hash": self.hash}


def with_review(text: str, entry: Entry, given: Sequence[int]) -> str:
    """The text of a record with an entry; `given` are the levels it has, in their order there.

    An entry of the same level gets new values. A new one goes behind those of lower levels, in the
    form that the list has. Nothing else is changed. Raises ValueError where the front matter is
    written in a way in which that cannot be done.
    """
    start, end = yaml_part(text, markdown=True)
    root = tree(text, start, end)
    if root is None or root.pairs is None:
        raise ValueError("the front matter is no mapping")
    pair = root.get("review")
    if pair is None:
        return applied(text, [_new_key(text, root, end, entry)])
    key, value = pair
    parts = value.parts or ()
    if (value.parts is None and value.style) or len(parts) != len(given):
        raise ValueError("review is no list of these levels")
    if not parts:
        return applied(text, _first(text, root, key, value, entry))
    if entry.level in given:
        return applied(text, _replaced(text, parts[given.index(entry.level)], entry))
    below = [number for number, level in enumerate(given) if level < entry.level]
    after = max(below, default=-1)
    if value.style:
        return applied(text, _in_brackets(text, value, parts, after, entry))
    return applied(text, [_on_lines(text, value, parts, after, entry)])


def _flow(entry: Entry) -> str:
    """An entry in braces."""
    said = (f"{name}: {_said(name, value)}" for name, value in entry.values.items())
    return "{" + ", ".join((f"level: {entry.level}", *said)) + "}"


def _said(name: str, value: str, style: str | None = None) -> str:
    """A value as it is written; a new hash in quotes, as it holds a colon."""
    return written(value, style if style is not None else '"' if name == "hash" else "")


def _new_key(text: str, root: Node, end: int, entry: Entry) -> Edit:
    """`review` at the end of a front matter that has none."""
    pairs = root.pairs or ()
    if root.style:
        at = pairs[-1][1].end
        return Edit(at, at, f", review: [{_flow(entry)}]")
    break_ = text[len(text[:end].rstrip("\r\n")) : end]
    break_ = "\r\n" if break_.endswith("\r\n") else break_[-1]
    indent = _indent(text, pairs[0][0])
    return Edit(
        end, end, f"{indent}review:{break_}{indent}{_step(text, root)}- {_flow(entry)}{break_}"
    )


def _first(text: str, root: Node, key: Node, value: Node, entry: Entry) -> list[Edit]:
    """The first entry of `review:`, `review: []` or `review: null`."""
    colon = text.index(":", key.end) + 1
    one_line = line_break(text, key.end) == line_break(text, value.end)
    if root.style or not one_line or text[value.start : value.end].strip("[] \t") not in _NOTHING:
        if value.parts is None:
            space = _space(text, value)
            return [Edit(value.start, value.end, f"{space}[{_flow(entry)}]")]
        return [Edit(value.end - 1, value.end - 1, _flow(entry))]
    last, next_ = line_break(text, value.end)
    indent = _indent(text, key) + _step(text, root)
    return [
        Edit(colon, value.end, ""),
        Edit(next_, next_, f"{indent}- {_flow(entry)}{text[last:next_]}"),
    ]


_NOTHING = ("", "~", "null", "Null", "NULL")


def _replaced(text: str, element: Node, entry: Entry) -> list[Edit]:
    """New values for an entry; those that are the same already stay as they are written."""
    edits = []
    for name, value in entry.values.items():
        pair = element.get(name)
        if pair is None:
            edits.append(_new_field(text, element, f"{name}: {_said(name, value)}"))
            continue
        old = pair[1]
        if old.value != value:
            fresh = old.start == old.end or old.style in ("|", ">")
            said = _said(name, value, None if fresh else old.style)
            edits.append(Edit(old.start, old.end, _space(text, old) + said))
    return edits


def _space(text: str, value: Node) -> str:
    """What must stand before a value: of an empty one the place is, in a block, behind the colon."""
    return " " if text[value.start - 1] == ":" else ""


def _new_field(text: str, element: Node, field: str) -> Edit:
    """A field at the end of an entry that lacks it."""
    pairs = element.pairs or ()
    if element.style:
        at = pairs[-1][1].end
        return Edit(at, at, f", {field}")
    last, next_ = line_break(text, pairs[-1][1].end)
    indent = " " * (pairs[0][0].start - line_start(text, pairs[0][0].start))
    return Edit(next_, next_, f"{indent}{field}{text[last:next_]}")


def _on_lines(text: str, value: Node, parts: Sequence[Node], after: int, entry: Entry) -> Edit:
    """A new entry of a list whose elements begin with `- `."""
    dash = value.start - line_start(text, value.start)
    like = parts[max(after, 0)]
    last, next_ = line_break(text, like.end)
    break_ = text[last:next_]
    said = f"- {_flow(entry)}"
    if not like.style:
        own = text.rfind("-", line_start(text, like.start), like.start)
        gap = like.start - own if own >= 0 else 2
        fields = [f"level: {entry.level}"]
        fields += [f"{name}: {_said(name, each)}" for name, each in entry.values.items()]
        said = f"-{' ' * (gap - 1)}" + f"{break_}{' ' * (dash + gap)}".join(fields)
    at = next_ if after >= 0 else line_start(text, value.start)
    return Edit(at, at, f"{' ' * dash}{said}{break_}")


def _in_brackets(
    text: str, value: Node, parts: Sequence[Node], after: int, entry: Entry
) -> list[Edit]:
    """A new entry of a list in brackets: on a line of its own if its neighbour has one."""
    like = parts[max(after, 0)]
    begin = line_start(text, like.start)
    indent = text[begin : like.start]
    own_line = not indent.strip(" ")
    if after < 0:
        break_ = text[slice(*line_break(text, like.end))] if own_line else ""
        return [
            Edit(like.start, like.start, f"{_flow(entry)},{break_ + indent if break_ else ' '}")
        ]
    if not own_line:
        return [Edit(like.end, like.end, f", {_flow(entry)}")]
    last, next_ = line_break(text, like.end)
    rest = text[like.end : last].strip(" \t")
    if rest not in ("", ",") and not rest.lstrip(", \t").startswith("#"):
        return [Edit(like.end, like.end, f",{_break(text, begin)}{indent}{_flow(entry)}")]
    comma = rest.startswith(",")
    line = f"{indent}{_flow(entry)}{',' if comma else ''}{text[last:next_]}"
    return [*([] if comma else [Edit(like.end, like.end, ",")]), Edit(next_, next_, line)]


def _break(text: str, begin: int) -> str:
    """The line break before the line that begins here."""
    return "\r\n" if text[begin - 2 : begin] == "\r\n" else text[begin - 1]


def _indent(text: str, key: Node) -> str:
    return " " * (key.start - line_start(text, key.start))


def _step(text: str, root: Node) -> str:
    """How much further in than their keys the other lists of a front matter stand; else two."""
    for key, value in root.pairs or ():
        if value.parts and not value.style:
            dash = value.start - line_start(text, value.start)
            return " " * (dash - len(_indent(text, key)))
    return "  "
