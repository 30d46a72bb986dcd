"""The small city with a site and manifests of it: what tests of `freeze` and `verify` share."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from city_builds import build
from city_edits import put_on_disk
from disclosure.model.release import entries
from small_city import OFFICE, Change, Files, base, edit, sign

Command = Callable[..., subprocess.CompletedProcess[str]]

PLAN = f"{OFFICE}/records/2026/plan-2026.md"
PAGE = "city-office/plan-2026.html"
DAY, NEXT = "2026-11-20", "2026-12-20"
REWORD = edit(PLAN, "今年的目标见", "今年的新目标见")
_SINCE = re.compile(r"本文自(\d+)年(\d+)月(\d+)日的版本以来没有变动")


class City:
    """The small city on a disk, its site and its manifests.

    A class for its state only: the files as they stand.
    """

    def __init__(self, folder: Path, command: Command) -> None:
        self.folder, self.command = folder, command
        self.files: Files = dict(base())
        self.root, self.site = folder / "catalogue", folder / "site"
        put_on_disk(self.files, self.root)

    def edit(self, *changes: Change) -> None:
        """Change files, and review the records as they stand by then; manifests stay."""
        for change in (*changes, sign):
            change(self.files)
        manifests = {
            f"releases/{path.name}": path.read_bytes()
            for path in (self.root / "releases").glob("*.txt")
        }
        put_on_disk({**self.files, **manifests}, self.root)

    def build(self, *options: str) -> None:
        """Build the site in this process."""
        build(self.root, self.site, *options)

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run `site_build.py` in the folder of the city."""
        done = self.command(*arguments, cwd=self.folder)
        assert "Traceback" not in done.stderr + done.stdout
        return done

    def freeze(self, *options: str) -> str:
        """Freeze what was built; gives what is said."""
        done = self.run("freeze", *options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def manifest(self, name: str = DAY) -> dict[str, str]:
        """Address of each page -> its hash, by a manifest."""
        path = self.root / "releases" / f"{name}.txt"
        return dict(entries(path.read_text("utf-8")))

    def since(self) -> dict[str, str]:
        """What each page says of when it last changed."""
        found = {}
        for path in self.site.rglob("*.html"):
            if match := _SINCE.search(path.read_text("utf-8")):
                day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
                found[path.relative_to(self.site).as_posix()] = day
        return found
