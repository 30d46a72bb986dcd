"""C7xx, agencies: what each rule finds in the small city when it is broken."""

from __future__ import annotations

from cases import (
    BUREAU_FACTS,
    FACTS,
    GUIDE,
    SEAL,
    Case,
    case,
    error,
    text_of,
)
from small_city import drop, edit

CASES: tuple[Case, ...] = (
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
)
