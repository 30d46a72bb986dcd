"""The facets of a segment as the engine `bigram` keeps them: one small number a row and facet.

`columns.bin` is one deflated block:

    u32      length of the header
    header   JSON: {"rows": n, "facets": {"agency": {"values": [...], "cells": [[0], ...]}, ...}}
    planes   for each facet in the header's order, one byte of each row's cell number; a second
             plane with the higher byte where there are more than 256 cells

A cell is the list of all values that a row has, as places in `values`; the rows share them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

import numpy as np

from ..entries import FACETS, Entry


def packed_columns(entries: Sequence[Entry]) -> bytes:
    """The columns of entries in the order of the rows. The same entries give the same bytes."""
    header: dict[str, dict[str, list[str] | list[list[int]]]] = {}
    planes = []
    for name in FACETS:
        written = [entry.facts.get(name, "") for entry in entries]
        kinds = sorted(set(written))
        cells = [[value for value in kind.split("|") if value] for kind in kinds]
        values = sorted({value for cell in cells for value in cell})
        place = {value: at for at, value in enumerate(values)}
        header[name] = {
            "values": values,
            "cells": [[place[value] for value in cell] for cell in cells],
        }
        number = {kind: at for at, kind in enumerate(kinds)}
        column = np.fromiter((number[kind] for kind in written), "<u2", len(written))
        bytes_of = column.view(np.uint8).reshape(-1, 2)
        planes.append(bytes_of[:, : 1 if len(kinds) <= 256 else 2].T.tobytes())
    text = json.dumps(
        {"rows": len(entries), "facets": header}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    return zlib.compress(len(text).to_bytes(4, "little") + text + b"".join(planes), 9)


def values_of(packed: bytes) -> dict[str, list[str]]:
    """The values of each facet in a file of columns. Raises zlib.error, ValueError or LookupError."""
    data = zlib.decompress(packed)
    header = json.loads(data[4 : 4 + int.from_bytes(data[:4], "little")])
    return {name: facet["values"] for name, facet in header["facets"].items()}
