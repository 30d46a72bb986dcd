"""What a command costs as a whole: wall time, CPU time, memory of all its processes, files written.

    python benchmarks/measure.py [--runs 3] [--out DIR] -- COMMAND …

measures one command and prints a Markdown table; the other benchmarks import `measure` and
`in_turn`. Linux only: it reads `/proc` and asks the kernel for orphans.

The command runs under a small supervisor process that is the reaper of all its descendants, so the
CPU time of every process that ended is counted, also of one whose parent went first. Memory is
sampled: the sum over all living descendants of PSS, in which a page that several processes share
counts once, and of RSS, in which it counts in each. Reading it costs the kernel time in proportion
to the memory, so a sample is taken every 50 ms at most, and never for more than a twentieth of the
time; peaks shorter than that can be missed. The supervisor itself is not counted.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import platform
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from statistics import median

INTERVAL = 0.05
"""Seconds between samples of memory, at least."""
SHARE = 20
"""The time between two samples is at least so many times what a sample takes."""
_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Measured:
    """What one run of a command cost, or the medians of several runs."""

    wall: float
    """Seconds from start to the end of the last descendant."""
    cpu: float
    """Seconds, user and system, of all descendants together."""
    pss: int
    """Highest sum of the proportional set sizes, in bytes."""
    rss: int
    """Highest sum of the resident set sizes, in bytes."""
    files: int = 0
    """Files in the command's output folder afterwards."""
    size: int = 0
    """Bytes in them."""


@dataclass(frozen=True)
class Command:
    """A command to measure; `out`, the folder that it writes, is not there when it begins."""

    words: Sequence[str]
    cwd: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    """Variables besides those of this process."""
    out: Path | None = None


class Failed(RuntimeError):
    """A measured command ended with another status than 0; says its last words."""


def measure(command: Command) -> Measured:
    """Run a command to its end. Raises Failed when it fails.

    What an earlier run wrote is moved aside (see `clear`), not deleted: for a minute afterwards ext4
    looks through all inodes that have just been freed whenever a file is made, which then takes
    0.5 ms instead of 0.03.
    """
    if sys.platform != "linux":
        sys.exit("测量需要 Linux（/proc）。Measuring needs Linux (/proc).")
    if command.out and command.out.exists():
        command.out.rename(_aside(command.out, len(list(_earlier(command.out)))))
    # What earlier runs wrote must not be flushed in the time of this one.
    os.sync()
    done = subprocess.run(
        [sys.executable, __file__, "--supervise", *command.words],
        cwd=command.cwd,
        env={**os.environ, **command.env},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise Failed(f"{' '.join(command.words)} ended with {done.returncode}:\n{said}")
    wall, cpu, pss, rss = json.loads(done.stdout.rpartition("\n")[2])
    files, size = written(command.out) if command.out else (0, 0)
    return Measured(wall, cpu, pss, rss, files, size)


@contextmanager
def watched() -> Iterator[list[int]]:
    """The highest memory of this process and its descendants while a block runs, in bytes.

    What is given is empty until the block has ended, and then has the sum of PSS. It is read by a
    process of its own, which does not count.
    """
    found: list[int] = []
    words = [sys.executable, __file__, "--watch", str(os.getpid())]
    watcher = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert watcher.stdout is not None
    watcher.stdout.readline()  # it has begun
    yield found
    said, _ = watcher.communicate()
    found.append(int(said))


def clear(out: Path) -> None:
    """Delete what earlier runs wrote."""
    for folder in _earlier(out):
        shutil.rmtree(folder)


def _aside(out: Path, number: int) -> Path:
    return out.with_name(f"{out.name}.earlier-{number}")


def _earlier(out: Path) -> Iterator[Path]:
    return out.parent.glob(f"{out.name}.earlier-*")


def in_turn(
    commands: Mapping[str, Command], runs: int = 3, *, warm_up: bool = True
) -> dict[str, Measured]:
    """The medians of each command over `runs` rounds.

    A round runs every command once, and begins with another one than the round before, so that
    what the machine does meanwhile meets all of them. With `warm_up` a round that does not count
    comes first; after it the files that are read are in the system's cache.
    """
    names = list(commands)
    seen: dict[str, list[Measured]] = {name: [] for name in names}
    for turn in range(-warm_up, runs):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            cost = measure(commands[name])
            said = f"{name}: {cost.wall:.2f} s wall, {cost.cpu:.2f} s CPU, {cost.pss / 1e6:.0f} MB"
            print(said if turn >= 0 else f"{said} (warm-up)", file=sys.stderr, flush=True)
            if turn >= 0:
                seen[name].append(cost)
    for command in commands.values():
        if command.out:
            clear(command.out)
    return {name: middle(costs) for name, costs in seen.items()}


def middle(costs: Sequence[Measured]) -> Measured:
    """The median of each figure for itself."""
    wall, cpu = (median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu"))
    counts = (
        int(median(getattr(cost, name) for cost in costs))
        for name in ("pss", "rss", "files", "size")
    )
    return Measured(wall, cpu, *counts)


def written(folder: Path) -> tuple[int, int]:
    """How many files a folder holds, and how many bytes are in them."""
    sizes = [
        os.lstat(os.path.join(place, name)).st_size
        for place, _, names in os.walk(folder)
        for name in names
    ]
    return len(sizes), sum(sizes)


def table(rows: Mapping[str, Measured], first: str = "what") -> str:
    """A Markdown table, a row a command; MB is 1,000,000 bytes."""
    lines = [
        f"| {first} | wall, s | CPU, s | peak PSS, MB | peak RSS, MB | files | written, MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, cost in rows.items():
        files = f"{cost.files:,} | {cost.size / 1e6:,.1f}" if cost.files else "- | -"
        memory = f"{cost.pss / 1e6:,.0f} | {cost.rss / 1e6:,.0f}"
        lines.append(f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {memory} | {files} |")
    return "\n".join(lines)


def machine(*packages: str, commands: Sequence[Sequence[str]] = ()) -> str:
    """One line that says what was measured on: machine, versions of packages and of commands.

    `commands` are those that print a program's version, e.g. `["hugo", "version"]`.
    """
    models = {
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    }
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    parts = [
        f"{len(os.sched_getaffinity(0))} cores ({', '.join(sorted(models)) or 'unknown'})",
        f"{memory:.0f} GiB",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        *(f"{name} {metadata.version(name)}" for name in packages),
        *(_said(command) for command in commands),
    ]
    return f"Machine: {', '.join(parts)}; load of the last minute when it began: {load:.1f}."


def _said(command: Sequence[str]) -> str:
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    return " ".join(said.split()[:3])


def _supervise(words: Sequence[str]) -> int:
    """Be the reaper of a command and all that comes from it; say at last what it cost."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    started = time.monotonic()
    # What the command says goes to stderr: stdout is for the figures.
    command = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: command.terminate())
    cpu, pss, rss, status = 0.0, 0, 0, 0
    due = 0.0
    while True:
        try:
            pid, ended, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if pid:
            cpu += usage.ru_utime + usage.ru_stime
            if pid == command.pid:
                status = os.waitstatus_to_exitcode(ended)
            continue
        now = time.monotonic()
        if now >= due:
            here = list(_descendants(os.getpid()))
            proportional, resident = _memory(here)
            pss, rss = max(pss, proportional), max(rss, resident)
            due = time.monotonic() + max(INTERVAL, SHARE * (time.monotonic() - now))
        time.sleep(0.005)
    wall = time.monotonic() - started
    print(json.dumps((wall, cpu, pss, rss)), end="", flush=True)
    return status if status >= 0 else 128 - status


def _watch(pid: int) -> None:
    """Say the highest PSS of a process and its descendants, this one left out, once stdin ends."""
    peak, pause = 0, 0.0
    print("begun", flush=True)
    while not select.select([sys.stdin], [], [], max(INTERVAL, pause))[0]:
        start = time.monotonic()
        here = [each for each in (pid, *_descendants(pid)) if each != os.getpid()]
        peak = max(peak, _memory(here)[0])
        pause = SHARE * (time.monotonic() - start)
    print(peak)


def _descendants(pid: int) -> Iterator[int]:
    """All living processes that come from a process, without itself."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except FileNotFoundError:
        return
    for task in tasks:
        try:
            children = Path(f"/proc/{pid}/task/{task}/children").read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in map(int, children):
            yield child
            yield from _descendants(child)


def _memory(pids: Sequence[int]) -> tuple[int, int]:
    """The sums of PSS and RSS of processes, in bytes; one that has just ended counts nothing."""
    pss = rss = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        for line in lines:
            name, _, value = line.partition(":")
            if name == "Rss":
                rss += int(value.split()[0]) * 1024
            elif name == "Pss":
                pss += int(value.split()[0]) * 1024
    return pss, rss


def main() -> None:
    """Measure the command of the command line."""
    if sys.argv[1:2] == ["--supervise"]:
        sys.exit(_supervise(sys.argv[2:]))
    if sys.argv[1:2] == ["--watch"]:
        _watch(int(sys.argv[2]))
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--out", type=Path, help="the folder that the command writes")
    parser.add_argument("--json", action="store_true", help="print the medians as JSON")
    parser.add_argument("words", nargs="+", metavar="COMMAND")
    options = parser.parse_args()
    command = Command(options.words, out=options.out)
    on = machine()
    found = in_turn({" ".join(options.words): command}, options.runs)
    if options.json:
        print(json.dumps([{"command": name, **asdict(cost)} for name, cost in found.items()]))
    else:
        print(on, "", table(found), sep="\n")


if __name__ == "__main__":
    main()
