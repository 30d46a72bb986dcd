"""Nothing of what must stay inside lies in anything that leaves the house.

A marker stands in every text that is internal, withheld, in a register, not reviewed or removed. The
outputs are looked through unpacked: they hold none, and are byte for byte those of a city in which
nothing of it exists. That the search would find them is seen in the internal edition, which shows
what is internal, and by a public title that each output does hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import Field

from city_builds import build, differing, tree
from conftest import run_command
from disclosure.cli import main
from disclosure.load import load
from disclosure.model import agency as agency_file
from disclosure.model import item as item_file
from disclosure.model.agency import RegisterFile
from disclosure.model.common import Ref, Shape, Words
from disclosure.model.item import ItemEntry
from disclosure.publish import twin
from git_city import Town
from leak_city import (
    CHOSEN,
    ITEMS,
    OF_WITHHELD,
    PLAN,
    SECRET_NUMBERS,
    base,
    planted,
    planted_in,
)
from leaks import readings, texts_of_index, texts_of_scripts, unpacked
from planting import MARKER, NotPlanted, Planter
from small_city import Change, Files, append, edit, write

PUBLIC = "小城2026年发展计划".encode()
"""A title that every output holds which holds titles."""
ENGINES = ("pagefind", "bigram")


@dataclass(frozen=True)
class Both:
    """A city with all that must stay inside, and one without; each with what was made of it."""

    planter: Planter
    inside: Path
    bare: Path


def made(folder: Path, engine: str, *changes: Change) -> Path:
    """Everything that is made of a city: site, kiosk, cache, twin, filed catalogue, manifest."""
    root = write(folder, *changes, append("site.yml", f"search: {engine}\n"))
    catalogue = ("--catalogue", str(root))
    build(root, folder / "site")
    assert main(["filing", "city-office", *catalogue, "--out", str(folder / "filing")]) == 0
    release = ("--site-dir", str(folder / "site"))
    assert main(["freeze", *catalogue, *release]) == 0
    assert main(["kiosk", *catalogue, *release, "--out", str(folder / "kiosk")]) == 0
    return folder


@pytest.fixture(scope="module", params=ENGINES)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Both:
    planter = Planter(CHOSEN)
    folder = tmp_path_factory.mktemp("leaks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(twin, "WORTH", 1)
        inside = made(folder / "inside", request.param, *planted(planter))
        bare = made(folder / "bare", request.param, *base())
    return Both(planter, inside, bare)


def markers_in(files: Iterator[tuple[str, bytes]]) -> dict[bytes, str]:
    """The markers found, and the first place of each."""
    found: dict[bytes, str] = {}
    for name, data in files:
        for reading in readings(data):
            for marker in MARKER.findall(reading):
                found.setdefault(marker, name)
            for number in SECRET_NUMBERS:
                if number in reading:
                    found.setdefault(number, name)
    return found


def outputs(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Whatever was made of a city."""
    for name, data in unpacked(folder):
        if not name.startswith("catalogue/") or name.startswith("catalogue/releases/"):
            yield name, data
    yield from texts_of_index(folder / "site")
    yield from texts_of_scripts(folder / "kiosk/site")


def test_no_marker_lies_in_any_output(both: Both) -> None:
    leaked = markers_in(outputs(both.inside))
    assert {(both.planter.where.get(m, m.decode()), place) for m, place in leaked.items()} == set()
    assert len(both.planter.where) > 200


def test_everything_is_looked_through(both: Both) -> None:
    """The same reading finds a public title in each sort of output, and an id in the site map."""
    sorts = {name.partition("/")[0] for name, _ in outputs(both.inside)}
    assert {"site", ".site-twin", ".cache", "filing", "catalogue", "kiosk"} <= sorts
    found = {name for name, data in outputs(both.inside) if PUBLIC in data}
    for start in (
        *("site/index.html", "site/feeds/city.xml", "site/city-office/lists/records.html"),
        *(".site-twin/city-office/", ".cache/disclosure/site-"),
        *("kiosk/site/search/articles/", "kiosk/site/assets/kiosk/letters/"),
    ):
        assert [name for name in found if name.startswith(start)], start
    kept = {n.rpartition("/")[2] for n in tree(both.inside / ".cache/disclosure/agencies")}
    assert kept == {"water-bureau"}  # the office holds something internal: nothing is remembered
    spelled = [data for name, data in texts_of_index(both.inside / "site") if PUBLIC in data]
    assert spelled
    scripts = texts_of_scripts(both.inside / "kiosk/site")
    assert [data for _, data in scripts if PUBLIC in data]
    assert b"city-office/plan-2026.html" in (both.inside / "site/sitemap.xml").read_bytes()
    assert b"plan-2026" in next(iter((both.inside / "catalogue/releases").iterdir())).read_bytes()
    events = (both.inside / "site/due/agency/city-office.ics").read_bytes()
    assert "发展计划".encode() in events
    workbook = [d for name, d in unpacked(both.inside / "filing") if name.endswith(".xml")]
    assert any("年度发展计划".encode() in data for data in workbook)


def test_the_public_site_is_the_same_byte_for_byte(both: Both) -> None:
    """Also what is filed and the manifest, whose version is a digest of public pages alone."""
    for part in ("site", ".site-twin", "filing"):
        one, other = tree(both.inside / part), tree(both.bare / part)
        assert one and differing(one, other) == [], part
    manifests = [tree(each / "catalogue/releases") for each in (both.inside, both.bare)]
    assert manifests[0] == manifests[1] and manifests[0]


def test_a_city_with_internal_things_is_built_as_well_from_its_cache(both: Both) -> None:
    """A second build, which takes over what it can, and a check leave nothing more in the cache."""
    root = both.inside / "catalogue"
    before = tree(both.inside / "site")
    again = build(root, both.inside / "site")
    frozen = {name for name in differing(before, again)}
    assert all(name.endswith(".html") or "release" in name or "search" in name or "pagefind" in name
               for name in frozen)  # fmt: skip
    assert main(["check", "--catalogue", str(root)]) == 0
    assert markers_in(outputs(both.inside)) == {}
    build(both.bare / "catalogue", both.bare / "site")
    assert differing(again, tree(both.bare / "site")) == []


NEVER_SHOWN = {
    # what no page shows of any thing
    *("internal item ItemEntry.ground", "internal item on request ItemEntry.ground"),
    *("internal item Phase.id", "internal item on request Phase.id", "internal phase id"),
    *(f"internal {each} Review.post" for each in ("record", "phased record", "service")),
    *(f"internal {each} comment" for each in ("record", "phased record", "service")),
    *(
        f"internal {each} RecordHead.personal_data"
        for each in ("record", "phased record", "service")
    ),
    # a group is named where the audience is a group
    *(f"internal {each} ItemEntry.group" for each in ("item", "phased item", "item on request")),
    # what is withheld shows nothing of what it is about, here neither
    *(
        f"internal withheld item {each}"
        for each in (
            *("ItemEntry.content", "ItemEntry.form_text", "ItemEntry.group"),
            *("ItemEntry.limit_text", "Override.basis", "Phase.id", "Phase.name"),
        )
    ),
}
"""What the internal edition does not show of internal things, as the public site shows it of none."""


def test_the_internal_edition_holds_what_is_internal_and_nothing_else(
    both: Both, tmp_path: Path
) -> None:
    """So each field is found where it is shown: the test above can fail."""
    site = tmp_path / "inside"
    arguments = ["build", "--internal", "--catalogue", str(both.inside / "catalogue")]
    assert main([*arguments, "--site-dir", str(site)]) == 0
    found = markers_in(iter([*unpacked(site), *texts_of_index(site)]))
    where = both.planter.where
    shown = {where[marker] for marker in found if marker in where}
    assert not [each for each in shown if not each.startswith("internal")]
    hidden = {each for each in where.values() if each.startswith("internal")} - shown
    assert hidden == NEVER_SHOWN
    # Every text of the search holds them, too.
    assert [m for _, data in texts_of_index(site) for m in MARKER.findall(data)]


def test_a_field_of_tomorrow_is_planted_or_stops_the_test() -> None:
    class Tomorrow(ItemEntry):
        remark: Words | None = Field(None, title="备注")

    class Later(ItemEntry):
        see: Ref | None = Field(None, title="参见")

    planter = Planter({**CHOSEN, **{f"{shape}.{name}": CHOSEN.get(f"ItemEntry.{name}")
                                    for shape in ("Tomorrow", "Later")
                                    for name in ItemEntry.model_fields
                                    if f"ItemEntry.{name}" in CHOSEN}})  # fmt: skip
    filled = planter.filled(Tomorrow, "item", id="x")
    assert MARKER.fullmatch(filled["remark"].encode())
    with pytest.raises(NotPlanted, match=r"Later\.see carries no marker"):
        planter.filled(Later, "item", id="x")


PUBLIC_SHAPES = {
    *("AgencyFile", "Channels", "Closed", "Complaints", "Department", "DisclosureOffice"),
    *("Filing", "FormPlace", "GuideFile", "Leader", "NilReturn", "Responsibility", "Window"),
}
"""Shapes of which every field is public: the facts of an agency, its guide, its nil returns."""
PLANTED = {
    *(
        "Attachment",
        "Complaint",
        "Enquiries",
        "Excepted",
        "ItemEntry",
        "Material",
        "Notice",
        "Objection",
    ),
    *("Override", "Phase", "RecordHead", "RegisterFile", "Request", "Review", "Service"),
    *("ServiceTime", "Step"),
}


def test_every_shape_is_planted_or_public() -> None:
    """A new register, or a new file of an agency, must be named here before it can be published."""
    shapes = {
        name
        for module in (agency_file, item_file)
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Shape) and value is not Shape
    }
    assert shapes == PUBLIC_SHAPES | PLANTED
    assert set(RegisterFile.model_fields) == {
        *("year", "requests", "complaints", "objections", "enquiries")
    }
    planter = Planter(CHOSEN)
    planted(planter)
    named = {each.rpartition(" ")[2].partition(".")[0] for each in planter.where.values()}
    # Of the others no text is free: an address is a part of a link, and numbers are numbers; an
    # exception has its marker as a field of its record.
    assert PLANTED - named <= {"RegisterFile", "Enquiries", "Excepted"}
    assert set(ItemEntry.model_fields) > OF_WITHHELD


@pytest.mark.safety
@pytest.mark.parametrize("engine", ENGINES)
def test_the_sample_city_says_nothing_of_what_each_agency_keeps_inside(
    tmp_path: Path, engine: str, figure: Callable[[str], None]
) -> None:
    """All eight agencies at once, through the real command."""
    planter = Planter(CHOSEN)
    sample = Path(__file__).parent.parent / "catalogue"
    files: Files = dict(tree(sample))
    edit("site.yml", "repository: public", "repository: private")(files)
    edit("site.yml", "search: auto", f"search: {engine}")(files)
    on_disk(files, tmp_path / "bare/catalogue")
    for agency in load(sample).catalogue.agencies.values():
        for change in planted_in(planter, agency):
            change(files)
    on_disk(files, tmp_path / "inside/catalogue")
    sites = {}
    for name in ("bare", "inside"):
        root = tmp_path / name / "catalogue"
        done = run_command("build", "--catalogue", root, "--site-dir", tmp_path / name / "site")
        assert done.returncode == 0, done.stdout + done.stderr
        sites[name] = tree(tmp_path / name / "site")
    assert differing(sites["bare"], sites["inside"]) == []
    looked = list(outputs(tmp_path / "inside"))
    assert markers_in(iter(looked)) == {}
    place = tmp_path / "internal"
    done = run_command("build", "--internal", "--catalogue", root, "--site-dir", place)
    assert done.returncode == 0, done.stdout + done.stderr
    shown = {planter.where.get(marker, "") for marker in markers_in(unpacked(place))}
    assert any(each.startswith("internal ") for each in shown)
    assert not [each for each in shown if each.startswith(("withheld", "draft"))]
    size = sum(len(data) for _, data in looked)
    figure(
        f"{engine}: {len(planter.where)} markers, {len(looked)} files and pieces unpacked, "
        f"{size / 1e6:.0f} MB looked through: none found; {len(sites['bare'])} files the same"
    )


def on_disk(files: Files, root: Path) -> None:
    for name, data in files.items():
        assert isinstance(data, bytes)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


LATER = """\
- id: opens-later
  category: development-strategy
  name: %s
  content: %s
  basis: [%s]
  department: secretariat
  limit: prompt
  forms: [website]
  rhythm: ad-hoc
"""
"""An item that is internal at first, and public later under the same id."""
OPEN = LATER % ("以后公开的事项", "公开的内容", "条例第七条第(一)项")
RETITLED = edit(PLAN, "title: 小城2026年发展计划", "title: 小城2026年发展计划（修订）")
LONGER = edit(
    ITEMS,
    "limit: {days: 20, unit: working, after: approved}\n  forms: [website, notice-board]",
    "limit: {days: 30, unit: working, after: approved}\n  forms: [website, notice-board]",
)


def test_history_tells_nothing_of_what_was_internal(tmp_path: Path) -> None:
    """Real commits: one repository has all that must stay inside, and changes it between the public
    changes; the other has the public changes alone. Then an internal item becomes public under its
    id: it came into the catalogue on that day, and of its time inside nothing is told."""
    planter = Planter(CHOSEN)
    words = [planter.mark(f"{what} of then") for what in ("name", "content", "basis")]
    closed = f"{LATER % tuple(words)}  audience: internal\n"
    inside, bare = (Town(tmp_path / name, *base()) for name in ("inside", "bare"))
    more = planted(planter)[len(base()) :]
    inside.commit(append(ITEMS, closed), *more, at="2026-06-01 09:00")
    for town in (inside, bare):
        town.commit(RETITLED, at="2026-06-08 09:00")
    inside.commit(reworded(planter, "internal item ItemEntry.name"), at="2026-06-15 09:00")
    inside.commit(reworded(planter, "internal record body"), at="2026-06-16 09:00")
    inside.commit(reworded(planter, "withheld item ItemEntry.content"), at="2026-06-17 09:00")
    for town in (inside, bare):
        town.commit(LONGER, at="2026-06-22 09:00")
    inside.commit(edit(ITEMS, closed, ""), append(ITEMS, OPEN), at="2026-06-29 09:00")
    bare.commit(append(ITEMS, OPEN), at="2026-06-29 09:00")
    sites = [build(town.root, town.folder / "site") for town in (inside, bare)]
    assert differing(*sites) == []
    left = (each for each in outputs(inside.folder) if not each[0].startswith(".git/"))
    assert markers_in(left) == {}
    assert "列入目录" in sites[0]["city-office/opens-later.html"].decode()
    assert "时限由20个工作日改为30个工作日" in sites[0]["city-office/plan.html"].decode()
    # That something internal is public now has to be explained to nobody.
    assert main(["check", "--catalogue", str(inside.root), "--base", "HEAD~1"]) == 0


def reworded(planter: Planter, where: str) -> Change:
    """Change: a text that must stay inside is another one, with a marker of its own."""

    def change(files: Files) -> None:
        old = next(marker for marker, place in planter.where.items() if place == where)
        holders = [path for path, data in files.items() if isinstance(data, bytes) and old in data]
        assert holders
        for path in holders:
            data = files[path]
            assert isinstance(data, bytes)
            files[path] = data.replace(old, planter.mark(f"{where} of later").encode())

    return change
