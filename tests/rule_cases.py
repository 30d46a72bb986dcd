"""What each rule finds in the small city when it is broken, and what it lets pass."""

from __future__ import annotations

from cases import (
    BIDDING,
    BUREAU_FACTS,
    BUREAU_GUIDE,
    EXPLAINED,
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
    last_review,
    nil_return,
    own_pack,
    text_of,
    warning,
)
from small_city import BUREAU, BUREAU_CODE, OFFICE, OFFICE_CODE, drop, edit, move, put, sign

CASES: tuple[Case, ...] = (
    # C2xx: what must be disclosed
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
    # C3xx: ids and numbers
    case(
        "an item id in Chinese",
        [edit(ITEMS, "id: seals", "id: 用印"), edit(SEAL, "item: seals", "item: 用印"), sign],
        error(
            "C301",
            ITEMS,
            12,
            7,
            "“用印”不能用作网址，应由小写字母、数字和连字符组成，2 至 60 个字符",
        ),
    ),
    case(
        "an item id of one letter",
        [
            edit(WORKS, "- id: pipes", "- id: p"),
            edit(BIDDING, "item: pipes", "item: p"),
            edit(BUREAU_GUIDE, "item:water-bureau/pipes", "agency:water-bureau"),
            sign,
        ],
        error(
            "C301", WORKS, 1, 7, "“p”不能用作网址，应由小写字母、数字和连字符组成，2 至 60 个字符"
        ),
    ),
    case(
        "a record's file name with a capital",
        [move(SEAL, f"{OFFICE}/services/Use-of-seal.md")],
        error(
            "C301",
            f"{OFFICE}/services/Use-of-seal.md",
            1,
            1,
            "“Use-of-seal”不能用作网址，应由小写字母、数字和连字符组成，2 至 60 个字符",
        ),
    ),
    case(
        "an agency folder with an underscore",
        [
            move(f"{BUREAU}/", "agencies/water_bureau/"),
            edit(
                "agencies/water_bureau/guide.md", "item:water-bureau/pipes", "agency:water_bureau"
            ),
        ],
        error(
            "C301",
            "agencies/water_bureau/agency.yml",
            1,
            1,
            "“water_bureau”不能用作网址，应由小写字母、数字和连字符组成，2 至 60 个字符",
        ),
    ),
    case(
        "a department id with a space",
        [
            edit(FACTS, "{id: services,", "{id: services desk,"),
            edit(ITEMS, "department: services", "department: services desk"),
        ],
        error(
            "C301",
            FACTS,
            23,
            10,
            "“services desk”不能用作网址，应由小写字母、数字和连字符组成，2 至 60 个字符",
        ),
    ),
    case(
        "an agency with a reserved name",
        [
            move(f"{BUREAU}/", "agencies/law/"),
            edit("agencies/law/guide.md", "item:water-bureau/pipes", "agency:law"),
        ],
        error("C302", "agencies/law/agency.yml", 1, 1, "“law”是保留的名称，不能使用"),
    ),
    case(
        "a record with a Windows device name",
        [move(SEAL, f"{OFFICE}/services/com1.md")],
        error("C302", f"{OFFICE}/services/com1.md", 1, 1, "“com1”是保留的名称，不能使用"),
    ),
    case(
        "an item called index",
        [edit(ITEMS, "id: tunnels", "id: index")],
        error("C302", ITEMS, 23, 7, "“index”是保留的名称，不能使用"),
    ),
    case(
        "two items of one id",
        [edit(ITEMS, "id: tunnels", "id: seals")],
        error(
            "C303",
            ITEMS,
            23,
            7,
            "代号“seals”重复，catalogue/agencies/city-office/catalogue.yml:12 已经使用",
        ),
    ),
    case(
        "a record with the id of an item",
        [move(SEAL, f"{OFFICE}/services/tunnels.md")],
        error(
            "C303",
            f"{OFFICE}/services/tunnels.md",
            1,
            1,
            "代号“tunnels”重复，catalogue/agencies/city-office/catalogue.yml:23 已经使用",
        ),
    ),
    case(
        "a service with the id of a record",
        [move(SEAL, f"{OFFICE}/services/plan-2026.md")],
        error(
            "C303",
            f"{OFFICE}/services/plan-2026.md",
            1,
            1,
            "代号“plan-2026”重复，catalogue/agencies/city-office/records/2026/plan-2026.md:1 已经使用",
        ),
    ),
    case(
        "two departments of one id",
        [
            edit(FACTS, "{id: services,", "{id: secretariat,"),
            edit(ITEMS, "department: services", "department: secretariat"),
        ],
        error(
            "C303",
            FACTS,
            23,
            10,
            "代号“secretariat”重复，catalogue/agencies/city-office/agency.yml:22 已经使用",
        ),
    ),
    case(
        "a superseded id given to another record",
        [move(SEAL, f"{OFFICE}/services/plan-2024.md")],
        error(
            "C304",
            f"{OFFICE}/services/plan-2024.md",
            1,
            1,
            "代号“plan-2024”在 notices.yml 中已经被替代，不能再给别的事项或信息使用",
        ),
    ),
    case(
        "a malformed index number",
        [edit(PLAN, "/2026-00001", "/2026-1")],
        error(
            "C311",
            PLAN,
            5,
            15,
            "索引号“11990000MB0000901Q/2026-1”格式不对，应为“统一社会信用代码/年份-5位序号”",
        ),
    ),
    case(
        "an index number used twice",
        [edit(EXPLAINED, "/2026-00002", "/2026-00001")],
        error(
            "C312",
            EXPLAINED,
            5,
            15,
            "索引号“11990000MB0000901Q/2026-00001”重复，catalogue/agencies/city-office/records/2026/plan-2026.md 已经使用",
        ),
    ),
    case(
        "an index number of something superseded",
        [
            edit(SEAL, "/2026-00003", "/2024-00001"),
            edit(SEAL, "formed: 2026-03-02", "formed: 2024-03-02"),
        ],
        error(
            "C312",
            SEAL,
            5,
            15,
            "索引号“11990000MB0000901Q/2024-00001”重复，catalogue/agencies/city-office/notices.yml:6 已经使用",
        ),
    ),
    case(
        "an index number of another year than the folder",
        [edit(PLAN, "/2026-00001", "/2025-00001")],
        error("C313", PLAN, 5, 15, "索引号“11990000MB0000901Q/2025-00001”的年份是 2025，应为 2026"),
    ),
    case(
        "an index number of another year than a service was formed in",
        [edit(SEAL, "/2026-00003", "/2025-00003")],
        error("C313", SEAL, 5, 15, "索引号“11990000MB0000901Q/2025-00003”的年份是 2025，应为 2026"),
    ),
    case(
        "an index number of another agency",
        [edit(PLAN, OFFICE_CODE, BUREAU_CODE)],
        error(
            "C314",
            PLAN,
            5,
            15,
            "索引号“11990000MB0000902U/2026-00001”的前 18 位不是本机关的统一社会信用代码 11990000MB0000901Q",
        ),
    ),
    case(
        "a credit code with a wrong check character",
        [edit(FACTS, OFFICE_CODE, OFFICE_CODE[:-1] + "A")],
        error("C315", FACTS, 6, 14, "统一社会信用代码“11990000MB0000901A”不正确，校验不通过"),
    ),
    case(
        "two agencies with one credit code",
        [
            edit(BUREAU_FACTS, BUREAU_CODE, OFFICE_CODE),
            edit(BIDDING, BUREAU_CODE, OFFICE_CODE),
            sign,
        ],
        error(
            "C316", BUREAU_FACTS, 6, 14, "统一社会信用代码“11990000MB0000901Q”与 city-office 相同"
        ),
    ),
    case(
        "two records with one document number",
        [edit(EXPLAINED, "formed:", "document_number: 小政办[2026]1号\nformed:")],
        error(
            "C317",
            EXPLAINED,
            6,
            18,
            "文号“小政办[2026]1号”与 catalogue/agencies/city-office/records/2026/plan-2026.md 相同",
        ),
    ),
    # C4xx: dates
    case(
        "published before it was formed",
        [edit(PLAN, "formed: 2026-03-01", "formed: 2026-03-06")],
        error("C401", PLAN, 7, 9, "发布时间 2026-03-05 早于成文日期 2026-03-06"),
    ),
    case(
        "confirmed before it was published",
        [edit(EXPLAINED, "confirmed: 2026-11-02", "confirmed: 2026-03-05")],
        error("C402", EXPLAINED, 8, 12, "核对日期 2026-03-05 早于发布时间 2026-03-06"),
    ),
    case(
        "revised before it was published",
        [edit(PLAN, "revised: 2026-04-01 10:00", "revised: 2026-03-05 08:59")],
        error("C403", PLAN, 9, 10, "修订时间 2026-03-05 08:59 早于发布时间 2026-03-05 09:00"),
    ),
    case(
        "confirmed before it was revised",
        [edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-03-31")],
        error("C404", PLAN, 10, 12, "核对日期 2026-03-31 早于修订时间 2026-04-01"),
    ),
    case(
        "confirmed before it was published and revised",
        [edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-03-01")],
        error("C402", PLAN, 10, 12, "核对日期 2026-03-01 早于发布时间 2026-03-05"),
    ),
    case(
        "confirmed in the future",
        [edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-11-21")],
        warning("C405", PLAN, 10, 12, "confirmed 的日期 2026-11-21 在 2026-11-20 之后"),
    ),
    case(
        "formed and published in the future",
        [
            edit(
                SEAL,
                "formed: 2026-03-02\npublished: 2026-03-06 09:00\nconfirmed: 2026-11-02",
                "formed: 2026-12-01\npublished: 2026-12-02 09:00\nconfirmed: 2026-12-03",
            ),
            sign,
        ],
        warning("C405", SEAL, 6, 9, "formed 的日期 2026-12-01 在 2026-11-20 之后"),
    ),
    case(
        "answered before it was received",
        [edit(REGISTER, "answered: 2026-03-10", "answered: 2026-03-01")],
        error("C406", REGISTER, 3, 77, "答复日期 2026-03-01 早于收到日期 2026-03-02"),
    ),
    case(
        "an objection answered before it was received",
        [edit(REGISTER, "answered: 2026-04-03", "answered: 2026-04-01")],
        error("C406", REGISTER, 5, 79, "答复日期 2026-04-01 早于收到日期 2026-04-02"),
    ),
    case(
        "a limit without its event",
        [edit(PLAN, "events: {approved: 2026-03-01}\n", "")],
        error(
            "C407",
            PLAN,
            2,
            1,
            "事项“发展计划”按“approved”之日计算时限，这条信息须在 events 中写明该日期",
        ),
    ),
    case(
        "an event that is misspelt where a limit counts from it",
        [edit(PLAN, "events: {approved:", "events: {aproved:")],
        error("C508", PLAN, 11, 10, "规则包里没有“aproved”"),
    ),
    case(
        "a register of another year",
        [edit(REGISTER, "year: 2026", "year: 2025")],
        error("C408", REGISTER, 1, 7, "台账的年份 2025 与文件名 2026 不一致"),
    ),
    case(
        "enquiries that do not add up",
        [edit(REGISTER, "total: 17", "total: 18")],
        error("C409", REGISTER, 6, 55, "咨询各渠道之和为 17，与合计 18 不符"),
    ),
    # C5xx: references
    case(
        "an unknown category",
        [edit(ITEMS, "category: land-and-planning", "category: land-and-plannin")],
        error("C501", ITEMS, 24, 13, "没有“land-and-plannin”这个类别"),
    ),
    case(
        "an unknown further category",
        [edit(ITEMS, "  name: 发展计划", "  also: [donation]\n  name: 发展计划")],
        error("C501", ITEMS, 3, 10, "没有“donation”这个类别"),
    ),
    case(
        "an unknown form",
        [edit(ITEMS, "[website, notice-board]", "[website, noticeboard]")],
        error("C502", ITEMS, 8, 20, "没有“noticeboard”这种公开形式"),
    ),
    case(
        "a place of an unknown form",
        [edit(FACTS, "{form: notice-board,", "{form: blackboard,")],
        error("C502", FACTS, 30, 12, "没有“blackboard”这种公开形式"),
    ),
    case(
        "an unknown rhythm",
        [edit(WORKS, "rhythm: phased", "rhythm: phases")],
        error("C503", WORKS, 9, 11, "没有“phases”这种公开节奏或周期"),
    ),
    case(
        "an unknown period",
        [edit(ITEMS, "period: yearly", "period: annually")],
        error("C503", ITEMS, 10, 11, "没有“annually”这种公开节奏或周期"),
    ),
    case(
        "an unknown kind of agency",
        [edit(BUREAU_FACTS, "kind: department", "kind: bureau")],
        error("C504", BUREAU_FACTS, 2, 7, "没有“bureau”这种类型、层级或信息种类"),
    ),
    case(
        "an unknown level",
        [edit(BUREAU_FACTS, "level: municipal", "level: city")],
        error("C504", BUREAU_FACTS, 3, 8, "没有“city”这种类型、层级或信息种类"),
    ),
    case(
        "an unknown kind of record",
        [edit(PLAN, "kind: document", "kind: documents")],
        error("C504", PLAN, 3, 7, "没有“documents”这种类型、层级或信息种类"),
    ),
    case(
        "an unknown parent",
        [edit(BUREAU_FACTS, "parent: city-office", "parent: town-office")],
        error("C505", BUREAU_FACTS, 4, 9, "没有“town-office”这个机关"),
    ),
    case(
        "an unknown supervisor",
        [edit(FACTS, "supervisor: commission", "supervisor: commision")],
        error("C505", FACTS, 5, 13, "没有“commision”这个机关"),
    ),
    case(
        "filed with an unknown body",
        [edit(FACTS, "{to: province,", "{to: county,")],
        error("C505", FACTS, 32, 10, "没有“county”这个机关"),
    ),
    case(
        "closed with an unknown successor",
        [
            edit(
                BUREAU_FACTS,
                "nil_returns:",
                "closed: {date: 2026-10-01, basis: 机构改革方案, successor: water}\nnil_returns:",
            )
        ],
        error("C505", BUREAU_FACTS, 33, 54, "没有“water”这个机关"),
    ),
    case(
        "an unknown department",
        [edit(ITEMS, "department: services", "department: service")],
        error("C506", ITEMS, 17, 15, "本机关没有“service”这个科室"),
    ),
    case(
        "an unknown item",
        [edit(PLAN, "item: plan", "item: plans")],
        error("C507", PLAN, 2, 7, "本机关的目录里没有事项“plans”"),
    ),
    case(
        "an unknown exemption",
        [edit(ITEMS, "exemption: state-secret", "exemption: state-secrets")],
        error("C508", ITEMS, 32, 14, "规则包里没有“state-secrets”"),
    ),
    case(
        "an unknown event in a limit",
        [
            edit(
                ITEMS,
                "{days: 20, unit: working, after: approved}",
                "{days: 20, unit: working, after: aproved}",
            )
        ],
        error("C508", ITEMS, 7, 43, "规则包里没有“aproved”"),
    ),
    case(
        "an unknown event in a record",
        [edit(SEAL, "confirmed:", "events: {aproved: 2026-03-01}\nconfirmed:")],
        error("C508", SEAL, 8, 10, "规则包里没有“aproved”"),
    ),
    case(
        "an unknown theme",
        [edit(ITEMS, "[education]", "[schools]")],
        error("C508", ITEMS, 11, 12, "规则包里没有“schools”"),
    ),
    case(
        "an unknown stage",
        [edit(BIDDING, "stage: before-decision", "stage: before")],
        error("C508", BIDDING, 9, 8, "规则包里没有“before”"),
    ),
    case(
        "an unknown phase",
        [edit(BIDDING, "phase: bidding", "phase: biding")],
        error("C509", BIDDING, 10, 8, "事项没有“biding”这个阶段"),
    ),
    case(
        "an unknown thing explained",
        [edit(EXPLAINED, "explains: [plan-2026]", "explains: [plan-2027]")],
        error("C510", EXPLAINED, 10, 12, "找不到“plan-2027”这条信息或事项"),
    ),
    case(
        "an unknown agency's thing explained",
        [edit(EXPLAINED, "explains: [plan-2026]", "explains: [road-bureau/roads]")],
        error("C510", EXPLAINED, 10, 12, "找不到“road-bureau/roads”这条信息或事项"),
    ),
    case(
        "an unknown successor",
        [edit(NOTICES, "successor: plan-2026", "successor: plan-2025")],
        error("C510", NOTICES, 5, 14, "找不到“plan-2025”这条信息或事项"),
    ),
    case(
        "a notice of a change to nothing",
        [
            edit(NOTICES, "kind: superseded", "kind: changed"),
            edit(NOTICES, "of: plan-2024", "of: roads"),
        ],
        error("C510", NOTICES, 1, 7, "找不到“roads”这条信息或事项"),
    ),
    case(
        "an objection to an unknown record",
        [edit(REGISTER, "record: plan-2026", "record: plan-26")],
        error("C510", REGISTER, 5, 45, "找不到“plan-26”这条信息或事项"),
    ),
    case(
        "a dead link to a record",
        [edit(EXPLAINED, "(plan-2026.md)", "(plan-2025.md)")],
        error("C511", EXPLAINED, 17, 9, "链接“plan-2025.md”没有目标"),
    ),
    case(
        "a dead link to a file",
        [edit(PLAN, "(files/plan.csv)", "(files/plans.csv)")],
        error("C511", PLAN, 23, 13, "链接“files/plans.csv”没有目标"),
    ),
    case(
        "a dead link to an item",
        [edit(HELP, "item:city-office/plan", "item:city-office/plans")],
        error("C511", HELP, 3, 22, "链接“item:city-office/plans”没有目标"),
    ),
    case(
        "a dead link to an agency",
        [edit("pages/index.md", "agency:city-office", "agency:town-office")],
        error("C511", "pages/index.md", 3, 11, "链接“agency:town-office”没有目标"),
    ),
    case(
        "a link of a forbidden scheme",
        [edit(HELP, "(index.md)", "(javascript:alert)")],
        error("C511", HELP, 3, 7, "链接“javascript:alert”没有目标"),
    ),
    case(
        "a link out of the catalogue",
        [edit(HELP, "(index.md)", "(../../README.md)")],
        error("C511", HELP, 3, 7, "链接“../../README.md”没有目标"),
    ),
    case(
        "a text that is too long",
        [edit(SEAL, "请带齐材料。", "请带齐材料。" * 12_000)],
        error("C512", SEAL, 23, 1, "正文过长（超过 200 kB），不能发布"),
    ),
    case(
        "a text full of open brackets",
        [edit(HELP, "# 帮助", "[" * 41)],
        error("C512", HELP, 1, 1, "正文过乱（方括号嵌套过多），不能发布"),
    ),
    # C6xx: records
    case(
        "a record without item",
        [edit(PLAN, "item: plan\n", "")],
        error("C601", PLAN, 2, 1, "这条信息没有写明所属事项（item）"),
    ),
    case(
        "an attachment that is not there",
        [drop(f"{OFFICE}/files/plan.csv"), edit(PLAN, "[任务表](files/plan.csv)", "任务表")],
        error("C602", PLAN, 14, 12, "附件“files/plan.csv”不存在"),
    ),
    case(
        "an attachment in another case",
        [edit(PLAN, "{path: files/plan.csv,", "{path: files/Plan.csv,")],
        error("C602", PLAN, 14, 12, "附件“files/Plan.csv”不存在"),
    ),
    case(
        "a misspelt attachment is not also an unused file",
        [
            edit(PLAN, "{path: files/plan.csv,", "{path: files/plans.csv,"),
            edit(PLAN, "[任务表](files/plan.csv)", "任务表"),
        ],
        error("C602", PLAN, 14, 12, "附件“files/plans.csv”不存在"),
    ),
    case(
        "a file that nothing uses",
        [put(f"{OFFICE}/files/old.csv", "x")],
        error("C603", f"{OFFICE}/files/old.csv", 1, 1, "附件“files/old.csv”没有被任何信息使用"),
    ),
    case(
        "an attachment outside the folder",
        [edit(PLAN, "{path: files/plan.csv,", "{path: ../water-bureau/guide.md,")],
        error("C604", PLAN, 14, 12, "附件“../water-bureau/guide.md”不在本机关的 files/ 文件夹里"),
    ),
    case(
        "an attachment that climbs out",
        [edit(PLAN, "{path: files/plan.csv,", "{path: files/../agency.yml,")],
        error("C604", PLAN, 14, 12, "附件“files/../agency.yml”不在本机关的 files/ 文件夹里"),
    ),
    case(
        "a service without policy",
        [edit(SEAL, "  policy: [用印管理规定]\n", "")],
        error("C605", SEAL, 14, 3, "办事指南缺少“办事政策”（service.policy）"),
    ),
    case(
        "a service without procedure",
        [edit(SEAL, "  procedure:\n    - {step: 受理, by: 综合窗口, within: 当场}\n", "")],
        error("C605", SEAL, 14, 3, "办事指南缺少“办事程序”（service.procedure）"),
    ),
    case(
        "a service without time limit",
        [edit(SEAL, "  time_limit: {statutory: 1个工作日, promised: 当场}\n", "")],
        error("C605", SEAL, 14, 3, "办事指南缺少“办事时限”（service.time_limit）"),
    ),
    case(
        "a service without result",
        [edit(SEAL, "  result: 取得用印的文件\n", "")],
        error("C605", SEAL, 14, 3, "办事指南缺少“办事结果”（service.result）"),
    ),
    case(
        "a service without particulars",
        [edit(SEAL, text_of(SEAL, "service:\n", "---\n\n"), "")],
        error(
            "C605", SEAL, 2, 1, "办事指南缺少“办事政策、办事程序、办事时限、办事结果”（service）"
        ),
    ),
    case(
        "a record without text",
        [edit(EXPLAINED, "\n请对照[原文](plan-2026.md)阅读。\n", "")],
        error("C606", EXPLAINED, 2, 1, "这条信息没有正文，也没有附件"),
    ),
    case(
        "a service among the records",
        [edit(PLAN, "kind: document", "kind: service")],
        error(
            "C607",
            PLAN,
            3,
            7,
            "种类“service”放错了文件夹：办事指南放在 services/，其他信息放在 records/年份/",
        ),
    ),
    case(
        "a document among the services",
        [edit(SEAL, "kind: service", "kind: notice")],
        error(
            "C607",
            SEAL,
            3,
            7,
            "种类“notice”放错了文件夹：办事指南放在 services/，其他信息放在 records/年份/",
        ),
    ),
    case(
        "a document without validity",
        [edit(PLAN, "validity: in-force\n", "")],
        error("C608", PLAN, 2, 1, "“规范性文件和公文”须标明有效性（validity）"),
    ),
    case(
        "an interpretation of nothing",
        [edit(EXPLAINED, "explains: [plan-2026]\n", "")],
        error("C609", EXPLAINED, 2, 1, "“政策解读”须在 explains 中写明解读或回应的是什么"),
    ),
    # C7xx: agencies
    case(
        "a disclosure office without name",
        [edit(FACTS, "  name: 政务公开办公室\n", "")],
        error("C701", FACTS, 8, 3, "政务公开机构缺少“机构名称”（name）"),
    ),
    case(
        "a disclosure office without address",
        [edit(FACTS, "  address: 小城市政路1号\n", "")],
        error("C701", FACTS, 8, 3, "政务公开机构缺少“地址”（address）"),
    ),
    case(
        "a disclosure office without phone",
        [edit(FACTS, "  phone: 0000-5550101\n", "")],
        error("C701", FACTS, 8, 3, "政务公开机构缺少“电话”（phone）"),
    ),
    case(
        "a disclosure office without fax",
        [edit(FACTS, "  fax: 0000-5550102\n", "")],
        error("C701", FACTS, 8, 3, "政务公开机构缺少“传真”（fax）"),
    ),
    case(
        "a disclosure office without hours",
        [edit(FACTS, "  hours: 周一至周五 09:00-12:00、13:30-17:30\n", "")],
        error("C701", FACTS, 8, 3, "政务公开机构缺少“办公时间”（hours）"),
    ),
    case(
        "a disclosure office without email",
        [edit(FACTS, "  email: open@office.example\n", "")],
        error("C701", FACTS, 8, 3, "政务公开机构缺少“电子邮箱”（email）"),
    ),
    case(
        "a disclosure office without other",
        [edit(FACTS, "  other: 无\n", "")],
        error("C701", FACTS, 8, 3, "政务公开机构缺少“其他联系方式”（other）"),
    ),
    case(
        "an agency without disclosure office",
        [edit(FACTS, text_of(FACTS, "disclosure_office:", "responsibility:"), "")],
        error(
            "C701",
            FACTS,
            1,
            1,
            "政务公开机构缺少“机构名称、地址、电话、传真、办公时间、电子邮箱、其他联系方式”（disclosure_office）",
        ),
    ),
    case(
        "a phone with words",
        [edit(FACTS, "  phone: 0000-5550101", "  phone: 电话5550101")],
        error("C702", FACTS, 10, 10, "“电话5550101”不是电话号码的写法"),
    ),
    case(
        "a phone with a digit too few",
        [edit(FACTS, "phone: 0000-5550105", "phone: 0000-555010")],
        error("C702", FACTS, 25, 67, "“0000-555010”不是电话号码的写法"),
    ),
    case(
        "two hotlines in one place",
        [edit(FACTS, "hotline: 0000-5550106", "hotline: 0000-5550106、5550107")],
        error("C702", FACTS, 27, 12, "“0000-5550106、5550107”不是电话号码的写法"),
    ),
    case(
        "a phone of an outside body",
        [edit("site.yml", "0000-5550001", "5550001转1")],
        error("C702", "site.yml", 8, 35, "“5550001转1”不是电话号码的写法"),
    ),
    case(
        "a phone of a service",
        [edit(SEAL, "phone: 0000-5550105", "phone: 见窗口")],
        error("C702", SEAL, 16, 10, "“见窗口”不是电话号码的写法"),
    ),
    case(
        "a fax without area code",
        [edit(FACTS, "fax: 0000-5550102", "fax: 5550102x")],
        error("C703", FACTS, 11, 8, "“5550102x”不是传真号码的写法"),
    ),
    case(
        "a fax of a guide",
        [edit(GUIDE, "fax: 0000-5550102", "fax: 没有")],
        error("C703", GUIDE, 9, 8, "“没有”不是传真号码的写法"),
    ),
    case(
        "an e-mail without host",
        [edit(FACTS, "email: open@office.example", "email: open@office")],
        error("C704", FACTS, 13, 10, "“open@office”不是电子邮箱的写法"),
    ),
    case(
        "an e-mail with a full-width sign",
        [edit(GUIDE, "email: open@office.example", "email: open＠office.example")],
        error("C704", GUIDE, 10, 10, "“open＠office.example”不是电子邮箱的写法"),
    ),
    case(
        "hours without days",
        [edit(FACTS, "hours: 周一至周五 09:00-12:00、13:30-17:30", "hours: 09:00-12:00")],
        error("C705", FACTS, 12, 10, "办公时间“09:00-12:00”看不出哪几天、几点到几点"),
    ),
    case(
        "hours that end before they begin",
        [edit(FACTS, "hours: 工作日 09:00-17:00", "hours: 工作日 17:00-09:00")],
        error("C705", FACTS, 25, 43, "办公时间“工作日 17:00-09:00”看不出哪几天、几点到几点"),
    ),
    case(
        "hours in words",
        [edit(SEAL, "hours: 工作日 09:00-17:00", "hours: 工作日上班时间")],
        error("C705", SEAL, 15, 10, "办公时间“工作日上班时间”看不出哪几天、几点到几点"),
    ),
    case(
        "an agency without supervisor",
        [edit(FACTS, "supervisor: commission\n", "")],
        error("C706", FACTS, 1, 1, "没有写明监察机关（supervisor）"),
    ),
    case(
        "an agency that supervises itself",
        [edit(FACTS, "supervisor: commission", "supervisor: city-office")],
        error("C707", FACTS, 5, 13, "监察机关不能是机关自己"),
    ),
    case(
        "parents in a circle",
        [edit(FACTS, "parent: province", "parent: water-bureau")],
        error("C708", FACTS, 4, 9, "上级机关成了环：city-office → water-bureau → city-office"),
    ),
    case(
        "an agency that is its own parent",
        [edit(BUREAU_FACTS, "parent: city-office", "parent: water-bureau")],
        error("C708", BUREAU_FACTS, 4, 9, "上级机关成了环：water-bureau → water-bureau"),
    ),
    case(
        "a chain of responsibility without stand-in",
        [edit(FACTS, "  stand_in: 秘书科副科长\n", "")],
        error("C709", FACTS, 16, 3, "责任链缺少“替补人员”（responsibility.stand_in）"),
    ),
    case(
        "an agency without chain of responsibility",
        [edit(FACTS, text_of(FACTS, "responsibility:", "departments:"), "")],
        error(
            "C709",
            FACTS,
            1,
            1,
            "责任链缺少“第一责任人、分管负责人、承办科室、专办人员、替补人员”（responsibility）",
        ),
    ),
    case(
        "an agency without guide",
        [drop(GUIDE)],
        error("C710", FACTS, 1, 1, "没有公开指南（guide.md）"),
    ),
    case(
        "a guide without classification",
        [edit(GUIDE, "classification: 按条例规定的类别分类\n", "")],
        error("C711", GUIDE, 2, 1, "公开指南缺少“信息的分类”（classification）"),
    ),
    case(
        "a guide without procedure",
        [edit(GUIDE, "procedure:\n  - 登记\n  - 答复\n", "")],
        error("C711", GUIDE, 2, 1, "公开指南缺少“申请处理流程”（procedure）"),
    ),
    case(
        "a guide without channels",
        [edit(GUIDE, text_of(GUIDE, "channels:", "procedure:"), "")],
        error("C711", GUIDE, 2, 1, "公开指南缺少“申请渠道”（channels）"),
    ),
    case(
        "an agency without way to complain",
        [edit(FACTS, "complaints:\n  hotline: 0000-5550106\n  email: jubao@office.example\n", "")],
        error("C711", FACTS, 1, 1, "公开指南缺少“投诉举报”（complaints）"),
    ),
    case(
        "a guide without one channel",
        [edit(GUIDE, "  telegram: 电报挂号0001\n", "")],
        error("C712", GUIDE, 7, 3, "公开指南缺少申请渠道“电报”（channels.telegram）"),
    ),
    # C8xx: reviews
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
    ),
    case(
        "a level of the review that is still to come",
        [edit(EXPLAINED, last_review(EXPLAINED), "")],
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
    # C9xx: the site
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
        error("C902", HELP, 1, 1, "这一页的网址“help.html”已经由 pages/help.html 使用"),
    ),
    case(
        "something internal in a public repository",
        [edit(ITEMS, "audience: group\n  group: 本市单位", "audience: internal")],
        error("C903", ITEMS, 21, 13, "公开的仓库里不能有内部事项“seals”"),
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
        error("C904", PACK, 338, 9, "规则包中“C212”引用的条款 22 在 articles.yml 中没有"),
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
        error("C905", PACK, 245, 102, "规则包中没有“asked”"),
    ),
    case(
        "a pack that names a form twice",
        [own_pack(("{id: press-conference,", "{id: hearing,")), USE_OWN],
        error("C905", PACK, 205, 10, "规则包中没有“hearing”"),
    ),
)
ALLOWED: tuple[Case, ...] = (
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
                HELP, "# 帮助", "# 帮助\n\n[网](https://x.example/)[信](mailto:a@x.example)[下](#b)"
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
            edit("site.yml", "sample: true", "sample: true\nrepository: private"),
            edit(ITEMS, "audience: group\n  group: 本市单位", "audience: internal"),
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
)
