"""Findings -> text. Every format is a function that returns a string; nothing is printed here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .diagnostics import Diagnostic, Kind, Severity


@dataclass(frozen=True)
class Summary:
    """What was checked and how it came out."""

    errors: int
    warnings: int
    agencies: int
    items: int
    records: int
    """Records and services."""


def summarise(
    counts: Mapping[str, tuple[int, int]],
    findings: Sequence[Diagnostic],
    agency: str | None = None,
) -> Summary:
    """Sum up, for the whole catalogue or for one agency.

    `counts` has for each agency how many items and records it has.
    """
    shown = [each for name, each in counts.items() if agency in (None, name)]
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return Summary(
        errors=errors,
        warnings=len(findings) - errors,
        agencies=len(shown),
        items=sum(items for items, _ in shown),
        records=sum(records for _, records in shown),
    )


def as_text(findings: Sequence[Diagnostic], summary: Summary, lang: str) -> str:
    """One paragraph a finding: place, severity and code, what is wrong; then why and the fix."""
    chinese = lang != "en"
    lines = []
    for finding in findings:
        word = _SEVERITY[finding.severity][0 if chinese else 1]
        if chinese:
            lines.append(f"{finding.span} {word} {finding.code}：{finding.message.zh}。")
            lines.append(f"    依据：{finding.basis}。" if finding.basis else "")
            lines.append(f"    {finding.fix.zh}")
        else:
            lines.append(f"{finding.span} {word} {finding.code}: {finding.message.en}.")
            lines.append(f"    Basis: {finding.basis}." if finding.basis else "")
            lines.append(f"    {finding.fix.en}")
    lines = [line for line in lines if line]
    s = summary
    if chinese:
        lines.append(
            f"检查了 {s.agencies} 个机关、{s.items} 个事项、{s.records} 条信息："
            f"{s.errors} 个错误，{s.warnings} 个警告。"
        )
    else:
        lines.append(
            f"Checked {s.agencies} agencies, {s.items} items, {s.records} records: "
            f"{s.errors} errors, {s.warnings} warnings."
        )
    return "\n".join(lines)


_SEVERITY = {Severity.ERROR: ("错误", "error"), Severity.WARNING: ("警告", "warning")}


def as_json(findings: Sequence[Diagnostic], summary: Summary, lang: str) -> str:
    """The JSON of the command line contract (design section 5)."""
    return json.dumps(
        {
            "summary": {
                "errors": summary.errors,
                "warnings": summary.warnings,
                "agencies": summary.agencies,
                "items": summary.items,
                "records": summary.records,
            },
            "diagnostics": [
                {
                    "code": finding.code,
                    "severity": finding.severity.value,
                    "file": finding.span.shown,
                    "line": finding.span.line,
                    "column": finding.span.column,
                    "message": finding.message.lang(lang),
                    "basis": finding.basis,
                    "fix": finding.fix.lang(lang),
                }
                for finding in findings
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def as_github(findings: Sequence[Diagnostic], summary: Summary, lang: str) -> str:
    """Workflow commands, one a finding, which GitHub shows beside the changed lines."""
    del summary
    return "\n".join(_annotation(finding, lang) for finding in findings)


def _annotation(finding: Diagnostic, lang: str) -> str:
    span = finding.span
    basis = ("Basis: " if lang == "en" else "依据：") + finding.basis if finding.basis else ""
    words = [finding.message.lang(lang), basis, finding.fix.lang(lang)]
    stop = ". " if lang == "en" else "。"
    text = stop.join(word.rstrip("。.") for word in words if word) + stop.strip()
    properties = (
        f"file={_escape(span.shown)},line={span.line},col={span.column},title={finding.code}"
    )
    return f"::{finding.severity.value} {properties}::{_escape(text, inside=False)}"


def _escape(text: str, *, inside: bool = True) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if inside else text


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic], Summary, str], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
"""The formats of `check --format`."""


def explain(kind: Kind, lang: str, basis: str = "") -> str:
    """The documentation of one kind of finding."""
    doc = kind.doc
    if lang == "en":
        why, fix, ground = "Why", "Fix", "Basis"
    else:
        why, fix, ground = "为什么", "怎样改", "依据"
    word = _SEVERITY[kind.severity][lang == "en"]
    lines = [f"{kind.code} [{word}] {doc.title.lang(lang)}"]
    lines += [f"  {ground}: {basis}"] if basis else []
    lines += [f"  {why}: {doc.why.lang(lang)}", f"  {fix}: {doc.fix.lang(lang)}"]
    return "\n".join(lines)
