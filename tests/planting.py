"""Values for every field of a shape, a marker in each text: what is planted follows the models.

A text that is added to a model tomorrow gets a marker by itself. Any other new field (a reference, a
date, a number) stops the test until somebody says in `CHOSEN` what to write there.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import StringConstraints

from disclosure.model.common import Shape

MARKER = re.compile(rb"zqleak[a-z]{3}qz")
"""What every marker looks like; nothing else does. Letters alone: no escape or folding changes them."""
_FREE = 1_000
"""A text that may be longer than this is free; what is shorter is an id or a reference."""


class NotPlanted(Exception):
    """A field that is neither a free text nor chosen."""


@dataclass
class Planter:
    """Gives markers, and remembers where each was put. A class for its state."""

    chosen: Mapping[str, Any]
    """`Shape.field` -> what to write there: whatever is no free text. A function is given a marker."""
    where: dict[bytes, str] = field(default_factory=dict)

    def mark(self, where: str) -> str:
        """A marker for a place."""
        number = len(self.where)
        letters = "".join(chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0))
        marker = f"zqleak{letters}qz"
        self.where[marker.encode()] = where
        return marker

    def filled(self, shape: type[Shape], where: str, **given: Any) -> dict[str, Any]:
        """A mapping with every field of a shape; `given` by the names in Python."""
        made = {}
        for name, info in shape.model_fields.items():
            key = info.alias or name
            if name in given:
                made[key] = given[name]
                continue
            hint: Any = (
                Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
            )
            made[key] = self._value(hint, f"{shape.__name__}.{name}", where)
        return {key: value for key, value in made.items() if value is not None}

    def _value(self, hint: Any, name: str, where: str) -> Any:
        if name in self.chosen:
            chosen = self.chosen[name]
            return chosen(self.mark(f"{where} {name}")) if callable(chosen) else chosen
        bounds = []
        while get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            bounds += more
        if get_origin(hint) in (Union, types.UnionType):
            hint = next(each for each in get_args(hint) if each is not types.NoneType)
            return self._value(hint, name, where)
        if get_origin(hint) is tuple:
            return [self._value(get_args(hint)[0], name, where)]
        if isinstance(hint, type) and issubclass(hint, Shape):
            return self.filled(hint, where)
        longest = [b.max_length or 0 for b in bounds if isinstance(b, StringConstraints)]
        if hint is str and longest and max(longest) > _FREE:
            return self.mark(f"{where} {name}")
        raise NotPlanted(
            f"{name} carries no marker and is not listed: say in CHOSEN what to write there, and "
            f"make sure that nothing of it is published where its thing is not"
        )


def flow(value: Any) -> str:
    """A value as YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def block(values: Mapping[str, Any]) -> str:
    """A mapping as YAML, a key a line; reviews a level a line, so that `sign` finds them."""
    return "".join(f"{key}: {flow(value)}\n" for key, value in values.items())
