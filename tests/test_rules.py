"""Every kind of finding: what causes it, exactly where, and that one cause gives one finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fault_cases
import past_cases
import rule_cases
from cases import Case
from disclosure import checks
from disclosure.checks.rule import Rule
from disclosure.diagnostics import Kind, parse_doc
from small_city import check

FAILING = (*fault_cases.CASES, *rule_cases.CASES)
DIGITS = {
    "coverage": "2",
    "identity": "3",
    "numbers": "3",
    "dates": "4",
    "duties": "4",
    "inspection": "4",
    "inside": "9",
    "stages": "4",
    "changes": "4",
    "kept": "4",
    "unreviewed": "4",
    "references": "5",
    "texts": "5",
    "names": "5",
    "records": "6",
    "agencies": "7",
    "guides": "7",
    "filings": "7",
    "objections": "7",
    "approval": "8",
    "attachments": "8",
    "contents": "8",
    "personal": "8",
    "site": "9",
    "prose": "9",
    "search": "9",
    "releases": "9",
}
"""The family of each module of checks/, by the first digit of its codes."""


def found_in(tmp_path: Path, case: Case) -> list[tuple[str, str, str, int, int, str]]:
    return [
        (
            finding.code,
            finding.severity.value,
            finding.span.file.removeprefix("catalogue/"),
            finding.span.line,
            finding.span.column,
            finding.message.zh,
        )
        for finding in check(tmp_path, *case.changes)
    ]


def is_in(path: Path, line: int, column: int) -> bool:
    """Whether a file has such a place; what is missing or no file is told at its beginning."""
    if path.is_symlink() or not path.is_file():
        return (line, column) == (1, 1)
    lines = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


def test_the_small_city_has_no_finding(tmp_path: Path) -> None:
    assert check(tmp_path) == []


@pytest.mark.parametrize("case", FAILING, ids=lambda case: case.name)
def test_finding(case: Case, tmp_path: Path) -> None:
    assert found_in(tmp_path, case) == list(case.findings)
    for _, _, file, line, column, _ in case.findings:
        assert is_in(tmp_path / "catalogue" / file, line, column)


@pytest.mark.parametrize("case", rule_cases.ALLOWED, ids=lambda case: case.name)
def test_allowed(case: Case, tmp_path: Path) -> None:
    assert case.findings == ()
    assert found_in(tmp_path, case) == []


def test_every_case_has_its_own_name() -> None:
    names = [case.name for case in (*FAILING, *rule_cases.ALLOWED)]
    assert len(names) == len(set(names))


def test_every_code_is_caused_and_none_is_unknown() -> None:
    caused = {code for case in (*FAILING, *past_cases.CASES) for code, *_ in case.findings}
    caused |= {"C440", "C441"}  # told by builds: tests/test_compare.py
    assert caused == {kind.code for kind in checks.KINDS}


def test_a_late_answer_cites_the_article_of_its_register(tmp_path: Path) -> None:
    name = "a request and a complaint that were not answered"
    (case,) = (case for case in FAILING if case.name == name)
    bases = [finding.basis for finding in check(tmp_path, *case.changes)]
    assert bases == ["条例第十五条", "条例第十八条"]


def test_most_cases_give_one_finding() -> None:
    """The others are named here: they hold two mistakes, or are late as well."""
    several = {case.name for case in FAILING if len(case.findings) != 1}
    assert several == {
        "an alias in a list",
        "two wrong fields of one item",
        "no review",
        "a level of the review that is still to come",
        "reviews of a text before the last that are not complete",
        "a level that is named but not given",
        "a post that reviews thrice, written otherwise",
        "a request and a complaint that were not answered",
        "a year later",
        "a flawed attachment that no record names",
        "so many blank items that the site fails",
        "a mobile number in the name of a file",
        "an exception of the agency for what stands in a record",
        "an unknown value that is an identity number is not told",
    }


def test_codes_are_unique_and_in_order() -> None:
    codes = [kind.code for kind in checks.KINDS]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"C\d{3}", code) for code in codes)


@pytest.mark.parametrize("family", checks.FAMILIES, ids=lambda family: family.__name__)
def test_codes_belong_to_their_family(family: object) -> None:
    rules = {value for value in vars(family).values() if isinstance(value, Rule)}
    name = getattr(family, "__name__", "").rpartition(".")[2]
    assert rules
    assert {rule.kind.code[1] for rule in rules} == {DIGITS[name]}


def test_every_rule_is_run() -> None:
    folder = Path(checks.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "rule"}
    assert modules == set(DIGITS)
    declared = sum(path.read_text("utf-8").count("\n@rule(") for path in folder.glob("*.py"))
    assert declared == len(checks.RULES)


@pytest.mark.parametrize("kind", checks.KINDS, ids=lambda kind: kind.code)
def test_documentation_is_complete_in_both_languages(kind: Kind) -> None:
    for text in (kind.message, kind.doc.title, kind.doc.why, kind.doc.fix):
        assert re.search(r"[\u4e00-\u9fff]", text.zh)
        assert not re.search(
            r"[\u4e00-\u9fff]", text.en.replace("周一至周五", "").replace("转", "")
        )
        assert re.search(r"[a-z]{3}", text.en)
    for text in (kind.doc.title, kind.doc.why, kind.doc.fix):
        assert text.zh.endswith("。") and text.en.endswith(".")
    names = re.findall(r"\{(\w+)", kind.message.zh)
    assert set(re.findall(r"\{(\w+)", kind.message.en)) <= set(names)


@pytest.mark.parametrize("part", ["为什么：", "怎样改：", "Why:", "Fix:", "题目。", "A title."])
def test_a_docstring_without_a_part_is_refused(part: str) -> None:
    whole = "题目。\n\n为什么：因为。\n怎样改：改。\n\nA title.\n\nWhy: it is.\nFix: mend it.\n"
    assert parse_doc(whole).fix.en == "mend it."
    line = next(line for line in whole.splitlines() if line.startswith(part))
    with pytest.raises(ValueError, match="docstring lacks"):
        parse_doc(whole.replace(line + "\n", ""))


@pytest.mark.parametrize(
    ("name", "basis", "fix", "english"),
    [
        (
            "the only nil return of a category taken out",
            "条例第七条第(十七)项",
            "在 catalogue.yml 中增加事项；确实没有的，在 agency.yml 的 nil_returns 中写明理由、日期和签发岗位。",
            "category '社会捐赠及其分配、使用' binds this agency but has neither an item nor a nil return",
        ),
        (
            "an item without limit",
            "条例第十一条第一款",
            "在事项中补写 limit（期限）或 forms（形式）。",
            "item '人防工程位置' does not state the time limit (limit)",
        ),
        (
            "an unknown form",
            "条例第十二条第一款",
            "您是不是想写 notice-board？请改为 notice-board。",
            "there is no form 'noticeboard'",
        ),
        (
            "an unknown period",
            "条例第十三条第一款",
            "请从这些值中选一个：continuous、daily、half-yearly、monthly、quarterly、weekly、yearly。",
            "there is no rhythm or period 'annually'",
        ),
        (
            "a phase where the item has none",
            "",
            "这个事项不分阶段公开，请删去这一行；确实分阶段的，在事项中写明 phases。",
            "the item has no phase 'bidding'",
        ),
        (
            "misspelt required field",
            "",
            "您是不是想写 name？请改为 name。",
            "unknown field 'nmae'",
        ),
    ],
)
def test_what_a_finding_says_besides(
    name: str, basis: str, fix: str, english: str, tmp_path: Path
) -> None:
    case = next(case for case in FAILING if case.name == name)
    (finding,) = check(tmp_path, *case.changes)
    assert (finding.basis, finding.fix.zh, finding.message.en) == (basis, fix, english)
