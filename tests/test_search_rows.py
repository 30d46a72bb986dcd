"""Sets of rows in the browser, against plain sets."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page

from search_site import PAGES, Serve, write_site

ASK = """async (cases) => {
  const base = new URL(".", location);
  const rows = await import(new URL("assets/disclosure/search-rows.js", base));
  return cases.map((sets) => {
    const [one, other] = sets.map((each) => Uint32Array.from(each));
    const found = {
      unite: rows.unite([one, other]),
      intersect: rows.intersect([one, other]),
      without: rows.without(one, other),
      itself: rows.without(one, one),
      three: rows.unite([one, other, rows.intersect([one, other])]),
      has: other.map((row) => rows.has(one, row)),
      from: rows.rowsFrom([...sets[0], ...sets[1]]),
    };
    const before = [[...one], [...other]];
    return { ...Object.fromEntries(Object.entries(found).map(([name, each]) => [name, [...each]])), before };
  });
}"""


def cases() -> list[tuple[list[int], list[int]]]:
    """Sets of like and of very different sizes, apart, mixed and one within the other."""
    random = Random(8)
    made: list[tuple[list[int], list[int]]] = [([], []), ([3], []), ([], [3]), ([0], [0])]
    for sizes in ((5, 5), (40, 3), (3, 40), (400, 1), (1, 400), (400, 20), (20, 400), (300, 300)):
        for reach in (400, 2000, 90_000):
            one, other = (sorted(random.sample(range(reach), size)) for size in sizes)
            made += [(one, other), (one, sorted({*one[::7], *other}))]
        made.append((one, [each + 100_000 for each in other]))
        made.append(([each + 100_000 for each in one], other))
    made += [(list(range(400)), [0]), (list(range(400)), [399]), (list(range(400)), [0, 1, 399])]
    return made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rows")
    write_site(folder, list(PAGES)[:3], engine="bigram")
    return folder


def test_sets_of_rows(site: Path, page: Page, serve: Serve) -> None:
    given = cases()
    page.goto(f"{serve(site)}search.html")
    found = page.evaluate(ASK, given)
    for (one, other), made in zip(given, found, strict=True):
        first, second = set(one), set(other)
        assert made == {
            "unite": sorted(first | second),
            "intersect": sorted(first & second),
            "without": sorted(first - second),
            "itself": [],
            "three": sorted(first | second),
            "has": [int(row in first) for row in other],
            "from": sorted(first | second),
            "before": [one, other],
        }
