"""The public and the internal edition of a site never stand in each other's place.

What the internal edition holds would be published by the next copy of the folder to a web server;
and a public site that vanished behind an internal one would be missed by its readers.
"""

from __future__ import annotations

from pathlib import Path

from ..past.release import INTERNAL, edition_of
from .errors import PublishError


def refuse_other_edition(site: Path, *, internal: bool) -> None:
    """Raise PublishError where a site may not be put into a folder.

    Not where the other edition stands, nor inside such a folder. The internal edition takes no place
    that is not empty or its own: the folder of a web server must not become it by mistake.
    """
    site = site.absolute()
    for folder in (site, *site.parents):
        found = edition_of(folder)
        if found and (found == INTERNAL) != internal:
            raise _taken(site, folder, internal)
    if internal and edition_of(site) is None and site.is_dir() and any(site.iterdir()):
        raise PublishError(
            f"{site.name}/ 里有别的文件，内部版不能放在这里；请用 --site-dir 另选一个空文件夹",
            f"{site.name}/ holds other files; choose an empty folder for the internal edition "
            f"with --site-dir",
        )


def _taken(site: Path, folder: Path, internal: bool) -> PublishError:
    here = folder == site
    if internal:
        return PublishError(
            f"{folder.name}/ 是公开网站，内部版不能{'代替它' if here else '放在里面'}；"
            f"请用 --site-dir 另选一个文件夹。原来的网站没有变动",
            f"{folder.name}/ is a public site; the internal edition cannot "
            f"{'replace it' if here else 'stand in it'}: choose another --site-dir. "
            f"It is unchanged",
        )
    return PublishError(
        f"{folder.name}/ 是内部版网站，公开网站不能{'代替它' if here else '放在里面'}；"
        f"请用 --site-dir 另选一个文件夹，或者先删除 {folder.name}/。原来的网站没有变动",
        f"{folder.name}/ is an internal edition; a public site cannot "
        f"{'replace it' if here else 'stand in it'}: choose another --site-dir, or delete "
        f"{folder.name}/ first. It is unchanged",
    )
