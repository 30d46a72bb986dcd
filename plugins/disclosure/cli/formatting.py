"""`fmt`: one way to write dates, document numbers, phones, digits and fields, and nothing else."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..diagnostics import Text
from ..edits.normal import Form, form_of
from ..edits.tidy import Change, Tidied, Untidy, tidied
from ..fingerprint import is_clutter
from ..load.shape import build
from ..model.agency import AgencyFile
from ..model.canonical import approval_hash
from ..model.filed import catalogue_hash
from ..model.item import ItemEntry, RecordHead
from ..source import Document, read_markdown, read_yaml
from .common import Stop, day_of, say
from .rewriting import Target, bytes_of, rewrite, target_of

_KINDS = {
    "date": Text("日期", "a date"),
    "width": Text("全角数字或字母", "full-width digits or letters"),
    "number": Text("文号的括号", "brackets of a document number"),
    "phone": Text("电话号码", "a phone number"),
    "order": Text("字段次序", "order of fields"),
}


class _Reading(NamedTuple):
    """What the loader makes of a file: all that must be the same afterwards."""

    findings: Counter[str]
    approval: str
    filed: str
    """Of an agency's facts and of its items the hash of the catalogue; nothing where it has none."""
    body: str


def fmt(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status."""
    day_of(options)
    root = options.catalogue.resolve()
    targets = [target_of(file, options.catalogue) for file in options.file]
    for target in targets:
        if form_of(target.inside) is None:
            raise Stop(
                f"{target.name} 不在整理范围内：只整理 site.yml 和各机关的 YAML、Markdown 文件",
                f"{target.name} is not for fmt, which takes site.yml and the YAML and Markdown of "
                "agencies",
            )
    seen = changed = places = left = 0
    for target in targets or _all(root):
        form = form_of(target.inside)
        if form is None:
            continue
        seen += 1
        data = bytes_of(target)
        try:
            made = _tidied(target, data, form)
        except Untidy:
            left += 1
            say(_left(target).lang(options.lang))
            continue
        if made.data == data:
            continue
        if not options.check:
            rewrite(target, data, made.data)
        changed, places = changed + 1, places + len(made.changes)
        for change in made.changes:
            print(_said(target, change, check=options.check).lang(options.lang))
    print(_summary(seen, changed, places, check=options.check).lang(options.lang))
    return 1 if left or (options.check and changed) else 0


def _all(root: Path) -> Iterator[Target]:
    """Every file of the catalogue that has a form, links and hidden ones left out."""
    yield from _targets(root, "", ("site.yml",))
    for folder, inner, names in os.walk(root / "agencies"):
        inner[:] = sorted(name for name in inner if not is_clutter(name))
        inside = Path(folder).relative_to(root).as_posix()
        yield from _targets(root, f"{inside}/", sorted(names))


def _targets(root: Path, inside: str, names: Iterable[str]) -> Iterator[Target]:
    for name in names:
        path = root / inside / name
        if form_of(inside + name) and path.is_file() and not path.is_symlink():
            yield Target(path, f"{root.name}/{inside}{name}", inside + name)


def _tidied(target: Target, data: bytes, form: Form) -> Tidied:
    """The file in its one form. Raises Untidy where it would not be read as it is now."""
    made = tidied(data, target.name, form)
    if made.data == data:
        return made
    old, new = (_reading(target, each, form) for each in (data, made.data))
    if new.findings - old.findings or new.approval != old.approval or new.body != old.body:
        raise Untidy("it would not be read as it is now")
    if old.filed and new.filed != old.filed:
        raise Untidy("what was filed would be another catalogue")
    if tidied(made.data, target.name, form).data != made.data:
        raise Untidy("it would not stay as it is")
    return made


def _reading(target: Target, data: bytes, form: Form) -> _Reading:
    document, found = (read_markdown if form.markdown else read_yaml)(data, target.name)
    if document is None:
        raise Untidy("it cannot be read")
    value = document.value
    bases = [(n,) for n in range(len(value))] if isinstance(value, list) else [()]
    findings = [*found, *(f for base in bases for f in build(form.model, document, base)[2])]
    approval = ""
    if form.model is RecordHead and isinstance(value, dict):
        approval = approval_hash(value, document.body, {})  # the files are the same, by their paths
    return _Reading(
        Counter(f"{finding.code} {finding.message.zh}" for finding in findings),
        approval,
        _filed(target, document, form) if not findings else "",
        document.body,
    )


def _filed(target: Target, document: Document, form: Form) -> str:
    """The hash of the catalogue that a file is part of, with its other part as it lies there."""
    name = {AgencyFile: "catalogue.yml", ItemEntry: "agency.yml"}.get(form.model)
    if name is None:
        return ""
    beside = target.path.with_name(name)
    if beside.is_symlink() or not beside.is_file():
        return ""
    other = read_yaml(beside.read_bytes(), name)[0]
    facts, lines = (document, other) if form.model is AgencyFile else (other, document)
    if facts is None or lines is None or not isinstance(lines.value, list):
        return ""
    file = build(AgencyFile, facts)[0]
    entries = [build(ItemEntry, lines, (n,))[0] for n in range(len(lines.value))]
    return catalogue_hash(file, [entry for entry in entries if entry]) if file else ""


def _left(target: Target) -> Text:
    return Text(
        f"{target.name} 没有整理：它有读取错误，或者整理后会改变它的含义；先用 check 查看",
        f"{target.name} was left alone: it cannot be read whole, or would not mean the same; see check",
    )


def _said(target: Target, change: Change, *, check: bool) -> Text:
    """Where what is, or would be, written otherwise; never the value, which may be personal."""
    kind, at = _KINDS[change.kind], f"{target.name}:{change.line}:{change.column}"
    if check:
        return Text(f"{at} 应整理：{kind.zh}", f"{at} to be written otherwise: {kind.en}")
    return Text(f"{at} 已整理：{kind.zh}", f"{at} written otherwise: {kind.en}")


def _summary(seen: int, changed: int, places: int, *, check: bool) -> Text:
    if check:
        return Text(
            f"查看了 {seen} 个文件：{changed} 个应整理，共 {places} 处。",
            f"Looked at {seen} files: {changed} would change, in {places} places.",
        )
    return Text(
        f"查看了 {seen} 个文件：整理了 {changed} 个，共 {places} 处。",
        f"Looked at {seen} files: {changed} changed, in {places} places.",
    )
