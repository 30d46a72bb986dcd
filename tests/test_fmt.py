"""`fmt`: exactly which characters it changes, that no approval is void, and that twice is once."""

from __future__ import annotations

import datetime as dt
import random
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import (
    BUREAU_FACTS,
    EXPLAINED,
    FACTS,
    GUIDE,
    ITEMS,
    NOTICES,
    PLAN,
    REGISTER,
    nil_return,
    text_of,
)
from disclosure import checks
from disclosure.cli import main
from disclosure.diagnostics import Diagnostic
from disclosure.edits.normal import form_of
from disclosure.edits.review import Entry, with_review
from disclosure.edits.tidy import Untidy, tidied
from disclosure.load import load
from disclosure.model.canonical import approval_hash
from disclosure.model.catalogue import Catalogue
from disclosure.source import read_markdown
from small_city import Change, Files, edit, file, put, sign, write

Command = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parent.parent
SAMPLE = sorted(
    path
    for path in (ROOT / "catalogue").glob("agencies/*/**/*.md")
    if path.parent.name == "services" or path.parent.parent.name == "records"
)


def formatted(text: str | bytes, inside: str = EXPLAINED) -> bytes:
    form = form_of(inside)
    assert form is not None
    return tidied(text.encode() if isinstance(text, str) else text, inside, form).data


def digest(text: str | bytes) -> str:
    """The approval hash of a record, as if its attachments were the same."""
    document, findings = read_markdown(text.encode() if isinstance(text, str) else text, "")
    assert document is not None and not findings and isinstance(document.value, dict)
    return approval_hash(document.value, document.body, {})


def ordered(path: str) -> str:
    """A file of the small city with its fields in their order."""
    return formatted(text_of(path), path).decode()


def in_order(files: Files) -> None:
    """Change: the fields of all agencies are in their order."""
    for path in (FACTS, BUREAU_FACTS):
        data = files[path]
        assert isinstance(data, bytes)
        files[path] = formatted(data, path)


# Which writings are changed, and into what


HEAD = text_of(EXPLAINED)


@pytest.mark.parametrize(
    ("old", "before", "after"),
    [
        ("formed: 2026-03-02", "formed: 2026年3月2日", "formed: 2026-03-02"),
        ("formed: 2026-03-02", "formed: 2026/3/2  # 签发", "formed: 2026-03-02  # 签发"),
        ("formed: 2026-03-02", "formed: '2026.03.2'", "formed: '2026-03-02'"),
        ("formed: 2026-03-02", 'formed: "２０２６－０３－０２"', 'formed: "2026-03-02"'),
        ("formed: 2026-03-02", "formed: >-\n  2026年3月2日", "formed: 2026-03-02"),
        (
            "published: 2026-03-06 09:00",
            "published: 2026年3月6日 9:00",
            "published: 2026-03-06 09:00",
        ),
        (
            "published: 2026-03-06 09:00",
            "published: 2026年3月6日9时00分",
            "published: 2026-03-06 09:00",
        ),
        (
            "published: 2026-03-06 09:00",
            "published: 2026/3/6 09：00",
            "published: 2026-03-06 09:00",
        ),
        (
            "published: 2026-03-06 09:00",
            "published: 2026-03-06T09:00:00",
            "published: 2026-03-06 09:00",
        ),
        ("{approved: 2026-03-01}", "{approved: 2026年03月01日 }", "{approved: 2026-03-01 }"),
        ("date: 2026-03-02,", "date: 2026年3月2日,", "date: 2026-03-02,"),
        ("title: 发展计划解读", "title: ２０２６年ＷＰＳ（Ａ）解读", "title: 2026年WPS（A）解读"),
        ("title: 发展计划解读", "title: ２０２６", 'title: "2026"'),
        ("title: 发展计划解读", "title: ｔｒｕｅ", 'title: "true"'),
        ("title: 发展计划解读", "title: '１''２'", "title: '1''2'"),
        ("title: 发展计划解读", 'title: "１\\t２"', 'title: "1\\t2"'),
        ("title: 发展计划解读", "title: |\n  第１\n  第２", "title: |\n  第1\n  第2"),
        ("title: 发展计划解读", "title: 第１\n  第２", "title: 第1\n  第2"),
        (
            "formed: 2026-03-02",
            "document_number: 小政[2026]１号\nformed: 2026-03-02",
            "document_number: 小政〔2026〕1号\nformed: 2026-03-02",
        ),
        (
            "formed: 2026-03-02",
            "document_number: 小政（2026）1号\nformed: 2026-03-02",
            "document_number: 小政〔2026〕1号\nformed: 2026-03-02",
        ),
        (
            "formed: 2026-03-02",
            "document_number: '【2026】1号'\nformed: 2026-03-02",
            "document_number: '〔2026〕1号'\nformed: 2026-03-02",
        ),
    ],
)
def test_records(old: str, before: str, after: str) -> None:
    assert HEAD.count(old) == 1
    then, now = HEAD.replace(old, before), HEAD.replace(old, after)
    assert formatted(then).decode() == now
    assert formatted(now).decode() == now
    assert digest(then) == digest(now)
    crlf = then.replace("\n", "\r\n").encode("utf-8-sig")
    assert formatted(crlf) == now.replace("\n", "\r\n").encode("utf-8-sig")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("formed: 2026-03-02", "formed: 2026年2月30日"),
        ("formed: 2026-03-02", "formed: 2026年3月"),
        ("formed: 2026-03-02", "formed: 26/3/2"),
        ("formed: 2026-03-02", "formed: 20260302"),
        ("formed: 2026-03-02", "formed: 2026年3月2日（星期一）"),
        ("published: 2026-03-06 09:00", "published: 2026-3-6"),
        ("published: 2026-03-06 09:00", "published: 2026年3月6日 上午9:00"),
        ("published: 2026-03-06 09:00", "published: 2026年3月6日 25:00"),
        ("title: 发展计划解读", "title: 2026年3月2日"),
        ("title: 发展计划解读", "title: 关于（2026）1号文，“解读”：①Ⅳ㎡[2026]"),
        ("title: 发展计划解读", "title: 见https://x.example/１"),
        ("level: 1, post: 经办人", "level: 1, post: 经办人１"),
        (
            "formed: 2026-03-02",
            "document_number: 小政(二〇二六)1号\nformed: 2026-03-02",
        ),
        ("explains: [plan-2026]", "former_addresses: ['/１.html']\nexplains: [plan-2026]"),
        ("explains: [plan-2026]", "attachments: [{path: files/１.csv, title: 表}]"),
        ("请对照", "１２３ 2026年3月2日 请对照"),
    ],
)
def test_what_is_not_plainly_one_of_these_stays(old: str, new: str) -> None:
    text = HEAD.replace(old, new)
    assert text != HEAD
    if "former_addresses" in new:
        text = text.replace("former_addresses: ['/１.html']\n", "").replace(
            "---\n\n", "former_addresses: ['/１.html']\n---\n\n"
        )
    assert formatted(text).decode() == text


@pytest.mark.parametrize(
    ("path", "old", "before", "after"),
    [
        (FACTS, "phone: 0000-5550101", "phone: （0000）5550101", "phone: 0000-5550101"),
        (FACTS, "phone: 0000-5550101", "phone: 0000 5550101", "phone: 0000-5550101"),
        (FACTS, "phone: 0000-5550101", "phone: ００００－５５５０１０１", "phone: 0000-5550101"),
        (FACTS, "phone: 0000-5550101", "phone: 0000—5550101 转 8", "phone: 0000-5550101转8"),
        (FACTS, "phone: 0000-5550101", "phone: 0000-5550101 或12345", None),
        (FACTS, "hotline: 0000-5550106", "hotline: (0000)5550106", "hotline: 0000-5550106"),
        (FACTS, "phone: 0000-5550101", "phone: 12345", None),
        (
            FACTS,
            "receipt: 小备〔2026〕1号",
            "receipt: 小备（2026）１号",
            "receipt: 小备〔2026〕1号",
        ),
        (FACTS, "receipt: 小备〔2026〕1号", "receipt: 回执(2026)", None),
        (FACTS, "date: 2026-01-20", "date: 2026/1/20", "date: 2026-01-20"),
        (ITEMS, "name: 发展计划", "name: 发展计划１", "name: 发展计划1"),
        (GUIDE, "fax: 0000-5550102", "fax: 0000 5550102", "fax: 0000-5550102"),
        (GUIDE, "confirmed: 2026-11-02", "confirmed: 2026.11.2", "confirmed: 2026-11-02"),
        (NOTICES, "date: 2026-03-05", "date: 2026年3月5日", "date: 2026-03-05"),
        (NOTICES, "已由新的", "已由１的", None),
        (REGISTER, "", "year: 2026\nrequests: []\n# １\n", None),
        ("site.yml", "phone: 0000-5550001", "phone: (0000)5550001", "phone: 0000-5550001"),
    ],
)
def test_other_files(path: str, old: str, before: str, after: str | None) -> None:
    text = ordered(path) if old else ""
    assert old in text
    then = text.replace(old, before, 1) if old else before
    now = then if after is None else text.replace(old, after, 1)
    assert formatted(then, path).decode() == now
    assert formatted(now, path).decode() == now


# The order of fields


def test_fields_come_in_their_order_with_their_comments() -> None:
    lines = HEAD.split("---\n")[1]
    facts, reviews = lines.split("review:\n")
    rows = facts.splitlines(True)
    assert formatted(HEAD).decode() == HEAD
    mixed = "".join(reversed(rows[1:]))
    text = HEAD.replace(lines, f"# 文件\n\n{rows[0]}review:\n{reviews}# 说明\n{mixed}# 末尾\n")
    explains = rows[-1]
    now = HEAD.replace(
        lines,
        f"# 文件\n\n{facts.replace(explains, '# 说明' + chr(10) + explains)}"
        f"review:\n{reviews}# 末尾\n",
    )
    assert formatted(text).decode() == now
    assert digest(text) == digest(now) == digest(HEAD)


@pytest.mark.parametrize(
    "lines",
    [
        "title: 乙\n\nkind: document\n",  # groups
        "# 文件还是标题？\ntitle: 乙\nkind: document\n",
        "{title: 乙, kind: document}\n",
        '"title": 乙\nkind: document\n',
        "? title\n: 乙\nkind: document\n",
        "title: 乙\nkind: document\nother: 1\n",  # a field that there is not
    ],
)
def test_an_order_that_may_be_meant_stays(lines: str) -> None:
    text = f"---\n{lines}---\n文字\n"
    assert formatted(text).decode() == text


def test_items_have_an_order_too() -> None:
    text = "- name: 甲  # 名\n  id: a\n  # 类\n  category: b\n- {name: 乙, id: c}\n- id: d\n  name: 丁\n"
    assert formatted(text.replace("  # 类\n", ""), ITEMS).decode() == (
        "- id: a\n  category: b\n  name: 甲  # 名\n- {name: 乙, id: c}\n- id: d\n  name: 丁\n"
    )
    assert formatted(text, ITEMS).decode() == text  # whose comment would stand behind the dash


@pytest.mark.parametrize(
    "lines", ["a: &x 1\nb: *x\n", "title: a\ntitle: ２\n", "title: [\n", "title：１\n"]
)
def test_what_cannot_be_read_whole_is_left_alone(lines: str) -> None:
    with pytest.raises(Untidy):
        formatted(f"---\n{lines}---\n文字\n")


# No approval is void


def test_the_sample_is_as_it_should_be() -> None:
    assert main(["fmt", "--check", "--catalogue", str(ROOT / "catalogue")]) == 0


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
DATE = re.compile(r"(?<=[ {])(\d{4})-(\d{2})-(\d{2})(?=[,}\n])")


def _dates(form: str) -> Callable[[str], str]:
    def mutate(head: str) -> str:
        return DATE.sub(lambda m: form.format(m[1], int(m[2]), int(m[3])), head)

    return mutate


MUTATIONS: dict[str, Callable[[str], str]] = {
    "2026年8月1日": _dates("{}年{}月{}日"),
    "2026/8/1": _dates("{}/{}/{}"),
    "2026.8.1": _dates("{}.{}.{}"),
    "ASCII brackets": lambda head: re.sub(r"(?<=document_number: )(.*)〔(\d+)〕", r"\1[\2]", head),
    "wide brackets": lambda head: re.sub(r"(?<=document_number: )(.*)〔(\d+)〕", r"\1（\2）", head),
    "wide digits": lambda head: re.sub(
        r"^(title|summary): (.*[^\d\n].*)$",
        lambda m: f"{m[1]}: {m[2].translate(WIDE)}",
        head,
        flags=re.M,
    ),
    "another order": lambda head: _shuffled(head),
}


def _shuffled(head: str) -> str:
    rows = re.split(r"^(?=\w)", head, flags=re.M)[1:]
    random.Random(7).shuffle(rows)
    return "".join(rows)


@pytest.mark.parametrize("name", MUTATIONS)
def test_no_approval_of_the_sample_is_void(name: str) -> None:
    """Each record, written otherwise: its hash is that of before, and it is put right again."""
    altered = 0
    assert len(SAMPLE) > 150
    for path in SAMPLE:
        text = path.read_text("utf-8")
        _, head, body = text.split("---\n", 2)
        mutated = f"---\n{MUTATIONS[name](head)}---\n{body}"
        assert digest(mutated) == digest(text), path
        assert formatted(mutated).decode() == text, path
        altered += mutated != text
    assert altered > 20


def test_a_city_written_otherwise_keeps_its_approvals_and_filings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Approved and filed as it is written, put right, and then nothing is found."""
    changes: list[Change] = [
        edit(PLAN, "小政办〔2026〕1号", "小政办[2026]１号"),
        edit(EXPLAINED, "title: 发展计划解读", "title: 发展计划解读１"),
        edit(ITEMS, "name: 发展计划", "name: ２０２６发展计划"),
        edit(FACTS, "name: 秘书科,", "name: 第１秘书科,"),
        edit(FACTS, nil_return("donations"), nil_return("donations").replace("没有", "１次都没有")),
    ]
    root = write(tmp_path, *changes, sign, file)
    assert checks.run(*_loaded(root)) == []
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert main(["fmt", "--check", "--catalogue", str(root)]) == 1
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    (root / PLAN).write_bytes(
        (root / PLAN).read_bytes().replace(b"2026-03-01", "2026年3月1日".encode())
    )
    assert main(["fmt", "--catalogue", str(root)]) == 0
    changed = {str(p.relative_to(root)) for p, data in before.items() if p.read_bytes() != data}
    assert changed == {PLAN, EXPLAINED, ITEMS, FACTS, BUREAU_FACTS}
    assert checks.run(*_loaded(root)) == []
    capsys.readouterr()
    assert main(["fmt", "--catalogue", str(root)]) == 0
    assert capsys.readouterr().out == "查看了 13 个文件：整理了 0 个，共 0 处。\n"


def _loaded(root: Path) -> tuple[Catalogue, tuple[Diagnostic, ...]]:
    loaded = load(root)
    return loaded.catalogue, loaded.diagnostics


# What nobody thought of

_SIGNS = st.sampled_from("1２Ａａ号文年月日/-. ：:#'\"[]{}（）〔〕\\\t\n,&*!|>%@~？?é́，。　")
_WORDS = st.one_of(
    st.text(_SIGNS, min_size=1, max_size=12),
    st.sampled_from(
        [
            "2026年8月1日",
            "２０２６/8/1",
            "2026-8-1 9:00",
            "政〔2026〕1号",
            "政[２０２６]1号",
            "１",
            "ｎｕｌｌ",
        ]
    ),
)
_HEADS = st.fixed_dictionaries(
    {},
    optional={
        "title": _WORDS,
        "document_number": _WORDS,
        "formed": _WORDS,
        "published": _WORDS,
        "events": st.dictionaries(
            st.sampled_from(["approved", "decided", "１"]), _WORDS, max_size=2
        ),
        "summary": _WORDS,
        "explains": st.lists(_WORDS, max_size=2),
        "review": st.lists(st.fixed_dictionaries({"post": _WORDS, "date": _WORDS}), max_size=2),
        "attachments": st.lists(
            st.fixed_dictionaries({"path": _WORDS, "title": _WORDS}), max_size=2
        ),
        "service": st.fixed_dictionaries({"phone": _WORDS, "policy": st.lists(_WORDS, max_size=2)}),
    },
)


def _yaml(head: dict[str, object], style: Style) -> str:
    """A mapping in one of the ways in which YAML may be written."""
    keys = list(head)
    style.order.shuffle(keys)
    return yaml.safe_dump(
        {key: head[key] for key in keys},
        default_flow_style=style.flow,
        default_style=style.quotes,
        width=style.width,
        allow_unicode=True,
        sort_keys=False,
    )


class Style(NamedTuple):
    """How a mapping is written."""

    order: random.Random
    flow: bool | None
    quotes: str | None
    width: int
    ends: str


_STYLES = st.builds(
    Style,
    st.randoms(use_true_random=False),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([10, 80]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)


def _keeps_its_hash(head: dict[str, object], style: Style) -> None:
    whole = f"---\n{_yaml(head, style)}---\n正文１ 2026年8月1日\n".replace(
        "\n", style.ends
    ).encode()
    document, findings = read_markdown(whole, "")
    if document is None or findings or not isinstance(document.value, dict):
        with pytest.raises(Untidy):
            formatted(whole)
        return
    once = formatted(whole)
    assert digest(once) == digest(whole)
    assert formatted(once) == once
    assert once.decode().endswith(f"---{style.ends}正文１ 2026年8月1日{style.ends}")


def _takes_a_review(head: dict[str, object], style: Style, levels: list[int], level: int) -> None:
    """A review put in is read back, and everything else is what it was."""
    of_level = {each: {"level": each, "post": f"岗{each}", "date": "2026-01-01"} for each in levels}
    whole = {**head, "title": "甲", "review": list(of_level.values())}
    text = f"---\n{_yaml(whole, style)}---\n正文\n".replace("\n", style.ends)
    before, findings = read_markdown(text.encode(), "")
    if before is None or findings:
        return
    entry = Entry(level, "岗：新, #1", dt.date(2026, 2, 3), "v1:abc")
    after, findings = read_markdown(with_review(text, entry, levels).encode(), "")
    assert after is not None and not findings and isinstance(after.value, dict)
    of_level[level] = {"level": level, **entry.values}
    found = {int(each["level"]): each for each in after.value["review"]}
    wanted = {key: {**each, "level": key} for key, each in of_level.items()}
    assert {key: {**each, "level": key} for key, each in found.items()} == wanted
    assert len(after.value["review"]) == len(of_level)
    assert after.body == before.body
    assert isinstance(before.value, dict)
    assert {**after.value, "review": 0} == {**before.value, "review": 0}


def _few(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, derandomize=True, database=None)


_LEVELS = st.lists(st.integers(1, 5), unique=True, max_size=4)


@_few(120)
@given(_HEADS, _STYLES)
def test_any_record_keeps_its_hash_and_twice_is_once(head: dict[str, object], style: Style) -> None:
    _keeps_its_hash(head, style)


@_few(120)
@given(_HEADS, _STYLES, _LEVELS, st.integers(1, 5))
def test_any_record_takes_a_review(
    head: dict[str, object], style: Style, levels: list[int], level: int
) -> None:
    _takes_a_review(head, style, levels, level)


@pytest.mark.safety
def test_many_records_keep_their_hashes_and_take_reviews(figure: Callable[[str], None]) -> None:
    count = 5_000
    _few(count)(given(_HEADS, _STYLES)(_keeps_its_hash))()
    _few(count)(given(_HEADS, _STYLES, _LEVELS, st.integers(1, 5))(_takes_a_review))()
    figure(
        f"records of any writing: {count} formatted, {count} approved, no hash and no fact changed"
    )


# The command


def test_the_command(command: Command, tmp_path: Path) -> None:
    root = write(
        tmp_path,
        in_order,
        edit(EXPLAINED, "formed: 2026-03-02", "formed: 2026年3月2日"),
        edit(EXPLAINED, "title: 发展计划解读", "title: 发展计划解读２"),
        sign,
        put("agencies/city-office/services/broken.md", "---\na: &b １\n---\n"),
    )
    (root / EXPLAINED).chmod(0o600)
    done = command("fmt", "--check", cwd=tmp_path)
    left = "catalogue/agencies/city-office/services/broken.md"
    assert (done.returncode, done.stderr) == (
        1,
        f"{left} 没有整理：它有读取错误，或者整理后会改变它的含义；先用 check 查看\n",
    )
    assert done.stdout == (
        f"catalogue/{EXPLAINED}:4:8 应整理：全角数字或字母\n"
        f"catalogue/{EXPLAINED}:6:9 应整理：日期\n"
        "查看了 14 个文件：1 个应整理，共 2 处。\n"
    )
    done = command("fmt", f"catalogue/{EXPLAINED}", "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"catalogue/{EXPLAINED}:4:8 written otherwise: full-width digits or letters\n"
        f"catalogue/{EXPLAINED}:6:9 written otherwise: a date\n"
        "Looked at 1 files: 1 changed, in 2 places.\n"
    )
    assert (root / EXPLAINED).stat().st_mode & 0o777 == 0o600
    assert command("fmt", "--check", f"catalogue/{EXPLAINED}", cwd=tmp_path).returncode == 0
    assert command("fmt", "--check", "--catalogue", "none", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("pages/help.md", "catalogue/pages/help.md 不在整理范围内"),
        (
            "agencies/city-office/files/plan.csv",
            "catalogue/agencies/city-office/files/plan.csv 不在",
        ),
        ("agencies/city-office/records/2026/none.md", "找不到文件"),
        ("../outside.md", "“"),
    ],
)
def test_files_that_are_refused(
    file: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path)
    (tmp_path / "outside.md").write_text("---\ntitle: １\n---\n", "utf-8")
    assert main(["fmt", str(root / file), "--catalogue", str(root)]) == 2
    assert capsys.readouterr().err.startswith(said)
    assert "１" in (tmp_path / "outside.md").read_text("utf-8")
