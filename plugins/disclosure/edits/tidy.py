"""A file's text with what `normal.py` wants written otherwise, and its fields in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..source import Document, read_markdown, read_yaml
from .normal import Form, Kind, Path, fields_of, wanted
from .spans import Edit, Node, applied, line_break, line_start, text_of, tree, written, yaml_part


class Change(NamedTuple):
    """Something that is written otherwise now."""

    line: int
    """In the file as it was; so is the column."""
    column: int
    kind: Kind


@dataclass(frozen=True)
class Tidied:
    """A file in its one form."""

    data: bytes
    changes: tuple[Change, ...]


class Untidy(ValueError):
    """A file that is left alone: it cannot be read whole, or not be changed in this way."""


def tidied(data: bytes, file: str, form: Form) -> Tidied:
    """The file with no more changed than has to be. Raises Untidy where it is to be left alone."""
    document = _read(data, file, form)
    values = {each.path: each.value for each in wanted(document.value, form)}
    kinds = {each.path: each.kind for each in wanted(document.value, form)}
    rows = _rows(document.value, form) if form.ordered else []
    if not values and not rows:
        return Tidied(data, ())
    text = text_of(data)
    changes: list[Change] = []
    if values:
        nodes = _nodes(text, form)
        if not values.keys() <= nodes.keys():
            raise Untidy("a value is not where it should be")
        new = applied(text, [_edit(text, nodes[path], value) for path, value in values.items()])
        if not _says(nodes, _nodes(new, form), values):
            raise Untidy("it would not say the same")
        changes = [_change(text, nodes[path].start, kinds[path]) for path in values]
        text = new
    if rows:
        nodes = _nodes(text, form)
        moved = [_moved(text, nodes[path], names) for path, names in rows]
        changes += [_change(text, edit.start, "order") for edit in moved if edit]
        text = applied(text, [edit for edit in moved if edit])
    return Tidied(text.encode(), tuple(sorted(changes)))


def _read(data: bytes, file: str, form: Form) -> Document:
    document, findings = (read_markdown if form.markdown else read_yaml)(data, file)
    if document is None or findings:
        raise Untidy("it cannot be read whole")
    return document


def _rows(value: object, form: Form) -> list[tuple[Path, Sequence[str]]]:
    """The mappings whose fields are not in their order, and that order."""
    known = list(fields_of([form.model]))
    found: list[tuple[Path, Sequence[str]]] = []
    each = enumerate(value) if form.listed and isinstance(value, list) else [(None, value)]
    for number, part in each:
        if isinstance(part, dict) and set(part) <= set(known):
            order = sorted(part, key=known.index)
            if order != list(part):
                found.append((() if number is None else (number,), order))
    return found


def _nodes(text: str, form: Form) -> Mapping[Path, Node]:
    """Every value of a text by its path."""
    try:
        root = tree(text, *yaml_part(text, markdown=form.markdown))
    except ValueError as error:
        raise Untidy(str(error)) from error
    found: dict[Path, Node] = {}
    stack: list[tuple[Path, Node]] = [((), root)] if root else []
    while stack:
        path, node = stack.pop()
        found[path] = node
        stack += [((*path, number), part) for number, part in enumerate(node.parts or ())]
        stack += [((*path, key.value or ""), value) for key, value in node.pairs or ()]
    return found


def _edit(text: str, node: Node, value: str) -> Edit:
    """A scalar with another value, in the quotes and lines that it has."""
    raw, old = text[node.start : node.end], node.value or ""
    said = raw
    if len(old) == len(value):  # single signs become others, wherever its lines are broken
        signs = {ord(a): b for a, b in zip(old, value, strict=True) if a != b}
        said = raw.translate(signs)
    if node.style in ("|", ">") and said != raw:
        return Edit(node.start, node.end, said)
    if said == raw or not _reads(said, value):
        said = written(value, node.style if node.style in ("'", '"') else "")
    if not _reads(said, value):
        said = written(value, '"')
    return Edit(node.start, node.end, said)


def _reads(said: str, value: str) -> bool:
    """Whether a scalar says a text, and nothing but a text."""
    document, findings = read_yaml(f"- {said}\n".encode(), "")
    return not findings and document is not None and document.value == [value]


def _says(old: Mapping[Path, Node], new: Mapping[Path, Node], values: Mapping[Path, str]) -> bool:
    """Whether all values are what they were, but for those that were to be others."""
    return old.keys() == new.keys() and all(
        new[path].value == values.get(path, node.value) for path, node in old.items()
    )


def _moved(text: str, node: Node, order: Sequence[str]) -> Edit | None:
    """A mapping with its fields in another order, each with its comments; None to leave it alone.

    That is where fields share a line, or where blank lines set them apart in groups.
    """
    pairs = node.pairs or ()
    if node.style or any(key.style or text[key.start] == "?" for key, _ in pairs):
        return None
    column = node.start - line_start(text, node.start)
    bodies: dict[str, str] = {}
    heads: dict[str, str] = {}
    at = node.start - (0 if text[line_start(text, node.start) : node.start].strip() else column)
    begin = at
    for key, value in pairs:
        start, (last, next_) = line_start(text, key.start), line_break(text, value.end)
        head = text[at : max(start, at)]
        if last == next_ or key.start < at or key.start - start != column:
            return None
        if any(not line.lstrip(" ").startswith("#") for line in head.splitlines()):
            return None
        heads[key.value or ""] = head
        bodies[key.value or ""] = text[key.start : next_]
        at = next_
    first = pairs[0][0].value or ""
    dashed = begin == node.start and column > 0
    if order[0] != first and ((dashed and any(heads.values())) or _commented(text, begin)):
        return None
    indent = " " * column
    made = [f"{heads[name]}{indent}{bodies[name]}" for name in order]
    joined = "".join(made)
    return Edit(begin, at, joined[column:] if dashed else joined)


def _commented(text: str, begin: int) -> bool:
    """Whether a comment stands right above a place: nobody knows whether of the file or of a field."""
    start = line_start(text, begin)
    above = text[line_start(text, max(start - 1, 0)) : start] if start else ""
    if above == "\n" and text[start - 2 : start] == "\r\n":
        above = text[line_start(text, start - 2) : start]
    return above.lstrip(" ").startswith("#")


def _change(text: str, at: int, kind: Kind) -> Change:
    line = text.count("\n", 0, at) + 1 if "\n" in text else text.count("\r", 0, at) + 1
    return Change(line, at - line_start(text, at) + 1, kind)
