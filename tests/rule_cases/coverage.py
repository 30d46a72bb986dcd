"""C2xx, what must be disclosed: what each rule finds in the small city when it is broken."""

from __future__ import annotations

from cases import (
    FACTS,
    INTERNAL,
    ITEMS,
    PRIVATE,
    WORKS,
    Case,
    case,
    error,
    nil_return,
    text_of,
)
from small_city import edit

CASES: tuple[Case, ...] = (
    case(
        "the only item of a category taken out",
        [edit(ITEMS, text_of(ITEMS, "- id: tunnels"), "")],
        error(
            "C201",
            ITEMS,
            1,
            1,
            "类别“城乡规划、土地征用、房屋拆迁、经营性土地使用权出让、矿产资源开发和利用”约束本机关，但没有任何事项，也没有“无此类信息”的说明",
        ),
    ),
    case(
        "the only item of a category is internal",
        [PRIVATE, INTERNAL],
        error(
            *("C201", ITEMS, 1, 1),
            "类别“行政机关的机构设置、调整及职责权限、办事内容、办事依据、办事程序、办事时限、办事纪律、服务承诺和办事结果等事项”约束本机关，但没有任何事项，也没有“无此类信息”的说明",
        ),
    ),
    case(
        "the only nil return of a category taken out",
        [edit(FACTS, nil_return("donations"), "")],
        error(
            "C201",
            ITEMS,
            1,
            1,
            "类别“社会捐赠及其分配、使用”约束本机关，但没有任何事项，也没有“无此类信息”的说明",
        ),
    ),
    case(
        "a nil return beside an item",
        [
            edit(
                FACTS,
                nil_return("donations"),
                nil_return("donations") + nil_return("land-and-planning"),
            )
        ],
        error(
            "C202",
            FACTS,
            48,
            16,
            "类别“城乡规划、土地征用、房屋拆迁、经营性土地使用权出让、矿产资源开发和利用”已声明“无此类信息”，但第 23 行的事项“人防工程位置”属于这一类",
        ),
    ),
    case(
        "a nil return beside an item that is also of the category",
        [edit(ITEMS, "  name: 发展计划", "  also: [donations]\n  name: 发展计划")],
        error(
            "C202",
            FACTS,
            47,
            16,
            "类别“社会捐赠及其分配、使用”已声明“无此类信息”，但第 1 行的事项“发展计划”属于这一类",
        ),
    ),
    case(
        "a nil return without reason",
        [
            edit(
                FACTS,
                nil_return("donations"),
                nil_return("donations", without="reason: 今年没有, "),
            )
        ],
        error("C203", FACTS, 47, 5, "“无此类信息”的说明缺少“reason”（理由）"),
    ),
    case(
        "a nil return without date",
        [
            edit(
                FACTS,
                nil_return("donations"),
                nil_return("donations", without="date: 2026-01-05, "),
            )
        ],
        error("C203", FACTS, 47, 5, "“无此类信息”的说明缺少“date”（日期）"),
    ),
    case(
        "a nil return without post",
        [
            edit(
                FACTS, nil_return("donations"), nil_return("donations", without=", signed_by: 主任")
            )
        ],
        error("C203", FACTS, 47, 5, "“无此类信息”的说明缺少“signed_by”（签发岗位）"),
    ),
    case(
        "a nil return twice",
        [edit(FACTS, nil_return("donations"), nil_return("donations") * 2)],
        error("C204", FACTS, 48, 16, "类别“社会捐赠及其分配、使用”重复声明“无此类信息”"),
    ),
    case(
        "an item without limit",
        [edit(ITEMS, "  limit: prompt\n", "")],
        error("C211", ITEMS, 23, 3, "事项“人防工程位置”没有写明公开的期限（limit）"),
    ),
    case(
        "an item without forms",
        [edit(ITEMS, "  forms: [website, notice-board]\n", "")],
        error("C211", ITEMS, 1, 3, "事项“发展计划”没有写明公开的形式（forms）"),
    ),
    case(
        "an item with an empty list of forms",
        [edit(ITEMS, "[website, notice-board]", "[]")],
        error("C211", ITEMS, 1, 3, "事项“发展计划”没有写明公开的形式（forms）"),
    ),
    case(
        "an item without content",
        [edit(ITEMS, "  content: 年度发展计划\n", "")],
        error("C212", ITEMS, 1, 3, "事项“发展计划”缺少“content”（公开内容）"),
    ),
    case(
        "an item without basis",
        [edit(ITEMS, "  basis: [条例第八条]\n", "")],
        error("C212", ITEMS, 23, 3, "事项“人防工程位置”缺少“basis”（公开依据）"),
    ),
    case(
        "an item without department",
        [edit(ITEMS, "  department: services\n", "")],
        error("C212", ITEMS, 12, 3, "事项“用印办理”缺少“department”（责任科室）"),
    ),
    case(
        "an item without rhythm",
        [edit(WORKS, "  rhythm: phased\n", "")],
        error("C212", WORKS, 1, 3, "事项“管网改造工程”缺少“rhythm”（公开节奏）"),
    ),
    case(
        "a withheld item without exemption",
        [edit(ITEMS, "  exemption: state-secret\n", "")],
        error("C213", ITEMS, 31, 9, "不予公开的事项“人防工程位置”缺少“exemption”（情形）"),
    ),
    case(
        "a withheld item without ground",
        [edit(ITEMS, "  ground: 《中华人民共和国保守国家秘密法》第十三条\n", "")],
        error("C213", ITEMS, 31, 9, "不予公开的事项“人防工程位置”缺少“ground”（法律依据）"),
    ),
    case(
        "a withheld item without day of re-assessment",
        [edit(ITEMS, "  reassess_by: 2027-03-31\n", "")],
        error(
            "C213", ITEMS, 31, 9, "不予公开的事项“人防工程位置”缺少“reassess_by”（重新评估日期）"
        ),
    ),
    case(
        "routine work without period",
        [edit(ITEMS, "  period: yearly\n", "")],
        error("C214", ITEMS, 9, 11, "事项“发展计划”的公开节奏是“日常性工作”，须写明“period”"),
    ),
    case(
        "phased work with one phase",
        [edit(WORKS, "    - {id: acceptance, name: 验收}\n", "")],
        error("C214", WORKS, 9, 11, "事项“管网改造工程”的公开节奏是“阶段性工作”，须写明“phases”"),
    ),
    case(
        "an item for an unnamed group",
        [edit(ITEMS, "  group: 本市单位\n", "")],
        error("C215", ITEMS, 21, 13, "事项“用印办理”面向特定群体，须在 group 中写明是哪个群体"),
    ),
)
