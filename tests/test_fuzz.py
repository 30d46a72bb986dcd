"""No traceback for bad input: whatever a file holds, it is findings with a place, in bounded time."""

from __future__ import annotations

import contextlib
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import small_city as small
from disclosure import checks, report
from disclosure.diagnostics import Diagnostic, Severity
from disclosure.exports import agency_feeds, calendars, city_feeds
from disclosure.exports.filing import dossier, printed
from disclosure.exports.filing_sheet import workbook
from disclosure.load import load
from disclosure.model.catalogue import Catalogue
from disclosure.pages import site_pages
from disclosure.pages.view import open_view
from disclosure.publish.hand import search_page
from disclosure.search import entry_of
from fuzzed import good, mutated, structures
from small_city import Files

SLOW = 20.0
"""Processor seconds that no input may take, far above any and far below a hang."""
_ABSENT = "C017"
"""The file of a finding of this code is not there: that is the finding."""


class City:
    """A catalogue on the disk of which one file after the other is broken."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.there: Files = {}
        self.count: Counter[str] = Counter()
        self.slowest = (0.0, "")

    def put(self, files: Files) -> None:
        """Write what is not there as it should be."""
        for name in self.there.keys() - files.keys():
            (self.root / name).unlink()
        for name, data in files.items():
            if self.there.get(name) != data:
                assert isinstance(data, bytes)
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                (self.root / name).write_bytes(data)
        self.there = files

    def judge(self, path: str, data: bytes, signed: bool) -> None:
        """Read and check the city with this file; what is not wrong with it is made into pages."""
        files = {**good(), path: data}
        if signed:  # so that a record is not only found to be changed after its review
            with contextlib.suppress(AssertionError, TypeError, AttributeError, ValueError):
                small.sign(files)
                small.file(files)
        self.put(files)
        began = time.process_time()
        loaded = load(self.root)
        findings = checks.run(loaded.catalogue, loaded.diagnostics)
        read: dict[Path, list[str]] = {}
        for finding in findings:
            self.look(finding, read)
        counts = {name: each.counts for name, each in loaded.catalogue.outlines.items()}
        summary = report.summarise(counts, findings)
        for as_text in report.FORMATS.values():
            for lang in ("zh", "en"):
                as_text(findings, summary, lang).encode("utf-8", "backslashreplace")
        if not any(finding.severity is Severity.ERROR for finding in findings):
            self.count["inputs without an error, made into pages"] += 1
            make(loaded.catalogue)
        taken = time.process_time() - began
        self.slowest = max(self.slowest, (taken, f"{path}, {len(data)} bytes"))
        assert taken < SLOW, f"{taken:.1f} s: {path}"
        self.count["inputs"] += 1
        self.count["findings"] += len(findings)
        self.count["inputs with a finding"] += bool(findings)

    def look(self, finding: Diagnostic, read: dict[Path, list[str]]) -> None:
        """A finding is at a place that is there, and says what to do in both languages."""
        span = finding.span
        path = self.root.parent / span.file
        assert span.file.startswith("catalogue"), span
        assert finding.message.zh and finding.message.en and finding.fix.zh and finding.fix.en
        if not path.is_file():
            assert path.is_dir() or finding.code == _ABSENT, finding
            return
        # A lone CR ends a line for YAML and for editors.
        if path not in read:
            read[path] = re.split(r"\r\n|\r|\n", path.read_bytes().decode("utf-8", "replace"))
        lines = read[path]
        assert 1 <= span.line <= len(lines), f"{finding.code} {span} of {len(lines)} lines"
        line = lines[span.line - 1]
        assert 1 <= span.column <= len(line) + 1, f"{finding.code} {span} of {len(line)} characters"


def make(catalogue: Catalogue) -> None:
    """Every page, what the search is told of it, every feed, calendar and filed catalogue."""
    for page in site_pages(catalogue, checks.KINDS):
        if page.searched:
            entry_of(search_page(page))
    view = open_view(catalogue, checks.KINDS)
    list(city_feeds(view))
    for calendar in calendars(view):
        calendar.make()
    for desk in view.desks.values():
        list(agency_feeds(view, desk))
        made = dossier(view, desk)
        printed(made)
        workbook(made)


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    with tempfile.TemporaryDirectory() as folder:
        made = City(Path(folder) / "catalogue")
        made.put(good())
        yield made


def test_the_good_files_have_no_fault(city: City) -> None:
    city.put(good())
    loaded = load(city.root)
    assert checks.run(loaded.catalogue, loaded.diagnostics) == []


ALWAYS = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
FEW, MANY = settings(ALWAYS, max_examples=150), settings(ALWAYS, max_examples=10_000)
SEEDS = st.integers(0, 2**48)


@FEW
@given(structures(), st.booleans())
def test_some_structures(city: City, made: tuple[str, bytes], signed: bool) -> None:
    city.judge(*made, signed)


@FEW
@given(SEEDS, st.booleans())
def test_some_broken_files(city: City, seed: int, signed: bool) -> None:
    city.judge(*mutated(seed), signed)


@pytest.mark.safety
@MANY
@given(structures(), st.booleans())
def test_ten_thousand_structures(city: City, made: tuple[str, bytes], signed: bool) -> None:
    city.judge(*made, signed)


@pytest.mark.safety
@MANY
@given(SEEDS, st.booleans())
def test_ten_thousand_broken_files(city: City, seed: int, signed: bool) -> None:
    city.judge(*mutated(seed), signed)


@pytest.mark.safety
def test_figures_of_the_inputs(city: City, figure: Callable[[str], None]) -> None:
    """Of the two tests above, which run before this one in the same process."""
    for name, number in sorted(city.count.items()):
        figure(f"{name}: {number}")
    figure("exceptions: 0")
    figure(f"slowest: {city.slowest[0]:.1f} s ({city.slowest[1]})")
    assert city.count["inputs"] >= 20_000
