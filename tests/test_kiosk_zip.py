"""The zip of the offline edition: the same bytes each time, whole or not there, read by all."""

from __future__ import annotations

import ast
import hashlib
import io
import os
import random
import resource
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from disclosure.kiosk import install, zipped
from disclosure.kiosk.installer.sums import MARK
from disclosure.kiosk.packing import pack, standalone_text
from disclosure.past import release
from disclosure.publish.errors import PublishError
from kiosk_folders import content, edition, one_file, run_file, written
from npm_tools import debian_tool


def test_what_is_in_it(tmp_path: Path) -> None:
    site = written(tmp_path / "site", edition())
    made = pack(site, tmp_path / "out" / "kiosk.zip")
    data = made.path.read_bytes()
    assert (made.bytes, made.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert made.path.with_name("kiosk.zip.sha256").read_text() == f"{made.sha256}  kiosk.zip\n"
    with zipfile.ZipFile(made.path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert made.files == len(names) and names[-3:] == ["README.txt", "install.py", "SHA256SUMS"]
        assert names[:-3] == sorted(f"site/{name}" for name in edition())
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.external_attr >> 16, info.create_system) == (0o100644, 3)
        sums = archive.read("SHA256SUMS").decode().splitlines()
        assert [line[66:] for line in sums] == sorted({*names} - {"SHA256SUMS"})
        about = archive.read("README.txt").decode("utf-8-sig")
        assert about.index("政府信息公开") < about.index("Extract this zip")
        assert archive.read("install.py").decode() == standalone_text()


def test_other_programs_read_it(tmp_path: Path) -> None:
    pack(written(tmp_path / "site", edition()), tmp_path / "kiosk.zip")
    run = {"cwd": tmp_path, "check": True, "capture_output": True}
    subprocess.run(["sha256sum", "-c", "kiosk.zip.sha256"], **run)  # type: ignore[call-overload]
    unzip = debian_tool("unzip", "-v")
    subprocess.run([unzip, "-tq", "kiosk.zip"], **run)  # type: ignore[call-overload]
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run([unzip, "-q", "kiosk.zip", "-d", "out"], env=env, **run)  # type: ignore[call-overload]
    run["cwd"] = tmp_path / "out"
    subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], **run)  # type: ignore[call-overload]
    assert content(tmp_path / "out" / "site") == edition()


def test_two_copies_give_the_same_bytes(tmp_path: Path) -> None:
    site = written(tmp_path / "site", edition(3))
    copy = tmp_path / "a deeper" / "copy"
    names = [*edition(3)]
    random.Random(1).shuffle(names)
    before = os.umask(0o077)
    try:
        written(copy, {name: edition(3)[name] for name in names})
        for number, path in enumerate(sorted(copy.rglob("*"))):
            os.utime(path, (number * 1_000, number * 1_000))
        two = pack(copy, tmp_path / "two.zip")
    finally:
        os.umask(before)
    one = pack(site, tmp_path / "one.zip")
    assert one.sha256 == two.sha256
    assert one.path.read_bytes() == two.path.read_bytes()
    assert two.path.stat().st_mode & 0o777 == 0o644


def test_large_files_go_in_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "_LARGE", 1_000)
    monkeypatch.setattr(zipped, "_PART", 333)
    made = pack(written(tmp_path / "site", edition(9)), tmp_path / "kiosk.zip")
    with zipfile.ZipFile(made.path) as archive:
        assert archive.testzip() is None
        for name, data in edition(9).items():
            assert archive.read(f"site/{name}") == data
        sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())  # type: ignore[misc]  # fmt: skip
    assert sums["site/only-9.bin"] == hashlib.sha256(edition(9)["only-9.bin"]).hexdigest()


def test_more_entries_than_an_old_zip_can_count() -> None:
    file = io.BytesIO()
    zipped.write_zip(file, (), lambda made: ((f"n{number}", b"") for number in range(66_000)))
    with zipfile.ZipFile(file) as archive:
        assert len(archive.namelist()) == 66_000 and archive.read("n65999") == b""


def test_a_zip_beyond_four_gigabytes(tmp_path: Path) -> None:
    with (tmp_path / "far.zip").open("w+b") as file:
        file.seek(5 * 1024**3)  # a hole that takes no room
        zipped.write_zip(file, (), lambda made: [("one", b"1" * 100), ("two", b"2")])
    with zipfile.ZipFile(tmp_path / "far.zip") as archive:
        assert (archive.read("one"), archive.read("two")) == (b"1" * 100, b"2")
    done = subprocess.run(
        [debian_tool("unzip", "-v"), "-tq", "far.zip"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert b"No errors detected" in done.stdout


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"con.html": b""}, "Windows 保留"),
        ({"a:b.html": b""}, "不能用在文件名里的字符"),
        ({"A.html": b"", "a.html": b""}, "同一个名称"),
        ({MARK[5:]: b"x"}, "不是触摸屏版"),
        ({MARK[5:]: edition(1, "internal")[MARK[5:]]}, "内部版"),
    ],
)
def test_what_could_not_be_installed_is_not_packed(
    tmp_path: Path, files: dict[str, bytes], words: str
) -> None:
    site = written(tmp_path / "site", edition() | files)
    with pytest.raises(PublishError) as said:
        pack(site, tmp_path / "kiosk.zip")
    assert words in said.value.message.zh and "没有生成 kiosk.zip" in said.value.message.zh
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_links_are_not_packed(tmp_path: Path) -> None:
    site = written(tmp_path / "site", edition())
    (site / "link").symlink_to("/etc/passwd")
    with pytest.raises(PublishError, match="link"):
        pack(site, tmp_path / "kiosk.zip")


def test_a_failure_leaves_the_zip_of_before(tmp_path: Path) -> None:
    site = written(tmp_path / "site", edition())
    before = pack(site, tmp_path / "kiosk.zip")
    kept = content(tmp_path)
    (site / "more.bin").write_bytes(random.Random(1).randbytes(60_000))
    kept["site/more.bin"] = (site / "more.bin").read_bytes()
    code = (
        "import sys; from pathlib import Path; from disclosure.kiosk.packing import pack\n"
        "try: pack(Path('site'), Path('kiosk.zip'))\n"
        "except Exception as error: sys.exit(error.message.zh)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1 and "ulimit -f" in done.stderr and "不变" in done.stderr
    assert content(tmp_path) == kept
    assert pack(site, before.path).sha256 != before.sha256


def test_the_one_file_needs_nothing_else(tmp_path: Path) -> None:
    text = standalone_text()
    tree = ast.parse(text, feature_version=(3, 8))
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert not node.level
            modules.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Import):
            modules |= {each.name.split(".")[0] for each in node.names}
    assert modules <= {*sys.stdlib_module_names, "__future__"}
    names = Counter[str]()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names[node.name] += 1
        elif isinstance(node, ast.Assign):
            names.update(ast.unparse(each) for each in node.targets)
    assert [name for name, count in names.items() if count > 1] == []
    done = run_file(one_file(tmp_path), "--help", cwd=tmp_path, env={})
    assert done.returncode == 0 and "--rollback" in done.stdout and done.stderr == ""
    assert ast.get_docstring(tree) == ast.get_docstring(ast.parse(Path(str(install.__file__)).read_text("utf-8")))  # fmt: skip


def test_it_knows_a_release_as_the_site_does() -> None:
    assert f"site/{release.MARKER}" == MARK
    text = release.marker_text({"edition": "kiosk", "version": "1"})
    assert install.refuse_other_edition(text.encode()) == {"edition": "kiosk", "version": "1"}


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    site = written(tmp_path / "site", edition())
    shutil.rmtree(site / "assets")
    with pytest.raises(PublishError, match="no whole site"):
        pack(site, tmp_path / "kiosk.zip")
