"""C3xx, second part: numbers that are issued once: credit codes, index numbers, 文号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.canonical import canonical, digest
from ..model.catalogue import Catalogue
from ..model.outline import Card
from .rule import Found, found, rule

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
    scope="city",
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
    first: dict[str, tuple[str, str | Card]] = {}
    for outline in catalogue.outlines.values():
        for index, notice in enumerate(outline.notices):
            if notice.index_number and notice.kind not in ("changed", "renamed"):
                span = catalogue.agencies[outline.id].notices[index].place.at("index_number")
                first[notice.index_number] = (notice.of, f"{span.file}:{span.line}")
    for outline in catalogue.outlines.values():
        # Of a removed record the outline has a digest alone, and it was one of this agency.
        secret = bool(outline.hidden)
        for index, card in enumerate(outline.cards):
            number = card.index_number
            if secret and (of := first.get(digest(number))):
                first[number] = of
            if number in first and first[number][0] != card.id:
                place = catalogue.agencies[card.agency].records[index].place
                at = first[number][1]
                if isinstance(at, Card):
                    at = f"{catalogue.root}/agencies/{at.agency}/{at.source}"
                yield found(place.at("index_number"), number=number, first=at)
            else:
                first[number] = card.id, card


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
    scope="city",
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
    for outline in catalogue.outlines.values():
        code = outline.credit_code
        if code in first:
            place = catalogue.agencies[outline.id].place
            yield found(place.at("credit_code"), code=code, first=first[code])
        elif code:
            first[code] = outline.id


@rule(
    "C317",
    scope="city",
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
    for outline in catalogue.outlines.values():
        for index, card in enumerate(outline.cards):
            if card.document_number is None:
                continue
            number = "".join(str(canonical(card.document_number, "document_number")).split())
            if number in first:
                place = catalogue.agencies[card.agency].records[index].place
                span = place.at("document_number")
                yield found(span, number=card.document_number, first=first[number])
            else:
                first[number] = f"{catalogue.root}/agencies/{card.agency}/{card.source}"
