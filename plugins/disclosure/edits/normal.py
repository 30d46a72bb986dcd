"""One way to write dates, document numbers, phones, digits and letters; which text may have which.

In a record nothing is changed but what the canonical form of the approval hash ignores
(`model/canonical.py`): no approval is voided. What is not plainly one of these stays as it is.
"""

from __future__ import annotations

import datetime as dt
import re
import typing
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from ..model.agency import AgencyFile, GuideFile, Notice, RegisterFile
from ..model.canonical import canonical, fold_width
from ..model.item import ItemEntry, RecordHead
from ..model.site import SiteFile

Kind = Literal["date", "width", "number", "phone", "order"]
Path = tuple[str | int, ...]

_WIDE = {
    code: chr(code - 0xFEE0)
    for start, end in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for code in range(ord(start), ord(end) + 1)
}
"""Full-width digits and letters; full-width punctuation is how Chinese is written."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日 *| +|T)(\d{1,2})[:时](\d{2})(?:分|:00)?"
)
_YEAR = re.compile(r"[\[(【{〈《（［｛](\d{4})[\])】}〉》）］｝]")
_RECEIPT = re.compile(r"[\u4e00-\u9fff]{2,20}[\[(【{〈《（［｛]\d{4}[\])】}〉》）］｝]\d{1,5}号")
_PHONE = re.compile(r"\(?(0\d{2,3})\)?[-—–－ ]{0,3}(\d{7,8})(?: ?转 ?(\d{1,6}))?")
_NEVER = frozenset(("path", "hash", "former_addresses", "link"))
"""Fields that name a file, a hash or an address: another writing is another one."""


class Form(NamedTuple):
    """What a file of the catalogue holds, and what of it may be written otherwise."""

    model: type[BaseModel]
    markdown: bool = False
    listed: bool = False
    """Whether the file is a list of these."""
    words: bool = True
    """Whether texts may be, too, and not dates alone."""
    phones: bool = False
    ordered: bool = True
    """Whether its fields have an order."""


_OF_AGENCY: Mapping[str, Form] = {
    "agency.yml": Form(AgencyFile, phones=True),
    "catalogue.yml": Form(ItemEntry, listed=True),
    "guide.md": Form(GuideFile, markdown=True, phones=True),
    # Append-only, as it is written (C436): a date that is none was never read.
    "notices.yml": Form(Notice, listed=True, words=False, ordered=False),
}
_RECORD = re.compile(r"(?:records/\d{4}|services)/[^/.][^/]*\.md")
_REGISTER = re.compile(r"registers/[^/.][^/]*\.yml")


def form_of(inside: str) -> Form | None:
    """The form of a file by its path in the catalogue folder; None of files that are left alone.

    These are packs, which quote a regulation, the pages of prose, and the manifests of releases.
    """
    if inside == "site.yml":
        return Form(SiteFile, phones=True, ordered=False)
    match = re.fullmatch(r"agencies/[^/.][^/]*/(.+)", inside)
    file = match[1] if match else ""
    if _RECORD.fullmatch(file):
        return Form(RecordHead, markdown=True)
    return Form(RegisterFile, ordered=False) if _REGISTER.fullmatch(file) else _OF_AGENCY.get(file)


class Wanted(NamedTuple):
    """A text that is to be written otherwise."""

    path: Path
    value: str
    kind: Kind


def wanted(value: object, form: Form) -> Iterator[Wanted]:
    """What of a file's value is to be written otherwise."""
    for path, text, annotation in _texts(value, (), form.model, None, form.listed):
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        if not _NEVER.isdisjoint(path):
            continue
        if (date := _date_type(annotation)) is not None:
            new = _moment(text) if date is dt.datetime else _day(text)
            if new not in (None, text):
                yield Wanted(path, str(new), "date")
        elif form.words and path[0] != "review" and _is_text(annotation) and "://" not in text:
            new, kind = _words(text, name, form)
            if new != text:
                yield Wanted(path, new, kind)


def _words(text: str, name: str, form: Form) -> tuple[str, Kind]:
    plain = text.translate(_WIDE)
    if canonical(plain) != canonical(text):  # a letter would join the accent behind it
        return text, "width"
    if name == "document_number" or (name == "receipt" and _RECEIPT.fullmatch(plain)):
        number = _YEAR.sub(r"〔\1〕", plain, count=1)
        return number, "width" if number == plain else "number"
    if form.phones and name in ("phone", "fax", "hotline"):
        match = _PHONE.fullmatch(fold_width(plain).strip())
        if match:
            number = f"{match[1]}-{match[2]}" + (f"转{match[3]}" if match[3] else "")
            return number, "width" if number == plain else "phone"
    return plain, "width"


def _day(text: str) -> str | None:
    """`2026年8月1日` -> `2026-08-01`, just as the approval hash sees it; None where it is no day."""
    new = str(canonical(text))
    return new if _ISO.fullmatch(new) and _is_day(new) else None


def _moment(text: str) -> str | None:
    """`2026/8/1 9:00` -> `2026-08-01 09:00`; None where it is no moment."""
    match = _MOMENT.fullmatch(fold_width(text).strip())
    if match is None:
        return None
    year, month, day, hour, minute = map(int, match.groups())
    new = f"{year:04}-{month:02}-{day:02}"
    return f"{new} {hour:02}:{minute:02}" if _is_day(new) and hour < 24 and minute < 60 else None


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _texts(
    value: object, path: Path, model: type[BaseModel] | None, annotation: Any, listed: bool
) -> Iterator[tuple[Path, str, Any]]:
    """Every text of a value whose field is known, with its path and the type of the field."""
    if listed:
        for number, part in enumerate(value if isinstance(value, list) else ()):
            yield from _texts(part, (number,), model, None, False)
        return
    if isinstance(value, str):
        yield path, value, annotation
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _texts(part, (*path, number), model, annotation, False)
    elif isinstance(value, dict) and _is_mapping(annotation):  # names of their own
        for key, part in value.items():
            yield from _texts(part, (*path, key), None, typing.get_args(annotation)[1], False)
    elif isinstance(value, dict):
        known = fields_of([model] if model else _models_in(annotation))
        for key, part in value.items():
            if key in known:
                yield from _texts(part, (*path, key), None, known[key], False)


def fields_of(models: list[type[BaseModel]]) -> dict[str, Any]:
    """The types of fields by the names that they have in files, in their order."""
    return {
        info.alias or name: info.annotation
        for model in models
        for name, info in model.model_fields.items()
    }


def _is_mapping(annotation: Any) -> bool:
    return typing.get_origin(annotation) is dict


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for each in typing.get_args(annotation) for found in _models_in(each)]


def _date_type(annotation: Any) -> type[dt.date] | None:
    """`datetime` or `date` where a field is one, or holds them."""
    if annotation in (dt.datetime, dt.date):
        return typing.cast("type[dt.date]", annotation)
    found = (_date_type(each) for each in typing.get_args(annotation))
    return next((each for each in found if each is not None), None)


def _is_text(annotation: Any) -> bool:
    return annotation is str or any(map(_is_text, typing.get_args(annotation)))
