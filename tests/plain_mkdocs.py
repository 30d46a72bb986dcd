"""Plain `mkdocs build`, without `site_build.py`, as a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def equip(folder: Path) -> None:
    """Lay what MkDocs reads besides the catalogue into a folder that holds one."""
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "overrides", folder / "overrides")


def mkdocs(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the site there, into `folder/site` unless an option says otherwise."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *options],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
