"""Manifests of releases: what each page said on a day, as its address and the hash of its text.

A manifest is a plain text that git can compare, one address a line, sorted. Its last line is a
SHA-256 of all lines before, so that a change by hand is seen.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ..diagnostics import Text

FIELDS = ("name", "address", "date", "version", "form", "pages")
"""The facts of a manifest, in their order, each once."""
REMOVED = "removed"
"""Stands in the place of a hash that was taken out: of a short text it could be guessed."""
NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-9]\d+))?")
"""How a manifest is called: its day, and from the second of one day its number."""
_ENTRY = re.compile(rf"(?:[0-9a-f]{{64}}|{REMOVED})  [^\s\x00-\x1f][^\x00-\x1f]*")
_FIELD = re.compile(r"([a-z]+): (.+)")
_SUM = "sum: "
_HEAD = """\
# 版本清单：{name}在 {date} 公布的每个页面的网址和校验值。
# Manifest of a release: the address of each page and the hash of its text.
# 核对方法 / How to check a page: {address}releases/index.html
"""


class Flaw(NamedTuple):
    """Something that is wrong with a manifest."""

    kind: Literal["name", "line", "sum"]
    line: int
    problem: Text


class Facts(NamedTuple):
    """What a manifest says of itself."""

    name: str
    """Of the site."""
    address: str
    """Of the site, ending in `/`."""
    date: str
    """Of the release, ISO 8601."""
    version: str
    form: str
    """Which rules its hashes follow (`official.FORM`)."""
    pages: int

    @property
    def day(self) -> dt.date:
        """The day of the release."""
        return dt.date.fromisoformat(self.date)


class Manifest(NamedTuple):
    """A manifest, without its lines."""

    id: str
    """The name of its file without the ending: `2026-11-20`, `2026-11-20-2`."""
    file: str
    """As findings name it."""
    facts: Facts | None
    """None where it has a flaw that makes it unusable."""
    sha256: str
    """Of the bytes of its file."""
    size: int
    """In bytes."""
    flaw: Flaw | None = None

    @property
    def order(self) -> tuple[str, int]:
        """By day, then by number."""
        match = NAME.fullmatch(self.id)
        return (match[1], int(match[2] or 1)) if match else (self.id, 0)


class Standing(NamedTuple):
    """What the newest manifest says of a page."""

    hash: str
    since: str
    """The day of the oldest manifest of the unbroken run with this hash, ISO 8601."""


@dataclass(frozen=True)
class Releases:
    """All manifests of a catalogue, and what they say of each page."""

    manifests: Sequence[Manifest] = ()
    """From the oldest to the newest."""
    standings: Mapping[str, Mapping[str, Standing]] = field(default_factory=dict, repr=False)
    """By the folder at the top of the site (nothing for its root), by address; read when asked for."""
    prints: Mapping[str, str] = field(default_factory=dict, repr=False)
    """A digest of each of these."""
    text: Callable[[Manifest], str] = field(default=lambda manifest: "", repr=False)
    """Reads a manifest."""

    @property
    def usable(self) -> list[Manifest]:
        """Those in which nothing is wrong, from the oldest to the newest."""
        return [manifest for manifest in self.manifests if manifest.facts and not manifest.flaw]

    def of(self, address: str) -> Standing | None:
        """What the newest manifest says of the page at this address."""
        top = top_of(address)
        return self.standings[top].get(address) if top in self.standings else None


def top_of(address: str) -> str:
    """The folder at the top of the site that an address lies in; nothing for its root."""
    return address.partition("/")[0] if "/" in address else ""


def manifest_text(facts: Facts, hashes: Mapping[str, str]) -> str:
    """A manifest as it is written; equal values give equal texts."""
    head = _HEAD.format(**facts._asdict())
    said = "".join(f"{name}: {value}\n" for name, value in zip(FIELDS, facts, strict=True))
    lines = "".join(f"{hashes[address]}  {address}\n" for address in sorted(hashes))
    text = f"{head}{said}\n{lines}\n"
    return f"{text}{_SUM}{sum_of(text)}\n"


def sum_of(text: str) -> str:
    """The SHA-256 of all lines before the last."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_facts(text: str) -> tuple[Facts | None, Flaw | None]:
    """What a manifest says of itself, or the first thing that is wrong with it."""
    said, number = _said(text)
    if flaw := _field_flaw(said, number):
        return None, flaw
    name, address, date, version, form, pages = (said[name][0] for name in FIELDS)
    facts = Facts(name, address, date, version, form, int(pages))
    body, _, last = text.removesuffix("\n").rpartition("\n")
    ends = text.count("\n", 0, len(body)) + 2
    if not last.startswith(_SUM):
        problem = Text("不是最后的 sum，清单不完整", "is not the last line, sum: the rest is lost")
        return None, Flaw("line", ends, problem)
    if flaw := _entry_flaw(body, number, facts, said["pages"][1]):
        return None, flaw
    right = sum_of(f"{body}\n")
    if last == f"{_SUM}{right}":
        return facts, None
    problem = Text(f"应为 {_SUM}{right}", f"it should be {_SUM}{right}")
    return facts, Flaw("sum", ends, problem)


def entries(text: str) -> Iterator[tuple[str, str]]:
    """Address and hash of each line of a manifest that has no flaw."""
    lines = text.split("\n\n", 1)[-1].rpartition("\n\n")[0]
    for line in lines.split("\n"):
        made, _, address = line.partition("  ")
        if address:
            yield address, made


def _said(text: str) -> tuple[dict[str, tuple[str, int]], int]:
    """The facts with their lines, up to the first line that is none; the number of that line."""
    said: dict[str, tuple[str, int]] = {}
    number = 0
    for number, line in enumerate(text.split("\n", len(FIELDS) + 20)[:-1], 1):
        match = _FIELD.fullmatch(line)
        if match and match[1] in FIELDS and match[1] not in said:
            said[match[1]] = (match[2], number)
        elif not line.startswith("#"):
            return said, number
    return said, number + 1


def _field_flaw(said: Mapping[str, tuple[str, int]], number: int) -> Flaw | None:
    for name in FIELDS:
        if name not in said:
            problem = Text(f"之前没有写明 {name}", f"is reached without a line '{name}: …'")
            return Flaw("line", number, problem)
    wrong = [
        name
        for name, right in (("date", _is_day), ("pages", str.isdecimal), ("address", _is_address))
        if not right(said[name][0])
    ]
    for name in wrong[:1]:
        value, line = said[name]
        problem = Text(f"的 {name} 不对：{value}", f"has a wrong {name}: {value}")
        return Flaw("line", line, problem)
    return None


def _entry_flaw(body: str, number: int, facts: Facts, at: int) -> Flaw | None:
    """What is wrong with the lines of addresses; they begin after line `number`, which is empty."""
    lines = body.split("\n")[number - 1 :]
    if not lines or lines[0] or lines[-1]:
        wrong = number if not lines or lines[0] else number + len(lines) - 1
        return Flaw("line", wrong, Text("应为空行", "should be empty"))
    before = ""
    for place, line in enumerate(lines[1:-1], number + 1):
        if not _ENTRY.fullmatch(line):
            problem = Text("不是“校验值、两个空格、网址”", "is not a hash, two spaces, an address")
            return Flaw("line", place, problem)
        address = line.partition("  ")[2]
        if address <= before:
            problem = Text("的网址没有按顺序排列，或者重复", "is out of order, or stands twice")
            return Flaw("line", place, problem)
        before = address
    count = max(len(lines) - 2, 0)
    if count != facts.pages:
        problem = Text(
            f"写明 {facts.pages} 页，实际有 {count} 页", f"says {facts.pages} pages of {count}"
        )
        return Flaw("line", at, problem)
    return None


def _is_day(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_address(value: str) -> bool:
    return re.fullmatch(r"https?://\S+/", value) is not None
