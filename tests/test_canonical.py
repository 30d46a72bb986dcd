"""The approval hash: what may change without a new review, and what may not."""

from __future__ import annotations

import unicodedata

import pytest

from cases import PLAN, text_of
from disclosure.model.canonical import approval_hash, canonical, digest
from disclosure.source import read_markdown
from small_city import OFFICE, Change, edit, put, read

TEXT = text_of(PLAN).replace("## 目标", "## 目标\n\nCafé（ABC）共12项。")
FILES = {"files/plan.csv": "0" * 64}


def hash_of(text: str, files: dict[str, str] = FILES) -> str:
    document, findings = read_markdown(text.encode(), PLAN)
    assert findings == []
    assert document is not None and isinstance(document.value, dict)
    return approval_hash(document.value, document.body, files)


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


APPROVED = hash_of(TEXT)


def test_a_known_hash_of_form_v1_stays_what_it_is() -> None:
    head = {
        "item": "plan",
        "title": "小城2026年发展计划",
        "document_number": "小政办〔2026〕1号",
        "formed": "2026-03-01",
        "published": "2026-03-05 09:00",
        "attachments": [{"path": "files/plan.csv", "title": "任务表"}],
        "review": [{"level": 1, "post": "经办人", "date": "2026-03-02"}],
    }
    body = "\n## 目标\n\n共12项。\n"
    assert approval_hash(head, body, FILES) == (
        "v1:0ae52f4c537d04c3a8f8cefe8a09593057704b424027e8759c2c180242cd14d3"
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(changed("ABC", "ＡＢＣ"), id="full-width letters"),
        pytest.param(changed("共12项", "共１２项"), id="full-width digits"),
        pytest.param(changed("（ABC）", "(ABC)"), id="half-width brackets"),
        pytest.param(unicodedata.normalize("NFD", TEXT), id="decomposed"),
        pytest.param(TEXT.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(changed("〔2026〕", "[2026]"), id="square brackets of the number"),
        pytest.param(changed("〔2026〕", "（2026）"), id="round brackets of the number"),
        pytest.param(changed("〔2026〕", "【2026】"), id="thick brackets of the number"),
        pytest.param(changed("formed: 2026-03-01", "formed: 2026/3/1"), id="slashes in a date"),
        pytest.param(changed("formed: 2026-03-01", "formed: 2026年3月1日"), id="date in words"),
        pytest.param(changed("formed: 2026-03-01", "formed: '2026-03-01'"), id="quotes"),
        pytest.param(
            changed("item: plan\nkind: document\n", "kind: document\nitem: plan\n"), id="order"
        ),
        pytest.param(
            changed("events: {approved: 2026-03-01}", "events:\n  approved: 2026-03-01"), id="block"
        ),
        pytest.param(changed("title: 小城", "title:    小城"), id="spaces before a value"),
        pytest.param(TEXT + "\n\n", id="empty lines at the end"),
        pytest.param(
            changed("published: 2026-03-05 09:00", "published: 2026-03-06 10:00"), id="published"
        ),
        pytest.param(changed("revised: 2026-04-01 10:00\n", ""), id="revised"),
        pytest.param(changed("confirmed: 2026-11-02", "confirmed: 2026-11-03"), id="confirmed"),
        pytest.param(
            changed("validity:", "former_addresses: [/old/1.html]\nvalidity:"),
            id="former addresses",
        ),
        pytest.param(changed("post: 经办人", "post: 承办人"), id="review"),
    ],
)
def test_what_may_change_without_a_new_review(text: str) -> None:
    assert text != TEXT
    assert hash_of(text) == APPROVED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(changed("共12项", "共13项"), id="a figure in the text"),
        pytest.param(changed("ABC", "ABc"), id="a capital"),
        pytest.param(changed("今年的目标", "今年的 目标"), id="a space inside the text"),
        pytest.param(changed("今年的目标", "今年的\n目标"), id="a line break inside the text"),
        pytest.param(changed("小城2026年", "小城2027年"), id="title"),
        pytest.param(changed("1号", "2号"), id="document number"),
        pytest.param(changed("formed: 2026-03-01", "formed: 2026-03-02"), id="formed"),
        pytest.param(changed("approved: 2026-03-01", "approved: 2026-02-28"), id="an event"),
        pytest.param(changed("item: plan", "item: seals"), id="item"),
        pytest.param(changed("kind: document", "kind: report"), id="kind"),
        pytest.param(changed("/2026-00001", "/2026-00009"), id="index number"),
        pytest.param(changed("validity: in-force", "validity: repealed"), id="validity"),
        pytest.param(changed("validity:", "summary: 概述\nvalidity:"), id="a new field"),
        pytest.param(
            changed(
                "validity:", 'personal_data: [{shown: "138****1234", reason: 公示}]\nvalidity:'
            ),
            id="an exception for personal data",
        ),
        pytest.param(changed("title: 任务表", "title: 任务清单"), id="title of an attachment"),
        pytest.param(
            changed("title: 任务表}", "title: 任务表}\n  - {path: files/b.csv, title: 乙}"),
            id="attachment",
        ),
    ],
)
def test_what_needs_a_new_review(text: str) -> None:
    assert hash_of(text) != APPROVED


def test_an_attachment_counts_by_its_content_and_not_by_its_path() -> None:
    moved = changed("{path: files/plan.csv,", "{path: files/table.csv,")
    assert hash_of(moved, {"files/table.csv": "0" * 64}) == APPROVED
    assert hash_of(TEXT, {"files/plan.csv": "1" * 64}) != APPROVED
    assert hash_of(TEXT, {}) != APPROVED
    assert hash_of(TEXT, {**FILES, "files/other.csv": "1" * 64}) == APPROVED


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (put(f"{OFFICE}/files/plan.csv", "任务,完成\n道路,否\n"), False),
        (put(f"{OFFICE}/files/other.csv", "x"), True),
        (edit(PLAN, "\n## 目标", "\n##  目标"), False),
        (edit(PLAN, "confirmed: 2026-11-02", "confirmed: 2026-11-03"), True),
    ],
)
def test_the_loader_computes_it_from_the_files(
    change: Change, same: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    digests = [
        read(tmp_path_factory.mktemp("city"), *changes)
        .catalogue.agencies["city-office"]
        .record_by_id["plan-2026"]
        .digest
        for changes in ((), (change,))
    ]
    assert (digests[0] == digests[1]) is same


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("　甲　", "甲"),
        ("２０２６－０３－０１", "2026-03-01"),
        ("2026.3.1", "2026-03-01"),
        ("2026年3月1日起", "2026年3月1日起"),
        ("e\u0301", "é"),
        (1.5, 1.5),
        (None, None),
        (True, True),
        (("甲", ["Ａ"]), ["甲", ["A"]]),
        ({"b": "Ａ", "a": 1}, {"b": "A", "a": 1}),
        ({"document_number": "甲[1]"}, {"document_number": "甲〔1〕"}),
        ({"document_number": ["甲[1]"]}, {"document_number": ["甲〔1〕"]}),
        ({"title": "甲[1]"}, {"title": "甲[1]"}),
    ],
)
def test_canonical(value: object, expected: object) -> None:
    assert canonical(value) == expected


def test_digest_names_its_form() -> None:
    assert digest({}) == "v1:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest("1") != digest(1)
