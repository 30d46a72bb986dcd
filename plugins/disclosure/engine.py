"""Running the site engine as a process of its own, so that it stays replaceable."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .crew import ProcessLost, ends_with_us
from .fingerprint import content_prints, fingerprint
from .pages.shell import DEPTHS, Shell, split
from .publish.errors import PublishError
from .store import Store, digest, program

_PACKAGE = Path(__file__).parent
INTERNAL = "internal-shell"
"""What is rendered for the internal edition. The engine alone gives a frame with nothing in it."""


def base_config() -> Path:
    """The `mkdocs.yml` that carries the theme: the repository's, or the wheel's copy."""
    own = _PACKAGE / "mkdocs.yml"
    return own if own.is_file() else _PACKAGE.parents[1] / "mkdocs.yml"


def write_config(work: Path, catalogue: Path, *, part: str, on: str) -> Path:
    """Write a configuration into `work` that inherits the theme and names this catalogue.

    A `mkdocs.yml` beside the catalogue folder is used instead of ours where there is one.
    """
    beside = catalogue.parent / "mkdocs.yml"
    inherited = beside if beside.is_file() else base_config()
    docs = catalogue / "pages"
    if not docs.is_dir():
        docs = work / "pages"
        docs.mkdir()
    overrides = next(
        folder
        for folder in (_PACKAGE / "overrides", _PACKAGE.parents[1] / "overrides")
        if folder.is_dir()
    )
    own = inherited.parent / "overrides"
    custom = own if own.is_dir() else overrides
    settings = {"catalogue": str(catalogue), "part": part, "on": on}
    # JSON is YAML too, and quotes every path as it must be.
    values = {
        "INHERIT": str(inherited),
        "docs_dir": str(docs),
        "site_dir": str(work / "unused"),
        "theme": {"custom_dir": str(custom)},
        "plugins": [{"disclosure": settings}],
    }
    path = work / "mkdocs.yml"
    path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    return path


def shells_for(
    root: Path, site: Path, store: Store, on: str, *, internal: bool = False
) -> Mapping[int, Shell]:
    """Put the theme and the prose pages into the folder `site`; gives the shells.

    `root` is the catalogue folder; `internal` gives the frame of the internal edition. The engine runs only when something that it reads has changed.
    Raises PublishError when it fails.
    """
    key = _inputs(root)
    kept: Any = store.read("shell")
    if kept is not None and kept[0] == key:
        for name, data in kept[1].items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return {depth: Shell(tuple(parts)) for depth, parts in kept[2].items()}
    with tempfile.TemporaryDirectory(prefix="engine-", dir=site.parent) as work:
        part = INTERNAL if internal else "shell"
        shells = render_shells(write_config(Path(work), root, part=part, on=on), site)
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    store.write("shell", (key, files, {depth: shell.parts for depth, shell in shells.items()}))
    return shells


def _inputs(root: Path) -> str:
    """A digest of all that the engine reads, besides this program."""
    parts: list[bytes | str] = [program(), (root / "site.yml").read_bytes()]
    parts += [path.read_bytes() for path in (root.parent / "mkdocs.yml",) if path.is_file()]
    for folder in (root / "pages", root.parent / "overrides"):
        prints = content_prints(folder, fingerprint(folder).names)
        parts += [folder.name, *(part for pair in sorted(prints.items()) for part in pair)]
    return digest(*parts)


def render_shells(config: Path, site: Path) -> Mapping[int, Shell]:
    """Run the engine into the folder `site`; gives the shells, which do not stay there.

    Raises PublishError with what the engine said when it fails, ProcessLost when it was killed.
    """
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(site)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=environment(),
        preexec_fn=ends_with_us(),
        check=False,
    )
    if done.returncode < 0:
        raise ProcessLost("MkDocs")
    folder = site / "disclosure-shell"
    if done.returncode or not folder.is_dir():
        raise _failure((done.stdout + done.stderr).strip())
    shells = {}
    for depth in DEPTHS:
        path = folder / f"{depth}.html"
        shells[depth] = split(path.read_text("utf-8"))
        path.unlink()
    folder.rmdir()
    return shells


def _failure(said: str) -> Exception:
    """Why the engine failed: what the system refused it, or its own words without an account."""
    words, _, account = said.partition("Traceback (most recent call last):")
    last = account.rpartition("\n")[2]
    if refused := _REFUSED.match(last):
        number = int(refused[1])
        return OSError(number, os.strerror(number), refused[2])
    if last.startswith("MemoryError"):
        return MemoryError()
    shown = "\n".join([*words.strip().splitlines(), last][-12:]).strip()
    return PublishError(
        f"MkDocs 没有完成，网站没有更新。请照它的提示改正目录里的 pages/ 或者自己的 mkdocs.yml，再运行一次：\n{shown}",
        f"MkDocs failed; the site was not updated. Mend pages/ of the catalogue or your mkdocs.yml as "
        f"it says, and run again:\n{shown}",
    )


_REFUSED = re.compile(r"\w+: \[Errno (\d+)\][^']*(?:'[^']*' -> )?'([^']*)'\Z")
"""What the engine says when the system refuses it a file; of two files the one that is written."""


def serve(config: Path, address: str) -> int:
    """Run the live preview until it is stopped; gives its exit status."""
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(config), "-a", address]
    ours = ends_with_us()
    return subprocess.run(command, env=environment(), preexec_fn=ours, check=False).returncode


def environment() -> dict[str, str]:
    """The environment of the engine: UTF-8, and without Material's notice on MkDocs 2."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
