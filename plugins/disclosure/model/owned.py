"""What an agency may publish of its own: office telephones, mailboxes, the addresses of its rooms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..privacy import PROVIDERS, masks
from .brief import ways_to
from .catalogue import Agency, Catalogue
from .personal import Trace, contacts_in


class Own:
    """What an agency, or the site, may publish of its own.

    A class for what is worked out once, and only where something was found.
    """

    def __init__(self, catalogue: Catalogue, agency: Agency | None) -> None:
        self.catalogue, self.agency = catalogue, agency
        self._known: tuple[frozenset[str], frozenset[str], str] | None = None

    def has(self, trace: Trace) -> bool:
        """Whether a value is a declared office telephone, mailbox or address."""
        if trace.kind == "home-address":
            return bool(trace.value) and trace.value in self._declared()[2]
        if trace.kind == "mobile":
            return self._is_contact(trace)
        if trace.kind != "email":
            return False
        domain = _registrable(trace.mask.rpartition("@")[2])
        return domain in self._declared()[1] or self._is_contact(trace)

    def _is_contact(self, trace: Trace) -> bool:
        if _is_among(trace, self._declared()[0]):
            return True
        # The nearest first: each outline that is looked at is one that this agency depends on.
        outlines, asked = self.catalogue.outlines, self.agency
        near = (asked.file.parent, asked.file.supervisor) if asked and asked.file else ()
        names = dict.fromkeys([*(name for name in near if name and name in outlines), *outlines])
        return any(
            _is_among(trace, outlines[name].contacts)
            for name in names
            if asked is None or name != asked.id
        )

    def _declared(self) -> tuple[frozenset[str], frozenset[str], str]:
        """Contacts, domains, and all addresses as one text."""
        if self._known is None:
            site, agency = self.catalogue.site, self.agency
            facts = site.government_site
            texts = [text for body in site.bodies.values() for text in (body.phone, body.email)]
            texts += [facts.contact] if facts else []
            texts += list(ways_to(agency)) if agency else []
            contacts = frozenset(contacts_in(texts))
            hosts = {each.partition("@")[2] for each in contacts if "@" in each}
            hosts.add(urlsplit(site.address).hostname or "")
            domains = {_registrable(host) for host in hosts} - PROVIDERS - {""}
            places = [body.address for body in site.bodies.values()]
            places += list(_places(agency)) if agency else []
            bare = "\n".join(re.sub(r"\s", "", place) for place in places if place)
            self._known = contacts, frozenset(domains), bare
        return self._known


def _is_among(trace: Trace, contacts: Iterable[str]) -> bool:
    """Whether a value is one of these; of one in an attachment only the mask is known."""
    if trace.value:
        return trace.value in contacts
    mask = masks.of_email if trace.kind == "email" else masks.of_mobile
    same = (each for each in contacts if ("@" in each) == (trace.kind == "email"))
    return any(mask(each) == trace.mask for each in same)


def _places(agency: Agency) -> Iterator[str | None]:
    """The addresses of an agency's own rooms."""
    if agency.file:
        office, complaints = agency.file.disclosure_office, agency.file.complaints
        yield from (office.address, office.other) if office else ()
        yield complaints.address if complaints else None
        yield from (window.address for window in agency.file.windows)
    if agency.guide and agency.guide.file.channels:
        yield from (agency.guide.file.channels.letter, agency.guide.file.channels.in_person)


_SECOND = frozenset(
    "ac com edu gov mil net org ah bj cq fj gd gs gx gz ha hb he hi hk hl hn jl js jx ln mo nm nx qh sc sd"
    " sh sn sx tj tw xj xz yn zj".split()
)
"""Below `cn` these are no domains of anybody: gov.cn, bj.cn …"""


def _registrable(host: str) -> str:
    """The part of a host that somebody owns: `b.c.gov.cn` is `c.gov.cn`, `b.example` is itself."""
    parts = host.lower().strip(".").split(".")
    count = 3 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND else 2
    return ".".join(parts[-count:])
