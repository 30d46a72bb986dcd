"""Writes a catalogue of the size of the seed's city, for benchmarks and tests of scale.

    python benchmarks/city.py --out DIR [--agencies 530] [--records-per-agency 117]
                              [--commits N] [--seed N]

`DIR` itself holds `site.yml`. The seed tells of 101 municipal and 429 county units, 117 published
items of one office, 11,280 posts of the city office and 477 services; posts and services scale with
`--agencies`. Each agency has 20 items and a nil return for every other category. Bodies hold 300 Han
characters on average: one in ten has 1,500 and a table. The text comes from the statutes in
`../shared/data/` where they are, else from the sample's own words. The same options give the same
bytes, and the catalogue passes the check. With `--commits N` the folder is a git repository of N
commits, of which `city_history.py` says what they change.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY / "plugins"), str(REPOSITORY / "benchmarks")]

from city_history import give_past  # noqa: E402

from disclosure.checks.numbers import credit_code_is_valid  # noqa: E402
from disclosure.load import load  # noqa: E402
from disclosure.model.agency import AgencyFile  # noqa: E402
from disclosure.model.canonical import approval_hash  # noqa: E402
from disclosure.model.filed import catalogue_hash  # noqa: E402
from disclosure.model.item import ItemEntry  # noqa: E402
from disclosure.source import read_yaml  # noqa: E402

STATUTES = REPOSITORY.parent / "shared" / "data" / "statutes.jsonl.gz"
AGENCIES, POSTS, SERVICES, MUNICIPAL = 530, 11_280, 477, 101
ITEMS = 20
TODAY = dt.date(2026, 11, 20)
YEARS = range(2016, 2027)
SHORT, LONG = 167, 1_500
"""Han characters of an ordinary and of a long body: 0.9 x 167 + 0.1 x 1,500 = 300."""
_KINDS = ("notice", "report", "announcement", "plan", "statistics", "document", "budget")
_PLAIN = re.compile(r"[\w\u4e00-\u9fff（）《》〔〕“”、，。；/.-]+\Z")
_LEVELS = ("municipal", "county", "township")
_ENDINGS = ("局", "委员会", "办公室", "中心")


@dataclass(frozen=True)
class Words:
    """Real text to draw from."""

    topics: Sequence[str]
    """Short phrases for titles, 4 to 14 characters."""
    paragraphs: Sequence[str]


@dataclass(frozen=True)
class Office:
    """An agency of the city before it is written."""

    number: int
    id: str
    name: str
    level: str
    kind: str
    parent: str
    code: str


def main() -> None:
    """Write the city of the command line and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--agencies", type=int, default=AGENCIES)
    parser.add_argument("--records-per-agency", type=int, default=117)
    parser.add_argument("--commits", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.agencies < 2 or (options.out.exists() and any(options.out.iterdir())):
        parser.error("--agencies must be 2 or more, and --out a new or empty folder")
    counts = write_city(options.out, options.agencies, options.records_per_agency, options.seed)
    if options.commits:
        give_past(options.out, options.commits, options.seed)
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()))


def write_city(
    out: Path, agencies: int = AGENCIES, per_agency: int = 117, seed: int = 1
) -> dict[str, int]:
    """Write the catalogue folder `out`; gives how much of what it holds."""
    words = _words()
    offices = list(_offices(agencies))
    categories = _categories()
    posts = round(POSTS * agencies / AGENCIES)
    services = round(SERVICES * agencies / AGENCIES)
    _put(out / "site.yml", _SITE)
    _put(out / "pages" / "index.md", "# 首页\n\n全市各机关依法公开的信息都在这里。\n")
    for office in offices:
        chance = random.Random(f"{seed}/{office.id}")
        own = services // agencies + (office.number < services % agencies)
        extra = posts if office.number == 0 else 0
        _agency(out, office, categories, words, chance, per_agency, extra, own)
    return {
        "agencies": agencies,
        "items": agencies * ITEMS,
        "records": agencies * per_agency,
        "posts": posts,
        "services": services,
    }


def _words() -> Words:
    if STATUTES.is_file():
        with gzip.open(STATUTES, "rt", encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines]
        texts = [article["text"] for article in articles]
        titles = [re.sub(r"\(.*?\)|（.*?）", "", article["title"]) for article in articles]
        topics = [title.partition("第")[0] for title in titles]
    else:
        loaded = load(REPOSITORY / "catalogue").catalogue
        texts = [record.body for record in loaded.records()]
        topics = [item.entry.name for item in loaded.items()]
    paragraphs = [
        plain
        for text in texts
        for part in text.split("\n")
        if len(plain := re.sub(r"[^\w\u4e00-\u9fff（）《》“”、，。；：]", "", part)) >= 12
    ]
    return Words(sorted({topic for topic in topics if 4 <= len(topic) <= 14}), paragraphs)


def _categories() -> list[str]:
    loaded = load(REPOSITORY / "catalogue").catalogue
    return [category.id for category in loaded.pack.file.categories]


def _offices(agencies: int) -> Iterator[Office]:
    """The city office first, then municipal, county and township units in the seed's proportion."""
    municipal = max(2, round(agencies * MUNICIPAL / AGENCIES))
    county = municipal + max(1, (agencies - municipal) // 2)
    first_county = f"county-{municipal:03}"
    for number in range(agencies):
        level = _LEVELS[(number >= municipal) + (number >= county)]
        ending = _ENDINGS[number % len(_ENDINGS)]
        if number == 0:
            yield Office(0, "city-office", "示例市人民政府办公室", level, "government", "province",
                         _code(0))  # fmt: skip
            continue
        governs = number == municipal
        parent = "city-office" if level != "township" else first_county
        name = {"municipal": "示例市第", "county": "范例县第", "township": "范例县街镇第"}[level]
        yield Office(
            number,
            f"{level}-{number:03}",
            f"{name}{number}{'人民政府办公室' if governs else ending}",
            level,
            "government" if governs else "department",
            parent,
            _code(number),
        )


def _code(number: int) -> str:
    """A fictional credit code (division 990000) whose check character is right."""
    body = f"11990000MB{number:07}"
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return next(body + sign for sign in signs if credit_code_is_valid(body + sign))


def _agency(
    out: Path,
    office: Office,
    categories: Sequence[str],
    words: Words,
    chance: random.Random,
    per_agency: int,
    posts: int,
    services: int,
) -> None:
    folder = out / "agencies" / office.id
    skipped = chance.sample([c for c in categories if c not in _KEPT], len(categories) - ITEMS)
    kept = [category for category in categories if category not in skipped]
    nil = "".join(
        f"  - {{category: {c}, reason: 本机关职责范围内没有这类信息, date: 2026-01-05, signed_by: 办公室主任}}\n"
        for c in skipped
    )
    above = "province" if office.number == 0 else office.parent
    _put(folder / "guide.md", _GUIDE)
    items = [f"item-{place:02}" for place in range(1, len(kept) + 1)]
    listed = "".join(map(_item, items, kept, range(len(items))))
    _put(folder / "catalogue.yml", listed)
    bodies = [above] if office.kind == "government" else [above, "commission"]
    facts = _AGENCY.format(office=office, above=above, filings="[]", nil=nil)
    filings = "".join("\n  " + _filing(body, facts, listed) for body in bodies)
    _put(
        folder / "agency.yml",
        _AGENCY.format(office=office, above=above, filings=filings, nil=nil),
    )
    numbers = dict.fromkeys(YEARS, 0)
    made: list[str] = []
    for place in range(per_agency + posts):
        number = place if place < per_agency else place - per_agency
        item = items[number % len(items)] if place < per_agency else items[-1]
        name = f"record-{place:05}" if place < per_agency else f"post-{number:05}"
        day = _day(chance)
        numbers[day.year] += 1
        index = f"{office.code}/{day.year}-{numbers[day.year]:05}"
        post = place >= per_agency
        explains = chance.choice(made) if made and place % 20 == 7 else None
        kind = "interpretation" if explains else "announcement" if post else _KINDS[place % 7]
        topic = chance.choice(words.topics)
        head: dict[str, object] = {
            "item": item,
            "kind": kind,
            "title": f"{office.name[-6:]}关于{topic}的{_TITLES[place % len(_TITLES)]}（{place + 1}）",
            "index_number": index,
        }
        if kind == "document":
            head["document_number"] = f"示{office.number}发〔{day.year}〕{numbers[day.year]}号"
        head["formed"] = day.isoformat()
        head["published"] = f"{day + dt.timedelta(3)} 09:00"
        head["confirmed"] = f"{max(day + dt.timedelta(20), dt.date(2026, 11, 2))}"
        if explains:
            head["explains"] = [explains]
        if kind in ("document",):
            head["validity"] = "in-force"
        body = _body(chance, words, long=place % 10 == 3)
        files: dict[str, str] = {}
        if place % 40 == 11:
            path = f"files/{name}.csv"
            data = f"名称,数量\n{topic},{chance.randrange(1000)}\n".encode()
            (folder / "files").mkdir(exist_ok=True)
            (folder / path).write_bytes(data)
            head["attachments"] = [{"path": path, "title": "附表"}]
            files[path] = hashlib.sha256(data).hexdigest()
        _record(folder / "records" / str(day.year) / f"{name}.md", head, body, files, day)
        made.append(name)
    for place in range(services):
        day = _day(chance)
        numbers[day.year] += 1
        head = {
            "item": items[kept.index("organisation-and-services")],
            "kind": "service",
            "title": f"{chance.choice(words.topics)}办理服务指南（{place + 1}）",
            "index_number": f"{office.code}/{day.year}-{numbers[day.year]:05}",
            "formed": day.isoformat(),
            "published": f"{day + dt.timedelta(3)} 09:00",
            "confirmed": "2026-11-02",
            "service": _SERVICE,
        }
        path = folder / "services" / f"service-{place:03}.md"
        _record(path, head, _body(chance, words, long=False), {}, day)


_KEPT = ("organisation-and-services", "other-statutory")
_TITLES = ("通知", "公告", "情况报告", "实施方案", "工作动态", "统计数据", "意见", "年度安排")


def _day(chance: random.Random) -> dt.date:
    """A day of the years of the catalogue, later ones likelier, none after today."""
    year = max(chance.choice(YEARS), chance.choice(YEARS))
    last = dt.date(year, 12, 10) if year < TODAY.year else TODAY - dt.timedelta(40)
    first = dt.date(year, 1, 4)
    return first + dt.timedelta(chance.randrange((last - first).days))


def _body(chance: random.Random, words: Words, *, long: bool) -> str:
    if not long:
        return "\n\n".join(_paragraphs(chance, words, SHORT)) + "\n"
    parts = []
    for place, numeral in enumerate("一二三"):
        parts += [f"## {numeral}、{chance.choice(words.topics)}"]
        parts += _paragraphs(chance, words, LONG // 3 - 30)
        if place == 1:
            rows = "\n".join(
                f"| {chance.choice(words.topics)} | {chance.randrange(10_000)} |" for _ in range(8)
            )
            parts.append(f"| 项目 | 数量 |\n|---|---:|\n{rows}")
    return "\n\n".join(parts) + "\n"


def _paragraphs(chance: random.Random, words: Words, wanted: int) -> list[str]:
    parts: list[str] = []
    while wanted > 0:
        part = chance.choice(words.paragraphs)
        if len(part) > wanted + 40:
            part = part[: wanted + 10].rpartition("，")[0] or part[: wanted + 10]
            part += "。"
        parts.append(part)
        wanted -= len(part)
    return parts


def _record(
    path: Path, head: dict[str, object], body: str, files: dict[str, str], day: dt.date
) -> None:
    said = approval_hash(head, body, files)
    review = "".join(
        f'  - {{level: {level}, post: {post}, date: {day + dt.timedelta(level)}, hash: "{said}"}}\n'
        for level, post in enumerate(("经办人", "分管副职", "公开专员"), 1)
    )
    # The service's particulars come last, as people write them; all else is one line a field.
    lines = "".join(_lines(head))
    _put(path, f"---\n{lines}review:\n{review}---\n{body}")


def _lines(head: dict[str, object], indent: str = "") -> Iterator[str]:
    for name, value in head.items():
        if isinstance(value, dict):
            yield f"{indent}{name}:\n"
            yield from _lines(value, indent + "  ")
        elif isinstance(value, list):
            yield f"{indent}{name}:\n"
            for part in value:
                said = _flow(part) if isinstance(part, dict) else _scalar(part)
                yield f"{indent}  - {said}\n"
        else:
            yield f"{indent}{name}: {_scalar(value)}\n"


def _flow(value: dict[str, object]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(part)}" for name, part in value.items()) + "}"


def _scalar(value: object) -> str:
    text = str(value)
    moment = re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", text)
    return text if moment or _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)


def _item(item: str, category: str, place: int) -> str:
    limit = ("{days: 20, unit: working, after: formed}", "prompt", "{by_day: 10, each: month}")
    return (
        f"- id: {item}\n  category: {category}\n  name: 第{place + 1}项公开事项\n"
        f"  content: 本机关依照条例应当公开的第{place + 1}项信息及其变化情况\n"
        f"  basis: [条例第七条第({place + 1})项]\n  department: office\n"
        f"  limit: {limit[place % 3]}\n  forms: [website, notice-board]\n"
        f"  rhythm: routine\n  period: yearly\n  mode: proactive\n"
    )


def _filing(body: str, facts: str, listed: str) -> str:
    """A filing of the catalogue as it stands."""
    agency = AgencyFile.model_validate(_values(facts))
    items = map(ItemEntry.model_validate, _values(listed))
    digest = catalogue_hash(agency, items)
    return f'- {{to: {body}, date: 2026-01-20, receipt: 备〔2026〕1号, hash: "{digest}"}}'


def _values(text: str) -> Any:
    document, _ = read_yaml(text.encode(), "made")
    if document is None:
        raise ValueError(text)
    return document.value


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


_SERVICE: dict[str, object] = {
    "for": "公民和组织",
    "conditions": ["符合法定条件", "材料齐全"],
    "materials": [{"name": "申请表", "form": "原件1份"}, {"name": "身份证明", "form": "原件核验"}],
    "fee": "不收费",
    "where": "政务服务中心二楼",
    "hours": "周一至周五 09:00-12:00、13:30-17:00",
    "phone": "0000-5550105",
    "policy": ["依照有关法律法规和本机关制度办理"],
    "procedure": [
        {"step": "受理", "by": "综合窗口", "within": "当场"},
        {"step": "审查", "by": "业务科室", "within": "5个工作日"},
        {"step": "办结", "by": "综合窗口", "within": "1个工作日"},
    ],
    "time_limit": {"statutory": "20个工作日", "promised": "7个工作日"},
    "result": "批准文件或者不予批准的书面决定",
}
_SITE = """\
name: 示例市政务公开目录
jurisdiction: 示例市
sample: true
as_of: 2026-11-20
address: https://www.city.example/zwgk/
packs: [seed-province]
bodies:
  province: {name: 示例省人民政府, phone: 0000-5550001}
  commission: {name: 示例市监察机关, phone: 0000-5550002}
government_site:
  code: "9900000001"
  sponsor: 示例市人民政府
  contact: 0000-5550109
  icp: {number: 示ICP备99000009号}
  police: {number: 示公网安备 99000009000001号, link: https://police.registry.example/}
  mark: https://mark.registry.example/9900000001
  report_error: https://error.registry.example/
synonyms:
  - [低保, 最低生活保障]
  - [公积金, 住房公积金]
"""
_AGENCY = """\
name: {office.name}
kind: {office.kind}
level: {office.level}
parent: {above}
supervisor: commission
credit_code: {office.code}
duties:
  - 依照职责办理本机关的各项事务，并公开办理的依据、程序和结果。
disclosure_office:
  name: 政务公开办公室
  address: 示例市市政路{office.number}号
  phone: 0000-5550101
  fax: 0000-5550102
  hours: 周一至周五 09:00-12:00、13:30-17:30
  email: open@{office.id}.example
  other: 无
responsibility:
  head: 主任
  deputy_head: 副主任
  office: 秘书科
  officer: 公开专员
  stand_in: 秘书科副科长
departments:
  - {{id: office, name: 秘书科, duties: 办理公文, phone: 0000-5550103}}
  - {{id: services, name: 服务科, duties: 管理服务窗口, phone: 0000-5550104}}
windows:
  - {{name: 综合窗口, address: 市政路{office.number}号一楼, hours: 工作日 09:00-17:00, phone: 0000-5550105, supervisors: [政务大厅]}}
complaints:
  hotline: 0000-5550106
  email: jubao@{office.id}.example
places:
  - {{form: notice-board, where: 一楼大厅}}
filings: {filings}
nil_returns:
{nil}"""
_GUIDE = """\
---
classification: 按条例规定的类别分类
arrangement: 按类别和时间排列
access:
  - 在网站查阅
channels:
  letter: 示例市市政路1号
  telegram: 电报挂号0001
  fax: 0000-5550102
  email: open@office.example
  in_person: 一楼综合窗口
procedure:
  - 登记
  - 答复
confirmed: 2026-11-02
---

介绍本机关的公开工作。
"""

if __name__ == "__main__":
    main()
