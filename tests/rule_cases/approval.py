"""C8xx, reviews: what each rule finds in the small city when it is broken."""

from __future__ import annotations

from cases import (
    BIDDING,
    EXPLAINED,
    PLAN,
    SEAL,
    USE_OWN,
    Case,
    case,
    error,
    last_review,
    own_pack,
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
LEVELS = "levels: [承办人拟定意见, 分管领导审查, 政务公开工作机构批准]"
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
    case(
        "reviews of a text before the last that are not complete",
        [edit(EXPLAINED, "阅读。", "阅读，谢谢。"), edit(EXPLAINED, last_review(EXPLAINED), "")],
        LATE,
        warning(
            "C801",
            EXPLAINED,
            12,
            3,
            "审查没有完成（还差第 1、2、3 级），这条信息暂不发布；现在的校验值是 "
            "v1:e1af3ee89ff2bebaba428f4231ec38fbe10908c2ebfbb08abd38294daa5bcdfb",
        ),
    ),
    case(
        "a level that is named but not given",
        [
            edit(
                EXPLAINED,
                last_review(EXPLAINED),
                "  - {level: 3, post: 经办人, date: 2026-03-01}\n",
            )
        ],
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
        "a post that reviews twice",
        [edit(EXPLAINED, "level: 3, post: 主任", "level: 3, post: 经办人")],
        error("C804", EXPLAINED, 14, 22, "第 3 级审查的岗位“经办人”就是第 1 级的岗位"),
    ),
    case(
        "a post that reviews thrice, written otherwise",
        [
            edit(EXPLAINED, "level: 2, post: 副主任", "level: 2, post: 经 办 人"),
            edit(EXPLAINED, "level: 3, post: 主任", "level: 3, post: 经办人　"),
        ],
        error("C804", EXPLAINED, 13, 22, "第 2 级审查的岗位“经 办 人”就是第 1 级的岗位"),
        error("C804", EXPLAINED, 14, 22, "第 3 级审查的岗位“经办人”就是第 1 级的岗位"),
    ),
    case(
        "a review before the one below",
        [edit(EXPLAINED, "post: 副主任, date: 2026-03-03", "post: 副主任, date: 2026-03-01")],
        error("C805", EXPLAINED, 13, 33, "第 2 级审查的日期 2026-03-01 早于第 1 级的 2026-03-02"),
    ),
    case(
        "reviews in another order in the file",
        [
            edit(EXPLAINED, last_review(EXPLAINED), ""),
            edit(EXPLAINED, "review:\n", "review:\n" + last_review(EXPLAINED)),
            edit(EXPLAINED, "date: 2026-03-04", "date: 2026-03-02"),
        ],
        error("C805", EXPLAINED, 12, 32, "第 3 级审查的日期 2026-03-02 早于第 2 级的 2026-03-03"),
    ),
    case(
        "a review after the publication",
        [edit(EXPLAINED, "post: 主任, date: 2026-03-04", "post: 主任, date: 2026-03-07")],
        error(
            *("C806", EXPLAINED, 14, 32),
            "最后一级（第 3 级）审查的日期 2026-03-07 晚于发布日期（published） 2026-03-06",
        ),
    ),
    case(
        "a review after the revision",
        [edit(PLAN, "post: 主任, date: 2026-03-04", "post: 主任, date: 2026-04-02")],
        error(
            *("C806", PLAN, 18, 32),
            "最后一级（第 3 级）审查的日期 2026-04-02 晚于修订日期（revised） 2026-04-01",
        ),
    ),
    case(
        "a text that changed, with wrong posts and dates of the reviews before",
        [
            edit(EXPLAINED, "阅读。", "阅读，谢谢。"),
            edit(EXPLAINED, "post: 主任, date: 2026-03-04", "post: 副主任, date: 2026-03-01"),
        ],
        error(
            "C802",
            EXPLAINED,
            12,
            51,
            "第 1 级审查之后内容有改动，校验值应为 v1:e1af3ee89ff2bebaba428f4231ec38fbe10908c2ebfbb08abd38294daa5bcdfb",
        ),
    ),
    case(
        "a review that cannot be read beside good ones",
        [edit(EXPLAINED, "post: 副主任, date: 2026-03-03", "post: 经办人, date: 2026-03-32")],
        error("C106", EXPLAINED, 13, 33, "“date”的值“2026-03-32”不是真实存在的日期或时间"),
    ),
    case(
        "a revision that cannot be read, and a review after the publication",
        [
            edit(EXPLAINED, "post: 主任, date: 2026-03-04", "post: 主任, date: 2026-03-07"),
            edit(EXPLAINED, "confirmed: ", "revised: 2026-03-32 09:00\nconfirmed: "),
        ],
        error("C106", EXPLAINED, 8, 10, "“revised”的值“2026-03-32 09:00”不是真实存在的日期或时间"),
    ),
)
ALLOWED: tuple[Case, ...] = (
    case(
        "all levels on the day of publication",
        [
            edit(EXPLAINED, "post: 经办人, date: 2026-03-02", "post: 经办人, date: 2026-03-06"),
            edit(EXPLAINED, "post: 副主任, date: 2026-03-03", "post: 副主任, date: 2026-03-06"),
            edit(EXPLAINED, "post: 主任, date: 2026-03-04", "post: 主任, date: 2026-03-06"),
        ],
    ),
    case(
        "a change that was reviewed and put up on one day",
        [edit(PLAN, "post: 主任, date: 2026-03-04", "post: 主任, date: 2026-04-01")],
    ),
    case(
        "two levels, of which the last is before the publication",
        [
            own_pack((LEVELS, "levels: [初审, 复审]")),
            USE_OWN,
            *(edit(path, last_review(path), "") for path in (PLAN, EXPLAINED, SEAL, BIDDING)),
        ],
    ),
)
