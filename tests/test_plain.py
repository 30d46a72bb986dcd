"""The fast reader gives what the events give, or leaves the text to them."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from disclosure import source
from disclosure.lazily import LazyMapping
from disclosure.plain import plain
from disclosure.source import read_markdown, read_yaml

ROOT = Path(__file__).parent.parent

REPOSITORY = Path(__file__).parents[1]
_FRONT = re.compile(r"---[ ]*\n(.*?)^---[ ]*(?:\n|\Z)", re.S | re.M)
_SIGNS = " \t:#-'\"[]{},&*!|>%@`?~.\n：，0a中=<+/\\\x80\ufeff\U0001f600"


def _texts() -> list[str]:
    files = sorted((REPOSITORY / "catalogue").rglob("*"))
    texts = [path.read_text("utf-8") for path in files if path.suffix in (".yml", ".md")]
    fronts = [_FRONT.match(text) for text in texts]
    return [front[1] if front else text for front, text in zip(fronts, texts, strict=True)]


def agrees(text: str) -> bool:
    """Whether `plain` read the text; fails when the events read it otherwise."""
    value = plain(text, source._typed)
    if value is None:
        return False
    document, findings = source._from_events(text, "a.yml", 0)
    assert document is not None, text
    assert (repr(document.value), findings) == (repr(value), []), text
    return True


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: text\nc: 2026-08-12 09:00\n",
        "a: {days: 20, unit: working}\nb: [x, 'y z', \"w: v\"]\n",
        "a:\n  - x\n  - y: 1\n    z: ~\n  - {p: files/a.pdf, t: 甲}\nb:\n- x\n- y\n",
        "- id: a\n  b: no\n  c: 010\n  d: true\n- id: b\n",
        "# a comment\na: 中文，标点。\n\n  # another\nb:\n  c:\n    d: 1.5\n",
        'hash: "v1:abc"\nhash-two: v1:abc\nurl: https://a.example/b/\n',
    ],
)
def test_ordinary_texts_are_read(text: str) -> None:
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "a:\n", "a: &x 1\n", "a: *x\n", "a: !t 1\n", "a: |\n  b\n", "a: 1\na: 2\n"),
        *("a: b: c\n", "a: b #c\n", "a: [x\n", "a: {b: [c]}\n", "a: {b: 1, b: 2}\n", "a: [x,]\n"),
        *("a: 1\n b: 2\n", " a: 1\n", "- a\nb: 1\n", "a: 1\n- b\n", "a：1\n", "a: 1\n---\nb: 2\n"),
        *("a: x\n  continued\n", "a: 'it''s'\n", 'a: "\\n"\n', "A: 1\n", "a:\tb\n", "a: b\t\n"),
        *("# \x80\na: 1\n", "a: [b, c: d]\n", "- - a\n", "a: @b\n", "a: %b\n", "a: `b\n", "? a\n"),
        "".join(f"{' ' * depth}a:\n" for depth in range(20)) + " " * 20 + "b: 1\n",
    ],
)
def test_anything_else_is_left_to_the_events(text: str) -> None:
    assert plain(text, source._typed) is None


def test_most_of_the_sample_is_read_fast_and_alike() -> None:
    texts = _texts()
    assert sum(map(agrees, texts)) > len(texts) / 2


def test_mutations_of_the_sample_never_differ() -> None:
    chance = random.Random(4)
    texts = _texts()
    read = 0
    for _ in range(6_000):
        text = chance.choice(texts)[: chance.choice((300, 1_000))]
        for _ in range(chance.randint(1, 3)):
            at, way = chance.randrange(len(text) + 1), chance.random()
            other = chance.randrange(len(text) + 1)
            if way < 0.5:
                text = text[:at] + chance.choice(_SIGNS) * chance.randint(1, 2) + text[at:]
            elif way < 0.8:
                text = text[:at] + text[at + chance.randint(1, 3) :]
            else:
                text = text[:at] + text[other : other + chance.randint(1, 30)] + text[at:]
        read += agrees(text)
    assert read > 1_000


def test_places_at_the_top_are_those_that_events_tell() -> None:
    """They are found without events; everything below is asked of these."""
    count = 0
    for path in sorted((ROOT / "catalogue" / "agencies").rglob("*")):
        if path.suffix not in (".md", ".yml"):
            continue
        reading = read_markdown if path.suffix == ".md" else read_yaml
        document, _ = reading(path.read_bytes(), path.name)
        assert document is not None
        if not isinstance(document.values, LazyMapping):
            continue  # not plain: it was read from events
        told = {place: at for place, at in document.values._known.items() if len(place) == 1}
        assert told
        for place, at in told.items():
            assert document.values[place] == at, (path, place)
            count += 1
        assert ("nowhere",) not in document.values
    assert count > 2000
