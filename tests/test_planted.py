"""Twelve defects planted in the sample city: each is told once, where it is, and nothing else."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from disclosure.cli import main

Command = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Defect:
    """A text replaced at its first place in a file of the sample; `encoding` of the result."""

    code: str
    file: str
    old: str
    new: str
    marker: str
    """What stands in the line of the finding, in the changed file."""
    encoding: str = "utf-8"


DEFECTS = (
    Defect("C001", "archives/guide.md", "", "", "", "gbk"),
    Defect("C004", "data-bureau/agency.yml", "\n  phone: ", "\n\tphone: ", "\tphone: "),
    Defect(
        "C007",
        "water-company/agency.yml",
        "\nlevel: ",
        "\nkind: department\nlevel: ",
        "kind: department",
    ),
    Defect(
        "C009", "government-office/agency.yml", "short_name: ", "short_name: !secret ", "!secret"
    ),
    Defect("C008", "archives/catalogue.yml", "  name: ", "  name: *same # ", "*same"),
    Defect(
        "C005", "food-drug-bureau/notices.yml", "explanation: ", "explanation：", "explanation："
    ),
    Defect(
        "C006", "finance-bureau/registers/2026.yml", "enquiries: {", "enquiries: {{", "enquiries"
    ),
    Defect(
        "C103", "finance-bureau/records/2026/budget-2026.md", "\ntitle: ", "\ntitel: ", "titel: "
    ),
    Defect(
        "C501",
        "finance-bureau/catalogue.yml",
        "category: budget-and-accounts",
        "category: budget-and-account",
        "budget-and-account",
    ),
    Defect(
        "C507",
        "food-drug-bureau/records/2026/recall-2026-02.md",
        "\nitem: ",
        "\nitem: no-such-",
        "item: no-such-",
    ),
    Defect(
        "C505",
        "food-drug-bureau/agency.yml",
        "supervisor: county-commission",
        "supervisor: county-comission",
        "county-comission",
    ),
    Defect(
        "C106",
        "data-bureau/records/2026/digital-plan-2026.md",
        "\nformed: ",
        "\nformed: 2026-02-30 #",
        "2026-02-30",
    ),
)


def plant(catalogue: Path, defect: Defect) -> tuple[str, str, int]:
    """Break a file; gives code, file and line of the finding to come."""
    path = catalogue / "agencies" / defect.file
    text = path.read_text("utf-8")
    assert defect.old in text, defect
    text = text.replace(defect.old, defect.new, 1)
    path.write_bytes(text.encode(defect.encoding))
    lines = text.split("\n")
    line = next(n for n, words in enumerate(lines, 1) if defect.marker in words)
    if defect.code == "C001":
        line = 2  # the first line of front matter with a Chinese word
    return defect.code, f"catalogue/agencies/{defect.file}", line


def places(printed: str) -> list[tuple[str, str, int]]:
    """Code, file and line of each finding, from what `check --format json` prints."""
    findings = json.loads(printed)["diagnostics"]
    assert all(finding["severity"] == "error" for finding in findings)
    return [(finding["code"], finding["file"], finding["line"]) for finding in findings]


def test_all_at_once(command: Command, sample_copy: Path) -> None:
    planted = [plant(sample_copy, defect) for defect in DEFECTS]
    done = command("check", "--format", "json", "--catalogue", sample_copy)
    assert (done.returncode, done.stderr) == (1, "")
    assert sorted(places(done.stdout)) == sorted(planted)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.code)
def test_alone(sample_copy: Path, defect: Defect, capsys: pytest.CaptureFixture[str]) -> None:
    planted = plant(sample_copy, defect)
    assert main(["check", "--format", "json", "--catalogue", str(sample_copy)]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    assert places(printed.out) == [planted]
