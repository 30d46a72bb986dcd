"""Worker processes: the same function over many tasks, on all cores.

Tasks are independent and small to send; what all of them need is given once, when the crew starts.
A worker ends when its parent does, however that ends.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_PR_SET_PDEATHSIG = 1


FEW = 400
"""Files up to which one process is done before another has begun."""


def workers_for(files: int, tasks: int, most: int) -> int:
    """How many processes so much work is worth.

    One where a system cannot fork: a worker begins with what its parent has read, and to hand all
    of that over would cost more than it gains.
    """
    if sys.platform != "linux":
        return 1
    return 1 if files < FEW else max(1, min(tasks, most))


def cores() -> int:
    """How many processes may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Crew:
    """Processes that wait for tasks; without a pool this process does them itself."""

    pool: ProcessPoolExecutor | None = None

    def run(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        """The results of all tasks, in their order."""
        return self.pool.map(function, tasks) if self.pool else map(function, tasks)


@contextmanager
def crew(workers: int, prepare: Callable[..., None], *given: object) -> Iterator[Crew]:
    """A crew, in each process of which `prepare(*given)` has run once."""
    if workers < 2:
        prepare(*given)
        yield Crew()
        return
    gc.freeze()  # so that the collector leaves the pages alone that workers share with us
    with ProcessPoolExecutor(
        workers, multiprocessing.get_context("fork"), _begin, (prepare, given)
    ) as pool:
        yield Crew(pool)


@contextmanager
def beside(worth: bool, function: Callable[..., R], *given: object) -> Iterator[Callable[[], R]]:
    """Have a function done by a process beside this one; what is given waits for its result.

    Unless it is `worth` a process and there is a core for it: then it is done when it is waited for.
    """
    if not worth or cores() < 2 or sys.platform != "linux":
        yield partial(function, *given)
        return
    gc.freeze()
    pool = ProcessPoolExecutor(
        1, multiprocessing.get_context("fork"), _begin, (_keep, (function, *given))
    )
    result = pool.submit(_done)
    pool.shutdown(wait=False)  # the process ends, and gives its memory back, when it is done
    try:
        yield result.result
    finally:
        wait([result])


def _keep(*task: object) -> None:
    """Remember what this process was made for: it has that from its parent and is sent nothing."""
    _TASK[:] = task


def _done() -> Any:
    function, *given = _TASK
    return function(*given)


_TASK: list[Any] = []


def die_with_parent() -> None:
    """Let a process end when its parent is killed (Linux), so that it writes no more."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _begin(prepare: Callable[..., None], given: Sequence[object]) -> None:
    die_with_parent()
    # Ctrl+C reaches every process of the terminal; the parent says what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom()
    prepare(*given)


def seldom() -> None:
    """Look for garbage seldom: what a build makes is used until its end, or freed at once.

    Measured when 5,567 heads of records were unpickled: 30 microseconds each as Python comes, 10
    without looking for garbage.
    """
    gc.set_threshold(200_000, 20, 100)
