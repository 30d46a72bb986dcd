"""The search for pages that no server sends: the index and the modules as plain scripts.

A page opened from a disk (`file://`) may neither fetch a file nor import a module, but it may load
a script. So each file of an index of the engine `bigram` becomes text in a script,

    disclosureScripts.set("0123456789ab/text/p8.bin", "<base64>"); …

files with a number four together (p8 to p11 are in `p2.js`), and all modules of the search page
become one script, `assets/disclosure/search-local.js`. `search-source.js` reads the former.
"""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

GROUP = 4
"""Numbered files of one script."""
LOCAL = "search-local.js"
_ENTRY = "search.js"
_NUMBERED = re.compile(r"(\d+)\.bin$")
_SUFFIX = re.compile(r"\.(bin|json)$")
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export ((?:async )?function|const) (\w+)", re.M)


def write_scripts(release: Path, site: Path) -> int:
    """Write the search of a release, whose index is of the engine `bigram`, as scripts into `site`.

    The page there needs `<script src="assets/disclosure/search-local.js" defer></script>` instead
    of the module `search.js`. Gives the number of scripts. Raises OSError when the release has no
    index, ValueError when it is another engine's or a module cannot be joined.
    """
    source = release / "search"
    if json.loads((source / "index.json").read_bytes()).get("engine") != "bigram":
        raise ValueError("only an index of the engine bigram can be written as scripts")
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.name not in _NOT_ASKED:
            groups[script_of(path.relative_to(source).as_posix())].append(path)
    for name, paths in groups.items():
        lines = (
            f'disclosureScripts.set({json.dumps(path.relative_to(source).as_posix())},"{_text(path)}");\n'
            for path in paths
        )
        target = site / "search" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("".join(lines), "ascii")
    assets = site / "assets" / "disclosure"
    assets.mkdir(parents=True, exist_ok=True)
    joined = joined_modules(release / "assets" / "disclosure")
    (assets / LOCAL).write_text(joined, "utf-8", newline="\n")
    return len(groups) + 1


_NOT_ASKED = ("addresses.bin", "entries.bin")
"""Files that only a build reads."""


def script_of(name: str) -> str:
    """The script, below `search/`, in which a file of the index stands."""
    numbered = _NUMBERED.sub(lambda found: f"{int(found[1]) // GROUP}.js", name)
    return _SUFFIX.sub(".js", numbered)


def _text(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def joined_modules(folder: Path) -> str:
    """The search page's modules as one script that runs without being a module."""
    parts = [
        f"modules[{json.dumps(name)}] = (() => {{\n{text}}})();\n"
        for name, text in _modules(folder, _ENTRY, set())
    ]
    head = "globalThis.disclosureScripts = new Map();\n(() => {\nconst modules = {};\n"
    return f"{head}{''.join(parts)}}})();\n"


def _modules(folder: Path, name: str, done: set[str]) -> Iterator[tuple[str, str]]:
    """A module and all that it imports, each once and after those that it imports itself."""
    done.add(name)
    text = (folder / name).read_text("utf-8")
    for _, other in _IMPORT.findall(text):
        if other not in done:
            yield from _modules(folder, other, done)
    body = _IMPORT.sub(r'const {\1} = modules["\2"];\n', text)
    names = [found for _, found in _EXPORT.findall(body)]
    body = _EXPORT.sub(r"\1 \2", body)
    if re.search(r"^(import|export) ", body, re.M):
        raise ValueError(f"{name} imports or exports in a way that cannot be joined")
    yield name, f"{body}return {{ {', '.join(names)} }};\n"
