"""`serve`: a live preview, with findings shown and drafts marked; or a kiosk on this computer."""

from __future__ import annotations

import argparse
import socket
import tempfile
from pathlib import Path
from typing import Any

from .common import Stop, day_of, say


def add_serving(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to those of the command line."""
    parser = commands.add_parser("serve", parents=[common], help="实时预览 / live preview")
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")
    parser.add_argument(
        "--kiosk",
        type=Path,
        metavar="DIR",
        help="打开安装好的触摸屏版，不是预览 / an installed kiosk edition, not the preview",
    )


def serve(options: argparse.Namespace) -> int:
    """Run the command until it is stopped; gives the exit status."""
    if options.kiosk is not None:
        from .local import serve_kiosk

        return serve_kiosk(options)
    from .. import engine

    day_of(options)
    _refuse_address(options.address)
    with tempfile.TemporaryDirectory(prefix="disclosure-") as work:
        root = options.catalogue.resolve()
        config = engine.write_config(Path(work), root, part="site", on=options.on or "")
        say(
            f"实时预览：http://{options.address}/ ，改动保存后自动刷新，按 Ctrl+C 结束。"
            if options.lang == "zh"
            else f"Live preview: http://{options.address}/ ; it reloads on change, Ctrl+C ends it."
        )
        return 2 if engine.serve(config, options.address) else 0


def _refuse_address(address: str) -> None:
    """Raise Stop where nobody can be served at this address of the machine."""
    host, _, port = address.rpartition(":")
    try:
        if not host or not port.isascii() or not port.isdigit():
            raise ValueError
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host.strip("[]"), int(port)))
    except (OSError, ValueError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "HOST:PORT"
        raise Stop(
            f"不能在 {address} 上预览（{reason}）。请用 --address 换一个地址，例如 127.0.0.1:8001",
            f"no preview at {address} ({reason}); name another with --address: 127.0.0.1:8001",
        ) from None
