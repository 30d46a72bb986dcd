"""A small city that has a past: a git repository of what it was, and the folder as it is now."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cases import Found
from disclosure import checks
from disclosure.diagnostics import Diagnostic
from disclosure.past.revision import Then, state_at
from disclosure.store import Store
from disclosure.survey import survey
from git_city import git
from small_city import Change, write


def commit(folder: Path, message: str = "a change") -> str:
    """Commit all that lies there, in a repository that is made if need be; gives the hash."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def rewrite(folder: Path, *changes: Change) -> Path:
    """The small city, changed, in place of what lies there."""
    shutil.rmtree(folder / "catalogue", ignore_errors=True)
    return write(folder, *changes)


def compared(folder: Path, revision: str = "HEAD") -> tuple[Then, list[Diagnostic]]:
    """What is found by comparing with a revision, and nothing else."""
    root = folder / "catalogue"
    catalogue = survey(root, None, Store(None), 1).catalogue
    then = state_at(root, revision, len(catalogue.pack.file.review.levels), 1)
    found = checks.of_past(replace(catalogue, before=then.before))
    return then, checks.settled(found)


def plain(then: Then, findings: Sequence[Diagnostic]) -> list[Found]:
    """Findings as tables of cases hold them; the commit is called REV."""
    return [
        (
            finding.code,
            finding.severity.value,
            finding.span.file.removeprefix("catalogue/"),
            finding.span.line,
            finding.span.column,
            finding.message.zh.replace(then.before.revision, "REV"),
        )
        for finding in findings
    ]
