"""Files as nobody should write them: made of the models, of no model at all, or of good files broken.

Everything is drawn by Hypothesis, so a run can be repeated, and what fails is shown in its shortest
form.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st
from pydantic import TypeAdapter

import disclosure
import small_city as small
from cases import own_pack
from disclosure.model.agency import AgencyFile, GuideFile, Notice, RegisterFile
from disclosure.model.item import ItemEntry, RecordHead
from disclosure.model.pack import PackFile
from disclosure.model.release import Facts, manifest_text
from disclosure.model.site import ProseHead, SiteFile
from disclosure.official import FORM
from small_city import OFFICE, Files

SHAPES: Mapping[str, Any] = {
    "site.yml": SiteFile,
    f"{OFFICE}/agency.yml": AgencyFile,
    f"{OFFICE}/catalogue.yml": list[ItemEntry],
    f"{OFFICE}/notices.yml": list[Notice],
    f"{OFFICE}/registers/2026.yml": RegisterFile,
    f"{OFFICE}/guide.md": GuideFile,
    f"{OFFICE}/records/2026/plan-2026.md": RecordHead,
    f"{OFFICE}/services/use-of-seal.md": RecordHead,
    "pages/help.md": ProseHead,
    "packs/own/pack.yml": PackFile,
    "packs/own/articles.yml": None,
    "releases/2026-11-20.txt": None,
}
"""The files that are broken, and the shapes that they should have."""
MANIFEST = manifest_text(
    Facts("小城", "https://a.example/", "2026-11-20", "20261120-0a", FORM, 1),
    {"index.html": "a" * 64},
)
_ODD = (
    *("", " ", "x", "0", "-1", "~", "no", "1e999", "0x1F", "2026-02-30", "2026-08-12", "9999-99-99"),
    *("2026-08-12 25:61", "2026-08-12 09:00", "２０２６-０８-１２", "2026-13", "<<", "=", "*a", "&a", "!x"),
    *("../../../etc/passwd", "C:\\con", "a/b", "files/plan.csv", "city-office", "plan", "plan-2026"),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "{% raw %}", "javascript:alert(1)", "data:,x", "=1+1"),
    *("\u202e\u2066", "\u200b", "\ufeff", "\u2028", "\x85", "\xa0", "e\u0301" * 9, "👩‍👩‍👧", "\U000e0041"),
    *("长" * 300, "[" * 400, "(" * 400, "*" * 300, "> " * 200, "|" * 300, "`" * 301, "a" * 70, "\n\n# x\n"),
    *("http://[", "https://a.example:99999/", "mailto:", "item:city-office/plan", "agency:water-bureau"),
)  # fmt: skip
_NUMBERS = (0, 1, -1, 7, 2026, 10**4, 2**31, 2**63, -(2**64), 10**400, 0.1, -0.0, 1e308)
"""Numbers that mean something to programs."""
WORDS = st.one_of(st.sampled_from(_ODD), st.text(max_size=12))
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.sampled_from(_NUMBERS), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)
"""Any YAML at all."""


def of_schema(schema: Mapping[str, Any], names: Mapping[str, Any], deep: int = 0) -> Any:
    """What a shape allows, as far as its JSON Schema tells, and now and then something else."""
    if "$ref" in schema:
        return of_schema(names[schema["$ref"].rpartition("/")[2]], names, deep)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return st.one_of(*(of_schema(each, names, deep) for each in schema[key]))
    made = _of_type(schema, names, deep)
    # Hypothesis draws the first more often: most parts are as they should be.
    return st.one_of(made, made, made, made, made, ANYTHING)


def _of_type(schema: Mapping[str, Any], names: Mapping[str, Any], deep: int) -> Any:
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if kind == "object" and deep < 6:
        fields = schema.get("properties", {})
        inner = {name: of_schema(each, names, deep + 1) for name, each in fields.items()}
        wanted = {name: inner[name] for name in schema.get("required", ())}
        if not inner:
            more = schema.get("additionalProperties")
            values = of_schema(more, names, deep + 1) if isinstance(more, dict) else ANYTHING
            return st.dictionaries(WORDS, values, max_size=3)
        return st.fixed_dictionaries(
            wanted, optional={name: each for name, each in inner.items() if name not in wanted}
        )
    if kind == "array" and deep < 6:
        return st.lists(of_schema(schema.get("items", {}), names, deep + 1), max_size=3)
    if kind == "integer":
        low, high = schema.get("minimum", -(10**6)), schema.get("maximum", 10**6)
        return st.one_of(st.integers(low, high), st.sampled_from(_NUMBERS))
    if kind == "boolean":
        return st.booleans()
    if kind == "null":
        return st.none()
    examples = [each for each in schema.get("examples", ()) if isinstance(each, str)]
    return st.one_of(st.sampled_from([*examples, *_ODD[:12]]), WORDS)


@cache
def shaped(path: str) -> Any:
    """Values for a file, made of its model."""
    shape = SHAPES[path]
    if shape is None:
        return ANYTHING
    schema = TypeAdapter(shape).json_schema()
    return of_schema(schema, schema.get("$defs", {}))


@cache
def good() -> Files:
    """The small city with a pack of its own and a manifest of a release: nothing is broken yet."""
    files = dict(small.base())
    own_pack()(files)
    files["releases/2026-11-20.txt"] = MANIFEST.encode()
    return files


def parts_of(path: str) -> tuple[Any, str]:
    """What a good file says: its values, and the text below them."""
    data = good()[path]
    assert isinstance(data, bytes)
    text = data.decode()
    if path.endswith(".md"):
        match = re.match(r"---\n(.*?)\n---\n(.*)", text, re.S)
        return (yaml.safe_load(match[1]), match[2]) if match else ({}, text)
    return yaml.load(text, yaml.BaseLoader), ""


@st.composite
def altered(draw: Any, path: str) -> Any:
    """The values of a good file with one to three places of them changed."""
    value = json.loads(json.dumps(parts_of(path)[0], default=str))
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(value))
        if not places:
            return draw(ANYTHING)
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        change = draw(st.sampled_from(("put", "put", "drop", "twin", "new")))
        if change == "put":
            holder[key] = draw(ANYTHING)
        elif change == "drop":
            del holder[key]
        elif isinstance(holder, list):
            holder.insert(key, holder[key] if change == "twin" else draw(ANYTHING))
        else:
            holder[str(draw(WORDS))] = holder[key] if change == "twin" else draw(ANYTHING)
    return value


def _places(value: Any) -> Any:
    """Every place in nested lists and mappings: what holds it, and where."""
    keys: Any = value.keys() if isinstance(value, dict) else ()
    keys = range(len(value)) if isinstance(value, list) else keys
    for key in list(keys):
        yield value, key
        yield from _places(value[key])


@st.composite
def structures(draw: Any) -> tuple[str, bytes]:
    """A file made of its model, of another file's, of any YAML, or of a good file altered."""
    path = draw(st.sampled_from(sorted(SHAPES)))
    how = draw(st.sampled_from(("altered", "altered", "shaped", "shaped", "other", "anything")))
    if how == "altered":
        value = draw(altered(path)) if SHAPES[path] else draw(ANYTHING)
    elif how == "shaped":
        value = draw(shaped(path))
    elif how == "other":
        value = draw(shaped(draw(st.sampled_from(sorted(SHAPES)))))
    else:
        value = draw(ANYTHING)
    if draw(st.booleans()):
        text = json.dumps(
            value, ensure_ascii=draw(st.booleans()), indent=draw(st.none() | st.just(1))
        )
    else:
        text = yaml.safe_dump(value, allow_unicode=True, width=draw(st.sampled_from((20, 10**6))))
    if path.endswith(".md"):
        body = parts_of(path)[1] if draw(st.booleans()) else draw(WORDS)
        text = f"---\n{text}\n---\n{body}"
    return path, text.encode("utf-8", "surrogatepass")


@cache
def alike(path: str) -> tuple[bytes, ...]:
    """The files of the sample that are of the kind of a file of the small city."""
    root, pattern = Path(__file__).parent.parent / "catalogue", path
    if path.startswith("packs/"):
        root, pattern = Path(disclosure.__file__).parent, f"packs/*/{path.rpartition('/')[2]}"
    elif path.startswith("agencies/"):
        pattern = re.sub(
            r"[^/]*[0-9][^/]*\.|use-of-seal\.", "*.", f"agencies/*{path[len(OFFICE) :]}"
        )
    elif path != "site.yml":
        pattern = f"{path.partition('/')[0]}/*.{path.rpartition('.')[2]}"
    return tuple(found.read_bytes() for found in sorted(root.glob(pattern)))


def mutated(seed: int) -> tuple[str, bytes]:
    """A good file of the small city or, as often, of the sample, one to four times broken by chance."""
    chance = random.Random(seed)
    path = chance.choice(sorted(SHAPES))
    data = good()[path] if chance.random() < 0.5 else chance.choice(alike(path))
    assert isinstance(data, bytes)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        data = chance.choice(_BREAKS)(data, chance)[:2_100_000]
    return path, data


def _flip(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _twice(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 50)) + data[end:]


def _shuffle(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    some = chance.sample(range(len(lines)), min(len(lines), chance.choice((2, 3, 1000))))
    for one, other in zip(some, sorted(some), strict=True):
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _drop_line(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def _recode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    name = chance.choice(("gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1"))  # fmt: skip
    return text.encode(name, "replace")


def _newlines(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", "\u2028".encode(), b"\x85", b"\x00\n", b"\x0c\n")))  # fmt: skip


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    what = chance.choice((*_ODD, "\x00", "\t", "：", "，", "“", "\x1b[31m", "\ud800", "- ", "? ", "|\n", ">-\n", "%YAML 9\n", "---\n", "...\n"))  # fmt: skip
    return (
        data[:at] + what.encode("utf-8", "surrogatepass") * chance.choice((1, 1, 1, 40)) + data[at:]
    )


def _number(data: bytes, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    match = chance.choice(numbers)
    said = chance.choice((b"9" * 400, b"-1", b"1e400", b"0", b"00", b"1_000", b"0x7f", b"99999999999", "１２".encode()))  # fmt: skip
    return data[: match.start()] + said + data[match.end() :]


def _nest(data: bytes, chance: random.Random) -> bytes:
    deep = chance.choice((10, 25, 1_000, 60_000))
    what = chance.choice((b"- ", b"[", b"{a: ", b"> ", b"a:\n ", b"* ", b"![", b"(", b"<b>"))
    at = chance.choice([0, len(data), *(m.end() for m in re.finditer(rb": ", data))])
    return data[:at] + what * deep + data[at:]


_BREAKS = (_flip, _flip, _cut, _twice, _shuffle, _drop_line, _recode, _newlines, _insert, _insert, _number, _nest)  # fmt: skip
