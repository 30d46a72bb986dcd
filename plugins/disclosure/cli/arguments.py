"""What may stand on the command line, and what is said of it by `--help`."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from .. import __version__, report
from .installing import add_installing
from .serving import add_serving


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in both languages (its language is not known yet)."""

    def error(self, message: str) -> NoReturn:
        """Exit with status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"用法不对，加 --help 可以查看用法 / wrong use, see --help: {message}\n")


def parser_of(commands: Iterable[str]) -> argparse.ArgumentParser:
    """What understands a command line; `commands` are named in its usage in their order."""
    parser = _Parser(
        prog="site_build.py",
        description="检查公开目录并生成网站 / check disclosure catalogues and publish them",
    )
    parser.add_argument("--version", action="version", version=__version__)
    each = parser.add_subparsers(dest="command", metavar="|".join(commands), required=True)
    common = _Parser(add_help=False)
    common.add_argument("--lang", choices=("zh", "en"), default="zh", help="语言 / language")
    reading = _Parser(add_help=False, parents=[common])
    reading.add_argument(
        "--catalogue",
        type=Path,
        default=Path("catalogue"),
        metavar="DIR",
        help="目录文件夹，里面有 site.yml / the folder that holds site.yml (default: catalogue/)",
    )
    reading.add_argument(
        "--no-cache", action="store_true", help="不使用缓存 / do not use the cache"
    )
    reading.add_argument("--on", metavar="DATE", help="按这一天检查 / what day it is, YYYY-MM-DD")
    build = each.add_parser(
        "build", parents=[reading], help="检查并发布网站 / check, render, index, swap into place"
    )
    build.add_argument(
        "--site-dir",
        type=Path,
        metavar="DIR",
        help="网站写到哪里 / where the site goes (default: site/, internal: site-internal/)",
    )
    build.add_argument(
        "--internal",
        action="store_true",
        help="内部版，含内部事项，不得对外公开 / the internal edition, never to be published",
    )
    build.add_argument(
        "--strict", action="store_true", help="有警告也不发布 / warnings stop the release too"
    )
    check = each.add_parser("check", parents=[reading], help="只检查 / check only")
    check.add_argument("--format", choices=tuple(report.FORMATS), default="text")
    check.add_argument("--agency", metavar="ID", help="只看一个机关 / findings of one agency only")
    check.add_argument(
        "--base",
        metavar="REV",
        help="与 git 的一个版本比较 / compare with a git revision: HEAD~1, main, a tag",
    )
    check.add_argument("--strict", action="store_true", help="警告也算错误 / warnings are errors")
    approve = each.add_parser(
        "approve", parents=[common], help="写入一级保密审查 / write a level of the secrecy review"
    )
    approve.add_argument("file", type=Path, metavar="FILE", help="信息或者办事指南 / the record")
    approve.add_argument(
        "--level", type=_level, required=True, metavar="N", help="第几级 / which level"
    )
    approve.add_argument("--post", required=True, metavar="POST", help="审查岗位 / who reviewed it")
    approve.add_argument("--on", metavar="DATE", help="审查日期 / day of the review, YYYY-MM-DD")
    approve.add_argument("--catalogue", type=Path, default=Path("catalogue"), metavar="DIR")
    fmt = each.add_parser(
        "fmt",
        parents=[common],
        help="统一日期、文号、号码等的写法 / write dates, numbers … one way",
    )
    fmt.add_argument(
        "file",
        type=Path,
        nargs="*",
        metavar="FILE",
        help="默认全部 / default: all of the catalogue",
    )
    fmt.add_argument(
        "--check", action="store_true", help="只查看，不改动 / only say, change nothing"
    )
    fmt.add_argument("--catalogue", type=Path, default=Path("catalogue"), metavar="DIR")
    fmt.set_defaults(on=None)
    due = each.add_parser(
        "due", parents=[reading], help="应公开、应核对和逾期的事项 / what is due and late"
    )
    due.add_argument("--agency", metavar="ID", help="只看一个机关 / one agency only")
    due.add_argument(
        "--within",
        type=_days,
        metavar="DAYS",
        help="几天内到期 / due within so many days (default: due_within of site.yml)",
    )
    due.add_argument("--why", action="store_true", help="列出怎样计算 / show how it was counted")
    add_serving(each, reading)
    freeze = each.add_parser(
        "freeze", parents=[reading], help="为当前网站生成版本清单 / a manifest of the release"
    )
    freeze.add_argument("--site-dir", type=Path, default=Path("site"), metavar="DIR")
    verify = each.add_parser(
        "verify", parents=[common], help="核对网站或者保存的网页 / check a site or saved pages"
    )
    verify.add_argument(
        "path",
        type=Path,
        nargs="+",
        metavar="PATH",
        help="网站文件夹或者保存的网页 / the folder of a site, or saved pages",
    )
    verify.add_argument("--catalogue", type=Path, default=Path("catalogue"), metavar="DIR")
    verify.add_argument(
        "--manifest", type=Path, metavar="FILE", help="只用这一份版本清单 / against this one only"
    )
    verify.add_argument(
        "--text", action="store_true", help="只显示核对的文字 / only print the text that is hashed"
    )
    rules = each.add_parser(
        "rules", parents=[common], help="检查规则说明 / what a rule wants, why, how to mend it"
    )
    rules.add_argument("code", nargs="?", metavar="CODE", help="例如 C201 / for example C201")
    filing = each.add_parser(
        "filing", parents=[reading], help="生成报送备案的目录 / write the catalogue to be filed"
    )
    filing.add_argument("agency", metavar="AGENCY", help="机关代号 / the id of an agency")
    filing.add_argument(
        "--out",
        type=Path,
        default=Path("filing"),
        metavar="DIR",
        help="写到哪个文件夹 / where the files go (default: filing/)",
    )
    kiosk = each.add_parser(
        "kiosk",
        parents=[reading],
        help="生成离线的触摸屏版 / the offline edition for a touch screen",
    )
    kiosk.add_argument(
        "--out",
        type=Path,
        default=Path("kiosk"),
        metavar="DIR",
        help="写到哪个文件夹 / where the folder and the zip go (default: kiosk/)",
    )
    kiosk.add_argument(
        "--site-dir",
        type=Path,
        default=Path("site"),
        metavar="DIR",
        help="用哪个已发布的网站 / which release (default: site/; built if there is none)",
    )
    add_installing(each, common)
    return parser


def _days(text: str) -> int:
    """A number of days on the command line, from 0 to 3,660."""
    if not text.isascii() or not text.isdigit() or int(text[:5]) > 3660 or len(text) > 4:
        raise argparse.ArgumentTypeError(
            f"{text}：应为 0 至 3660 的整数 / a whole number, 0 to 3660"
        )
    return int(text)


def _level(text: str) -> int:
    """A level on the command line, from 1 to 9."""
    if not re.fullmatch("[1-9]", text):
        raise argparse.ArgumentTypeError(f"{text}：应为 1 至 9 的整数 / a whole number, 1 to 9")
    return int(text)
