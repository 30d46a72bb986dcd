"""The catalogue that an agency files (seed article 11): what stands in it, and its printed page.

It shows what is public and no more: withheld lines without their content, internal ones not at all.
The same catalogue and day give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..model.agency import NilReturn
from ..model.catalogue import Item
from ..pages.agency import catalogue_lines
from ..pages.filing import filed_with
from ..pages.templates import environment
from ..pages.view import Desk, View
from ..pages.wording import date_words, mode_words


class Column(NamedTuple):
    """A column of the catalogue."""

    name: str
    heading: str


class Fact(NamedTuple):
    """What is said of the catalogue above it."""

    name: str
    label: str
    value: str
    wide: bool


class Line(NamedTuple):
    """An item, or a category declared empty, which has no number."""

    number: int | None
    cells: Mapping[str, str]
    """By the name of the column."""


class Group(NamedTuple):
    """The lines of a category."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Dossier:
    """All that stands in a catalogue to be filed."""

    agency: str
    title: str
    day: dt.date
    hash: str
    facts: tuple[Fact, ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    signatures: tuple[str, ...]


def dossier(view: View, desk: Desk) -> Dossier:
    """The catalogue of an agency as it is filed on the day of the catalogue."""
    words = said()
    facts = {fact.id: fact.name for fact in view.pack.catalogue_facts if fact.id in words.named}
    headings = {"number": words.number, **facts}
    headings |= {name: text for name, text in words.named.items() if name not in facts}
    headings |= words.columns
    return Dossier(
        agency=desk.name,
        title=words.title.format(agency=desk.name),
        day=view.catalogue.today,
        hash=desk.outline.catalogue_hash,
        facts=tuple(_facts(view, desk)),
        columns=tuple(Column(name, heading) for name, heading in headings.items()),
        groups=tuple(_groups(view, desk)),
        signatures=tuple(words.signatures),
    )


def printed(made: Dossier) -> bytes:
    """The catalogue as one page of HTML that needs no other file and prints on A4."""
    template = environment().get_template("filing.html")
    return (template.render(dossier=made).strip() + "\n").encode()


def said() -> Any:
    """The words of the catalogue that is filed."""
    return environment().get_template("filing-words.html").module


def _text(markup: object) -> str:
    """What a macro says, as plain text."""
    return html.unescape(str(markup)).strip()


def _facts(view: View, desk: Desk) -> Iterator[Fact]:
    labels, words, file = said().facts, said(), desk.file
    due = filed_with(view, desk)
    names = [view.body_name(each.body) or each.body for each in due if each.body]
    kind = f"{view.name('levels', file.level)}，{view.name('kinds', file.kind)}"
    article = view.cite(due[0].article) if due else ""
    count = words.count(desk.item_count, len(desk.nil_returns))
    values = {
        "agency": desk.name,
        "code": file.credit_code,
        "kind": kind,
        "to": _text(words.due(names, article)) if names else "",
        "day": date_words(view.catalogue.today),
        "count": _text(count),
        "hash": desk.outline.catalogue_hash,
    }
    for name, value in values.items():
        if value:
            yield Fact(name, labels[name], value, name in ("to", "hash"))


def _groups(view: View, desk: Desk) -> Iterator[Group]:
    lines, _ = catalogue_lines(view, desk)
    for cell, numbered in lines:
        own = [_item(view, desk, number, item) for number, item in numbered]
        if cell.state == "nil":
            own.append(_nil(desk.nil_returns[cell.category.id], cell.category.name))
        if own:
            yield Group(cell.category.name, tuple(own))


def _nil(nil: NilReturn, category: str) -> Line:
    words = said()
    content = _text(words.nil(nil))
    return Line(None, {"name": words.none_such, "category": category, "content": content})


def _item(view: View, desk: Desk, number: int, item: Item) -> Line:
    entry, macros = item.entry, _macros()
    withheld = entry.mode == "withheld"
    departments = {department.id: department.name for department in desk.file.departments}
    cells = {
        "name": entry.name,
        "category": view.categories[entry.category].name,
        "mode": mode_words(entry.mode),
        "department": departments.get(entry.department or "", ""),
    }
    if withheld:
        ground = [entry.ground] if entry.ground else entry.basis
        reason = view.name("exemptions", entry.exemption)
        cells |= {"content": _text(said().closed(reason)), "basis": "；".join(ground)}
        cells |= dict.fromkeys(("limit", "forms", "audience", "rhythm"), "—")
    else:
        cells |= {
            "limit": view.limit(item),
            "forms": _forms(view, item),
            "content": entry.content or "",
            "basis": "；".join(entry.basis),
            "audience": _text(macros.audience(entry)),
            "rhythm": _text(macros.rhythm(view, entry)) if entry.rhythm else "",
        }
    return Line(number, cells)


def _forms(view: View, item: Item) -> str:
    """The forms by name, with what is said of the others."""
    names = "、".join(view.name("forms", form) for form in item.entry.forms)
    return f"{names}（{item.entry.form_text}）" if item.entry.form_text else names


def _macros() -> Any:
    return environment().get_template("macros.html").module
