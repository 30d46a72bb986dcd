"""Tables that depend on nothing but this program and its libraries: worked out once, then read.

Kept beside what runs leave for each other, once `keep_in` has said where; until then, and where
nothing may be kept, they are worked out in each run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from .store import Store

T = TypeVar("T")

_kept_in: list[Store] = []


def keep_in(store: Store) -> None:
    """Keep tables in this store from now on."""
    _kept_in[:] = [store]


def derived(name: str, make: Callable[[], T]) -> T:
    """The table of this name, made of what `Store.write` can keep."""
    store = _kept_in[0] if _kept_in else Store(None)
    kept = store.read(f"derived/{name}")
    if kept is not None:
        return cast("T", kept)
    made = make()
    store.write(f"derived/{name}", made)
    return made
