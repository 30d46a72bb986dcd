"""Time limits, dates and sizes in official words."""

from __future__ import annotations

import datetime as dt

import pytest
from markupsafe import Markup
from pydantic import TypeAdapter

from disclosure.limits import clock_words, limit_words
from disclosure.model.common import LimitField
from disclosure.pages.document import set_document
from disclosure.pages.wording import (
    date_words,
    moment_words,
    size_words,
)

EVENTS = {
    "formed": "形成",
    "approved": "批准",
    "decided": "决定作出",
    "event": "事件发生",
    "period-end": "期间结束",
}
_LIMIT: TypeAdapter[object] = TypeAdapter(LimitField)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("real-time", "实时公开"),
        ("prompt", "及时公开"),
        ("standing", "长期公开"),
        ({"days": 20, "unit": "working", "after": "approved"}, "自批准之日起20个工作日内"),
        ({"days": 7, "unit": "calendar", "after": "formed"}, "自形成之日起7日内"),
        ({"hours": 24, "after": "event"}, "自事件发生时起24小时内"),
        ({"months": 1, "after": "period-end"}, "自期间结束之日起1个月内"),
        ({"days": 30, "unit": "working", "before": "decided"}, "决定作出前30个工作日"),
        ({"days": 5, "unit": "calendar", "before": "decided"}, "决定作出前5日"),
        ({"by": "03-31"}, "每年3月31日前"),
        ({"by_day": 10, "each": "month"}, "每月10日前"),
        ({"by_day": 45, "each": "quarter"}, "每季度结束后45日内"),
        ({"days": 3, "unit": "working", "after": "unheard-of"}, "自unheard-of之日起3个工作日内"),
    ],
)
def test_a_limit_reads_as_the_law_writes_it(limit: object, words: str) -> None:
    assert limit_words(_LIMIT.validate_python(limit), EVENTS) == words  # type: ignore[arg-type]


def test_a_clock_says_what_was_received() -> None:
    assert clock_words(10, "working", "收到", "申请") == "自收到申请之日起10个工作日内"
    assert clock_words(30, "calendar", "收到") == "自收到之日起30日内"


def test_dates() -> None:
    assert date_words(dt.date(2026, 8, 2)) == "2026年8月2日"
    assert moment_words(dt.datetime(2026, 8, 2, 9, 5)) == "2026-08-02 09:05"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1 KB"),
        (8397, "8.2 KB"),
        (1048575, "1 MB"),
        (5 * 1024**3, "5 GB"),
        (3 * 1024**4, "3072 GB"),
    ],
)
def test_sizes(size: int, words: str) -> None:
    assert size_words(size) == words


def test_a_document_is_set_without_touching_its_words() -> None:
    text = "<p>各科室：</p>\n<p>现予印发。</p>\n<p>小城水务局</p>\n<p>2026年3月1日</p>\n"
    assert set_document(text) == (
        '<p class="addressee">各科室：</p>\n<p>现予印发。</p>\n'
        '<p class="signed">小城水务局</p>\n<p class="signed">2026年3月1日</p>\n'
    )
    assert set_document(Markup(text)) == set_document(text)  # as `bodies` gives it
    plain = "<p>现予公布。</p>\n<h2>一、目标</h2>\n<p>目标如下：</p>\n<p>完成两项。</p>"
    assert set_document(plain) == plain
