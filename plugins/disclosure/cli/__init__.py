"""The command line: the only room that prints or exits.

Exit status: 0 clean (warnings allowed), 1 findings, 2 wrong use or a failure of the program.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from .. import __version__, report, verdict
from ..crew import seldom
from ..diagnostics import Diagnostic, Text
from .building import build
from .common import day_of, known_agency, say, status_of, store_of, survey_of
from .comparing import findings_since
from .explaining import rules
from .failing import failure
from .filing import filing
from .installing import add_installing, kiosk_install
from .serving import add_serving, serve

# What builds a site is imported where it is used, here and beside: a check of what has not changed
# needs none of it and is done in half the time.

_COMMANDS = (
    "build",
    "check",
    "approve",
    "fmt",
    "due",
    "serve",
    "freeze",
    "verify",
    "rules",
    "filing",
    "kiosk-install",
)


def entry() -> None:
    """Run and exit.

    At once: to give back, piece by piece, what is known of 74,000 records takes 0.15 seconds.
    """
    _open_closed()
    try:
        status = main()
    except SystemExit as said:  # --help, or wrong use
        status = 0 if said.code is None else said.code if isinstance(said.code, int) else 2
    with suppress(OSError):
        sys.stderr.flush()
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # `site_build.py rules | head`: who reads wants no more
        status = 2
    except OSError as error:
        if status != 2:  # else something was said by now
            words = failure(error)
            say(f"{words.zh} / {words.en}")
        status = 2
    os._exit(status)


def _open_closed() -> None:
    """Give a process that was started without them its three streams.

    Else the first file that is opened would be taken for one of them, and be written to.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                os.fstat(number)
                continue
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)  # the lowest number
            stream = os.fdopen(number, "w" if number else "r", encoding="utf-8")
            setattr(sys, name, stream)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; gives the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (
        arguments[0].startswith("-") and arguments[0] not in ("-h", "--help", "--version")
    ):
        arguments.insert(0, "build")
    parser = _parser()
    if "\0" in "".join(arguments):
        parser.error("NUL")
    options = parser.parse_args(arguments)
    seldom()
    try:
        return int(_RUN[options.command](options))
    except BrokenPipeError:  # who reads what is printed wants no more
        return 2
    except Exception as error:
        say(failure(error).lang(options.lang))
        return 2
    except KeyboardInterrupt:
        say(
            Text("已中断，原来的网站不变。", "interrupted; the site is unchanged.").lang(
                options.lang
            )
        )
        return 2


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in both languages (its language is not known yet)."""

    def error(self, message: str) -> NoReturn:
        """Exit with status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"用法不对，加 --help 可以查看用法 / wrong use, see --help: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="site_build.py",
        description="检查公开目录并生成网站 / check disclosure catalogues and publish them",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", metavar="|".join(_COMMANDS), required=True)
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
    build = commands.add_parser(
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
    check = commands.add_parser("check", parents=[reading], help="只检查 / check only")
    check.add_argument("--format", choices=tuple(report.FORMATS), default="text")
    check.add_argument("--agency", metavar="ID", help="只看一个机关 / findings of one agency only")
    check.add_argument(
        "--base",
        metavar="REV",
        help="与 git 的一个版本比较 / compare with a git revision: HEAD~1, main, a tag",
    )
    check.add_argument("--strict", action="store_true", help="警告也算错误 / warnings are errors")
    approve = commands.add_parser(
        "approve", parents=[common], help="写入一级保密审查 / write a level of the secrecy review"
    )
    approve.add_argument("file", type=Path, metavar="FILE", help="信息或者办事指南 / the record")
    approve.add_argument(
        "--level", type=_level, required=True, metavar="N", help="第几级 / which level"
    )
    approve.add_argument("--post", required=True, metavar="POST", help="审查岗位 / who reviewed it")
    approve.add_argument("--on", metavar="DATE", help="审查日期 / day of the review, YYYY-MM-DD")
    approve.add_argument("--catalogue", type=Path, default=Path("catalogue"), metavar="DIR")
    fmt = commands.add_parser(
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
    due = commands.add_parser(
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
    add_serving(commands, reading)
    freeze = commands.add_parser(
        "freeze", parents=[reading], help="为当前网站生成版本清单 / a manifest of the release"
    )
    freeze.add_argument("--site-dir", type=Path, default=Path("site"), metavar="DIR")
    verify = commands.add_parser(
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
    rules = commands.add_parser(
        "rules", parents=[common], help="检查规则说明 / what a rule wants, why, how to mend it"
    )
    rules.add_argument("code", nargs="?", metavar="CODE", help="例如 C201 / for example C201")
    filing = commands.add_parser(
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
    add_installing(commands, common)
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


def _due(options: argparse.Namespace) -> int:
    from .due import due

    return due(options)


def _check(options: argparse.Namespace) -> int:
    counts, findings = _judge(options)
    if options.agency:
        findings = _of_agency(counts, findings, options.agency, options.catalogue.resolve().name)
    summary = report.summarise(counts, findings, options.agency)
    text = report.FORMATS[options.format](findings, summary, options.lang)
    if text:
        print(text)
    return status_of(summary, options.strict)


def _judge(options: argparse.Namespace) -> tuple[verdict.Counts, Sequence[Diagnostic]]:
    """Items and records by agency, and every finding."""
    on, store = day_of(options), store_of(options)
    state = verdict.state_of(options.catalogue.resolve(), on)
    known = verdict.known(store, state)
    if known is not None and options.base is None:
        return known
    seen = survey_of(options)
    if seen.lasting:
        verdict.keep(store, state, seen.counts, seen.findings)
    if options.base is not None:
        return seen.counts, findings_since(options, seen)
    return seen.counts, seen.findings


def _of_agency(
    counts: verdict.Counts, findings: Sequence[Diagnostic], agency: str, root: str
) -> list[Diagnostic]:
    """The findings in one agency's folder. Raises Stop when there is no such agency."""
    known_agency(agency, counts)
    folder = f"{root}/agencies/{agency}/"
    return [finding for finding in findings if finding.span.file.startswith(folder)]


def _approve(options: argparse.Namespace) -> int:
    from .approving import approve

    return approve(options)


def _fmt(options: argparse.Namespace) -> int:
    from .formatting import fmt

    return fmt(options)


def _freeze(options: argparse.Namespace) -> int:
    from .freezing import freeze

    return freeze(options)


def _verify(options: argparse.Namespace) -> int:
    from .verifying import verify

    return verify(options)


_RUN = {
    "build": build,
    "check": _check,
    "approve": _approve,
    "fmt": _fmt,
    "due": _due,
    "serve": serve,
    "freeze": _freeze,
    "verify": _verify,
    "rules": rules,
    "filing": filing,
    "kiosk-install": kiosk_install,
}
