"""What a run remembers of each agency, so that the next one reads only what changed.

Each agency has two values of its own in the store: what is known of it, and how each of its files
looked. An agency with a finding, or with anything in it that is not public, is not remembered and so
is read each time: nothing of it may lie in a cache. Findings that tell no secret (`checks.LOST`) are
kept with their agency. What was found in attachments of public records is kept by their content in a
third value, also of agencies that are not remembered (`look.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from ..checks import LOST
from ..diagnostics import packed, unpacked
from ..fingerprint import RACY, Facts, Fingerprint, content_print, content_prints, facts_of
from ..lazily import LazyMapping
from ..load.folder import Folder
from ..model.outline import Outline
from ..store import Store
from .look import INSPECTED, Before, Seen

_KNOWN, _FILES = "agencies", "files"


def recall(
    store: Store, shared: str, folders: Mapping[str, Folder], now: Mapping[str, Fingerprint]
) -> tuple[dict[str, Seen], dict[str, Before]]:
    """What is remembered of the agencies whose files are still the same, and of the others.

    `shared` is a digest of what the rules look at besides agencies; under another nothing is known.
    """
    seen, before = {}, {}
    for name, folder in folders.items():
        kept: Any = store.read(f"{_KNOWN}/{name}")
        if kept is None or kept[0] != shared:
            continue
        _, stat, content, frame, *rest, told = kept
        rest.append(tuple(map(unpacked, told)))
        if now[name].stat == stat:
            files = LazyMapping(partial(_prints, store, folder, now[name], content))
            seen[name] = Seen(content, frame, files, *rest)
            continue
        facts = facts_of(folder.path)
        known = _remembered(store, name, content)
        same = {file: digest for file, (was, digest) in known.items() if facts.get(file) == was}
        # On another machine the times of files differ, and nothing else.
        prints = content_prints(folder.path, now[name].names, same)
        if content_print(now[name].names, prints) == content:
            seen[name] = replace(Seen(content, frame, prints, *rest), facts=facts)
        else:
            then = {file: digest for file, (_, digest) in known.items()}
            before[name] = Before(Seen(content, frame, then, *rest), prints, facts)
    return seen, before


def remember(
    store: Store,
    shared: str,
    started: int,
    now: Mapping[str, Fingerprint],
    seen: Mapping[str, Seen],
    outlines: Mapping[str, Outline],
) -> None:
    """Leave what was found for the next run, but nothing of agencies that are not all public.

    `started` is when the run began, in nanoseconds since 1970. Findings that compare agencies, or ask
    for the day, are made anew in each run and keep nothing from being remembered.
    """
    if store.folder is None:
        return
    old = started - RACY
    for name, each in seen.items():
        looked = each.facts is not None
        secret = any(finding.code not in LOST for finding in each.findings)
        if secret or (looked and not _is_public(outlines[name])):
            _forget(store, name)
        elif each.facts is not None:
            stat = now[name].stat if now[name].youngest <= old else ""
            told = [packed(finding) for finding in each.findings]
            known = (each.outline, each.outline_print, each.asked, told)
            store.write(f"{_KNOWN}/{name}", (shared, stat, each.content, each.frame, *known))
            facts = {file: facts for file, facts in each.facts.items() if facts[1] <= old}
            files = {file: (facts.get(file), digest) for file, digest in each.files.items()}
            store.write(f"{_FILES}/{name}", (each.content, files))
    for folder in (_KNOWN, _FILES, INSPECTED):
        for name in store.names(folder) - seen.keys():
            _forget(store, name)
            store.forget(f"{INSPECTED}/{name}")


def _remembered(store: Store, name: str, content: str) -> dict[str, tuple[Facts | None, str]]:
    """How each file looked, and a digest of it; nothing where that is not known any more."""
    kept: Any = store.read(f"{_FILES}/{name}")
    return kept[1] if kept is not None and kept[0] == content else {}


def _prints(store: Store, folder: Folder, now: Fingerprint, content: str) -> Mapping[str, str]:
    """A digest of each file of an agency that has not changed."""
    known = _remembered(store, folder.last, content)
    if not known:
        return content_prints(folder.path, now.names)
    return {file: digest for file, (_, digest) in known.items()}


def _forget(store: Store, name: str) -> None:
    store.forget(f"{_KNOWN}/{name}")
    store.forget(f"{_FILES}/{name}")


def _is_public(outline: Outline) -> bool:
    return (
        not outline.gaps
        and all(item.public for item in outline.items.values())
        and all(card.shown and card.ready for card in outline.cards)
    )
