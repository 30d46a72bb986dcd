"""The command line: the only room that prints or exits.

Exit status: 0 clean (warnings allowed), 1 findings, 2 wrong use or a failure of the program.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from .. import report, verdict
from ..crew import seldom
from ..diagnostics import Diagnostic, Text
from .arguments import parser_of
from .building import build
from .common import day_of, known_agency, say, status_of, store_of, survey_of
from .comparing import findings_since
from .explaining import rules
from .failing import failure
from .filing import filing
from .installing import kiosk_install
from .serving import serve

# What builds a site is imported where it is used, here and beside: a check of what has not changed
# needs none of it and is done in half the time.


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
    parser = parser_of(_RUN)
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


def _kiosk(options: argparse.Namespace) -> int:
    from .kiosk import kiosk

    return kiosk(options)


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
    "kiosk": _kiosk,
    "kiosk-install": kiosk_install,
}
