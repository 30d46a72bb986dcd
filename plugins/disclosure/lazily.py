"""Mappings and sequences whose values are worked out when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")


class LazyMapping(Mapping[K, V]):
    """A mapping that is made as a whole when first asked for, like the places in a file.

    A class to be a mapping like any other.
    """

    def __init__(self, make: Callable[[], Mapping[K, V]]) -> None:
        self._make = make

    @cached_property
    def _known(self) -> Mapping[K, V]:
        return self._make()

    def __getitem__(self, key: K) -> V:
        return self._known[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class LazySequence(Sequence[V]):
    """A sequence that is made as a whole when first asked for.

    A class to be a sequence like any other.
    """

    def __init__(self, make: Callable[[], Sequence[V]]) -> None:
        self._make = make

    @cached_property
    def _known(self) -> Sequence[V]:
        return self._make()

    @overload
    def __getitem__(self, place: int) -> V: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[V]: ...
    def __getitem__(self, place: int | slice) -> V | Sequence[V]:
        return self._known[place]

    def __len__(self) -> int:
        return len(self._known)


class OnDemand(Mapping[str, V]):
    """A mapping with known keys, each value of which is made when first asked for.

    `asked` holds the keys whose values were asked for since somebody emptied it. A class to be a
    mapping like any other.
    """

    def __init__(self, keys: Collection[str], make: Callable[[str], V]) -> None:
        self._keys, self._make = keys, make
        self._known: dict[str, V] = {}
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> V:
        value = self.unseen(key)
        self.asked.add(key)
        return value

    def unseen(self, key: str) -> V:
        """The value, without remembering that it was asked for."""
        if key not in self._known:
            if key not in self._keys:
                raise KeyError(key)
            self._known[key] = self._make(key)
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
