#!/usr/bin/env python3
"""The one command of the project: `python site_build.py [build|check|serve|rules] …`."""

import sys

try:
    from disclosure.cli import entry
except ModuleNotFoundError as error:
    sys.exit(
        f"缺少 Python 软件包 {error.name}。请先在虚拟环境中运行：pip install -e .\n"
        f"The Python package {error.name} is missing. In a virtual environment run: pip install -e ."
    )

if __name__ == "__main__":
    entry()
