"""Every rule, and running them all.

Adding a rule is one generator in the module of its family; adding a family is one word here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .. import faults
from ..diagnostics import Diagnostic, Kind, Severity
from ..model.catalogue import Catalogue
from . import (
    agencies,
    approval,
    coverage,
    dates,
    guides,
    identity,
    numbers,
    records,
    references,
    search,
    site,
    texts,
)
from .rule import Rule

FAMILIES = (
    *(coverage, identity, numbers, dates, references, texts),
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
    """All findings, sorted by place: those made while loading, and those of every rule.

    A record that has another error is not also reported as changed after its approval: whoever
    mends the error changes it anyway.
    """
    findings = list(earlier)
    for rule in RULES.values():
        findings.extend(rule.run(catalogue))
    wrong = {
        finding.span.file
        for finding in findings
        if finding.severity is Severity.ERROR and finding.code not in _LAST
    }
    kept = [f for f in findings if f.code not in _LAST or f.span.file not in wrong]
    return sorted(set(kept), key=lambda finding: finding.order)


_LAST = frozenset(
    rule.kind.code for rule in (approval.review_is_complete, approval.unchanged_since_review)
)
