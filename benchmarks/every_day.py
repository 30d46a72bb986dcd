"""What the people of a city wait for: a check, and a build after one record has changed.

    python benchmarks/every_day.py --city CITY [--runs 3]

CITY is the catalogue of `city.py`. The site is built once with the cache and not measured; then each
run changes another record, signs it again, and builds: first only texts are changed, then titles,
which stand in lists, feeds and on the pages of other records, too. The files are put back after each
series. One run differs from the next by what was changed, so all of them are printed, the first too.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from measure import Command, Measured, machine, measure, middle, table

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "plugins"))

from disclosure.model.canonical import approval_hash  # noqa: E402
from disclosure.source import read_markdown  # noqa: E402

_TITLE = re.compile(r"^(title: .*)$", re.M)
_SIGNED = re.compile(r"v1:[0-9a-f]{64}")


def program(command: str, city: Path, *words: str) -> Command:
    """A command of the project about a catalogue."""
    start = [sys.executable, str(ROOT / "site_build.py"), command, "--catalogue", str(city)]
    return Command([*start, *words], cwd=ROOT)


def records(city: Path, count: int) -> list[Path]:
    """Records without attachments, one from each of `count` parts of the city."""
    every = sorted(city.glob("agencies/*/records/*/*.md"))
    share = len(every) // count
    return [next(filter(_is_plain, every[part * share + share // 2 :])) for part in range(count)]


def _is_plain(path: Path) -> bool:
    return "attachments:" not in path.read_text("utf-8")


def longer(text: str) -> str:
    """A record with one paragraph more."""
    return f"{text.rstrip()}\n\n以上内容另有补充。\n"


def renamed(text: str) -> str:
    """A record with another title."""
    return _TITLE.sub(r"\1（修订）", text, count=1)


def signed(text: str) -> str:
    """A record, signed again by all who had signed it."""
    document, _ = read_markdown(text.encode(), "record.md")
    if document is None:
        raise ValueError("this is no record")
    head: object = document.value
    if not isinstance(head, dict):
        raise ValueError("this is no record")
    return _SIGNED.sub(approval_hash(head, document.body, {}), text)


def days(city: Path, site: Path, runs: int, edit: Callable[[str], str]) -> Iterator[Measured]:
    """What a build costs after each of some changes; they are undone at the end."""
    build = program("build", city, "--site-dir", str(site))
    subprocess.run(build.words, check=True)
    before: dict[Path, bytes] = {}
    try:
        for path in records(city, runs):
            before[path] = path.read_bytes()
            path.write_text(signed(edit(before[path].decode())), "utf-8", newline="\n")
            yield measure(build)
    finally:
        for path, data in before.items():
            path.write_bytes(data)


def repeated(command: Command, runs: int) -> list[Measured]:
    """What a command costs each time."""
    return [measure(command) for _ in range(runs)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--city", type=Path, required=True)
    parser.add_argument("--agency", default="county-200", help="whose findings are asked for")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    city, runs = options.city, options.runs
    on = machine()
    with tempfile.TemporaryDirectory(prefix="every-day-", dir=ROOT) as folder:
        site = Path(folder) / "site"
        found: dict[str, Sequence[Measured]] = {
            "the text of one record changed": list(days(city, site, runs, longer)),
            "the title of one record changed": list(days(city, site, runs, renamed)),
            "check from nothing": repeated(program("check", city, "--no-cache"), runs),
        }
        subprocess.run(program("check", city).words, check=True)
        found["check, nothing changed"] = repeated(program("check", city), runs)
        found["check of one agency"] = repeated(
            program("check", city, "--agency", options.agency), runs
        )
    print(on, "", table({name: middle(costs) for name, costs in found.items()}), "", sep="\n")
    for name, costs in found.items():
        print(f"{name}: {', '.join(f'{cost.wall:.2f}' for cost in costs)} s")


if __name__ == "__main__":
    main()
