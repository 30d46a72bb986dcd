"""Making the new release in its hidden folder, each file checked while it is written."""

from __future__ import annotations

import os
from functools import partial
from typing import IO, Callable

from .bundle import Bundle, check_file
from .names import KEPT, SITE, SUMS
from .places import free_in, lasting, new_in
from .said import Failed, reading, shown, sizes, writing
from .signature import check_signature, signature_of
from .sums import first_difference

_BLOCK = 4096
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def signed_copy(source: str, file: IO[bytes], key: str, staging: str) -> tuple[str, str]:
    """A copy of a zip that nobody else changes, and who signed it. Raises Refused or Failed."""
    signature, program = signature_of(source, key)
    with reading(source):
        _refuse_full(staging, os.path.getsize(source))
    copies = os.path.join(staging, "zip"), os.path.join(staging, "signature")
    _copy(file, source, copies[0])
    with reading(signature), open(signature, "rb") as sign:
        _copy(sign, signature, copies[1])
    scratch = os.path.join(staging, "keys")
    with writing(staging):
        os.mkdir(scratch, 0o700)
    return copies[0], check_signature(copies[0], copies[1], program, key, scratch)


def _copy(file: IO[bytes], name: str, target: str) -> None:
    with writing(target):
        handle = os.open(target, _NEW_FILE, 0o600)
    try:
        while True:
            with reading(name):
                part = file.read(1024 * 1024)
            if not part:
                return
            with writing(target):
                _write_all(handle, part)
    finally:
        os.close(handle)


def _refuse_full(folder: str, needed: int) -> None:
    with writing(folder):
        free = free_in(folder)
    if free < needed:
        raise Failed(
            f"磁盘空间不够：需要 {sizes(needed)}，只剩 {sizes(free)}。请清理磁盘，然后再试。",
            f"there is too little room on the disk: {sizes(needed)} are needed, {sizes(free)} are "
            f"left. Free some space, then try again.",
        )


def fill(bundle: Bundle, sums: dict[str, str], data: bytes, staging: str, folder: str) -> None:
    """Make the new release in its hidden folder, each file checked while it is written."""
    inside = [name for name in bundle.sizes if name.startswith(SITE)]
    folders = {name.rpartition("/")[0] for name in inside}
    blocks = sum(-(-bundle.sizes[name] // _BLOCK) for name in inside) + len(folders)
    _refuse_full(folder, blocks * _BLOCK)
    new = new_in(staging)
    with writing(folder):
        _write(os.path.join(new, KEPT), lambda write: write(data))
    for name in bundle.sizes:
        if name.startswith(SITE):
            path = os.path.join(new, *name[len(SITE) :].split("/"))
            parent = name.rpartition("/")[0]
            with writing(folder):
                if parent in folders:
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    folders.discard(parent)
                _write(path, partial(check_file, bundle, name, sums))
        elif name != SUMS:
            check_file(bundle, name, sums)
    with writing(folder):
        wrong = first_difference(new, sums, deep=False)
        lasting(folder)
    if wrong:
        raise Failed(
            f"安装时有别的程序改动了“{shown(wrong)}”。请关闭其他程序，然后再试。",
            f"another program changed '{shown(wrong)}' meanwhile. Close it, then try again.",
        )


def _write(path: str, fill_it: Callable[[Callable[[bytes], None]], None]) -> None:
    handle = os.open(path, _NEW_FILE, 0o644)
    try:
        fill_it(lambda part: _write_all(handle, part))
        if not hasattr(os, "sync"):
            os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, part: bytes) -> None:
    """Write all of it: a system may take less at a time."""
    done = os.write(handle, part)
    while done < len(part):
        part = part[done:]
        done = os.write(handle, part)
