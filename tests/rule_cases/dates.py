"""C4xx, dates: what each rule finds in the small city when it is broken."""

from __future__ import annotations

from cases import (
    BUREAU_FACTS,
    EXPLAINED,
    NOTICES,
    PLAN,
    REGISTER,
    SEAL,
    Case,
    case,
    error,
    text_of,
    warning,
)
from small_city import edit, sign

FILED = text_of(BUREAU_FACTS, "  - {to: commission", "\n")

CASES: tuple[Case, ...] = (
    case(
        "published before it was formed",
        [edit(PLAN, "formed: 2026-03-01", "formed: 2026-03-06")],
        error("C401", PLAN, 7, 9, "发布时间 2026-03-05 早于成文日期 2026-03-06"),
    ),
    case(
        "confirmed before it was published",
        [edit(EXPLAINED, "confirmed: 2026-11-02", "confirmed: 2026-03-05")],
        error("C402", EXPLAINED, 8, 12, "核对日期 2026-03-05 早于发布时间 2026-03-06"),
    ),
    case(
        "revised before it was published",
        [edit(PLAN, "revised: 2026-04-01 10:00", "revised: 2026-03-05 08:59")],
        error("C403", PLAN, 9, 10, "修订时间 2026-03-05 08:59 早于发布时间 2026-03-05 09:00"),
    ),
    case(
        "confirmed before it was revised",
        [edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-03-31")],
        error("C404", PLAN, 10, 12, "核对日期 2026-03-31 早于修订时间 2026-04-01"),
    ),
    case(
        "confirmed before it was published and revised",
        [edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-03-01")],
        error("C402", PLAN, 10, 12, "核对日期 2026-03-01 早于发布时间 2026-03-05"),
    ),
    case(
        "confirmed in the future",
        [edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-11-21")],
        warning("C405", PLAN, 10, 12, "confirmed 的日期 2026-11-21 在 2026-11-20 之后"),
    ),
    case(
        "formed and published in the future",
        [
            edit(
                SEAL,
                "formed: 2026-11-12\npublished: 2026-11-16 09:00\nconfirmed: 2026-11-16",
                "formed: 2026-12-01\npublished: 2026-12-02 09:00\nconfirmed: 2026-12-03",
            ),
            sign,
        ],
        warning("C405", SEAL, 6, 9, "formed 的日期 2026-12-01 在 2026-11-20 之后"),
    ),
    case(
        "a notice of a day to come",
        [edit(NOTICES, "date: 2026-03-05", "date: 2027-03-05")],
        warning("C405", NOTICES, 3, 9, "date 的日期 2027-03-05 在 2026-11-20 之后"),
    ),
    case(
        "filed on a day to come",
        [edit(BUREAU_FACTS, FILED, FILED.replace("date: 2026", "date: 2027"))],
        warning("C405", BUREAU_FACTS, 33, 28, "date 的日期 2027-01-20 在 2026-11-20 之后"),
    ),
    case(
        "answered before it was received",
        [edit(REGISTER, "answered: 2026-03-10", "answered: 2026-03-01")],
        error("C406", REGISTER, 3, 77, "答复日期 2026-03-01 早于收到日期 2026-03-02"),
    ),
    case(
        "an objection answered before it was received",
        [edit(REGISTER, "answered: 2026-04-03", "answered: 2026-03-31")],
        error("C406", REGISTER, 5, 79, "答复日期 2026-03-31 早于收到日期 2026-04-01"),
    ),
    case(
        "a limit without its event",
        [edit(PLAN, "events: {approved: 2026-03-01}\n", "")],
        error(
            "C407",
            PLAN,
            2,
            1,
            "事项“发展计划”按“approved”之日计算时限，这条信息须在 events 中写明该日期",
        ),
    ),
    case(
        "an event that is misspelt where a limit counts from it",
        [edit(PLAN, "events: {approved:", "events: {aproved:")],
        error("C508", PLAN, 11, 10, "规则包里没有“aproved”"),
    ),
    case(
        "a register of another year",
        [edit(REGISTER, "year: 2026", "year: 2025")],
        error("C408", REGISTER, 1, 7, "台账的年份 2025 与文件名 2026 不一致"),
    ),
    case(
        "enquiries that do not add up",
        [edit(REGISTER, "total: 17", "total: 18")],
        error("C409", REGISTER, 6, 55, "咨询各渠道之和为 17，与合计 18 不符"),
    ),
)
