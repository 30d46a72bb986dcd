"""Findings: where, what, why and how to mend it, in Chinese and English.

This room knows of ours only `privacy`: whatever a finding quotes, no personal value is printed whole,
and it stands on one line (`on_one_line`). A *kind* is a documented class of finding with a stable code;
a *diagnostic* is one finding at one place. The first digit of a code is its family, codes are
never reused.
"""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .privacy import masked


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file. `file` is relative to the parent of the catalogue folder, with `/`."""

    file: str
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    @property
    def shown(self) -> str:
        """The file as it may be printed: a name may be that of a person's papers."""
        return on_one_line(masked(self.file))

    def __str__(self) -> str:
        return f"{self.shown}:{self.line}:{self.column}"


class Severity(StrEnum):
    """An error stops a release; a warning does not (unless `--strict`)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Text:
    """One text for people in both languages."""

    zh: str
    en: str

    def lang(self, lang: str) -> str:
        """The text in `zh` or `en`."""
        return self.en if lang == "en" else self.zh

    def format(self, **values: object) -> Text:
        """Fill in `{names}`; a value that is a `Text` itself goes in by language."""
        return Text(
            self.zh.format(**{k: v.zh if isinstance(v, Text) else v for k, v in values.items()}),
            self.en.format(**{k: v.en if isinstance(v, Text) else v for k, v in values.items()}),
        )


@dataclass(frozen=True, slots=True)
class Doc:
    """What a kind of finding means: its title, why it matters and how to mend it."""

    title: Text
    why: Text
    fix: Text


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding."""

    span: Span
    code: str
    severity: Severity
    message: Text
    fix: Text
    basis: str = ""
    """The article it breaks, as the regulation is cited; empty where no article speaks of it."""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key that findings are sorted by: place first."""
        return (self.span.file, self.span.line, self.span.column, self.code, self.message.zh)


def packed(finding: Diagnostic) -> tuple[object, ...]:
    """A finding as texts and numbers, to be kept."""
    f = finding
    place = (f.span.file, f.span.line, f.span.column)
    return (
        *place,
        f.code,
        f.severity.value,
        f.message.zh,
        f.message.en,
        f.fix.zh,
        f.fix.en,
        f.basis,
    )


def unpacked(values: tuple[Any, ...]) -> Diagnostic:
    """The finding that `packed` made these values of."""
    file, line, column, code, severity, zh, en, fix_zh, fix_en, basis = values
    span, message, fix = Span(file, line, column), Text(zh, en), Text(fix_zh, fix_en)
    return Diagnostic(span, code, Severity(severity), message, fix, basis)


class Declared(str):
    """A value that an office tells of itself, as its mailbox: a message may quote it whole."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A documented class of findings."""

    code: str
    message: Text
    doc: Doc
    severity: Severity = Severity.ERROR

    def at(
        self, span: Span, *, fix: Text | None = None, basis: str = "", **values: object
    ) -> Diagnostic:
        """A finding of this kind at `span`; `fix` replaces the documented advice."""
        message = _quotable(self.message.format(**{name: _cut(v) for name, v in values.items()}))
        for value in values.values():
            if isinstance(value, Declared):
                shown = masked(value)
                message = Text(*(each.replace(shown, value) for each in (message.zh, message.en)))
        advice = _quotable(fix) if fix else self.doc.fix
        return Diagnostic(span, self.code, self.severity, message, advice, basis)


_QUOTED = 300
"""Signs of a value that a message quotes: enough to know it again, and still a message."""


def _cut(value: object) -> object:
    if isinstance(value, str) and len(value) > _QUOTED:
        # Masked first: of a number that is cut nobody could tell any more what it is.
        return f"{masked(value)[:_QUOTED]}…"
    return value


def _quotable(text: Text) -> Text:
    """A text that quotes a catalogue: personal values masked, on one line."""
    return Text(on_one_line(masked(text.zh)), on_one_line(masked(text.en)))


_MOVING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Signs that break, move, colour or turn a line of a terminal."""


def on_one_line(text: str) -> str:
    """A text as one line that a terminal shows as it is: `↵` and `<U+001B>` for what would move it.

    Else a value could imitate a finding, or hide one.
    """
    if text.isprintable():
        return text
    return _MOVING.sub(lambda sign: "↵" if sign[0] == "\n" else f"<U+{ord(sign[0]):04X}>", text)


def parse_doc(docstring: str) -> Doc:
    """Read a two-language docstring.

    Shape: a Chinese title, `为什么：`, `怎样改：`, an English title, `Why:`, `Fix:`; one each.
    Raises ValueError when a part is missing (a test reads every one).
    """
    parts: dict[str, str] = {}
    names = {"为什么：": "why.zh", "怎样改：": "fix.zh", "Why:": "why.en", "Fix:": "fix.en"}
    title, field = "title.zh", ""
    for raw in inspect.cleandoc(docstring).splitlines():
        line = raw.strip()
        if not line:
            title, field = ("title.en" if "title.zh" in parts else "title.zh"), ""
            continue
        mark = next((mark for mark in names if line.startswith(mark)), None)
        if mark:
            field, line = names[mark], line.removeprefix(mark).strip()
        elif not field:
            field = title
        glue = "" if field.endswith(".zh") else " "
        parts[field] = f"{parts[field]}{glue}{line}" if field in parts else line
    wanted = [f"{part}.{lang}" for part in ("title", "why", "fix") for lang in ("zh", "en")]
    if missing := [name for name in wanted if not parts.get(name)]:
        raise ValueError(f"docstring lacks {', '.join(missing)}: {docstring!r}")
    text = {
        part: Text(parts[f"{part}.zh"], parts[f"{part}.en"]) for part in ("title", "why", "fix")
    }
    return Doc(text["title"], text["why"], text["fix"])


def kind(code: str, doc: str, *, zh: str, en: str, severity: Severity = Severity.ERROR) -> Kind:
    """Declare a kind; `doc` as `parse_doc` reads it, `zh` and `en` are message templates."""
    return Kind(code, Text(zh, en), parse_doc(doc), severity)


def closest(word: str, words: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None."""
    found = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> Text | None:
    """Advice to write the closest known word, or None when none is close."""
    near = closest(word, words)
    return (
        near
        and Text(f"您是不是想写 {near}？请改为 {near}。", f"Did you mean {near}? Write {near}.")
    ) or None
