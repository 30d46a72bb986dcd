"""Which names a release may have: such as stand for one file, in one place, on every system."""

from __future__ import annotations

import re
import unicodedata
from typing import Iterable

from .said import Refused, Said, shown

SUMS = "SHA256SUMS"
INSTALLER = "install.py"
ABOUT = "README.txt"
SITE = "site/"
KEPT = ".SHA256SUMS"
"""The sums of a release once it is installed; they lie in its folder, so that both move at once."""
_LONGEST_PART, _LONGEST = 240, 1000
_FORBIDDEN = re.compile('[\\x00-\\x1f\\x7f<>:"|?*\\\\]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)


def _problem(name: str) -> Said | None:
    """Why a name may not stand in a release; None for a sound one."""
    if not name.startswith(SITE) and name not in (SUMS, INSTALLER, ABOUT):
        return Said("不在 site/ 里", "it is not in site/")
    if name == SITE + KEPT:
        return Said("是安装程序自己用的名称", "the installer uses this name itself")
    try:
        parts = name.encode("utf-8").split(b"/")
    except UnicodeEncodeError:
        return Said("不是 UTF-8 文字", "it is not UTF-8")
    if len(name.encode("utf-8")) > _LONGEST or any(len(part) > _LONGEST_PART for part in parts):
        return Said("太长", "it is too long")
    for part in name.split("/"):
        if part in ("", ".", ".."):
            return Said("路径里有空的部分或者点", "a part of it is empty or only dots")
        if _FORBIDDEN.search(part):
            return Said("含有不能用在文件名里的字符", "it has a sign that no file name may have")
        if part[-1] in ". ":
            return Said("末尾是点或者空格", "a part of it ends with a dot or a space")
        if _DEVICES.fullmatch(part.split(".")[0].rstrip()):
            return Said("是 Windows 保留的名称", "Windows keeps the name for itself")
    return None


def _folded(name: str) -> str:
    """What a system sees that knows neither capitals nor the two ways to write an accent."""
    once = unicodedata.normalize("NFC", name).casefold()
    return unicodedata.normalize("NFC", once)


def refuse_names(names: Iterable[str]) -> None:
    """Raise Refused for names that could lead elsewhere, or that some system takes for another."""
    seen: dict[str, str] = {}
    files = set()
    for name in names:
        problem = _problem(name)
        if problem is not None:
            raise Refused(
                f"文件名“{shown(name)}”不能用：{problem.zh}。",
                f"the file name '{shown(name)}' cannot be used: {problem.en}.",
            )
        if name in files:
            raise Refused(
                f"文件“{shown(name)}”出现了两次。", f"the file '{shown(name)}' is there twice."
            )
        files.add(name)
        place = name
        while place and seen.get(_folded(place)) != place:
            other = seen.setdefault(_folded(place), place)
            if other != place:
                raise Refused(
                    f"“{shown(place)}”和“{shown(other)}”在有的系统上是同一个名称。",
                    f"'{shown(place)}' and '{shown(other)}' are the same name on some systems.",
                )
            place = place.rpartition("/")[0]
    for name in files:
        folder = name.rpartition("/")[0]
        while folder:
            if folder in files:
                raise Refused(
                    f"“{shown(folder)}”既是文件又是文件夹。",
                    f"'{shown(folder)}' is both a file and a folder.",
                )
            folder = folder.rpartition("/")[0]
