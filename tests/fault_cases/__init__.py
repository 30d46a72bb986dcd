"""Files that cannot be read, values of the wrong shape, and one finding for one cause."""

from __future__ import annotations

from cases import Case

from . import one_cause, reading, shape

__all__ = ["CASES"]

CASES: tuple[Case, ...] = (
    *reading.CASES,
    *shape.CASES,
    *one_cause.CASES,
)
