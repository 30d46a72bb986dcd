"""What each rule finds in the small city when it is broken, and what it lets pass.

A module a family, like `checks/`.
"""

from __future__ import annotations

from cases import Case

from . import (
    agencies,
    allowed,
    approval,
    coverage,
    dates,
    identity,
    kept,
    records,
    references,
    search,
    site,
)

__all__ = ["ALLOWED", "CASES"]

CASES: tuple[Case, ...] = (
    *coverage.CASES,
    *identity.CASES,
    *dates.CASES,
    *kept.CASES,
    *references.CASES,
    *records.CASES,
    *agencies.CASES,
    *approval.CASES,
    *site.CASES,
    *search.CASES,
)
ALLOWED: tuple[Case, ...] = (*allowed.ALLOWED, *kept.ALLOWED)
