"""The benchmarks measure what they say: nothing here depends on how fast the machine is."""

import datetime as dt
import json
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from every_day import longer, records, renamed, signed
from hugo_site import write_site
from measure import Command, Failed, Measured, in_turn, machine, measure, middle, table, written
from mkdocs_pages import extrapolated, mkdocs, write_pages
from pages_only import build
from same_pages import compare, read

from disclosure import checks
from disclosure.load import load
from disclosure.store import Store
from disclosure.survey import survey

MB = 1_000_000
SAMPLE = Path(__file__).parents[1] / "catalogue"


def python(text: str, out: Path | None = None) -> Command:
    return Command([sys.executable, "-c", text], out=out)


BURN = """
import os, time
def burn(seconds):
    start = time.process_time()
    while time.process_time() - start < seconds: pass
"""


def test_cpu_of_a_grandchild_that_outlives_its_parent_is_counted() -> None:
    cost = measure(
        python(
            BURN
            + """
if os.fork() == 0:
    if os.fork() == 0:
        time.sleep(0.2)   # by now both parents are gone
        burn(0.4)
    os._exit(0)
os.wait()
"""
        )
    )
    assert cost.cpu >= 0.4
    assert cost.wall >= 0.6


def test_shared_memory_counts_once_in_pss_and_for_each_process_in_rss() -> None:
    held = python(
        """
import os, time
held = bytearray(b"x" * 1024) * 100_000
def wait():  # turn by turn, so that on a busy machine the sampler has its turns too
    for _ in range(40): time.sleep(0.05)
for _ in range(3):
    if os.fork() == 0:
        sum(held[::4096])
        wait()
        os._exit(0)
wait()
"""
    )
    cost = measure(held)
    assert 102 * MB < cost.pss < 180 * MB
    assert cost.rss > 4 * 102 * MB


def test_memory_of_an_exited_child_is_still_in_the_peak() -> None:
    cost = measure(
        python(
            """
import subprocess, sys
text = "import time; held = bytearray(b'x') * 150_000_000; [time.sleep(0.05) for _ in range(40)]"
subprocess.run([sys.executable, "-c", text])
"""
        )
    )
    assert cost.pss > 150 * MB


def test_files_are_counted_and_an_old_output_is_moved_aside_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "old.txt").write_text("of an earlier run")
    text = f"""
import pathlib
folder = pathlib.Path({str(out)!r}) / "deep"
folder.mkdir(parents=True)
(folder / "a.txt").write_bytes(b"12345")
(folder / "b.txt").write_bytes(b"678")
"""
    cost = measure(python(text, out))
    assert (cost.files, cost.size) == (2, 8)
    assert written(out) == (2, 8)


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(Failed, match=r"ended with 3:(.|\n)*the reason"):
        measure(python("import sys; print('the reason'); sys.exit(3)"))


def test_a_killed_command_is_no_measurement() -> None:
    with pytest.raises(Failed, match="ended with 137"):
        measure(python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))


def test_peers_run_in_turn_and_each_round_begins_with_another(tmp_path: Path) -> None:
    log = tmp_path / "log"
    commands = {
        name: python(f"open({str(log)!r}, 'a').write({name!r})") for name in ("a", "b", "c")
    }
    found = in_turn(commands, runs=3)
    assert log.read_text() == "cababcbcacab"
    assert list(found) == ["a", "b", "c"]
    log.unlink()
    in_turn(commands, runs=1, warm_up=False)
    assert log.read_text() == "abc"


def test_the_median_is_taken_of_each_figure_for_itself() -> None:
    runs = [
        Measured(1, 9, 10, 11, 2, 3),
        Measured(3, 7, 30, 31, 2, 3),
        Measured(2, 8, 20, 21, 2, 3),
    ]
    assert middle(runs) == Measured(2, 8, 20, 21, 2, 3)


def test_the_table_names_units_and_leaves_out_what_was_not_counted() -> None:
    rows = {"one": Measured(1.5, 2.25, 3 * MB, 4 * MB), "two": Measured(1, 1, MB, MB, 1234, 5 * MB)}
    assert table(rows, "build").splitlines() == [
        "| build | wall, s | CPU, s | peak PSS, MB | peak RSS, MB | files | written, MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| one | 1.50 | 2.25 | 3 | 4 | - | - |",
        "| two | 1.00 | 1.00 | 1 | 1 | 1,234 | 5.0 |",
    ]


def test_the_machine_says_its_cores_and_the_versions_asked_for() -> None:
    said = machine("mkdocs", commands=[[sys.executable, "--version"]])
    assert f"{len(os.sched_getaffinity(0))} cores" in said
    assert "mkdocs 1.6" in said
    assert said.count(f"Python {sys.version.split()[0]}") == 2


PAGE = """<html><head><title>甲</title><meta name="a" content="1"><meta name="b" content="2">
<script type="application/ld+json">{"x": 1, "y": [2]}</script></head>
<body><p>一 <b>二</b></p><a href="x%2Fy">三</a></body></html>"""


def test_pages_that_say_the_same_in_other_spelling_are_the_same(tmp_path: Path) -> None:
    other = (
        PAGE.replace('<meta name="a" content="1">', "")
        .replace("</title>", '</title><meta name="a" content="1">')
        .replace('{"x": 1, "y": [2]}', '{"y":[2],"x":1}')
        .replace("一 <b>", "\n一<b>")
        .replace("x%2Fy", "x%2fy")
    )
    for folder, html in (("one", PAGE), ("other", other)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "p.html").write_text(html, "utf-8")
    assert compare(tmp_path / "one", tmp_path / "other") == {}
    assert read(PAGE).text == "一二三"


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("二", "两", ["text"]),
        ("<title>甲", "<title>乙", ["title"]),
        ('content="2"', 'content="3"', ["metas"]),
        ("x%2Fy", "z", ["links"]),
        ("[2]", "[3]", ["linked"]),
    ],
)
def test_every_difference_is_named(
    tmp_path: Path, before: str, after: str, parts: list[str]
) -> None:
    for folder, html in (("one", PAGE), ("other", PAGE.replace(before, after))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "p.html").write_text(html, "utf-8")
    (tmp_path / "one" / "q.html").write_text(PAGE, "utf-8")
    assert compare(tmp_path / "one", tmp_path / "other") == {"p.html": parts, "q.html": ["absent"]}


def test_hugo_is_given_each_page_once_and_records_as_their_source(tmp_path: Path) -> None:
    source, expected = tmp_path / "source", tmp_path / "expected"
    counts = write_site(SAMPLE, source, expected, compared=10_000)
    heads = {}
    for path in (source / "content").rglob("*.*"):
        head, _, text = path.read_text("utf-8").partition("\n\n")
        heads[json.loads(head)["url"]] = (json.loads(head), text, path.suffix)
    made = {"/" + path.relative_to(expected).as_posix() for path in expected.rglob("*.html")}
    assert set(heads) == made
    assert len(made) == sum(counts.values())
    catalogue = load(SAMPLE).catalogue
    record = next(record for record in catalogue.records() if record.id == "archives-plan-2026")
    head, text, suffix = heads["/archives/archives-plan-2026.html"]
    assert (text, suffix) == (record.body, ".md")
    assert {name: head[name] for name in ("type", "item", "formed", "issued", "confirmed")} == {
        "type": "record",
        "item": "archives-plan",
        "formed": "2026-01-22",
        "issued": "2026-01-27T10:00:00+08:00",
        "confirmed": "2026-09-16",
    }
    assert "<h1>" not in text
    templates = [path.read_text("utf-8") for path in (source / "layouts").rglob("*.html")]
    assert len(templates) == 5
    assert not any("@@" in template for template in templates)


def test_pages_only_makes_every_page_of_the_site_and_as_it_is(
    sample_site: Path, tmp_path: Path
) -> None:
    made = build(SAMPLE, tmp_path / "only")
    ours = {path.relative_to(sample_site).as_posix() for path in sample_site.rglob("*.html")}
    theirs = {path.relative_to(tmp_path / "only").as_posix() for path in tmp_path.rglob("*.html")}
    assert ours == theirs
    prose = sum('content="prose"' in (sample_site / page).read_text("utf-8") for page in ours)
    assert made.pages == len(ours) - prose
    # That there is no history of changes, and why, is not said either; and pages of prose are as MkDocs
    # has written them, without since when they stand unchanged.
    assert compare(sample_site, tmp_path / "only") == {
        "about-site.html": ["text", "links"],
        "about/checks.html": ["text"],
    }


def test_mkdocs_has_the_records_in_the_navigation_or_outside_it(tmp_path: Path) -> None:
    catalogue = load(SAMPLE).catalogue
    records = [record for record in catalogue.records() if record.agency == "archives"][:3]
    write_pages(records, {"archives": "示例市档案馆"}, tmp_path / "3")
    linked = {}
    for nav in (True, False):
        command = mkdocs(tmp_path, 3, nav=nav, search=False)
        cost = measure(command)
        assert command.out
        assert cost.files > 3
        home = (command.out / "index.html").read_text("utf-8")
        linked[nav] = [f"archives/{record.id}.html" in home for record in records]
        page = read((command.out / "archives" / f"{records[0].id}.html").read_text("utf-8"))
        assert records[0].head.title in page.text
        assert records[0].head.index_number in page.text
        assert not (command.out / "search" / "search_index.json").exists()
    assert linked == {True: [True] * 3, False: [False] * 3}
    searched = mkdocs(tmp_path, 3, nav=False, search=True)
    measure(searched)
    assert searched.out
    assert (searched.out / "search" / "search_index.json").is_file()


def test_the_time_for_more_pages_lies_on_the_line_through_both_sizes() -> None:
    assert extrapolated(10.0, 30.0, 2_000) == 30.0
    assert extrapolated(10.0, 30.0, 86_937) == pytest.approx(30.0 + 84_937 * 0.02)


def test_a_record_that_was_changed_is_signed_again_and_has_no_finding(tmp_path: Path) -> None:
    program = Path(__file__).parents[1] / "benchmarks" / "city.py"
    city = tmp_path / "city"
    measure(Command([sys.executable, str(program), "--out", str(city), "--agencies", "4"]))
    chosen = records(city, 3)
    assert len({path.parts[-4] for path in chosen}) > 1
    for path in chosen:
        text = path.read_text("utf-8")
        assert "attachments:" not in text
        more = signed(longer(text))
        assert more.startswith("---\nitem: ") and more.endswith("\n以上内容另有补充。\n")
        path.write_text(signed(renamed(more)), "utf-8")
        assert path.read_text("utf-8").count("（修订）\n") == 1
    found = survey(city, dt.date(2026, 11, 20), Store(None), 1).findings
    assert {finding.code for finding in found} <= checks.OF_THE_DAY  # what is late by its dates
