"""C3xx: names, addresses and numbers that are given once and never again."""

from __future__ import annotations

import re
from collections.abc import Iterator

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

_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_INDEX_NUMBER = re.compile(r"([0-9A-Z]{18})/(\d{4})-(\d{5})")


def credit_code_is_valid(code: str) -> bool:
    """The check character of a unified social credit code (GB 32100-2015, MOD 31)."""
    if not _CREDIT_CODE.fullmatch(code):
        return False
    total = sum(_ALPHABET.index(c) * w for c, w in zip(code[:17], _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31] == code[17]


def _things(agency: Agency) -> Iterator[tuple[str, Span, str]]:
    """Id, place and file of every item, record and service."""
    for item in agency.items:
        yield item.id, item.place.at("id"), item.place.file
    for record in agency.records:
        yield record.id, Span(record.place.file), record.place.file


@rule(
    "C301",
    zh="“{id}”不能用作网址，应由小写字母、数字和连字符组成，2 至 60 个字符",
    en="'{id}' cannot be an address: use 2 to 60 lower-case letters, digits and hyphens",
    needs_pack=False,
)
def id_is_well_formed(catalogue: Catalogue) -> Iterator[Found]:
    """代号由小写字母、数字和连字符组成。

    为什么：代号就是网址的一部分，中文、空格和大写字母在有的系统上会打不开。
    怎样改：事项改 id；信息和办事指南改文件名；机关改文件夹名。例如 final-accounts-2025。

    Ids consist of lower-case letters, digits and hyphens.

    Why: an id is part of an address; other characters fail on some systems.
    Fix: change the item's id, the record's file name or the agency's folder name.
    """
    for agency in catalogue.agencies.values():
        if not re.fullmatch(ID_PATTERN, agency.id):
            yield found(Span(agency.place.file), id=agency.id)
        for thing, span, _ in _things(agency):
            if not re.fullmatch(ID_PATTERN, thing):
                yield found(span, id=thing)
        for index, department in enumerate(agency.file.departments if agency.file else ()):
            if not re.fullmatch(ID_PATTERN, department.id):
                yield found(agency.place.at("departments", index, "id"), id=department.id)


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
        for thing, span, _ in _things(agency):
            if thing in RESERVED_ANYWHERE | RESERVED_IN_AGENCY:
                yield found(span, id=thing)


@rule(
    "C303",
    zh="代号“{id}”重复，{first} 已经使用",
    en="the id '{id}' is used twice, first at {first}",
    needs_pack=False,
)
def id_is_unique(catalogue: Catalogue) -> Iterator[Found]:
    """同一机关的事项、信息和办事指南，代号各不相同。

    为什么：代号相同，网址就相同，后一个会盖掉前一个。
    怎样改：给后写的一个换一个代号；历年的信息可在代号里加年份。

    Ids are unique among an agency's items, records and services, over all years.

    Why: equal ids are equal addresses, and one page would replace the other.
    Fix: give the later one another id, for example with its year.
    """
    for agency in catalogue.agencies.values():
        first: dict[str, Span] = {}
        for thing, span, _ in _things(agency):
            if thing in first:
                yield found(span, id=thing, first=f"{first[thing].file}:{first[thing].line}")
            first.setdefault(thing, span)
        departments: dict[str, Span] = {}
        for index, department in enumerate(agency.file.departments if agency.file else ()):
            span = agency.place.at("departments", index, "id")
            if department.id in departments:
                place = departments[department.id]
                yield found(span, id=department.id, first=f"{place.file}:{place.line}")
            departments.setdefault(department.id, span)


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


@rule(
    "C311",
    zh="索引号“{number}”格式不对，应为“统一社会信用代码/年份-5位序号”",
    en="the index number '{number}' should be '<credit code>/<year>-<5 digits>'",
    needs_pack=False,
)
def index_number_is_well_formed(catalogue: Catalogue) -> Iterator[Found]:
    """索引号写成“统一社会信用代码/年份-5位序号”。

    为什么：索引号是信息终身不变的身份，格式统一才能查找和核对。
    怎样改：例如 11990000MB0000001M/2026-00012。

    An index number is "<credit code>/<year>-<5 digits>".

    Why: it identifies a record for good, and can only be found in one form.
    Fix: write it like 11990000MB0000001M/2026-00012.
    """
    for record in catalogue.records():
        number = record.head.index_number
        if not _INDEX_NUMBER.fullmatch(number):
            yield found(record.place.at("index_number"), number=number)


@rule(
    "C312",
    zh="索引号“{number}”重复，{first} 已经使用",
    en="the index number '{number}' is used twice, first in {first}",
    needs_pack=False,
)
def index_number_is_unique(catalogue: Catalogue) -> Iterator[Found]:
    """索引号不重复，也不再次使用。

    为什么：索引号一经编发终身不变，两条信息不能共用，撤销后也不能给别的信息。
    怎样改：给后写的一条编一个新的序号。

    Index numbers are never used twice.

    Why: a number is issued once, for good, also after its record has gone.
    Fix: issue a new number to the later record.
    """
    first: dict[str, tuple[str, str]] = {}
    for agency in catalogue.agencies.values():
        for entry in agency.notices:
            if entry.notice.index_number and entry.notice.kind not in ("changed", "renamed"):
                place = entry.place.at("index_number")
                first[entry.notice.index_number] = (entry.notice.of, f"{place.file}:{place.line}")
    for record in catalogue.records():
        number = record.head.index_number
        if number in first and first[number][0] != record.id:
            yield found(record.place.at("index_number"), number=number, first=first[number][1])
        else:
            first[number] = (record.id, record.place.file)


@rule(
    "C313",
    zh="索引号“{number}”的年份是 {said}，应为 {year}",
    en="the index number '{number}' says {said}, but the year is {year}",
    needs_pack=False,
)
def index_number_is_of_its_year(catalogue: Catalogue) -> Iterator[Found]:
    """索引号的年份与文件夹的年份一致。

    为什么：年份不一致，按年查找就会漏掉这条信息。
    怎样改：核对年份，移动文件或更正索引号；办事指南以成文年份为准。

    The year of an index number is that of the folder.

    Why: otherwise the record is missed when looking by year.
    Fix: move the file or correct the number; a service has the year it was formed in.
    """
    for record in catalogue.records():
        match = _INDEX_NUMBER.fullmatch(record.head.index_number)
        year = record.year or record.head.formed.year
        if match and int(match[2]) != year:
            span = record.place.at("index_number")
            yield found(span, number=record.head.index_number, said=match[2], year=year)


@rule(
    "C314",
    zh="索引号“{number}”的前 18 位不是本机关的统一社会信用代码 {code}",
    en="the index number '{number}' does not begin with this agency's credit code {code}",
    needs_pack=False,
)
def index_number_is_of_its_agency(catalogue: Catalogue) -> Iterator[Found]:
    """索引号以本机关的统一社会信用代码开头。

    为什么：前 18 位说明信息属于哪个机关。
    怎样改：改成本机关的统一社会信用代码；从别的机关移来的信息请重新编号。

    An index number begins with the agency's own credit code.

    Why: its first 18 characters say whose record it is.
    Fix: write this agency's code.
    """
    for agency in catalogue.agencies.values():
        code = agency.file.credit_code if agency.file else ""
        if not credit_code_is_valid(code):
            continue
        for record in agency.records:
            match = _INDEX_NUMBER.fullmatch(record.head.index_number)
            if match and match[1] != code:
                span = record.place.at("index_number")
                yield found(span, number=record.head.index_number, code=code)


@rule(
    "C315",
    zh="统一社会信用代码“{code}”不正确，校验不通过",
    en="the credit code '{code}' is wrong: its check character does not fit",
    needs_pack=False,
)
def credit_code_is_right(catalogue: Catalogue) -> Iterator[Found]:
    """统一社会信用代码正确。

    为什么：索引号由它开头，写错一位，所有索引号都错。
    怎样改：对照登记证书逐位核对（18 位，不含字母 I、O、S、V、Z）。

    The unified social credit code is right.

    Why: every index number begins with it.
    Fix: compare all 18 characters with the certificate (no I, O, S, V, Z).
    """
    for agency in catalogue.agencies.values():
        if agency.file and not credit_code_is_valid(agency.file.credit_code):
            yield found(agency.place.at("credit_code"), code=agency.file.credit_code)


@rule(
    "C316",
    zh="统一社会信用代码“{code}”与 {first} 相同",
    en="the credit code '{code}' is also that of {first}",
    needs_pack=False,
)
def credit_code_is_unique(catalogue: Catalogue) -> Iterator[Found]:
    """每个机关的统一社会信用代码各不相同。

    为什么：代码相同，两个机关的索引号就会混在一起。
    怎样改：核对登记证书，更正写错的一个。

    No two agencies share a credit code.

    Why: their index numbers would mix.
    Fix: correct the wrong one by its certificate.
    """
    first: dict[str, str] = {}
    for agency in catalogue.agencies.values():
        code = agency.file.credit_code if agency.file else None
        if code in first:
            yield found(agency.place.at("credit_code"), code=code, first=first[code])
        elif code:
            first[code] = agency.id


@rule(
    "C317",
    zh="文号“{number}”与 {first} 相同",
    en="the document number '{number}' is also that of {first}",
    needs_pack=False,
)
def document_number_is_unique(catalogue: Catalogue) -> Iterator[Found]:
    """文号不重复。

    为什么：按文号查找只应找到一份文件。
    怎样改：核对原件，更正写错的一个。

    Document numbers are unique.

    Why: a number should find one document.
    Fix: correct the wrong one by the original.
    """
    first: dict[str, str] = {}
    for record in catalogue.records():
        number = re.sub(r"[\[(（【{]|[\])）】}]|\s", "", record.head.document_number or "")
        if number in first:
            span = record.place.at("document_number")
            yield found(span, number=record.head.document_number, first=first[number])
        elif number:
            first[number] = record.place.file
