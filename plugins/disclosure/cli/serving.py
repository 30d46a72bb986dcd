"""`serve`: a live preview, with findings shown and drafts marked."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from .common import day_of, say


def serve(options: argparse.Namespace) -> int:
    """Run the command; gives the exit status."""
    from .. import engine

    day_of(options)
    with tempfile.TemporaryDirectory(prefix="disclosure-") as work:
        root = options.catalogue.resolve()
        config = engine.write_config(Path(work), root, part="site", on=options.on or "")
        say(
            f"实时预览：http://{options.address}/ ，改动保存后自动刷新，按 Ctrl+C 结束。"
            if options.lang == "zh"
            else f"Live preview: http://{options.address}/ ; it reloads on change, Ctrl+C ends it."
        )
        return 2 if engine.serve(config, options.address) else 0
