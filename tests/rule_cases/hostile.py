"""What names, texts and front matter may not do: what each rule finds in the small city."""

from __future__ import annotations

from cases import FACTS, HELP, ITEMS, PACK, PLAN, SEAL, USE_OWN, WORKS, Case, case, error, own_pack
from small_city import OFFICE, edit, put, sign

FILES = f"{OFFICE}/files"


def attached(name: str, why: str) -> Case:
    """A file of this name that a record names; the finding stands at the file."""
    return case(
        f"an attachment called {name!r}",
        [
            put(f"{FILES}/{name}", "项,值\n"),
            edit(
                PLAN,
                "title: 任务表}",
                f"title: 任务表}}\n  - {{path: {_quoted(f'files/{name}')}, title: 又一个表}}",
            ),
            sign,
        ],
        error("C514", f"{FILES}/{name}", 1, 1, why),
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def prose(name: str, code: str, why: str, content: str | bytes = "x") -> Case:
    """A file of this name in `pages/`."""
    return case(
        f"a file of prose called {name!r}",
        [put(f"pages/{name}", content)],
        error(code, f"pages/{name}", 1, 1, why),
    )


_SIGN = "含有不能用在文件名里的字符"
_WINDOWS = "是 Windows 保留的名称"
CASES: tuple[Case, ...] = (
    *(
        attached(name, f"附件的文件名“{shown}”不能用：{why}")
        for name, shown, why in (
            ("a%2eb.csv", "files/a%2eb.csv", _SIGN),
            ("a?b.csv", "files/a?b.csv", _SIGN),
            ("a#b.csv", "files/a#b.csv", _SIGN),
            ("a:b.csv", "files/a:b.csv", _SIGN),
            ('a"b.csv', 'files/a"b.csv', _SIGN),
            ("a<b>.csv", "files/a<b>.csv", _SIGN),
            ("-a.csv", "files/-a.csv", _SIGN),
            (" a.csv", "files/ a.csv", _SIGN),
            ("e\u0301.csv", "files/e\u0301.csv", _SIGN),
            ("con.csv", "files/con.csv", _WINDOWS),
            ("NUL.csv", "files/NUL.csv", _WINDOWS),
            ("com1/a.csv", "files/com1/a.csv", _WINDOWS),
            ("b.csv.", "files/b.csv.", "末尾是点或者空格"),
            ("表" * 40 + ".csv", "files/" + "表" * 40 + ".csv", "太长"),
        )
    ),
    case(
        "attachments whose names differ in the size of letters",
        [
            put(f"{FILES}/PLAN.csv", "项,值\n"),
            edit(
                PLAN, "title: 任务表}", "title: 任务表}\n  - {path: files/PLAN.csv, title: 又一个}"
            ),
            sign,
        ],
        error(
            "C514",
            f"{FILES}/plan.csv",
            1,
            1,
            "附件的文件名“files/plan.csv”不能用：与“files/PLAN.csv”只差大小写或全半角",
        ),
    ),
    *(
        prose(name, "C907", f"pages/ 中的“{name}”不能发布：{why}")
        for name, why in (
            ("help.js", "不能是“.js”文件"),
            ("picture.svg", "不能是“.svg”文件"),
            ("style.css", "不能是“.css”文件"),
            ("page.htm", "不能是“.htm”文件"),
            ("other.markdown", "不能是“.markdown”文件"),
            ("data.xml", "不能是“.xml”文件"),
            ("javascript:alert(1).md", _SIGN),
            ("a&b.md", _SIGN),
            ("con.md", _WINDOWS),
        )
    ),
    case(
        "front matter of prose that the engine would take for an order",
        [put("pages/more.md", "---\ntemplate: evil.html\n---\n# 更多\n")],
        error("C103", "pages/more.md", 2, 1, "不认得的名称“template”"),
    ),
    *(
        case(
            f"a name of nothing but signs: {where}",
            [edit(file, f"{key}: {name}\n", f"{key}: ——！！\n"), sign],
            error("C516", file, line, column, "“——！！”里没有一个文字或者数字"),
        )
        for where, file, key, name, line, column in (
            ("a record", PLAN, "title", "小城2026年发展计划", 4, 8),
            ("an item", ITEMS, "  name", "人防工程位置", 25, 9),
        )
    ),
    case(
        "the title of a page of nothing but signs",
        [put("pages/more.md", "---\ntitle: ——\n---\n更多。\n")],
        error("C516", "pages/more.md", 2, 8, "“——”里没有一个文字或者数字"),
    ),
    case(
        "the name of an agency of nothing but signs",
        [edit(FACTS, "name: 小城人民政府办公室", "name: ……")],
        error("C516", FACTS, 1, 7, "“……”里没有一个文字或者数字"),
    ),
    case(
        "an id of a pack that would lead elsewhere",
        [USE_OWN, own_pack(("id: gazette,", "id: ../../gazette,"))],
        error("C105", PACK, 199, 10, "“id”的值“../../gazette”格式不对，应写成 public-pledges"),
    ),
    case(
        "a link to a heading that the text has not",
        [edit(SEAL, "请带齐材料。", "## 一\n\n见[一](#一)、[二](#二)。"), sign],
        error("C511", SEAL, 26, 14, "链接“#二”没有目标"),
    ),
    case(
        "an id of a phase that is none",
        [edit(WORKS, "{id: acceptance, name: 验收}", "{id: <验收>, name: 验收}")],
        error(
            "C301",
            WORKS,
            12,
            12,
            "“<验收>”不能用作网址，应由小写字母、数字和连字符组成，2 至 60 个字符",
        ),
    ),
    case(
        "lists in lists in lists",
        [edit(SEAL, "请带齐材料。", "- " * 20 + "请带齐材料。")],
        error("C512", SEAL, 23, 1, "正文过乱（列表、引用或表格层层嵌套），不能发布"),
    ),
    case(
        "tags that would fill the memory",
        [edit(HELP, "# 帮助", "".join(f"<b id={number}>" for number in range(600)))],
        error("C512", HELP, 1, 1, "正文过乱（列表、引用或表格层层嵌套），不能发布"),
    ),
)
