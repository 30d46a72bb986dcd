"""Every field of every file of a catalogue, as the models have them, and putting a text into each.

A new field is found by itself: `leaves` walks the values of the small city along the models, and adds
each text that may be there and is not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import types
import typing
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

import small_city
from disclosure.load.packs import BUILT_IN
from disclosure.load.shape import build
from disclosure.model.agency import AgencyFile, GuideFile, Notice, RegisterFile
from disclosure.model.canonical import approval_hash
from disclosure.model.filed import catalogue_hash
from disclosure.model.item import ItemEntry, RecordHead
from disclosure.model.pack import Article, PackFile
from disclosure.model.site import ProseHead, SiteFile
from disclosure.source import read_markdown, read_yaml

Step = str | int
Where = tuple[Step, ...]
MODELS: Mapping[str, type[BaseModel]] = {
    "site.yml": SiteFile,
    "agencies/[^/]+/agency.yml": AgencyFile,
    "agencies/[^/]+/catalogue.yml": ItemEntry,
    "agencies/[^/]+/notices.yml": Notice,
    "agencies/[^/]+/guide.md": GuideFile,
    r"agencies/[^/]+/(?:records/\d+|services)/[^/]+\.md": RecordHead,
    r"agencies/[^/]+/registers/\d+\.yml": RegisterFile,
    "packs/[^/]+/pack.yml": PackFile,
    "packs/[^/]+/articles.yml": Article,
    r"pages/.+\.md": ProseHead,
}
"""The files, and the model of each; of a list, of each of its entries."""
LISTS = (ItemEntry, Notice, Article)
_WORDS = "zi"


@dataclass(frozen=True)
class Leaf:
    """A place for a text: file, where in it, and how the models call it."""

    file: str
    where: Where
    field: str
    """`Model.field`, with the fields above it."""
    given: bool
    """Whether the small city has a value there."""


@dataclass
class Doc:
    """A file: its value, and its text if it is Markdown."""

    value: Any
    body: str | None


Docs = dict[str, Doc | bytes]


def model_of(file: str) -> type[BaseModel] | None:
    """The model of a file of a catalogue, by its path in the folder."""
    return next((model for shape, model in MODELS.items() if re.fullmatch(shape, file)), None)


def documents(*, pack: bool = True) -> Docs:
    """The small city as values; with its pack as its own, so that its fields can be changed too."""
    files = dict(small_city.base())
    if pack:
        for name in ("pack.yml", "articles.yml"):
            files[f"packs/seed-province/{name}"] = (BUILT_IN / "seed-province" / name).read_bytes()
    docs: Docs = {}
    for path, data in files.items():
        assert isinstance(data, bytes)
        model = model_of(path)
        if model is None:
            docs[path] = data
        elif path.startswith("pages/"):
            docs[path] = Doc({}, data.decode())
        else:
            read = read_markdown if path.endswith(".md") else read_yaml
            document = read(data, path)[0]
            assert document is not None, path
            body = document.body if path.endswith(".md") else None
            docs[path] = Doc(deepcopy(document.value), body)
    return docs


def _plain(annotation: Any) -> Any:
    """A type without what is said of it, and without None."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        kinds = [each for each in typing.get_args(annotation) if each is not type(None)]
        return _plain(kinds[0]) if len(kinds) == 1 else kinds
    return annotation


def _made(annotation: Any) -> Any:
    """Some value of a type, to be there at all; None where none can be made up."""
    kind = _plain(annotation)
    if kind is str:
        return _WORDS
    if kind is dt.date:
        return "2026-01-05"
    if kind is int:
        return 1
    if typing.get_origin(kind) is Literal:
        return typing.get_args(kind)[0]
    if typing.get_origin(kind) is tuple:
        inner = _made(typing.get_args(kind)[0])
        return None if inner is None else [inner]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        needed = {
            field.alias or name: _made(field.annotation)
            for name, field in kind.model_fields.items()
            if field.is_required()
        }
        return None if None in needed.values() else needed
    return None


def _walk(
    annotation: Any, value: Any, where: Where, name: str, given: bool
) -> Iterator[tuple[Where, str, bool, Any]]:
    """Places of texts below a value: where, their names, whether given, what must be put above."""
    kind = _plain(annotation)
    if isinstance(kind, list):  # a limit, or whom a category binds: words and models
        models = [each for each in kind if isinstance(each, type) and issubclass(each, BaseModel)]
        if isinstance(value, dict):
            for model in models:
                if set(value) <= {field.alias or at for at, field in model.model_fields.items()}:
                    yield from _walk(model, value, where, f"{name}:{model.__name__}", given)
        elif given:
            yield where, name, given, ()
    elif kind is str:
        yield where, name, given, ()
    elif typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        for at, part in enumerate(value if isinstance(value, list) else []):
            yield from _walk(inner, part, (*where, at), name, given)
    elif typing.get_origin(kind) is dict:
        inner = typing.get_args(kind)[1]
        for key, part in (value or {}).items():
            yield from _walk(inner, part, (*where, key), f"{name}.*", given)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for field_name, field in kind.model_fields.items():
            key = field.alias or field_name
            called = f"{name}.{key}"
            if isinstance(value, dict) and key in value:
                yield from _walk(field.annotation, value[key], (*where, key), called, given)
            elif (made := _made(field.annotation)) is not None:
                for place, text, _, above in _walk(
                    field.annotation, made, (*where, key), called, False
                ):
                    yield place, text, False, (((*where, key), made), *above)


def leaves(docs: Docs, *, every: bool = False) -> list[tuple[Leaf, Any]]:
    """Each place for a text, with what must be put into the file for it (place, value) if anything.

    Of fields of one name only the first in each file kind and agency, or `every` one.
    """
    found: dict[tuple[str, str], tuple[Leaf, Any]] = {}
    for file, doc in docs.items():
        model = model_of(file)
        if model is None or not isinstance(doc, Doc):
            continue
        entries = enumerate(doc.value) if model in LISTS else [(None, doc.value)]
        for index, value in entries:
            start: Where = () if index is None else (index,)
            for where, name, given, above in _walk(model, value, start, model.__name__, True):
                key = (f"{file}{where}" if every else _home(file), name)
                if key not in found or (given and not found[key][0].given):
                    found[key] = Leaf(file, where, name, given), above
    return list(found.values())


def _home(file: str) -> str:
    parts = file.split("/")
    return parts[1] if parts[0] == "agencies" else parts[0]


def put_text(docs: Docs, leaf: Leaf, above: Any, text: str) -> None:
    """Put a text into a place."""
    doc = docs[leaf.file]
    assert isinstance(doc, Doc)
    for place, made in above:
        _at(doc.value, place[:-1]).setdefault(place[-1], deepcopy(made))
    _at(doc.value, leaf.where[:-1])[leaf.where[-1]] = text


def _at(value: Any, where: Where) -> Any:
    for step in where:
        value = value[step]
    return value


def write(docs: Docs, root: Path) -> Path:
    """Write a catalogue: records reviewed and catalogues filed as they stand; gives its folder."""
    _file(docs)
    for path, doc in docs.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(doc, bytes):
            target.write_bytes(doc)
            continue
        _sign(docs, path, doc)
        text = json.dumps(doc.value, ensure_ascii=False, indent=1)
        if doc.body is not None:
            text = f"---\n{text}\n---\n{doc.body}" if doc.value else doc.body
        target.write_text(text, "utf-8", errors="surrogatepass", newline="\n")
    return root


def _sign(docs: Docs, path: str, doc: Doc) -> None:
    reviews = doc.value.get("review") if isinstance(doc.value, dict) else None
    if model_of(path) is not RecordHead or not isinstance(reviews, list):
        return
    home = "/".join(path.split("/")[:2]) + "/"
    assets = {
        name.removeprefix(home): hashlib.sha256(data).hexdigest()
        for name, data in docs.items()
        if name.startswith(f"{home}files/") and isinstance(data, bytes)
    }
    digest = approval_hash(doc.value, doc.body or "", assets)
    for review in reviews:
        if isinstance(review, dict):
            review["hash"] = digest


def _file(docs: Docs) -> None:
    for path, doc in docs.items():
        listed = docs.get(path.replace("agency.yml", "catalogue.yml"))
        if (
            not path.endswith("/agency.yml")
            or not isinstance(doc, Doc)
            or not isinstance(listed, Doc)
        ):
            continue
        data = json.dumps(doc.value, ensure_ascii=False).encode("utf-8", "surrogatepass")
        lines = json.dumps(listed.value, ensure_ascii=False).encode("utf-8", "surrogatepass")
        facts, catalogue = read_yaml(data, path)[0], read_yaml(lines, path)[0]
        if facts is None or catalogue is None:
            continue
        file = build(AgencyFile, facts)[0]
        entries = [build(ItemEntry, catalogue, (n,))[0] for n in range(len(listed.value))]
        digest = file and catalogue_hash(file, [entry for entry in entries if entry])
        for filing in doc.value.get("filings", []):
            if digest and isinstance(filing, dict):
                filing["hash"] = digest
