"""Attachments in a site: what is published, what pages say of it, and what is kept of it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from attachment_files import core, docx, jpeg, paragraph, pdf
from cases import PLAN
from disclosure.attachments import copy_of
from disclosure.cli import main
from disclosure.pages.wording import size_words
from disclosure.store import Store
from disclosure.survey import Survey, survey
from rule_cases.attachments import PICTURE, SCANNED, attached
from small_city import OFFICE, append, edit, put, sign, write

SIGNED = docx(paragraph("计划"), parts={"docProps/core.xml": core("某人")})
FILE = f"{OFFICE}/files/a.docx"


def build(root: Path, *more: str) -> Path:
    site = root.parent / "site"
    assert main(["build", "--catalogue", str(root), "--site-dir", str(site), *more]) == 0
    return site


def look(root: Path) -> Survey:
    return survey(root, None, Store(root.parent / ".cache" / "disclosure"), workers=1)


def codes(root: Path) -> list[str]:
    return [finding.code for finding in look(root).findings]


def kept(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root.parent / ".cache").as_posix(): path.read_bytes()
        for path in (root.parent / ".cache").rglob("*")
        if path.is_file()
    }


NAMES = ("某人甲", "SomeOneElse")
"""Of authors."""
AUTHORED = docx(paragraph("计划"), parts={"docProps/core.xml": core(NAMES[0])})


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with three attachments that lose something; its catalogue lies beside it."""
    entry = "  - {path: files/a.docx, title: 附件}\n"
    two = "  - {path: files/b.pdf, title: 乙}\n  - {path: files/c.jpg, title: 丙}\n"
    changes = [
        *attached("a.docx", AUTHORED),
        put(f"{OFFICE}/files/b.pdf", pdf(info=f"/Author ({NAMES[1]})")),
        put(f"{OFFICE}/files/c.jpg", PICTURE),
        edit(PLAN, entry, entry + two),
        sign,
    ]
    return build(write(tmp_path_factory.mktemp("published"), *changes))


def test_the_copy_is_published_and_its_size_and_hash_stand_beside_it(published: Path) -> None:
    copy = (published / "city-office/files/a.docx").read_bytes()
    assert copy == copy_of(AUTHORED, "docx") != AUTHORED
    page = (published / "city-office/plan-2026.html").read_text("utf-8")
    digest = hashlib.sha256(copy).hexdigest()
    assert page.count(digest) == 2  # for people, and for programs
    assert hashlib.sha256(AUTHORED).hexdigest() not in page
    facts = re.search(r"DOCX文件 · ([^<]+)<", page, re.IGNORECASE)
    assert facts and facts[1] == size_words(len(copy))
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert digest in json.dumps([json.loads(each) for each in data])
    assert (published / "city-office/files/c.jpg").read_bytes() == jpeg()
    # The other attachment has nothing to lose and is published byte for byte.
    plain = (published.parent / "catalogue" / OFFICE / "files/plan.csv").read_bytes()
    assert (published / "city-office/files/plan.csv").read_bytes() == plain
    assert hashlib.sha256(plain).hexdigest() in page


def test_no_name_of_an_author_is_in_site_or_cache(published: Path) -> None:
    whole = b"".join(path.read_bytes() for path in published.rglob("*") if path.is_file())
    whole += b"".join(kept(published.parent / "catalogue").values())
    assert b"c.jpg" in whole
    for name in NAMES:
        assert name.encode() not in whole
        assert name.encode("utf-16-be") not in whole


def test_a_copy_is_taken_over_and_made_anew_when_its_source_changes(tmp_path: Path) -> None:
    root = write(tmp_path, *attached("a.docx", SIGNED))
    address = build(root) / "city-office/files/a.docx"
    node, made = address.stat().st_ino, address.read_bytes()
    build(write(tmp_path, *attached("a.docx", SIGNED), append(PLAN, "\n又一句。\n"), sign))
    assert address.stat().st_ino == node
    other = docx(paragraph("另一个计划"), parts={"docProps/core.xml": core("某人")})
    build(write(tmp_path, *attached("a.docx", other)), "--no-cache")
    assert address.read_bytes() == copy_of(other, "docx") != made


def test_an_agency_whose_findings_tell_no_secret_is_remembered(tmp_path: Path) -> None:
    root = write(tmp_path, *attached("a.pdf", SCANNED))
    first = look(root)
    assert [finding.code for finding in first.findings] == ["C857"]
    assert first.lasting
    assert "disclosure/agencies/city-office" in kept(root)
    assert look(root).findings == first.findings
    # A change of a record alone finds the same again.
    write(tmp_path, *attached("a.pdf", SCANNED), append(PLAN, "\n又一句。\n"), sign)
    assert look(root).findings == first.findings
    # Without its cause the finding is gone.
    write(tmp_path, *attached("a.pdf", pdf()))
    assert codes(root) == []


def test_an_agency_with_errors_keeps_only_what_was_found_in_public_files(tmp_path: Path) -> None:
    root = write(tmp_path, *attached("a.docm", docx(parts={"word/vbaProject.bin": b"x"})))
    assert codes(root) == ["C846"]
    assert "disclosure/agencies/city-office" not in kept(root)
    before = kept(root)["disclosure/inspected/city-office"]
    assert codes(root) == ["C846"]
    assert kept(root)["disclosure/inspected/city-office"] == before


def test_of_a_clean_attachment_nothing_but_its_hash_is_kept(tmp_path: Path) -> None:
    root = write(tmp_path)
    look(root)
    data = kept(root)["disclosure/inspected/city-office"]
    plain = (root / OFFICE / "files/plan.csv").read_bytes()
    assert hashlib.sha256(plain).digest() in data
    assert len(data) < 200


def test_nothing_is_kept_of_attachments_of_records_that_are_not_public(tmp_path: Path) -> None:
    bad = attached("a.docm", docx(parts={"word/vbaProject.bin": b"x"}))
    root = write(tmp_path, *bad, edit(PLAN, "  - {level: 3,", "  # {level: 3,"))
    assert "C846" in codes(root)
    assert "disclosure/inspected/city-office" not in kept(root)
    for data in kept(root).values():
        assert hashlib.sha256(b"x").hexdigest().encode() not in data
        assert b"a.docm" not in data


def test_pictures_and_files_of_prose_lose_it_as_well(tmp_path: Path) -> None:
    page = append("pages/about-site.md", "\n![大厅](hall.jpg)，[表格](forms/a.docx)。\n")
    files = put("pages/hall.jpg", PICTURE), put("pages/forms/a.docx", AUTHORED)
    root = write(tmp_path, page, *files)
    assert codes(root) == ["C854", "C856"]
    site = build(root)
    for name, source, type_ in (
        ("hall.jpg", PICTURE, "jpeg"),
        ("forms/a.docx", AUTHORED, "docx"),
    ):
        copy = copy_of(source, type_)
        assert copy != source
        assert (site / name).read_bytes() == copy
    author = NAMES[0].encode()
    assert not [path for path in site.rglob("*") if path.is_file() and author in path.read_bytes()]
    assert codes(root) == ["C854", "C856"]
    assert not [name for name, data in kept(root).items() if author in data]
