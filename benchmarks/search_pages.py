"""Synthetic pages of a city: the frame of a record page around real or synthetic text."""

from __future__ import annotations

import gzip
import html as entities
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

from disclosure.search import SearchPage

SYLLABLES = "东西南北中安平和康宁永长兴隆新城河山石林江湖海云龙凤金玉"
BUREAUS = "财政局 教育局 卫生健康委员会 住房和城乡建设局 自然资源局 民政局 公安局 司法局 水务局 交通运输局".split()
CATEGORIES = [
    *("规划计划", "财政预决算", "行政许可", "行政处罚", "重大建设项目", "政府采购", "社会救助"),
    *("教育公开", "医疗卫生", "食品药品", "安全生产", "环境保护", "征地拆迁", "公务员招录"),
    *("规范性文件", "统计信息", "机构职能", "应急管理", "乡村振兴", "公共资源", "国有企业"),
    *("住房保障", "税费优惠"),
]
FORMS = "政府网站 政府公报 公开栏 电子显示屏 触摸屏 新闻发布会 便民手册 档案馆 图书馆 广播电视 短信".split()
KINDS = "报告 通知 公告 办事指南 决定 意见".split()
SUBJECTS = "住房公积金提取 城乡低保标准 学前教育收费 农村公路养护 医疗保障待遇 行政审批事项 生态环境整治".split()


def texts_of(statutes: Path | None) -> list[str]:
    """Articles of statutes where there are some, else sentences of the words above."""
    if statutes and statutes.is_file():
        with gzip.open(statutes, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    random = Random(1)
    words = [*CATEGORIES, *SUBJECTS, *BUREAUS, *FORMS]
    return ["，".join(random.choices(words, k=random.randint(8, 40))) + "。" for _ in range(2000)]


def agencies(random: Random, count: int = 530) -> list[tuple[str, str, str]]:
    """Id, name and credit code of each agency."""
    places = [one + other for one in SYLLABLES for other in SYLLABLES]
    random.shuffle(places)
    return [
        (
            f"agency-{number}",
            f"示例市{places[number // 10]}区{BUREAUS[number % 10]}",
            f"11990000MB{number:07}X",
        )
        for number in range(count)
    ]


def pages(count: int, statutes: Path | None) -> Iterator[SearchPage]:
    """That many pages, the same at each call; about 650 tokens each."""
    random = Random(20261120)
    texts = texts_of(statutes)
    all_agencies = agencies(random)
    weights = [1 / (place + 5) for place in range(len(all_agencies))]
    for number in range(count):
        ((identity, name, code),) = random.choices(all_agencies, weights)
        year = random.choices(range(2017, 2027), [1, 1, 2, 2, 3, 3, 4, 5, 6, 7])[0]
        date = f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        said = f"{year}年{int(date[5:7])}月{int(date[8:])}日"
        subject, kind = random.choice(SUBJECTS), random.choice(KINDS)
        title = f"{name}{year}年{subject}{kind}（{number % 97 + 1}）"
        index = f"{code}/{year}-{number % 99999:05}"
        document = f"示{name[3]}{name[-3]}〔{year}〕{number % 400 + 1}号" if number % 3 else ""
        category = random.choices(CATEGORIES, [1 / (n + 2) for n in range(23)])[0]
        forms = random.sample(FORMS, random.randint(1, 3))
        facts = {
            **{"agency": name, "category": category, "kind": kind, "year": str(year)},
            **{"form": "|".join(sorted(forms)), "date": date, "document_number": document},
            **{"rhythm": random.choice(["常规公开", "阶段公开", "适时公开"])},
            **{"validity": random.choice(["有效", "有效", "有效", "失效"])},
        }
        rows = {
            **{"索引号": index, "分类": category, "发布机关": name, "成文日期": said},
            **{"名称": title, "文号": document or "无", "发布日期": f"{date} 09:00"},
            **{"有效性": facts["validity"], "公开形式": "、".join(forms), "公开方式": "主动公开"},
            **{"公开节奏": facts["rhythm"], "公开范围": "面向社会公众", "承办科室": "办公室"},
        }
        body = "\n\n".join(random.choices(texts, k=random.choice([1, 1, 1, 2, 2, 3])))
        parts = [
            f"<h1>{title}</h1><p>核对日期：{said}</p><table>",
            *(f"<tr><th>{one}</th><td>{other}</td></tr>" for one, other in rows.items()),
            "</table><h2>正文</h2>",
            *(f"<p>{entities.escape(text)}</p>" for text in body.split("\n\n")),
            f"<h2>公开依据</h2><p>本页依照政府信息公开条例公开，公开机关：{name}，公开日期：{said}。</p>",
            f"<h2>引用</h2><p>{name}：《{title}》，{document or '无文号'}，索引号{index}，{said}。</p>",
            "<p>对公开的内容有意见的，可以向公开机关反映，也可以向政府信息公开工作主管部门投诉。</p>",
        ]
        numbers = tuple(filter(None, (document, index)))
        yield SearchPage(f"{identity}/record-{number}.html", title, "".join(parts), numbers, facts)
