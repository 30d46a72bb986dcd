"""C9xx, the site: what each rule finds in the small city when it is broken."""

from __future__ import annotations

from cases import (
    ANSWERED,
    HELP,
    INTERNAL,
    ITEMS,
    NOTICES,
    PACK,
    PRIVATE,
    USE_OWN,
    Case,
    case,
    error,
    own_pack,
    text_of,
    warning,
)
from small_city import append, edit, put

DAY = "  - {date: 2026-12-31, working: false, basis: 公告}\n"
CASES: tuple[Case, ...] = (
    case(
        "two facts that a government site owes",
        [
            edit("site.yml", "  sponsor: 小城人民政府\n", ""),
            edit("site.yml", "  icp: {number: 小ICP备99000009号}\n", ""),
        ],
        warning(
            "C920",
            "site.yml",
            11,
            3,
            "site.yml 的 government_site 没有写明主办单位（sponsor）、ICP备案号（icp）",
        ),
    ),
    case(
        "no fact that a government site owes",
        [edit("site.yml", text_of("site.yml", "government_site:"), "")],
        warning(
            "C920",
            "site.yml",
            1,
            1,
            "site.yml 的 government_site 没有写明网站标识码（code）、主办单位（sponsor）、网站联系方式（contact）、"
            "ICP备案号（icp）、公安机关备案号（police）、党政机关网站标识的网址（mark）、"
            "“我为政府网站找错”的网址（report_error）",
        ),
    ),
    case(
        "an ICP number without its last character",
        [edit("site.yml", "小ICP备99000009号", "小ICP备99000009")],
        warning("C921", "site.yml", 14, 17, "“小ICP备99000009”不像ICP备案号"),
    ),
    case(
        "a police number without its province",
        [edit("site.yml", "小公网安备 99000009000001号", "公网安备 99000009000001号")],
        warning("C921", "site.yml", 15, 20, "“公网安备 99000009000001号”不像公安机关备案号"),
    ),
    case(
        "a site code of nine digits, which is said once",
        [edit("site.yml", "9900000009\n  sponsor", "990000009\n  sponsor")],
        error("C105", "site.yml", 11, 9, "“code”的值“990000009”格式不对，应写成 9900000001"),
    ),
    case(
        "a fixed day on a real site",
        [edit("site.yml", "sample: true\n", "")],
        error("C901", "site.yml", 3, 8, "只有样例网站（sample: true）可以固定 as_of"),
    ),
    case(
        "a page with the name of an agency",
        [put("pages/city-office.md", "# 页\n")],
        error(
            "C902",
            "pages/city-office.md",
            1,
            1,
            "这一页的网址“city-office”已经由自动生成的页面使用",
        ),
    ),
    case(
        "a folder of pages with a reserved name",
        [put("pages/law/own.md", "# 页\n")],
        error("C902", "pages/law/own.md", 1, 1, "这一页的网址“law”已经由自动生成的页面使用"),
    ),
    case(
        "two pages of one address",
        [put("pages/Help.md", "# 页\n")],
        error("C902", HELP, 1, 1, "这一页的网址“help.html”已经由 pages/Help.md 使用"),
    ),
    case(
        "a page and a file of one address",
        [put("pages/help.html", "x")],
        error("C907", "pages/help.html", 1, 1, "pages/ 中的“help.html”不能发布：不能是“.html”文件"),
    ),
    case(
        "something internal in a public repository",
        [INTERNAL, ANSWERED],
        error("C903", ITEMS, 22, 13, "公开的仓库里不能有内部事项“seals”"),
    ),
    case(
        "something internal and withheld in a public repository",
        [
            edit(ITEMS, "  mode: withheld\n", "  mode: withheld\n  audience: internal\n"),
            edit(ITEMS, "  name: 发展计划", "  also: [land-and-planning]\n  name: 发展计划"),
        ],
        error("C903", ITEMS, 33, 13, "公开的仓库里不能有内部事项“tunnels”"),
    ),
    case(
        "an internal item with a record and notices in a public repository",
        [
            *(INTERNAL, ANSWERED),
            append(NOTICES, "- {of: seals, kind: changed, date: 2026-11-10, explanation: 调整}\n"),
            append(
                NOTICES, "- {of: use-of-seal, kind: revoked, date: 2026-11-10, explanation: 撤}\n"
            ),
        ],
        error("C903", ITEMS, 22, 13, "公开的仓库里不能有内部事项“seals”"),
    ),
    case(
        "a notice of a record that is internal",
        [
            *(PRIVATE, INTERNAL, ANSWERED),
            append(NOTICES, "- {of: seals, kind: changed, date: 2026-11-10, explanation: 调整}\n"),
            append(
                NOTICES, "- {of: use-of-seal, kind: revoked, date: 2026-11-10, explanation: 撤}\n"
            ),
        ],
        error(
            *("C913", NOTICES, 8, 8),
            "“use-of-seal”属于内部事项“seals”，关于它的这条说明不会公开",
        ),
    ),
    case(
        "a pack that cites an article it lacks",
        [own_pack(("article: 12.1(11)", "article: 99(1)")), USE_OWN],
        error(
            "C904",
            PACK,
            209,
            103,
            "规则包中“其他便于公众知晓的公开形式”引用的条款 99(1) 在 articles.yml 中没有",
        ),
    ),
    case(
        "a pack whose rule rests on an article it lacks",
        [own_pack(('C212: "11.1"', 'C212: "22"')), USE_OWN],
        error("C904", PACK, 353, 9, "规则包中“C212”引用的条款 22 在 articles.yml 中没有"),
    ),
    case(
        "a pack with an unknown group",
        [
            own_pack(("article: 7(1)\n    group: planning", "article: 7(1)\n    group: plans")),
            USE_OWN,
        ],
        error("C905", PACK, 33, 12, "规则包中没有“plans”"),
    ),
    case(
        "a pack that binds an unknown kind",
        [
            own_pack(
                (
                    "article: 7(4)\n    group: services\n    binds: {kinds: [government,",
                    "article: 7(4)\n    group: services\n    binds: {kinds: [government, bureau,",
                )
            ),
            USE_OWN,
        ],
        error("C905", PACK, 55, 12, "规则包中没有“bureau”"),
    ),
    case(
        "a pack whose clock runs from an unknown event",
        [
            own_pack(
                (
                    'unit: working, after: received, article: "15"',
                    'unit: working, after: asked, article: "15"',
                )
            ),
            USE_OWN,
        ],
        error("C905", PACK, 251, 102, "规则包中没有“asked”"),
    ),
    case(
        "a pack that names a form twice",
        [own_pack(("{id: press-conference,", "{id: hearing,")), USE_OWN],
        error("C905", PACK, 205, 10, "规则包中没有“hearing”"),
    ),
    case(
        "a pack whose limits count from an unknown event",
        [own_pack(("unstated_event: formed-or-changed", "unstated_event: made")), USE_OWN],
        error("C905", PACK, 248, 17, "规则包中没有“made”"),
    ),
    case(
        "a pack with an event made of an unknown one",
        [own_pack(("any_of: [changed, formed]", "any_of: [changed, made]")), USE_OWN],
        error("C905", PACK, 239, 123, "规则包中没有“made”"),
    ),
    case(
        "a day that is announced twice",
        [edit("site.yml", "packs:", f"days:\n{DAY}{DAY}packs:")],
        error("C922", "site.yml", 8, 5, "site.yml 的 days 中 2026-12-31 写了两次"),
    ),
    case(
        "a year that is announced without its days",
        [edit("site.yml", "packs:", "years: [{year: 2027, basis: 公告}]\npacks:")],
        error(
            "C923",
            "site.yml",
            6,
            9,
            "site.yml 把 2027 年标为已公布放假安排，但 days 中没有这一年的日子",
        ),
    ),
)
