"""Installing on a kiosk: whatever is wrong with zip, disk or moment, one whole release runs."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from disclosure.kiosk.install import install, rollback
from disclosure.kiosk.installer import places
from disclosure.kiosk.installer.said import Failed, Refused
from kiosk_folders import (
    MARK,
    Entry,
    content,
    edition,
    entry,
    one_file,
    run_file,
    runs,
    tidy,
    zip_of,
    zip_with,
)
from npm_tools import debian_tool
from test_troubles import MOUNT, mountable

KILLED = Path(__file__).parent / "killed_install.py"


@pytest.fixture
def kiosk(tmp_path: Path) -> Path:
    """A kiosk that runs release 1, and ran release 3 before."""
    for number in (3, 1):
        install(str(zip_of(tmp_path, number)), str(tmp_path / "kiosk"))
    assert runs(tmp_path / "kiosk") == 1
    return tmp_path / "kiosk"


@pytest.fixture(params=["exchange", "renames"])
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A system that exchanges folders in one step, and one that cannot."""
    if request.param == "renames":
        monkeypatch.setattr(places, "exchange", lambda one, other: False)
    return str(request.param)


def last(kiosk: Path) -> dict[str, bytes]:
    return content(kiosk / "last")


def refused(zip: Path, kiosk: Path, *words: str, status: int = 1, **options: object) -> str:
    """It was refused with these words, and nothing has changed."""
    before = content(kiosk)
    with pytest.raises(Refused) as said:
        install(str(zip), str(kiosk), **options)  # type: ignore[arg-type]
    zh, en = said.value.message.zh, said.value.message.en
    assert all(word in zh for word in words), zh
    assert said.value.status == status, zh
    assert content(kiosk) == before and runs(kiosk) == 1 and tidy(kiosk)
    assert "没有变动" in zh and "unchanged" in en
    return zh


# What is ordinary.


def test_install_update_and_back(tmp_path: Path, mode: str) -> None:
    kiosk = tmp_path / "a new" / "kiosk"
    first = install(str(zip_of(tmp_path, 1)), str(kiosk))
    assert "已安装版本 r1：9 个文件" in first.zh and "Installed release r1: 9 files" in first.en
    assert runs(kiosk) == 1 and not (kiosk / "last").exists() and tidy(kiosk)
    assert "上一版本 r1 保留在 last/" in install(str(zip_of(tmp_path, 2)), str(kiosk)).zh
    assert runs(kiosk) == 2 and last(kiosk) == edition(1) and tidy(kiosk)
    assert "已换回版本 r1" in rollback(str(kiosk)).zh
    assert runs(kiosk) == 1 and last(kiosk) == edition(2) and tidy(kiosk)
    rollback(str(kiosk))
    install(str(zip_of(tmp_path, 3)), str(kiosk))
    assert runs(kiosk) == 3 and last(kiosk) == edition(2) and tidy(kiosk)


def test_the_same_release_changes_nothing(kiosk: Path) -> None:
    before = {path: path.stat().st_ino for path in kiosk.rglob("*")}
    said = install(str(kiosk.parent / "r1.zip"), str(kiosk))
    assert "版本 r1 已经在运行，全部文件校验正确" in said.zh and "runs already" in said.en
    assert {path: path.stat().st_ino for path in kiosk.rglob("*")} == before


DAMAGES: dict[str, Callable[[Path], object]] = {
    "changed": lambda site: (site / "index.html").write_bytes(b"x"),
    "gone": lambda site: (site / "empty.txt").unlink(),
    "added": lambda site: (site / "city-office" / "x.html").write_bytes(b""),
    "a link": lambda site: ((site / "empty.txt").unlink(), (site / "empty.txt").symlink_to("/dev/null")),
    "no marker": lambda site: (site / MARK).unlink(),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_release_is_mended(
    kiosk: Path, damage: Callable[[Path], object], mode: str
) -> None:
    damage(kiosk / "site")
    said = install(str(kiosk.parent / "r1.zip"), str(kiosk))
    assert "有损坏，已经重新安装" in said.zh
    assert runs(kiosk) == 1 and last(kiosk) == edition(3)


def test_there_is_no_way_back_to_what_is_not_there_or_damaged(kiosk: Path, tmp_path: Path) -> None:
    (kiosk / "last" / "index.html").write_bytes(b"x")
    with pytest.raises(Refused, match=r"'index.html' of the release before .* unchanged"):
        rollback(str(kiosk))
    shutil.rmtree(kiosk / "last")
    with pytest.raises(Refused) as said:
        rollback(str(kiosk))
    assert "没有上一版本" in said.value.message.zh
    assert runs(kiosk) == 1 and tidy(kiosk)
    with pytest.raises(Refused):
        rollback(str(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


def test_somebody_elses_folder_is_kept(tmp_path: Path, mode: str) -> None:
    for number in (1, 2):
        (tmp_path / "kiosk" / "site").mkdir(parents=True, exist_ok=True)
        shutil.rmtree(tmp_path / "kiosk" / "site")
        (tmp_path / "kiosk" / "site").mkdir()
        (tmp_path / "kiosk" / "site" / "thesis.txt").write_text(f"{number} years of work")
        install(str(zip_of(tmp_path, number)), str(tmp_path / "kiosk"))
        kept = tmp_path / "kiosk" / f"site.before-{number}" / "thesis.txt"
        assert kept.read_text() == f"{number} years of work"
        assert runs(tmp_path / "kiosk") == number


def test_a_folder_that_was_copied_by_hand_is_replaced(tmp_path: Path, mode: str) -> None:
    shutil.copytree(zip_of(tmp_path, 1).with_name("made-1") / "site", tmp_path / "kiosk" / "site")
    install(str(zip_of(tmp_path, 2)), str(tmp_path / "kiosk"))
    assert runs(tmp_path / "kiosk") == 2 and last(tmp_path / "kiosk") == edition(1)


# Strange zips.


def links_to(name: str) -> Entry:
    return entry(name, b"/etc/passwd", 0o120777)


def change(name: str, data: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda files: files.update({name: data})


def drop(name: str) -> Callable[[dict[str, bytes]], object]:
    return lambda files: files.pop(name)


NAMES = {
    **dict.fromkeys(("/etc/x", "../x", "other/x", "C:/x", "x", "\\x", "sitex"), "不在 site/ 里"),
    **dict.fromkeys(("site/../x", "site/./x", "site//x", "site/a/", "site/"), "空的部分或者点"),
    **dict.fromkeys(("site/a\\b", "site/c:x", "site/x\0y", "site/\nx", "site/x?"), "字符"),
    **dict.fromkeys(("site/CON", "site/nul.html", "site/a/LPT1.txt", "site/com¹"), "Windows"),
    **dict.fromkeys(("site/x.", "site/x /y"), "末尾"),
    **dict.fromkeys(("site/INDEX.html", "site/City-office/x", "site/Empty.txt"), "同一个名称"),
    **dict.fromkeys(("site/empty.txt/x",), "既是文件又是文件夹"),
    **dict.fromkeys(("site/empty.txt",), "出现了两次"),
    "site/.SHA256SUMS": "安装程序自己用的名称",
    "site/" + "x" * 250: "太长",
}
CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link": (lambda p: zip_with(p, more=(links_to("site/l"),)), "链接或者特殊文件"),
    "a device": (lambda p: zip_with(p, more=(entry("site/l", b"", 0o020666),)), "特殊文件"),
    "accents": (
        lambda p: zip_with(p, more=(entry("site/e\u0301.txt"), entry("site/\u00e9.txt"))),
        "同一个名称",
    ),
    "no sums": (lambda p: zipfile.ZipFile(p, "w").writestr("site/index.html", b""), "SHA256SUMS"),
    "an empty zip": (lambda p: zipfile.ZipFile(p, "w").close(), "没有 SHA256SUMS"),
    "no start": (lambda p: zip_with(p, drop("site/index.html")), "没有 site/index.html"),
    "no marker": (lambda p: zip_with(p, drop(f"site/{MARK}")), "不是触摸屏版"),
    "internal": (
        lambda p: zip_with(p, change(f"site/{MARK}", edition(2, "internal")[MARK])),
        "这是内部版，不得对外公开",
    ),
    "public": (
        lambda p: zip_with(p, change(f"site/{MARK}", edition(2, "public")[MARK])),
        "这不是触摸屏版",
    ),
    "a marker of no sense": (lambda p: zip_with(p, change(f"site/{MARK}", b"[")), "不是触摸屏版"),
    "a file too much": (
        lambda p: zip_with(p, sums=lambda text: text.replace("site/empty.txt", "site/other.txt")),
        "不在 SHA256SUMS 里",
    ),
    "a file too little": (
        lambda p: zip_with(p, sums=lambda text: text + "0" * 64 + "  site/more.txt\n"),
        "没有 SHA256SUMS 所列的“site/more.txt”",
    ),
    "another hash": (
        lambda p: zip_with(p, sums=lambda text: text.replace(text[:64], "0" * 64)),
        "校验值不一致",
    ),
    "sums of no sense": (lambda p: zip_with(p, sums=lambda text: text + "x"), "读不懂"),
    "sums twice": (lambda p: zip_with(p, sums=lambda text: text + text), "读不懂"),
    "sums of nothing": (lambda p: zip_with(p, sums=lambda text: ""), "读不懂"),
    "no zip": (lambda p: p.write_bytes(b"PK" * 400), "已经损坏"),
    "an empty file": (lambda p: p.write_bytes(b""), "已经损坏"),
    "another sum beside it": (
        lambda p: (zip_with(p), p.with_name(p.name + ".sha256").write_text("0" * 64 + "  x\n")),
        ".sha256”里的校验值不一致",
    ),
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_strange_names(kiosk: Path, tmp_path: Path, name: str) -> None:
    with pytest.warns(UserWarning) if name == "site/empty.txt" else nothing():
        zip_with(tmp_path / "strange.zip", more=(entry(name),))
    refused(tmp_path / "strange.zip", kiosk, NAMES[name])
    assert {path.name for path in tmp_path.iterdir()} == {
        *("kiosk", "strange.zip", "r1.zip", "r3.zip", "made-1", "made-3")
    }


class nothing:
    def __enter__(self) -> None: ...
    def __exit__(self, *error: object) -> None: ...


@pytest.mark.parametrize("case", CHANGES)
def test_strange_zips(kiosk: Path, tmp_path: Path, case: str) -> None:
    make, words = CHANGES[case]
    make(tmp_path / "strange.zip")
    refused(tmp_path / "strange.zip", kiosk, words)


def patched(path: Path, at: bytes, offset: int, data: bytes) -> None:
    """Change bytes of the first entry in the directory of a zip."""
    whole = bytearray(path.read_bytes())
    start = whole.index(at) + offset
    whole[start : start + len(data)] = data
    path.write_bytes(whole)


@pytest.mark.parametrize(
    ("offset", "data", "words"),
    [
        (8, b"\x01\x08", "是加密的"),
        (10, b"\x0e\x00", "已经损坏"),  # LZMA
        (24, b"\x00\x00\x00\x7f", "不可能是真的"),
        (20, b"\xff\xff\xff\x7f", "不可能是真的"),
        (16, b"\0\0\0\0", "已经损坏"),
    ],
)
def test_zips_that_lie(kiosk: Path, offset: int, data: bytes, words: str) -> None:
    path = zip_of(kiosk.parent, 2)
    patched(path, b"PK\x01\x02", offset, data)
    refused(path, kiosk, words)


def test_a_bomb_of_more_than_the_disk_holds(kiosk: Path, tmp_path: Path) -> None:
    """What it says is possible, and too much: nothing is written."""
    path = zip_with(tmp_path / "bomb.zip", change("site/zeros.bin", bytes(50_000_000)))
    whole = bytearray(path.read_bytes())
    free = shutil.disk_usage(tmp_path).free
    if free > 1032 * 48_000:  # declared a thousand times as large, as far as deflate could be
        with pytest.raises(Refused):
            patched(path, b"PK\x01\x02", 24, (0xFFFF_FFF0).to_bytes(4, "little"))
            install(str(path), str(kiosk))
        path.write_bytes(whole)
    assert runs(kiosk) == 1 and tidy(kiosk)


# Damage.


def test_a_flipped_byte_or_a_missing_end(kiosk: Path) -> None:
    path = zip_of(kiosk.parent, 2)
    whole, chance = path.read_bytes(), random.Random(28)
    for number in range(400):
        at = chance.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[at] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged if number % 2 else whole[:at])
        try:
            install(str(path), str(kiosk))
        except Refused as error:
            assert "没有变动" in error.message.zh
            assert runs(kiosk) == 1 and error.status in (1, 2), error.message
            assert "程序出错" not in error.message.zh
        else:  # a byte that means nothing: a date, a version
            assert number % 2 and runs(kiosk) == 2
            rollback(str(kiosk))
            assert runs(kiosk) == 1
    assert tidy(kiosk)


def test_a_flipped_byte_in_every_file(kiosk: Path) -> None:
    path = zip_of(kiosk.parent, 2)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if info.compress_size]
    for info in infos:
        damaged = bytearray(whole)
        damaged[
            info.header_offset + 30 + len(info.filename.encode()) + info.compress_size // 2
        ] ^= 4
        path.write_bytes(damaged)
        refused(path, kiosk)


FULL = """
mkdir disk && mount -t tmpfs -o size={size},nr_inodes={inodes} none disk && cp -a kiosk disk/
head -c {fill} /dev/zero > disk/fill || true
$install r2.zip disk/kiosk 2> said && exit 9 || echo $? > status
cp -a disk/kiosk seen && rm disk/fill && mount -o remount,size=9m,nr_inodes=999 disk
$install r2.zip disk/kiosk > done && cp -a disk/kiosk next
"""


@pytest.mark.parametrize(
    ("size", "inodes", "fill", "words"),
    [("400k", 999, "400k", "磁盘空间不够：需要 "), ("9m", 33, "1k", "磁盘已满")],
)
def test_a_full_disk(kiosk: Path, size: str, inodes: int, fill: str, words: str) -> None:
    folder = kiosk.parent
    zip_of(folder, 2)
    file = one_file(folder)
    if not mountable():
        large = random.Random(1).randbytes(40_000)
        path = zip_of(folder, 4, edition(4) | {"large.bin": large})
        done = run_file(file, path, kiosk, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)))  # fmt: skip
        assert done.returncode == 2 and "没有变动" in done.stderr, done.stderr
        assert runs(kiosk) == 1 and tidy(kiosk)
        return
    env = {**os.environ, "install": f"{sys.executable} -I -S {file}"}
    script = FULL.format(size=size, inodes=inodes, fill=fill)
    done = subprocess.run([*MOUNT, script], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = (folder / "said").read_text("utf-8")
    assert (folder / "status").read_text() == "2\n"
    assert words in said and "没有变动" in said and "Traceback" not in said, said
    assert (
        runs(folder / "seen") == 1 and last(folder / "seen") == edition(3) and tidy(folder / "seen")
    )
    assert runs(folder / "next") == 2 and tidy(folder / "next")


# Moments.


def started(folder: Path, mode: str, at: int, what: str, *arguments: object) -> list[str]:
    line = (sys.executable, "-I", "-S", KILLED, folder, mode, at, what, *arguments)
    return [str(each) for each in line]


def times(folder: Path, mode: str, what: str, *arguments: object) -> int:
    line = started(folder, mode, 0, what, *arguments)
    return int(subprocess.run(line, capture_output=True, check=True).stdout)


@pytest.mark.parametrize("mode", ["exchange", "renames"])
@pytest.mark.parametrize("back", [False, True], ids=["install", "rollback"])
def test_killed_at_any_moment(kiosk: Path, mode: str, back: bool) -> None:
    folder, path = kiosk.parent, zip_of(kiosk.parent, 2)
    one_file(folder)
    (folder / "bad.zip").write_bytes(b"")
    start = shutil.copytree(kiosk, folder / "start")
    arguments = ("--rollback", kiosk) if back else (path, kiosk)
    new = 3 if back else 2
    most = times(folder, mode, "kill", *arguments)
    seen = set()
    for at in range(1, most + 1):
        shutil.rmtree(kiosk)
        shutil.copytree(start, kiosk)
        done = subprocess.run(started(folder, mode, at, "kill", *arguments), check=False)
        assert done.returncode == -signal.SIGKILL
        if mode == "exchange" or (kiosk / "site").exists():
            assert runs(kiosk) in (1, new), at
        with pytest.raises(Refused):  # what comes next tidies up, also when it installs nothing
            install(str(folder / "bad.zip"), str(kiosk))
        assert tidy(kiosk), at
        seen.add(runs(kiosk))
        assert last(kiosk) == edition(1 if runs(kiosk) == new else 3), at
        if at % 4 == 0 and not back:
            install(str(path), str(kiosk))
            assert runs(kiosk) == 2 and last(kiosk) == edition(1) and tidy(kiosk)
    assert seen == {1, new}


def test_killed_in_the_midst_of_tidying_up(kiosk: Path) -> None:
    """What is half deleted is not taken for a release that ran."""
    folder, path = kiosk.parent, zip_of(kiosk.parent, 2)
    one_file(folder)
    most = times(folder, "exchange", "kill", path, kiosk)
    rollback(str(kiosk))
    for at in range(most - 9, most + 1, 3):
        subprocess.run(started(folder, "exchange", at, "kill", path, kiosk), check=False)
        for again in range(1, 4):
            subprocess.run(started(folder, "exchange", again, "kill", folder / "no.zip", kiosk), check=False)  # fmt: skip
            assert runs(kiosk) in (1, 2)
            assert last(kiosk) in (edition(1), edition(2), edition(3))
        rollback(str(kiosk))
        assert tidy(kiosk)


def test_a_stick_that_is_pulled(kiosk: Path) -> None:
    folder, path = kiosk.parent, zip_of(kiosk.parent, 2)
    one_file(folder)
    whole = path.read_bytes()
    shutil.copytree(kiosk, folder / "copy")
    most = times(folder, "exchange", "cut", path, folder / "copy")
    for at in range(1, most, most // 7):
        path.write_bytes(whole)
        done = subprocess.run(started(folder, "exchange", at, "cut", path, kiosk), capture_output=True, encoding="utf-8", check=False)  # fmt: skip
        assert "Traceback" not in done.stderr and "程序出错" not in done.stderr, done.stderr
        if done.returncode == 0:  # all of it was read by then
            assert runs(kiosk) == 2
            rollback(str(kiosk))
        assert runs(kiosk) == 1 and tidy(kiosk)


def test_a_disk_that_cannot_be_read_or_is_not_there(kiosk: Path, tmp_path: Path) -> None:
    refused(Path("/proc/self/mem"), kiosk, "读不了", "U 盘", status=2)
    with pytest.raises(Failed, match="there is no zip"):
        install(str(tmp_path / "no.zip"), str(kiosk))
    (tmp_path / "folder").mkdir()
    with pytest.raises(Failed, match="SHA256SUMS"):
        install(str(tmp_path / "folder"), str(kiosk))
    with pytest.raises(Failed, match="no folder"):
        install(str(tmp_path / "r1.zip"), str(tmp_path / "r1.zip"))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "site").symlink_to(kiosk / "site")
    with pytest.raises(Failed, match="a file or a link"):
        install(str(tmp_path / "r1.zip"), str(tmp_path / "other"))
    assert runs(kiosk) == 1


def test_two_at_once(kiosk: Path) -> None:
    with places.held(str(kiosk)):
        refused(kiosk.parent / "r1.zip", kiosk, "另一个安装正在写入", status=2)


def test_a_refused_first_zip_leaves_no_folder(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"")
    with pytest.raises(Refused, match="Nothing was installed"):
        install(str(tmp_path / "bad.zip"), str(tmp_path / "kiosk"))
    assert not (tmp_path / "kiosk").exists()


# Signatures.


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two keys of each program: `mine` and `other`."""
    folder = tmp_path_factory.mktemp("keys")
    gpg, minisign = debian_tool("gpg", "--version"), debian_tool("minisign", "-v")
    debian_tool("gpg-agent", "--version")
    for name in ("mine", "other"):
        home = folder / name
        home.mkdir(mode=0o700)
        about = [gpg, "--homedir", str(home), "--batch", "--quiet", "--passphrase", ""]
        subprocess.run([*about, "--quick-gen-key", name, "ed25519", "sign"], check=True, capture_output=True)  # fmt: skip
        key = subprocess.run([*about, "--armor", "--export"], check=True, capture_output=True)
        (folder / f"{name}.asc").write_bytes(key.stdout)
        pair = ["-p", folder / f"{name}.pub", "-s", folder / f"{name}.key"]
        subprocess.run([minisign, "-G", "-W", *pair], check=True, capture_output=True)
    yield folder
    for name in ("mine", "other"):
        subprocess.run(["gpgconf", "--homedir", folder / name, "--kill", "all"], check=False)


def sign(keys: Path, program: str, path: Path, name: str = "mine") -> Path:
    if program == "minisign":
        line: list[object] = ["minisign", "-S", "-s", keys / f"{name}.key", "-m", path]
        subprocess.run([*map(str, line)], check=True, capture_output=True)
        return path.with_name(path.name + ".minisig")
    signature = path.with_name(path.name + ".asc")
    kind = "--clear-sign" if program == "clear" else "--detach-sign"
    line = ["gpg", "--homedir", keys / name, "--batch", "--yes", "--armor", "-o", signature, kind, path]  # fmt: skip
    subprocess.run([*map(str, line)], check=True, capture_output=True)
    return signature


@pytest.mark.parametrize(("program", "key"), [("gpg", "mine.asc"), ("minisign", "mine.pub")])
def test_signatures(kiosk: Path, keys: Path, program: str, key: str) -> None:
    path, wanted = zip_of(kiosk.parent, 2), str(keys / key)
    refused(path, kiosk, "没有签名", require_signature=True, key=wanted)
    signature = sign(keys, program, path, "other")
    refused(path, kiosk, "签名", "密钥", require_signature=True, key=wanted)
    signature.unlink()
    signature = sign(keys, program, path)
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"x" + whole[101:])
    refused(path, kiosk, "签名不对", require_signature=True, key=wanted)
    path.write_bytes(whole)
    signed = signature.read_bytes()
    signature.write_bytes(signed[: len(signed) // 2])
    refused(path, kiosk, "签名不对", require_signature=True, key=wanted)
    signature.write_bytes(signed)
    refused(path, kiosk, "读不了", require_signature=True, key=str(keys / "none"), status=2)
    (keys / "nonsense").write_text("x")
    refused(path, kiosk, "", require_signature=True, key=str(keys / "nonsense"), status=2 if program == "gpg" else 1)  # fmt: skip
    site = kiosk.parent / "made-2"
    (site / "SHA256SUMS").write_text("")
    refused(site, kiosk, "解压后的文件夹不能核对签名", require_signature=True, status=2)
    assert "签名正确" in install(str(path), str(kiosk), True, wanted).zh
    assert runs(kiosk) == 2 and tidy(kiosk)


def test_a_signature_of_something_else(kiosk: Path, keys: Path) -> None:
    """A text that signs itself stands beside the zip: some programs would take it for its own."""
    path, other = zip_of(kiosk.parent, 2), kiosk.parent / "letter"
    other.write_text("words")
    sign(keys, "clear", other).rename(path.with_name("r2.zip.asc"))
    refused(path, kiosk, "签名不对", require_signature=True, key=str(keys / "mine.asc"))


def test_keys_of_the_user(kiosk: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zip_of(kiosk.parent, 2)
    sign(keys, "minisign", path)
    refused(path, kiosk, "请加上 --key", require_signature=True, status=2)
    sign(keys, "gpg", path)
    monkeypatch.setenv("GNUPGHOME", str(keys / "other"))
    refused(path, kiosk, "签名用的密钥不是所要求的密钥", require_signature=True)
    monkeypatch.setenv("GNUPGHOME", str(keys / "mine"))
    monkeypatch.setenv("PATH", "/nonexistent")
    refused(path, kiosk, "没有安装 gpg", require_signature=True, status=2)
    monkeypatch.undo()
    monkeypatch.setenv("GNUPGHOME", str(keys / "mine"))
    assert "签名正确（gpg " in install(str(path), str(kiosk), require_signature=True).zh


# As people run it.


def test_the_one_file_beside_what_was_extracted(tmp_path: Path) -> None:
    zip_of(tmp_path, 1)
    with zipfile.ZipFile(tmp_path / "r1.zip") as archive:
        archive.extractall(tmp_path / "out")
    file = tmp_path / "out" / "install.py"
    done = run_file(file, "kiosk", cwd=tmp_path / "out", env={})
    assert done.returncode == 0 and "已安装版本 r1" in done.stdout, done.stderr
    assert runs(tmp_path / "out" / "kiosk") == 1
    (tmp_path / "out" / "site" / "Thumbs.db").write_bytes(b"x")
    done = run_file(file, tmp_path / "kiosk", "--lang", "en")
    assert done.returncode == 0 and "Installed release r1" in done.stdout, done.stderr
    assert runs(tmp_path / "kiosk") == 1
    done = run_file(file, zip_of(tmp_path, 2), tmp_path / "kiosk")
    assert done.returncode == 0 and runs(tmp_path / "kiosk") == 2
    assert run_file(file, "--rollback", tmp_path / "kiosk").returncode == 0
    assert runs(tmp_path / "kiosk") == 1
    (tmp_path / "out" / "site" / "index.html").write_bytes(b"x")
    for folder, words in (
        ("kiosk", "没有改动"),
        ("new", "没有安装任何内容"),
        ("out", "自己的文件夹"),
    ):
        done = run_file(file, tmp_path / folder)
        wanted = 2 if folder == "out" else 0 if folder == "kiosk" else 1
        assert done.returncode == wanted, done.stderr
        assert words in done.stdout + done.stderr and "Traceback" not in done.stderr
    for line in ((), ("a", "b", "c"), ("--rollback", "a", "b"), ("--lang", "fr", "x"), ("\udcff",)):
        done = run_file(file, *line)
        assert done.returncode in (1, 2) and done.stderr and "Traceback" not in done.stderr, line
    alone = one_file(tmp_path)
    done = run_file(alone, tmp_path / "kiosk")
    assert done.returncode == 2 and "请指明安装包" in done.stderr


def test_interrupted(kiosk: Path) -> None:
    file, path = one_file(kiosk.parent), zip_of(kiosk.parent, 2)
    for wait in (0.02, 0.05, 0.08, 0.1, 0.12):
        running = subprocess.Popen([sys.executable, "-I", "-S", file, path, kiosk], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip
        time.sleep(wait)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=20)
        assert runs(kiosk) in (1, 2)
    install(str(path), str(kiosk))
    assert runs(kiosk) == 2 and tidy(kiosk)


def test_the_command(
    tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    kiosk = tmp_path / "kiosk"
    done = command("kiosk-install", zip_of(tmp_path, 1), kiosk)
    assert (done.returncode, done.stderr) == (0, "") and "已安装版本 r1" in done.stdout
    done = command("kiosk-install", "--rollback", kiosk, "--lang", "en")
    assert done.returncode == 1 and "there is no release before" in done.stderr
    done = command("kiosk-install", tmp_path / "r1.zip", kiosk, "--require-signature")
    assert done.returncode == 1 and "没有签名" in done.stderr and "没有变动" in done.stderr
    assert command("kiosk-install", kiosk).returncode == 2
    assert command("kiosk-install", "--rollback", tmp_path / "r1.zip", kiosk).returncode == 2
    assert command("kiosk-install", kiosk, kiosk).returncode == 2
    assert runs(kiosk) == 1
