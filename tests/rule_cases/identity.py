"""C3xx, ids and numbers: what each rule finds in the small city when it is broken."""

from __future__ import annotations

from cases import (
    BIDDING,
    BUREAU_FACTS,
    BUREAU_GUIDE,
    EXPLAINED,
    FACTS,
    ITEMS,
    NOTICES,
    PLAN,
    REGISTER,
    SEAL,
    WORKS,
    Case,
    case,
    error,
)
from small_city import BUREAU, BUREAU_CODE, OFFICE, OFFICE_CODE, edit, move, put, sign

CASES: tuple[Case, ...] = (
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
    *(
        case(
            f"a notice of {of}",
            [put(NOTICES, f"- {{of: {of}, kind: revoked, date: 2026-03-05, explanation: 停用}}\n")],
            error(
                "C301",
                NOTICES,
                1,
                8,
                f"“{of}”不能用作网址，应由小写字母、数字和连字符组成，2 至 60 个字符",
            ),
        )
        # The page of what is gone would lie outside of its agency, or of the site.
        for of in ("../../old-plan", "city-office/old-plan", "旧计划")
    ),
    case(
        "a notice of a page of the site's own",
        [put(NOTICES, "- {of: index, kind: revoked, date: 2026-03-05, explanation: 停用}\n")],
        error("C302", NOTICES, 1, 8, "“index”是保留的名称，不能使用"),
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
        "two phases of an item with one id",
        [edit(WORKS, "{id: acceptance, name: 验收}", "{id: bidding, name: 验收}")],
        error(
            "C303",
            WORKS,
            12,
            12,
            "代号“bidding”重复，catalogue/agencies/water-bureau/catalogue.yml:11 已经使用",
        ),
    ),
    case(
        "two requests of one number",
        [
            edit(
                REGISTER,
                "objections:\n",
                "  - {id: Q-1, received: 2026-11-18, channel: web, topic: 另一件, outcome: pending}\n"
                "objections:\n",
            )
        ],
        error(
            "C303",
            REGISTER,
            4,
            10,
            "编号“Q-1”重复，catalogue/agencies/city-office/registers/2026.yml:3 已经使用",
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
            edit(SEAL, "formed: 2026-11-12", "formed: 2024-03-02"),
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
)
