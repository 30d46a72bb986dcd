"""Files that cannot be read, values of the wrong shape, and one finding for one cause."""

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
    # reading
    case(
        "gbk",
        [put(FACTS, text_of(FACTS).encode("gbk"))],
        error("C001", FACTS, 1, 8, "文件不是 UTF-8 编码（可能是 GBK），从这里起无法读取"),
    ),
    case(
        "utf-16",
        [put(FACTS, "name: 小城".encode("utf-16"))],
        error("C001", FACTS, 1, 1, "文件不是 UTF-8 编码（可能是 UTF-16），从这里起无法读取"),
    ),
    case(
        "nul",
        [edit(ITEMS, "年度发展", "年度\x00发展")],
        error("C002", ITEMS, 4, 14, "这里有控制字符 U+0000，文件不是纯文本"),
    ),
    case(
        "zip in a text's clothes",
        [put(HELP, b"PK\x03\x04\x00\x00\xff\xfe")],
        error("C002", HELP, 1, 5, "这里有控制字符 U+0000，文件不是纯文本"),
    ),
    case(
        "too large",
        [put(ITEMS, b"#" * 2_000_001)],
        error("C003", ITEMS, 1, 1, "文件有 2000001 字节，超过上限 2000000 字节"),
    ),
    case(
        "tab indents",
        [edit(FACTS, "  phone: 0000-5550101", "\tphone: 0000-5550101")],
        error("C004", FACTS, 10, 1, "这里用了制表符（Tab）缩进"),
    ),
    case(
        "tab after a dash",
        [edit(ITEMS, "- id: seals", "-\tid: seals")],
        error("C004", ITEMS, 12, 2, "这里用了制表符（Tab）缩进"),
    ),
    case(
        "full-width colon",
        [edit(FACTS, "kind: government", "kind：government")],
        error("C005", FACTS, 2, 1, "“kind”后面用了全角冒号“：”"),
    ),
    case(
        "full-width colon in a list",
        [edit(ITEMS, "- id: seals", "- id：seals")],
        error("C005", ITEMS, 12, 3, "“id”后面用了全角冒号“：”"),
    ),
    case(
        "full-width colon in a flow mapping",
        [
            edit(
                FACTS,
                "{form: notice-board, where: 一楼大厅}",
                "{form: notice-board, where：一楼大厅}",
            )
        ],
        error("C005", FACTS, 30, 26, "“where”后面用了全角冒号“：”"),
    ),
    case(
        "unclosed quote",
        [edit(ITEMS, "name: 发展计划", 'name: "发展计划')],
        error("C006", ITEMS, 3, 9, "这里不符合 YAML 语法：引号没有成对"),
    ),
    case(
        "unclosed bracket",
        [edit(ITEMS, "forms: [website, notice-board]", "forms: [website, notice-board")],
        error("C006", ITEMS, 8, 10, "这里不符合 YAML 语法：括号没有成对，或缺少逗号"),
    ),
    case(
        "no space after the colon",
        [edit(ITEMS, "  period: yearly", "  period:yearly")],
        error("C006", ITEMS, 10, 3, "这里不符合 YAML 语法：“period:”后面缺少空格"),
    ),
    case(
        "uneven indentation",
        [edit(ITEMS, "  period: yearly", "   period: yearly")],
        error("C006", ITEMS, 10, 10, "这里不符合 YAML 语法：这里多了一个冒号，或上一行缩进不对"),
    ),
    case(
        "value begins with @",
        [edit(ITEMS, "name: 发展计划", "name: @发展计划")],
        error("C006", ITEMS, 3, 9, "这里不符合 YAML 语法：值以特殊符号开头，请给整个值加引号"),
    ),
    case(
        "duplicate key",
        [edit(ITEMS, "  period: yearly", "  period: yearly\n  rhythm: ad-hoc")],
        error("C007", ITEMS, 11, 3, "“rhythm”重复了，第 9 行已经写过"),
    ),
    case(
        "duplicate list of nil returns",
        [edit(FACTS, "nil_returns:", "nil_returns: []\nnil_returns:")],
        error("C007", FACTS, 34, 1, "“nil_returns”重复了，第 33 行已经写过"),
    ),
    case(
        "alias",
        [edit(ITEMS, "name: 发展计划", "name: *plan")],
        error("C008", ITEMS, 3, 9, "这里用了 YAML 锚点或别名“*plan”"),
    ),
    case(
        "anchor",
        [edit(ITEMS, "name: 发展计划", "name: &plan 发展计划")],
        error("C008", ITEMS, 3, 9, "这里用了 YAML 锚点或别名“&plan”"),
    ),
    case(
        "tag",
        [edit(ITEMS, "name: 发展计划", "name: !secret 发展计划")],
        error("C009", ITEMS, 3, 9, "这里用了 YAML 标签“!secret”"),
    ),
    case(
        "python tag",
        [edit(ITEMS, "name: 发展计划", "name: !!python/object:os.system 发展计划")],
        error("C009", ITEMS, 3, 9, "这里用了 YAML 标签“!!python/object:os.system”"),
    ),
    case(
        "undefined tag handle",
        [edit(ITEMS, "name: 发展计划", "name: !e!x 发展计划")],
        error("C009", ITEMS, 3, 9, "这里用了 YAML 标签“!e!x”"),
    ),
    case(
        "nested 50,000 deep",
        [put(ITEMS, "- " * 50_000)],
        error("C010", ITEMS, 1, 41, "嵌套超过 20 层"),
    ),
    case(
        "line separator",
        [edit(PLAN, "## 目标", "## 目\u2028标")],
        error("C011", PLAN, 21, 5, "这里有特殊换行符 U+2028"),
    ),
    case(
        "no front matter",
        [put(PLAN, "# 小城2026年发展计划\n\n没有说明。\n")],
        error("C012", PLAN, 1, 1, "文件开头没有完整的两行 ---"),
    ),
    case(
        "front matter without its end",
        [edit(SEAL, "---\n\n请带齐材料。", "请带齐材料。")],
        error("C012", SEAL, 1, 1, "文件开头没有完整的两行 ---"),
    ),
    case(
        "mapping for a list",
        [put(ITEMS, "plan: {name: 发展计划}\n")],
        error("C013", ITEMS, 1, 1, "文件最外层应为以“- ”开头的列表"),
    ),
    case(
        "empty catalogue file",
        [put(ITEMS, "")],
        error("C013", ITEMS, 1, 1, "文件最外层应为以“- ”开头的列表"),
    ),
    case(
        "list for a mapping",
        [put(FACTS, "- name: 小城\n")],
        error("C013", FACTS, 1, 1, "文件最外层应为“名称: 值”的形式"),
    ),
    case(
        "a sentence for a mapping",
        [put(REGISTER, "今年没有\n")],
        error("C013", REGISTER, 1, 1, "文件最外层应为“名称: 值”的形式"),
    ),
    case(
        "front matter is a list",
        [put(PLAN, "---\n- a\n---\n\n正文\n")],
        error("C013", PLAN, 2, 1, "文件最外层应为“名称: 值”的形式"),
    ),
    case(
        "two documents",
        [edit(ITEMS, "- id: seals", "---\n- id: seals")],
        error("C015", ITEMS, 12, 1, "文件里有不止一份 YAML 内容，第二份从这里开始"),
    ),
    case(
        "unknown file in the catalogue",
        [put("notes.txt", "x")],
        error("C016", "notes.txt", 1, 1, "不认得的文件或文件夹“notes.txt”"),
    ),
    case(
        "unknown file in an agency",
        [put(f"{OFFICE}/agency.yaml", "x")],
        error("C016", f"{OFFICE}/agency.yaml", 1, 1, "不认得的文件或文件夹“agency.yaml”"),
    ),
    case(
        "unknown folder in an agency",
        [put(f"{OFFICE}/drafts/a.md", "x")],
        error("C016", f"{OFFICE}/drafts", 1, 1, "不认得的文件或文件夹“drafts”"),
    ),
    case(
        "record of no year",
        [put(f"{OFFICE}/records/old/a.md", "x")],
        error("C016", f"{OFFICE}/records/old", 1, 1, "不认得的文件或文件夹“old”"),
    ),
    case(
        "text file among the records",
        [put(f"{OFFICE}/records/2026/plan.docx", "x")],
        error("C016", f"{OFFICE}/records/2026/plan.docx", 1, 1, "不认得的文件或文件夹“plan.docx”"),
    ),
    case(
        "file beside the agencies",
        [put("agencies/readme.txt", "x")],
        error("C016", "agencies/readme.txt", 1, 1, "不认得的文件或文件夹“readme.txt”"),
    ),
    case("no agency.yml", [drop(FACTS)], error("C017", FACTS, 1, 1, "缺少文件“agency.yml”")),
    case("no catalogue.yml", [drop(ITEMS)], error("C017", ITEMS, 1, 1, "缺少文件“catalogue.yml”")),
    case("no site.yml", [drop("site.yml")], error("C017", "site.yml", 1, 1, "缺少文件“site.yml”")),
    case(
        "broken site.yml",
        [edit("site.yml", "sample: true", "sample: [")],
        error("C006", "site.yml", 3, 9, "这里不符合 YAML 语法：括号没有成对，或缺少逗号"),
    ),
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
