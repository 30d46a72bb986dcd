"""Modules of the browser -> one script that runs without being a module.

A page opened from a disk (`file://`) may import no module, but it may load a script.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export ((?:async )?function|const) (\w+)", re.M)


def joined_modules(folders: Sequence[Path], entry: str, head: str = "") -> str:
    """The module `entry` and all that it imports as one script; `head` stands before them.

    A module is looked for in the folders in their order. Raises OSError when one is nowhere,
    ValueError when it imports or exports otherwise than by name.
    """
    parts = [
        f"modules[{json.dumps(name)}] = (() => {{\n{text}}})();\n"
        for name, text in _modules(folders, entry, set())
    ]
    return f"{head}(() => {{\nconst modules = {{}};\n{''.join(parts)}}})();\n"


def _modules(folders: Sequence[Path], name: str, done: set[str]) -> Iterator[tuple[str, str]]:
    """A module and all that it imports, each once and after those that it imports itself."""
    done.add(name)
    path = next((found for folder in folders if (found := folder / name).is_file()), None)
    if path is None:
        raise FileNotFoundError(name)
    text = path.read_text("utf-8")
    for _, other in _IMPORT.findall(text):
        if other not in done:
            yield from _modules(folders, other, done)
    body = _IMPORT.sub(r'const {\1} = modules["\2"];\n', text)
    names = [found for _, found in _EXPORT.findall(body)]
    body = _EXPORT.sub(r"\1 \2", body)
    if re.search(r"^(import|export) ", body, re.M):
        raise ValueError(f"{name} imports or exports in a way that cannot be joined")
    yield name, f"{body}return {{ {', '.join(names)} }};\n"
