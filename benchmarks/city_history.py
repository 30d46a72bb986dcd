"""Gives the city of `city.py` a past: a git repository with some thousand plausible commits.

Half of the commits change the catalogue (limits, forms, names, contents of items); the others
confirm, revise or retitle records, publish new ones, or take those away with a notice. Each carries
an hour more than the one before. The files on the disk are those of the last commit, and pass the
check. The same options give the same commits.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugins"))

from disclosure.model.canonical import approval_hash
from disclosure.source import read_markdown

START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
_LIMIT = re.compile(r"^  limit: .*$", re.M)
_NAME = re.compile(r"^  name: .*公开事项.*$", re.M)
_FORMS = re.compile(r"^  forms: \[(.*)\]$", re.M)
_SIGNED = re.compile(r"v1:[0-9a-f]{64}")
_TIMES = ("{days: 20, unit: working, after: formed}", "{days: 15, unit: working, after: formed}",
          "{days: 10, unit: working, after: formed}", "prompt", "{by_day: 10, each: month}")  # fmt: skip
_MORE_FORMS = ("gazette", "kiosk-screen", "archive-reading-room", "printed-material")


@dataclass(frozen=True)
class Folder:
    """The catalogue while it changes."""

    root: Path
    chance: random.Random
    now: dict[str, str | None] = field(default_factory=dict)
    """Files that are not those of the disk; None: gone."""
    added: list[str] = field(default_factory=list)
    """Records that came and may go again: nothing names them."""

    def read(self, path: str) -> str:
        """A file as it stands after the last commit."""
        text = self.now.get(path)
        if text is not None:
            return text
        file = self.root / path
        return file.read_text("utf-8") if file.is_file() else ""


Edit = dict[str, str | None]
"""What a commit writes; None: it deletes."""


def give_past(root: Path, commits: int, seed: int) -> None:
    """Make the catalogue folder `root` a repository of so many commits."""
    chance = random.Random(f"{seed}/commits")
    folder = Folder(root, chance)
    files = sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    agencies = sorted({path.split("/")[1] for path in files if path.startswith("agencies/")})
    old = [p for p in files if re.search(r"/records/20(1\d|2[0-5])/record-", p)]
    plain = [p for p in chance.sample(old, min(len(old), 3 * commits + 20)) if _is_plain(root / p)]
    _git(root, "init", "-q", "-b", "main")
    with subprocess.Popen(
        ["git", "-c", "core.compression=1", "fast-import", "--quiet"],
        cwd=root,
        stdin=subprocess.PIPE,
    ) as running:
        assert running.stdin
        for number in range(commits):
            moment = START + dt.timedelta(hours=number)
            edit: Edit | None = None
            if number:
                edit = _edit(folder, agencies, plain, number, moment)
                folder.now.update(edit)
            running.stdin.writelines(_commit(root, number, moment, edit, files))
    if running.returncode:
        raise SystemExit("git fast-import failed")
    for path, text in folder.now.items():
        file = root / path
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
    _git(root, "reset", "-q", "--mixed")


def one_more(root: Path, number: int) -> None:
    """One more commit on top: another limit of an item."""
    paths = sorted(root.glob("agencies/*/catalogue.yml"))
    path = paths[number * 37 % len(paths)]
    line = f"  limit: {{days: {30 + number}, unit: working, after: formed}}"
    path.write_text(_LIMIT.sub(line,
                               path.read_text("utf-8"), count=1), "utf-8")  # fmt: skip
    _git(root, "add", path.relative_to(root).as_posix())
    _git(root, "commit", "-q", "-m", "再改一个时限")


def _commit(
    root: Path, number: int, moment: dt.datetime, edit: Edit | None, files: list[str]
) -> Iterator[bytes]:
    who = f"city <city@city.example> {int(moment.timestamp())} +0800"
    said = f"第{number + 1}次提交".encode()
    yield f"commit refs/heads/main\ncommitter {who}\ndata {len(said)}\n".encode() + said + b"\n"
    every = {path: None for path in files} if edit is None else edit
    for path, text in every.items():
        if edit is not None and text is None:
            yield f"D {path}\n".encode()
            continue
        data = (root / path).read_bytes() if text is None else text.encode()
        yield f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"


def _edit(
    folder: Folder, agencies: list[str], records: list[str], number: int, moment: dt.datetime
) -> Edit:
    chance = folder.chance
    listed = f"agencies/{chance.choice(agencies)}/catalogue.yml"
    record = chance.choice(records)
    kind = chance.randrange(100)
    if kind < 35:
        return {listed: _one_of(_LIMIT, folder, listed, f"  limit: {chance.choice(_TIMES)}")}
    if kind < 50:
        forms = ", ".join(("website", "notice-board", *sorted(chance.sample(_MORE_FORMS, 1))))
        return {listed: _one_of(_FORMS, folder, listed, f"  forms: [{forms}]")}
    if kind < 57:
        return {listed: _one_of(_NAME, folder, listed, f"  name: 改名的公开事项（{number}）")}
    if kind < 67:
        text = folder.read(record)
        text = re.sub(
            r"^(title: .*?)(（订\d+）)?$", rf"\1（订{number}）", text, count=1, flags=re.M
        )
        return {record: _signed(text)}
    if kind < 82:
        text = re.sub(r"^revised: .*\n", "", folder.read(record), flags=re.M)
        text = re.sub(
            r"^confirmed:", f"revised: {moment:%Y-%m-%d %H:%M}\nconfirmed:", text, flags=re.M
        )
        return {record: _signed(f"{text.rstrip()}\n\n以上内容第{number}次补充。\n")}
    if kind < 87:
        day = dt.date(2026, 11, 2) + dt.timedelta(number % 18)
        few = chance.sample(records, min(20, len(records)))
        return {
            path: re.sub(r"(?m)^confirmed: \S+", f"confirmed: {day}", folder.read(path), count=1)
            for path in few
        }
    if kind < 96 or not folder.added:
        return _published(folder, record, number, moment)
    return _taken_away(folder, moment)


def _published(folder: Folder, like: str, number: int, moment: dt.datetime) -> Edit:
    """A new record with the text of another one."""
    home = like.partition("/records/")[0]
    path = f"{home}/records/{moment.year}/added-{number:05}.md"
    text = re.sub(r"^(explains:\n(  - .*\n)+|revised: .*\n)", "", folder.read(like), flags=re.M)
    text = re.sub(r"/\d{4}-\d{5}$", f"/{moment.year}-{50_000 + number}", text, count=1, flags=re.M)
    text = re.sub(r"^document_number: .*\n", "", text, flags=re.M)
    text = re.sub(r"^kind: document\n", "kind: notice\n", text, flags=re.M)
    text = re.sub(r"^validity: .*\n", "", text, flags=re.M)
    text = re.sub(r"^kind: interpretation\n", "kind: notice\n", text, flags=re.M)
    text = re.sub(r"^title: .*$", f"title: 关于补充公开事项的通知（{number}）", text, flags=re.M)
    text = re.sub(r"^formed: .*$", f"formed: {moment:%Y-%m-%d}", text, flags=re.M)
    text = re.sub(r"^published: .*$", f"published: {moment:%Y-%m-%d %H:%M}", text, flags=re.M)
    text = re.sub(r", date: \d{4}-\d\d-\d\d,", f", date: {moment:%Y-%m-%d},", text)
    folder.added.append(path)
    return {path: _signed(text)}


def _taken_away(folder: Folder, moment: dt.datetime) -> Edit:
    path = folder.added.pop(folder.chance.randrange(len(folder.added)))
    index = re.search(r"^index_number: (\S+)$", folder.read(path), re.M)
    home, _, name = path.partition("/records/")
    line = (
        f"- {{of: {Path(name).stem}, kind: terminated, date: {moment:%Y-%m-%d}, "
        f"explanation: 事项已经办结, index_number: {index[1] if index else ''}}}\n"
    )
    notices = f"{home}/notices.yml"
    return {path: None, notices: folder.read(notices) + line}


def _one_of(pattern: re.Pattern[str], folder: Folder, path: str, line: str) -> str:
    """A file in which one of the lines of a pattern is another."""
    text = folder.read(path)
    places = list(pattern.finditer(text))
    place = places[folder.chance.randrange(len(places))]
    return text[: place.start()] + line + text[place.end() :]


def _signed(text: str) -> str:
    document, _ = read_markdown(text.encode(), "record.md")
    assert document is not None and isinstance(document.value, dict)
    return _SIGNED.sub(approval_hash(document.value, document.body, {}), text)


def _is_plain(path: Path) -> bool:
    return "attachments:" not in path.read_text("utf-8")


def _git(root: Path, *words: str) -> None:
    settings = ("-c", "user.name=city", "-c", "user.email=city@city.example")
    subprocess.run(["git", *settings, *words], cwd=root, check=True)
