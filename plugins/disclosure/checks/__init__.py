"""Every rule, and running them all.

Adding a rule is one generator in the module of its family; adding a family is one word here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .. import faults
from ..diagnostics import Diagnostic, Kind, Severity
from ..model.catalogue import Catalogue
from . import (
    agencies,
    approval,
    changes,
    coverage,
    dates,
    guides,
    identity,
    kept,
    numbers,
    records,
    references,
    search,
    site,
    texts,
)
from .rule import Rule

FAMILIES = (
    *(coverage, identity, numbers, dates, changes, kept, references, texts),
    *(records, agencies, guides, approval, site, search),
)
RULES: Mapping[str, Rule] = {
    value.kind.code: value
    for family in FAMILIES
    for value in vars(family).values()
    if isinstance(value, Rule)
}
"""Every rule by its code."""
KINDS: tuple[Kind, ...] = tuple(
    sorted((*faults.ALL, *(rule.kind for rule in RULES.values())), key=lambda kind: kind.code)
)
"""Every documented kind of finding, by code."""


def run(catalogue: Catalogue, earlier: Iterable[Diagnostic] = ()) -> list[Diagnostic]:
    """All findings, sorted by place: those made while loading, and those of every rule."""
    return settled([*earlier, *_found(RULES.values(), catalogue)])


def of_agency(catalogue: Catalogue) -> list[Diagnostic]:
    """What rules of scope `agency` find in the agencies of a catalogue that knows the others."""
    return _found((rule for rule in RULES.values() if rule.scope == "agency"), catalogue)


def of_city(catalogue: Catalogue) -> list[Diagnostic]:
    """What is found besides: by rules of scope `city`, and in the pages of the site.

    `catalogue.agencies` may read an agency when asked for it: nothing here goes through them all.
    """
    findings = _found((rule for rule in RULES.values() if rule.scope == "city"), catalogue)
    return findings + of_agency(replace(catalogue, agencies={}, others=catalogue.outlines))


def of_past(catalogue: Catalogue) -> list[Diagnostic]:
    """What rules of scope `past` find: they compare with what the catalogue was, where it knows."""
    return _found((rule for rule in RULES.values() if rule.scope == "past"), catalogue)


def settled(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings as they are told: each once, sorted by place.

    A record that has another error is not also reported as changed after its approval: whoever
    mends the error changes it anyway.
    """
    each = set(findings)
    wrong = {
        finding.span.file
        for finding in each
        if finding.severity is Severity.ERROR and finding.code not in _LAST
    }
    kept = (f for f in each if f.code not in _LAST or f.span.file not in wrong)
    return sorted(kept, key=lambda finding: finding.order)


def _found(rules: Iterable[Rule], catalogue: Catalogue) -> list[Diagnostic]:
    return [finding for rule in rules for finding in rule.run(catalogue)]


_LAST = frozenset(
    rule.kind.code for rule in (approval.review_is_complete, approval.unchanged_since_review)
)
