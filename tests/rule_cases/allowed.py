"""What the rules let pass: near misses that are no finding."""

from __future__ import annotations

from cases import (
    ANSWERED,
    BUREAU_FACTS,
    EXPLAINED,
    FACTS,
    HELP,
    INTERNAL,
    ITEMS,
    NOTICES,
    PLAN,
    PRIVATE,
    REGISTER,
    USE_OWN,
    WORKS,
    Case,
    case,
    nil_return,
    own_pack,
    text_of,
)
from small_city import OFFICE, append, drop, edit, move, put, sign

ALLOWED: tuple[Case, ...] = (
    case(
        "the site code of a ministry",
        [edit("site.yml", "code: 9900000009", "code: bm99000009")],
    ),
    case(
        "an answer by a further category",
        [
            edit(FACTS, nil_return("donations"), ""),
            edit(ITEMS, "  name: 发展计划", "  also: [donations]\n  name: 发展计划"),
        ],
    ),
    case(
        "a category that does not bind a public enterprise",
        [
            edit(BUREAU_FACTS, "kind: department", "kind: public-enterprise"),
            edit(BUREAU_FACTS, nil_return("licensing"), ""),
        ],
    ),
    case(
        "a closed agency answers for nothing",
        [
            edit(BUREAU_FACTS, nil_return("donations"), ""),
            edit(BUREAU_FACTS, "supervisor: commission\n", ""),
            edit(
                BUREAU_FACTS,
                "nil_returns:",
                "closed: {date: 2026-10-01, basis: 机构改革方案, successor: city-office}\nnil_returns:",
            ),
        ],
    ),
    case(
        "a withheld item has no content",
        [edit(ITEMS, "  basis: [条例第八条]", "  basis: [条例第八条第(一)项]")],
    ),
    case(
        "an id of 60 characters",
        [edit(ITEMS, "id: tunnels", "id: " + "t" * 60)],
    ),
    case(
        "an item with a name that is reserved at the top only",
        [edit(ITEMS, "id: tunnels", "id: law")],
    ),
    case(
        "the same id in two agencies",
        [edit(ITEMS, "id: tunnels", "id: pipes")],
    ),
    case(
        "a superseded thing whose own file stayed",
        [
            edit(NOTICES, "of: plan-2024", "of: use-of-seal"),
            edit(NOTICES, "/2024-00001", "/2026-00003"),
        ],
    ),
    case(
        "published on the day it was formed",
        [edit(PLAN, "formed: 2026-03-01", "formed: 2026-03-05"), sign],
    ),
    case(
        "confirmed on the day it was published and revised",
        [
            edit(
                PLAN,
                "published: 2026-03-05 09:00\nrevised: 2026-04-01 10:00\nconfirmed: 2026-11-02",
                "published: 2026-11-20 09:00\nrevised: 2026-11-20 09:00\nconfirmed: 2026-11-20",
            )
        ],
    ),
    case(
        "answered on the day it was received",
        [edit(REGISTER, "answered: 2026-03-10", "answered: 2026-03-02")],
    ),
    case(
        "a limit that counts from the day it was formed",
        [
            edit(ITEMS, "after: approved", "after: formed"),
            edit(PLAN, "events: {approved: 2026-03-01}\n", ""),
            sign,
        ],
    ),
    case(
        "an internal body of another agency explained",
        [edit(EXPLAINED, "explains: [plan-2026]", "explains: [water-bureau/pipes-bidding]"), sign],
    ),
    case(
        "a successor in another agency",
        [edit(NOTICES, "successor: plan-2026", "successor: water-bureau/pipes")],
    ),
    case(
        "links in code are no links",
        [edit(HELP, "# 帮助", "# 帮助\n\n`[x](y.md)`\n\n```\n[x](y.md)\n```")],
    ),
    case(
        "links to the web, to mail and into the page",
        [
            edit(
                HELP,
                "# 帮助",
                "# 帮助\n\n[网](https://x.example/)[信](mailto:a@small-city.example)[下](#b)\n\n## b",
            )
        ],
    ),
    case(
        "a link to a record of another agency",
        [
            edit(
                EXPLAINED,
                "(plan-2026.md)",
                "(../../../water-bureau/records/2025/pipes-bidding.md#a)",
            ),
            sign,
        ],
    ),
    case(
        "an attachment that only the text links to",
        [
            put(f"{OFFICE}/files/more.csv", "x"),
            edit(PLAN, "## 目标", "## 目标\n\n[更多](files/more.csv)"),
            sign,
        ],
    ),
    case(
        "a record whose text is its attachment",
        [edit(PLAN, "\n## 目标\n\n今年的目标见[任务表](files/plan.csv)。\n", ""), sign],
    ),
    case(
        "a notice needs no validity",
        [
            edit(PLAN, "kind: document", "kind: notice"),
            edit(PLAN, "validity: in-force\n", ""),
            sign,
        ],
    ),
    case(
        "phones with extension, short, 400",
        [
            edit(FACTS, "phone: 0000-5550103", "phone: 0000-5550103转801"),
            edit(FACTS, "phone: 0000-5550104", 'phone: "12345"'),
            edit(FACTS, "phone: 0000-5550105", "phone: 400-555-0101"),
        ],
    ),
    case(
        "hours around the clock",
        [edit(FACTS, "hours: 工作日 09:00-17:00", "hours: 全天24小时")],
    ),
    case(
        "an agency at the top without parent",
        [edit(FACTS, "parent: province\n", "")],
    ),
    case(
        "published, revised and confirmed may change after the review",
        [
            edit(
                PLAN,
                "revised: 2026-04-01 10:00\nconfirmed: 2026-11-02",
                "revised: 2026-11-03 10:00\nconfirmed: 2026-11-05",
            )
        ],
    ),
    case(
        "an attachment may be renamed",
        [
            move(f"{OFFICE}/files/plan.csv", f"{OFFICE}/files/a/table.csv"),
            edit(PLAN, "{path: files/plan.csv", "{path: files/a/table.csv"),
            edit(PLAN, "(files/plan.csv)", "(files/a/table.csv)"),
            sign,
        ],
    ),
    case(
        "something internal in a private repository",
        [
            *(PRIVATE, INTERNAL, ANSWERED),
        ],
    ),
    case(
        "notices of an item that is internal now, and of its records",
        [
            *(PRIVATE, INTERNAL, ANSWERED),
            append(
                NOTICES, "- {of: seals, kind: terminated, date: 2026-11-10, explanation: 调整}\n"
            ),
            append(
                NOTICES, "- {of: use-of-seal, kind: revoked, date: 2026-11-10, explanation: 撤}\n"
            ),
        ],
    ),
    case(
        "a page in a folder of its own",
        [put("pages/news/index.md", "# 页\n\n[帮助](../help.md)")],
    ),
    case(
        "the built-in pack copied",
        [own_pack(), USE_OWN],
    ),
    case(
        "a byte order mark and CRLF",
        [put(WORKS, b"\xef\xbb\xbf" + text_of(WORKS).replace("\n", "\r\n").encode())],
    ),
    case(
        "what file managers leave behind",
        [put(f"{OFFICE}/.DS_Store", "x"), put(f"{OFFICE}/files/Thumbs.db", "x")],
    ),
    case(
        "no pages, no register, no notices",
        [drop("pages/", REGISTER, NOTICES)],
    ),
    case(
        "empty notices",
        [put(NOTICES, "# 还没有\n")],
    ),
    case(
        "synonyms, also with signs inside and in Latin letters",
        [
            edit(
                "site.yml",
                "sample: true\n",
                "sample: true\nsynonyms: [[三公经费, “三公”经费], [WiFi, 无线网络], [低保, 最低生活保障]]\n",
            )
        ],
    ),
    case(
        "registration numbers with and without space and suffix, a link without a path",
        [
            edit("site.yml", "小ICP备99000009号", "小ICP备2099000009号-12"),
            edit(
                "site.yml",
                "小公网安备 99000009000001号, link: https://police.registry.example/",
                "小公网安备99000009000001号, link: https://police.registry.example",
            ),
        ],
    ),
    case("no synonyms", [edit("site.yml", "sample: true\n", "sample: true\nsynonyms: []\n")]),
)
