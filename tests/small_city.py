"""A complete catalogue of two agencies with no finding, written out in full so that it can be broken.

`write(folder, *changes)` puts it on disk. A change is a function that alters the files before they
are written: `edit`, `put`, `drop`, and `sign`, which reviews the texts as they stand by then.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from disclosure import checks
from disclosure.diagnostics import Diagnostic
from disclosure.load import Loaded, load
from disclosure.load.shape import build
from disclosure.model.agency import AgencyFile
from disclosure.model.canonical import approval_hash
from disclosure.model.filed import catalogue_hash
from disclosure.model.item import ItemEntry
from disclosure.source import read_markdown, read_yaml
from disclosure.store import Store
from disclosure.survey import survey
from small_city_files import (
    AGENCY,
    BUREAU,
    BUREAU_CODE,
    CATEGORIES,
    GUIDE,
    OFFICE,
    OFFICE_CODE,
    TEXTS,
)

Files = dict[str, bytes | Path]
"""Path in the catalogue folder -> content; a `Path` is written as a link that leads there."""
Change = Callable[[Files], None]
TODAY = dt.date(2026, 11, 20)


_OF_SUPERVISOR = (
    '  - {to: commission, date: 2026-01-20, receipt: 小监备〔2026〕1号, hash: "@FILED@"}\n'
)


def _agency(code: str, *items: str) -> str:
    """The office's facts, with a nil return for each category that no item answers."""
    nil = "date: 2026-01-05, signed_by: 主任}"
    lines = [
        f"  - {{category: {category}, reason: 今年没有, {nil}\n"
        for category in CATEGORIES
        if category not in items
    ]
    return AGENCY.replace("@CODE@", code) + "".join(lines)


@cache
def base() -> Files:
    """The small city as it is without changes. Do not alter what it gives: `write` copies it."""
    bureau = _agency(BUREAU_CODE, "funds-and-procurement")
    for old, new in (
        ("小城人民政府办公室", "小城水务局"),
        ("kind: government", "kind: department"),
        ("parent: province", "parent: city-office"),
        ("id: secretariat, name: 秘书科", "id: works, name: 工程科"),
        ("to: province", "to: city-office"),
        ("nil_returns:", f"{_OF_SUPERVISOR}nil_returns:"),
    ):
        assert bureau.count(old) == 1
        bureau = bureau.replace(old, new)
    items = ("development-strategy", "organisation-and-services", "land-and-planning")
    texts = {
        **TEXTS,
        f"{OFFICE}/agency.yml": _agency(OFFICE_CODE, *items),
        f"{BUREAU}/agency.yml": bureau,
        f"{BUREAU}/guide.md": GUIDE.replace("records/2026/plan-2026.md", "item:water-bureau/pipes"),
    }
    files: Files = {path: text.encode() for path, text in texts.items()}
    sign(files)
    file(files)
    return files


def file(files: Files, *, only: str = "") -> None:
    """Change: each catalogue was filed as it stands now; `only` where this hash was given."""
    for path, data in files.items():
        lines = files.get(path.replace("agency.yml", "catalogue.yml"))
        if path.endswith("/agency.yml") and isinstance(data, bytes) and isinstance(lines, bytes):
            digest = _catalogue_hash(path, data, lines)
            given = only.encode() or rb"(?:@FILED@|v1:[0-9a-f]{64})"
            if digest:
                files[path] = re.sub(rb'hash: "%b"' % given, f'hash: "{digest}"'.encode(), data)


def _catalogue_hash(path: str, facts: bytes, lines: bytes) -> str | None:
    """None when a file cannot be read: then no rule compares it."""
    agency, catalogue = read_yaml(facts, path)[0], read_yaml(lines, path)[0]
    if agency is None or catalogue is None or not isinstance(catalogue.value, list):
        return None
    file = build(AgencyFile, agency)[0] if isinstance(agency.value, dict) else None
    entries = [build(ItemEntry, catalogue, (n,))[0] for n in range(len(catalogue.value))]
    return file and catalogue_hash(file, [entry for entry in entries if entry])


def sign(files: Files) -> None:
    """Change: review every record as it stands now."""
    for path, data in files.items():
        if isinstance(data, Path) or not re.search(r"/(records/\d+|services)/", path):
            continue
        home = path.split("/")[0] + "/" + path.split("/")[1] + "/"
        assets = {
            name.removeprefix(home): hashlib.sha256(content).hexdigest()
            for name, content in files.items()
            if name.startswith(home + "files/") and isinstance(content, bytes)
        }
        document, _ = read_markdown(data, path)
        assert document is not None and isinstance(document.value, dict), path
        digest = approval_hash(document.value, document.body, assets)
        files[path] = re.sub(rb'hash: "[^"]*"', f'hash: "{digest}"'.encode(), data)


@cache
def _filed() -> frozenset[str]:
    """The hashes of the catalogues of the small city as it is without changes."""
    files = [data for path, data in base().items() if path.endswith("/agency.yml")]
    texts = [data.decode() for data in files if isinstance(data, bytes)]
    return frozenset(found for text in texts for found in re.findall(r"v1:[0-9a-f]{64}", text))


def edit(path: str, old: str, new: str) -> Change:
    """Change: replace `old`, which stands exactly once in the file, by `new`."""

    def change(files: Files) -> None:
        data = files[path]
        assert isinstance(data, bytes)
        count = data.count(old.encode())
        assert count == 1, f"{path} holds {old!r} {count} times"
        files[path] = data.replace(old.encode(), new.encode())

    return change


def put(path: str, content: str | bytes | Path) -> Change:
    """Change: write a file, new or not."""

    def change(files: Files) -> None:
        files[path] = content.encode() if isinstance(content, str) else content

    return change


def append(path: str, text: str) -> Change:
    """Change: write more at the end of a file, new or not."""

    def change(files: Files) -> None:
        data = files.get(path, b"")
        assert isinstance(data, bytes)
        files[path] = data + text.encode()

    return change


def drop(*paths: str) -> Change:
    """Change: leave files out, or all files below a folder when the path ends in `/`."""

    def change(files: Files) -> None:
        for path in paths:
            gone = [
                name
                for name in files
                if name == path or (path[-1] == "/" and name.startswith(path))
            ]
            assert gone, path
            for name in gone:
                del files[name]

    return change


def move(old: str, new: str) -> Change:
    """Change: move a file, or all files below a folder when both paths end in `/`."""

    def change(files: Files) -> None:
        gone = [name for name in files if name == old or (old[-1] == "/" and name.startswith(old))]
        assert gone, old
        for name in gone:
            files[new + name.removeprefix(old)] = files.pop(name)

    return change


def write(folder: Path, *changes: Change) -> Path:
    """Write the small city, changed, into `folder`; gives its catalogue folder.

    What is changed in a catalogue was filed, unless a change gives another hash of it.
    """
    files = dict(base())
    for change in changes:
        change(files)
    for filed in _filed():
        file(files, only=filed)
    root = folder / "catalogue"
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            path.symlink_to(content)
        else:
            path.write_bytes(content)
    return root


def check(folder: Path, *changes: Change) -> list[Diagnostic]:
    """Every finding of the small city, changed: the same at once and agency by agency."""
    loaded = read(folder, *changes)
    findings = checks.run(loaded.catalogue, loaded.diagnostics)
    root = folder / "catalogue"
    seen = survey(root, _day(root), Store(None), workers=1)
    assert list(seen.findings) == findings
    return findings


def read(folder: Path, *changes: Change) -> Loaded:
    """The small city, changed, as the loader sees it."""
    root = write(folder, *changes)
    return load(root, _day(root))


def _day(root: Path) -> dt.date | None:
    """The day to check on where the city itself may fix none: a test finds the same on every day."""
    site = root / "site.yml"
    return None if not site.is_file() or b"sample: true" in site.read_bytes() else TODAY
