"""A Chromium for the tests: the one named, one installed, or one that is fetched now.

The tests take its headless shell where there is one: the same engine without what a window needs,
a quarter quicker in the walks of test_keyboard.py.

It needs a Chinese font besides: without one every character is a box of another width, and what
fits on a screen cannot be measured.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_SHELL = "chromium-headless-shell"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_ADVICE = (
    "No Chromium could be found or fetched for the browser tests.\n"
    "Install one (Debian: apt-get install chromium; elsewhere: python -m playwright install "
    "--with-deps chromium), or set CHROMIUM to the path of a Chromium, Chrome or Edge."
)


def chromium_path(*, whole: bool = False) -> str:
    """The path of a browser that starts. Raises RuntimeError that says what to do.

    `whole` prefers the browser that people have to its headless shell, for times that are published.
    """
    with (Path(tempfile.gettempdir()) / "disclosure-tests-browser.lock").open("w") as lock:
        hold(lock.fileno())  # two test processes must not both run the package manager
        _see_to_a_font()
        named = os.environ.get("CHROMIUM")
        if named:
            if _starts(named):
                return named
            raise RuntimeError(f"CHROMIUM is set to {named!r}, which does not start.\n{_ADVICE}")
        packages = [_apt_install] if whole else [_apt_shell, _apt_install]
        for fetch in (None, _playwright_install, *packages):
            if fetch is not None:
                fetch()
            for path in _candidates(whole):
                if _starts(path):
                    return path
    raise RuntimeError(_ADVICE)


def whole_chromium() -> str:
    """The path of the browser that people have, never of its headless shell, which lacks much of it.

    Raises RuntimeError that says what to do.
    """
    for fetch in (None, _playwright_install, _apt_install):
        if fetch is not None:
            fetch()
        named = os.environ.get("CHROMIUM")
        for path in [*([named] if named else []), *_candidates(True)]:
            if "headless" not in Path(path).name and _starts(path):
                return path
    raise RuntimeError(_ADVICE)


def _see_to_a_font() -> None:
    """Raises RuntimeError that says what to do when there is no Chinese font and none can be had."""
    if not shutil.which("fc-list") or _has_font():
        return  # systems without fontconfig (Windows, macOS) bring Chinese fonts
    _apt_install("fonts-wqy-microhei")
    if not _has_font():
        raise RuntimeError(
            "The browser tests need a Chinese font.\n"
            "Install one (Debian: apt-get install fonts-noto-cjk or fonts-wqy-microhei)."
        )


def _has_font() -> bool:
    done = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip())


def _candidates(whole: bool) -> list[str]:
    home = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or str(Path.home() / ".cache/ms-playwright")
    shells, browsers = (
        [path for name in names if (path := shutil.which(name))]
        + [str(path) for path in sorted(Path(home).glob(pattern))]
        for names, pattern in (
            ((_SHELL,), "chromium_headless_shell-*/*/*headless*shell"),
            (_NAMES, "chromium-*/chrome-linux*/chrome"),
        )
    )
    return browsers + shells if whole else shells + browsers


def _starts(path: str) -> bool:
    return _run([path, "--version"], 60)


def _playwright_install() -> None:
    with_deps = ["--with-deps"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    _run([sys.executable, "-m", "playwright", "install", *with_deps, "chromium"], 240)


def _apt_install(package: str = "chromium") -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _run(["apt-get", "update", "-q"], 300, environment)
        _run(["apt-get", "install", "-qy", "--no-install-recommends", package], 600, environment)


def _apt_shell() -> None:
    _apt_install(_SHELL)


def _run(command: Sequence[str], seconds: int, environment: dict[str, str] | None = None) -> bool:
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def hold(descriptor: int) -> None:
    """Wait until no other process holds the open file, and hold it until it is closed."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)
