"""Ordinary records as offices write them, with everything in them that looks like a personal value.

Made from lists of words and chance alone; there is nothing in them that belongs to a person.
"""

from __future__ import annotations

import random

import persons

_THINGS = "财政决算 供水管网 道路改造 低保标准 食品抽检 公租房 排污许可 教师招聘 防汛预案 土地出让 医保目录 公交线路".split()
_OFFICES = "财政局 水务局 卫生健康委员会 教育局 住房和城乡建设局 范例镇人民政府 市场监督管理局 档案馆".split()
_SENTENCES = (
    "经市人民政府同意，现将有关事项通知如下。",
    "各单位要加强组织领导，确保各项措施落到实处。",
    "本办法自发布之日起施行，有效期五年。",
    "公民、法人和其他组织可以依法提出申请。",
    "受理窗口工作时间为周一至周五，法定节假日除外。",
    "居住证持有人和户籍人口享受同等服务，居住地为本市的可以就近办理。",
    "申请人应当提交身份证明、住址证明和银行账户信息，材料齐全的当场受理。",
    "出生医学证明由助产机构签发，新生儿出生后应当及时办理。",
    "楼栋长、单元长负责日常巡查，每组不少于三人。",
)


def _day(chance: random.Random) -> tuple[int, int, int]:
    return chance.randint(1996, 2026), chance.randint(1, 12), chance.randint(1, 28)


def _date(chance: random.Random) -> str:
    year, month, day = _day(chance)
    return chance.choice(
        (
            f"{year}年{month}月{day}日",
            f"{year}-{month:02}-{day:02}",
            f"{year}.{month}.{day}",
            f"{year}{month:02}{day:02}",
        )
    )


def _amount(chance: random.Random) -> str:
    value = chance.randint(10, 10 ** chance.randint(3, 13))
    return chance.choice(
        (
            f"{value:,}元",
            f"{value}元",
            f"{value / 100:.2f}万元",
            f"{value}.{chance.randint(0, 99):02}元",
            f"{value} 万元",
            f"¥{value}",
        )
    )


def _landline(chance: random.Random) -> str:
    area = chance.choice(("0000", "010", "021", "0535", "0755"))
    number = chance.randint(2_000_000, 89_999_999)
    return chance.choice(
        (
            f"{area}-{number}",
            f"（{area}）{number}",
            f"{area}{number}",
            f"{area}-{number}转{chance.randint(1, 999)}",
        )
    )


def _service(chance: random.Random) -> str:
    return chance.choice(
        (
            "12345",
            "12315",
            "12329",
            "400-000-1234",
            "4000001234",
            "95500",
            "96116",
            "110",
            "800-810-0000",
        )
    )


def _document(chance: random.Random) -> str:
    year = chance.randint(2000, 2026)
    return chance.choice(
        (
            f"示政发〔{year}〕{chance.randint(1, 300)}号",
            f"示财({year}){chance.randint(1, 99)}号",
            f"GB/T {chance.randint(1000, 40000)}-{year}",
            f"国药准字H{chance.randint(10_000_000, 99_999_999)}",
            f"国药准字Z{chance.randint(10_000_000, 99_999_999)}",
        )
    )


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def _code(chance: random.Random) -> str:
    year, month, day = _day(chance)
    serial = _digits(chance, chance.randint(3, 8))
    unit = persons.credit_code(chance)
    return chance.choice(
        (
            f"项目代码：{year}-990000-{_digits(chance, 2)}-{_digits(chance, 2)}-{_digits(chance, 6)}",
            f"订单号：{year}{month:02}{day:02}{serial}{_digits(chance, 4)}",
            f"流水号{_digits(chance, 18)}",
            f"商品条码：69{_digits(chance, 11)}",
            f"公告编号：{year}{month:02}{day:02}-{serial}",
            f"合同编号：SF-{year}-{serial}",
            f"宗地编号 {_digits(chance, 6)}-{_digits(chance, 3)}-{_digits(chance, 5)}",
            f"统一社会信用代码：{unit}",
            f"统一社会信用代码 {unit}",
            f"事项编码：{unit}{_digits(chance, 13)}",
            f"索引号：{unit}/{year}-{_digits(chance, 5)}",
            f"许可证编号：SC{_digits(chance, 14)}",
            f"招标编号：{chance.choice('ABCXYZ')}{_digits(chance, 8)}",
            f"设备编号 {_digits(chance, chance.randint(9, 16))}",
            f"校验值 {chance.randbytes(32).hex()}",
            f"车牌号示A·{_digits(chance, 5)}",
            f"{chance.randint(1, 220)}.{chance.randint(0, 255)}.{chance.randint(0, 255)}.{chance.randint(0, 255)}",
            f"东经{chance.randint(110, 135)}.{_digits(chance, 6)}°，北纬{chance.randint(20, 50)}.{_digits(chance, 6)}°",
            f"第{chance.randint(1, 99)}.{chance.randint(1, 99)}.{chance.randint(1, 99)}条",
            f"版本 {chance.randint(1, 20)}.{chance.randint(0, 99)}.{chance.randint(0, 9999)}",
        )
    )


def _url(chance: random.Random) -> str:
    year, month, day = _day(chance)
    return chance.choice(
        (
            f"https://www.example-city.example/art/{year}/{month}/{day}/art_{_digits(chance, 5)}_{_digits(chance, 7)}.html",
            f"https://www.example-city.example/zwgk/t{year}{month:02}{day:02}_{_digits(chance, 8)}.shtml",
            f"https://data.example/api?id={_digits(chance, 13)}&page={chance.randint(1, 9)}",
            f"http://{chance.randint(1, 220)}.{chance.randint(0, 255)}.0.1:8080/{_digits(chance, 11)}",
        )
    )


def _place(chance: random.Random) -> str:
    road = chance.choice(("光明路", "和平街", "建设大道"))
    return chance.choice(
        (
            f"办公地址：示例市范例区{road}{chance.randint(1, 200)}号{chance.randint(1, 30)}楼{chance.randint(101, 3000)}室",
            f"项目位于{road}{chance.randint(1, 200)}号地块，东至{road}，西至规划路。",
            f"{chance.choice(_THINGS)}涉及和平小区{chance.randint(1, 30)}栋至{chance.randint(31, 60)}栋，共{chance.randint(2, 900)}户。",
            f"幸福花园{chance.randint(1, 30)}幢{chance.randint(1, 6)}单元外墙修缮工程已经完工。",
            f"示例市样板村{chance.randint(1, 9)}组道路硬化工程",
            f"户籍地为样板镇的居民，由镇人民政府受理；住址变更的，到{road}派出所办理。",
        )
    )


def _born(chance: random.Random) -> str:
    year = chance.randint(2010, 2024)
    return chance.choice(
        (
            f"{year}年9月1日至{year + 1}年8月31日出生的适龄儿童可以报名。",
            f"凡{year}年1月1日以前出生的，不受此限。",
            f"{year}年全市出生人口{chance.randint(10_000, 90_000)}人，出生率{chance.randint(4, 12)}.{chance.randint(0, 9)}‰。",
            f"本项目生产于{year}年{chance.randint(1, 12)}月，自{year}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日生效。",
            f"报考人员年龄在18周岁以上、35周岁以下（{year - 30}年5月至{year - 12}年5月期间出生）。",
        )
    )


def _statistics(chance: random.Random) -> str:
    heads = chance.sample(
        ("指标", "户数", "人数", "金额（万元）", "面积", "同比（%）", "累计"),
        k=chance.randint(3, 6),
    )
    rows = []
    for _ in range(chance.randint(3, 12)):
        cells = [chance.choice(_THINGS)]
        for _ in heads[1:]:
            value = chance.randint(0, 10 ** chance.randint(1, 9))
            cells.append(
                chance.choice((str(value), f"{value:,}", f"{value / 100:.2f}", f"{value} ", "—"))
            )
        rows.append(cells)
    way = chance.random()
    if way < 0.6:
        lines = [" | ".join(cells) for cells in ([*heads], ["---"] * len(heads), *rows)]
        return "\n".join(f"| {line} |" for line in lines)
    if way < 0.85:
        return "\n".join(
            ",".join(cell.replace(",", "") for cell in cells) for cells in ([*heads], *rows)
        )
    return "\n".join("  ".join(cells) for cells in ([*heads], *rows))


def _directory(chance: random.Random) -> str:
    lines = ["| 单位 | 电话 | 地址 |", "| --- | --- | --- |"]
    lines += [
        f"| {chance.choice(_OFFICES)} | {_landline(chance)} | 光明路{chance.randint(1, 99)}号 |"
        for _ in range(chance.randint(3, 10))
    ]
    return "\n".join(lines)


def _sentence(chance: random.Random) -> str:
    ways = (
        lambda: chance.choice(_SENTENCES),
        lambda: (
            f"{_date(chance)}，{chance.choice(_OFFICES)}印发{_document(chance)}，{chance.choice(_THINGS)}安排{_amount(chance)}。"
        ),
        lambda: (
            f"联系{chance.choice(('电话', '方式'))}：{_landline(chance)}，服务热线{_service(chance)}。"
        ),
        lambda: f"{_code(chance)}。",
        lambda: f"详见 {_url(chance)} 。",
        lambda: (
            f"完成{chance.randint(1, 10**9)}户，涉及{chance.randint(1, 10**6)}人，同比增长{chance.randint(1, 99)}.{chance.randint(0, 9)}%。"
        ),
        lambda: f"{_place(chance)}",
        lambda: _born(chance),
        lambda: f"会议于{_date(chance)} {chance.randint(8, 17):02}:{chance.choice('03')}0召开。",
    )
    return chance.choice(ways)()


def record(chance: random.Random) -> str:
    """A record with front matter and text, unlike any other."""
    year, month, day = _day(chance)
    thing, office = chance.choice(_THINGS), chance.choice(_OFFICES)
    unit = persons.credit_code(chance)
    digest = chance.randbytes(32).hex()
    head = [
        "---",
        f"item: item-{chance.randint(1, 40)}",
        "kind: report",
        f"title: {office}关于{thing}的通告（第{chance.randint(1, 200)}号）",
        f"index_number: {unit}/{year}-{chance.randint(1, 99_999):05}",
        f"document_number: {_document(chance)}",
        f"formed: {year}-{month:02}-{day:02}",
        f"published: {year}-{month:02}-{day:02} 09:{chance.randint(0, 59):02}",
        "review:",
        *(
            f'  - {{level: {n}, post: 经办人, date: {year}-{month:02}-{day:02}, hash: "v1:{digest}"}}'
            for n in (1, 2, 3)
        ),
        "---",
        "",
    ]
    body = []
    for _ in range(chance.randint(2, 7)):
        way = chance.random()
        if way < 0.15:
            body.append(_statistics(chance))
        elif way < 0.22:
            body.append(_directory(chance))
        elif way < 0.4:
            body.append(
                "\n".join(f"{n}. {_sentence(chance)}" for n in range(1, chance.randint(3, 7)))
            )
        else:
            body.append("".join(_sentence(chance) for _ in range(chance.randint(1, 5))))
    return "\n".join(head) + "\n" + "\n\n".join(body) + "\n"
