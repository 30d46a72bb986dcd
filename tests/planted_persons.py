"""Personal values planted in every place of the small city, each in every disguise that fits there."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

import persons
from attachment_files import docx, odt, packed, paragraph, pdf, pptx, xlsx
from cases import FACTS, GUIDE, HELP, ITEMS, NOTICES, PLAN, REGISTER, SEAL
from small_city import OFFICE, Change, append, edit, put


class Planted(NamedTuple):
    """A value, as it was written, and what must be found."""

    kind: str
    value: str
    written: str
    file: str
    """In the catalogue folder; the finding stands there."""
    line: int
    where: str
    """What the message says of its place: for attachments, or names."""


Made = tuple[str, str, str, str]
"""Kind, value, the line that holds it, how it is written."""


def made(
    chance: random.Random, rounds: int, *, markdown: bool, lines: bool, indent: str = ""
) -> list[Made]:
    """Lines with values of every kind, in every disguise."""
    found = []
    for _ in range(rounds):
        for kind, make in persons.MADE.items():
            for disguise in persons.disguises(kind, markdown=markdown, lines=lines).values():
                value = make(chance)
                written = disguise(value, chance).replace("\n", f"\n{indent}")
                before = chance.choice(("", "经查，", "甲 "))
                found.append(
                    (kind, value, f"{before}{chance.choice(persons.WORDS[kind])}{written}", written)
                )
    chance.shuffle(found)
    return found


def _block(lines: list[Made], indent: str) -> str:
    """The lines as a block of YAML, an empty line between two."""
    return "|\n" + "".join(f"{indent}{line}\n\n" for _, _, line, _ in lines)


class City:
    """Changes of the small city, and what they planted. A class for its state."""

    def __init__(self, seed: int, rounds: int) -> None:
        self.chance, self.rounds = random.Random(seed), rounds
        self.changes: list[Change] = []
        self._lines: list[tuple[str, list[Made]]] = []
        self.planted: list[Planted] = []

    def yaml(self, file: str, old: str, new: str, indent: str) -> None:
        """Plant in a text of YAML: `new` has `@` where the block goes."""
        lines = made(self.chance, self.rounds, markdown=False, lines=True, indent=indent)
        self.changes.append(edit(file, old, new.replace("@", _block(lines, indent))))
        self._lines.append((file, lines))

    def text(self, file: str) -> None:
        """Plant in a text of Markdown, and in a table there."""
        lines = made(self.chance, self.rounds, markdown=True, lines=True)
        self.changes.append(
            append(file, "\n" + "\n\n".join(line for _, _, line, _ in lines) + "\n")
        )
        cells = made(self.chance, self.rounds, markdown=True, lines=False)
        rows = "".join(
            f"| {number} | {line} | 无 |\n" for number, (_, _, line, _) in enumerate(cells)
        )
        self.changes.append(append(file, f"\n| 序号 | 内容 | 备注 |\n| --- | --- | --- |\n{rows}"))
        self._lines.append((file, lines + cells))

    def comments(self, file: str) -> None:
        """Plant in comments."""
        lines = made(self.chance, self.rounds, markdown=False, lines=False)
        self.changes.append(append(file, "".join(f"# {line}\n" for _, _, line, _ in lines)))
        self._lines.append((file, lines))

    def names(self) -> None:
        """Plant in the names of files."""
        for kind in ("identity", "mobile", "bank-card", "passport", "email"):
            for disguise in (persons.plain, persons.wide, persons.split_by("-", " ", "_")):
                value = persons.MADE[kind](self.chance)
                written = value if kind == "email" else disguise(value, self.chance)
                for before in (
                    ("", "张某") if kind == "email" else ("", "张某", "list-", "20260101_")
                ):
                    name = f"{before}{written}.csv"
                    self.changes.append(put(f"{OFFICE}/files/{name}", "甲\n"))
                    file = f"{OFFICE}/files/{name}"
                    self.planted.append(
                        Planted(kind, value, written, file, 1, "文件或文件夹的名称里")
                    )

    def attachments(self) -> None:
        """Plant in attachments of every format; each is one of the plan."""
        listed = ""
        for number, (name, make) in enumerate(FORMATS.items()):
            simple = name.endswith(".pdf")
            lines = made(self.chance, self.rounds, markdown=False, lines=False)
            if simple:
                lines = [each for each in lines if each[2].isascii()]
            if name == "numbers.xlsx":
                lines = [
                    (kind, value, value, value)
                    for _ in range(12)
                    for kind in ("mobile",)
                    for value in (persons.MADE[kind](self.chance),)
                ]
            self.changes.append(
                put(f"{OFFICE}/files/{name}", make([line for _, _, line, _ in lines]))
            )
            listed += f"  - {{path: files/{name}, title: 附件}}\n"
            for at, (kind, value, _, written) in enumerate(lines):
                self.planted.append(Planted(kind, value, written, PLAN, -number, WHERE[name](at)))
        self.changes.append(edit(PLAN, "title: 任务表}\n", f"title: 任务表}}\n{listed}"))

    def locate(self, read: Callable[[str], str]) -> None:
        """Find the lines of what was planted in texts; `read` gives a file as it was written."""
        plan = read(PLAN)
        for at, each in enumerate(self.planted):
            if each.file == PLAN:
                start = plan.index(f"path: files/{list(FORMATS)[-each.line]}")
                self.planted[at] = each._replace(line=plan.count("\n", 0, start) + 1)
        for file, lines in self._lines:
            text, at = read(file), 0
            for kind, value, line, written in lines:
                start = text.index(line, at if "|\n" not in line else 0)
                at = start + 1
                inside = start + line.rindex(written)
                self.planted.append(
                    Planted(kind, value, written, file, text.count("\n", 0, inside) + 1, "这里")
                )


def whole(seed: int, rounds: int) -> City:
    """Everything planted everywhere."""
    city = City(seed, rounds)
    city.yaml(
        PLAN, "events: {approved: 2026-03-01}\n", "events: {approved: 2026-03-01}\nsummary: @", "  "
    )
    city.text(PLAN)
    city.text(SEAL)
    city.text(GUIDE)
    city.text(HELP)
    city.yaml(FACTS, "complaints:\n", "duties:\n  - @complaints:\n", "    ")
    city.yaml(ITEMS, "  content: 年度发展计划\n", "  content: @", "    ")
    city.yaml(NOTICES, "  explanation: 已由新的计划替代\n", "  explanation: @", "    ")
    city.yaml(
        REGISTER,
        "enquiries:",
        "complaints:\n  - id: T-1\n    received: 2026-03-02\n    outcome: rejected\n"
        "    answered: 2026-03-06\n    topic: @enquiries:",
        "      ",
    )
    city.comments(FACTS)
    city.comments("site.yml")
    city.names()
    city.attachments()
    return city


def _cells(lines: list[str]) -> bytes:
    return xlsx(
        lambda book, sheet: (
            [sheet.write_string(row + 2, 1, line) for row, line in enumerate(lines)] and None
        )
    )


def _numbers(lines: list[str]) -> bytes:
    return xlsx(
        lambda book, sheet: (
            [sheet.write_number(row + 2, 1, int(line)) for row, line in enumerate(lines)] and None
        )
    )


def _pdf(lines: list[str]) -> bytes:
    shown = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    return pdf(text=") Tj 0 -14 Td (| ".join(shown))


FORMATS: dict[str, Callable[[list[str]], bytes]] = {
    "lines.txt": lambda lines: "\n".join(f"{line}；" for line in lines).encode(),
    "old.txt": lambda lines: "\n".join(f"{line}；" for line in lines).encode("gb18030"),
    "table.csv": lambda lines: "\r\n".join(f"{n},{line},是" for n, line in enumerate(lines)).encode(
        "utf-8-sig"
    ),
    "text.docx": lambda lines: docx("".join(map(paragraph, lines))),
    "cells.xlsx": _cells,
    "numbers.xlsx": _numbers,
    "slides.pptx": lambda lines: pptx("</a:t></a:r></a:p><a:p><a:r><a:t>".join(lines)),
    "open.odt": lambda lines: odt("".join(f"<text:p>{line}</text:p>" for line in lines)),
    "pages.pdf": _pdf,
    "files.zip": lambda lines: packed({"a.txt": "\n".join(f"{line}；" for line in lines)}),
}
WHERE: dict[str, Callable[[int], str]] = {
    "lines.txt": lambda at: f"附件第{at + 1}行",
    "old.txt": lambda at: f"附件第{at + 1}行",
    "table.csv": lambda at: f"附件第{at + 1}行",
    "text.docx": lambda at: f"附件正文第{at + 1}段",
    "cells.xlsx": lambda at: f"附件工作表“名单”的B{at + 3}单元格",
    "numbers.xlsx": lambda at: f"附件工作表“名单”的B{at + 3}单元格",
    "slides.pptx": lambda at: "附件第1张幻灯片",
    "open.odt": lambda at: "附件",
    "pages.pdf": lambda at: "附件第1页",
    "files.zip": lambda at: f"附件压缩包内的“a.txt”，第{at + 1}行",
}
