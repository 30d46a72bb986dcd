"""C82x, personal data: what each rule finds in the small city when it is broken, and what passes."""

from __future__ import annotations

import random

import persons
from cases import (
    BIDDING,
    BUREAU_FACTS,
    EXPLAINED,
    FACTS,
    GUIDE,
    HELP,
    NOTICES,
    PLAN,
    REGISTER,
    Case,
    Found,
    case,
    error,
)
from small_city import OFFICE, OFFICE_CODE, Change, append, edit, put, sign

_CHANCE = random.Random(820)
IDENTITY, MOBILE, CARD = (
    persons.MADE[kind](_CHANCE) for kind in ("identity", "mobile", "bank-card")
)
PASSPORT, EMAIL = persons.passport(_CHANCE), "wanglin@mailbox.example"
SHOWN = {
    "identity": persons.shown("identity", IDENTITY),
    "mobile": persons.shown("mobile", MOBILE),
    "bank-card": persons.shown("bank-card", CARD),
    "passport": persons.shown("passport", PASSPORT),
}
HOME = "范例县样板镇北山村3组12号"
TABLE = f"{OFFICE}/files/plan.csv"
TEXT = "今年的目标见"


def identity(file: str, line: int, column: int, where: str = "这里") -> Found:
    return error("C820", file, line, column, f"{where}有公民身份号码 {SHOWN['identity']}")


def mobile(file: str, line: int, column: int, where: str = "这里") -> Found:
    return error("C821", file, line, column, f"{where}有手机号码 {SHOWN['mobile']}")


def excepted(*shown: str, reason: str = "依法公示", indent: str = "") -> str:
    lines = "".join(f'  - {{shown: "{each}", reason: {reason}}}\n' for each in shown)
    return f"personal_data:\n{lines}" if not indent else lines


def in_record(path: str, *shown: str) -> Change:
    return edit(path, "review:\n", excepted(*shown) + "review:\n")


CASES: tuple[Case, ...] = (
    case(
        "an identity number in a text",
        [edit(PLAN, TEXT, f"张某（身份证号{IDENTITY}）。{TEXT}")],
        identity(PLAN, 23, 8),
    ),
    case(
        "an identity number in a comment",
        [append(FACTS, f"# 原件：{IDENTITY}\n")],
        identity(FACTS, 54, 6),
    ),
    case(
        "an identity number behind escapes",
        [
            edit(
                PLAN,
                "title: 小城2026年发展计划",
                f'title: "小城\\u003{IDENTITY[0]}{IDENTITY[1:]}计划"',
            )
        ],
        identity(PLAN, 4, 11),
    ),
    case(
        "an identity number over two lines of a value",
        [
            edit(
                PLAN,
                "title: 小城2026年发展计划",
                f"title: >-\n  计划{IDENTITY[:9]}\n  {IDENTITY[9:]}",
            )
        ],
        identity(PLAN, 5, 5),
    ),
    case(
        "an identity number over three lines of a value",
        [
            edit(
                PLAN,
                "title: 小城2026年发展计划",
                f"title: >-\n  计划{IDENTITY[:6]}\n  {IDENTITY[6:14]}\n  {IDENTITY[14:]}",
            )
        ],
        identity(PLAN, 4, 8),
    ),
    case(
        "a mobile number in a register",
        [edit(REGISTER, "topic: 查询计划", f"topic: 电话{MOBILE}询问")],
        mobile(REGISTER, 3, 63),
    ),
    case(
        "a mobile number in the name of a file",
        [
            put(f"{OFFICE}/files/{MOBILE}.csv", "甲,乙\n"),
            edit(
                PLAN,
                "[任务表](files/plan.csv)",
                f"[任务表](files/plan.csv)、[名单](files/{MOBILE}.csv)",
            ),
        ],
        mobile(f"{OFFICE}/files/{MOBILE}.csv", 1, 1, "文件或文件夹的名称里"),
        mobile(PLAN, 23, 40),
    ),
    case(
        "an identity number in an attachment",
        [edit(TABLE, "道路,是", f"道路,是\n{IDENTITY},否")],
        identity(PLAN, 14, 12, "附件第3行"),
    ),
    case(
        "a mobile number in an attachment that the guide leads to",
        [
            put(f"{OFFICE}/files/list.csv", f"甲,{MOBILE}\n"),
            edit(GUIDE, "介绍本机关", "见[名单](files/list.csv)。介绍本机关"),
        ],
        mobile(f"{OFFICE}/files/list.csv", 1, 1, "附件第1行"),
    ),
    case(
        "a bank card in a table",
        [
            append(
                PLAN,
                f"\n| 姓名 | 卡号 |\n| --- | --- |\n| 张某 | {CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:]} |\n",
            )
        ],
        error("C822", PLAN, 27, 8, f"这里有银行卡号或者账号 {SHOWN['bank-card']}"),
    ),
    case(
        "a passport in a notice",
        [edit(NOTICES, "已由新的计划替代", f"持护照{PASSPORT}的人已领取")],
        error("C823", NOTICES, 4, 19, f"这里有护照或者通行证号码 {SHOWN['passport']}"),
    ),
    case(
        "a home address in a prose page",
        [append(HELP, f"\n家庭住址：{HOME}\n")],
        error("C824", HELP, 5, 6, "这里有详细家庭住址（范例县样板镇****）"),
    ),
    case(
        "a date of birth beside a name",
        [edit(PLAN, TEXT, f"张某，女，1980年5月12日生。{TEXT}")],
        error("C825", PLAN, 23, 6, "这里有个人出生日期（1980年**月**日）"),
    ),
    case(
        "a mailbox elsewhere",
        [append(GUIDE, f"\n也可以发到 {EMAIL} 。\n")],
        error("C826", GUIDE, 20, 7, "这里有不属于本机关的电子邮箱 w***@mailbox.example"),
    ),
    case(
        "an exception for something that is not there",
        [in_record(PLAN, "138****1234"), sign],
        error("C827", PLAN, 16, 5, "personal_data 中的“138****1234”在相应的文件里没有对应的内容"),
    ),
    case(
        "an exception of the agency for what stands in a record",
        [
            edit(FACTS, "places:\n", excepted(SHOWN["mobile"]) + "places:\n"),
            edit(PLAN, TEXT, f"请拨{MOBILE}。{TEXT}"),
        ],
        error(
            "C827",
            FACTS,
            30,
            5,
            f"personal_data 中的“{SHOWN['mobile']}”在相应的文件里没有对应的内容",
        ),
        mobile(PLAN, 23, 3),
    ),
    case(
        "a mobile number in a table beside the prose",
        [put("pages/forms/list.csv", f"姓名,电话\n张某,{MOBILE}\n")],
        error(
            "C821",
            "pages/forms/list.csv",
            1,
            1,
            f"附件第2行有手机号码 {SHOWN['mobile']}",
        ),
    ),
    case(
        "an exception without a reason",
        [
            edit(PLAN, "review:\n", f'personal_data: [{{shown: "{SHOWN["mobile"]}"}}]\nreview:\n'),
            edit(PLAN, TEXT, f"请拨{MOBILE}。{TEXT}"),
            sign,
        ],
        error("C828", PLAN, 15, 17, f"personal_data 中的“{SHOWN['mobile']}”没有写明理由（reason）"),
    ),
    case(
        "an unknown value that is an identity number is not told",
        [edit(PLAN, "kind: document", f"kind: 证{IDENTITY}")],
        error("C504", PLAN, 3, 7, f"没有“证{SHOWN['identity']}”这种类型、层级或信息种类"),
        identity(PLAN, 3, 8),
    ),
)

ALLOWED: tuple[Case, ...] = (
    case(
        "personal values with reasons",
        [
            edit(PLAN, TEXT, f"张某（{IDENTITY}），电话{MOBILE}。{TEXT}"),
            edit(TABLE, "道路,是", f"道路,{CARD}"),
            in_record(PLAN, SHOWN["identity"], SHOWN["mobile"], SHOWN["bank-card"]),
            edit(FACTS, "places:\n", excepted(SHOWN["passport"]) + "places:\n"),
            edit(NOTICES, "已由新的计划替代", f"持护照{PASSPORT}的人已领取"),
            edit(
                "site.yml",
                "government_site:\n",
                excepted("w***@mailbox.example") + "government_site:\n",
            ),
            append(HELP, f"\n{EMAIL}\n"),
            sign,
        ],
    ),
    case(
        "masked values",
        [
            append(
                PLAN,
                "\n张某，身份证 35*************123，电话 138****1234，卡号 6222****1234，邮箱 z***@163.com，"
                "住范例县样板镇****，1980年**月**日生。\n",
            ),
            sign,
        ],
    ),
    case(
        "an office that is reached by a mobile number, wherever it stands",
        [
            edit(FACTS, "phone: 0000-5550103", f'phone: "{MOBILE}"'),
            append(PLAN, f"\n联系电话：{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}\n"),
            edit(TABLE, "道路,是", f"道路,{MOBILE}"),
            edit(BIDDING, "现公开招标。", f"现公开招标，政府办公室的电话是{MOBILE}。"),
            sign,
        ],
    ),
    case(
        "the telephone and mailbox of an outside body",
        [
            edit(
                "site.yml",
                "phone: 0000-5550002",
                f'phone: "{MOBILE}", email: jd@supervision.example',
            ),
            append(
                HELP, f"\n请拨{MOBILE}，或者写给jd@supervision.example、xf@supervision.example。\n"
            ),
            edit(EXPLAINED, "请对照", f"{MOBILE}，jd@supervision.example。请对照"),
            sign,
        ],
    ),
    case(
        "mailboxes of the agency's own domain, of its mail provider and of another agency",
        [
            edit(FACTS, "  email: open@office.example", "  email: xcbgs@163.com"),
            edit(BUREAU_FACTS, "  email: open@office.example", "  email: zwgk@water.example"),
            append(
                PLAN,
                "\nxcbgs@163.com、a@mail.office.example、zwgk@water.example、b@small-city.example\n",
            ),
            sign,
        ],
    ),
    case(
        "numbers that are nobody's",
        [
            append(
                PLAN,
                f"\n信用代码{OFFICE_CODE}，索引号{OFFICE_CODE}/2026-00001，投资13800000000元，热线12345、"
                "400-000-0000、0000-5550101，订单号202608120000123456，小政办〔2026〕1号。\n",
            ),
            sign,
        ],
    ),
    case(
        "the address of a room of the agency",
        [
            append(PLAN, "\n请送至小城市政路1号一楼（政务公开办公室住址：小城市政路1号）。\n"),
            sign,
        ],
    ),
)
