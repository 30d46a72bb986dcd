"""C6xx, records: what each rule finds in the small city when it is broken."""

from __future__ import annotations

from cases import (
    EXPLAINED,
    PLAN,
    SEAL,
    Case,
    case,
    error,
    text_of,
)
from small_city import OFFICE, drop, edit, put

CASES: tuple[Case, ...] = (
    case(
        "a record without item",
        [edit(PLAN, "item: plan\n", "")],
        error("C601", PLAN, 2, 1, "这条信息没有写明所属事项（item）"),
    ),
    case(
        "an attachment that is not there",
        [drop(f"{OFFICE}/files/plan.csv"), edit(PLAN, "[任务表](files/plan.csv)", "任务表")],
        error("C602", PLAN, 14, 12, "附件“files/plan.csv”不存在"),
    ),
    case(
        "an attachment in another case",
        [edit(PLAN, "{path: files/plan.csv,", "{path: files/Plan.csv,")],
        error("C602", PLAN, 14, 12, "附件“files/Plan.csv”不存在"),
    ),
    case(
        "a misspelt attachment is not also an unused file",
        [
            edit(PLAN, "{path: files/plan.csv,", "{path: files/plans.csv,"),
            edit(PLAN, "[任务表](files/plan.csv)", "任务表"),
        ],
        error("C602", PLAN, 14, 12, "附件“files/plans.csv”不存在"),
    ),
    case(
        "a file that nothing uses",
        [put(f"{OFFICE}/files/old.csv", "x")],
        error("C603", f"{OFFICE}/files/old.csv", 1, 1, "附件“files/old.csv”没有被任何信息使用"),
    ),
    case(
        "an attachment outside the folder",
        [edit(PLAN, "{path: files/plan.csv,", "{path: ../water-bureau/guide.md,")],
        error("C604", PLAN, 14, 12, "附件“../water-bureau/guide.md”不在本机关的 files/ 文件夹里"),
    ),
    case(
        "an attachment that climbs out",
        [edit(PLAN, "{path: files/plan.csv,", "{path: files/../agency.yml,")],
        error("C604", PLAN, 14, 12, "附件“files/../agency.yml”不在本机关的 files/ 文件夹里"),
    ),
    case(
        "a service without policy",
        [edit(SEAL, "  policy: [用印管理规定]\n", "")],
        error("C605", SEAL, 14, 3, "办事指南缺少“办事政策”（service.policy）"),
    ),
    case(
        "a service without procedure",
        [edit(SEAL, "  procedure:\n    - {step: 受理, by: 综合窗口, within: 当场}\n", "")],
        error("C605", SEAL, 14, 3, "办事指南缺少“办事程序”（service.procedure）"),
    ),
    case(
        "a service without time limit",
        [edit(SEAL, "  time_limit: {statutory: 1个工作日, promised: 当场}\n", "")],
        error("C605", SEAL, 14, 3, "办事指南缺少“办事时限”（service.time_limit）"),
    ),
    case(
        "a service without result",
        [edit(SEAL, "  result: 取得用印的文件\n", "")],
        error("C605", SEAL, 14, 3, "办事指南缺少“办事结果”（service.result）"),
    ),
    case(
        "a service without particulars",
        [edit(SEAL, text_of(SEAL, "service:\n", "---\n\n"), "")],
        error(
            "C605", SEAL, 2, 1, "办事指南缺少“办事政策、办事程序、办事时限、办事结果”（service）"
        ),
    ),
    case(
        "a record without text",
        [edit(EXPLAINED, "\n请对照[原文](plan-2026.md)阅读。\n", "")],
        error("C606", EXPLAINED, 2, 1, "这条信息没有正文，也没有附件"),
    ),
    case(
        "a service among the records",
        [edit(PLAN, "kind: document", "kind: service")],
        error(
            "C607",
            PLAN,
            3,
            7,
            "种类“service”放错了文件夹：办事指南放在 services/，其他信息放在 records/年份/",
        ),
    ),
    case(
        "a document among the services",
        [edit(SEAL, "kind: service", "kind: notice")],
        error(
            "C607",
            SEAL,
            3,
            7,
            "种类“notice”放错了文件夹：办事指南放在 services/，其他信息放在 records/年份/",
        ),
    ),
    case(
        "a document without validity",
        [edit(PLAN, "validity: in-force\n", "")],
        error("C608", PLAN, 2, 1, "“规范性文件和公文”须标明有效性（validity）"),
    ),
    case(
        "an interpretation of nothing",
        [edit(EXPLAINED, "explains: [plan-2026]\n", "")],
        error("C609", EXPLAINED, 2, 1, "“政策解读”须在 explains 中写明解读或回应的是什么"),
    ),
)
