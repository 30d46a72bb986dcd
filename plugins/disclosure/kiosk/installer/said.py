"""What the installer says: in Chinese and in English, with the next step."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Iterator


@dataclass(frozen=True)
class Said:
    """One text for people in both languages."""

    zh: str
    en: str

    def lang(self, lang: str) -> str:
        """The text in `zh` or `en`."""
        return self.en if lang == "en" else self.zh


class Refused(Exception):
    """Something is wrong with what should be installed; exit status 1."""

    status = 1

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Said(zh, en)


class Failed(Refused):
    """Wrong use, or the system refused something; exit status 2."""

    status = 2


UNCHANGED = Said("正在运行的版本没有变动。", "The running release is unchanged.")


def shown(text: str, most: int = 120) -> str:
    """A name out of a zip on one line: without signs that move or hide what stands beside it."""
    plain = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


@contextmanager
def reading(name: str) -> Iterator[None]:
    """What is read may vanish at any time: turn that into Failed."""
    try:
        yield
    except OSError as error:
        said = error.strerror or type(error).__name__
        raise Failed(
            f"读不了“{shown(name)}”（{said}）。它可能被移走了，或者 U 盘被拔出、已经损坏；"
            f"请插好 U 盘或者重新复制一份，然后再试。",
            f"'{shown(name)}' cannot be read ({said}). It may have been moved, or the stick was "
            f"pulled out or is damaged; put it back or copy the file again, then try again.",
        ) from error


@contextmanager
def writing(folder: str) -> Iterator[None]:
    """What is written may not fit: turn that into Failed."""
    try:
        yield
    except OSError as error:
        raise _unwritten(error, folder) from error


def _unwritten(error: OSError, folder: str) -> Failed:
    said, name = error.strerror or type(error).__name__, shown(folder)
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Failed(
            f"磁盘已满，写不了“{name}”。请清理这个磁盘，然后再试。",
            f"the disk is full, '{name}' cannot be written. Free some space on it, then try again.",
        )
    if error.errno == errno.EROFS:
        return Failed(
            f"“{name}”所在的磁盘是只读的。请改为可以写入，或者换一个文件夹，然后再试。",
            f"'{name}' lies on a disk that is read-only. Make it writable or name another folder.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY):
        return Failed(
            f"不能改动“{name}”（{said}）：没有权限，或者有程序正在使用它。"
            f"请关闭浏览器，或者换一个有权限的用户来运行，然后再试。",
            f"'{name}' cannot be changed ({said}): no permission, or a program is using it. Close "
            f"the browser, or run as a user who may, then try again.",
        )
    return Failed(
        f"写不了“{name}”（{said}）。请检查这个文件夹和它所在的磁盘，然后再试。",
        f"'{name}' cannot be written ({said}). Look at that folder and its disk, then try again.",
    )


def sizes(count: int) -> str:
    """Bytes in words: `1.2 GB`, rounded up."""
    size, unit = float(count), "B"
    for larger in ("KB", "MB", "GB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    tenths = -int(-size * 10 // 1)
    return f"{tenths / 10:g} {unit}"


def program_failed(error: Exception) -> Failed:
    """What nobody expected."""
    kind = f"{type(error).__name__}: {shown(str(error))}"
    return Failed(
        f"安装程序出错（{kind}）：这是本程序的缺陷。请把这一行交给维护本程序的人。",
        f"the installer failed ({kind}): that is a fault of the program. "
        f"Give this line to whoever maintains it.",
    )


def absolute(path: str) -> str:
    """A path from the root, whose links are followed; of a name that no system knows too."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError) as error:
        raise Failed(
            f"“{shown(path)}”不是一个路径。请检查命令。",
            f"'{shown(path)}' is no path. Look at the command.",
        ) from error
