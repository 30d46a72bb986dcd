"""Work that other processes do."""

from __future__ import annotations

import os
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
