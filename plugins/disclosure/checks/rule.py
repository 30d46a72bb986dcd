"""A rule: one documented generator of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..diagnostics import Diagnostic, Kind, Severity, Span, Text, kind
from ..model.catalogue import Catalogue
from ..model.pack import Entry, Term


@dataclass(frozen=True)
class Found:
    """One place where a rule is broken, with the values its message speaks of."""

    span: Span
    values: dict[str, object]
    fix: Text | None = None
    article: str | None = None
    """The article broken, where it depends on the place; else the pack's `bases` for the code."""
    basis: str = ""
    """What it breaks instead, where that is not the regulation."""


Check = Callable[[Catalogue], Iterator[Found]]
Scope = Literal["agency", "city", "day", "past"]
"""What a rule looks at: one agency and outlines of the others, what several have in common, the
outlines of all and the day, or what the catalogue was (`Catalogue.before`, `Catalogue.released`)."""


@dataclass(frozen=True)
class Rule:
    """A kind of finding with the generator that looks for it."""

    kind: Kind
    check: Check
    needs_pack: bool
    scope: Scope = "agency"

    def run(self, catalogue: Catalogue) -> Iterator[Diagnostic]:
        """Every finding of this rule; none when it needs a pack and none is usable."""
        if self.needs_pack and not catalogue.packs:
            return
        for found in self.check(catalogue):
            basis = found.basis
            if catalogue.packs and not basis:
                pack = catalogue.pack
                basis = pack.cite(found.article) if found.article else pack.basis(self.kind.code)
            yield self.kind.at(found.span, fix=found.fix, basis=basis, **found.values)


def rule(
    code: str,
    *,
    zh: str,
    en: str,
    severity: Severity = Severity.ERROR,
    needs_pack: bool = True,
    scope: Scope = "agency",
) -> Callable[[Check], Rule]:
    """Declare a rule. `zh` and `en` are templates of the message, its docstring the documentation.

    A rule of scope `agency` finds the same whether it is given all agencies at once or one by one:
    it goes through `catalogue.agencies` and asks `catalogue.outlines` for anything else. It may be
    given an agency with only those records that changed (`survey/look.py`), so it judges each record
    by itself and asks the outline about all of them. One that compares agencies, or looks at site
    and packs, has scope `city` and goes through the outlines. One that asks which day it is has
    scope `day` and goes through the outlines, too: on a new day no agency is read for it. One that
    asks what was earlier has scope `past` and is only run where that is known.
    """

    def declare(check: Check) -> Rule:
        return Rule(
            kind(code, check.__doc__ or "", zh=zh, en=en, severity=severity),
            check,
            needs_pack,
            scope,
        )

    return declare


def listed(entries: Iterable[Entry | Term]) -> Text:
    """The names of entries of a pack, as one text."""
    names = [(entry.name, entry.name_en) for entry in entries]
    return Text("、".join(zh for zh, _ in names), ", ".join(en for _, en in names))


def found(
    span: Span,
    *,
    fix: Text | None = None,
    article: str | None = None,
    basis: str = "",
    **values: object,
) -> Found:
    """What a rule yields."""
    return Found(span, values, fix, article, basis)
