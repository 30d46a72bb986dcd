"""C5xx, references: what each rule finds in the small city when it is broken."""

from __future__ import annotations

from cases import (
    BIDDING,
    BUREAU_FACTS,
    EXPLAINED,
    FACTS,
    HELP,
    ITEMS,
    NOTICES,
    PLAN,
    REGISTER,
    SEAL,
    WORKS,
    Case,
    case,
    error,
)
from small_city import edit

CASES: tuple[Case, ...] = (
    case(
        "an unknown category",
        [edit(ITEMS, "category: land-and-planning", "category: land-and-plannin")],
        error("C501", ITEMS, 24, 13, "没有“land-and-plannin”这个类别"),
    ),
    case(
        "an unknown further category",
        [edit(ITEMS, "  name: 发展计划", "  also: [donation]\n  name: 发展计划")],
        error("C501", ITEMS, 3, 10, "没有“donation”这个类别"),
    ),
    case(
        "an unknown form",
        [edit(ITEMS, "[website, notice-board]", "[website, noticeboard]")],
        error("C502", ITEMS, 8, 20, "没有“noticeboard”这种公开形式"),
    ),
    case(
        "a place of an unknown form",
        [edit(FACTS, "{form: notice-board,", "{form: blackboard,")],
        error("C502", FACTS, 30, 12, "没有“blackboard”这种公开形式"),
    ),
    case(
        "an unknown rhythm",
        [edit(WORKS, "rhythm: phased", "rhythm: phases")],
        error("C503", WORKS, 9, 11, "没有“phases”这种公开节奏或周期"),
    ),
    case(
        "an unknown period",
        [edit(ITEMS, "period: yearly", "period: annually")],
        error("C503", ITEMS, 10, 11, "没有“annually”这种公开节奏或周期"),
    ),
    case(
        "an unknown kind of agency",
        [edit(BUREAU_FACTS, "kind: department", "kind: bureau")],
        error("C504", BUREAU_FACTS, 2, 7, "没有“bureau”这种类型、层级或信息种类"),
    ),
    case(
        "an unknown level",
        [edit(BUREAU_FACTS, "level: municipal", "level: city")],
        error("C504", BUREAU_FACTS, 3, 8, "没有“city”这种类型、层级或信息种类"),
    ),
    case(
        "an unknown kind of record",
        [edit(PLAN, "kind: document", "kind: documents")],
        error("C504", PLAN, 3, 7, "没有“documents”这种类型、层级或信息种类"),
    ),
    case(
        "an unknown parent",
        [edit(BUREAU_FACTS, "parent: city-office", "parent: town-office")],
        error("C505", BUREAU_FACTS, 4, 9, "没有“town-office”这个机关"),
    ),
    case(
        "an unknown supervisor",
        [edit(FACTS, "supervisor: commission", "supervisor: commision")],
        error("C505", FACTS, 5, 13, "没有“commision”这个机关"),
    ),
    case(
        "filed with an unknown body",
        [edit(FACTS, "{to: province,", "{to: county,")],
        error("C505", FACTS, 32, 10, "没有“county”这个机关"),
    ),
    case(
        "closed with an unknown successor",
        [
            edit(
                BUREAU_FACTS,
                "nil_returns:",
                "closed: {date: 2026-10-01, basis: 机构改革方案, successor: water}\nnil_returns:",
            )
        ],
        error("C505", BUREAU_FACTS, 34, 54, "没有“water”这个机关"),
    ),
    case(
        "an unknown department",
        [edit(ITEMS, "department: services", "department: service")],
        error("C506", ITEMS, 17, 15, "本机关没有“service”这个科室"),
    ),
    case(
        "an unknown item",
        [edit(PLAN, "item: plan", "item: plans")],
        error("C507", PLAN, 2, 7, "本机关的目录里没有事项“plans”"),
    ),
    case(
        "an unknown exemption",
        [edit(ITEMS, "exemption: state-secret", "exemption: state-secrets")],
        error("C508", ITEMS, 32, 14, "规则包里没有“state-secrets”"),
    ),
    case(
        "an unknown event in a limit",
        [
            edit(
                ITEMS,
                "{days: 20, unit: working, after: approved}",
                "{days: 20, unit: working, after: aproved}",
            )
        ],
        error("C508", ITEMS, 7, 43, "规则包里没有“aproved”"),
    ),
    case(
        "an unknown event in a record",
        [edit(SEAL, "confirmed:", "events: {aproved: 2026-03-01}\nconfirmed:")],
        error("C508", SEAL, 8, 10, "规则包里没有“aproved”"),
    ),
    case(
        "an unknown theme",
        [edit(ITEMS, "[education]", "[schools]")],
        error("C508", ITEMS, 11, 12, "规则包里没有“schools”"),
    ),
    case(
        "an unknown stage",
        [edit(BIDDING, "stage: before-decision", "stage: before")],
        error("C508", BIDDING, 9, 8, "规则包里没有“before”"),
    ),
    case(
        "an unknown phase",
        [edit(BIDDING, "phase: bidding", "phase: biding")],
        error("C509", BIDDING, 10, 8, "事项没有“biding”这个阶段"),
    ),
    case(
        "a phase where the item has none",
        [edit(SEAL, "kind: service\n", "kind: service\nphase: bidding\n")],
        error("C509", SEAL, 4, 8, "事项没有“bidding”这个阶段"),
    ),
    case(
        "an unknown thing explained",
        [edit(EXPLAINED, "explains: [plan-2026]", "explains: [plan-2027]")],
        error("C510", EXPLAINED, 10, 12, "找不到“plan-2027”这条信息或事项"),
    ),
    case(
        "an unknown agency's thing explained",
        [edit(EXPLAINED, "explains: [plan-2026]", "explains: [road-bureau/roads]")],
        error("C510", EXPLAINED, 10, 12, "找不到“road-bureau/roads”这条信息或事项"),
    ),
    case(
        "an unknown successor",
        [edit(NOTICES, "successor: plan-2026", "successor: plan-2025")],
        error("C510", NOTICES, 5, 14, "找不到“plan-2025”这条信息或事项"),
    ),
    case(
        "a notice of a change to nothing",
        [
            edit(NOTICES, "kind: superseded", "kind: changed"),
            edit(NOTICES, "of: plan-2024", "of: roads"),
        ],
        error("C510", NOTICES, 1, 7, "找不到“roads”这条信息或事项"),
    ),
    case(
        "an objection to an unknown record",
        [edit(REGISTER, "record: plan-2026", "record: plan-26")],
        error("C510", REGISTER, 5, 45, "找不到“plan-26”这条信息或事项"),
    ),
    case(
        "a dead link to a record",
        [edit(EXPLAINED, "(plan-2026.md)", "(plan-2025.md)")],
        error("C511", EXPLAINED, 17, 9, "链接“plan-2025.md”没有目标"),
    ),
    case(
        "a dead link to a file",
        [edit(PLAN, "(files/plan.csv)", "(files/plans.csv)")],
        error("C511", PLAN, 23, 13, "链接“files/plans.csv”没有目标"),
    ),
    case(
        "a dead link to an item",
        [edit(HELP, "item:city-office/plan", "item:city-office/plans")],
        error("C511", HELP, 3, 22, "链接“item:city-office/plans”没有目标"),
    ),
    case(
        "a dead link to an agency",
        [edit("pages/index.md", "agency:city-office", "agency:town-office")],
        error("C511", "pages/index.md", 3, 11, "链接“agency:town-office”没有目标"),
    ),
    case(
        "a link of a forbidden scheme",
        [edit(HELP, "(index.md)", "(javascript:alert)")],
        error("C511", HELP, 3, 7, "链接“javascript:alert”没有目标"),
    ),
    case(
        "a link out of the catalogue",
        [edit(HELP, "(index.md)", "(../../README.md)")],
        error("C511", HELP, 3, 7, "链接“../../README.md”没有目标"),
    ),
    case(
        "a text that is too long",
        [edit(SEAL, "请带齐材料。", "请带齐材料。" * 12_000)],
        error("C512", SEAL, 23, 1, "正文过长（超过 200 kB），不能发布"),
    ),
    case(
        "a text full of open brackets",
        [edit(HELP, "# 帮助", "[" * 41)],
        error("C512", HELP, 1, 1, "正文过乱（方括号嵌套过多），不能发布"),
    ),
)
