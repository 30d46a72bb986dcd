"""What every task needs: the public side of the city, and where its files are made."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..pages import Plan, city_plans
from ..pages.shell import Shell
from ..pages.view import View, group
from ..store import Store

_PIECES = 12
"""How many parts the pages of the city are dealt into."""
FEEDS = "-feeds"
"""The part that holds the feeds of the city."""
OF_CITY = (FEEDS, *(f"-{number}" for number in range(_PIECES)))
"""The parts that belong to no agency."""


@dataclass(frozen=True)
class Bench:
    """What every task needs."""

    view: View
    """The public side of the whole city."""
    root: Path
    """The catalogue folder."""
    shells: Mapping[int, Shell]
    site: Path
    """The folder that the files are made in."""
    theme: Path
    """The folder in which the theme's files are."""
    before: Path | None
    """The release before, from which files may be taken over."""
    twin: Path | None
    """Where whole folders of it may be taken (see `twin`)."""
    store: Store
    base: str
    """A digest of all that every page is made of; empty when nothing shall be remembered."""
    sources: Mapping[str, Mapping[str, str]]
    """By agency, a digest of each of its files by its path there."""
    frames: Mapping[str, str]
    """By agency, a digest of the files that all of its pages may show, its frame. A page of another
    agency shows no more of it than these, what it asks about single things (`View.ask`), and the
    records that explain its own."""
    outlines: Mapping[str, str]
    """By agency, a digest of its outline."""
    drafts: bool
    told: bool = True
    """Whether search and audit are told of the pages."""

    @cached_property
    def city(self) -> Mapping[str, Sequence[Plan]]:
        """The pages of the city by the part that they belong to."""
        return group((piece_of(plan.address), plan) for plan in city_plans(self.view))


def piece_of(address: str) -> str:
    """The part that a page of the city belongs to, the same for good."""
    return f"-{zlib.crc32(address.encode()) % _PIECES}"
