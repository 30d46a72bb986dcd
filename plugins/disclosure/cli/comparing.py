"""What changed since a revision of git (`check --base`), or since the last release (`build`)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..crew import cores
from ..diagnostics import Diagnostic
from ..git import GitError
from .common import Stop, say

if TYPE_CHECKING:
    from ..survey import Survey


def findings_since(options: argparse.Namespace, seen: Survey) -> Sequence[Diagnostic]:
    """The findings of a survey, and those of the comparison. Raises Stop where git cannot tell."""
    from .. import checks
    from ..past.revision import state_at

    catalogue = seen.catalogue
    levels = len(catalogue.pack.file.review.levels) if catalogue.packs else 0
    try:
        then = state_at(options.catalogue, options.base, levels, cores())
    except GitError as error:
        raise Stop(error.message.zh, error.message.en) from None
    for note in then.notes:
        say(note.lang(options.lang))
    found = checks.of_past(replace(catalogue, before=then.before))
    return checks.settled([*seen.findings, *found])


def findings_since_release(options: argparse.Namespace, seen: Survey) -> Sequence[Diagnostic]:
    """The findings of a survey, and those of a comparison with the site that would be replaced."""
    from .. import checks
    from ..past.release import missing_from

    released = missing_from(seen.catalogue, options.site_dir)
    found = checks.of_past(replace(seen.catalogue, released=released)) if released else []
    return checks.settled([*seen.findings, *found]) if found else seen.findings
