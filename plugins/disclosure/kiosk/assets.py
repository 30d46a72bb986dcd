"""Scripts and style sheets of the edition: our own, joined, and the vendored ones as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..search.joined import joined_modules

_HERE = Path(__file__).parent
_BROWSER = _HERE / "browser"
_VENDOR = _HERE / "vendor"
_SHEETS = ("kiosk.css", "keyboard.css")
VENDORED = {
    "keyboard": "simple-keyboard-3.8.192/index.modern.js",
    "qr": "qrcode-generator-2.0.4/qrcode.js",
}
"""What the kiosk loads when it is needed, below `assets/kiosk/vendor/`."""
_RULE = "=" * 72
_SCRIPTS = "globalThis.disclosureScripts = new Map();\n"


def write_assets(site: Path) -> None:
    """Write them into the edition, whose other files are there: the scripts are also made of the
    site's own modules. Raises OSError, ValueError when a module cannot be joined."""
    kiosk, own = site / "assets" / "kiosk", site / "assets" / "disclosure"
    kiosk.mkdir(parents=True, exist_ok=True)
    for target, entry, head in (
        (own / "search-local.js", "search.js", _SCRIPTS),
        (own / "marks-local.js", "marks.js", ""),
        (kiosk / "kiosk.js", "kiosk.js", ""),
    ):
        text = joined_modules((_BROWSER, own), entry, head)
        target.write_text(text, "utf-8", newline="\n")
    sheets = "".join((_BROWSER / name).read_text("utf-8") for name in _SHEETS)
    (kiosk / "kiosk.css").write_text(sheets, "utf-8", newline="\n")
    shutil.copytree(_VENDOR, kiosk / "vendor", copy_function=shutil.copyfile)
    licences = own / "licences.txt"
    told = [licences.read_text("utf-8")]
    told += [
        f"{_RULE}\n{path.parent.name}\n{_RULE}\n\n{path.read_text('utf-8').strip()}\n"
        for path in sorted(_VENDOR.glob("*/LICENSE"))
    ]
    licences.write_text("\n".join(told), "utf-8", newline="\n")
