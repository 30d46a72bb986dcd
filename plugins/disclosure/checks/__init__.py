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
    attachments,
    changes,
    contents,
    coverage,
    dates,
    duties,
    filings,
    guides,
    identity,
    inside,
    inspection,
    kept,
    names,
    numbers,
    objections,
    personal,
    prose,
    records,
    references,
    releases,
    search,
    site,
    stages,
    texts,
    unreviewed,
)
from .rule import Rule

FAMILIES = (
    *(coverage, identity, numbers, dates, duties, inspection, stages, changes, kept, unreviewed),
    *(
        references,
        texts,
        names,
        records,
        agencies,
        guides,
        filings,
        objections,
        approval,
        attachments,
        contents,
        personal,
        site,
        prose,
        search,
        releases,
        inside,
    ),
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
    """What is found besides: by rules of other scopes, and in the pages of the site.

    `catalogue.agencies` may read an agency when asked for it: nothing here goes through them all.
    """
    findings = _found((rule for rule in RULES.values() if rule.scope != "agency"), catalogue)
    return findings + of_agency(replace(catalogue, agencies={}, others=catalogue.outlines))


def of_past(catalogue: Catalogue) -> list[Diagnostic]:
    """What rules of scope `past` find: they compare with what the catalogue was, where it knows."""
    return _found((rule for rule in RULES.values() if rule.scope == "past"), catalogue)


def settled(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings as they are told: each once, sorted by place.

    A record that has another error is not also reported as changed after its approval, nor a
    catalogue with an error as changed since it was filed: whoever mends the error changes it anyway.
    Nor is a record with any error called late: it may have been published for long.
    """
    each = set(findings)
    errors = [finding for finding in each if finding.severity is Severity.ERROR]
    wrong = {finding.span.file for finding in errors if finding.code not in _LAST | _OF_REVIEWS}
    unready = {finding.span.file for finding in errors}
    kept = (
        finding
        for finding in each
        if not (finding.code in _LAST and not wrong.isdisjoint(_judged(finding)))
        and not (finding.code == _LATE_DRAFT and finding.span.file in unready)
    )
    return sorted(kept, key=lambda finding: finding.order)


def _judged(finding: Diagnostic) -> tuple[str, ...]:
    """The files that a finding of `_LAST` speaks of."""
    file = finding.span.file
    filed = finding.code == filings.filed_catalogue_is_the_present_one.kind.code
    return (file, f"{file.rpartition('/')[0]}/catalogue.yml") if filed else (file,)


def _found(rules: Iterable[Rule], catalogue: Catalogue) -> list[Diagnostic]:
    return [finding for rule in rules for finding in rule.run(catalogue)]


OF_THE_DAY = frozenset(code for code, rule in RULES.items() if rule.scope == "day")
"""Codes of findings that another day may not have: they say nothing of the files as they are."""
_FILED = (rule for rule in vars(filings).values() if isinstance(rule, Rule))
TOLD = OF_THE_DAY.union(rule.kind.code for rule in _FILED if rule.scope == "city") - {
    duties.drafts_are_not_past_their_limit.kind.code,
    duties.registers_are_answered.kind.code,
    dates.dates_are_not_in_the_future.kind.code,
}
"""Codes of findings that say nothing but what pages say as well, and nothing of the files as they
are: what is late, and with whom a catalogue is filed."""
LOST = frozenset(
    rule.kind.code
    for rule in (
        contents.attachment_file_names_no_author,
        contents.pictures_tell_no_place,
        attachments.attachment_can_be_read,
    )
)
"""Codes of findings about public files that may be told to anybody: they name a kind of thing in a
file, which the published copy has lost, or a page without text, but no name and no value."""
TOLD |= LOST
_LATE_DRAFT = duties.drafts_are_not_past_their_limit.kind.code
_LAST = frozenset(
    rule.kind.code
    for rule in (
        approval.review_is_complete,
        approval.unchanged_since_review,
        filings.filed_catalogue_is_the_present_one,
    )
)
_OF_REVIEWS = frozenset(
    rule.kind.code
    for rule in (
        approval.review_posts_differ,
        approval.review_dates_are_in_order,
        approval.review_is_before_publication,
    )
)
"""What is mended without changing what was approved."""
