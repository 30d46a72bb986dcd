"""What this run has read and will need again: values in one file without a name.

The file is open in this process and in every worker that begins afterwards; it lies in no folder, so
nothing is left of it when they end, however they end. A spool saves time only: whoever finds nothing
in it reads the source again.
"""

from __future__ import annotations

import marshal
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import IO, Any

from .lazily import OnDemand

try:
    import fcntl
except ImportError:  # Windows, where there are no workers either
    fcntl = None  # type: ignore[assignment]

Part = tuple[int, int, int]
"""Where values lie: offset and size in bytes, and the size of the index that follows them."""


@dataclass(frozen=True)
class Spool:
    """An unnamed file, of which every process of this run knows."""

    file: IO[bytes]

    def put(self, values: Mapping[str, Any]) -> Part | None:
        """Keep values made of what `marshal` knows; None when the disk does not take them."""
        if fcntl is None:
            return None
        packed = [marshal.dumps(value) for value in values.values()]
        sizes = [len(each) for each in packed]
        index = marshal.dumps((list(values), sizes))
        data = b"".join((*packed, index))
        handle = self.file.fileno()
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX)
            start = os.fstat(handle).st_size
            done = 0
            while done < len(data):
                done += os.pwrite(handle, data[done:], start + done)
        except OSError:
            return None
        finally:
            fcntl.lockf(handle, fcntl.LOCK_UN)
        return start, sum(sizes), len(index)

    def values(self, part: Part) -> Mapping[str, bytes]:
        """The values of a part by name, each still packed (`unpacked`) and read when asked for.

        Of most agencies a process wants a few of their hundred files.
        """
        start, size, more = part
        handle = self.file.fileno()
        names, sizes = marshal.loads(os.pread(handle, more, start + size))
        ends = accumulate(sizes, initial=start)
        places = dict(zip(names, zip(ends, sizes, strict=False), strict=True))
        return OnDemand(places, lambda name: os.pread(handle, places[name][1], places[name][0]))


@contextmanager
def spool() -> Iterator[Spool | None]:
    """A spool, empty, for as long as it is needed; None where no file can be made for it."""
    try:
        made = tempfile.TemporaryFile()  # noqa: SIM115  # closed below
    except OSError:
        yield None
        return
    with made as file:
        yield Spool(file)


def unpacked(value: bytes) -> Any:
    """A value of a spool."""
    return marshal.loads(value)
