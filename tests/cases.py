"""How the cases of test_rules.py are written: changes of the small city, and what is then found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.load.packs import BUILT_IN
from small_city import BUREAU, OFFICE, Change, Files, base, edit

HELP = "pages/help.md"
FACTS, ITEMS = f"{OFFICE}/agency.yml", f"{OFFICE}/catalogue.yml"
GUIDE, NOTICES = f"{OFFICE}/guide.md", f"{OFFICE}/notices.yml"
REGISTER = f"{OFFICE}/registers/2026.yml"
PLAN = f"{OFFICE}/records/2026/plan-2026.md"
EXPLAINED = f"{OFFICE}/records/2026/plan-explained.md"
SEAL = f"{OFFICE}/services/use-of-seal.md"
BUREAU_FACTS, WORKS = f"{BUREAU}/agency.yml", f"{BUREAU}/catalogue.yml"
BUREAU_GUIDE = f"{BUREAU}/guide.md"
BIDDING = f"{BUREAU}/records/2025/pipes-bidding.md"
PACK = "packs/own/pack.yml"
USE_OWN = edit("site.yml", "[seed-province]", "[own]")
"""Change: name the pack of `own_pack` in site.yml."""

PRIVATE = edit("site.yml", "sample: true", "sample: true\nrepository: private")
"""Change: the repository is not public."""
INTERNAL = edit(ITEMS, "audience: group\n  group: 本市单位", "audience: internal")
"""Change: the item `seals` is internal, the only one of its category."""
ANSWERED = edit(ITEMS, "  name: 发展计划", "  also: [organisation-and-services]\n  name: 发展计划")
"""Change: there is another item in that category."""

Found = tuple[str, str, str, int, int, str]
"""Code, severity, file in the catalogue folder, line, column, Chinese message."""


@dataclass(frozen=True)
class Case:
    """What is changed in the small city, and everything that is then found."""

    name: str
    changes: tuple[Change, ...]
    findings: tuple[Found, ...]


def case(name: str, changes: list[Change], *findings: Found) -> Case:
    """A row of a table; no findings: the change is allowed."""
    return Case(name, tuple(changes), findings)


def error(code: str, file: str, line: int, column: int, message: str) -> Found:
    """An expected error."""
    return code, "error", file, line, column, message


def warning(code: str, file: str, line: int, column: int, message: str) -> Found:
    """An expected warning."""
    return code, "warning", file, line, column, message


def text_of(path: str, start: str = "", end: str = "") -> str:
    """A file of the small city, or its part from `start` up to `end`."""
    content = base()[path]
    assert isinstance(content, bytes)
    text = content.decode()
    text = text[text.index(start) :]
    return text[: text.index(end)] if end else text


def nil_return(category: str, without: str = "") -> str:
    """The line of a nil return, with a part left out."""
    line = f"  - {{category: {category}, reason: 今年没有, date: 2026-01-05, signed_by: 主任}}\n"
    assert without in line
    return line.replace(without, "")


def last_review(path: str) -> str:
    """The line of the last review level of a record."""
    return text_of(path, "  - {level: 3", "\n") + "\n"


def own_pack(*edits: tuple[str, str]) -> Change:
    """Change: copy the built-in pack into the catalogue's `packs/own/`, with edits of pack.yml."""

    def change(files: Files) -> None:
        for name in ("pack.yml", "articles.yml"):
            files[f"packs/own/{name}"] = (BUILT_IN / "seed-province" / name).read_bytes()
        for old, new in edits:
            edit(PACK, old, new)(files)

    return change


OLD = "v1:" + "0" * 64
"""The hash of a catalogue that nobody has any more."""


def filed_before(path: str) -> Change:
    """Change: every filing in an `agency.yml` is of an older catalogue."""

    def change(files: Files) -> None:
        data = files[path]
        assert isinstance(data, bytes)
        files[path] = re.sub(rb"v1:[0-9a-f]{64}", OLD.encode(), data)

    return change


def unfiled(files: Files) -> None:
    """Change: the bureau has filed its catalogue with nobody."""
    data = files[BUREAU_FACTS]
    assert isinstance(data, bytes)
    files[BUREAU_FACTS] = re.sub(rb"filings:\n(  - .*\n)+(?=nil_returns)", b"", data)
