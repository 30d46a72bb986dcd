"""Why something could not be done, in words of people: what happened, and what to do."""

from __future__ import annotations

import errno
import os

from ..diagnostics import Text


class PublishError(Exception):
    """The release was not made; the old one stands. `message` says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Text(zh, en)


def refused(error: OSError) -> Text:
    """What the system refused, of which file, and what to do about it."""
    named = [each for each in (error.filename, error.filename2) if isinstance(each, str | bytes)]
    zh = "、".join(f"“{os.fsdecode(each)}”" for each in named)
    en = " and ".join(f"'{os.fsdecode(each)}'" for each in named)
    said = error.strerror or str(error) or type(error).__name__
    if said.startswith("No usable temporary directory"):
        return _NO_TEMPORARY
    words = _WORDS.get(error.errno or 0, _OTHER)
    return Text(
        words.zh.format(file=zh or "文件", said=said),
        words.en.format(file=en or "a file", said=said),
    )


_NO_TEMPORARY = Text(
    "没有可以写入的临时文件夹。请用环境变量 TMPDIR 指明一个可以写入、还有空间的文件夹，然后再试",
    "there is no temporary folder that can be written to; name one that can, and has room, in the "
    "environment variable TMPDIR, then try again",
)
_OTHER = Text(
    "系统不能读写{file}，它的提示是：{said}。请检查这个文件和它所在的磁盘，然后再试",
    "the system cannot read or write {file}: {said}; look at that file and its disk, then try again",
)
_FULL = Text(
    "磁盘已满，写不了{file}。请清理磁盘，然后再试",
    "the disk is full, {file} cannot be written; free some space, then try again",
)
_FORBIDDEN = Text(
    "没有读写{file}的权限（{said}）。请改正权限，或者换一个有权限的用户来运行，然后再试",
    "no permission for {file} ({said}); mend the permissions, or run as a user who has them",
)
_MANY = Text(
    "同时打开的文件太多（{said}）。请关闭其他程序，或者提高系统的限制（ulimit -n），然后再试",
    "too many files are open ({said}); close other programs or raise the limit (ulimit -n)",
)
_IN_THE_WAY = Text(
    "{file}不是需要的那一种（{said}）：要文件夹的地方是文件，或者要文件的地方是文件夹。请移走它，或者换一个位置",
    "{file} is not of the kind that is needed ({said}): a file where a folder belongs, or a folder "
    "where a file belongs; move it away, or choose another place",
)
_WORDS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: Text(
        "{file}所在的磁盘是只读的。请换一个可以写入的文件夹，或者把磁盘改为可以写入，然后再试",
        "{file} lies on a disk that is read-only; choose another folder, or make the disk writable",
    ),
    errno.EFBIG: Text(
        "{file}超过了系统允许的文件大小（{said}）。请提高系统的限制（ulimit -f）或者换一个磁盘",
        "{file} is larger than the system allows ({said}); raise the limit (ulimit -f) or use "
        "another disk",
    ),
    errno.ENOENT: Text(
        "找不到{file}。它可能在运行中被移走或者删除；请把它放回去，或者等改动完成后再运行一次",
        "{file} is not there; it may have been moved or deleted meanwhile: put it back, or run "
        "again when the changes are complete",
    ),
    errno.ENAMETOOLONG: Text(
        "文件名或者路径太长：{file}。请改短",
        "a name or path is too long: {file}; make it shorter",
    ),
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EISDIR: _IN_THE_WAY,
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTEMPTY: _IN_THE_WAY,
    errno.EMFILE: _MANY,
    errno.ENFILE: _MANY,
    errno.ENOMEM: Text(
        "内存不足（{said}）。请关闭其他程序或者增加内存，然后再试",
        "memory ran out ({said}); close other programs or add memory, then try again",
    ),
    errno.EAGAIN: Text(
        "系统不能再开更多进程（{said}）。请关闭其他程序，或者提高系统的限制（ulimit -u），然后再试",
        "no more processes can be started ({said}); close other programs or raise the limit "
        "(ulimit -u)",
    ),
    errno.EBUSY: Text(
        "{file}正在使用，不能换掉（{said}）。如果它是一个挂载点，请改用它里面的一个文件夹",
        "{file} is in use and cannot be replaced ({said}); if it is a mount point, name a folder "
        "inside it",
    ),
    errno.EIO: Text(
        "读写{file}时磁盘出错（{said}）。请检查磁盘，然后再试",
        "the disk failed at {file} ({said}); look at the disk, then try again",
    ),
    errno.ELOOP: Text(
        "{file}是绕圈的链接（{said}）。请换成真正的文件或者文件夹",
        "{file} is a link that leads in a circle ({said}); put a real file or folder there",
    ),
}
