"""The schema.org objects of the pages are of its vocabulary, as a compiler judges that is not ours."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from disclosure.model.agency import Closed
from disclosure.pages import site_pages
from linked_things import Thing, things_of
from npm_tools import node, npm_package
from small_city import edit, sign
from small_city import read as read_city

CLOSED = Closed(date=dt.date(2026, 9, 1), basis="小政〔2026〕9号")


@pytest.fixture(scope="module")
def things(html: Mapping[str, str]) -> Mapping[str, list[Thing]]:
    return things_of(html)


def judge(things: Sequence[Thing], folder: Path) -> list[str]:
    """What the TypeScript compiler says against them as objects of schema.org's vocabulary.

    The types are those of `schema-dts`, made by others from the vocabulary itself: a property that
    a type does not have, or a value of another type, is an error.
    """
    modules = npm_package("typescript").parent
    npm_package("schema-dts-lib")
    npm_package("schema-dts")
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(modules)
    types = sorted({str(thing["@type"]) for thing in things} | {"SearchAction"})
    lines = [
        f'import type {{ WithContext, WithActionConstraints, {", ".join(types)} }} from "schema-dts";'
    ]
    for number, thing in enumerate(things):
        thing = dict(thing)
        action = thing.pop("potentialAction", None)
        more = ""
        if (
            action is not None
        ):  # its `query-input` is a constraint, for which the types have a wrapper
            lines.append(
                f"const a{number}: WithActionConstraints<SearchAction> = {json.dumps(action)};"
            )
            more = f", potentialAction: a{number} "
        words = json.dumps(thing, ensure_ascii=False)
        lines.append(f"const x{number}: WithContext<{thing['@type']}> = {words[:-1]}{more}}};")
    (folder / "things.ts").write_text("\n".join(lines), "utf-8")
    options = (
        "--noEmit --strict --module nodenext --moduleResolution nodenext --pretty false".split()
    )
    command = [node(), str(modules / "typescript/bin/tsc"), *options, "things.ts"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    said = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert (done.returncode == 0) is (not said), done.stdout + done.stderr
    return said


def shape(value: object) -> object:
    """An object without its words: what decides whether it is of the vocabulary."""
    if isinstance(value, dict):
        return tuple(sorted((name, shape(part)) for name, part in value.items()))
    if isinstance(value, list):
        return ("list", *dict.fromkeys(map(shape, value)))
    # A single capitalised word may be a term of the vocabulary: it stays.
    return value if re.fullmatch("[A-Z][A-Za-z]+", str(value)) else type(value).__name__


def test_every_object_is_of_the_vocabulary(
    things: Mapping[str, list[Thing]], tmp_path: Path
) -> None:
    path = "agencies/city-office/records/2026/plan-2026.md"
    repealed = edit(path, "validity: in-force", "validity: repealed")
    small = read_city(tmp_path / "small", repealed, sign).catalogue
    closed = {
        name: replace(
            agency, file=agency.file and agency.file.model_copy(update={"closed": CLOSED})
        )
        for name, agency in small.agencies.items()
    }
    odd = site_pages(replace(small, agencies=closed), ())
    every = [*things.values(), *([dict(t) for t in page.linked] for page in odd)]
    shapes = {shape(thing): thing for several in every for thing in several}
    assert len(shapes) >= 20
    assert judge(list(shapes.values()), tmp_path) == []


WRONG = {
    "a property of another type": {"@type": "GovernmentOrganization", "openingHours": "周一至周五"},
    "no property at all": {"@type": "Report", "reportKind": "决算"},
    "a value of the wrong type": {"@type": "Dataset", "distribution": {"@type": "Place"}},
    "a type that is none": {"@type": "GovernmentReport", "name": "决算"},
    "deep inside": {
        "@type": "GovernmentService",
        "provider": {"@type": "GovernmentOrganization", "fax": "0000-5550102"},
    },
}


def test_the_judge_finds_what_is_not_of_the_vocabulary(tmp_path: Path) -> None:
    wrong = [{"@context": "https://schema.org", **thing} for thing in WRONG.values()]
    said = judge(wrong, tmp_path)
    found = {int(line[len("things.ts(") :].split(",")[0]) for line in said}
    # Line 1 is the import, which also complains of the type that is none.
    assert found == {1, 2, 3, 4, 6}, said
