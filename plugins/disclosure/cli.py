"""The command line: the only module that prints or exits.

Exit status: 0 clean (warnings allowed), 1 findings, 2 wrong use or a failure of the program.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import __version__, report, verdict
from .crew import cores, seldom
from .diagnostics import Diagnostic, Text, did_you_mean
from .publish.errors import PublishError
from .store import Store, digest, program

# What builds a site is imported where it is used: a check of what has not changed needs none of it
# and is done in half the time.
if TYPE_CHECKING:
    from .publish.compose import Built, Keeping
    from .spool import Spool
    from .survey import Survey

_COMMANDS = ("build", "check", "serve", "rules")


class Stop(Exception):
    """The command cannot go on; said to the user, exit status 2."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Text(zh, en)


def entry() -> None:
    """Run and exit."""
    sys.exit(main())


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
    options = _parser().parse_args(arguments)
    seldom()
    try:
        return int(_RUN[options.command](options))
    except (Stop, PublishError) as error:
        _say(error.message.lang(options.lang))
        return 2
    except KeyboardInterrupt:
        _say(
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
        default=Path("site"),
        metavar="DIR",
        help="网站写到哪里 / where the site goes (default: site/)",
    )
    build.add_argument(
        "--strict", action="store_true", help="有警告也不发布 / warnings stop the release too"
    )
    check = commands.add_parser("check", parents=[reading], help="只检查 / check only")
    check.add_argument("--format", choices=tuple(report.FORMATS), default="text")
    check.add_argument("--agency", metavar="ID", help="只看一个机关 / findings of one agency only")
    check.add_argument("--strict", action="store_true", help="警告也算错误 / warnings are errors")
    serve = commands.add_parser("serve", parents=[reading], help="实时预览 / live preview")
    serve.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")
    rules = commands.add_parser(
        "rules", parents=[common], help="检查规则说明 / what a rule wants, why, how to mend it"
    )
    rules.add_argument("code", nargs="?", metavar="CODE", help="例如 C201 / for example C201")
    return parser


def _check(options: argparse.Namespace) -> int:
    counts, findings = _judge(options)
    if options.agency:
        findings = _of_agency(counts, findings, options.agency, options.catalogue.resolve().name)
    summary = report.summarise(counts, findings, options.agency)
    text = report.FORMATS[options.format](findings, summary, options.lang)
    if text:
        print(text)
    return _status(summary, options.strict)


def _judge(options: argparse.Namespace) -> tuple[verdict.Counts, Sequence[Diagnostic]]:
    """Items and records by agency, and every finding."""
    on, store = _day(options), _store(options)
    state = verdict.state_of(options.catalogue.resolve(), on)
    counts = verdict.known(store, state)
    if counts is not None:
        return counts, ()
    seen = _survey(options)
    if not seen.findings:
        verdict.keep(store, state, seen.counts)
    return seen.counts, seen.findings


def _of_agency(
    counts: verdict.Counts, findings: Sequence[Diagnostic], agency: str, root: str
) -> list[Diagnostic]:
    """The findings in one agency's folder. Raises Stop when there is no such agency."""
    if agency not in counts:
        near = did_you_mean(agency, counts)
        raise Stop(
            f"没有“{agency}”这个机关。{near.zh if near else '机关代号是 agencies/ 中的文件夹名。'}",
            f"there is no agency '{agency}'. {near.en if near else 'Ids are folders of agencies/.'}",
        )
    folder = f"{root}/agencies/{agency}/"
    return [finding for finding in findings if finding.span.file.startswith(folder)]


def _build(options: argparse.Namespace) -> int:
    from . import engine
    from .publish.compose import compose
    from .publish.rounds import keep_parts
    from .publish.swap import release
    from .publish.twin import drop
    from .spool import Spool

    started = time.monotonic()
    zh = options.lang == "zh"

    def progress(words: str, english: str) -> None:
        _say(f"[{time.monotonic() - started:4.1f}s] {words if zh else english} …")

    progress("检查目录", "checking the catalogue")
    seen = _survey(options, Spool())
    catalogue, root = seen.catalogue, options.catalogue.resolve()
    _refuse_dangerous(options.site_dir.resolve(), root)
    findings = seen.findings
    summary = report.summarise(seen.counts, findings)
    if findings:
        _say(report.as_text(findings, summary, options.lang))
    if _status(summary, options.strict):
        _say(
            "网站没有更新。改正以上问题后，请重新运行。"
            if zh
            else "The site was not updated. Mend the findings above and run again."
        )
        return 1

    keeping = _keeping(options, seen)

    def make(site: Path) -> Built:
        progress("生成页面外框和说明页", "rendering the shell and the prose pages")
        shells = engine.shells_for(root, site, _store(options), options.on or "")
        return compose(
            catalogue,
            shells,
            site,
            root=root,
            progress=progress,
            keeping=keeping,
            workers=cores(),
        )

    def after(built: Built, old: Path | None) -> None:
        """Leave what the next release may take over."""
        if options.no_cache:
            drop(options.site_dir.absolute())
        else:
            keep_parts(built.parts, options.site_dir.absolute(), old)

    built = release(options.site_dir, make, after)
    seconds = time.monotonic() - started
    site = options.site_dir
    print(
        f"已发布 {site}/：{summary.agencies} 个机关、{summary.items} 个事项、"
        f"{summary.records} 条信息，{built.pages} 个页面（{built.searched} 页可检索），"
        f"{summary.errors} 个错误、{summary.warnings} 个警告，用时 {seconds:.1f} 秒，"
        f"版本 {built.version}。\n"
        f"打开网站：python3 -m http.server --directory {site} 8000，"
        f"再用浏览器访问 http://127.0.0.1:8000/"
        if zh
        else f"Published {site}/: {summary.agencies} agencies, {summary.items} items, "
        f"{summary.records} records, {built.pages} pages ({built.searched} searched), "
        f"{summary.errors} errors, {summary.warnings} warnings, in {seconds:.1f} s, "
        f"version {built.version}.\n"
        f"To open it: python3 -m http.server --directory {site} 8000, "
        f"then visit http://127.0.0.1:8000/"
    )
    return 0


def _keeping(options: argparse.Namespace, seen: Survey) -> Keeping:
    """What the release before has left for this one, if it is one of ours."""
    from .publish.compose import ANEW, Keeping
    from .publish.swap import MARKER
    from .publish.twin import twin_of

    store = _store(options)
    site = options.site_dir.resolve()
    if store.folder is None:
        return ANEW
    # Two sites of one catalogue have files of their own; a copy of the whole is as good.
    place = os.path.relpath(site, options.catalogue.resolve().parent)
    own = Store(store.folder / f"site-{digest(place)[:12]}")
    before = site if (site / MARKER).is_file() else None
    facts = seen.catalogue.site.model_dump_json()
    packs = [pack.file.model_dump_json() for pack in seen.catalogue.packs]
    articles = [a.model_dump_json() for pack in seen.catalogue.packs for a in pack.articles]
    base = digest(program(), facts, *packs, *articles)
    return Keeping(
        own, before, before and twin_of(site), base, seen.prints, seen.sources, seen.outlines
    )


def _refuse_dangerous(site: Path, catalogue: Path) -> None:
    """The site never lands on the catalogue, in it, or around it."""
    if site == catalogue or site in catalogue.parents or catalogue in site.parents:
        raise Stop(
            f"--site-dir 不能是目录文件夹、它的上级或里面的文件夹：{site.name}；请另选一个文件夹",
            f"--site-dir cannot be the catalogue, around it or in it: {site.name}; choose another",
        )


def _serve(options: argparse.Namespace) -> int:
    from . import engine

    _day(options)
    with tempfile.TemporaryDirectory(prefix="disclosure-") as work:
        root = options.catalogue.resolve()
        config = engine.write_config(Path(work), root, part="site", on=options.on or "")
        _say(
            f"实时预览：http://{options.address}/ ，改动保存后自动刷新，按 Ctrl+C 结束。"
            if options.lang == "zh"
            else f"Live preview: http://{options.address}/ ; it reloads on change, Ctrl+C ends it."
        )
        return 2 if engine.serve(config, options.address) else 0


def _rules(options: argparse.Namespace) -> int:
    from . import checks

    known = {kind.code: kind for kind in checks.KINDS}
    if not options.code:
        for kind in checks.KINDS:
            print(f"{kind.code}  {kind.doc.title.lang(options.lang)}")
        return 0
    asked = known.get(options.code.upper())
    if asked is None:
        near = did_you_mean(options.code.upper(), known)
        raise Stop(
            f"没有代码为“{options.code}”的规则。{near.zh if near else '不带代码运行 rules 可列出全部。'}",
            f"there is no rule '{options.code}'. {near.en if near else 'Run rules to list all.'}",
        )
    print(report.explain(asked, options.lang))
    return 0


_RUN = {"build": _build, "check": _check, "serve": _serve, "rules": _rules}


def _survey(options: argparse.Namespace, spool: Spool | None = None) -> Survey:
    """The state of the catalogue of a command line. Raises Stop when the words make no sense."""
    from .survey import survey

    on = _day(options)
    return survey(options.catalogue.resolve(), on, _store(options), cores(), spool=spool)


def _store(options: argparse.Namespace) -> Store:
    """The cache beside the catalogue folder."""
    beside = options.catalogue.resolve().parent / ".cache" / "disclosure"
    return Store(None if options.no_cache else beside)


def _day(options: argparse.Namespace) -> dt.date | None:
    """The day of a command line. Raises Stop when it or the catalogue folder makes no sense."""
    root, on = options.catalogue, None
    if options.on:
        try:
            on = dt.date.fromisoformat(options.on)
        except ValueError:
            on = None
        if on is None or on.isoformat() != options.on:  # other ISO forms, like 20261120
            raise Stop(
                f"--on 的日期“{options.on}”不对，应写成 2026-11-20",
                f"--on {options.on}: write a date like 2026-11-20",
            )
    if not root.is_dir():
        raise Stop(
            f"找不到目录文件夹“{root}”。它里面应有 site.yml；请用 --catalogue 指明位置",
            f"there is no catalogue folder '{root}'. It holds site.yml; name it with --catalogue",
        )
    return on


def _status(summary: report.Summary, strict: bool) -> int:
    return 1 if summary.errors or (strict and summary.warnings) else 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
