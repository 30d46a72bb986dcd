"""SHA256SUMS: reading it, and comparing a folder with it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from typing import Any, Container, Iterator, Mapping

from .names import KEPT, SITE, SUMS, refuse_names
from .said import Refused, shown

MARK = "site/assets/disclosure/release.js"
"""The file that says of a folder that it is a release of ours, and which."""
START = "site/index.html"
EDITION = "kiosk"
_BEGINS = "window.DISCLOSURE_RELEASE = "
_LINE = re.compile("([0-9a-f]{64})  ([^\n]+)")
MOST_SUMS = 256 * 1024 * 1024
"""Bytes of the longest SHA256SUMS that is read; a city has 10,000,000."""
MOST_MARK = 65_536
_BLOCK_READ = 1024 * 1024


def parse_sums(data: bytes, sound: Container[str] = ()) -> dict[str, str]:
    """By name, the SHA-256 of each file. Raises Refused unless all of it makes sense.

    `sound` are names that need not be looked at again.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    found: dict[str, str] = {}
    if not text.endswith("\n"):
        raise _no_sums(SUMS)
    for line in text[:-1].split("\n"):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found or match[2] == SUMS:
            raise _no_sums(line)
        found[match[2]] = match[1]
    if not all(name in sound for name in found):
        refuse_names(found)
    for name in (START, MARK):
        if name not in found:
            raise Refused(
                f"里面没有 {name}，不是触摸屏版的安装包。请用 kiosk 命令生成的安装包。",
                f"there is no {name} in it: it is no kiosk zip. Use one that the command `kiosk` "
                f"has made.",
            )
    return found


def _no_sums(line: str) -> Refused:
    return Refused(
        f"校验文件 {SUMS} 读不懂（“{shown(line, 60)}”）。请重新复制或者重新生成安装包。",
        f"{SUMS} makes no sense ('{shown(line, 60)}'). Copy the zip again, or make it anew.",
    )


def facts_in(data: bytes) -> Mapping[str, Any]:
    """What the marker of a release says; nothing where it is none."""
    try:
        text = data[:MOST_MARK].decode("utf-8").strip()
        if not text.startswith(_BEGINS) or not text.endswith(";"):
            return {}
        facts = json.loads(text[len(_BEGINS) : -1])
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def refuse_other_edition(data: bytes) -> Mapping[str, Any]:
    """What the marker says. Raises Refused unless it says that this is the edition for kiosks."""
    facts = facts_in(data)
    if facts.get("edition") == EDITION:
        return facts
    if facts.get("edition") == "internal":
        raise Refused(
            "这是内部版，不得对外公开，不能安装到触摸屏上。请用 kiosk 命令生成的安装包。",
            "this is the internal edition, never to be published, and cannot be installed on a "
            "kiosk. Use a zip that the command `kiosk` has made.",
        )
    raise Refused(
        "这不是触摸屏版。请用 kiosk 命令生成的安装包。",
        "this is not the edition for kiosks. Use a zip that the command `kiosk` has made.",
    )


def marked(folder: str) -> bool:
    """Whether a folder is a release of ours."""
    return os.path.isfile(os.path.join(folder, *MARK.split("/")[1:]))


def kept_sums(folder: str) -> bytes | None:
    """The sums that an installed release was checked by; None where there are none."""
    try:
        with open(os.path.join(folder, KEPT), "rb") as file:
            return file.read(MOST_SUMS)
    except OSError:
        return None


def digest_of(data: bytes | None) -> str:
    """SHA-256 of sums, which names a release; empty where there are none."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def named(facts: Mapping[str, Any], digest: str) -> str:
    """What a release is called: its version where it says one."""
    version = facts.get("version")
    return shown(version, 40) if isinstance(version, str) and version else digest[:12]


def name_in(folder: str) -> str:
    """What the release in a folder is called."""
    try:
        with open(os.path.join(folder, *MARK.split("/")[1:]), "rb") as file:
            facts = facts_in(file.read(MOST_MARK))
    except OSError:
        facts = {}
    return named(facts, digest_of(kept_sums(folder)))


def hash_of(path: str) -> str:
    """SHA-256 of a file. Raises OSError."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while True:
            part = file.read(_BLOCK_READ)
            if not part:
                return digest.hexdigest()
            digest.update(part)


def entries_of(folder: str, inside: str = "") -> Iterator[tuple[str, bool]]:
    """Every name below a folder that is no folder itself, and whether it is a plain file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from entries_of(entry.path, f"{inside}{entry.name}/")
            else:
                mode = entry.stat(follow_symlinks=False).st_mode
                yield inside + entry.name, stat.S_ISREG(mode)


def first_difference(folder: str, sums: Mapping[str, str], deep: bool) -> str | None:
    """A name in which an installed release differs from its sums; None when it is whole.

    Not `deep`: names only. Raises OSError.
    """
    left = {name[len(SITE) :] for name in sums if name.startswith(SITE)} | {KEPT}
    for name, plain in entries_of(folder):
        if name not in left or not plain:
            return name
        left.discard(name)
        if not deep or name == KEPT:
            continue
        if hash_of(os.path.join(folder, *name.split("/"))) != sums[SITE + name]:
            return name
    return min(left) if left else None
