"""C713 to C720, filings and objections: what each rule finds in the small city when it is broken."""

from __future__ import annotations

import re

from cases import (
    BUREAU_FACTS,
    FACTS,
    OLD,
    REGISTER,
    WORKS,
    Case,
    case,
    error,
    filed_before,
    text_of,
    unfiled,
    warning,
)
from small_city import edit

TO_OFFICE = text_of(BUREAU_FACTS, "  - {to: city-office", "\n") + "\n"
TO_COMMISSION = text_of(BUREAU_FACTS, "  - {to: commission", "\n") + "\n"
NOW = re.findall(r"v1:[0-9a-f]{64}", TO_OFFICE)[0]
OFFICE_NOW = re.findall(r"v1:[0-9a-f]{64}", text_of(FACTS))[0]
DIFFERENT = "目录与报{}备案的不一致，备案以后有变动；现行目录的校验值是 {}"


def filed(to: str, day: str, digest: str) -> str:
    """A line of `filings`."""
    return f'  - {{to: {to}, date: {day}, receipt: 小备〔2026〕9号, hash: "{digest}"}}\n'


CASES: tuple[Case, ...] = (
    case(
        "a catalogue not filed with the supervisor",
        [edit(BUREAU_FACTS, TO_COMMISSION, "")],
        warning("C713", BUREAU_FACTS, 32, 3, "目录没有报小城监察机关备案"),
    ),
    case(
        "a catalogue filed with nobody",
        [unfiled],
        warning("C713", BUREAU_FACTS, 1, 1, "目录没有报小城人民政府办公室、小城监察机关备案"),
    ),
    case(
        "a government not filed with the one above",
        [edit(FACTS, text_of(FACTS, "filings:", "nil_returns:"), "filings: []\n")],
        warning("C713", FACTS, 31, 10, "目录没有报小省人民政府备案"),
    ),
    case(
        "a catalogue filed with a wrong body instead",
        [edit(BUREAU_FACTS, "to: commission", "to: province")],
        warning(
            "C714",
            BUREAU_FACTS,
            33,
            10,
            "目录报了小省人民政府备案，报错了机关；应当报小城人民政府办公室、小城监察机关备案",
        ),
    ),
    case(
        "a government filed with the supervisor too, later",
        [
            edit(
                FACTS,
                "nil_returns:",
                filed("commission", "2026-01-21", OFFICE_NOW) + "nil_returns:",
            )
        ],
        warning(
            "C714",
            FACTS,
            33,
            10,
            "目录报了小城监察机关备案，报错了机关；应当报小省人民政府备案",
        ),
    ),
    case(
        "a catalogue that changed since it was filed",
        [filed_before(BUREAU_FACTS)],
        warning(
            "C715",
            BUREAU_FACTS,
            32,
            68,
            DIFFERENT.format("小城人民政府办公室、小城监察机关", NOW),
        ),
    ),
    case(
        "a catalogue that was filed again with one of two bodies",
        [
            filed_before(BUREAU_FACTS),
            edit(
                BUREAU_FACTS,
                "nil_returns:",
                filed("city-office", "2026-05-06", NOW) + "nil_returns:",
            ),
        ],
        warning("C715", BUREAU_FACTS, 33, 68, DIFFERENT.format("小城监察机关", NOW)),
    ),
    case(
        "an older catalogue filed again at last",
        [edit(FACTS, "nil_returns:", filed("province", "2026-05-06", OLD) + "nil_returns:")],
        warning("C715", FACTS, 33, 65, DIFFERENT.format("小省人民政府", OFFICE_NOW)),
    ),
    case(
        "an error in a catalogue that was filed",
        [filed_before(BUREAU_FACTS), edit(WORKS, "forms: [website]", "forms: [web]")],
        error("C502", WORKS, 8, 11, "没有“web”这种公开形式"),
    ),
    case(
        "a filing without hash",
        [edit(FACTS, f', hash: "{OFFICE_NOW}"', "")],
        warning("C716", FACTS, 32, 5, "备案记录没有写明目录校验值（hash）"),
    ),
    case(
        "a filing without receipt",
        [edit(FACTS, "receipt: 小备〔2026〕1号, ", "")],
        warning("C716", FACTS, 32, 5, "备案记录没有写明回执文号（receipt）"),
    ),
    case(
        "a filing without hash and with an empty receipt",
        [edit(FACTS, f'receipt: 小备〔2026〕1号, hash: "{OFFICE_NOW}"', "receipt: ")],
        warning(
            "C716",
            FACTS,
            32,
            5,
            "备案记录没有写明目录校验值（hash）和回执文号（receipt）",
        ),
    ),
    case(
        "a filing with a hash of another form",
        [edit(FACTS, OFFICE_NOW, "v2:abc")],
        warning("C717", FACTS, 32, 65, "“v2:abc”不是目录校验值的写法"),
    ),
    case(
        "a department without parent",
        [edit(BUREAU_FACTS, "parent: city-office\n", "")],
        warning(
            "C718",
            BUREAU_FACTS,
            1,
            1,
            "没有写明上级机关（parent），不知道目录应当报哪个人民政府备案",
        ),
    ),
    case(
        "a correction that was not made",
        [edit(REGISTER, "received: 2026-04-01", "received: 2026-04-02")],
        warning(
            "C719",
            REGISTER,
            5,
            100,
            "异议“Y-1”答复为更正，但“plan-2026”自收到异议（2026-04-02）以来既没有修订（revised），"
            "也没有变更说明（notices.yml）",
        ),
    ),
    case(
        "an objection explained on an unknown day",
        [edit(REGISTER, "answered: 2026-04-03, outcome: corrected", "outcome: explained")],
        warning(
            "C720",
            REGISTER,
            5,
            5,
            "异议“Y-1”已解释（explained），但没有写明答复日期（answered）",
        ),
    ),
)

ALLOWED: tuple[Case, ...] = (
    case(
        "a catalogue filed with a former parent before",
        [edit(BUREAU_FACTS, "filings:\n", "filings:\n" + filed("province", "2024-01-20", OLD))],
    ),
    case(
        "an older filing of an older catalogue",
        [edit(FACTS, "filings:\n", "filings:\n" + filed("province", "2025-01-20", OLD))],
    ),
    case(
        "an older filing without hash and receipt",
        [edit(FACTS, "filings:\n", "filings:\n  - {to: province, date: 2025-01-20}\n")],
    ),
    case(
        "a closed agency files nothing",
        [
            unfiled,
            edit(
                BUREAU_FACTS,
                "nil_returns:",
                "closed: {date: 2026-10-01, basis: 机构改革方案}\nnil_returns:",
            ),
        ],
    ),
    case(
        "a correction that a notice tells",
        [
            edit(REGISTER, "received: 2026-04-01", "received: 2026-04-02"),
            edit(
                "agencies/city-office/notices.yml",
                "- of: plan-2024\n",
                "- {of: plan-2026, kind: changed, date: 2026-04-03, explanation: 更正数字}\n"
                "- of: plan-2024\n",
            ),
        ],
    ),
    case(
        "a correction of another agency's record",
        [edit(REGISTER, "record: plan-2026", "record: water-bureau/pipes-bidding")],
    ),
    case(
        "an objection that is not answered yet",
        [edit(REGISTER, "answered: 2026-04-03, outcome: corrected", "outcome: pending")],
    ),
)
