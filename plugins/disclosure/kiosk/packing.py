"""The zip of the offline edition: the site, the sums of all files, the installer in one file.

The same folder gives the same bytes, whenever and wherever it lies, as long as the same zlib packs.
"""

from __future__ import annotations

import ast
import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from ..folders import below
from ..publish.errors import PublishError, refused
from .installer.names import ABOUT, INSTALLER, SITE, SUMS, refuse_names
from .installer.said import Refused, shown
from .installer.sums import MARK, START, refuse_other_edition
from .zipped import Entry, write_zip


@dataclass(frozen=True)
class Packed:
    """A zip that was written."""

    path: Path
    sha256: str
    files: int
    """Files in it, with the three that are not of the site."""
    bytes: int
    """Bytes of the zip."""


def pack(site: Path, target: Path) -> Packed:
    """Write a site as one zip, and its SHA-256 beside it; whole, or not at all.

    Raises PublishError where the folder holds what cannot be installed, or the disk refuses.
    """
    try:
        return _pack(site, target)
    except Refused as error:
        raise PublishError(
            f"{error.message.zh}没有生成 {target.name}。",
            f"{error.message.en} {target.name} was not written.",
        ) from error
    except OSError as error:
        said = refused(error)
        raise PublishError(
            f"{said.zh}。没有生成 {target.name}，原有的文件不变。",
            f"{said.en}; {target.name} was not written, an earlier one is unchanged.",
        ) from error


def _pack(site: Path, target: Path) -> Packed:
    found = _files(site)
    data = (site / MARK[len(SITE) :]).read_bytes()
    refuse_other_edition(data)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    part = Path(name)
    sums = part.with_name(part.name + ".sha256")
    try:
        with os.fdopen(handle, "w+b", buffering=1 << 20) as file:
            made = write_zip(file, found, _roots)
            file.flush()
            os.fsync(handle)
            sha256 = _sha256(part)
        part.chmod(0o644)
        with sums.open("x", encoding="utf-8", newline="\n") as line:
            line.write(f"{sha256}  {target.name}\n")
            line.flush()
            os.fsync(line.fileno())
        size = part.stat().st_size
        # Between the two a zip stands without its sum: better than beside that of another one.
        beside = target.with_name(target.name + ".sha256")
        beside.unlink(missing_ok=True)
        part.replace(target)
        sums.replace(beside)
    finally:
        for left in (part, sums):
            with suppress(OSError):
                left.unlink()
    return Packed(target, sha256, len(made), size)


def _files(site: Path) -> list[tuple[str, str, int]]:
    """Name in the zip, path and size of each file. Raises Refused for what is no plain file."""
    found = []
    for name, facts in below(os.fspath(site)):
        if facts is None and name.endswith("/"):
            continue
        if facts is None:
            raise PublishError(
                f"读不了 {site} 里的一个文件夹（{name}）。请检查权限，然后再试",
                f"a folder in {site} cannot be read ({name}); look at its permissions, try again",
            )
        if not S_ISREG(facts.st_mode):
            raise Refused(
                f"“{shown(name)}”是链接或者特殊文件，不能放进安装包。",
                f"'{shown(name)}' is a link or a special file and cannot go into the zip.",
            )
        found.append((SITE + name, f"{site}/{name}", facts.st_size))
    names = {name for name, _, _ in found}
    refuse_names(names)
    for wanted in (START, MARK):
        if wanted not in names:
            raise Refused(
                f"文件夹里没有 {wanted[len(SITE) :]}，不是完整的网站。请重新生成。",
                f"there is no {wanted[len(SITE) :]} in the folder: it is no whole site. "
                f"Make it anew.",
            )
    return sorted(found, key=lambda each: each[0].encode("utf-8"))


def _roots(entries: list[Entry]) -> list[tuple[str, bytes]]:
    """The files beside the site, the sums of all others last."""
    beside = [(ABOUT, _ABOUT.replace("\n", "\r\n").encode("utf-8-sig"))]
    beside.append((INSTALLER, standalone_text().encode("utf-8")))
    lines = [(entry.name, entry.sha256) for entry in entries]
    lines += [(name, hashlib.sha256(data).hexdigest()) for name, data in beside]
    lines.sort(key=lambda line: line[0].encode("utf-8"))
    text = "".join(f"{sha256}  {name}\n" for name, sha256 in lines)
    return [*beside, (SUMS, text.encode("utf-8"))]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_PARTS = ("said", "names", "sums", "bundle", "signature", "places", "filling")
"""The parts of the installer, each behind those that it needs."""
_TAIL = """

def _tell(text: str, status: int) -> None:
    with suppress(OSError, ValueError):
        print(text, file=sys.stderr if status else sys.stdout, flush=True)


if __name__ == "__main__":
    for _stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            _stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:], os.path.dirname(os.path.abspath(__file__)), _tell))
"""


def standalone_text() -> str:
    """The installer as one file: its parts and what they need, joined."""
    here = Path(__file__).parent
    parts = [here.parent / "exchange.py", *(here / "installer" / f"{part}.py" for part in _PARTS)]
    imports = {"import os", "import sys", "from contextlib import suppress"}
    bodies = []
    for path in (*parts, here / "install.py"):
        more, body = _taken_apart(path.read_text("utf-8"))
        imports |= more
        bodies.append(f"# {path.stem}\n\n{body}")
    about = ast.get_docstring(ast.parse((here / "install.py").read_text("utf-8")), clean=False)
    head = f'#!/usr/bin/env python3\n"""{about}"""\n\nfrom __future__ import annotations\n\n'
    return head + "\n".join(sorted(imports)) + "\n\n\n" + "\n\n\n".join(bodies) + _TAIL


def _taken_apart(text: str) -> tuple[set[str], str]:
    """The imports of the standard library in a module, and what is in it besides imports."""
    lines, imports = text.split("\n"), set()
    for node in ast.parse(text).body:
        docstring = node.lineno == 1
        if not docstring and not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for number in range(node.lineno - 1, node.end_lineno or node.lineno):
            lines[number] = ""
        if isinstance(node, ast.Import) or (
            isinstance(node, ast.ImportFrom) and not node.level and node.module != "__future__"
        ):
            imports.add(ast.unparse(node))
    return imports, "\n".join(lines).strip()


_ABOUT = """政府信息公开 触摸屏版（离线）

这是整个网站的离线版本，在没有网络的触摸屏上使用。

一、电脑上没有 Python 时
    1. 解压这个安装包。
    2. 把其中的 site 文件夹整个复制到触摸屏的电脑上。
    3. 用浏览器打开 site 文件夹里的 index.html。

二、电脑上有 Python（3.8 或者更新的版本）时
    解压后，在这个文件夹里运行（在 Windows 上，把 python3 写成 py）：

        python3 install.py 文件夹

    安装程序先校验每一个文件，再一次换成新版本，并且保留上一版本。
    以后更新时也可以直接指明新的安装包：

        python3 install.py 新的安装包.zip 文件夹

    换回上一版本：

        python3 install.py --rollback 文件夹

    安装以后，用浏览器打开 文件夹/site/index.html。

三、怎样校验
    SHA256SUMS 是全部文件的校验值。可以运行：sha256sum -c SHA256SUMS


Disclosure of government information: the kiosk edition (offline)

This is the whole site for a touch screen without a network.

1. Without Python
    Extract this zip, copy the folder `site` to the computer of the kiosk, and open
    site/index.html in its browser.

2. With Python (3.8 or newer)
    Extract the zip and run in its folder (on Windows write py instead of python3):

        python3 install.py DIR

    Every file is checked, then the new release takes the place of the old one in one step; the
    release before is kept. A later zip can be named as it is:

        python3 install.py NEW.zip DIR

    Back to the release before:

        python3 install.py --rollback DIR

    Then open DIR/site/index.html in the browser.

3. To check the files
    SHA256SUMS holds the hash of every file: sha256sum -c SHA256SUMS
"""
