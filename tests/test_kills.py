"""Killed at any moment: the site is one complete release, and the next build makes the next one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import small_city as small
from city_edits import put_on_disk
from small_city import BUREAU, OFFICE, Change, Files, append, edit

PROGRAM = Path(__file__).parent / "as_a_city.py"
Prints = dict[str, str]
EXCHANGE = "核对链接"
"""What a build says last before it exchanges the sites."""


def fingerprint(site: Path) -> Prints:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


CHANGES = (
    (),
    (append(f"{OFFICE}/records/2026/plan-2026.md", "\n又一段文字。\n"), small.sign),
    (append("pages/help.md", "\n新增的一段文字。\n"),),
    (edit(f"{BUREAU}/catalogue.yml", "content: ", "content: 第二版，"),),
    (append("site.yml", "search: bigram\n"),),
)
"""What the two agencies want to publish, one after the other or in any order."""


def changed(*changes: Change) -> Files:
    files = dict(small.base())
    for change in changes:
        change(files)
    small.file(files)
    return files


@dataclass
class Trial:
    """A catalogue whose builds are killed, and what each of its states gives when built whole."""

    folder: Path
    chance: random.Random
    states: list[Files]
    wanted: list[Prints] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)

    @property
    def site(self) -> Path:
        return self.folder / "out" / "site"

    @property
    def cache(self) -> Path:
        return self.folder / ".cache"

    def put(self, state: int) -> None:
        put_on_disk(self.states[state], self.folder / "catalogue")

    def start(self, *options: object, site: Path | None = None) -> subprocess.Popen[str]:
        (self.folder / "temporary").mkdir(exist_ok=True)
        command = [sys.executable, PROGRAM, "build", "--catalogue", self.folder / "catalogue"]
        return subprocess.Popen(
            [*map(str, command), "--site-dir", str(site or self.site), *map(str, options)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
            env={**os.environ, "TMPDIR": str(self.folder / "temporary")},
        )

    def build(self, *options: object, site: Path | None = None) -> tuple[Prints, float]:
        began = time.monotonic()
        running = self.start(*options, site=site)
        _, said = running.communicate(timeout=120)
        assert running.returncode == 0, said
        return fingerprint(site or self.site), time.monotonic() - began

    def measure(self) -> None:
        """Build each state from nothing, and see how long each kind of build takes."""
        self.put(0)
        made, self.seconds["first"] = self.build()
        self.wanted.append(made)
        _, self.seconds["nothing new"] = self.build()
        self.put(1)
        _, self.seconds["new"] = self.build()
        self.seconds["no cache"] = self.seconds["first"]
        for state in range(1, len(self.states)):
            self.put(state)
            self.wanted.append(self.build("--no-cache", site=self.folder / "anew" / "site")[0])
            shutil.rmtree(self.folder / "anew")
        assert len({str(each) for each in self.wanted}) == len(self.wanted)


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    found, waiting = [], [pid]
    while waiting:
        try:
            task = Path(f"/proc/{waiting.pop()}/task")
            for thread in task.iterdir():
                children = [int(each) for each in (thread / "children").read_text().split()]
                found += children
                waiting += children
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def name_of(pid: int) -> str:
    """What a process is: MkDocs, Pagefind, git, or one of our workers."""
    try:
        said = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    names = {b"mkdocs": "MkDocs", b"pagefind": "Pagefind", b"git\0": "git", b"as_a_city": "worker"}
    return next((name for sign, name in names.items() if sign in said), "")


def session(leader: int) -> list[int]:
    """The processes of a session that have not ended."""
    living = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
            about = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(about[3]) == leader and about[0] != "Z":
                living.append(int(entry.name))
    return living


def ended(leader: int, seconds: float = 10) -> bool:
    """Whether all processes of a session end."""
    until = time.monotonic() + seconds
    while session(leader):
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def heard(running: subprocess.Popen[str]) -> tuple[list[str], threading.Event, threading.Thread]:
    """What a build says, and when it is about to exchange the sites."""
    lines: list[str] = []
    about = threading.Event()
    assert running.stderr is not None
    stream: Iterator[str] = iter(running.stderr)

    def listen() -> None:
        for line in stream:
            lines.append(line)
            if EXCHANGE in line:
                about.set()
        about.set()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    return lines, about, thread


def victim_among(running: subprocess.Popen[str], chance: random.Random) -> tuple[int, str]:
    """A process that works for a build, waited for until there is one or the build is done."""
    while running.poll() is None:
        named = [(pid, name) for pid in descendants(running.pid) if (name := name_of(pid))]
        if named:
            return chance.choice(named)
        time.sleep(0.002)
    return 0, ""


KINDS = ("first", "no cache", *("nothing new",) * 2, *("new",) * 5)


def kill_once(trial: Trial, number: int) -> bool:
    """Kill a build at a moment drawn by chance, and look; False when it was done by then."""
    chance, site, count = trial.chance, trial.site, trial.count
    kind = chance.choice(KINDS)
    victim = chance.choice(("parent", "worker", "worker", "group"))
    at_exchange = victim != "worker" and chance.random() < 0.35
    if kind == "first":
        shutil.rmtree(site.parent, ignore_errors=True)
    if kind in ("first", "no cache"):
        shutil.rmtree(trial.cache, ignore_errors=True)
    before = fingerprint(site) if site.exists() else None
    state = chance.randrange(len(trial.wanted))
    if kind == "nothing new" and before in trial.wanted:
        state = trial.wanted.index(before)
    trial.put(state)
    running = trial.start()
    lines, about, thread = heard(running)
    if at_exchange:
        about.wait(60)
        time.sleep(chance.uniform(0, 0.08))
    else:
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(chance.uniform(0, 1.02) * trial.seconds[kind])
    who = f"{number}: {kind}, {victim}"
    killed = ""
    if victim == "worker":
        pid, name = victim_among(running, chance)
        if pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed = name
        assert running.wait(60) in (0, 2), who
    else:
        with contextlib.suppress(ProcessLookupError):
            if victim == "parent":
                running.kill()
            else:
                os.killpg(running.pid, signal.SIGKILL)
        killed = victim if running.wait(60) < 0 else ""
    assert ended(running.pid), f"{who}: {session(running.pid)} outlive their parent"
    thread.join(10)
    assert running.stderr is not None
    running.stderr.close()
    said = "".join(lines)
    assert "Traceback" not in said, f"{who}: {said}"
    after = fingerprint(site) if site.exists() else None
    if running.returncode == 2:
        assert "被系统中止" in said, f"{who}: {said}"
        assert after == before, who
        count["said so, status 2"] += 1
    if running.returncode == 0:
        assert after == trial.wanted[state], who
    assert after == before or after == trial.wanted[state], f"{who}: half a site\n{said}"
    if not killed:
        return False
    count[f"killed {killed}"] += 1
    if after is None:
        count["no site yet"] += 1
    elif before == trial.wanted[state]:
        count["the same site"] += 1
    else:
        count["old site" if after == before else "new site"] += 1
    return True


def look_again(trial: Trial, number: int) -> None:
    """Build what is wanted next: it is what a build from nothing gives, and nothing else is left."""
    state = trial.chance.randrange(len(trial.wanted))
    trial.put(state)
    made, _ = trial.build()
    differs = {name for name in made.keys() | trial.wanted[state].keys()
               if made.get(name) != trial.wanted[state].get(name)}  # fmt: skip
    assert not differs, f"{number}, then {state}"
    beside = {path.name for path in trial.site.parent.iterdir()}
    assert beside <= {".site-lock", ".site-twin", "site"}, f"{number}: {beside}"
    assert not list(trial.cache.rglob("*.part")), number
    assert not list((trial.folder / "temporary").iterdir()), number


def killed(folder: Path, times: int, states: int, every: int) -> Trial:
    """Kill so many builds of so many states, and after each few of them complete one."""
    trial = Trial(folder, random.Random(times), [changed(*each) for each in CHANGES[:states]])
    trial.measure()
    for number in range(1, times + 1):
        while not kill_once(trial, number):
            pass
        if number % every == 0:
            look_again(trial, number)
    return trial


def test_killed_at_20_moments(tmp_path: Path) -> None:
    trial = killed(tmp_path, 20, states=2, every=4)
    # Whom chance picks differs: that each sort is among them only the long run can promise.
    assert sum(number for name, number in trial.count.items() if name.startswith("killed")) == 20


@pytest.mark.safety
def test_killed_at_200_moments(tmp_path: Path, figure: Callable[[str], None]) -> None:
    trial = killed(tmp_path, 200, states=len(CHANGES), every=1)
    for name, number in sorted(trial.count.items()):
        figure(f"{name}: {number}")
    figure(f"seconds of a build: { {k: round(v, 1) for k, v in trial.seconds.items()} }")
    figure("wrong: 0")


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param((), id="pagefind"),
        pytest.param(CHANGES[4], id="bigram", marks=pytest.mark.safety),
    ],
)
def test_no_word_of_a_failed_build_is_searched(tmp_path: Path, engine: tuple[Change, ...]) -> None:
    """It fails when all is kept for the next one: a file changes while the site is being made."""
    trial = Trial(tmp_path, random.Random(), [changed(*engine, *each) for each in CHANGES[:3]])
    trial.put(0)
    before, _ = trial.build()
    trial.put(1)
    running = trial.start()
    assert running.stderr is not None
    for line in running.stderr:
        if "生成页面 " in line:
            trial.put(2)
    running.stderr.close()
    assert running.wait(60) == 2
    assert "目录里的文件有改动" in line
    assert fingerprint(trial.site) == before
    assert trial.build()[0] == trial.build("--no-cache", site=tmp_path / "anew" / "site")[0]
