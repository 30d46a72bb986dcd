"""Packs -> `Pack`: the catalogue's own `packs/` first, then the built-in ones."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ..diagnostics import Diagnostic, Text
from ..model.catalogue import Pack
from ..model.common import ID_PATTERN
from ..model.pack import Article, PackFile
from ..source import read_yaml
from .folder import Folder, absent, read
from .shape import build, top_level

BUILT_IN = Path(__file__).parent.parent / "packs"


def pack_folder(root: Folder, pack: str) -> Folder | None:
    """Where a pack lies, or None when there is no such pack."""
    if not re.fullmatch(ID_PATTERN, pack):  # no path, and no name that leads elsewhere
        return None
    folder = root.sub("packs")
    own = folder.sub(pack)
    if own.path.is_dir() and not (folder.path.is_symlink() or own.path.is_symlink()):
        return own
    built_in = BUILT_IN / pack
    return Folder(os.fspath(built_in), f"packs/{pack}") if built_in.is_dir() else None


def known_packs(root: Folder) -> list[str]:
    """The ids of all packs that can be named."""
    names = {entry.name for entry in root.sub("packs").entries()}
    return sorted(names | {path.name for path in BUILT_IN.iterdir() if path.is_dir()})


def load_pack(folder: Folder, findings: list[Diagnostic]) -> Pack | None:
    """Read `pack.yml` and `articles.yml`; None when the pack cannot be used."""
    facts, texts = folder.sub("pack.yml"), folder.sub("articles.yml")
    missing = [absent(file) for file in (facts, texts) if not file.path.exists()]
    findings.extend(missing)
    if missing:
        return None
    document, written = read(facts, read_yaml, findings), read(texts, read_yaml, findings)
    if document is None or written is None:
        return None
    wrong = [
        top_level(document, dict, Text("“名称: 值”的形式", "a mapping (key: value)")),
        top_level(written, list, Text("以“- ”开头的列表", "a list ('- ')")),
    ]
    if any(wrong):
        findings.extend(finding for finding in wrong if finding)
        return None
    file, place, found = build(PackFile, document)
    findings.extend(found)
    articles: list[Article] = []
    for index in range(len(written.value) if isinstance(written.value, list) else 0):
        article, _, found_here = build(Article, written, (index,))
        findings.extend(found_here)
        found = [*found, *found_here]
        articles.extend([article] if article else [])
    if file is None or found:
        # Half a regulation would judge every agency wrongly: its own findings come first.
        return None
    return Pack(folder.last, file, tuple(articles), place)
