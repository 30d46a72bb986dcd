"""Values of the wrong shape."""

from __future__ import annotations

from cases import (
    FACTS,
    ITEMS,
    PLAN,
    REGISTER,
    WORKS,
    Case,
    case,
    error,
)
from small_city import edit

CASES: tuple[Case, ...] = (
    # shape
    case(
        "list for a text",
        [edit(ITEMS, "name: 发展计划", "name: [发展, 计划]")],
        error("C101", ITEMS, 3, 9, "“name”应为文字（数字或日期请加引号）"),
    ),
    case(
        "text for a list",
        [edit(ITEMS, "forms: [website, notice-board]", "forms: website")],
        error("C101", ITEMS, 8, 10, "“forms”应为列表（每行以“- ”开头，或写成 [甲, 乙]）"),
    ),
    case(
        "number for a text",
        [edit(ITEMS, "name: 发展计划", "name: 2026")],
        error("C101", ITEMS, 3, 9, "“name”应为文字（数字或日期请加引号）"),
    ),
    case(
        "text for a yes or no",
        [edit(WORKS, "major: true", "major: 是")],
        error("C101", WORKS, 13, 10, "“major”应为 true 或 false"),
    ),
    case(
        "text for a mapping",
        [edit(FACTS, "  - {form: notice-board, where: 一楼大厅}", "  - 一楼大厅")],
        error("C101", FACTS, 30, 5, "“places 的第 1 项”应为“名称: 值”的形式"),
    ),
    case(
        "text for a number",
        [edit(REGISTER, "year: 2026", "year: 今年")],
        error("C101", REGISTER, 1, 7, "“year”应为整数"),
    ),
    case(
        "required field of an item",
        [edit(ITEMS, "  name: 发展计划\n", "")],
        error("C102", ITEMS, 1, 3, "缺少“name”（事项名称）"),
    ),
    case(
        "required id of an item",
        [edit(WORKS, "- id: pipes\n  category", "- category")],
        error("C102", WORKS, 1, 3, "缺少“id”（事项代号）"),
    ),
    case(
        "required field of an agency",
        [edit(FACTS, "level: municipal\n", "")],
        error("C102", FACTS, 1, 1, "缺少“level”（层级）"),
    ),
    case(
        "required field of a record",
        [edit(PLAN, "title: 小城2026年发展计划\n", "")],
        error("C102", PLAN, 2, 1, "缺少“title”（标题）"),
    ),
    case(
        "required field in a nested mapping",
        [edit(FACTS, "name: 服务科, ", "")],
        error("C102", FACTS, 23, 5, "缺少“name”（科室名称）"),
    ),
    case(
        "unknown field",
        [edit(ITEMS, "  period: yearly", "  period: yearly\n  colour: red")],
        error("C103", ITEMS, 11, 3, "不认得的名称“colour”"),
    ),
    case(
        "misspelt required field",
        [edit(ITEMS, "  name: 发展计划", "  nmae: 发展计划")],
        error("C103", ITEMS, 3, 3, "不认得的名称“nmae”"),
    ),
    case(
        "misspelt optional field that a rule wants",
        [
            edit(
                ITEMS,
                "  department: secretariat\n  limit: {",
                "  departmnet: secretariat\n  limit: {",
            )
        ],
        error("C103", ITEMS, 6, 3, "不认得的名称“departmnet”"),
    ),
    case(
        "misspelt contact fact",
        [edit(FACTS, "  fax: 0000-5550102", "  fxa: 0000-5550102")],
        error("C103", FACTS, 11, 3, "不认得的名称“fxa”"),
    ),
    case(
        "misspelt nil_returns",
        [edit(FACTS, "nil_returns:", "nil_return:")],
        error("C103", FACTS, 33, 1, "不认得的名称“nil_return”"),
    ),
    case(
        "misspelt category",
        [edit(ITEMS, "  category: development-strategy", "  catgory: development-strategy")],
        error("C103", ITEMS, 2, 3, "不认得的名称“catgory”"),
    ),
    case(
        "unknown choice",
        [edit(ITEMS, "  mode: withheld", "  mode: witheld")],
        error(
            "C104",
            ITEMS,
            31,
            9,
            "“mode”的值“witheld”不在可选范围内，可选：proactive、on-request、withheld",
        ),
    ),
    case(
        "unknown choice in a record",
        [edit(PLAN, "validity: in-force", "validity: valid")],
        error(
            "C104",
            PLAN,
            12,
            11,
            "“validity”的值“valid”不在可选范围内，可选：in-force、repealed、expired",
        ),
    ),
    case(
        "unknown pack",
        [edit("site.yml", "[seed-province]", "[seed-provnce]")],
        error(
            "C104", "site.yml", 6, 9, "“packs”的值“seed-provnce”不在可选范围内，可选：seed-province"
        ),
    ),
    case(
        "malformed date",
        [edit(PLAN, "formed: 2026-03-01", "formed: 2026/3/1")],
        error("C105", PLAN, 7, 9, "“formed”的值“2026/3/1”格式不对，应写成 2026-08-12"),
    ),
    case(
        "malformed moment",
        [edit(PLAN, "published: 2026-03-05 09:00", "published: 2026-03-05")],
        error("C105", PLAN, 8, 12, "“published”的值“2026-03-05”格式不对，应写成 2026-08-12 09:00"),
    ),
    case(
        "malformed address of the site",
        [edit("site.yml", "https://www.small-city.example/zwgk/", "www.small-city.example")],
        error(
            "C105",
            "site.yml",
            5,
            10,
            "“address”的值“www.small-city.example”格式不对，应写成 https://www.example-city.example/zwgk/",
        ),
    ),
    case(
        "impossible date",
        [edit(PLAN, "formed: 2026-03-01", "formed: 2026-02-30")],
        error("C106", PLAN, 7, 9, "“formed”的值“2026-02-30”不是真实存在的日期或时间"),
    ),
    case(
        "a year that lost its first digit",
        [edit(PLAN, "formed: 2026-03-01", "formed: 0206-03-01")],
        error("C109", PLAN, 7, 9, "“formed”的值“0206-03-01”超出范围，应在 1900 年至 2199 年之间"),
    ),
    case(
        "a year too far ahead",
        [edit(PLAN, "published: 2026-03-05 09:00", "published: 2926-03-05 09:00")],
        error(
            "C109",
            PLAN,
            8,
            12,
            "“published”的值“2926-03-05 09:00”超出范围，应在 1900 年至 2199 年之间",
        ),
    ),
    case(
        "impossible moment",
        [edit(PLAN, "published: 2026-03-05 09:00", "published: 2026-03-05 24:30")],
        error("C106", PLAN, 8, 12, "“published”的值“2026-03-05 24:30”不是真实存在的日期或时间"),
    ),
    case(
        "impossible day of the year",
        [edit(ITEMS, "limit: prompt", 'limit: {by: "02-30"}')],
        error("C106", ITEMS, 28, 15, "“by”的值“02-30”不是真实存在的日期或时间"),
    ),
    case(
        "limit of an unknown word",
        [edit(ITEMS, "limit: prompt", "limit: promptly")],
        error(
            "C107",
            ITEMS,
            28,
            10,
            "时限看不懂：“promptly”不是 real-time（实时）、prompt（及时）、standing（长期）之一",
        ),
    ),
    case(
        "limit without unit",
        [edit(ITEMS, "{days: 20, unit: working, after: approved}", "{days: 20, after: approved}")],
        error(
            "C107",
            ITEMS,
            7,
            10,
            "时限看不懂：写 days 时须写 unit：working（工作日）或 calendar（自然日）",
        ),
    ),
    case(
        "limit without event",
        [edit(ITEMS, "{days: 20, unit: working, after: approved}", "{days: 20, unit: working}")],
        error("C107", ITEMS, 7, 10, "时限看不懂：after、before 须写且只写一个"),
    ),
    case(
        "limit with two amounts",
        [
            edit(
                ITEMS,
                "{days: 20, unit: working, after: approved}",
                "{days: 20, hours: 2, unit: working, after: approved}",
            )
        ],
        error("C107", ITEMS, 7, 10, "时限看不懂：days、hours、months 须写且只写一个"),
    ),
    case(
        "limit by a day that no month has",
        [edit(ITEMS, "limit: prompt", "limit: {by_day: 32, each: month}")],
        error(
            "C107",
            ITEMS,
            28,
            10,
            "时限看不懂：一个月没有第32日，写 each: month 时 by_day 不大于 31",
        ),
    ),
    case(
        "limit by a day that not every quarter has",
        [edit(ITEMS, "limit: prompt", "limit: {by_day: 91, each: quarter}")],
        error(
            "C107",
            ITEMS,
            28,
            10,
            "时限看不懂：不是每个季度都有第91日，写 each: quarter 时 by_day 不大于 90",
        ),
    ),
    case(
        "limit in months of working days",
        [edit(ITEMS, "limit: prompt", "limit: {months: 3, unit: working, after: formed}")],
        error("C107", ITEMS, 28, 10, "时限看不懂：按月计算的时限不写 unit: working"),
    ),
    case(
        "limit with an unknown key",
        [
            edit(
                ITEMS,
                "{days: 20, unit: working, after: approved}",
                "{days: 20, unit: working, afer: approved}",
            )
        ],
        error("C103", ITEMS, 7, 36, "不认得的名称“afer”"),
    ),
    case(
        "limit with an unknown unit",
        [
            edit(
                ITEMS,
                "{days: 20, unit: working, after: approved}",
                "{days: 20, unit: work, after: approved}",
            )
        ],
        error("C104", ITEMS, 7, 27, "“unit”的值“work”不在可选范围内，可选：working、calendar"),
    ),
    case(
        "limit by a day of nothing",
        [edit(WORKS, "{by_day: 10, each: month}", "{by_day: 10}")],
        error("C102", WORKS, 7, 10, "缺少“each”（每月或每季度）"),
    ),
    case(
        "limit with a huge amount",
        [edit(ITEMS, "days: 20, unit", "days: 99999, unit")],
        error("C109", ITEMS, 7, 17, "“days”的值“99999”超出范围，应不大于 3660"),
    ),
    case(
        "empty text",
        [edit(ITEMS, "name: 发展计划", "name:")],
        error("C108", ITEMS, 3, 8, "“name”是空的"),
    ),
    case(
        "blank text",
        [edit(PLAN, "title: 小城2026年发展计划", 'title: " "')],
        error("C108", PLAN, 4, 8, "“title”是空的"),
    ),
    case(
        "empty optional text",
        [edit(ITEMS, "  group: 本市单位", "  group:")],
        error("C215", ITEMS, 21, 13, "事项“用印办理”面向特定群体，须在 group 中写明是哪个群体"),
    ),
    case(
        "negative count",
        [edit(REGISTER, "phone: 12", "phone: -12")],
        error("C109", REGISTER, 6, 20, "“phone”的值“-12”超出范围，应不小于 0"),
    ),
    case(
        "review level zero",
        [edit(PLAN, "level: 1", "level: 0")],
        error("C109", PLAN, 16, 13, "“level”的值“0”超出范围，应不小于 1"),
    ),
)
