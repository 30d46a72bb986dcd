"""Ordinary texts hold no personal data, and none that does is passed over for the sake of speed."""

from __future__ import annotations

import gzip
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import ordinary
import persons
from disclosure.privacy import Hit, scan, suspects
from disclosure.source import read_yaml

STATUTES = Path(__file__).parents[2] / "shared" / "data" / "statutes.jsonl.gz"
ALLOWED = 1 / 1_000
"""False findings in an ordinary record."""


def false_finds(texts: Iterator[str]) -> tuple[int, list[tuple[str, str]]]:
    """How many texts there were, and what was found in them, with what stands around it."""
    count, found = 0, []
    for text in texts:
        count += 1
        found += [(hit.kind, text[max(0, hit.start - 30) : hit.end + 10]) for hit in scan(text)]
    return count, found


def records(seed: int, count: int) -> Iterator[str]:
    chance = random.Random(seed)
    return (ordinary.record(chance) for _ in range(count))


def statutes(every: int) -> Iterator[str]:
    if STATUTES.exists():
        with gzip.open(STATUTES, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % every == 0:
                    yield json.loads(line)["text"]


def test_ordinary_records_hold_none() -> None:
    count, found = false_finds(records(1, 2_000))
    assert len(found) <= count * ALLOWED, found
    count, found = false_finds(statutes(10))
    assert len(found) <= count * ALLOWED, found


def with_person(chance: random.Random) -> str:
    """An ordinary record with a person in it."""
    kind = chance.choice(list(persons.MADE))
    disguise = chance.choice(list(persons.disguises(kind, markdown=True).values()))
    value = disguise(persons.MADE[kind](chance), chance)
    return f"{ordinary.record(chance)}\n{chance.choice(persons.WORDS[kind])}{value}\n"


def sieved(texts: list[str]) -> set[int]:
    return set(suspects([text.encode() for text in texts]))


def test_the_sieve_keeps_every_text_in_which_something_is_found() -> None:
    chance = random.Random(3)
    texts = [
        ordinary.record(chance) if chance.random() < 0.5 else with_person(chance)
        for _ in range(600)
    ]
    found = {at for at, text in enumerate(texts) if scan(text)}
    assert len(found) > 200
    assert found <= sieved(texts)
    plain = [f"第{chance.randint(1, 99)}条 各单位应当加强管理。" for _ in range(100)]
    assert sieved(plain) == set()
    assert sieved([*plain, "甲\0乙"]) == set(range(101))
    assert sieved([]) == set()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("统一社会信用代码 11990000MB0000001M", []),
        ("1380013800元", []),
        ("编号：13900001234", []),
        ("服务热线12345、400-000-0000、95500、0000-5550101", []),
        ("| 姓名 | 出生日期 |\n| --- | --- |\n| 张某 | 1980-05-12 |", ["birth"]),
        ("姓名,出生日期\n张某,1980-05-12\n李某,1981-06-13", ["birth", "birth"]),
        ("| 户主 | 住址 |\n| --- | --- |\n| 张某 | 和平小区3栋2单元501室 |", ["home-address"]),
        ("2019年9月1日至2020年8月31日出生的儿童", []),
        ("生产于1999年9月9日，自1999年9月9日生效", []),
        ("住址变更的，到光明路12号办理", []),
        ("办公地址：光明路12号3楼302室", []),
        ("户籍所在地的镇人民政府", []),
        ("张某某，示例市和平小区3栋2单元501室", ["home-address"]),
        ("国药准字H20213456、G1234次、E20260812", []),
        ("持H12345678号港澳居民来往内地通行证", ["passport"]),
        ("台湾居民来往大陆通行证：12345678", ["passport"]),
        ("往来港澳通行证 C12345678", ["passport"]),
        ("港澳通行证号：CA1234567", ["passport"]),
        ("往来港澳通行证（W12345678）", ["passport"]),
        ("往来台湾通行证号码：L20241234", ["passport"]),
        ("持T12345678号大陆居民往来台湾通行证", ["passport"]),
        ("通行证号 c 1234 5678", ["passport"]),
        ("合同编号：C12345678、W12345678", []),
        ("证件C12345678", []),
        ("车辆通行证C12345678", []),
        ("通行证编号T20240012", []),
        ("身份证号990101900101123", ["identity"]),
        ("990101900101123", []),
        ("https://a.example/t/13900001234.html", []),
        ("https://a.example/?phone=13900001234", ["mobile"]),
        ("东经131.12345678°", []),
        ("192.168.10.100", []),
        ("+86 139 0000 1234", ["mobile"]),
        ("0086-13900001234", ["mobile"]),
        ("1. 13900001234\n2. 13900001235", ["mobile", "mobile"]),
        ("收款账户：120000000000", ["bank-card"]),
        ("zhang[at]mailbox.example", ["email"]),
        ("https://user:word@host.example/", []),
        ("138****1234，35*************123，z***@163.com，1980年**月**日", []),
    ],
)
def test_what_is_personal_and_what_is_not(text: str, kinds: list[str]) -> None:
    assert [hit.kind for hit in scan(text)] == kinds


def test_a_number_that_a_spreadsheet_rounded_still_tells_the_birthday() -> None:
    (hit,) = scan("990101199001011000")
    assert (hit.kind, hit.mask) == ("identity", "99*************000")


def test_nothing_tells_a_value_by_accident() -> None:
    (hit,) = scan("电话13900001234")
    assert "13900001234" not in f"{hit!r}{hit}"
    assert isinstance(hit, Hit)


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 100_000,
        "9" * 200_000,
        "1-" * 100_000,
        "@" * 50_000,
        "a" * 100_000 + "@",
        "*" * 200_000,
        "1" + " " * 200_000 + "2",
        "1\n" * 100_000,
        "|" * 100_000,
        "|1" * 100_000,
        "<b>" * 60_000,
        "&#49;" * 40_000,
        "住址" * 60_000,
        "住址：" + "村" * 200_000,
        "栋1单元" * 40_000,
        "出生1990年" * 30_000,
        "E" * 200_000,
        "证件E" * 40_000,
        "1380013800" * 20_000,
        "| 住址 |\n| --- |\n" + "| 3栋2单元501室 |\n" * 4_000,
        "账号" * 50_000,
        "卡号4" * 40_000,
    ],
    ids=lambda text: f"{text[:12]!r} {len(text)}",
)
def test_hostile_texts_are_scanned_in_time(text: str) -> None:
    started = time.process_time()
    scan(text)
    list(suspects([text.encode()]))
    assert time.process_time() - started < 4


@pytest.mark.safety
def test_ordinary_texts_in_earnest(figure: Callable[[str], None]) -> None:
    started = time.process_time()
    made = [*records(77, 20_000)]
    size = sum(len(text.encode()) for text in made)
    making = time.process_time()
    count, found = false_finds(iter(made))
    seconds = time.process_time() - making
    figure(
        f"false findings in {count} ordinary records: {len(found)}, {1_000 * len(found) / count:.2f} in 1,000"
    )
    figure(f"scan of records full of numbers: {size / seconds / 1e6:.1f} MB a second of one core")
    assert making > started
    assert len(found) <= count * ALLOWED, found
    more, finds = false_finds(statutes(1))
    if more:
        figure(f"false findings in {more} articles of statutes: {len(finds)}")
        assert len(finds) <= more * ALLOWED, finds


def test_the_generator_writes_yaml() -> None:
    """The ordinary records are files that the program could read."""
    for text in records(5, 20):
        document, found = read_yaml(text.split("---\n")[1].encode(), "x")
        assert document is not None and not found
