"""Planting markers where nothing may be published, and reading a site unpacked."""

from __future__ import annotations

import gzip
import io
import re
import tempfile
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote_to_bytes

from disclosure.search.bigram import buckets, directory
from disclosure.search.pagefind.reading import held_of as pagefind_held

INTERNAL = """
- id: internal-conduct
  category: public-concern
  name: LEAK-INTERNAL-NAME
  content: LEAK-INTERNAL-CONTENT
  basis: [LEAK-INTERNAL-BASIS]
  department: {department}
  limit: prompt
  forms: [website]
  rhythm: ad-hoc
  audience: internal
- id: withheld-case
  category: public-concern
  name: 不予公开的案卷
  content: LEAK-WITHHELD-CONTENT
  basis: [条例第八条]
  department: {department}
  limit: prompt
  forms: [website]
  rhythm: ad-hoc
  mode: withheld
  exemption: privacy
  ground: 条例第八条第(三)项
  reassess_by: 2027-06-30
"""
RECORD = """---
item: {item}
kind: report
title: LEAK-{mark}-TITLE
index_number: {code}/2026-{number}
document_number: LEAK-{mark}-DOCUMENT
formed: 2026-03-02
published: 2026-03-05 09:00
confirmed: 2026-10-12
summary: LEAK-{mark}-SUMMARY
review: []
---

LEAK-{mark}-BODY 是不应当公开的文字。
"""
REGISTER = """
year: 2025
requests: [{id: LEAK-REQUEST-ID, received: 2025-03-03, channel: letter, topic: LEAK-REQUEST-TOPIC, answered: 2025-03-06, outcome: disclosed}]
complaints: [{id: LEAK-COMPLAINT-ID, received: 2025-03-03, topic: LEAK-COMPLAINT-TOPIC, answered: 2025-03-06, outcome: rejected}]
objections: [{id: LEAK-OBJECTION-ID, received: 2025-03-03, record: budget-2026, topic: LEAK-OBJECTION-TOPIC, answered: 2025-03-06, outcome: explained}]
enquiries: {phone: 1, total: 1}
"""


def plant(catalogue: Path) -> list[str]:
    """Put a marker into everything that must stay inside; gives the markers."""
    agency = catalogue / "agencies" / "finance-bureau"
    facts = (agency / "agency.yml").read_text("utf-8")
    code = re.search(r"credit_code: (\w+)", facts)
    department = re.search(r"departments:.*?id: ([a-z0-9-]+)", facts, re.S)
    assert code and department
    listed = agency / "catalogue.yml"
    own = INTERNAL.format(department=department[1])
    listed.write_text(listed.read_text("utf-8").rstrip() + own + "# LEAK-COMMENT\n", "utf-8")
    site = catalogue / "site.yml"
    site.write_text(site.read_text("utf-8").replace("repository: public", "repository: private"))
    for number, (mark, item) in enumerate(
        (
            ("INTERNAL", "internal-conduct"),
            ("WITHHELD", "withheld-case"),
            ("DRAFT", "budget-execution"),
            ("REMOVED", "budget-execution"),
        )
    ):
        text = RECORD.format(item=item, mark=mark, code=code[1], number=f"9900{number}")
        path = agency / "records" / "2026" / f"leak-{mark.lower()}.md"
        path.write_text(text, "utf-8")
        _approve(catalogue, path, mark)
    notices = agency / "notices.yml"
    notices.write_text(
        notices.read_text("utf-8").rstrip()
        + "\n- {of: leak-removed, kind: removed-personal-data, date: 2026-11-02,"
        + f" explanation: LEAK-REMOVED-WHY, index_number: {code[1]}/2026-99003}}\n",
        "utf-8",
    )
    (agency / "registers" / "2025.yml").write_text(REGISTER, "utf-8")
    text = "".join(
        path.read_text("utf-8") for path in agency.rglob("*") if path.suffix in (".md", ".yml")
    )
    return sorted(set(re.findall(r"LEAK-[A-Z-]+[A-Z]", text)) | {"经办人（LEAK）"})


def _approve(catalogue: Path, path: Path, mark: str) -> None:
    """Complete the review, so that only what the test means keeps the record inside."""
    from disclosure.load import load

    if mark == "DRAFT":
        return
    records = load(catalogue).catalogue.agencies["finance-bureau"].record_by_id
    digest = records[path.stem].digest
    reviews = ", ".join(
        f'{{level: {level}, post: LEAK-POST-{word}, date: 2026-03-03, hash: "{digest}"}}'
        for level, word in ((1, "ONE"), (2, "TWO"), (3, "THREE"))
    )
    path.write_text(path.read_text("utf-8").replace("review: []", f"review: [{reviews}]"), "utf-8")


def unpacked(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder with its name; packed ones also unpacked, however deep."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            name = path.relative_to(site).as_posix()
            data = path.read_bytes()
            yield name, name.encode() + b"\n" + data
            yield from _inside(name, data)


_SCRIPTED = re.compile(rb'^disclosureScripts\.set\("([^"]+)","([A-Za-z0-9+/=]*)"\);$', re.M)
"""A file of the index that stands in a script."""


def _inside(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """What a packed file holds: gzip, zip (XLSX and DOCX too), zlib, base64 in scripts."""
    if data[:2] == b"\x1f\x8b":
        inner = [(f"{name} (unpacked)", gzip.decompress(data))]
    elif name.endswith(".js") and _SCRIPTED.search(data):  # of the kiosk edition
        inner = [
            (f"{name}!{found[1].decode()}", b64decode(found[2]))
            for found in _SCRIPTED.finditer(data)
        ]
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inner = [(f"{name}!{each}", archive.read(each)) for each in archive.namelist()]
    else:  # anywhere: the cache and the index keep deflated pieces in files of their own form
        inner = []
        for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
            with suppress(zlib.error):
                piece = zlib.decompressobj().decompress(data[start.start() :])
                inner.append((f"{name} ({start.start()} inflated)", piece))
    for each, content in inner:
        yield each, each.encode() + b"\n" + content
        yield from _inside(each, content)


def readings(data: bytes) -> Iterator[bytes]:
    """Contents as they are in lower case, and without the escapes of URLs and of JSON."""
    lower = data.lower()
    yield lower
    if b"%" in lower:
        yield unquote_to_bytes(lower)
    if b"\\u00" in lower:
        yield re.sub(rb"\\u00([0-9a-f]{2})", lambda code: bytes([int(code[1], 16)]), lower)


def texts_of_index(site: Path) -> Iterator[tuple[str, bytes]]:
    """What the search index of a site holds of each page, read from its files, in lower case."""
    for held in pagefind_held(site) if (site / "pagefind").is_dir() else ():
        yield (
            f"{held.address} in the index",
            f"{held.fields.text}\n{held.fields.number}".lower().encode(),
        )
    for folder in sorted(site.glob("search/*/*")):
        if (folder / "directory.bin").is_file():
            for text in texts_of_part(folder):
                yield f"{folder.relative_to(site)}", text.lower().encode("utf-8", "surrogatepass")


def texts_of_scripts(site: Path) -> Iterator[tuple[str, bytes]]:
    """The same of a kiosk edition, whose index stands in scripts."""
    with tempfile.TemporaryDirectory() as work:
        for script in sorted((site / "search").rglob("*.js")):
            for found in _SCRIPTED.finditer(script.read_bytes()):
                path = Path(work, "search", found[1].decode())
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b64decode(found[2]))
        yield from texts_of_index(Path(work))


def texts_of_part(folder: Path) -> list[str]:
    """The texts that the pairs of a part hold, put together by the layout of its files alone."""
    read = directory.unpacked((folder / "directory.bin").read_bytes())
    rows: list[dict[int, str]] = [{} for _ in range(read.rows)]
    for number in range(len(read.bounds["p"])):
        some = buckets.unpacked((folder / f"p{number}.bin").read_bytes())
        assert some.more is not None and some.places is not None and some.nexts is not None
        row = further = 0
        for name, count in zip(some.names, some.counts.tolist(), strict=True):
            for _ in range(count):
                place = int(some.places[row])
                steps = some.nexts[further : further + int(some.more[row])].tolist()
                for step in [0, *steps]:
                    place += step
                    for at, token in enumerate(name.replace("\1", "")):
                        assert rows[some.rows[row]].setdefault(place + at, token) == token
                row, further = row + 1, further + len(steps)
    return ["".join(held.get(at, "\n") for at in range(max(held, default=-1) + 1)) for held in rows]
