"""The catalogue as it is filed (seed article 11): its hash, who must receive it, and its filings.

The hash is `v1:<sha256>` over what an inspector reads in the catalogue: each public line with its
limit and forms, what is withheld without its content, and what is declared empty. Neither the order
of lines and keys counts, nor records, nor the days and posts of nil returns, which are confirmed
anew each year. What goes into it is fixed; something more would be v2, and v1 stays valid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from typing import Literal, NamedTuple

from .agency import AgencyFile, Filing
from .canonical import digest
from .item import ItemEntry
from .outline import Outline
from .pack import PackFile

_BOTH = frozenset(("category", "also", "name", "basis", "mode", "exemption", "ground"))
_OPEN = frozenset(
    "content limit limit_text forms form_text rhythm period phases major audience group override".split()
)
"""What a line has besides, unless it is withheld."""
_HASH = re.compile(r"v1:[0-9a-f]{64}")

Role = Literal["government", "supervisor"]


class Recipient(NamedTuple):
    """With whom a catalogue must be filed."""

    role: Role
    body: str | None
    """An agency or an outside body; None where the files name nobody."""
    article: str
    """The place of the regulation that says so."""


def catalogue_hash(file: AgencyFile, entries: Iterable[ItemEntry]) -> str:
    """The hash of an agency's catalogue as it stands: of its public lines and nil returns."""
    departments = {department.id: department.name for department in file.departments}
    return digest(
        {
            "agency": file.name,
            "credit_code": file.credit_code,
            "items": {e.id: _line(e, departments) for e in entries if e.audience != "internal"},
            "nil_returns": {nil.category: nil.reason for nil in file.nil_returns},
        }
    )


def _line(entry: ItemEntry, departments: Mapping[str, str]) -> dict[str, object]:
    """A line without what is empty, so that a field that is added later changes no hash."""
    kept = _BOTH if entry.mode == "withheld" else _BOTH | _OPEN
    line = entry.model_dump(mode="json", include=set(kept), exclude_defaults=True)
    for name in ("also", "forms"):
        if name in line:
            line[name] = sorted(line[name])
    department = departments.get(entry.department or "")
    return line | ({"department": department} if department else {})


def is_hash(text: str) -> bool:
    """Whether a text is a hash that can be compared."""
    return _HASH.fullmatch(text) is not None


def latest(filings: Iterable[Filing]) -> dict[str, Filing]:
    """The newest filing with each body; of the same day the last one in the file."""
    found: dict[str, Filing] = {}
    for filing in filings:
        known = found.get(filing.to)
        if known is None or filing.date >= known.date:
            found[filing.to] = filing
    return found


def is_current(outline: Outline, filing: Filing) -> bool | None:
    """Whether what was filed is the catalogue as it stands; None when that cannot be told."""
    if not outline.catalogue_hash or not filing.hash or not is_hash(filing.hash):
        return None
    return filing.hash == outline.catalogue_hash


def recipients(
    pack: PackFile,
    agency: Outline,
    other: Callable[[str], Outline | None],
    bodies: Container[str],
) -> tuple[Recipient, ...] | None:
    """With whom an agency must file, each body once, in the order of the pack.

    `other` gives the outline of an agency, `bodies` are the outside ones. None where what this
    depends on is wrong in itself: an unknown kind or name, a circle of parents. An agency that was
    abolished files nothing.
    """
    if agency.kind not in {kind.id for kind in pack.kinds}:
        return None
    found: dict[str | None, Recipient] = {}
    for rule in pack.filing if not agency.closed else ():
        for role in rule.to if agency.kind in rule.kinds else ():
            try:
                body = (
                    _government(pack, agency, other, bodies)
                    if role == "government"
                    else _known(agency.supervisor, other, bodies)
                )
            except LookupError:
                return None
            found.setdefault(body or role, Recipient(role, body, rule.article))
    return tuple(found.values())


def _government(
    pack: PackFile,
    agency: Outline,
    other: Callable[[str], Outline | None],
    bodies: Container[str],
) -> str | None:
    """The first government among the parents: an outside body, or an agency of such a kind.

    A hospital belongs to a bureau, but files with the government above that. Raises LookupError
    when the parents lead nowhere.
    """
    governments = {kind.id for kind in pack.kinds if kind.government}
    seen = {agency.id}
    above = _known(agency.parent, other, bodies)
    while above and (office := other(above)):
        if above in seen or not office.kind:
            raise LookupError(above)
        if not governments or office.kind in governments:
            break
        seen.add(above)
        above = _known(office.parent, other, bodies)
    return above


def _known(
    ref: str | None, other: Callable[[str], Outline | None], bodies: Container[str]
) -> str | None:
    if ref and other(ref) is None and ref not in bodies:
        raise LookupError(ref)
    return ref
