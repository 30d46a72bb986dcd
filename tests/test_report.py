"""Findings as text, as JSON and as GitHub annotations: exactly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cases import FACTS, ITEMS, PLAN, nil_return
from disclosure import checks, report
from disclosure.diagnostics import Diagnostic, Doc, Kind, Severity, Span, Text
from disclosure.load import Loaded
from disclosure.report import Summary
from small_city import check, drop, edit, put, read

DOC = Doc(Text("题目。", "Title."), Text("因为。", "Because."), Text("请改。", "Mend it."))
ERROR = Kind("C999", Text("“{name}”不对", "'{name}' is wrong"), DOC)
WARNING = Kind("C998", Text("不好", "not good"), DOC, Severity.WARNING)
FINDINGS = [
    ERROR.at(Span("目录/a.yml", 3, 7), basis="条例第七条", name="甲"),
    WARNING.at(Span("目录/b.yml", 10, 1)),
]
SUMMARY = Summary(errors=1, warnings=1, agencies=2, items=4, records=5)


def test_text_in_chinese() -> None:
    assert report.as_text(FINDINGS, SUMMARY, "zh") == (
        "目录/a.yml:3:7 错误 C999：“甲”不对。\n"
        "    依据：条例第七条。\n"
        "    请改。\n"
        "目录/b.yml:10:1 警告 C998：不好。\n"
        "    请改。\n"
        "检查了 2 个机关、4 个事项、5 条信息：1 个错误，1 个警告。"
    )


def test_text_in_english() -> None:
    assert report.as_text(FINDINGS, SUMMARY, "en") == (
        "目录/a.yml:3:7 error C999: '甲' is wrong.\n"
        "    Basis: 条例第七条.\n"
        "    Mend it.\n"
        "目录/b.yml:10:1 warning C998: not good.\n"
        "    Mend it.\n"
        "Checked 2 agencies, 4 items, 5 records: 1 errors, 1 warnings."
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("甲\n目录/b.yml:1:1 错误 C101：乙", "甲↵目录/b.yml:1:1 错误 C101：乙"),
        ("甲\x1b[2K\x1b[1A乙", "甲<U+001B>[2K<U+001B>[1A乙"),
        ("甲\r乙\x9b31m\u2028丙", "甲<U+000D>乙<U+009B>31m<U+2028>丙"),
        ("\u202e甲\u2066", "<U+202E>甲<U+2066>"),
        (
            "甲\u3000乙\xa0丙\U0001f468\u200d\U0001f469",
            "甲\u3000乙\xa0丙\U0001f468\u200d\U0001f469",
        ),
    ],
)
def test_a_value_cannot_imitate_or_hide_a_finding(value: str, shown: str) -> None:
    """A value stands on the line of its own finding, wherever it is quoted."""
    found = ERROR.at(Span(f"目录/{value}.yml"), name=value, fix=Text(value, value))
    lines = report.as_text([found], SUMMARY, "zh").split("\n")
    assert lines[:2] == [f"目录/{shown}.yml:1:1 错误 C999：“{shown}”不对。", f"    {shown}"]
    assert len(lines) == 3


def test_a_message_quotes_the_beginning_of_a_long_value() -> None:
    found = ERROR.at(Span("a.yml"), name="字" * 300)
    assert found.message.zh == f"“{'字' * 300}”不对"
    found = ERROR.at(Span("a.yml"), name="字" * 301)
    assert found.message.zh == f"“{'字' * 300}…”不对"
    # A personal value at the cut would be no number any more that the scan knows.
    found = ERROR.at(Span("a.yml"), name=f"{'字' * 289}，13900001234，{'字' * 9}")
    assert found.message.zh == f"“{'字' * 289}，139****123…”不对"


def test_text_without_findings() -> None:
    clean = Summary(errors=0, warnings=0, agencies=2, items=4, records=5)
    assert report.as_text([], clean, "zh") == (
        "检查了 2 个机关、4 个事项、5 条信息：0 个错误，0 个警告。"
    )


@pytest.mark.parametrize(
    ("lang", "message", "fix"), [("zh", "“甲”不对", "请改。"), ("en", "'甲' is wrong", "Mend it.")]
)
def test_json_has_the_keys_of_the_contract_in_their_order(
    lang: str, message: str, fix: str
) -> None:
    text = report.as_json(FINDINGS[:1], SUMMARY, lang)
    value = json.loads(text)
    assert list(value) == ["summary", "diagnostics"]
    assert list(value["summary"].items()) == [
        ("errors", 1),
        ("warnings", 1),
        ("agencies", 2),
        ("items", 4),
        ("records", 5),
    ]
    assert [list(finding.items()) for finding in value["diagnostics"]] == [
        [
            ("code", "C999"),
            ("severity", "error"),
            ("file", "目录/a.yml"),
            ("line", 3),
            ("column", 7),
            ("message", message),
            ("basis", "条例第七条"),
            ("fix", fix),
        ]
    ]
    assert "目录" in text


def test_json_without_findings() -> None:
    clean = Summary(errors=0, warnings=0, agencies=0, items=0, records=0)
    assert json.loads(report.as_json([], clean, "zh"))["diagnostics"] == []


def test_github() -> None:
    assert report.as_github(FINDINGS, SUMMARY, "zh") == (
        "::error file=目录/a.yml,line=3,col=7,title=C999::“甲”不对。依据：条例第七条。请改。\n"
        "::warning file=目录/b.yml,line=10,col=1,title=C998::不好。请改。"
    )
    assert report.as_github(FINDINGS[1:], SUMMARY, "en") == (
        "::warning file=目录/b.yml,line=10,col=1,title=C998::not good. Mend it."
    )
    assert report.as_github([], SUMMARY, "zh") == ""


def test_github_escapes_what_would_end_a_property_or_the_line() -> None:
    span, message = Span("a,b:c%d\n.yml", 1, 2), Text("", "100%\r\n::error::x, y")
    finding = Diagnostic(span, "C999", Severity.ERROR, message, Text("", "Mend it."))
    assert report.as_github([finding], SUMMARY, "en") == (
        "::error file=a%2Cb%3Ac%25d↵.yml,line=1,col=2,title=C999::"
        "100%25%0D%0A::error::x, y. Mend it."
    )


def test_findings_are_sorted_by_place(tmp_path: Path) -> None:
    found = check(
        tmp_path,
        edit(PLAN, "kind: document", "kind: documents"),
        edit(FACTS, nil_return("donations"), nil_return("donation")),
        edit(ITEMS, "period: yearly", "period: x"),
        edit(ITEMS, "rhythm: routine", "rhythm: y"),
    )
    places = [(f.span.file.rpartition("/")[2], f.span.line) for f in found]
    assert places == [
        ("agency.yml", 47),
        ("catalogue.yml", 9),
        ("catalogue.yml", 10),
        ("plan-2026.md", 3),
    ]


def counts(loaded: Loaded) -> dict[str, tuple[int, int]]:
    return {name: outline.counts for name, outline in loaded.catalogue.outlines.items()}


def test_summary_counts_what_was_lost_too(tmp_path: Path) -> None:
    loaded = read(tmp_path, put(PLAN, b"\xff"), edit(ITEMS, "name: 用印办理", "name: [a]"))
    findings = checks.run(loaded.catalogue, loaded.diagnostics)
    assert report.summarise(counts(loaded), findings) == Summary(2, 0, 2, 4, 4)
    assert report.summarise(counts(loaded), findings, "city-office") == Summary(2, 0, 1, 3, 3)
    assert report.summarise(counts(loaded), [], "water-bureau") == Summary(0, 0, 1, 1, 1)


def test_summary_tells_errors_from_warnings(tmp_path: Path) -> None:
    loaded = read(
        tmp_path, edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-12-01"), drop("pages/")
    )
    findings: list[Diagnostic] = checks.run(loaded.catalogue, loaded.diagnostics)
    assert report.summarise(counts(loaded), findings) == Summary(0, 1, 2, 4, 4)


def test_explain() -> None:
    assert report.explain(ERROR, "zh") == "C999 [错误] 题目。\n  为什么: 因为。\n  怎样改: 请改。"
    assert report.explain(WARNING, "en", basis="条例第七条") == (
        "C998 [warning] Title.\n  Basis: 条例第七条\n  Why: Because.\n  Fix: Mend it."
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", checks.KINDS, ids=lambda kind: kind.code)
def test_every_kind_can_be_explained(kind: Kind, lang: str) -> None:
    text = report.explain(kind, lang)
    assert text.startswith(f"{kind.code} [")
    assert text.count("\n") == 2
