"""C8xx, reviews: what each rule finds in the small city when it is broken."""

from __future__ import annotations

from cases import (
    EXPLAINED,
    PLAN,
    Case,
    case,
    error,
    last_review,
    text_of,
    warning,
)
from small_city import OFFICE, edit, put

LATE = warning(
    "C411",
    EXPLAINED,
    8,
    12,
    "这条信息最晚应于 2026-03-27 公开（自批准之日起20个工作日内，起算日 2026-03-01），审查还没有完成，"
    "已逾期162个工作日",
)
"""Of a record that is not reviewed: its limit runs on."""
CASES: tuple[Case, ...] = (
    case(
        "no review",
        [edit(EXPLAINED, text_of(EXPLAINED, "review:", "---\n\n"), "")],
        warning(
            "C801",
            EXPLAINED,
            2,
            1,
            "审查没有完成（还差第 1、2、3 级），这条信息暂不发布；现在的校验值是 "
            "v1:1633855223789b517e0064a3470d780eb938936cb8dd0bea925c587331b846bd",
        ),
        LATE,
    ),
    case(
        "a level of the review that is still to come",
        [edit(EXPLAINED, last_review(EXPLAINED), "")],
        LATE,
        warning(
            "C801",
            EXPLAINED,
            12,
            3,
            "审查没有完成（还差第 3 级），这条信息暂不发布；现在的校验值是 "
            "v1:1633855223789b517e0064a3470d780eb938936cb8dd0bea925c587331b846bd",
        ),
    ),
    case(
        "changed after its review",
        [edit(EXPLAINED, "阅读。", "阅读，谢谢。")],
        error(
            "C802",
            EXPLAINED,
            12,
            51,
            "第 1 级审查之后内容有改动，校验值应为 v1:e1af3ee89ff2bebaba428f4231ec38fbe10908c2ebfbb08abd38294daa5bcdfb",
        ),
    ),
    case(
        "an attachment changed after the review",
        [put(f"{OFFICE}/files/plan.csv", "任务,完成\n道路,否\n")],
        error(
            "C802",
            PLAN,
            16,
            51,
            "第 1 级审查之后内容有改动，校验值应为 v1:a74d6625aaf2bcf6d4b0455f42ad2b6f2349e59dd057c82ccae54777006d98b0",
        ),
    ),
    case(
        "a review level too many",
        [
            edit(
                EXPLAINED,
                last_review(EXPLAINED),
                last_review(EXPLAINED) + last_review(EXPLAINED).replace("level: 3", "level: 4"),
            )
        ],
        error("C803", EXPLAINED, 15, 13, "没有第 4 级审查"),
    ),
    case(
        "a review level twice",
        [edit(EXPLAINED, last_review(EXPLAINED), last_review(EXPLAINED) * 2)],
        error("C803", EXPLAINED, 15, 13, "没有第 3 级审查"),
    ),
)
