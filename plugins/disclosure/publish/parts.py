"""All pages of a release but those of the engine: what stands in them, and what is new in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..search import Entry
from ..store import Store, digest_of
from .audit import targets
from .notes import Summary
from .told import Told, told_of

LINKS = "links"
"""Where the store has the links of each part."""
MONTHS = "months"
"""Where it has a digest of what happened in each month, by agency."""


@dataclass(frozen=True)
class Parts:
    """All pages but those of the engine."""

    summaries: Mapping[str, Summary]
    """By part."""
    changed: Sequence[Entry] = field(repr=False)
    """What the search is told of the pages that are new or not as they were."""
    removed: Sequence[str]
    """Pages that were searched and are no more."""
    vanished: Collection[str]
    """Files of the release before that are no more."""
    others: Collection[str] = field(repr=False)
    """Files that were there before these pages: of the theme and the engine."""
    of_city: str
    """A digest of what all pages of the city are made of; empty where nothing is remembered."""
    built: Collection[str] = field(repr=False)
    """The pages that were not taken over."""
    leads: Mapping[str, str] = field(repr=False)
    """Where these lead outside their own part, each with one of them."""
    followed: bool
    """Whether all this is what differs from the release before; if not, everything is new."""
    moved: Sequence[str]
    """Agencies whose folder came from the twin."""
    made: Sequence[str]
    """Parts that were not taken over whole."""
    store: Store

    @property
    def digest(self) -> str:
        """Of the bytes of all pages."""
        return digest_of([(name, part.digest) for name, part in sorted(self.summaries.items())])

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(len(part.flags) for part in self.summaries.values())

    @property
    def searched(self) -> int:
        """How many of them are found by the search by their text."""
        return sum(part.searched for part in self.summaries.values())

    @property
    def listed(self) -> dict[str, str | None]:
        """Every destination, and when what it says last changed (ISO 8601, +08:00)."""
        return {
            address: moment or None
            for part in self.summaries.values()
            for address, moment, listed, _ in part.pages
            if listed
        }

    def has(self, address: str) -> bool:
        """Whether there is such a file."""
        return address in self._addresses

    def told(self, name: str) -> Told:
        """What the search was told of a part by the last build, whether that was completed or not."""
        return told_of(self.store, name, self.summaries[name].searched)

    def has_told(self, name: str) -> bool:
        """Whether that is what it must know of the pages of this release.

        Of a part that is taken over from the release before it need not be: a build after that one
        may have made the part of other files, and then been killed, or have failed.
        """
        kept: Any = self.store.read(f"{LINKS}/{name}")
        return kept is not None and bool(kept[0] == self.summaries[name].digest)

    def doubtful(self, site: Path, address: str) -> dict[str, str]:
        """The links that may lead nowhere, each with a page that has it.

        Those of the release before were right. So these are the links of new pages, those that lead
        to a part of a new page, and all links when something has vanished. `address` is the site's
        public one.
        """
        found: dict[str, str] = {}
        new = {*self.built, *self.others}
        for name, part in self.summaries.items():
            if self.vanished:
                found |= self._links(name, site, address)
            else:
                to = [(link, link.partition("#")[0]) for link in part.anchors]
                found |= {link: part.anchors[link] for link, path in to if path in new}
        found |= self.leads
        return found

    def _links(self, name: str, site: Path, address: str) -> Mapping[str, str]:
        """Where the pages of a part lead outside it, each with one of them."""
        part = self.summaries[name]
        kept: Any = self.store.read(f"{LINKS}/{name}")
        if kept is not None and kept[0] == part.digest:
            return dict(kept[1])
        pages = ((page, (site / page).read_text("utf-8")) for page, *_ in part.pages)
        return {link: page for page, html in pages for link in targets(html, page, address)}

    @cached_property
    def _addresses(self) -> Collection[str]:
        return {each for part in self.summaries.values() for each in part.addresses.split("\0")}
