"""Every kind of personal value in every disguise is found, and ordinary texts hold none."""

from __future__ import annotations

import random

import pytest

import persons
from disclosure.privacy import scan

CASES = [(kind, name) for kind in persons.MADE for name in persons.disguises(kind, markdown=True)]


@pytest.mark.parametrize(("kind", "name"), CASES, ids=lambda case: str(case))
def test_every_disguise_is_seen_through(kind: str, name: str) -> None:
    chance = random.Random(f"{kind} {name}")
    disguise = persons.disguises(kind, markdown=True)[name]
    for _ in range(60):
        value = persons.MADE[kind](chance)
        word = chance.choice(persons.WORDS[kind])
        written = disguise(value, chance)
        before, behind = chance.choice(
            (
                ("", ""),
                ("经核实，", "。"),
                ("- ", "\n- 下一条"),
                ("| 1 | ", " | 是 |"),
                ("（", "）"),
                ("# 备注 ", ""),
            )
        )
        text = f"{before}{word}{written}{behind}"
        found = [(hit.kind, hit.mask) for hit in scan(text)]
        assert (kind, persons.shown(kind, value)) in found, (text, found)
        hit = next(hit for hit in scan(text) if hit.kind == kind)
        start = text.index(written)
        assert start <= hit.start + (1 if text[hit.start] == "+" else 0) < start + len(written), (
            text
        )
        assert hit.end <= start + len(written), (text, text[hit.start : hit.end])
