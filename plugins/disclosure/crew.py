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
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, wait
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


class ProcessLost(Exception):
    """A process that worked for this one ended before its work was done, most likely killed.

    `name` says which; none is a worker. This room knows no texts in two languages, so `zh` and `en`
    say to the user what happened and what to do.
    """

    def __init__(self, name: str = "") -> None:
        self.zh = (
            f"{name or '一个工作进程'}还没有做完就被系统中止了，最常见的原因是内存不足。"
            f"请关闭其他程序或者增加内存，然后再试"
        )
        self.en = (
            f"{name or 'a worker process'} was ended before it was done, most often because memory "
            f"ran out; close other programs or add memory, then try again"
        )
        super().__init__(self.en)


@dataclass(frozen=True)
class Crew:
    """Processes that wait for tasks; without a pool this process does them itself."""

    pool: ProcessPoolExecutor | None = None

    def run(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        """The results of all tasks, in their order. Raises ProcessLost when a worker ended."""
        if self.pool is None:
            return map(function, tasks)
        with _loss_told():
            return _results(self.pool.map(function, tasks))


def _results(results: Iterator[R]) -> Iterator[R]:
    with _loss_told():
        yield from results


@contextmanager
def _loss_told() -> Iterator[None]:
    try:
        yield
    except BrokenExecutor as error:
        raise ProcessLost from error


@contextmanager
def crew(workers: int, prepare: Callable[..., None], *given: object) -> Iterator[Crew]:
    """A crew, in each process of which `prepare(*given)` has run once.

    When something fails in the block, what nobody has begun is not begun any more.
    """
    if workers < 2:
        prepare(*given)
        yield Crew()
        return
    gc.freeze()  # so that the collector leaves the pages alone that workers share with us
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("fork"), _begin, (prepare, given, os.getpid())
    )
    try:
        yield Crew(pool)
    except ProcessLost:
        # The pool ends the others too, but some versions of Python then wait for ever for a thread
        # that fills the queue of tasks. None of them may write any more when we tidy up.
        # That thread waits for them as well, and who comes second is told that there is nobody: only
        # when none is left is it sure.
        while others := multiprocessing.active_children():
            for each in others:
                each.kill()
                each.join(0.01)
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def beside(worth: bool, function: Callable[..., R], *given: object) -> Iterator[Callable[[], R]]:
    """Have a function done by a process beside this one; what is given waits for its result.

    Unless it is `worth` a process and there is a core for it: then it is done when it is waited for.
    To wait for it raises ProcessLost when that process ended.
    """
    if not worth or cores() < 2 or sys.platform != "linux":
        yield partial(function, *given)
        return
    gc.freeze()
    pool = ProcessPoolExecutor(
        1, multiprocessing.get_context("fork"), _begin, (_keep, (function, *given), os.getpid())
    )
    result = pool.submit(_done)
    pool.shutdown(wait=False)  # the process ends, and gives its memory back, when it is done

    def waited() -> R:
        with _loss_told():
            made: R = result.result()
        return made

    try:
        yield waited
    finally:
        wait([result])


def _keep(*task: object) -> None:
    """Remember what this process was made for: it has that from its parent and is sent nothing."""
    _TASK[:] = task


def _done() -> Any:
    function, *given = _TASK
    return function(*given)


_TASK: list[Any] = []


def ends_with_us() -> Callable[[], None] | None:
    """What a program that we start must do first to end when we are killed, so that it writes no
    more; None where a system cannot."""
    return partial(_end_with, os.getpid()) if sys.platform == "linux" else None


def _end_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was killed before we came so far
        os.kill(os.getpid(), signal.SIGKILL)


def _begin(prepare: Callable[..., None], given: Sequence[object], parent: int) -> None:
    _end_with(parent)
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
