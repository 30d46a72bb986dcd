"""What is said when a command cannot go on: what the system refused, or a fault of this program."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import suppress

from .. import __version__
from ..crew import ProcessLost
from ..diagnostics import Text
from ..publish.errors import PublishError, refused
from .common import Stop

SHOWN = "DISCLOSURE_TRACEBACK"
"""The environment variable with which a fault of the program is printed where it happened."""


def failure(error: Exception) -> Text:
    """What to say of an error that ends a command; what nobody expected is written into a file."""
    if isinstance(error, Stop | PublishError):
        return error.message
    if isinstance(error, ProcessLost):
        return _ended(Text(error.zh, error.en))
    if isinstance(error, OSError):
        return _ended(refused(error))
    if isinstance(error, MemoryError):
        return _ended(_NO_MEMORY)
    if isinstance(error, RuntimeError) and str(error).startswith("Symlink loop"):
        return _ended(_CIRCLE)
    if isinstance(error, RuntimeError) and str(error).startswith("can't start new thread"):
        return _ended(_NO_THREAD)
    return _fault(error)


def _ended(said: Text) -> Text:
    return Text(f"{said.zh}。", f"{said.en}.")


_NO_MEMORY = Text(
    "内存不足。请关闭其他程序或者增加内存，然后再试",
    "memory ran out; close other programs or add memory, then try again",
)
_CIRCLE = Text(
    "命令中的一个路径是绕圈的链接。请换成真正的文件夹",
    "a path of the command is a link that leads in a circle; name a real folder",
)
_NO_THREAD = Text(
    "系统不能再开更多线程。请关闭其他程序，或者提高系统的限制（ulimit -u），然后再试",
    "no more threads can be started; close other programs or raise the limit (ulimit -u)",
)


def _fault(error: Exception) -> Text:
    """Say that the program itself is at fault, and where it is written down how."""
    kind = type(error).__name__
    zh = f"程序出错（{kind}）：这是本程序的缺陷，不是您的文件或者命令造成的，原来的网站不变。"
    en = f"the program failed ({kind}): that is a fault of the program, not yours."
    said = "".join(_account(error))
    if os.environ.get(SHOWN):
        return Text(f"{said}{zh}", f"{said}{en}")
    path = _written(said)
    if path is None:
        return Text(
            f"{zh}出错的经过没有地方可写；请设置环境变量 {SHOWN}=1 再运行一次，"
            f"把显示的内容交给维护本程序的人。",
            f"{en} There is no room for an account of it: run again with {SHOWN}=1 in the "
            f"environment and give what is shown to whoever maintains the program.",
        )
    return Text(
        f"{zh}出错的经过写在 {path} 中；请先看一遍，其中可能有目录里的文字，再交给维护本程序的人。",
        f"{en} An account is in {path}: look through it first, for it may hold words of the "
        f"catalogue, then give it to whoever maintains the program.",
    )


def _account(error: Exception) -> Iterator[str]:
    yield f"disclosure {__version__}, Python {sys.version}, {sys.platform}\n"
    yield f"{sys.argv}\n"
    yield from traceback.format_exception(error)


def _written(text: str) -> str | None:
    """Where it was written, for the user's eyes only; None where it cannot be."""
    with suppress(OSError):
        handle, path = tempfile.mkstemp(prefix="disclosure-fault-", suffix=".txt")
        with open(handle, "wb") as file:
            file.write(text.encode("utf-8", "backslashreplace"))
        return path
    return None
