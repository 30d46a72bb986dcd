"""C3xx: names, addresses and numbers that are given once and never again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from ..diagnostics import Span, Text
from ..model.catalogue import Agency, Catalogue
from ..model.common import ID_PATTERN
from .rule import Found, found, rule

RESERVED_TOP = frozenset(
    "about assets by data due en feeds files kiosk law lists pagefind releases search signage zh".split()
)
"""Names at the top of the site that generated pages need, now or later."""
RESERVED_ANYWHERE = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{i}" for name in ("com", "lpt") for i in range(1, 10))]
)
"""Names that Windows refuses as file names."""
RESERVED_IN_AGENCY = frozenset(["index"])
"""The only generated page that lies beside an agency's items and records."""
_ID = Text("代号", "id")


Where = Callable[[], Span]
"""Finds a place when asked: for one inside an entry of a list its whole file is read again."""


def _things(agency: Agency) -> Iterator[tuple[str, Where, str]]:
    """Id, place and file of every item, record and service."""
    for item in agency.items:
        yield item.id, partial(item.place.at, "id"), item.place.file
    for record in agency.records:
        yield record.id, partial(Span, record.place.file), record.place.file


def _noticed(agency: Agency) -> Iterator[tuple[str, Span]]:
    """Id and place of what notices speak of: a page stands at its address, too."""
    for entry in agency.notices:
        if entry.place.sound("of"):
            yield entry.notice.of, entry.place.at("of")


@rule(
    "C301",
    zh="“{id}”不能用作网址，应由小写字母、数字和连字符组成，2 至 60 个字符",
    en="'{id}' cannot be an address: use 2 to 60 lower-case letters, digits and hyphens",
    needs_pack=False,
)
def id_is_well_formed(catalogue: Catalogue) -> Iterator[Found]:
    """代号由小写字母、数字和连字符组成。

    为什么：代号就是网址的一部分，中文、空格和大写字母在有的系统上会打不开。
    怎样改：事项改 id；信息和办事指南改文件名；机关改文件夹名；说明改 of（只写代号，不写机关）。
    例如 final-accounts-2025。

    Ids consist of lower-case letters, digits and hyphens.

    Why: an id is part of an address; other characters fail on some systems.
    Fix: change the item's id, the record's file name, the agency's folder name, or the `of` of a notice
    (an id alone, without its agency).
    """
    for agency in catalogue.agencies.values():
        if not re.fullmatch(ID_PATTERN, agency.id):
            yield found(Span(agency.place.file), id=agency.id)
        for thing, where, _ in _things(agency):
            if not re.fullmatch(ID_PATTERN, thing):
                yield found(where(), id=thing)
        for thing, span in _noticed(agency):
            if not re.fullmatch(ID_PATTERN, thing):
                yield found(span, id=thing)
        for index, department in enumerate(agency.file.departments if agency.file else ()):
            if not re.fullmatch(ID_PATTERN, department.id):
                yield found(agency.place.at("departments", index, "id"), id=department.id)
        for item in agency.items:
            for index, phase in enumerate(item.entry.phases):
                if not re.fullmatch(ID_PATTERN, phase.id):
                    yield found(item.place.at("phases", index, "id"), id=phase.id)


@rule(
    "C302",
    zh="“{id}”是保留的名称，不能使用",
    en="'{id}' is a reserved name",
    needs_pack=False,
)
def id_is_not_reserved(catalogue: Catalogue) -> Iterator[Found]:
    """代号不占用保留的名称。

    为什么：这些名称留给网站自己的页面，或者在 Windows 上不能作文件名。
    怎样改：换一个代号，例如在后面加上年份或科室。

    Ids are not reserved names.

    Why: the site's own pages need them, or Windows refuses them as file names.
    Fix: choose another id, for example with a year.
    """
    for agency in catalogue.agencies.values():
        if agency.id in RESERVED_TOP | RESERVED_ANYWHERE:
            yield found(Span(agency.place.file), id=agency.id)
        for thing, where, _ in _things(agency):
            if thing in RESERVED_ANYWHERE | RESERVED_IN_AGENCY:
                yield found(where(), id=thing)
        for thing, span in _noticed(agency):
            if thing in RESERVED_ANYWHERE | RESERVED_IN_AGENCY:
                yield found(span, id=thing)


@rule(
    "C303",
    zh="{what}“{id}”重复，{first} 已经使用",
    en="the {what} '{id}' is used twice, first at {first}",
    needs_pack=False,
)
def id_is_unique(catalogue: Catalogue) -> Iterator[Found]:
    """同一机关的事项、信息和办事指南，代号各不相同；科室、一个事项的各阶段、台账中同一类的编号也是。

    为什么：代号相同，网址就相同，后一个会盖掉前一个；科室、阶段、台账的编号相同，就分不清指的是哪一个。
    怎样改：给后写的一个换一个代号或者编号；历年的信息可在代号里加年份。

    Ids are unique among an agency's items, records and services, over all years; among its departments;
    among the phases of an item; and among the requests, complaints and objections of a register.

    Why: equal ids are equal addresses, and one page would replace the other; of two departments, phases
    or entries nobody could tell which is meant.
    Fix: give the later one another id, for example with its year.
    """
    for agency in catalogue.agencies.values():
        yield from _twice((thing, where) for thing, where, _ in _things(agency))
        departments = agency.file.departments if agency.file else ()
        yield from _twice(
            (each.id, partial(agency.place.at, "departments", index, "id"))
            for index, each in enumerate(departments)
        )
        for item in agency.items:
            yield from _twice(
                (phase.id, partial(item.place.at, "phases", index, "id"))
                for index, phase in enumerate(item.entry.phases)
            )
        for register in agency.registers:
            for kind in ("requests", "complaints", "objections"):
                entries = getattr(register.file, kind)
                yield from _twice(
                    (
                        (each.id, partial(register.place.at, kind, index, "id"))
                        for index, each in enumerate(entries)
                    ),
                    Text("编号", "number"),
                )


def _twice(ids: Iterable[tuple[str, Where]], what: Text = _ID) -> Iterator[Found]:
    """Ids that an earlier one in the same list has already."""
    first: dict[str, Where] = {}
    for name, where in ids:
        if name in first:
            before = first[name]()
            yield found(where(), what=what, id=name, first=f"{before.file}:{before.line}")
        first.setdefault(name, where)


@rule(
    "C304",
    zh="代号“{id}”在 notices.yml 中已经{kind}，不能再给别的事项或信息使用",
    en="notices.yml says that '{id}' was {kind}; the id can never go to another thing",
    needs_pack=False,
)
def id_is_not_used_again(catalogue: Catalogue) -> Iterator[Found]:
    """已经更名、撤销、终止或替代的代号不再使用。

    为什么：旧网址应当一直说明原来的内容去了哪里，不能换成别的内容。
    怎样改：给新的事项或信息换一个代号。

    An id that was renamed, revoked, terminated or superseded is never used again.

    Why: the old address must go on telling what became of the old thing.
    Fix: give the new thing another id.
    """
    words = {
        "renamed": Text("更名", "renamed"),
        "revoked": Text("撤销", "revoked"),
        "terminated": Text("终止", "terminated"),
        "superseded": Text("被替代", "superseded"),
        "removed-personal-data": Text("移除", "removed"),
    }
    for agency in catalogue.agencies.values():
        for entry in agency.notices:
            thing = agency.record_by_id.get(entry.notice.of)
            number = entry.notice.index_number
            # The thing's own file may stay, marked; another thing betrays itself by its number.
            if (
                entry.notice.kind in words
                and thing is not None
                and number is not None
                and thing.head.index_number != number
            ):
                span = Span(thing.place.file)
                yield found(span, id=thing.id, kind=words[entry.notice.kind])
