"""Values -> models, with every error placed and as much kept as can be.

One wrong field gives one finding; the rest of the thing is still built, so that later checks see
it. What was left out is remembered as *flawed*, so that nothing complains of it twice.
"""

from __future__ import annotations

import copy
import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .. import faults
from ..diagnostics import Diagnostic, Text, closest, did_you_mean
from ..model.catalogue import Path, Place
from ..source import Document

M = TypeVar("M", bound=BaseModel)

_WANTED = {
    "string_type": Text("文字（数字或日期请加引号）", "a text (quote numbers)"),
    "int_type": Text("整数", "a whole number"),
    "int_parsing": Text("整数", "a whole number"),
    "int_from_float": Text("整数", "a whole number"),
    "bool_type": Text(" true 或 false", "true or false"),
    "bool_parsing": Text(" true 或 false", "true or false"),
    "tuple_type": Text("列表（每行以“- ”开头，或写成 [甲, 乙]）", "a list ('- ' or [a, b])"),
    "dict_type": Text("“名称: 值”的形式", "a mapping (key: value)"),
    "model_type": Text("“名称: 值”的形式", "a mapping (key: value)"),
}
_LIMIT = {
    "word": Text(
        "“{value}”不是 real-time（实时）、prompt（及时）、standing（长期）之一",
        "'{value}' is none of real-time, prompt, standing",
    ),
    "kind": Text("应为一个词或“名称: 值”的形式", "it should be a word or a mapping"),
    "amount": Text("days、hours、months 须写且只写一个", "write one of days, hours, months"),
    "unit": Text(
        "写 days 时须写 unit：working（工作日）或 calendar（自然日）",
        "days needs a unit: working or calendar",
    ),
    "event": Text("after、before 须写且只写一个", "write one of after, before"),
    "months": Text(
        "按月计算的时限不写 unit: working", "months have no working days: leave out unit: working"
    ),
    "month": Text(
        "一个月没有第{value}日，写 each: month 时 by_day 不大于 31",
        "no month has a day {value}: with each: month by_day is at most 31",
    ),
    "quarter": Text(
        "不是每个季度都有第{value}日，写 each: quarter 时 by_day 不大于 90",
        "not every quarter has a day {value}: with each: quarter by_day is at most 90",
    ),
}


def build(
    model: type[M], document: Document, base: Path = ()
) -> tuple[M | None, Place, list[Diagnostic]]:
    """Build a model of the value at `base`; None when nothing usable is left."""
    value = _get(document.value, base)
    if not (document.flawed or document.doubted):
        try:
            sound = model.model_validate(value)
        except ValidationError:
            pass  # and now step by step
        else:
            return sound, Place(document.file, document.values, document.keys, base), []
    flawed = {path[len(base) :] for path in document.flawed if path[: len(base)] == base}
    kept: dict[Path, list[int]] = {}
    findings: list[Diagnostic] = []
    if () in flawed:
        return None, Place(document.file, document.values, document.keys, base), []
    if flawed:
        value = copy.deepcopy(value)
        for path in sorted(flawed, key=_descending, reverse=True):
            _drop(value, path, kept)
    indexes = {path: tuple(stayed) for path, stayed in kept.items()}
    place = Place(document.file, document.values, document.keys, base, frozenset(), indexes)
    flawed |= {path[len(base) :] for path in document.doubted if path[: len(base)] == base}
    found: M | None = None
    for attempt in range(12):
        try:
            found = model.model_validate(value)
            break
        except ValidationError as error:
            problems = _problems(error, value)
        if attempt == 0:
            value = copy.deepcopy(value)
            findings = list(_findings(model, problems, value, place, flawed))
        flawed |= {_original(path, kept) for path in problems}
        targets = [p[:-1] if problem["type"] == "missing" else p for p, problem in problems.items()]
        if () in targets:
            break
        for path in sorted(set(targets), key=_descending, reverse=True):
            flawed.add(_original(path, kept))
            _drop(value, path, kept)
    place = Place(
        document.file,
        document.values,
        document.keys,
        base,
        frozenset(flawed),
        {path: tuple(indexes) for path, indexes in kept.items()},
    )
    return found, place, findings


def _problems(error: ValidationError, value: object) -> dict[Path, dict[str, Any]]:
    """The errors by the path they concern; union branches and doubles folded away."""
    problems: dict[Path, dict[str, Any]] = {}
    for problem in error.errors(include_url=False):
        path: Path = ()
        here: Any = value
        for part in problem["loc"]:
            inside = (isinstance(here, dict) and part in here) or (
                isinstance(here, list) and isinstance(part, int) and part < len(here)
            )
            if not inside:
                if problem["type"] == "missing":
                    path = (*path, part)
                break
            path, here = (*path, part), here[part]
        problems.setdefault(path, dict(problem))
    return problems


def _findings(
    model: type[BaseModel],
    problems: dict[Path, dict[str, Any]],
    value: object,
    place: Place,
    flawed: set[Path],
) -> Iterator[Diagnostic]:
    meant: set[Path] = set(flawed)
    for path, problem in problems.items():
        if problem["type"] == "extra_forbidden":
            near = closest(str(path[-1]), _at(model, path[:-1])[0])
            if near:
                meant.add((*path[:-1], near))
    flawed |= meant
    for path, problem in problems.items():
        if problem["type"] == "missing" and path in meant:
            continue
        yield _finding(model, path, problem, value, place)


def _finding(
    model: type[BaseModel], path: Path, problem: dict[str, Any], value: object, place: Place
) -> Diagnostic:
    kind, here = problem["type"], _get(value, path)
    field = _name(_original(path, place.kept))
    title = _title(model, path)
    shown = str(here)[:40]
    context = problem.get("ctx", {})
    span = place.at(*path)
    if kind == "missing":
        parent = place.at(*path[:-1])
        named = Text(f"（{title}）" if title else "", "")
        return faults.MISSING.at(parent, field=field, title=named)
    if kind == "extra_forbidden":
        advice = did_you_mean(field.en, _at(model, path[:-1])[0])
        return faults.UNKNOWN_FIELD.at(place.key(*path), fix=advice, field=field)
    if here is None or kind == "string_too_short" or (kind == "too_short" and not here):
        return faults.EMPTY.at(span, field=field)
    if kind == "impossible_date":
        return faults.IMPOSSIBLE_DATE.at(span, field=field, value=shown)
    if kind == "far_date":
        wanted = Text("在 1900 年至 2199 年之间", "in the years 1900 to 2199")
        return faults.RANGE.at(span, field=field, value=shown, wanted=wanted)
    if kind == "shape":
        return faults.SHAPE.at(span, field=field, value=shown, wanted=context["wanted"])
    if kind == "string_pattern_mismatch":
        return faults.SHAPE.at(span, field=field, value=shown, wanted=_example(model, path))
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context.get("expected", ""))
        advice = did_you_mean(shown, choices)
        listed = Text("、".join(choices), ", ".join(choices))
        return faults.CHOICE.at(span, fix=advice, field=field, value=shown, choices=listed)
    if kind == "limit":
        said = _LIMIT[context["problem"]].format(value=str(context.get("value", ""))[:40])
        return faults.LIMIT.at(span, problem=said)
    if bounds := _bounds(kind, context):
        return faults.RANGE.at(span, field=field, value=shown, wanted=bounds)
    wanted = _WANTED.get(kind, Text("另一种写法", "written otherwise"))
    return faults.TYPE.at(span, field=field, wanted=wanted)


def _bounds(kind: str, context: dict[str, Any]) -> Text | None:
    words = {
        "greater_than_equal": ("不小于", "at least", "ge"),
        "less_than_equal": ("不大于", "at most", "le"),
        "string_too_long": ("不超过（字）", "at most (characters)", "max_length"),
        "too_short": ("不少于（项）", "at least (entries)", "min_length"),
    }
    if kind not in words:
        return None
    zh, en, name = words[kind]
    return Text(f"{zh} {context[name]}", f"{en} {context[name]}")


def _descending(path: Path) -> tuple[tuple[str, int], ...]:
    return tuple(("", part) if isinstance(part, int) else (part, 0) for part in path)


def _get(value: Any, path: Path) -> Any:
    for part in path:
        listed = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if not listed and not (isinstance(value, dict) and part in value):
            return None
        value = value[part]
    return value


def _drop(value: object, path: Path, kept: dict[Path, list[int]]) -> None:
    holder = _get(value, path[:-1])
    part = path[-1]
    if isinstance(holder, dict):
        holder.pop(part, None)
    elif isinstance(holder, list) and isinstance(part, int) and part < len(holder):
        indexes = kept.setdefault(_original(path[:-1], kept), list(range(len(holder))))
        del holder[part]
        del indexes[part]


def _original(path: Path, kept: Mapping[Path, Sequence[int]]) -> Path:
    full: Path = ()
    for part in path:
        indexes = kept.get(full)
        inside = indexes and isinstance(part, int) and part < len(indexes)
        full = (*full, indexes[part] if inside else part)  # type: ignore[index]
    return full


def _at(model: type[BaseModel], path: Path) -> tuple[dict[str, Any], Any]:
    """The fields that may stand at `path`, and the field info of its last named part.

    Where a value has one of several forms (a limit), the fields of all of them.
    """
    fields, info = _fields_of([model]), None
    for part in path:
        if part in fields:
            info = fields[str(part)]
            fields = _fields_of(_models_in(info.annotation)) or fields
    return fields, info


def _fields_of(models: list[type[BaseModel]]) -> dict[str, Any]:
    named = (item for model in models for item in model.model_fields.items())
    return {field.alias or name: field for name, field in named}


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for arg in typing.get_args(annotation) for found in _models_in(arg)]


def _name(path: Path) -> Text:
    """How a message names a value: its field, or its place in the list."""
    if not path:
        return Text("这一项", "this entry")
    if isinstance(path[-1], int) and len(path) > 1:
        number = path[-1] + 1
        return Text(f"{path[-2]} 的第 {number} 项", f"{path[-2]}, entry {number}")
    return Text(str(path[-1]), str(path[-1]))


def _title(model: type[BaseModel], path: Path) -> str:
    _, info = _at(model, path)
    return (info.title or "") if info else ""


def _example(model: type[BaseModel], path: Path) -> str:
    _, info = _at(model, path)
    return str(info.examples[0]) if info is not None and info.examples else "…"


def top_level(document: Document, kind: type, wanted: Text) -> Diagnostic | None:
    """The finding for a file whose outermost value is not of `kind`."""
    if isinstance(document.value, kind):
        return None
    return faults.TOP_LEVEL.at(Place(document.file, document.values).at(), wanted=wanted)
