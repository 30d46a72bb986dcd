"""The public, the internal and the kiosk edition of a site never stand in each other's place.

What the internal edition holds would be published by the next copy of the folder to a web server; a
public site that vanished behind another edition would be missed by its readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..diagnostics import Text
from ..past.release import INTERNAL, KIOSK, PUBLIC, edition_of
from .errors import PublishError

_CALLED: Mapping[str, Text] = {
    PUBLIC: Text("公开网站", "a public site"),
    INTERNAL: Text("内部版", "an internal edition"),
    KIOSK: Text("触摸屏版", "a kiosk edition"),
}
_OPTION = {PUBLIC: "--site-dir", INTERNAL: "--site-dir", KIOSK: "--out"}


def refuse_other_edition(site: Path, edition: str) -> None:
    """Raise PublishError where a site may not be put into a folder.

    Not where another edition stands, nor inside such a folder. The internal edition takes no place
    that is not empty or its own: the folder of a web server must not become it by mistake.
    """
    site = site.absolute()
    for folder in (site, *site.parents):
        found = edition_of(folder)
        if found and found != edition:
            raise _taken(folder, found, edition, here=folder == site)
    if edition == INTERNAL and edition_of(site) is None and site.is_dir() and any(site.iterdir()):
        raise PublishError(
            f"{site.name}/ 里有别的文件，内部版不能放在这里；请用 --site-dir 另选一个空文件夹",
            f"{site.name}/ holds other files; choose an empty folder for the internal edition "
            f"with --site-dir",
        )


def _taken(folder: Path, found: str, edition: str, *, here: bool) -> PublishError:
    there, wanted, option = _CALLED[found], _CALLED[edition], _OPTION[edition]
    return PublishError(
        f"{folder.name}/ 是{there.zh}，{wanted.zh}不能{'代替它' if here else '放在里面'}；"
        f"请用 {option} 另选一个文件夹。原来的文件没有变动",
        f"{folder.name}/ is {there.en}; {wanted.en} cannot {'replace it' if here else 'stand in it'}: "
        f"choose another folder with {option}. It is unchanged",
    )
