"""What every command needs: its day, its cache, the state of the catalogue, and how it speaks."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from .. import report
from ..crew import cores
from ..diagnostics import Text, did_you_mean
from ..store import Store

if TYPE_CHECKING:
    from ..spool import Spool
    from ..survey import Survey


class Stop(Exception):
    """The command cannot go on; said to the user, exit status 2."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Text(zh, en)


def survey_of(
    options: argparse.Namespace,
    spool: Spool | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Survey:
    """The state of the catalogue of a command line. Raises Stop when the words make no sense."""
    from ..survey import survey

    on, root = day_of(options), options.catalogue.resolve()
    return survey(root, on, store_of(options), cores(), spool=spool, meanwhile=meanwhile)


def store_of(options: argparse.Namespace) -> Store:
    """The cache beside the catalogue folder."""
    beside = options.catalogue.resolve().parent / ".cache" / "disclosure"
    return Store(None if options.no_cache else beside)


def day_of(options: argparse.Namespace) -> dt.date | None:
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


def known_agency(agency: str, agencies: Collection[str]) -> None:
    """Raise Stop when there is no such agency."""
    if agency not in agencies:
        near = did_you_mean(agency, agencies)
        raise Stop(
            f"没有“{agency}”这个机关。{near.zh if near else '机关代号是 agencies/ 中的文件夹名。'}",
            f"there is no agency '{agency}'. {near.en if near else 'Ids are folders of agencies/.'}",
        )


def status_of(summary: report.Summary, strict: bool) -> int:
    """The exit status for what was found."""
    return 1 if summary.errors or (strict and summary.warnings) else 0


def say(text: str) -> None:
    """Tell the user something that is no result: to stderr. What nobody can read stops nothing."""
    with suppress(OSError, ValueError):
        print(text, file=sys.stderr, flush=True)
