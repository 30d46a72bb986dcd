"""Planting markers where nothing may be published, and reading a site unpacked."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

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
    """Every file of a site with its name; packed ones also unpacked."""
    for path in sorted(site.rglob("*")):
        if not path.is_file():
            continue
        name, data = path.relative_to(site).as_posix(), path.read_bytes()
        yield name, name.encode() + b"\n" + data
        if data[:2] == b"\x1f\x8b":
            yield f"{name} (unpacked)", gzip.decompress(data)
        elif data[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for inner in archive.namelist():
                    yield f"{name}!{inner}", archive.read(inner)
