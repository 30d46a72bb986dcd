"""C41x and C42x: what is late by the day, and stages, phases and limits that contradict each other."""

from __future__ import annotations

from cases import (
    BIDDING,
    EXPLAINED,
    GUIDE,
    ITEMS,
    PLAN,
    REGISTER,
    USE_OWN,
    WORKS,
    Case,
    case,
    error,
    own_pack,
    warning,
)
from small_city import BUREAU, Change, edit, sign

PENDING = """\
requests:
  - {id: Q-2, received: 2026-11-05, channel: fax, topic: 查询图纸, outcome: pending}
complaints:
  - {id: T-1, received: 2026-10-29, topic: 逾期未公开, outcome: pending}
"""


def on(day: str) -> Change:
    """Change: what day it is."""
    return edit("site.yml", "as_of: 2026-11-20", f"as_of: {day}")


def blank(*ids: str) -> Change:
    """Change: items of which there is no record."""
    entries = "".join(
        f"- {{id: {name}, category: development-strategy, name: 进展{name}, content: 进展,"
        " basis: [条例第七条第(一)项], department: secretariat, limit: {by_day: 10, each: month},"
        " forms: [website], rhythm: routine, period: monthly}\n"
        for name in ids
    )
    return edit(ITEMS, "- id: seals\n", f"{entries}- id: seals\n")


CASES: tuple[Case, ...] = (
    case(
        "a monthly item that has not come for months",
        [edit(ITEMS, "period: yearly", "period: monthly")],
        warning(
            "C410",
            ITEMS,
            1,
            3,
            "事项“发展计划”最晚应于 2026-04-30 公开下一条信息，已逾期139个工作日",
        ),
    ),
    case(
        "an item due by a day of each month",
        [
            edit(
                ITEMS,
                "limit: {days: 20, unit: working, after: approved}",
                "limit: {by_day: 19, each: month}",
            ),
            edit(ITEMS, "period: yearly", "period: monthly"),
            edit(
                PLAN,
                "published: 2026-03-05 09:00\nrevised: 2026-04-01 10:00",
                "published: 2026-10-12 09:00\nrevised: 2026-10-13 10:00",
            ),
        ],
        warning(
            "C410", ITEMS, 1, 3, "事项“发展计划”最晚应于 2026-11-19 公开下一条信息，已逾期1个工作日"
        ),
    ),
    case(
        "an item of which nothing has been disclosed",
        [blank("roads")],
        warning("C412", ITEMS, 12, 3, "事项“进展roads”应当定期公开（每月），但还没有任何信息"),
    ),
    case(
        "so many blank items that the site fails",
        [blank("a1", "a2", "a3", "a4", "a5")],
        *(
            warning(
                "C412", ITEMS, 11 + n, 3, f"事项“进展a{n}”应当定期公开（每月），但还没有任何信息"
            )
            for n in range(1, 6)
        ),
        warning("C418", "site.yml", 1, 1, "按检查指标，全站有空白事项5个，检查会判为不合格"),
    ),
    case(
        "an item that is kept up to date and was left alone",
        [
            edit(ITEMS, "period: yearly", "period: continuous"),
            edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-05-19"),
            edit(EXPLAINED, "confirmed: 2026-11-02", "confirmed: 2026-05-18"),
        ],
        warning(
            "C413", ITEMS, 1, 3, "事项“发展计划”自 2026-05-19 起没有更新，也没有核对，已超过6个月"
        ),
    ),
    case(
        "a guide that nobody has confirmed for a year",
        [edit(GUIDE, "confirmed: 2026-11-02", "confirmed: 2025-11-19")],
        warning("C414", GUIDE, 15, 12, "公开指南自 2025-11-19 起没有核对过，已超过一年"),
    ),
    case(
        "a year later",
        [on("2027-11-10"), edit(ITEMS, "reassess_by: 2027-03-31", "reassess_by: 2028-03-31")],
        warning("C414", GUIDE, 15, 12, "公开指南自 2026-11-02 起没有核对过，已超过一年"),
        warning("C414", PLAN, 10, 12, "这条信息自 2026-11-02 起没有核对过，已超过一年"),
        warning("C414", EXPLAINED, 8, 12, "这条信息自 2026-11-02 起没有核对过，已超过一年"),
        warning(
            "C414", f"{BUREAU}/guide.md", 15, 12, "公开指南自 2026-11-02 起没有核对过，已超过一年"
        ),
        warning("C417", "site.yml", 1, 1, "全站最近一次更新是 2026-11-16，已超过14天没有更新"),
    ),
    case(
        "a withheld item that was not reassessed",
        [edit(ITEMS, "reassess_by: 2027-03-31", "reassess_by: 2026-11-13")],
        warning(
            "C415",
            ITEMS,
            23,
            3,
            "不予公开的事项“人防工程位置”最晚应于 2026-11-13 重新评估能否公开，已逾期5个工作日",
        ),
    ),
    case(
        "a request and a complaint that were not answered",
        [
            edit(REGISTER, "requests:\n", PENDING.split("complaints")[0]),
            edit(
                REGISTER,
                "objections:\n",
                f"complaints{PENDING.split('complaints')[1]}objections:\n",
            ),
        ],
        warning(
            "C416",
            REGISTER,
            3,
            5,
            "这件公开申请最晚应于 2026-11-19 答复（收到日期 2026-11-05），已逾期1个工作日",
        ),
        warning(
            "C416",
            REGISTER,
            6,
            5,
            "这件投诉最晚应于 2026-11-19 答复（收到日期 2026-10-29），已逾期1个工作日",
        ),
    ),
    case(
        "a fortnight without anything new",
        [on("2026-12-01")],
        warning("C417", "site.yml", 1, 1, "全站最近一次更新是 2026-11-16，已超过14天没有更新"),
    ),
    case(
        "a month without anything new, where the pack counts months",
        [own_pack(("home: {days: 14}", "home: {months: 1}")), USE_OWN, on("2026-12-17")],
        warning("C417", "site.yml", 1, 1, "全站最近一次更新是 2026-11-16，已超过1个月没有更新"),
    ),
    case(
        "a record of a major matter without its stage",
        [edit(BIDDING, "stage: before-decision\n", ""), sign],
        error(
            "C420", BIDDING, 2, 7, "事项“管网改造工程”是重要事项，这条信息须写明公开阶段（stage）"
        ),
    ),
    case(
        "a result that nothing came before",
        [edit(BIDDING, "stage: before-decision", "stage: result"), sign],
        error(
            "C421",
            BIDDING,
            9,
            8,
            "“决策实施结果公开”发布于 2025-05-06，此前没有公开过“实施过程中动态公开”",
        ),
    ),
    case(
        "a record of a phased item without its phase",
        [edit(BIDDING, "phase: bidding\n", ""), sign],
        warning(
            "C422", BIDDING, 2, 7, "事项“管网改造工程”分阶段公开，这条信息须写明是哪个阶段（phase）"
        ),
    ),
    case(
        "a later phase that comes first",
        [edit(BIDDING, "phase: bidding", "phase: acceptance"), sign],
        warning(
            "C423", BIDDING, 10, 8, "阶段“验收”的信息发布于 2025-05-06，此前没有公开过“招标”阶段"
        ),
    ),
    case(
        "a printed limit that says another number",
        [
            edit(
                WORKS,
                "limit: {by_day: 10, each: month}",
                "limit: {by_day: 10, each: month}\n  limit_text: 次月15日前",
            )
        ],
        error("C424", WORKS, 8, 15, "印刷文字“次月15日前”与时限“每月10日前”不一致"),
    ),
    case(
        "something that happened, without its day",
        [
            edit(WORKS, "limit: {by_day: 10, each: month}", "limit: real-time"),
            edit(WORKS, "rhythm: phased", "rhythm: ad-hoc"),
        ],
        warning(
            "C425",
            BIDDING,
            2,
            7,
            "事项“管网改造工程”实时公开，这条信息须在 events 中写明是哪件事、哪一天",
        ),
    ),
)
