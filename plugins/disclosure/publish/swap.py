"""Making a release beside the old one and exchanging the two in one step.

On Linux `renameat2(RENAME_EXCHANGE)` swaps two folders atomically; elsewhere two renames do, and
the next start mends what a kill between them left. A lock keeps a second build out; it is held by
the open file, so that it ends with the process, however that ends.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from ..exchange import exchange
from ..past.release import MARKER as MARKER
from .errors import PublishError, refused

T = TypeVar("T")


def release(
    site: Path, make: Callable[[Path], T], after: Callable[[T, Path | None], None] | None = None
) -> T:
    """Let `make` fill an empty folder, then put that folder in the place of `site`.

    `after` is called when it stands there, with what `make` gave and the folder of the old release,
    if there was one; that is deleted afterwards. What it cannot leave for the next release costs
    that one time and is no failure. Whatever happens before the exchange leaves `site` as it was.
    Raises PublishError when another build is running or the disk refuses; what else `make` raises
    goes through. Where `site` is a link, what it leads to is replaced.
    """
    site = site.resolve()
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with _lock(site):
            _recover(site)
            staging = _beside(site)
            try:
                staging.chmod(0o755)
                fresh = staging / "site"
                fresh.mkdir()
                made = make(fresh)
                old = _exchange(fresh, site, staging)
                if after is not None:
                    with suppress(OSError):
                        after(made, old)
            finally:
                _delete(staging)
            return made
    except OSError as error:
        said = refused(error)
        raise PublishError(
            f"{said.zh}。{site.name}/ 没有更新，原来的网站不变。",
            f"{said.en}; {site.name}/ was not updated.",
        ) from error


def _beside(site: Path) -> Path:
    """A new empty folder beside the site. Raises OSError that names the folder they lie in."""
    try:
        return Path(tempfile.mkdtemp(prefix=_prefix(site), dir=site.parent))
    except OSError as error:
        error.filename = os.fspath(site.parent)
        raise


def _prefix(site: Path) -> str:
    return f".{site.name}-staging-"


@contextmanager
def _lock(site: Path) -> Iterator[None]:
    path = site.parent / f".{site.name}-lock"
    with path.open("a") as file:
        try:
            import fcntl
        except ImportError:  # Windows: the staging folder is unique, the last build wins
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError(
                f"另一个发布正在写入 {site.name}/，请等它完成后再试",
                f"another build is writing {site.name}/; try again when it is done",
            ) from None
        yield


def _recover(site: Path) -> None:
    """Mend what a killed build left: an old release moved aside, staging folders."""
    for left in sorted(site.parent.glob(_prefix(site) + "*")):
        old = left / "old"
        if old.is_dir() and not site.exists():
            old.rename(site)
        _delete(left)


def _exchange(fresh: Path, site: Path, staging: Path) -> Path | None:
    """Put the new release into its place; gives where the old one is now, if it was one of ours."""
    if not site.exists():
        fresh.rename(site)
        return None
    if not site.is_dir():
        raise PublishError(
            f"{site.name} 是一个文件，不能放网站；请换一个 --site-dir",
            f"{site.name} is a file; choose another --site-dir",
        )
    foreign = any(site.iterdir()) and not (site / MARKER).is_file()
    old = fresh
    if not exchange(fresh, site):
        old = staging / "old"
        site.rename(old)
        fresh.rename(site)
    if foreign:
        # Not a release of ours: somebody's files. They are kept beside the site.
        old.rename(_free_name(site))
        return None
    return old


def _free_name(site: Path) -> Path:
    number = 1
    while (site.parent / f"{site.name}.before-{number}").exists():
        number += 1
    return site.parent / f"{site.name}.before-{number}"


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
