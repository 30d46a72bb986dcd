"""Home addresses below the township: beside a word like 住址, or a door beside a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import masks
from .around import head, names_column
from .hit import Hit

_S = r"[ \t*_`]*"
_NUM = r"(?:[A-Za-z]?[0-9]{1,5}(?:-[0-9]{1,4})*|[A-Za-z]|[一二三四五六七八九十百零〇]{1,5})"
_BUILDING = rf"{_NUM}{_S}(?:栋|幢|号楼|座|号院|号{_S}院)"
_DOOR = rf"{_NUM}{_S}(?:单元|室|户(?![籍口主])|号房|门(?![前口诊市面户]))"
_FINE = re.compile(
    rf"村.{{0,14}}?{_NUM}{_S}(?:村民小组|小组|组|号|社|队|户)(?:{_S}{_NUM}{_S}[号户])?|[镇乡].{{0,14}}?{_NUM}{_S}组"
    rf"|(?:路|街|巷|弄|胡同|大道|道|里|坊|条).{{0,8}}?{_NUM}{_S}(?:号|弄)"
    rf"|{_BUILDING}|{_NUM}{_S}单元|{_DOOR}|(?:小区|花园|公寓|家园|新村|社区|苑|庭).{{0,6}}?{_NUM}{_S}号"
)
_AREA = "(?![房宿院户建所宅])[\u4e00-\u9fff]{1,12}?(?:[省市区县州旗镇乡村]|街道|小区|[路街巷])"
"""What follows a bare 住, as papers of courts and penalties write it: 男，住示例市样板区…"""
_LABEL = (
    rf"(?:住{_S}址|家{_S}庭{_S}地{_S}址|现{_S}居{_S}住{_S}地|居{_S}住{_S}地(?:{_S}址)?|居{_S}住{_S}于"
    rf"|户{_S}籍(?:{_S}所{_S}在)?{_S}地(?:{_S}址)?|户{_S}籍{_S}地{_S}址|户{_S}口{_S}所{_S}在{_S}地|户{_S}籍{_S}所{_S}在"
    rf"|现{_S}住{_S}址|现住(?![房人户宅])|家住|租住[于在]?|住在|住于|(?<![\u4e00-\u9fff])住(?={_AREA}))"
)
_LABELLED = re.compile(rf"{_LABEL}[ \t*_`\"'“|]*[：:为是即于在=，,）)]{{0,3}}[ \t*_`\"'“|]*")
_STOP = re.compile(r"[\n。；;！!？?|”\"]|，(?!.{0,6}(?:栋|幢|单元|室))|、")
_HEAD = re.compile(_LABEL)
_AGENCY = re.compile(r"[局厅委部处科所院]的?\Z")
_PERSON = re.compile(
    r"姓名|业主|户主|房主|承租人|申请人|当事人|被征收人|被执行人|产权人|权利人|联系人|居民|村民|住户"
    r"|[男女][，,、\s|]|先生|女士|同志|某"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜"
    "崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙黎史陶贺毛郝顾龚邵万钱覃武戴莫孔汤"
)
_NAME = re.compile(
    rf"(?:\A|[|,，、：:\s（(\"'])[{_SURNAMES}](?:某{{1,2}}|[\u4e00-\u9fff]{{1,2}})[|,，、：:\s（(\"']"
)
_PLACE = re.compile(
    rf"[\u4e00-\u9fff0-9A-Za-z（）()]{{0,30}}?{_BUILDING}{_S}[^，。；|\n]{{0,8}}?{_DOOR}(?:{_S}{_DOOR})?"
    rf"|[\u4e00-\u9fff0-9A-Za-z]{{1,30}}?村[\u4e00-\u9fff]{{0,8}}?{_NUM}{_S}组{_S}{_NUM}{_S}号"
)
_TRIES = 4_000
"""Doors beside names that are looked at closely in one text: each takes up to 0.1 ms."""
_COUNTED = "[0-9A-Za-z一二三四五六七八九十百零〇 ]"
ROOM = re.compile(f"室(?<={_COUNTED}室)")
GROUP = re.compile(f"组(?<={_COUNTED}组)")
_DOORS = re.compile(
    rf"单元|室(?<={_COUNTED}室)|栋(?<={_COUNTED}栋)|幢(?<={_COUNTED}幢)|组(?<={_COUNTED}组)"
)
"""Signs of a door, which are looked around from: few texts have one."""


def may_hold(text: str) -> bool:
    """Whether there may be one: quick, and never wrong when it says no."""
    return _may_be_told(text) or _may_hold_door(text)


def _may_be_told(text: str) -> bool:
    return (
        ("住" in text and LIVES.search(text) is not None)
        or ("籍" in text and LISTED.search(text) is not None)
        or ("庭" in text and FAMILY.search(text) is not None)
        or ("户" in text and HOUSEHOLD.search(text) is not None)
    )


def _may_hold_door(text: str) -> bool:
    return (
        "栋" in text
        or "幢" in text
        or ("单" in text and "单元" in text)
        or ("室" in text and ROOM.search(text) is not None)
        or ("组" in text and GROUP.search(text) is not None)
    )


# Each begins with one sign: a search for it takes half a microsecond.
LIVES = re.compile(rf"住(?:(?<=[现家租]住)|(?={_S}[址地于在])|(?<![\u4e00-\u9fff]住)(?={_AREA}))")
LISTED = re.compile(rf"籍(?={_S}[所地])")
FAMILY = re.compile(rf"庭(?={_S}地)")
HOUSEHOLD = re.compile(rf"户(?={_S}口{_S}所)")


def homes(text: str) -> Iterator[Hit]:
    """Every home address that says more than the township."""
    done = -1
    if _may_be_told(text):
        told = False
        for match in _LABELLED.finditer(text):
            told = True
            if hit := _fine(text, match.end()):
                done = max(done, hit.end)
                yield hit
        if told and names_column(text, _HEAD):
            for hit in _in_columns(text):
                done = max(done, hit.end)
                yield hit
    tries = 0
    for sign in _DOORS.finditer(text) if _may_hold_door(text) else ():
        if sign.start() < done or tries > _TRIES:
            continue
        line = text.rfind("\n", max(0, sign.start() - 90), sign.start()) + 1
        line = max(line, sign.start() - 90)
        if not _PERSON.search(text, line, sign.start()) and not _NAME.search(
            text, line, sign.start()
        ):
            continue
        tries += 1
        for match in _PLACE.finditer(text, max(line, sign.start() - 45), sign.end() + 30):
            start, end = match.span()
            if end > sign.start() and _names_person(text, start):
                done = end
                yield _hit(text, start, end)
                break


def _fine(text: str, start: int) -> Hit | None:
    """The address that begins here, up to its finest part; None where it stays coarse."""
    stop = _STOP.search(text, start, start + 70)
    tail = text[start : stop.start() if stop else start + 70]
    parts = list(_FINE.finditer(tail))
    if not parts or not tail.strip():
        return None
    return _hit(text, start, start + parts[-1].end())


def _in_columns(text: str) -> Iterator[Hit]:
    for match in re.finditer(r"(?<=\|)[^|\n]{4,90}(?=\|)", text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if _HEAD.search(head(text, start)) and (hit := _fine(text, start)):
            yield hit


def _names_person(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    words = text[max(line, start - 30) : start]
    words = words[max(words.rfind("。"), words.rfind("；")) + 1 :]
    return bool(_PERSON.search(words) or _NAME.search(words)) and not _AGENCY.search(words.strip())


def _hit(text: str, start: int, end: int) -> Hit:
    value = re.sub(r"[\s*_`]", "", text[start:end])
    return Hit("home-address", start, end, value, masks.of_address(value))
