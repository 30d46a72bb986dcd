"""Installs the offline edition on a kiosk: checks every file, then lets it run in one step.

    python3 install.py [ZIP] DIR [--require-signature] [--key FILE]
    python3 install.py --rollback DIR

DIR/site/ is what runs, DIR/last/ the release before. Whatever is wrong with the zip, the disk or
the stick, DIR/site/ is the old release or the new one, and whole. Needs the standard library of
Python 3.8 or newer and nothing else. Exit status: 0 done, 1 refused, 2 wrong use or a failure.
"""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack
from typing import Callable, NoReturn, Sequence

from .installer.bundle import (
    Bundle,
    extracted,
    is_extracted,
    refuse_differences,
    sums_in,
    zipped,
)
from .installer.filling import fill, signed_copy
from .installer.names import KEPT, SITE, SUMS
from .installer.places import (
    LAST,
    RUNS,
    held,
    put_in_place,
    refuse_places,
    roll_back,
    staging_in,
)
from .installer.said import (
    Failed,
    Refused,
    Said,
    absolute,
    program_failed,
    reading,
    shown,
    sizes,
    writing,
)
from .installer.signature import refuse_hash
from .installer.sums import (
    MARK,
    MOST_MARK,
    MOST_SUMS,
    digest_of,
    first_difference,
    kept_sums,
    marked,
    name_in,
    named,
    parse_sums,
    refuse_other_edition,
)


def install(source: str, folder: str, require_signature: bool = False, key: str = "") -> Said:
    """Install a zip, or the folder extracted from one; gives what was done.

    Raises Refused for what is wrong with it, Failed for wrong use and for what the system refuses;
    their messages say what to do, and what runs now.
    """
    source, folder = absolute(source), absolute(folder)
    require_signature = require_signature or bool(key)
    return _telling(folder, lambda: _install(source, folder, require_signature, key))


def rollback(folder: str) -> Said:
    """Exchange what runs with the release before; gives what was done. Raises as `install` does."""
    folder = absolute(folder)
    return _telling(folder, lambda: _rollback(folder))


def _telling(folder: str, act: Callable[[], Said]) -> Said:
    """Do it; what fails says also what runs now."""
    site = os.path.join(folder, RUNS)
    before = digest_of(kept_sums(site)), os.path.isdir(site)
    try:
        return act()
    except Refused as error:
        now = digest_of(kept_sums(site)), os.path.isdir(site)
        if not now[1]:
            more = Said("没有安装任何内容。", "Nothing was installed.")
        elif now == before:
            more = Said("正在运行的版本没有变动。", "The running release is unchanged.")
        else:
            name = name_in(site)
            more = Said(f"现在运行的是版本 {name}。", f"Release {name} runs now.")
        error.message = Said(f"{error.message.zh}{more.zh}", f"{error.message.en} {more.en}")
        error.args = (error.message.en,)
        raise


def _refuse_use(source: str, folder: str, require_signature: bool) -> None:
    if not os.path.exists(source):
        raise Failed(
            f"找不到安装包“{shown(source)}”。请检查文件名；如果它在 U 盘上，请插好 U 盘，然后再试。",
            f"there is no zip '{shown(source)}'. Look at its name; if it is on a stick, put that "
            f"in, then try again.",
        )
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise Failed(
            f"“{shown(folder)}”不是文件夹。请指明触摸屏上放网站的文件夹。",
            f"'{shown(folder)}' is no folder. Name the folder of the kiosk for the site.",
        )
    if not os.path.isdir(source):
        return
    if require_signature:
        raise Failed(
            "解压后的文件夹不能核对签名。请指明安装包（ZIP 文件），签名文件放在它旁边。",
            "the signature of an extracted folder cannot be checked. Name the zip, with its "
            "signature beside it.",
        )
    if not is_extracted(source):
        raise Failed(
            f"“{shown(source)}”里没有 {SUMS} 和 {SITE}。请指明安装包（ZIP 文件）。",
            f"there are no {SUMS} and {SITE} in '{shown(source)}'. Name the zip.",
        )
    if folder == source or (folder + os.sep).startswith(os.path.join(source, "site") + os.sep):
        raise Failed(
            f"不能安装到安装包自己的文件夹“{shown(folder)}”里。请换一个文件夹。",
            f"the folder '{shown(folder)}' is that of the zip itself. Name another one.",
        )


def _install(source: str, folder: str, require_signature: bool, key: str) -> Said:
    _refuse_use(source, folder, require_signature)
    with held(folder), staging_in(folder) as staging, ExitStack() as open_files:
        refuse_places(folder)
        signer = ""
        if os.path.isdir(source):
            with reading(source), open(os.path.join(source, SUMS), "rb") as file:
                data = file.read(MOST_SUMS)
            sums = parse_sums(data)
            bundle: Bundle = extracted(source, sums)
        else:
            with reading(source):
                file = open_files.enter_context(open(source, "rb"))
            if require_signature:
                copy, signer = signed_copy(source, file, key, staging)
                with reading(copy):
                    file = open_files.enter_context(open(copy, "rb"))
            refuse_hash(source, file)
            bundle = open_files.enter_context(zipped(file, source))
            data = sums_in(bundle)
            sums = parse_sums(data, bundle.sizes)
            refuse_differences(bundle, sums)
        facts = refuse_other_edition(bundle.read(MARK, MOST_MARK))
        digest, site = digest_of(data), os.path.join(folder, RUNS)
        name, damaged = named(facts, digest), ""
        if digest_of(kept_sums(site)) == digest:
            damaged = _difference(site, sums)
            if not damaged:
                return _same(name, site, signer)
        fill(bundle, sums, data, staging, folder)
        old = name_in(site) if marked(site) else ""
        with writing(folder):
            put_in_place(folder, staging, digest)
    return _done(name, site, len(sums), sum(bundle.sizes.values()), signer, damaged, old)


def _difference(site: str, sums: dict[str, str]) -> str:
    try:
        return first_difference(site, sums, deep=True) or ""
    except OSError as error:
        return str(error.filename or RUNS)


def _same(name: str, site: str, signer: str) -> Said:
    return Said(
        f"{_signed(signer).zh}版本 {name} 已经在运行，全部文件校验正确，没有改动：{site}",
        f"{_signed(signer).en}Release {name} runs already, all its files are right, nothing was "
        f"changed: {site}",
    )


def _signed(signer: str) -> Said:
    if not signer:
        return Said("", "")
    return Said(f"签名正确（{signer}）。", f"The signature is right ({signer}). ")


def _done(name: str, site: str, files: int, size: int, signer: str, damaged: str, old: str) -> Said:
    start, signed = os.path.join(site, "index.html"), _signed(signer)
    if damaged:
        return Said(
            f"{signed.zh}版本 {name} 的“{shown(damaged)}”有损坏，已经重新安装，全部文件校验正确。"
            f"请在浏览器中重新打开 {start}",
            f"{signed.en}'{shown(damaged)}' of release {name} was damaged; it was installed anew, "
            f"all its files are right. Open {start} again in the browser.",
        )
    kept = Said(
        f"上一版本 {old} 保留在 {LAST}/，用 --rollback 可以换回。" if old else "",
        f" The release before, {old}, is kept in {LAST}/; --rollback brings it back."
        if old
        else "",
    )
    return Said(
        f"{signed.zh}已安装版本 {name}：{files} 个文件，{sizes(size)}，全部校验正确。{kept.zh}"
        f"请在浏览器中打开 {start}",
        f"{signed.en}Installed release {name}: {files} files, {sizes(size)}, all of them right."
        f"{kept.en} Open {start} in the browser.",
    )


def _no_last(folder: str) -> Refused:
    return Refused(
        f"“{shown(folder)}”里没有上一版本（{LAST}/），不能换回。请安装那个版本的安装包。",
        f"there is no release before ({LAST}/) in '{shown(folder)}' to go back to. Install the zip "
        f"of that release.",
    )


def _rollback(folder: str) -> Said:
    if not os.path.isdir(folder):
        raise _no_last(folder)
    with held(folder), staging_in(folder) as staging:
        refuse_places(folder)
        site, last = os.path.join(folder, RUNS), os.path.join(folder, LAST)
        if not os.path.isdir(last):
            raise _no_last(folder)
        data = kept_sums(last)
        wrong = KEPT if data is None else _difference(last, parse_sums(data))
        if wrong:
            raise Refused(
                f"上一版本（{LAST}/）的“{shown(wrong)}”缺失、多余或者有损坏，不能换回。"
                f"请安装那个版本的安装包。",
                f"'{shown(wrong)}' of the release before ({LAST}/) is missing, damaged or too "
                f"much, so that it cannot run. Install the zip of that release.",
            )
        name, old = name_in(last), name_in(site) if marked(site) else ""
        with writing(folder):
            roll_back(folder, staging)
    kept = Said(
        f"刚才的版本 {old} 保留在 {LAST}/，再运行一次 --rollback 可以换回。" if old else "",
        f" The other one, {old}, is kept in {LAST}/; --rollback again brings it back."
        if old
        else "",
    )
    start = os.path.join(site, "index.html")
    return Said(
        f"已换回版本 {name}，全部文件校验正确。{kept.zh}请在浏览器中重新打开 {start}",
        f"Release {name} runs again, all its files are right.{kept.en} Open {start} again in the "
        f"browser.",
    )


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in both languages."""

    def error(self, message: str) -> NoReturn:
        """Exit with status 2."""
        self.exit(2, f"用法不对，加 --help 可以查看用法 / wrong use, see --help: {message}\n")


def main(arguments: Sequence[str], here: str, tell: Callable[[str, int], None]) -> int:
    """Run a command line of the one file in the folder `here`; gives the exit status.

    `tell` is given what to say, and that status.
    """
    parser = _Parser(prog="install.py", description="安装触摸屏版 / install the kiosk edition")
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="[ZIP] DIR",
        help="安装包，放网站的文件夹 / the zip, the folder for the site (default: the zip that this "
        "file was extracted from)",
    )
    parser.add_argument(
        "--require-signature", action="store_true", help="必须有正确的签名 / refuse without one"
    )
    parser.add_argument("--key", default="", metavar="FILE", help="公钥文件 / the public key")
    parser.add_argument("--rollback", action="store_true", help="换回上一版本 / the release before")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="语言 / language")
    options = parser.parse_intermixed_args(arguments)
    if len(options.paths) > (1 if options.rollback else 2):
        parser.error(" ".join(options.paths[1 if options.rollback else 2 :]))
    try:
        if options.rollback:
            said = rollback(options.paths[0])
        else:
            source = options.paths[0] if len(options.paths) == 2 else here
            said = install(source, options.paths[-1], options.require_signature, options.key)
        tell(said.lang(options.lang), 0)
        return 0
    except Refused as error:
        message, status = error.message, error.status
    except KeyboardInterrupt:
        message, status = _INTERRUPTED, 2
    except Exception as error:
        message, status = program_failed(error).message, 2
    tell(message.lang(options.lang), status)
    return status


_INTERRUPTED = Said(
    "已中断。请再运行一次；运行之前，原来的版本照常可用。",
    "Interrupted. Run it again; until then the release that ran still does.",
)
