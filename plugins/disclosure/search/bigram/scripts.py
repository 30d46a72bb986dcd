"""The index for pages that no server sends: its files as plain scripts.

A page opened from a disk (`file://`) may not fetch a file, but it may load a script. So each file of
the index becomes text in a script,

    disclosureScripts.set("0123456789ab/text/p8.bin", "<base64>"); …

files with a number four together (p8 to p11 are in `p2.js`). `search-source.js` reads them.
"""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

GROUP = 4
"""Numbered files of one script."""
_NUMBERED = re.compile(r"(\d+)\.bin$")
_SUFFIX = re.compile(r"\.(bin|json)$")
_NOT_ASKED = ("addresses.bin", "entries.bin")
"""Files that only a build reads."""


def write_scripts(source: Path, target: Path) -> int:
    """Write the index in the folder `source` as scripts into the folder `target`.

    Gives the number of scripts. Raises OSError when there is no index, ValueError when it is another
    engine's.
    """
    if json.loads((source / "index.json").read_bytes()).get("engine") != "bigram":
        raise ValueError("only an index of the engine bigram can be written as scripts")
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.name not in _NOT_ASKED:
            groups[script_of(path.relative_to(source).as_posix())].append(path)
    for name, paths in groups.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        held = ((path.relative_to(source).as_posix(), path.read_bytes()) for path in paths)
        (target / name).write_text(script_text(held), "ascii")
    return len(groups)


def script_of(name: str) -> str:
    """The script, below `search/`, in which a file of the index stands."""
    numbered = _NUMBERED.sub(lambda found: f"{int(found[1]) // GROUP}.js", name)
    return _SUFFIX.sub(".js", numbered)


def script_text(files: Iterable[tuple[str, bytes]]) -> str:
    """A script that holds files, by their names below `search/`."""
    return "".join(
        f'disclosureScripts.set({json.dumps(name)},"{base64.b64encode(data).decode()}");\n'
        for name, data in files
    )
