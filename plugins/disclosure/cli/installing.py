"""`kiosk-install`: puts the offline edition onto this computer, or brings the last one back."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from .common import Stop, say


def add_installing(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to those of the command line."""
    parser = commands.add_parser(
        "kiosk-install",
        parents=[common],
        help="校验并安装触摸屏版 / check and install the kiosk edition",
    )
    parser.add_argument(
        "zip", type=Path, nargs="?", metavar="ZIP", help="kiosk 生成的安装包 / made by `kiosk`"
    )
    parser.add_argument(
        "dir", type=Path, metavar="DIR", help="放网站的文件夹 / the folder for the site"
    )
    parser.add_argument(
        "--require-signature", action="store_true", help="必须有正确的签名 / refuse without one"
    )
    parser.add_argument("--key", type=Path, metavar="FILE", help="公钥文件 / the public key")
    parser.add_argument("--rollback", action="store_true", help="换回上一版本 / the release before")


def kiosk_install(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status: 1 when the zip was refused."""
    from ..kiosk.install import install, rollback
    from ..kiosk.installer.said import Refused

    if options.rollback and options.zip is not None:
        raise Stop(
            f"--rollback 换回 {options.dir}/last，不需要安装包；请只写 DIR",
            f"--rollback brings {options.dir}/last back and needs no zip; name DIR alone",
        )
    if not options.rollback and options.zip is None:
        raise Stop(
            "请写明安装包和文件夹：kiosk-install ZIP DIR",
            "name the zip and the folder: kiosk-install ZIP DIR",
        )
    folder = os.fspath(options.dir)
    try:
        if options.rollback:
            said = rollback(folder)
        else:
            key = "" if options.key is None else os.fspath(options.key)
            said = install(os.fspath(options.zip), folder, options.require_signature, key)
    except Refused as error:
        say(error.message.lang(options.lang))
        return error.status
    print(said.lang(options.lang))
    return 0
