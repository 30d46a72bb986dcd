"""What every task needs: the public side of the city, and where its files are made."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..pages import CITY, Month
from ..pages.shell import Shell
from ..pages.view import View
from ..store import Store, digest, digest_of

OF_CITY = MappingProxyType({f"-{name}": plans for name, plans in CITY.items()})
"""The parts that belong to no agency, with what plans their pages."""
CHANGES = "-changes"
"""The one that also has the feeds of the city, which tell the same."""
DUE = "-due"
"""One that changes with the day, and has the calendars."""
SIGNAGE = "-signage"
"""The other one that changes with the day."""
RELEASES = "-releases"
"""The one that also has the manifests of releases."""


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
    touched: Set[Month] | None = None
    """The months in which something happened that was not so in the release before, or that is so
    no more; None where that is not known."""
    told: bool = True
    """Whether search and audit are told of the pages."""

    @property
    def of_city(self) -> str:
        """A digest of what all pages of the city are made of."""
        return self.base and digest(self.base, digest_of(sorted(self.frames.items())))
