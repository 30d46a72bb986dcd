"""The folder of a kiosk: `site/` runs, `last/` is the release before, and how they change places.

What is new is made in a hidden folder beside them. When it is whole it is renamed to the hash of
its sums, and then exchanged with `site/`. So whoever finds that hidden folder after a kill knows
what lies in it: a folder that is what its name says is new and never ran; any other one ran before.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Iterator

from ...exchange import exchange
from .said import Failed, writing
from .sums import digest_of, kept_sums, marked

RUNS, LAST = "site", "last"
_STAGING = ".site-staging-"
_TRASH = ".site-trash-"
_LOCK = ".site-lock"
_NEW, _OLD, _OLDER = "new", "old", "older"


@contextmanager
def held(folder: str) -> Iterator[None]:
    """Keep a second installation out, and mend what a killed one left. Raises Failed.

    The lock ends with the process, however that ends. A folder that was made for nothing goes.
    """
    made = not os.path.isdir(folder)
    with writing(folder):
        os.makedirs(folder, exist_ok=True)
        lock = os.open(os.path.join(folder, _LOCK), os.O_RDWR | os.O_CREAT, 0o644)
    before = os.umask(0o022)  # a browser of another user must be able to read all of it
    try:
        with writing(folder):
            _take(lock, folder)
            mend(folder)
        yield
    finally:
        os.umask(before)
        os.close(lock)
        with suppress(OSError):
            if made and os.listdir(folder) == [_LOCK]:
                os.unlink(os.path.join(folder, _LOCK))
                os.rmdir(folder)


def _take(lock: int, folder: str) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            raise
        raise Failed(
            f"另一个安装正在写入“{folder}”。请等它完成后再试。",
            f"another installation is writing '{folder}'. Try again when it is done.",
        ) from None


@contextmanager
def staging_in(folder: str) -> Iterator[str]:
    """A hidden folder for what is being made; whatever is of use in it then is put in its place."""
    with writing(folder):
        made = tempfile.mkdtemp(prefix=_STAGING, dir=folder)
        os.chmod(made, 0o755)
        os.mkdir(os.path.join(made, _NEW))
    try:
        yield made
    finally:
        with writing(folder):
            mend(folder)


def new_in(staging: str) -> str:
    """Where the new release is made."""
    return os.path.join(staging, _NEW)


def mend(folder: str) -> None:
    """Finish an exchange: what ran before becomes `last/`, all else that is hidden goes.

    The same after an installation and after one that was killed. Raises OSError.
    """
    site, last = os.path.join(folder, RUNS), os.path.join(folder, LAST)
    names = sorted(os.listdir(folder))
    for name in names:
        if name.startswith(_TRASH):
            shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
    for name in names:
        if not name.startswith(_STAGING):
            continue
        staging = os.path.join(folder, name)
        for each in sorted(os.listdir(staging)):
            left = os.path.join(staging, each)
            ran = len(each) == 64 and digest_of(kept_sums(left)) != each
            if not os.path.isdir(left) or not (each == _OLD or ran):
                continue
            if not os.path.lexists(site):
                os.rename(left, site)
            else:
                _retire(left, folder, staging)
        older = os.path.join(staging, _OLDER)
        if os.path.isdir(older) and not os.path.lexists(last):
            os.rename(older, last)
        # By a name of its own first: half of a deleted folder is not taken for one that ran.
        trash = os.path.join(folder, _TRASH + name[len(_STAGING) :])
        os.rename(staging, trash)
        shutil.rmtree(trash, ignore_errors=True)


def _retire(old: str, folder: str, staging: str) -> None:
    """Keep what ran before: as `last/`, or beside it where it is no release of ours."""
    site, last = os.path.join(folder, RUNS), os.path.join(folder, LAST)
    if not marked(old):
        if os.listdir(old):
            os.rename(old, _free_name(site))
        return
    digest = digest_of(kept_sums(old))
    if digest and digest == digest_of(kept_sums(site)):
        return  # it was damaged, and the same release stands in its place
    if os.path.lexists(last):
        if marked(last):
            os.rename(last, os.path.join(staging, _OLDER))
        else:
            os.rename(last, _free_name(last))
    os.rename(old, last)


def _free_name(path: str) -> str:
    number = 1
    while os.path.lexists(f"{path}.before-{number}"):
        number += 1
    return f"{path}.before-{number}"


def refuse_places(folder: str) -> None:
    """Raise Failed where something stands in the place of `site/` or `last/` that is no folder."""
    for name in (RUNS, LAST):
        path = os.path.join(folder, name)
        if os.path.islink(path) or (os.path.lexists(path) and not os.path.isdir(path)):
            raise Failed(
                f"“{path}”是文件或者链接，不是文件夹。请移走它，或者换一个文件夹，然后再试。",
                f"'{path}' is a file or a link and no folder. Move it away or name another folder.",
            )


def put_in_place(folder: str, staging: str, digest: str) -> None:
    """Let the new release run: in one step where the system can, else in two. Raises OSError."""
    ready, site = os.path.join(staging, digest), os.path.join(folder, RUNS)
    os.rename(new_in(staging), ready)
    lasting(folder)
    _change_places(ready, site, os.path.join(staging, _OLD))
    lasting(folder)


def roll_back(folder: str, staging: str) -> None:
    """Let `last/` run, and make `last/` of what ran. Raises OSError."""
    site, last = os.path.join(folder, RUNS), os.path.join(folder, LAST)
    old = os.path.join(staging, _OLD)
    if os.path.lexists(site) and not marked(site):
        os.rename(site, old)
    _change_places(last, site, old)
    lasting(folder)


def _change_places(fresh: str, site: str, old: str) -> None:
    if not os.path.lexists(site):
        os.rename(fresh, site)
    elif not exchange(Path(fresh), Path(site)):
        os.rename(site, old)
        os.rename(fresh, site)


def lasting(folder: str) -> None:
    """Bring all that was written onto the disk. Raises OSError where the disk could not."""
    if not hasattr(os, "sync"):
        return  # each file was brought there when it was closed
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            function = ctypes.CDLL(None, use_errno=True).syncfs
        except (OSError, AttributeError, TypeError):
            os.sync()
            return
        if function(handle) != 0:  # it says what a disk refused, which `sync` does not
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), folder)
    finally:
        os.close(handle)


def free_in(folder: str) -> int:
    """Bytes that may still be written."""
    return shutil.disk_usage(folder).free
