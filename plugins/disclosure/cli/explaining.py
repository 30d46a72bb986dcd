"""`rules`: what a rule wants, why, and how to mend a finding."""

from __future__ import annotations

import argparse

from .. import report
from ..diagnostics import did_you_mean
from .common import Stop


def rules(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status."""
    from .. import checks

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
