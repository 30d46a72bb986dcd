"""The personal values that stand where they may not, and the exceptions that let others stand.

What the scan finds was gathered while the files were read (`Agency.traces`, `Catalogue.traces`) and
while attachments were looked into. Here it is held against what is declared (`owned.py`) and excepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..diagnostics import Span, Text
from .canonical import fold_width
from .catalogue import Agency, Asset, Catalogue, Record
from .owned import Own
from .personal import Excepted, Trace
from .place import Place

RECORD = "record"


class Exposed(NamedTuple):
    """A personal value that may not stand where it stands."""

    span: Span
    kind: str
    mask: str
    where: Text
    home: str
    """The file that an exception goes into; `RECORD` is the one of the record."""


_HERE = Text("这里", "here")
IN_NAME = Text("文件或文件夹的名称里", "in the name of the file or folder")


def exposed(catalogue: Catalogue) -> Sequence[Exposed]:
    """All that may not stand where it stands; worked out once for the rules here."""
    kept = catalogue.made.get("personal")
    if kept is None:
        kept = catalogue.made["personal"] = tuple(_worked_out(catalogue))
    assert isinstance(kept, tuple)
    return kept


def _worked_out(catalogue: Catalogue) -> Iterator[Exposed]:
    own = Own(catalogue, None)
    excepted = _shown(catalogue.site.personal_data)
    for trace in catalogue.traces or ():
        if trace.mask not in excepted and not own.has(trace):
            yield _value(trace, "site.yml")
    for path, asset in catalogue.prose_assets.items():
        for leak, where in _leaks(asset):
            if leak.mask not in excepted and not own.has(leak):
                span = Span(f"{catalogue.root}/{path}")
                yield Exposed(span, leak.kind, leak.mask, where, "site.yml")
    for agency in catalogue.agencies.values():
        yield from _of_agency(catalogue, agency)


def _of_agency(catalogue: Catalogue, agency: Agency) -> Iterator[Exposed]:
    own = Own(catalogue, agency)
    general = _shown(agency.file.personal_data if agency.file else ())
    records: Mapping[str, Record] = {}
    if agency.traces:
        records = {record.place.file: record for record in agency.records}
    for trace in agency.traces:
        record = records.get(trace.span.file)
        excepted = _shown(record.head.personal_data) if record else general
        if trace.mask not in excepted and not own.has(trace):
            home = RECORD if trace.span.file.endswith(".md") and record else "agency.yml"
            yield _value(trace, home)
    for path in _unlisted(catalogue, agency):
        for leak, where in _leaks(agency.assets.get(path)):
            if leak.mask not in general and not own.has(leak):
                span = Span(agency.place.file.removesuffix("agency.yml") + path)
                yield Exposed(span, leak.kind, leak.mask, where, "agency.yml")
    for record in agency.records:
        for index, file in enumerate(record.head.attachments):
            excepted = _shown(record.head.personal_data)
            for leak, where in _leaks(agency.assets.get(file.path)):
                if leak.mask not in excepted and not own.has(leak):
                    span = record.place.at("attachments", index, "path")
                    yield Exposed(span, leak.kind, leak.mask, where, RECORD)


def _leaks(asset: Asset | None) -> Iterator[tuple[Trace, Text]]:
    """The personal values in an attachment, as far as they are known there, and where they are."""
    for leak in asset.inspection.leaks if asset else ():
        where = Text(f"附件{leak.where.zh}", f"in the attachment, {leak.where.en},")
        yield Trace(Span(""), leak.kind, leak.mask, ""), where


def _unlisted(catalogue: Catalogue, agency: Agency) -> list[str]:
    """The files that texts of an agency may lead to, but no record names as its attachment."""
    if "records" in agency.gaps:
        return []  # a record that cannot be read may be the one
    # `records` may be those that changed; the outline has all of them.
    listed = {path for card in catalogue.outlines[agency.id].cards for path in card.files}
    return sorted(agency.assets.keys() - listed)


def _value(trace: Trace, home: str) -> Exposed:
    return Exposed(trace.span, trace.kind, trace.mask, IN_NAME if trace.in_name else _HERE, home)


def _shown(entries: Iterable[Excepted]) -> frozenset[str]:
    return frozenset(fold_width(entry.shown) for entry in entries)


def exceptions(
    catalogue: Catalogue,
) -> Iterator[tuple[Place, Sequence[Excepted], set[str] | None]]:
    """Every list of exceptions, and the masks of what stands in the files that it is for.

    None where some of these could not be looked into.
    """
    if catalogue.site.personal_data and catalogue.traces is not None:
        beside = _in_attachments(catalogue.prose_assets, catalogue.prose_assets)
        there = None if beside is None else beside | {trace.mask for trace in catalogue.traces}
        yield catalogue.site_place, catalogue.site.personal_data, there
    for agency in catalogue.agencies.values():
        records = [record for record in agency.records if record.head.personal_data]
        general = agency.file.personal_data if agency.file else ()
        if not records and not general:
            continue
        by_file: dict[str, set[str]] = {}
        for trace in agency.traces:
            by_file.setdefault(trace.span.file, set()).add(trace.mask)
        for record in records:
            files = [file.path for file in record.head.attachments]
            seen = _in_attachments(agency.assets, files)
            there = by_file.get(record.place.file, set())
            yield record.place, record.head.personal_data, None if seen is None else seen | there
        if general:
            folder = agency.place.file.removesuffix("agency.yml")
            seen = _in_attachments(agency.assets, _unlisted(catalogue, agency))
            there = _in_other_files(by_file, folder)
            yield agency.place, general, None if seen is None else seen | there


_UNSEEN = frozenset(("limit", "damaged", "encrypted", "old", "type", "scanned", "spoiled"))
"""Flaws of an attachment of which not everything could be read."""


def _in_attachments(assets: Mapping[str, Asset], paths: Iterable[str]) -> set[str] | None:
    """The masks of what stands in attachments; None where one could not be read whole."""
    seen = [assets[path].inspection if path in assets else None for path in paths]
    if any(each is None or any(flaw.kind in _UNSEEN for flaw in each.flaws) for each in seen):
        return None
    return {leak.mask for each in seen if each for leak in each.leaks}


_OF_RECORD = re.compile(r"(?:records/\d{4}|services)/[^/]+\.md")


def _in_other_files(by_file: Mapping[str, set[str]], folder: str) -> set[str]:
    """The masks of what stands in an agency's files besides records.

    Records need not all have been read, and have exceptions of their own.
    """
    return {
        mask
        for file, there in by_file.items()
        if not _OF_RECORD.fullmatch(file.removeprefix(folder))
        for mask in there
    }
