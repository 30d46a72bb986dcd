"""When the system refuses something: the old site stands, and a sentence says what to do."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import small_city as small
from disclosure.publish.errors import refused
from small_city import OFFICE
from test_kills import fingerprint

HERE = Path(__file__).parent
AS_A_CITY, BROKEN, PLAIN = (
    HERE / "as_a_city.py",
    HERE / "broken_worker.py",
    HERE.parent / "site_build.py",
)
RECORD = f"catalogue/{OFFICE}/records/2026/plan-2026.md"
HELP = "catalogue/pages/help.md"
_DROP, _WRITE_ANYTHING, _READ_ANYTHING = 24, 1, 2


def as_everybody() -> None:
    """Let root be refused what others are refused: permissions count for it too."""
    if os.geteuid() == 0:
        for right in (_WRITE_ANYTHING, _READ_ANYTHING):
            ctypes.CDLL(None).prctl(_DROP, right, 0, 0, 0)


def limited(what: int, most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(what, (most, most))


@dataclass(frozen=True)
class Place:
    """A folder with the small city, its site and its cache."""

    folder: Path

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def run(
        self,
        *arguments: object,
        program: Path = AS_A_CITY,
        first: Callable[[], None] = lambda: None,
        env: Mapping[str, str] | None = None,
        more: tuple[str, ...] = (),
    ) -> subprocess.CompletedProcess[str]:
        """Run a command here; `more` are arguments of the program itself, before the command."""

        def begin() -> None:
            as_everybody()
            first()

        return subprocess.run(
            [sys.executable, str(program), *more, *map(str, arguments)],
            cwd=self.folder,
            env=os.environ if env is None else env,
            preexec_fn=begin,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def change(self) -> None:
        """Give the next build something to do, in pages of an agency and of the engine."""
        with (self.folder / HELP).open("a", encoding="utf-8") as file:
            file.write("\n新增的一段文字。\n")
        path = self.folder / RECORD
        text = path.read_text("utf-8").replace("confirmed: 2026-", "confirmed:  2026-")
        path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("whole"))
    small.write(place.folder)
    done = place.run("build")
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def place(whole: Place, tmp_path: Path) -> Place:
    """A copy of it with something new to publish."""
    shutil.copytree(whole.folder, tmp_path / "city", symlinks=True)
    made = Place(tmp_path / "city")
    made.change()
    return made


def told(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """It failed in a sentence that has these words."""
    said = done.stdout + done.stderr
    assert done.returncode == 2, said
    assert "Traceback" not in said
    assert all(word in done.stderr for word in words), done.stderr


def can_build_again(place: Place, before: dict[str, str]) -> None:
    """The old site stands, nothing lies around, and the next build works."""
    assert fingerprint(place.site) == before
    done = place.run("build")
    assert done.returncode == 0, done.stderr
    assert fingerprint(place.site) != before
    beside = {path.name for path in place.folder.iterdir()} - {"anew", "temporary"}
    assert beside <= {"catalogue", "site", ".site-lock", ".site-twin", ".cache"}


# What the system refuses.

REFUSED = sorted({*errno.errorcode} - {errno.ECHILD, errno.EINTR, errno.EPIPE, errno.ESHUTDOWN})


@pytest.mark.parametrize("number", REFUSED)
def test_whatever_the_system_refuses_is_said_with_what_to_do(number: int) -> None:
    said = refused(OSError(number, os.strerror(number), "catalogue/文件.md"))
    advice = ("请", "然后再试"), ("try again", "run", "make", "mend", "choose", "raise", "put", "use", "name", "close", "look")  # fmt: skip
    for words, hints in zip((said.zh, said.en), advice, strict=True):
        assert any(hint in words for hint in hints), words
    assert "{" not in said.zh + said.en
    refused(OSError(number, os.strerror(number)))


@dataclass(frozen=True)
class Trouble:
    """What is done to the folder, what is run there, and what is said."""

    name: str
    prepare: Callable[[Path], object]
    words: tuple[str, ...]
    command: tuple[str, ...] = ("build",)
    first: Callable[[], None] = lambda: None
    unlocked: str = "."
    """What must be made accessible again for the next build."""


def mode(path: str, bits: int) -> Callable[[Path], None]:
    return lambda folder: os.chmod(folder / path, bits)


def file_instead(path: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        shutil.rmtree(folder / path, ignore_errors=True)
        (folder / path).write_text("x")

    return prepare


def nothing(folder: Path) -> None:
    """Leave the folder as it is."""


def some(cases: Mapping[str, Any], often: int) -> list[Any]:
    """Of these cases the first few belong to the ordinary suite, the others to that for safety."""
    return [
        pytest.param(case, id=name, marks=[pytest.mark.safety] * (number >= often))
        for number, (name, case) in enumerate(cases.items())
    ]


LONG = "长" * 100
KEEPS_THE_SITE = (
    Trouble("no room beside the site", mode(".", 0o500), ("没有读写", "权限", "原来的网站不变")),
    Trouble("a record's folder", mode(f"catalogue/{OFFICE}/records", 0), ("没有读写", "records")),
    Trouble("prose", mode("catalogue/pages", 0), ("没有读写", "pages")),
    Trouble("the old site", mode("site/city-office", 0), ("没有读写", "site/city-office")),
    Trouble("large files", nothing, ("ulimit -f", "不变"), first=limited(resource.RLIMIT_FSIZE, 9_000)),
    Trouble("few open files", nothing, ("ulimit -n",), first=limited(resource.RLIMIT_NOFILE, 6)),
    Trouble("a long name", nothing, ("路径太长", "请改短"), ("build", "--site-dir", LONG)),
    Trouble("a file above", nothing, ("不是需要的那一种",), ("build", "--site-dir", "site/index.html/x")),
)  # fmt: skip


@pytest.mark.parametrize("trouble", some({each.name: each for each in KEEPS_THE_SITE}, 1))
def test_the_old_site_stands_and_a_sentence_says_why(place: Place, trouble: Trouble) -> None:
    before = fingerprint(place.site)
    old = {path: path.stat().st_mode for path in (place.folder, *place.folder.rglob("*"))}
    trouble.prepare(place.folder)
    done = place.run(*trouble.command, first=trouble.first)
    for path, bits in old.items():
        path.chmod(bits)
    told(done, *trouble.words)
    can_build_again(place, before)


FOLDERS = ("pages", "packs", "releases", "agencies")


def test_a_file_in_the_place_of_the_site_stays(place: Place) -> None:
    (place.folder / "mine").write_text("three years of work")
    told(place.run("build", "--site-dir", "mine"), "mine", "--site-dir")
    assert (place.folder / "mine").read_text() == "three years of work"


@pytest.mark.parametrize("name", some(dict(zip(FOLDERS, FOLDERS, strict=True)), 1))
def test_a_file_where_a_folder_is_wanted_is_a_finding(place: Place, name: str) -> None:
    file_instead(f"catalogue/{name}")(place.folder)
    done = place.run("check", "--format", "github")
    assert (done.returncode, done.stderr) == (1, "")
    assert f"file=catalogue/{name}," in done.stdout and "C016" in done.stdout, done.stdout


def test_a_file_that_may_not_be_read_is_a_finding(place: Place) -> None:
    (place.folder / RECORD).chmod(0)
    done = place.run("check")
    (place.folder / RECORD).chmod(0o644)
    assert done.returncode == 1
    assert f"{RECORD}:1:1" in done.stdout and "没有读取权限" in done.stdout


NO_CACHE = {
    "unreadable": mode(".cache", 0),
    "read-only": mode(".cache/disclosure", 0o500),
    "a file": file_instead(".cache"),
}


@pytest.mark.parametrize("trouble", some(NO_CACHE, 1))
def test_without_a_cache_a_build_is_slower_and_no_more(
    place: Place, trouble: Callable[[Path], None]
) -> None:
    before = fingerprint(place.site)
    trouble(place.folder)
    done = place.run("build")
    assert done.returncode == 0, done.stderr
    assert fingerprint(place.site) != before
    if (place.folder / ".cache").is_dir():
        for path in (place.folder / ".cache", place.folder / ".cache" / "disclosure"):
            path.chmod(0o755)


# Real disks: full, read-only, another one. A name space of its own for what is mounted.

MOUNT = ["unshare", *([] if os.geteuid() == 0 else ["-r"]), "-m", "sh", "-euc"]


def mountable() -> bool:
    """Whether this machine lets us mount anything; a container may not. Then limits stand in."""
    with contextlib.suppress(OSError):
        done = subprocess.run(
            [*MOUNT, "mount -t tmpfs none /tmp"], capture_output=True, check=False
        )
        return done.returncode == 0
    return False


def on_disks(place: Place, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in which `$build` builds; what it puts into `seen/` can be looked at later."""
    (place.folder / "seen").mkdir()
    return subprocess.run(
        [*MOUNT, script],
        cwd=place.folder,
        env={**os.environ, "build": f"{sys.executable} {AS_A_CITY} build"},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


def searchless(site: Path) -> dict[str, str]:
    """A site without Pagefind's index, whose bytes depend on the order in which a disk lists files."""
    return {name: each for name, each in fingerprint(site).items() if name[:9] != "pagefind/"}


FULL = """
mkdir disk && mount -t tmpfs -o size=16m none disk && cp -a site disk/site
head -c 16m /dev/zero > disk/fill || true
$build --site-dir disk/site 2> seen/said && exit 9 || echo $? > seen/status
cp -a disk/site seen/site && ls -A disk > seen/beside
rm disk/fill && $build --site-dir disk/site && cp -a disk/site seen/next
"""
READ_ONLY = """
mkdir disk && mount -t tmpfs none disk && cp -a site disk/site && mount -o remount,ro disk
$build --site-dir disk/site 2> seen/said && exit 9 || echo $? > seen/status
cp -a disk/site seen/site && ls -A disk > seen/beside
mount -o remount,rw disk && $build --site-dir disk/site && cp -a disk/site seen/next
"""
MOUNT_POINT = """
mkdir disk && mount -t tmpfs none disk && cp -a site/. disk/
$build --site-dir disk 2> seen/said && exit 9 || echo $? > seen/status
cp -a disk seen/site && ls -A | grep staging > seen/beside || true
$build --site-dir disk/site && cp -a disk/site seen/next
"""


DISKS = {
    "full": (FULL, "磁盘已满"),
    "read-only": (READ_ONLY, "只读"),
    "mount point": (MOUNT_POINT, "挂载点"),
}


@pytest.mark.parametrize("disk", some(DISKS, 1))
def test_the_disk_of_the_site(place: Place, disk: tuple[str, str]) -> None:
    script, words = disk
    before = fingerprint(place.site)
    if not mountable():
        told(place.run("build", first=limited(resource.RLIMIT_FSIZE, 9_000)), "不变", "请")
        return can_build_again(place, before)
    done = on_disks(place, script)
    seen = place.folder / "seen"
    assert done.returncode == 0, done.stderr
    assert (seen / "status").read_text() == "2\n"
    said = (seen / "said").read_text("utf-8")
    assert words in said and "不变" in said and "Traceback" not in said, said
    assert fingerprint(seen / "site") == before
    assert "staging" not in (seen / "beside").read_text()
    assert place.run("build").returncode == 0
    assert searchless(seen / "next") == searchless(place.site)


SMALL_DISKS = """
mkdir temporary && mount -t tmpfs -o size=4k none temporary && export TMPDIR=$PWD/temporary
rm -r .cache && mkdir .cache && mount -t tmpfs -o size=60k none .cache
$build && cp -a site seen/site
"""


@pytest.mark.safety
def test_full_disks_of_cache_and_temporary_files_stop_nothing(place: Place) -> None:
    if not mountable():
        file_instead(".cache")(place.folder)
        assert place.run("build").returncode == 0
        return
    done = on_disks(place, SMALL_DISKS)
    assert done.returncode == 0, done.stderr
    assert place.run("build", "--no-cache", "--site-dir", "anew").returncode == 0
    assert searchless(place.folder / "seen" / "site") == searchless(place.folder / "anew")


def test_no_temporary_folder(place: Place) -> None:
    subprocess.run(["git", "init", "-q"], cwd=place.folder, check=True)
    told(
        place.run("serve", first=limited(resource.RLIMIT_FSIZE, 0)),
        "没有可以写入的临时文件夹",
        "TMPDIR",
    )


# Links, devices.


@pytest.mark.safety
def test_where_the_site_is_a_link_its_target_is_replaced(place: Place) -> None:
    """A link that a web server follows still leads to the place where it looks."""
    (place.folder / "elsewhere").mkdir()
    place.site.rename(place.folder / "elsewhere" / "www")
    place.site.symlink_to("elsewhere/www")
    before = fingerprint(place.folder / "elsewhere" / "www")
    assert place.run("build").returncode == 0
    assert place.site.is_symlink()
    assert fingerprint(place.folder / "elsewhere" / "www") != before


# Something changes meanwhile.


def while_building(place: Place, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(AS_A_CITY), "build", *options],
        cwd=place.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


GONE = {
    "a record": RECORD,
    "attachments": f"catalogue/{OFFICE}/files",
    "an agency": f"catalogue/{OFFICE}",
    "the site": "catalogue/site.yml",
}


@pytest.mark.parametrize("gone", some(GONE, 1))
def test_what_vanishes_during_a_build_stops_it(place: Place, gone: str) -> None:
    before = fingerprint(place.site)
    running = while_building(place)
    assert running.stderr is not None
    said = ""
    for line in running.stderr:
        said += line
        if "外框" in line:
            (place.folder / gone).rename(place.folder / "temporary")
    running.stderr.close()
    assert running.wait(60) == 2, said
    assert "目录里的文件有改动" in said and "原来的网站不变" in said and "Traceback" not in said
    (place.folder / "temporary").rename(place.folder / gone)
    can_build_again(place, before)


@pytest.mark.safety
def test_two_builds_of_one_site_at_once(place: Place) -> None:
    both = [while_building(place) for _ in range(2)]
    said = [each.communicate(timeout=120)[1] for each in both]
    statuses = sorted(each.returncode for each in both)
    assert statuses in ([0, 0], [0, 2]), said
    if statuses == [0, 2]:
        assert "另一个发布正在写入 site/，请等它完成后再试" in "".join(said)
    assert place.run("build", "--no-cache", "--site-dir", "anew").returncode == 0
    assert fingerprint(place.site) == fingerprint(place.folder / "anew")


@pytest.mark.safety
def test_two_builds_with_one_cache_at_once(place: Place) -> None:
    both = [while_building(place, "--site-dir", name) for name in ("site", "other")]
    said = [each.communicate(timeout=120)[1] for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert fingerprint(place.site) == fingerprint(place.folder / "other")
    assert not list((place.folder / ".cache").rglob("*.part"))


# A broken worker.


FAULTS = {
    "raise": ("raise", "这是本程序的缺陷"),
    "exit": ("exit", "工作进程"),
    "memory": ("memory", "内存不足"),
}


@pytest.mark.parametrize("broken", some(FAULTS, 1))
def test_a_broken_worker(place: Place, broken: tuple[str, str]) -> None:
    fault, words = broken
    before, temporary = fingerprint(place.site), place.folder / "temporary"
    temporary.mkdir()
    env = {**os.environ, "TMPDIR": str(temporary)}
    told(place.run("build", program=BROKEN, more=(fault,), env=env), words)
    accounts = list(temporary.iterdir())
    assert bool(accounts) == (fault == "raise")
    for path in accounts:
        assert "KeyError: 'no such desk'" in path.read_text("utf-8")
        assert path.stat().st_mode & 0o077 == 0
    can_build_again(place, before)


@pytest.mark.safety
def test_a_fault_of_the_program_is_shown_to_those_who_want_it(place: Place) -> None:
    env = {**os.environ, "DISCLOSURE_TRACEBACK": "1"}
    done = place.run("build", "--lang", "en", program=BROKEN, more=("raise",), env=env)
    assert done.returncode == 2
    assert "Traceback" in done.stderr and "a fault of the program, not yours" in done.stderr


# The world around.

AROUND = {
    "nothing at all": {},
    "plain C": {"LC_ALL": "C", "PATH": os.environ["PATH"]},
    "no home": {"HOME": "/nonexistent", "PATH": os.environ["PATH"]},
    "GBK": {"LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0", "PATH": os.environ["PATH"]},
    "no temporary folder": {"TMPDIR": "/nonexistent", "PATH": os.environ["PATH"]},
}


@pytest.mark.parametrize("around", some(AROUND, 1))
def test_the_environment_changes_nothing(place: Place, around: dict[str, str]) -> None:
    done = place.run("build", env=around)
    assert done.returncode == 0, done.stderr
    assert "已发布 site/" in done.stdout


@pytest.mark.safety
def test_files_from_other_ages(place: Place) -> None:
    """A clock far off when files were copied, or now: times are only ever compared."""
    for number, path in enumerate(sorted((place.folder / "catalogue").rglob("*"))):
        moment = (-2_000_000_000, 0, 9_000_000_000)[number % 3]
        os.utime(path, (moment, moment))
    for _ in range(2):
        assert place.run("build").returncode == 0
    assert place.run("check").returncode == 0


SHELL = {
    "stdout full": ("check --format json >/dev/full", {2}),
    "head of help": ("--help | head -c 1", {0}),
    "stdout closed": ("check --format json >&-", {0}),
    "stderr closed": ("build 2>&-", {0}),
    "all closed": ("build <&- >&- 2>&-", {0}),
    "stderr full": ("build 2>/dev/full", {0}),
    "head of rules": ("rules C201 | head -c 1", {0}),
    "nobody reads the progress": ("build 2>&1 >/dev/null | head -n 1", {0}),
}


@pytest.mark.parametrize("line", some(SHELL, 2))
def test_streams_that_are_closed_or_full(place: Place, line: tuple[str, set[int]]) -> None:
    words, statuses = line
    before = fingerprint(place.site)
    done = subprocess.run(
        f"{sys.executable} {PLAIN} {words}",
        shell=True,
        cwd=place.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in statuses, done.stderr
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr, done.stderr
    if words.startswith("build"):
        until = time.monotonic() + 60
        while fingerprint(place.site) == before and time.monotonic() < until:
            time.sleep(0.2)
        assert fingerprint(place.site) != before
        assert (place.folder / HELP).read_text("utf-8").startswith("# 帮助")


def test_a_preview_at_an_address_that_is_taken(place: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        told(place.run("serve", "--address", address, program=PLAIN), address, "--address")
