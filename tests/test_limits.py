"""Time limits in official words, and official words as time limits: understood or refused."""

from __future__ import annotations

from itertools import product

import pytest
from pydantic import TypeAdapter

from conftest import ROOT
from disclosure.limits import limit_from, limit_words
from disclosure.load import load_common
from disclosure.model.common import Limit, LimitField
from disclosure.model.pack import PackFile

_LIMIT: TypeAdapter[Limit] = TypeAdapter(LimitField)
PACK: PackFile = load_common(ROOT / "catalogue").catalogue.pack.file
NAMES = {event.id: event.name for event in PACK.events}


def read(words: str) -> object:
    limit = limit_from(words, PACK.events, PACK.unstated_event)
    return limit if limit is None or isinstance(limit, str) else limit.model_dump(exclude_none=True)


def days(number: int, after: str, unit: str = "working") -> dict[str, object]:
    return {"days": number, "unit": unit, "after": after}


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        # As the columns of the grass-roots catalogues have them (reference/domain.md, 2.5).
        ("信息形成或变更之日起20个工作日内", days(20, "formed-or-changed")),
        ("信息形成或者变更之日起3个工作日内", days(3, "formed-or-changed")),
        ("自该政府信息形成或者变更之日起20个工作日内予以公开", days(20, "formed-or-changed")),
        ("20工作日", days(20, "formed-or-changed")),
        ("20个工作日内", days(20, "formed-or-changed")),
        ("及时公开", "prompt"),
        ("实时公开", "real-time"),
        ("长期公开", "standing"),
        # Other ways to say the same.
        ("自形成之日起20个工作日内", days(20, "formed")),
        ("自形成之日起二十个工作日内公开", days(20, "formed")),
        ("批准后１５个工作日内", days(15, "approved")),
        ("作出决定之日起7日内", days(7, "decided", "calendar")),
        ("决定作出后7个自然日内公布", days(7, "decided", "calendar")),
        ("自批准之日起两周内", days(14, "approved", "calendar")),
        ("自事件发生时起24小时内", {"hours": 24, "after": "event"}),
        ("自收到申请之日起 10 个工作日以内。", days(10, "received")),
        ("变更之日起1个月内", {"months": 1, "after": "changed"}),
        ("生效前20个工作日", {"days": 20, "unit": "working", "before": "effective"}),
        ("施行之日前30日内", {"days": 30, "unit": "calendar", "before": "effective"}),
        ("每年3月31日前", {"by": "03-31"}),
        ("每年一月底前公开", {"by": "01-31"}),
        ("每年2月底前", {"by": "02-29"}),
        ("每月20日前", {"by_day": 20, "each": "month"}),
        ("次月20日前", {"by_day": 20, "each": "month"}),
        ("次月底前", {"by_day": 31, "each": "month"}),
        ("每季度结束后次月15日前", {"by_day": 15, "each": "quarter"}),
        ("每季度结束后20日内", {"by_day": 20, "each": "quarter"}),
        ("每季度第45日前", {"by_day": 45, "each": "quarter"}),
        ("实时", "real-time"),
        ("及时", "prompt"),
    ],
)
def test_what_offices_write_is_understood(words: str, limit: object) -> None:
    assert read(words) == limit


@pytest.mark.parametrize(
    "words",
    [
        "同上",
        "",
        "按规定",
        "适时公开",
        "及时公开，重大事项除外",
        "自批准之日起20个工作日内，特殊情况除外",
        "信息形成或变更之日起20个工作日内；法律法规另有规定的，从其规定",
        "自形成之日起20个工作日内或者自批准之日起10日内",
        "市人民代表大会常务委员会批准之日起20个工作日内",  # whose approval is no word of the pack
        "自开会之日起20个工作日内",
        "自形成之日起0个工作日内",
        "自形成之日起二二个工作日内",
        "自形成之日起二十十个工作日内",
        "自形成之日起9999个工作日内",
        "自形成之日起约20个工作日内",
        "20",
        "工作日",
        "每年13月1日前",
        "每年2月30日前",
        "每月32日前",
        "每季度结束后次月31日前",
        "每季度结束后次月底前",  # the last day of that month is not the same day of each quarter
        "每季度第91日前",
        "每季度结束后91日内",
        "每季度",
        "每年",
    ],
)
def test_what_is_not_understood_whole_is_refused(words: str) -> None:
    assert read(words) is None


def test_a_phrase_without_an_event_needs_a_pack_that_says_which() -> None:
    assert limit_from("20个工作日内", PACK.events) is None


def _every_limit() -> list[object]:
    counted: list[object] = [
        {name: number, **({"unit": unit} if unit else {}), way: event.id}
        for (name, units), way, event, number in product(
            [("days", ("working", "calendar")), ("hours", (None, "working")), ("months", (None,))],
            ("after", "before"),
            PACK.events,
            (1, 2, 7, 20, 100),
        )
        for unit in units
    ]
    yearly = [{"by": f"{m:02}-{d:02}"} for m, d in ((1, 1), (1, 31), (2, 29), (3, 31), (12, 9))]
    monthly = [{"by_day": day, "each": "month"} for day in range(1, 32)]
    quarterly = [{"by_day": day, "each": "quarter"} for day in range(1, 91)]
    return ["real-time", "prompt", "standing", *counted, *yearly, *monthly, *quarterly]


def test_what_is_rendered_is_read_back() -> None:
    for facts in _every_limit():
        limit = _LIMIT.validate_python(facts)
        words = limit_words(limit, NAMES)
        assert limit_from(words, PACK.events) == limit, words
