"""One cause gives one finding, whatever else it makes doubtful."""

from __future__ import annotations

from pathlib import Path

from cases import (
    BUREAU_FACTS,
    FACTS,
    GUIDE,
    HELP,
    ITEMS,
    NOTICES,
    PACK,
    PLAN,
    REGISTER,
    SEAL,
    USE_OWN,
    WORKS,
    Case,
    case,
    error,
    own_pack,
    text_of,
)
from small_city import OFFICE, drop, edit, put

CASES: tuple[Case, ...] = (
    # one cause, one finding
    case(
        "an item that is no mapping",
        [put(ITEMS, text_of(ITEMS) + "- 发展计划\n")],
        error("C101", ITEMS, 35, 3, "“这一项”应为“名称: 值”的形式"),
    ),
    case(
        "a broken record keeps its attachment and its explainer",
        [put(PLAN, "---\ntitle: [\n---\n\n正文\n")],
        error("C006", PLAN, 2, 8, "这里不符合 YAML 语法：括号没有成对，或括号里缺少内容"),
    ),
    case(
        "a broken service",
        [put(SEAL, b"\xff")],
        error("C001", SEAL, 1, 1, "文件不是 UTF-8 编码（是哪种编码不清楚），从这里起无法读取"),
    ),
    case(
        "a broken guide",
        [put(GUIDE, '---\nclassification: "\n---\n')],
        error("C006", GUIDE, 2, 17, "这里不符合 YAML 语法：引号没有成对"),
    ),
    case(
        "a broken notice",
        [edit(NOTICES, "kind: superseded", "kind: [")],
        error("C006", NOTICES, 2, 9, "这里不符合 YAML 语法：括号没有成对，或缺少逗号"),
    ),
    case(
        "a notice without its kind",
        [edit(NOTICES, "kind: superseded\n  ", "")],
        error("C102", NOTICES, 1, 3, "缺少“kind”（说明类型）"),
    ),
    case(
        "a broken register",
        [put(REGISTER, "year: [")],
        error("C006", REGISTER, 1, 7, "这里不符合 YAML 语法：括号没有成对，或括号里缺少内容"),
    ),
    case(
        "a broken page",
        [put(HELP, b"\xff")],
        error("C001", HELP, 1, 1, "文件不是 UTF-8 编码（是哪种编码不清楚），从这里起无法读取"),
    ),
    case(
        "an agency folder without agency.yml is still a parent",
        [drop(FACTS)],
        error("C017", FACTS, 1, 1, "缺少文件“agency.yml”"),
    ),
    case(
        "unknown parent",
        [edit(BUREAU_FACTS, "parent: city-office", "parent: city-ofice")],
        error("C505", BUREAU_FACTS, 4, 9, "没有“city-ofice”这个机关"),
    ),
    case(
        "an unknown category near a real one",
        [edit(ITEMS, "category: development-strategy", "category: development-strategies")],
        error("C501", ITEMS, 2, 13, "没有“development-strategies”这个类别"),
    ),
    case(
        "an unknown category near none",
        [edit(ITEMS, "category: development-strategy", "category: zzz")],
        error("C501", ITEMS, 2, 13, "没有“zzz”这个类别"),
    ),
    case(
        "an unknown category in a nil return",
        [edit(FACTS, "category: licensing", "category: licences")],
        error("C501", FACTS, 35, 16, "没有“licences”这个类别"),
    ),
    case(
        "kind of agency that is no text",
        [edit(FACTS, "kind: government", "kind: [government]")],
        error("C101", FACTS, 2, 7, "“kind”应为文字（数字或日期请加引号）"),
    ),
    case(
        "departments of the wrong shape",
        [
            edit(
                FACTS,
                "  - {id: secretariat, name: 秘书科, duties: 办理公文, phone: 0000-5550103}",
                "  - secretariat",
            )
        ],
        error("C101", FACTS, 22, 5, "“departments 的第 1 项”应为“名称: 值”的形式"),
    ),
    case(
        "attachments of the wrong shape",
        [edit(PLAN, "{path: files/plan.csv, title: 任务表}", "files/plan.csv")],
        error("C101", PLAN, 14, 5, "“attachments 的第 1 项”应为“名称: 值”的形式"),
    ),
    case(
        "bodies of the wrong shape",
        [
            edit(
                "site.yml",
                "province: {name: 小省人民政府, phone: 0000-5550001}",
                "province: 小省人民政府",
            )
        ],
        error("C101", "site.yml", 8, 13, "“province”应为“名称: 值”的形式"),
    ),
    case(
        "service of the wrong shape",
        [edit(SEAL, "  policy: [用印管理规定]", "  policy: 用印管理规定")],
        error("C101", SEAL, 17, 11, "“policy”应为列表（每行以“- ”开头，或写成 [甲, 乙]）"),
    ),
    case(
        "events of the wrong shape",
        [edit(PLAN, "events: {approved: 2026-03-01}", "events: {approved: 去年}")],
        error("C105", PLAN, 11, 20, "“approved”的值“去年”格式不对，应写成 2026-08-12"),
    ),
    case(
        "phases of the wrong shape",
        [edit(WORKS, "    - {id: bidding, name: 招标}", "    - bidding")],
        error("C101", WORKS, 11, 7, "“phases 的第 1 项”应为“名称: 值”的形式"),
    ),
    case(
        "item of the wrong type in a record",
        [edit(PLAN, "item: plan", "item: [plan]")],
        error("C101", PLAN, 2, 7, "“item”应为文字（数字或日期请加引号）"),
    ),
    case(
        "nil return of the wrong type",
        [
            edit(
                FACTS,
                "reason: 今年没有, date: 2026-01-05, signed_by: 主任}\n  - {category: penalties",
                "reason: [没有], date: 2026-01-05, signed_by: 主任}\n  - {category: penalties",
            )
        ],
        error("C101", FACTS, 35, 35, "“reason”应为文字（数字或日期请加引号）"),
    ),
    case(
        "a malformed pack",
        [own_pack(("id: gazette, ", "")), USE_OWN],
        error("C102", PACK, 199, 5, "缺少“id”（代号）"),
    ),
    case(
        "a pack that YAML cannot read",
        [own_pack(("forms:", "forms: [")), USE_OWN],
        error("C006", PACK, 198, 8, "这里不符合 YAML 语法：括号没有成对，或括号里缺少内容"),
    ),
    case(
        "a pack without articles",
        [own_pack(), drop("packs/own/articles.yml"), USE_OWN],
        error("C017", "packs/own/articles.yml", 1, 1, "缺少文件“articles.yml”"),
    ),
    case(
        "an alias for a whole item",
        [put(WORKS, "- *pipes\n")],
        error("C008", WORKS, 1, 3, "这里用了 YAML 锚点或别名“*pipes”"),
    ),
    case(
        "an alias in a list",
        [edit(ITEMS, "forms: [website, notice-board]", "forms: [*web, 3]")],
        error("C008", ITEMS, 8, 11, "这里用了 YAML 锚点或别名“*web”"),
        error("C101", ITEMS, 8, 17, "“forms 的第 2 项”应为文字（数字或日期请加引号）"),
    ),
    case(
        "a guide that is a folder",
        [drop(GUIDE), put(f"{GUIDE}/text.md", "x")],
        error("C014", GUIDE, 1, 1, "无法读取：这是一个文件夹，不是文件"),
    ),
    case(
        "a guide that is a link",
        [drop(GUIDE), put(GUIDE, Path("/dev/null"))],
        error("C014", GUIDE, 1, 1, "无法读取：这是一个链接，不是真正的文件"),
    ),
    case(
        "an attachment that is a link",
        [put(f"{OFFICE}/files/more.csv", Path("/dev/null"))],
        error("C014", f"{OFFICE}/files/more.csv", 1, 1, "无法读取：这是一个链接，不是真正的文件"),
    ),
    case(
        "an agency that is a link",
        [put("agencies/other", Path("/dev/null"))],
        error("C016", "agencies/other", 1, 1, "不认得的文件或文件夹“other”"),
    ),
    case(
        "a duplicate id of an item",
        [edit(ITEMS, "- id: plan", "- id: plan\n  id: plans")],
        error("C007", ITEMS, 2, 3, "“id”重复了，第 1 行已经写过"),
    ),
    case(
        "a duplicate list of departments",
        [edit(FACTS, "departments:", "departments: []\ndepartments:")],
        error("C007", FACTS, 22, 1, "“departments”重复了，第 21 行已经写过"),
    ),
    case(
        "a misspelt second item key",
        [edit(WORKS, "- id: pipes", "- idd: pipes")],
        error("C103", WORKS, 1, 3, "不认得的名称“idd”"),
    ),
    case(
        "limit with a misspelt key of another form",
        [edit(WORKS, "{by_day: 10, each: month}", "{by_day: 10, eech: month}")],
        error("C103", WORKS, 7, 23, "不认得的名称“eech”"),
    ),
    case(
        "folder in the records of a year",
        [put(f"{OFFICE}/records/2026/more/a.md", "x")],
        error("C016", f"{OFFICE}/records/2026/more", 1, 1, "不认得的文件或文件夹“more”"),
    ),
    case(
        "wrong pack file type",
        [own_pack(), put("packs/own/articles.yml", "number: 2\n"), USE_OWN],
        error("C013", "packs/own/articles.yml", 1, 1, "文件最外层应为以“- ”开头的列表"),
    ),
    case(
        "two wrong fields of one item",
        [
            edit(ITEMS, "name: 用印办理", "name: [a]"),
            edit(ITEMS, "limit: standing", "limit: never"),
        ],
        error("C101", ITEMS, 14, 9, "“name”应为文字（数字或日期请加引号）"),
        error(
            "C107",
            ITEMS,
            18,
            10,
            "时限看不懂：“never”不是 real-time（实时）、prompt（及时）、standing（长期）之一",
        ),
    ),
)
