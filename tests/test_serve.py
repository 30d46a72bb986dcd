"""The live preview: findings shown, drafts marked, reloads on change."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


def fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode("utf-8"))
    except (urllib.error.URLError, OSError):
        return ""


def until(ready: Callable[[], bool], what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, f"no {what} within {seconds:.0f} s"
        time.sleep(0.3)


@contextmanager
def preview(catalogue: Path) -> Iterator[str]:
    """The address of a running `serve` of a catalogue."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = subprocess.Popen(
        [
            *(sys.executable, str(ROOT / "site_build.py"), "serve"),
            *("--catalogue", str(catalogue), "--address", f"127.0.0.1:{port}"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(20)


def test_the_preview_shows_findings_and_drafts_and_follows_changes(sample_copy: Path) -> None:
    record = sample_copy / "agencies/finance-bureau/records/2026/final-accounts-2025.md"
    text = record.read_text("utf-8")
    head, _, body = text.partition("\n---\n")
    kept = [line for line in head.splitlines() if "level:" not in line]
    draft = "\n".join(kept).replace("review:", "review: []") + "\n---\n" + body
    record.write_text(draft, "utf-8")
    with preview(sample_copy) as base:
        until(lambda: "C801" in fetch(base + "preview.html"), "preview with the warning")
        assert "草稿" in fetch(base + "finance-bureau/final-accounts-2025.html")
        home = fetch(base + "index.html")
        assert "2 个警告" in home  # no review, and its limit has passed
        # The engine puts a script into the page that reloads it, which a strict policy would stop.
        assert "Content-Security-Policy" not in home and "livereload" in home
        facts = sample_copy / "agencies/finance-bureau/agency.yml"
        facts.write_text(facts.read_text("utf-8") + "nmae: x\n", "utf-8")
        until(lambda: "C103" in fetch(base + "preview.html"), "finding after a change")
        facts.write_text("name: [", "utf-8")
        until(lambda: "C006" in fetch(base + "index.html"), "findings of a broken file")
