"""What is found when the small city is compared with what it was."""

from __future__ import annotations

from dataclasses import dataclass

from cases import (
    ANSWERED,
    BIDDING,
    BUREAU_FACTS,
    EXPLAINED,
    INTERNAL,
    ITEMS,
    NOTICES,
    PLAN,
    PRIVATE,
    SEAL,
    WORKS,
    Found,
    error,
    last_review,
    text_of,
    warning,
)
from small_city import BUREAU, OFFICE, OFFICE_CODE, Change, append, drop, edit, move, put, sign


@dataclass(frozen=True)
class Past:
    """What the small city was, what it is now, and all that the comparison finds."""

    name: str
    then: tuple[Change, ...]
    now: tuple[Change, ...]
    findings: tuple[Found, ...]


def past(name: str, now: list[Change], *findings: Found, then: tuple[Change, ...] = ()) -> Past:
    """A row of the table; the changes of `then` are there now as well."""
    return Past(name, then, (*then, *now), findings)


def notice(of: str, kind: str = "changed", more: str = "", file: str = NOTICES) -> Change:
    """Change: one more notice."""
    entry = f"- {{of: {of}, kind: {kind}, date: 2026-11-10, explanation: 因故调整{more}}}\n"
    return append(file, entry)


def new_id(old: str, new: str, file: str = ITEMS) -> Change:
    """Change: another id for an item."""
    return edit(file, f"- id: {old}\n", f"- id: {new}\n")


def item_of(path: str, old: str, new: str) -> Change:
    """Change: a record belongs to another item."""
    return edit(path, f"item: {old}\n", f"item: {new}\n")


INSIDE_SEALS = text_of(ITEMS, "- id: seals", "- id: tunnels").replace(
    "audience: group\n  group: 本市单位", "audience: internal"
)
SEALS = text_of(ITEMS, "- id: seals", "- id: tunnels")
LIMIT = "limit: {days: 20, unit: working, after: approved}"
MORE = edit(ITEMS, LIMIT, LIMIT.replace("20", "30"))
DRAFT = edit(PLAN, text_of(PLAN, "  - {level: 3", "\n"), "")
UNDONE = edit(PLAN, last_review(PLAN), "")
LOST = "这条信息在 REV 中已审查完毕，现在审查记录不全了（缺第 {} 级），会从网站上消失"
LOST_LEVEL = error(*("C442", PLAN, 16, 3), LOST.format("3"))
LIMIT_SAID = "公开时限由“自批准之日起20个工作日内”改为“自批准之日起30个工作日内”"
GONE_SEAL = error(
    *("C430", SEAL, 1, 1),
    "在 REV 中公开的办事指南“用印办理指南”（use-of-seal）现在不再公开，notices.yml 没有说明",
)


def changed(line: int, column: int, what: str, name: str = "发展计划") -> Found:
    """The finding for a changed item of the office."""
    message = f"与 REV 相比，事项“{name}”{what}，notices.yml 没有说明"
    return error("C432", ITEMS, line, column, message)


CASES: tuple[Past, ...] = (
    past("nothing changed", []),
    past("a text changed", [edit(SEAL, "请带齐", "请准备"), sign]),
    past("something new", [put(f"{OFFICE}/records/2026/new.md", text_of(EXPLAINED))]),
    # gone
    past("a service gone", [drop(SEAL)], GONE_SEAL),
    past("a service gone with a notice", [drop(SEAL), notice("use-of-seal", "revoked")]),
    past(
        "a service gone with a notice of a change", [drop(SEAL), notice("use-of-seal")], GONE_SEAL
    ),
    past(
        "a record gone",
        [drop(BIDDING)],
        error(
            *("C430", BIDDING, 1, 1),
            "在 REV 中公开的信息“管网改造工程招标公告”（pipes-bidding）现在不再公开，notices.yml 没有说明",
        ),
    ),
    past(
        "a draft gone", [drop(SEAL)], then=(edit(SEAL, text_of(SEAL, "  - {level: 3", "\n"), ""),)
    ),
    past(
        "an item gone with its record",
        [edit(ITEMS, SEALS, ""), drop(SEAL)],
        error(
            *("C430", ITEMS, 12, 7),
            "在 REV 中公开的事项“用印办理”（seals）现在不再公开，notices.yml 没有说明",
        ),
        GONE_SEAL,
    ),
    past(
        "an item that ended",
        [
            edit(ITEMS, SEALS, ""),
            drop(SEAL),
            notice("seals", "terminated"),
            notice("use-of-seal", "terminated"),
        ],
    ),
    past(
        "an item that turned internal",
        [edit(ITEMS, "audience: group\n  group: 本市单位\n", "audience: internal\n")],
        error(
            *("C430", ITEMS, 12, 7),
            "在 REV 中公开的事项“用印办理”（seals）现在不再公开，notices.yml 没有说明",
        ),
    ),
    past(
        "an internal item gone",
        [edit(ITEMS, SEALS.replace("group\n  group: 本市单位", "internal"), "")],
        then=(edit(ITEMS, "audience: group\n  group: 本市单位\n", "audience: internal\n"),),
    ),
    # renamed
    past(
        "a record with another name",
        [move(EXPLAINED, f"{OFFICE}/records/2026/plan-told.md")],
        error(
            *("C431", EXPLAINED, 1, 1),
            "信息“发展计划解读”的代号由 plan-explained（REV）改为 plan-told，notices.yml 没有说明",
        ),
    ),
    past(
        "a record with another name and a notice",
        [
            move(EXPLAINED, f"{OFFICE}/records/2026/plan-told.md"),
            notice("plan-explained", "renamed", ", successor: plan-told"),
        ],
    ),
    past(
        "a record in the folder of another year",
        [move(BIDDING, f"{BUREAU}/records/2024/pipes-bidding.md")],
    ),
    past(
        "an item with another id",
        [new_id("seals", "seal-use"), item_of(SEAL, "seals", "seal-use"), sign],
        error(
            *("C431", ITEMS, 12, 7),
            "事项“用印办理”的代号由 seals（REV）改为 seal-use，notices.yml 没有说明",
        ),
    ),
    past(
        "an item with another id and name, known by its record",
        [
            new_id("seals", "seal-use"),
            edit(ITEMS, "name: 用印办理", "name: 印章使用"),
            item_of(SEAL, "seals", "seal-use"),
            sign,
        ],
        error(
            *("C431", ITEMS, 12, 7),
            "事项“用印办理”的代号由 seals（REV）改为 seal-use，notices.yml 没有说明",
        ),
    ),
    past(
        "an item with another id and a notice",
        [
            new_id("seals", "seal-use"),
            item_of(SEAL, "seals", "seal-use"),
            sign,
            notice("seals", "renamed", ", successor: seal-use"),
        ],
    ),
    # changed
    past("another limit", [MORE], changed(7, 10, LIMIT_SAID)),
    past("another limit with a notice", [MORE, notice("plan")]),
    past(
        "another limit, and a notice of an earlier change",
        [MORE],
        changed(7, 10, LIMIT_SAID),
        then=(notice("plan"),),
    ),
    past("another limit, and a second notice", [MORE, notice("plan")], then=(notice("plan"),)),
    past("an ended item that changes", [MORE], then=(notice("plan", "terminated"),)),
    past(
        "another form",
        [edit(ITEMS, "forms: [website, notice-board]", "forms: [website]")],
        changed(8, 10, "公开形式由“政府网站、政务公开栏”改为“政府网站”"),
    ),
    past(
        "forms in another order",
        [edit(ITEMS, "forms: [website, notice-board]", "forms: [notice-board, website]")],
    ),
    past(
        "another category and name: one cause, one finding",
        [
            edit(ITEMS, "category: land-and-planning", "category: public-concern"),
            edit(ITEMS, "name: 人防工程位置", "name: 人防工程"),
        ],
        changed(
            *(24, 13),
            "名称由“人防工程位置”改为“人防工程”，类别由“规划和土地”改为“公众关切”",
            "人防工程",
        ),
    ),
    past(
        "one more category",
        [edit(ITEMS, "  name: 用印办理", "  also: [licensing]\n  name: 用印办理")],
        changed(12, 3, "兼属类别由“无”改为“行政许可”", "用印办理"),
    ),
    past(
        "no longer withheld",
        [edit(ITEMS, text_of(ITEMS, "  mode: withheld"), "")],
        changed(31, 9, "公开方式由“不予公开”改为“主动公开”", "人防工程位置"),
    ),
    past(
        "another group",
        [edit(ITEMS, "group: 本市单位", "group: 本省单位")],
        changed(21, 13, "公开对象由“本市单位”改为“本省单位”", "用印办理"),
    ),
    past(
        "a record of another item",
        [item_of(EXPLAINED, "plan", "seals"), sign],
        error(
            *("C433", EXPLAINED, 2, 7),
            "信息“发展计划解读”在 REV 中属于事项 plan，现在属于 seals，notices.yml 没有说明",
        ),
    ),
    past(
        "a record of another item with a notice",
        [item_of(EXPLAINED, "plan", "seals"), sign, notice("plan-explained")],
    ),
    # reviews
    past("a review that lost a level", [UNDONE], LOST_LEVEL),
    past(
        "a review that is gone whole",
        [edit(PLAN, text_of(PLAN, "review:", "---\n\n"), "")],
        error(*("C442", PLAN, 2, 1), LOST.format("1、2、3")),
    ),
    past(
        "a review whose level is named but not given",
        [edit(PLAN, last_review(PLAN), "  - {level: 3, post: 主任, date: 2026-03-04}\n")],
        LOST_LEVEL,
    ),
    past(
        "a changed text that lost a level of its review",
        [UNDONE, edit(PLAN, "今年的目标见", "目标见")],
        LOST_LEVEL,
    ),
    past("a changed text that has its reviews", [edit(PLAN, "今年的目标见", "目标见")]),
    past("a review that lost a level, and a notice", [UNDONE, notice("plan-2026", "revoked")]),
    past("a review that was never complete", [edit(PLAN, "经办人", "承办人")], then=(DRAFT,)),
    past(
        "a review of what is not to be published",
        [
            edit(SEAL, last_review(SEAL), ""),
            edit(ITEMS, "audience: group\n  group: 本市单位\n", "audience: internal\n"),
        ],
        error(
            *("C430", ITEMS, 12, 7),
            "在 REV 中公开的事项“用印办理”（seals）现在不再公开，notices.yml 没有说明",
        ),
    ),
    past(
        "a review that cannot be read any more",
        [
            edit(
                PLAN, "{level: 3, post: 主任, date: 2026-03-04", "{level: 3, post: 主任, date: 三月"
            )
        ],
    ),
    # moments and numbers
    past(
        "a date set back",
        [edit(EXPLAINED, "published: 2026-03-06 09:00", "published: 2026-03-05 09:00")],
        error(
            *("C434", EXPLAINED, 7, 12),
            "发布时间由 2026-03-06 09:00（REV）改为 2026-03-05 09:00，比原来早，属于倒填发布时间",
        ),
    ),
    past(
        "a date set back that a notice tells",
        [
            edit(EXPLAINED, "published: 2026-03-06 09:00", "published: 2026-03-05 09:00"),
            notice("plan-explained"),
        ],
        error(
            *("C434", EXPLAINED, 7, 12),
            "发布时间由 2026-03-06 09:00（REV）改为 2026-03-05 09:00，比原来早，属于倒填发布时间",
        ),
    ),
    past(
        "the date of a draft",
        [edit(PLAN, "published: 2026-03-05 09:00", "published: 2026-03-04 09:00")],
        then=(DRAFT,),
    ),
    past("a later date", [edit(EXPLAINED, "2026-03-06 09:00", "2026-03-07 09:00")]),
    past(
        "another index number",
        [edit(EXPLAINED, f"{OFFICE_CODE}/2026-00002", f"{OFFICE_CODE}/2026-00012"), sign],
        error(
            *("C435", EXPLAINED, 5, 15),
            f"索引号在 REV 中是 {OFFICE_CODE}/2026-00002，现在是 {OFFICE_CODE}/2026-00012",
        ),
    ),
    # notices and agencies
    past(
        "a notice altered",
        [edit(NOTICES, "已由新的", "由新的")],
        error(
            *("C436", NOTICES, 1, 7),
            "REV 中关于“plan-2024”的这条说明被删除或者改动了，notices.yml 只能追加",
        ),
    ),
    past(
        "the file of notices gone",
        [drop(NOTICES)],
        error(
            *("C436", NOTICES, 1, 7),
            "REV 中关于“plan-2024”的这条说明被删除或者改动了，notices.yml 只能追加",
        ),
    ),
    past(
        "one of two equal notices gone",
        [edit(NOTICES, "因故调整}\n- {of: plan, ", "因故调整}\n# {of: plan, ")],
        error(
            *("C436", NOTICES, 8, 8),
            "REV 中关于“plan”的这条说明被删除或者改动了，notices.yml 只能追加",
        ),
        then=(notice("plan"), notice("plan")),
    ),
    past("notices that cannot be read", [put(NOTICES, "a: 1\n"), drop(SEAL)]),
    past("items that cannot be read", [put(ITEMS, "a: 1\n")]),
    past(
        "an agency gone",
        [drop(f"{BUREAU}/")],
        error(
            *("C437", BUREAU_FACTS, 1, 1),
            "机关“小城水务局”（water-bureau）在 REV 中有文件夹，现在没有了",
        ),
    ),
    # what was internal then
    past(
        "an internal item and its record revoked, as if they had been public",
        [
            edit(ITEMS, INSIDE_SEALS, ""),
            drop(SEAL),
            notice("seals", "revoked"),
            notice("use-of-seal", "revoked"),
        ],
        error(
            *("C914", NOTICES, 7, 8),
            "“seals”在 REV 中是内部的，没有公开过，新的说明会让公众知道有它",
        ),
        error(
            *("C914", NOTICES, 8, 8),
            "“use-of-seal”在 REV 中是内部的，没有公开过，新的说明会让公众知道有它",
        ),
        then=(PRIVATE, INTERNAL, ANSWERED),
    ),
    past(
        "a notice of an internal item that is there still",
        [notice("seals", "terminated")],
        error(
            *("C914", NOTICES, 7, 8),
            "“seals”在 REV 中是内部的，没有公开过，新的说明会让公众知道有它",
        ),
        then=(PRIVATE, INTERNAL, ANSWERED),
    ),
    past(
        "an internal item and its record gone without a word",
        [edit(ITEMS, INSIDE_SEALS, ""), drop(SEAL)],
        then=(PRIVATE, INTERNAL, ANSWERED),
    ),
    past(
        "an internal item that is public now",
        [edit(ITEMS, "audience: internal", "audience: public")],
        then=(PRIVATE, INTERNAL, ANSWERED),
    ),
    past(
        "an item that is internal now, with a notice",
        [INTERNAL, notice("seals", "terminated")],
        then=(PRIVATE, ANSWERED),
    ),
    past(
        "an item that is internal now, without one",
        [INTERNAL],
        error(
            *("C430", ITEMS, 13, 7),
            "在 REV 中公开的事项“用印办理”（seals）现在不再公开，notices.yml 没有说明",
        ),
        then=(PRIVATE, ANSWERED),
    ),
    # what cannot be read of then
    past(
        "items of then that cannot be read",
        [put(WORKS, text_of(WORKS))],
        warning(
            *("C439", WORKS, 1, 1),
            "REV 中的这个文件无法完整读取，读不出的部分没有与现在比较",
        ),
        then=(put(WORKS, "a: 1\n"),),
    ),
    past(
        "a record of then that cannot be read",
        [put(SEAL, text_of(SEAL))],
        warning(
            *("C439", SEAL, 2, 1),
            "REV 中的这个文件无法完整读取，读不出的部分没有与现在比较",
        ),
        then=(put(SEAL, b"---\n\xff\xfe\n---\n"),),
    ),
    past(
        "an impossible date of then",
        [edit(PLAN, "formed: 2026-02-30", "formed: 2026-03-01")],
        warning(
            *("C439", PLAN, 7, 9),
            "REV 中的这个文件无法完整读取，读不出的部分没有与现在比较",
        ),
        then=(edit(PLAN, "formed: 2026-03-01", "formed: 2026-02-30"),),
    ),
)
