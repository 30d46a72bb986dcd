"""The rooms of the house: who may import whom, who prints, who knows the engine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import disclosure

PACKAGE = Path(disclosure.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
ORDER = (
    {"store", "crew", "lazily", "folders", "official", "privacy", "exchange"},
    {"diagnostics", "fingerprint", "derived", "spool"},
    {"faults", "git", "attachments"},
    {"syntax", "verdict"},
    {"plain", "decoding"},
    {"source"},
    {"model"},
    {"clock", "limits", "edits"},
    {"timing"},
    {"due"},
    {"blocks"},
    {"clean"},
    {"load", "bodies", "links"},
    {"past"},
    {"checks", "pages", "search", "report"},
    {"survey"},
    {"exports"},
    {"publish"},
    {"engine"},
    {"kiosk"},
    {"plugin", "cli"},
)
"""A room imports only from rooms of earlier rows; rooms of one row never from each other."""
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}
LONGEST = 350


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def rooms_imported(path: Path) -> Iterator[str]:
    """The rooms that a module imports from, anywhere in it; the package itself is `__init__`."""
    package = ["disclosure", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(tree_of(path)):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = [*above, *(node.module.split(".") if node.module else [])]
            names = [".".join([*base, alias.name]) for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "disclosure":
                room = parts[1] if len(parts) > 1 else "__init__"
                yield room if room in RANK else "__init__"


def others_imported(path: Path) -> set[str]:
    """The first names of the other packages that a module imports."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_every_module_is_in_a_known_room() -> None:
    assert {room_of(path) for path in MODULES} == {*RANK, "__init__"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_come_from_earlier_rooms(path: Path) -> None:
    room = room_of(path)
    for imported in rooms_imported(path):
        if imported not in (room, "__init__"):
            assert RANK[imported] < RANK[room], f"{name_of(path)} imports from {imported}"


def test_the_package_itself_imports_nothing() -> None:
    assert not list(rooms_imported(PACKAGE / "__init__.py"))
    assert not others_imported(PACKAGE / "__init__.py")


def test_only_the_plugin_imports_the_engine() -> None:
    engines = {"mkdocs", "material", "properdocs"}
    assert {name_of(path) for path in MODULES if others_imported(path) & engines} == {"plugin.py"}


def test_only_the_command_line_prints_or_exits() -> None:
    guilty = set()
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called in ("print", "exit", "quit", "sys.exit", "sys.stdout.write", "os._exit"):
                guilty.add(room_of(path))
    assert guilty == {"cli"}


def test_the_core_needs_neither_the_engine_nor_the_web() -> None:
    """What checks a catalogue also runs where no site is ever built."""
    core = {
        "diagnostics",
        "faults",
        "syntax",
        "plain",
        "source",
        "model",
        "load",
        "checks",
        "report",
    }
    outside = {"jinja2", "mkdocs", "click", "urllib.request", "socket", "http", "requests"}
    for path in MODULES:
        if room_of(path) in core:
            assert not others_imported(path) & outside, name_of(path)


def test_models_do_no_input_or_output() -> None:
    for path in (PACKAGE / "model").glob("*.py"):
        assert not others_imported(path) & {"os", "io", "pathlib", "shutil", "subprocess", "yaml"}
        assert not [
            node
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "open"
        ]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_short_and_documented(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST
    assert ast.get_docstring(ast.parse(text))
    assert path.stem not in ("utils", "util", "helpers", "misc", "common_utils")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_left_to_be_done(path: Path) -> None:
    text = path.read_text("utf-8")
    for word in ("TODO", "FIXME", "XXX", "HACK", "NotImplemented"):
        assert word not in text


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_data_classes_are_frozen(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in map(ast.unparse, node.decorator_list):
            if decorator.split("(")[0].endswith("dataclass"):
                assert "frozen=True" in decorator, f"{name_of(path)}: {node.name}"


def test_regulation_stands_in_no_module() -> None:
    """Ids of categories, forms and exemptions are data of a pack, never words of the program."""
    pack = (PACKAGE / "packs" / "seed-province" / "pack.yml").read_text("utf-8")
    for word in ("budget-and-accounts", "land-and-planning", "notice-board", "state-secret"):
        assert word in pack
        for path in MODULES:
            assert f'"{word}"' not in path.read_text("utf-8"), name_of(path)
