"""Work that other processes do."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure import crew


def told(folder: Path, words: list[str]) -> tuple[int, str]:
    (folder / "who").write_text(str(os.getpid()))
    return os.getpid(), " ".join(words)


@pytest.mark.parametrize(("worth", "cores"), [(True, 2), (True, 1), (False, 2)])
def test_a_process_beside_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worth: bool, cores: int
) -> None:
    monkeypatch.setattr(crew, "cores", lambda: cores)
    with crew.beside(worth, told, tmp_path, ["市", "政府"]) as result:
        who, words = result()
    assert words == "市 政府"
    assert (tmp_path / "who").read_text() == str(who)
    assert (who == os.getpid()) == (not worth or cores == 1)


def test_it_is_done_before_the_block_is_left_however_it_is_left(tmp_path: Path) -> None:
    with pytest.raises(KeyError), crew.beside(True, told, tmp_path, []):
        raise KeyError
    assert (tmp_path / "who").read_text() != str(os.getpid())


def failing() -> None:
    raise ValueError("nothing there")


@pytest.mark.parametrize("worth", [True, False])
def test_what_fails_there_fails_here(worth: bool) -> None:
    with crew.beside(worth, failing) as result, pytest.raises(ValueError, match="nothing there"):
        result()


def nothing() -> None:
    """Workers that need nothing to begin with."""


def leave(number: int) -> int:
    os._exit(number)


def be_killed(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def wait_long(number: int) -> int:
    time.sleep(0.01 if number else 600)
    return number


def be_killed_or_wait(number: int) -> int:
    return be_killed(number) if number == 3 else wait_long(number)


@pytest.mark.parametrize("work", [leave, be_killed, be_killed_or_wait])
def test_a_worker_that_ends_is_told_and_nobody_stays(work: Callable[[int], int]) -> None:
    with pytest.raises(crew.ProcessLost, match="memory"), crew.crew(2, nothing) as hands:
        list(hands.run(work, range(8)))
    assert not multiprocessing.active_children()
    with crew.crew(2, nothing) as hands:  # the next crew is as good as ever
        assert list(hands.run(str, range(3))) == ["0", "1", "2"]


def test_a_process_beside_this_one_that_ends_is_told() -> None:
    with crew.beside(True, leave, 3) as result, pytest.raises(crew.ProcessLost):
        result()


def out_of_memory(number: int) -> int:
    raise MemoryError


def test_what_a_worker_raises_is_raised_here() -> None:
    with pytest.raises(MemoryError), crew.crew(2, nothing) as hands:
        list(hands.run(out_of_memory, range(8)))
