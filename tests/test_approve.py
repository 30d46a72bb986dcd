"""`approve`: exactly which bytes it writes, what it refuses, and the way to the site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from approve_cases import DAYS, POSTS, STYLES, A, B, C, Style, lines
from cases import EXPLAINED, PLAN, text_of
from city_builds import shells_lent
from disclosure.cli import main, rewriting
from disclosure.edits.spans import Edit, applied, tree, written, yaml_part
from disclosure.exchange import exchange
from disclosure.load import load
from small_city import OFFICE, Change, edit, put, write

Command = Callable[..., subprocess.CompletedProcess[str]]
WHOLE = text_of(EXPLAINED)
REVIEWS = text_of(EXPLAINED, "review:", "---\n\n")
HASH = re.findall("v1:[0-9a-f]{64}", REVIEWS)[0]
OTHER = "v1:" + "0" * 64
NOW = "2026-11-20"


def filled(part: str) -> str:
    return part.replace('"#"', f'"{OTHER}"').replace("'#'", f"'{OTHER}'").replace("@", HASH)


def with_part(part: str) -> str:
    """The record with other lines in the place of its reviews."""
    return WHOLE.replace(REVIEWS, filled(part))


def approve(root: Path, level: int, post: str, *more: str, file: str = EXPLAINED) -> int:
    options = ("--catalogue", str(root), "--level", str(level), "--post", post, *more)
    return main(["approve", str(root / file), *options])


def approved(root: Path, style: Style, old: bytes) -> bytes:
    path = root / EXPLAINED
    path.write_bytes(old)
    day = DAYS[style.level]
    assert approve(root, style.level, POSTS[style.level], "--on", day) == 0
    return path.read_bytes()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("approve"))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_only_the_review_is_written(style: Style, root: Path) -> None:
    assert (
        approved(root, style, with_part(style.before).encode()) == with_part(style.after).encode()
    )


FORMS: dict[str, Callable[[str], bytes]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "a mark at the beginning": lambda text: text.encode("utf-8-sig"),
    "no newline at the end": lambda text: text.rstrip("\n").encode(),
    "spaces behind the lines ---": lambda text: text.replace("---\n", "--- \n").encode(),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("style", STYLES[::2], ids=lambda style: style.name)
def test_in_files_of_any_form(name: str, style: Style, root: Path) -> None:
    old, new = (FORMS[name](with_part(part)) for part in (style.before, style.after))
    assert approved(root, style, old) == new


def test_line_ends_of_both_kinds_stay(root: Path) -> None:
    old = with_part(lines(A)).replace("kind: interpretation\n", "kind: interpretation\r\n")
    old = old.replace("请对照", "请\r\n对照")
    path = root / EXPLAINED
    path.write_bytes(old.encode())
    assert approve(root, 1, "经办人", "--on", NOW) == 0
    new = path.read_bytes().decode()
    (digest,) = set(re.findall("v1:[0-9a-f]{64}", new))
    assert new == old.replace("2026-03-02, hash", f"{NOW}, hash").replace(HASH, digest)


def test_a_front_matter_in_braces(root: Path) -> None:
    facts = dict(re.findall(r"^(\w+): (.*)$", WHOLE.split("explains")[0], re.M))
    inside = ", ".join(f"{key}: {value}" for key, value in facts.items())
    for before, after in (
        ("", f", review: [{A}]"),
        (", review: []", f", review: [{A}]"),
        (", review: ", f", review: [{A}]"),
    ):
        path = root / EXPLAINED
        path.write_text(f"---\n{{{inside}{before}}}\n---\n文字\n", "utf-8")
        assert approve(root, 1, "经办人", "--on", DAYS[1]) == 0
        new = path.read_text("utf-8")
        (digest,) = re.findall("v1:[0-9a-f]{64}", new)
        assert new == f"---\n{{{inside}{after.replace('@', digest)}}}\n---\n文字\n"


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ("副主任", "副主任"),
        ("  副主任 ", "副主任"),
        ("王楼街道办事处（政务公开）", "王楼街道办事处（政务公开）"),
        ("主任, 代", '"主任, 代"'),
        ("主任: 代", '"主任: 代"'),
        ("主任 #2", '"主任 #2"'),
        ("12", '"12"'),
        ("true", '"true"'),
        ("~", '"~"'),
        ("[主任]", '"[主任]"'),
        ("{% post %}", '"{% post %}"'),
        ('"主任"', '"\\"主任\\""'),
        ("'主任'", "\"'主任'\""),
        ("a\\b", "a\\b"),
        ("- 主任", '"- 主任"'),
        ("*主任", '"*主任"'),
        ("& 主任", '"& 主任"'),
        ("主　任", "主　任"),
    ],
)
def test_posts_are_quoted_where_they_must_be(post: str, said: str, root: Path) -> None:
    path = root / EXPLAINED
    path.write_text(with_part(lines(A)), "utf-8")
    assert approve(root, 2, post, "--on", DAYS[2]) == 0
    line = B.replace("副主任", said)
    assert path.read_text("utf-8") == with_part(lines(A, line))
    assert (
        load(root)
        .catalogue.agencies["city-office"]
        .record_by_id["plan-explained"]
        .head.review[1]
        .post
        == post.strip()
    )


# What is said


def test_what_is_printed(command: Command, tmp_path: Path) -> None:
    root = write(tmp_path, put(EXPLAINED, with_part("review: []\n")))
    home, file = root.parent, f"catalogue/{EXPLAINED}"
    done = command("approve", file, "--level", "1", "--post", "经办人", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "已写入第 1 级审查（共 3 级，承办人拟定意见）：发展计划解读\n"
        f"岗位：经办人；日期：2026-11-20；校验值：{HASH}\n"
        "下一级是第 2 级（分管领导审查），由另一个岗位审查后运行：site_build.py approve "
        f"catalogue/{EXPLAINED} --level 2 --post 岗位\n"
    )
    where = root / EXPLAINED
    done = command(
        *("approve", where.name, "--level", "2", "--post", "副主任", "--lang", "en"),
        *("--catalogue", "../../../.."),
        cwd=where.parent,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Review level 2 of 3 is written: 发展计划解读\n"
        f"Post: 副主任; date: 2026-11-20; hash: {HASH}\n"
        "Next is level 3, by another post: site_build.py approve plan-explained.md --level 3 "
        "--post POST\n"
    )
    done = command(
        "approve", file, "--level", "3", "--post", "主任", "--on", "2026-11-21", cwd=home
    )
    assert done.stdout == (
        "已写入第 3 级审查（共 3 级，政务公开工作机构批准）：发展计划解读\n"
        f"岗位：主任；日期：2026-11-21；校验值：{HASH}\n"
        "各级审查已经完成。\n"
        "published（2026-03-06 09:00）早于最后一级审查：还没有发布过的，请把它改为 2026-11-21 或者以后的"
        "时间；已经发布过、这次有改动的，请保留它，加上 revised（2026-11-21 或者以后的时间）。它们不在校验值"
        "内，改后不必重新审查。\n"
    )


@pytest.mark.parametrize(
    ("line", "day", "said"),
    [
        ("", "2026-03-06", "published（2026-03-06 09:00）不早于最后一级审查，不必改动。"),
        (
            "revised: 2026-03-07 09:00\n",
            "2026-03-07",
            "revised（2026-03-07 09:00）不早于最后一级审查，不必改动。",
        ),
        (
            "revised: 2026-03-07 09:00\n",
            "2026-03-08",
            "revised（2026-03-07 09:00）早于最后一级审查，请改为 2026-03-08 或者以后的时间；它不在校验值"
            "内，改后不必重新审查。",
        ),
    ],
)
def test_the_moment_of_publication(
    line: str, day: str, said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / EXPLAINED).write_text(with_part(line + lines(A, B)), "utf-8")
    assert approve(root, 3, "主任", "--on", day) == 0
    assert capsys.readouterr().out.splitlines()[2:] == ["各级审查已经完成。", said]


def test_a_level_in_the_middle_that_is_given_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / EXPLAINED).write_text(with_part(lines(A, B, C)), "utf-8")
    assert approve(root, 2, "副职", "--on", DAYS[3]) == 0
    assert capsys.readouterr().out.splitlines()[2] == "各级审查已经完成。"


# What is refused

DOUBLE = f"review:\n  - {A}\n  - {A}\n"
RECORD = f"catalogue/{EXPLAINED}"


@pytest.mark.parametrize(
    ("part", "level", "post", "day", "said"),
    [
        (lines(A, B, C), 4, "局长", NOW, "规则包规定审查 3 级，没有第 4 级"),
        (lines(), 2, "副主任", NOW, "第 1 级还没有审查，请先审查第 1 级"),
        (lines(A), 3, "主任", NOW, "第 2 级还没有审查，请先审查第 2 级"),
        (
            lines(A, "{level: 2, post: 副主任, date: 2026-03-03}"),
            3,
            "主任",
            NOW,
            "第 2 级还没有审查，请先审查第 2 级",
        ),
        (
            lines(A.replace("@", "#"), B),
            2,
            "副主任",
            NOW,
            "第 1 级审查之后内容有改动，请先重新审查第 1 级",
        ),
        (
            lines(A, B.replace("@", "#")),
            3,
            "主任",
            NOW,
            "第 2 级审查之后内容有改动，请先重新审查第 2 级",
        ),
        (lines(A), 2, "经办人", NOW, "第 1 级的岗位就是“经办人”，各级审查应由不同的岗位作出"),
        (lines(A), 2, "经 办 人", NOW, "第 1 级的岗位就是“经 办 人”，各级审查应由不同的岗位作出"),
        (
            lines(A, B),
            1,
            "副主任",
            DAYS[1],
            "第 2 级的岗位就是“副主任”，各级审查应由不同的岗位作出",
        ),
        (
            lines(A),
            2,
            "副主任",
            "2026-03-01",
            "第 2 级审查的日期 2026-03-01 不能早于第 1 级的 2026-03-02",
        ),
        (
            lines(A, B, C),
            1,
            "经办人",
            NOW,
            "第 2 级已在 2026-03-03 审查了同样的内容，第 1 级的日期不能是之后的 2026-11-20；日期用 --on 指明",
        ),
        (DOUBLE, 1, "经办人", NOW, "review 中的第 1 级重复或者多余，请先删去（C803）"),
        (
            lines(A, C.replace("level: 3", "level: 7")),
            2,
            "副主任",
            NOW,
            "review 中的第 7 级重复或者多余，请先删去（C803）",
        ),
        (lines(A), 2, "", NOW, "--post 应为岗位名称，例如 经办人：一行文字，不超过 100 字"),
        (lines(A), 2, "主\n任", NOW, "--post 应为岗位名称，例如 经办人：一行文字，不超过 100 字"),
        (lines(A), 2, "主\ud800", NOW, "--post 应为岗位名称，例如 经办人：一行文字，不超过 100 字"),
        (lines(A), 2, "主" * 101, NOW, "--post 应为岗位名称，例如 经办人：一行文字，不超过 100 字"),
        (lines(A), 2, "副主任", "20261120", "--on 的日期“20261120”不对，应写成 2026-11-20"),
        (
            f"review: &a\n  - {A}\n",
            2,
            "副主任",
            NOW,
            f"请先改正这个文件的错误：{RECORD}:11:9 这里用了 YAML 锚点或别名“&a”",
        ),
        (
            f"review:\n  - {A}\n  - {{level: 2}}\n",
            2,
            "副主任",
            NOW,
            f"请先改正这个文件的错误：{RECORD}:13:5 ",
        ),
        ("review: 已审查\n", 1, "经办人", NOW, f"请先改正这个文件的错误：{RECORD}:11:9 "),
        ("review: [\n", 1, "经办人", NOW, f"请先改正这个文件的错误：{RECORD}:11:9 "),
        ("nmae: 1\n", 1, "经办人", NOW, f"请先改正这个文件的错误：{RECORD}:11:1 "),
        ("...\n", 1, "经办人", NOW, f"{RECORD} 的 review 写法特殊，程序不能改写；请手工补写"),
    ],
)
def test_refused(
    part: str,
    level: int,
    post: str,
    day: str,
    said: str,
    root: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = root / EXPLAINED
    path.write_text(with_part(part), "utf-8")
    before = path.stat().st_mtime_ns, path.read_bytes()
    assert approve(root, level, post, "--on", day) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(said) and err.count("\n") == 1
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before
    assert sorted(os.listdir(path.parent)) == ["plan-2026.md", "plan-explained.md"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("agencies/city-office/records/2026/none.md", "找不到文件“FILE”"),
        ("agencies/city-office/records", "找不到文件“FILE”"),
        ("../other.md", "“FILE”不在目录文件夹“ROOT”里；它所在的目录文件夹请用 --catalogue 指明"),
        (
            "agencies/city-office/records/2026/link.md",
            "“FILE”是一个链接，不是真正的文件，没有改动它",
        ),
        ("linked/2026/plan-explained.md", "“FILE”不在目录文件夹“ROOT”里；它所在的目录文件夹请用"),
        *(
            (file, f"catalogue/{file} 不是信息或者办事指南；它们在 records/年份/ 和 services/ 里")
            for file in (
                *("agencies/city-office/agency.yml", "agencies/city-office/guide.md"),
                *("agencies/city-office/files/plan.csv", "pages/help.md", "site.yml"),
                *("agencies/city-office/records/2026/.hidden.md", "agencies/records/2026/x.md"),
            )
        ),
        ("agencies/city-office/services/broken.md", "请先改正这个文件的错误：catalogue/agencies/"),
    ],
)
def test_files_that_are_refused(
    file: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path)
    record = root / EXPLAINED
    (tmp_path / "other.md").write_bytes(record.read_bytes())
    for name in ("agencies/city-office/records/2026/.hidden.md", "agencies/records/2026/x.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(record.read_bytes())
    (record.parent / "link.md").symlink_to(record)
    (root / "agencies/city-office/services/broken.md").write_bytes(b"---\n\xff\n---\n")
    shutil.copytree(record.parent.parent, tmp_path / "elsewhere", symlinks=True)
    (root / "linked").symlink_to(tmp_path / "elsewhere")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert approve(root, 1, "经办人", "--on", NOW, file=file) == 2
    said = said.replace("FILE", str(root / file)).replace("ROOT", str(root))
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(said)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_wrong_use(command: Command, tmp_path: Path) -> None:
    write(tmp_path)
    file = f"catalogue/{EXPLAINED}"
    for words in (
        ("approve", file, "--post", "经办人"),
        ("approve", file, "--level", "1"),
        ("approve", file, "--level", "0", "--post", "经办人"),
        ("approve", file, "--level", "一", "--post", "经办人"),
        ("approve", "--level", "1", "--post", "经办人"),
        ("approve", file, "--level", "1", "--post", "经办人", "--catalogue", "none"),
    ):
        done = command(*words, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "") and "Traceback" not in done.stderr


def test_without_a_pack_nobody_knows_the_levels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, edit("site.yml", "[seed-province]", "[none]"))
    assert approve(root, 1, "经办人") == 2
    assert capsys.readouterr().err.startswith("site.yml 或者规则包有错误，不知道要审查几级")


def test_a_file_that_cannot_be_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that takes no more files: the disk is full, or it may not be written."""
    import resource

    path = root / EXPLAINED
    path.write_text(with_part(lines(A)), "utf-8")
    before = path.read_bytes()
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limit[1]))
    try:
        status = approve(root, 2, "副主任", "--on", NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert status == 2 and path.read_bytes() == before
    assert capsys.readouterr().err == f"不能写入 {RECORD}：File too large\n"
    assert sorted(os.listdir(path.parent)) == ["plan-2026.md", "plan-explained.md"]


# Files as they are on a disk


def test_the_mode_of_the_file_stays(root: Path) -> None:
    path = root / EXPLAINED
    for mode in (0o640, 0o664, 0o444):
        path.unlink()
        path.write_text(with_part(lines(A)), "utf-8")
        path.chmod(mode)
        assert approve(root, 2, "副主任", "--on", NOW) == 0
        assert path.stat().st_mode & 0o7777 == mode


@pytest.mark.parametrize("by", ["writing", "renaming"])
def test_a_change_in_the_last_moment_is_not_lost(
    by: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between the last look at the file and its replacement: both ways in which programs write."""
    path = root / EXPLAINED
    path.write_text(with_part(lines(A)), "utf-8")
    other = with_part(lines(A)).replace("阅读。", "阅读了。")
    times = []

    def late(one: Path, two: Path) -> bool:
        if not times:
            if by == "writing":
                two.write_text(other, "utf-8")
            else:
                beside = two.with_name("x~")
                beside.write_text(other, "utf-8")
                beside.replace(two)
        times.append(1)
        return exchange(one, two)

    monkeypatch.setattr(rewriting, "exchange", late)
    assert approve(root, 2, "副主任", "--on", NOW) == 2
    assert path.read_text("utf-8") == other
    assert capsys.readouterr().err == f"{RECORD} 在这期间被改动，没有写入；请重新运行\n"
    assert sorted(os.listdir(path.parent)) == ["plan-2026.md", "plan-explained.md"]


@pytest.mark.parametrize("can", [True, False])
def test_where_the_system_cannot_exchange_files(
    can: bool, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / EXPLAINED
    path.write_text(with_part(lines(A)), "utf-8")
    if not can:
        monkeypatch.setattr(rewriting, "exchange", lambda one, two: False)
    assert approve(root, 2, "副主任", "--on", NOW) == 0
    assert "副主任" in path.read_text("utf-8")
    assert sorted(os.listdir(path.parent)) == ["plan-2026.md", "plan-explained.md"]


def test_a_file_that_another_program_changes_is_not_lost(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An editor writes while `approve` works: what it wrote stays, or the review was before it."""
    path = root / EXPLAINED
    refused = 0
    for number in range(40):
        path.write_text(with_part(lines(A)), "utf-8")
        other = with_part(lines(A)).replace("阅读。", f"阅读{number}。")
        thread = threading.Timer(number * 0.0004, path.write_text, (other, "utf-8"))
        thread.start()
        status = approve(root, 2, "副主任", "--on", NOW)
        thread.join()
        text = path.read_text("utf-8")
        assert f"阅读{number}。" in text
        refused += status == 2
        capsys.readouterr()
        assert sorted(os.listdir(path.parent)) == ["plan-2026.md", "plan-explained.md"]


def test_attachments_count_by_their_bytes(tmp_path: Path) -> None:
    root = write(tmp_path)
    before = (root / PLAN).read_bytes()
    (digest,) = set(re.findall(rb"v1:[0-9a-f]{64}", before))
    (root / OFFICE / "files/plan.csv").write_bytes(b"a,b\n")
    assert approve(root, 1, "经办人", "--on", NOW, file=PLAN) == 0
    after = (root / PLAN).read_bytes()
    assert after != before
    new = re.findall(rb"v1:[0-9a-f]{64}", after)
    assert new[0] != digest and new[1:] == [digest, digest]
    record = load(root).catalogue.agencies["city-office"].record_by_id["plan-2026"]
    assert record.digest.encode() == new[0]


# The way from a draft to the site


def _new(files: dict[str, bytes | Path]) -> None:
    text = WHOLE.replace(REVIEWS, "").replace("2026-00002", "2026-00009")
    text = text.replace("2026-03-06", "2026-11-20").replace("2026-11-02", "2026-11-20")
    files[f"{OFFICE}/records/2026/new.md"] = text.encode()


def test_from_a_draft_to_the_site(command: Command, tmp_path: Path) -> None:
    change: Change = _new
    write(tmp_path, change)
    file = f"catalogue/{OFFICE}/records/2026/new.md"
    done = command("check", cwd=tmp_path)
    assert done.returncode == 0 and f"{file}:2:1 警告 C801" in done.stdout
    for level, post in POSTS.items():
        words = ("approve", file, "--level", str(level), "--post", post)
        assert command(*words, cwd=tmp_path).returncode == 0
    done = command("check", "--strict", cwd=tmp_path)
    assert "C80" not in done.stdout
    with shells_lent(tmp_path / "catalogue"):
        assert command("build", cwd=tmp_path).returncode == 0
    assert (tmp_path / "site/city-office/new.html").is_file()
    # Changed: an error, until it is approved again, level by level.
    path = tmp_path / file
    path.write_text(path.read_text("utf-8").replace("阅读。", "阅读，谢谢。"), "utf-8")
    done = command("check", cwd=tmp_path)
    assert done.returncode == 1 and done.stdout.count(" C80") == 1 and "错误 C802" in done.stdout
    again = ("--on", "2026-11-21")
    for level, post in POSTS.items():
        words = ("approve", file, "--level", str(level), "--post", post, *again)
        assert command(*words, cwd=tmp_path).returncode == 0
    done = command("check", *again, cwd=tmp_path)
    assert done.returncode == 1 and "错误 C806" in done.stdout
    text = path.read_text("utf-8")
    path.write_text(text.replace("confirmed:", "revised: 2026-11-21 08:00\nconfirmed:"), "utf-8")
    assert "C80" not in command("check", *again, cwd=tmp_path).stdout


# Parts of texts


def test_edits_are_made_from_the_front() -> None:
    assert applied(
        "abcdef", [Edit(4, 6, "X"), Edit(0, 1, ""), Edit(2, 2, "1"), Edit(2, 2, "2")]
    ) == ("b12cdX")


def test_every_part_of_the_sample_is_found_where_it_stands() -> None:
    """The values between the marks are those that the loader reads."""
    root = Path(__file__).parent.parent / "catalogue"
    for path in sorted(root.glob("agencies/**/*.md")) + sorted(root.glob("agencies/**/*.yml")):
        text = path.read_text("utf-8")
        start, end = yaml_part(text, markdown=path.suffix == ".md")
        node = tree(text, start, end)
        stack = [node] if node else []
        while stack:
            node = stack.pop()
            stack += [each for pair in node.pairs or () for each in pair]
            stack += node.parts or ()
            said = text[node.start : node.end]
            if node.value is not None and not node.style and "\n" not in said:
                assert said == node.value


def test_how_texts_are_written() -> None:
    assert written("a") == "a"
    assert written("a", "'") == "'a'"
    assert written("it's", "'") == "'it''s'"
    assert written("a\tb", "'") == '"a\\tb"'
    assert written('a"b', '"') == '"a\\"b"'
    assert written("") == '""'
