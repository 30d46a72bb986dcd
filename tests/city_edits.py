"""What clerks do to the small city, drawn by chance: edits of its files, one at a time."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from small_city import BUREAU, BUREAU_CODE, OFFICE, Files, file

ROOT = Path(__file__).parent.parent
Step = Callable[[Files, random.Random], None]


def put_on_disk(files: Files, root: Path) -> None:
    """Write what is not there as it should be, and take away what should not be there.

    What is changed in a catalogue is filed at once, so that nothing is found.
    """
    file(files)
    for path in sorted(root.rglob("*"), reverse=True):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name not in files:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
    for name, content in files.items():
        path = root / name
        assert isinstance(content, bytes)
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def swap(files: Files, path: str, old: str, new: str) -> None:
    """Replace a text at its first place in a file, where it must be."""
    data = files[path]
    assert isinstance(data, bytes) and old.encode() in data, (path, old)
    files[path] = data.replace(old.encode(), new.encode(), 1)


def records(files: Files, start: str = "") -> list[str]:
    """Paths of the records whose name begins so."""
    return [
        name for name in files if "/records/" in name and name.rpartition("/")[2].startswith(start)
    ]


def line(files: Files, path: str, key: str) -> str:
    """The line of a key at the top of a file."""
    data = files[path]
    assert isinstance(data, bytes)
    return next(line for line in data.decode().splitlines() if line.startswith(f"{key}:"))


def retitle(files: Files, chance: random.Random) -> None:
    path = chance.choice(records(files))
    swap(files, path, line(files, path, "title"), f"title: 新的标题{chance.randrange(999)}")


def reword(files: Files, chance: random.Random) -> None:
    path = chance.choice(records(files))
    data = files[path]
    assert isinstance(data, bytes)
    files[path] = data + f"\n又一段文字{chance.randrange(999)}。\n".encode()


def confirm(files: Files, chance: random.Random) -> None:
    path = chance.choice(records(files))
    day = f"confirmed: 2026-11-{chance.randrange(3, 20):02}"
    swap(files, path, line(files, path, "confirmed"), day)


def add(files: Files, chance: random.Random) -> None:
    number = chance.randrange(100, 99999)
    wrote = files[f"{BUREAU}/records/2025/pipes-bidding.md"]
    assert isinstance(wrote, bytes)
    text = wrote.decode()
    text = text.replace(f"{BUREAU_CODE}/2025-00001", f"{BUREAU_CODE}/2025-{number:05}")
    text = text.replace("published: 2025-05-06", f"published: 2025-0{chance.randrange(5, 9)}-06")
    text += f"\n第{number}号，见[计划](item:city-office/plan-2026)。\n"
    if chance.random() < 0.5:
        text = text.replace(
            "kind: procurement", "kind: response\nexplains: [city-office/plan-2026]"
        )
    files[f"{BUREAU}/records/2025/added-{number}.md"] = text.encode()


def redate(files: Files, chance: random.Random) -> None:
    """A record was published in another month."""
    added = records(files, "added-")
    if not added:
        return add(files, chance)
    path = chance.choice(added)
    day = f"published: 2025-0{chance.randrange(5, 9)}-0{chance.randrange(1, 9)} 09:00"
    swap(files, path, line(files, path, "published"), day)
    return None


def revise(files: Files, chance: random.Random) -> None:
    """The text of a record was revised, in this month or that."""
    path = f"{OFFICE}/records/2026/plan-2026.md"
    day = f"revised: 2026-0{chance.randrange(4, 9)}-01 10:00"
    swap(files, path, line(files, path, "revised"), day)


def remove(files: Files, chance: random.Random) -> None:
    added = records(files, "added-")
    if not added:
        return add(files, chance)
    gone = chance.choice(added)
    kind = chance.choice(("revoked", "removed-personal-data"))
    _notice(files, gone.rpartition("/")[2][:-3], kind)
    del files[gone]
    return None


def rename(files: Files, chance: random.Random) -> None:
    added = records(files, "added-")
    if not added:
        return add(files, chance)
    old = chance.choice(added)
    new = f"added-{chance.randrange(10**6, 10**7)}"
    _notice(files, old.rpartition("/")[2][:-3], "renamed", f"\n  successor: {new}")
    files[f"{old.rpartition('/')[0]}/{new}.md"] = files.pop(old)
    return None


def _notice(files: Files, of: str, kind: str, more: str = "") -> None:
    before = files.get(f"{BUREAU}/notices.yml", b"")
    assert isinstance(before, bytes)
    said = f"- of: {of}\n  kind: {kind}\n  date: 2026-11-0{len(before) % 9 + 1}\n  explanation: 已经调整{more}\n"
    files[f"{BUREAU}/notices.yml"] = before + said.encode()


def draft(files: Files, chance: random.Random) -> None:
    """One more record, of which the reviews are not complete: it is not published."""
    add(files, chance)
    path = records(files, "added-")[-1]
    data = files[path]
    assert isinstance(data, bytes)
    kept = [line for line in data.decode().splitlines() if "level: 3" not in line]
    files[path] = "\n".join(kept).encode() + b"\n"


def readdress(files: Files, chance: random.Random) -> None:
    """Give a record a former address, or take its former addresses away."""
    path = chance.choice(records(files))
    data = files[path]
    assert isinstance(data, bytes)
    start, mark, rest = data.partition(b"former_addresses:")
    if mark:
        files[path] = start + rest.partition(b"\n")[2]
    else:
        address = f"/zwgk/old/{chance.randrange(99)}/{chance.randrange(99999)}.html"
        was = line(files, path, "confirmed")
        swap(files, path, was, f"former_addresses: [{address}]\n{was}")


def rename_agency(files: Files, chance: random.Random) -> None:
    path = chance.choice((f"{OFFICE}/agency.yml", f"{BUREAU}/agency.yml"))
    swap(files, path, line(files, path, "name"), f"name: 小城机关{chance.randrange(999)}")


def change_item(files: Files, chance: random.Random) -> None:
    swap(files, f"{BUREAU}/catalogue.yml", "content: ", f"content: 第{chance.randrange(99)}版，")


def change_attachment(files: Files, chance: random.Random) -> None:
    files[f"{OFFICE}/files/plan.csv"] = f"任务,完成\n道路{chance.randrange(99)},是\n".encode()


def answer(files: Files, chance: random.Random) -> None:
    """An objection was answered, or is not answered any more."""
    path = f"{OFFICE}/registers/2026.yml"
    data = files[path]
    assert isinstance(data, bytes)
    thing = chance.choice(("plan-2026", "plan-explained", "use-of-seal", "plan"))
    day, outcome = chance.randrange(1, 29), chance.choice(("explained", "pending"))
    entry = (
        f"{{id: Y-1, received: 2026-03-20, record: {thing}, topic: 询问, "
        f"answered: 2026-05-{day:02}, outcome: {outcome}}}"
    )
    lines = [f"  - {entry}" if "id: Y-1" in line else line for line in data.decode().splitlines()]
    files[path] = "\n".join(lines).encode() + b"\n"


def change_site(files: Files, chance: random.Random) -> None:
    swap(
        files,
        "site.yml",
        line(files, "site.yml", "name"),
        f"name: 小城目录{chance.randrange(999)}",
    )


def change_prose(files: Files, chance: random.Random) -> None:
    path = chance.choice(("pages/index.md", "pages/help.md"))
    data = files[path]
    assert isinstance(data, bytes)
    files[path] = data + f"\n新的一句{chance.randrange(99)}。\n".encode()


def change_pack(files: Files, chance: random.Random) -> None:
    """A pack of the site's own, which differs from the built-in one by a name."""
    folder = ROOT / "plugins" / "disclosure" / "packs" / "seed-province"
    for path in folder.iterdir():
        files[f"packs/seed-province/{path.name}"] = path.read_bytes()
    swap(
        files,
        "packs/seed-province/pack.yml",
        "short: 发展规划",
        f"short: 规划{chance.randrange(99)}",
    )


def nothing(files: Files, chance: random.Random) -> None:
    """Nothing changes."""


STEPS: tuple[Step, ...] = (
    *(retitle, reword, confirm, add, add, redate, revise, remove, rename, draft),
    *(rename_agency, change_item, readdress, readdress, readdress),
    *(answer, change_attachment, change_site, change_prose, change_pack, nothing),
)
