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
from typing import IO, Any

try:
    import fcntl
except ImportError:  # Windows, where there are no workers either
    fcntl = None  # type: ignore[assignment]

Part = tuple[int, int]
"""Where values lie: offset and size in bytes."""


@dataclass(frozen=True)
class Spool:
    """An unnamed file, of which every process of this run knows."""

    file: IO[bytes]

    def put(self, values: Mapping[str, Any]) -> Part | None:
        """Keep values made of what `marshal` knows; None when the disk does not take them."""
        if fcntl is None:
            return None
        data = marshal.dumps({name: marshal.dumps(value) for name, value in values.items()})
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
        return start, len(data)

    def values(self, part: Part) -> Mapping[str, bytes]:
        """The values of a part by name, each still packed (`unpacked`)."""
        start, size = part
        found: Any = marshal.loads(os.pread(self.file.fileno(), size, start))
        return dict(found)


@contextmanager
def spool() -> Iterator[Spool]:
    """A spool, empty, for as long as it is needed."""
    with tempfile.TemporaryFile() as file:
        yield Spool(file)


def unpacked(value: bytes) -> Any:
    """A value of a spool."""
    return marshal.loads(value)
