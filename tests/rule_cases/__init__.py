"""What each rule finds in the small city when it is broken, and what it lets pass.

A module a family, like `checks/`.
"""

from __future__ import annotations

from cases import Case

from . import (
    agencies,
    allowed,
    approval,
    attachments,
    coverage,
    dates,
    duties,
    filings,
    hostile,
    identity,
    kept,
    personal,
    records,
    references,
    releases,
    search,
    site,
)

__all__ = ["ALLOWED", "CASES"]

CASES: tuple[Case, ...] = (
    *coverage.CASES,
    *identity.CASES,
    *dates.CASES,
    *duties.CASES,
    *kept.CASES,
    *references.CASES,
    *hostile.CASES,
    *records.CASES,
    *agencies.CASES,
    *filings.CASES,
    *approval.CASES,
    *attachments.CASES,
    *personal.CASES,
    *site.CASES,
    *search.CASES,
    *releases.CASES,
)

ALLOWED: tuple[Case, ...] = (
    *allowed.ALLOWED,
    *attachments.ALLOWED,
    *filings.ALLOWED,
    *kept.ALLOWED,
    *approval.ALLOWED,
    *personal.ALLOWED,
    *releases.ALLOWED,
)
