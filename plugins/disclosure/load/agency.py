"""One agency's folder -> `Agency`."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from ..attachments.facts import MAX_FILE
from ..diagnostics import Diagnostic, Text
from ..fingerprint import told_by
from ..lazily import LazyMapping, LazySequence
from ..model.agency import AgencyFile, GuideFile, Notice, RegisterFile
from ..model.canonical import approval_hash
from ..model.catalogue import (
    Agency,
    Asset,
    Guide,
    Item,
    Lost,
    NoticeEntry,
    Place,
    Reader,
    Record,
    Register,
)
from ..model.item import ItemEntry, RecordHead
from ..source import Document, read_markdown, read_yaml
from .folder import Folder, absent, contents, misplaced, read, sha256, unreadable
from .shape import build, top_level
from .shelf import Shelf, too_large

_MAPPING = Text("“名称: 值”的形式", "a mapping (key: value)")
_LIST = Text("以“- ”开头的列表", "a list ('- ')")
_KNOWN = {"agency.yml", "catalogue.yml", "notices.yml", "guide.md"}
_FOLDERS = {"records", "services", "registers", "files"}


def load_agency(
    folder: Folder,
    findings: list[Diagnostic],
    *,
    later: bool = False,
    only: Collection[str] | None = None,
) -> Agency:
    """Read everything in an agency's folder; whatever cannot be used is a finding and a gap.

    With `later` records and attachments are read when somebody asks for them: for a folder in
    which nothing is wrong, so that they have no findings. With `only` no other records than these
    are read, named by their paths in the folder.
    """
    gaps: set[str] = set()
    for entry in folder.entries():
        is_file = entry.is_file(follow_symlinks=False) or entry.is_symlink()
        # A folder with the name of a file is reported where the file is read.
        if entry.name not in (_KNOWN if is_file else _FOLDERS | _KNOWN):
            findings.append(misplaced(folder.sub(entry.name)))
    file, place = _facts(folder.sub("agency.yml"), gaps, findings)
    items, lost_items = _items(folder, gaps, findings)
    notices = tuple(_notices(folder.sub("notices.yml"), gaps, findings))
    assets: Mapping[str, Asset]
    records: Sequence[Record]
    lost_records: list[Lost] = []
    reader: Reader | None = None
    if later:
        assets = LazyMapping(lambda: dict(_assets(folder.sub("files"), [], later=True)))
        records = LazySequence(lambda: _records(folder, assets, [])[0])
        reader = partial(_read_one, folder)
    else:
        assets = dict(_assets(folder.sub("files"), findings))
        records, lost_records = _records(folder, assets, findings, only)
        gaps |= {"records"} if lost_records else set()
    return Agency(
        id=folder.last,
        file=file,
        place=place,
        items=tuple(items),
        records=records,
        notices=notices,
        guide=_guide(folder.sub("guide.md"), gaps, findings),
        registers=tuple(_registers(folder.sub("registers"), findings)),
        assets=assets,
        catalogue_place=Place(folder.sub("catalogue.yml").name),
        gaps=frozenset(gaps),
        lost_items=tuple(lost_items),
        lost_records=tuple(lost_records),
        read_record=reader,
        traces=folder.traces.found() if folder.traces else (),
    )


def _facts(
    path: Folder, gaps: set[str], findings: list[Diagnostic]
) -> tuple[AgencyFile | None, Place]:
    nowhere = Place(path.name)
    if not os.path.lexists(path.where):
        gaps.add("agency")
        findings.append(absent(path))
        return None, nowhere
    document = _document(path, dict, _MAPPING, findings)
    if document is None:
        gaps.add("agency")
        return None, nowhere
    file, place, found = build(AgencyFile, document)
    findings.extend(found)
    if file is None:
        gaps.add("agency")
    return file, place


def _items(
    folder: Folder, gaps: set[str], findings: list[Diagnostic]
) -> tuple[list[Item], list[Lost]]:
    path = folder.sub("catalogue.yml")
    if not os.path.lexists(path.where):
        gaps.add("catalogue")
        findings.append(absent(path))
        return [], []
    document = _document(path, list, _LIST, findings)
    if document is None:
        gaps.add("catalogue")
        return [], []
    items, lost = [], []
    for index, raw in enumerate(_elements(document)):
        entry, place, found = build(ItemEntry, document, (index,))
        findings.extend(found)
        if entry:
            items.append(Item(folder.last, entry, place))
        else:
            lost.append(Lost(_text(raw, "id") or "", _text(raw, "category")))
    return items, lost


def _notices(path: Folder, gaps: set[str], findings: list[Diagnostic]) -> Iterator[NoticeEntry]:
    if not os.path.lexists(path.where):
        return
    document = _document(path, list, _LIST, findings, empty=True)
    if document is None:
        gaps.add("notices")
        return
    for index, _ in enumerate(_elements(document)):
        notice, place, found = build(Notice, document, (index,))
        findings.extend(found)
        if notice:
            yield NoticeEntry(notice, place)
        else:
            gaps.add("notices")


def _guide(path: Folder, gaps: set[str], findings: list[Diagnostic]) -> Guide | None:
    if not os.path.lexists(path.where):
        return None
    document = read(path, read_markdown, findings)
    wrong = document and top_level(document, dict, _MAPPING)
    if document is None or wrong:
        gaps.add("guide")
        findings.extend([wrong] if wrong else [])
        return None
    file, place, found = build(GuideFile, document)
    findings.extend(found)
    if file is None:
        gaps.add("guide")
        return None
    return Guide(file, document.body, document.body_line, place)


def _registers(folder: Folder, findings: list[Diagnostic]) -> Iterator[Register]:
    for path in folder.files(".yml", findings):
        document = _document(path, dict, _MAPPING, findings)
        if document is None:
            continue
        file, place, found = build(RegisterFile, document)
        findings.extend(found)
        if file:
            yield Register(file, path.stem, place)


def _record_files(
    folder: Folder, findings: list[Diagnostic]
) -> Iterator[tuple[Folder, int | None]]:
    for year in folder.sub("records").folders(findings):
        if re.fullmatch(r"(19|20|21)\d\d", year.last):
            for path in year.files(".md", findings):
                yield path, int(year.last)
        else:
            findings.append(misplaced(year))
    for path in folder.sub("services").files(".md", findings):
        yield path, None


def _records(
    folder: Folder,
    assets: Mapping[str, Asset],
    findings: list[Diagnostic],
    only: Collection[str] | None = None,
) -> tuple[tuple[Record, ...], list[Lost]]:
    """The records and services that can be used, and those that cannot."""
    records: list[Record] = []
    lost: list[Lost] = []
    hashes = LazyMapping(lambda: {path: asset.sha256 for path, asset in assets.items()})
    for path, year in _record_files(folder, findings):
        if only is not None and path.name.removeprefix(f"{folder.name}/") not in only:
            continue
        record = _record(path, folder.last, year, hashes, findings)
        if record:
            records.append(record)
        else:
            lost.append(Lost(path.stem))
    return tuple(records), lost


def _read_one(folder: Folder, source: str) -> Record:
    """A record that was read before without a finding, without its hash.

    Raises ValueError when it no longer is.
    """
    findings: list[Diagnostic] = []
    path = folder.sub(source)
    parts = source.split("/")
    year = int(parts[1]) if parts[0] == "records" else None
    record = _record(path, folder.last, year, None, findings)
    if record is None:
        raise ValueError(f"{path.name} changed while it was being published")
    return record


def _record(
    path: Folder,
    agency: str,
    year: int | None,
    hashes: Mapping[str, str] | None,
    findings: list[Diagnostic],
) -> Record | None:
    """A record; without `hashes` of the attachments nobody asks whether it is approved."""
    document = read(path, read_markdown, findings)
    if document is None:
        return None
    if wrong := top_level(document, dict, _MAPPING):
        findings.append(wrong)
        return None
    head, place, found = build(RecordHead, document)
    findings.extend(found)
    if head is None or not isinstance(document.value, dict):
        return None
    digest = ""
    if hashes is not None:
        digest = approval_hash(document.value, document.body, hashes)
    body, line = document.body, document.body_line
    return Record(agency, path.stem, head, body, line, place, year, digest)


def _assets(
    folder: Folder, findings: list[Diagnostic], *, later: bool = False
) -> Iterator[tuple[str, Asset]]:
    for entry in folder.entries():
        inner = folder.sub(entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _assets(inner, findings, later=later)
        elif entry.is_symlink():
            contents(inner, findings)
        elif not entry.is_file(follow_symlinks=False):
            findings.append(misplaced(inner))
        else:
            path = "files/" + inner.name.split("/files/", 1)[1]
            try:
                facts = told_by(entry.stat())
                asset = asset_of(path, entry, folder.shelf, later)
                if folder.prints is not None:
                    folder.prints[inner.name] = (asset.sha256, facts)
                yield path, asset
            except OSError as error:
                findings.append(unreadable(inner, error))


def asset_of(path: str, entry: os.DirEntry[str], shelf: Shelf | None, later: bool) -> Asset:
    """A file; unless `later`, it is looked into while its bytes are at hand.

    Raises OSError where it cannot be read.
    """
    place, size = Path(entry.path), entry.stat().st_size
    if size > MAX_FILE:
        name = sha256(place)
        return Asset(path, size, name, lambda: too_large(size))
    if shelf is None or later:
        name, shelf = sha256(place), shelf or Shelf()
        return Asset(path, size, name, partial(shelf.look, path, name, place.read_bytes))
    data = place.read_bytes()
    name = hashlib.sha256(data).hexdigest()
    seen = shelf.look(path, name, lambda: data)
    return Asset(path, len(data), name, lambda: seen)


def _document(
    path: Folder,
    kind: type,
    wanted: Text,
    findings: list[Diagnostic],
    *,
    empty: bool = False,
) -> Document | None:
    """A YAML file whose outermost value is of `kind`; None and a finding otherwise."""
    document = read(path, read_yaml, findings)
    if document is None:
        return None
    if document.value is None and empty:
        return Document(path.name, [], {}, {})
    if wrong := top_level(document, kind, wanted):
        findings.append(wrong)
        return None
    return document


def _elements(document: Document) -> list[object]:
    return document.value if isinstance(document.value, list) else []


def _text(raw: object, key: str) -> str | None:
    value = raw.get(key) if isinstance(raw, dict) else None
    return value if isinstance(value, str) else None
