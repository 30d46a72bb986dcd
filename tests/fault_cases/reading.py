"""Files that cannot be read."""

from __future__ import annotations

from cases import (
    FACTS,
    HELP,
    ITEMS,
    PLAN,
    REGISTER,
    SEAL,
    Case,
    case,
    error,
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
        "a sign that turns the direction",
        [edit(FACTS, "小城人民政府办公室", "小城\u202e人民政府办公室")],
        error("C018", FACTS, 1, 9, "这里有看不见的控制字符 U+202E"),
    ),
    case(
        "a sign without width in a text",
        [edit(HELP, "见[首页]", "见\u200b[首页]")],
        error("C018", HELP, 3, 2, "这里有看不见的控制字符 U+200B"),
    ),
    case(
        "an invisible sign as an escape",
        [edit(ITEMS, "name: 发展计划", r'name: "发展\u202e计划"')],
        error("C018", ITEMS, 3, 9, "这里有看不见的控制字符 U+202E"),
    ),
    case(
        "a nul as an escape",
        [edit(ITEMS, "name: 发展计划", r'name: "发展\0计划"')],
        error("C018", ITEMS, 3, 9, "这里有看不见的控制字符 U+0000"),
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
)
