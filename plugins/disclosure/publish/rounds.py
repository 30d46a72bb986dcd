"""All pages of a city: what must be made, what is taken over from the release before.

An agency of which nothing changed, and nothing that its pages show of others, is taken over whole;
of any other part only the pages that would not be the same are made.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from ..crew import crew, workers_for
from ..lazily import OnDemand
from ..model.outline import Card, packed_cards
from ..pages import Month, by_month
from ..past.story import packed_steps
from ..search import Entry
from ..store import Store, digest, digest_of
from .bench import CHANGES, DUE, OF_CITY, SIGNAGE, Bench
from .notes import Summary, unpacked_entry
from .parts import LINKS, MONTHS, Parts
from .swap import MARKER
from .told import FOLDER
from .twin import renew
from .workshop import Made, PartTask, Taken, TakeTask, do, prepare

_AT_ONCE = 20
"""Parts that are taken over in one task."""


def every_entry(bench: Bench, parts: Parts, workers: int) -> list[Entry]:
    """What the search is told of every page: from the last runs, or else from the pages anew."""
    missing = _searched(parts.summaries) - {entry.address for entry in parts.changed}
    entries = list(parts.changed)
    for name in parts.summaries if missing else ():
        for values in parts.told(name).every() if parts.has_told(name) else ():
            if values[0] in missing:
                missing.remove(values[0])
                entries.append(unpacked_entry(values))
    if not missing:
        return entries
    with tempfile.TemporaryDirectory(prefix="pages-", dir=bench.site.parent) as folder:
        anew = replace(bench, site=Path(folder), before=None, twin=None, store=Store(None), base="")
        return list(make_parts(anew, {}, (), workers).changed)


def make_parts(
    bench: Bench, prints: Mapping[str, str], others: Collection[str], workers: int
) -> Parts:
    """Make or take over all pages.

    `prints` has a digest of all files of each agency, `others` are files of the release that are
    there already.
    """
    explained = _explained(bench)
    gates = _gates(bench, prints, explained)
    old, were, of_city = _old(bench)
    same = [name for name in gates if name in old and _is_same(bench, gates[name], old[name])]
    wanted = gates.keys() - set(same)
    if of_city and of_city == bench.of_city:
        bench = replace(bench, touched=_touched(bench, old, wanted - OF_CITY.keys()))
    records = {name: len(bench.view.desks.unseen(name).records) for name in bench.view.desks}

    def task(name: str) -> PartTask:
        return PartTask(name, gates[name], explained.get(name, {}))

    # The longest first, so that no worker is left alone with one of them.
    todo = sorted(wanted - OF_CITY.keys(), key=lambda name: (-records[name], name))
    agencies = [task(name) for name in todo]
    city = [task(name) for name in OF_CITY if name in wanted and name != CHANGES]
    taken = [TakeTask(same[start : start + _AT_ONCE]) for start in range(0, len(same), _AT_ONCE)]
    # The changes of a city are its costliest part, and no other part needs them.
    away = [task(CHANGES)] if CHANGES in wanted else []
    tasks: list[PartTask | TakeTask] = [*away, *agencies, *taken]
    made: dict[str, Made] = {}
    over: list[Taken] = []
    count = workers_for(sum(records.values()), len(tasks), workers)
    with crew(count, prepare, bench, old) as hands:
        results = hands.run(do, tasks)
        # While the workers work. These pages look at every card of the city, and a worker gets a
        # copy of each piece of memory that it looks at: looking counts a reference there.
        prepare(bench, old)
        own = [result for part in city for result in do(part)]
        if bench.told:
            from ..search import indexing  # noqa: F401  # NumPy takes its time, too

        for result in chain(own, *results):
            if isinstance(result, Made):
                made[result.name] = result
            else:
                over.append(result)
        lost = [task(each.name) for each in over if not each.whole]
        again = chain.from_iterable(hands.run(do, lost))
        made |= {each.name: each for each in again if isinstance(each, Made)}
    summaries = {name: old[name] for name in same} | {
        name: each.summary for name, each in made.items()
    }
    moved = [each.name for each in over if each.moved]
    moved += [name for name, each in made.items() if each.moved]
    before = {name: part for name, part in old.items() if name in made or name not in gates}
    now = {name: each.summary for name, each in made.items()}
    return Parts(
        summaries,
        changed=[entry for each in made.values() for entry in each.entries],
        removed=sorted(_searched(before) - _searched(now)),
        vanished=_addresses(before, were) - _addresses(now, others),
        others=others,
        of_city=bench.of_city,
        built={page for each in made.values() for page in each.built},
        leads={link: page for each in made.values() for link, page in each.leads.items()},
        followed=bool(old),
        moved=moved,
        made=list(made),
        store=bench.store,
    )


def _gates(
    bench: Bench,
    prints: Mapping[str, str],
    explained: Mapping[str, Mapping[tuple[str, str], Sequence[Card]]],
) -> dict[str, str]:
    """By part, a digest of what its pages are made of (see `notes.Summary`).

    Of an agency the pages of the city show no more than its outline and its frame.
    """
    catalogue = bench.view.catalogue
    prose = [(each.path, each.text, each.title, each.description) for each in catalogue.prose]
    agencies = sorted(bench.outlines.items()), sorted(bench.frames.items())
    cited = catalogue.releases.prints
    # Of agencies the pages of the city do not show since when their texts stand.
    others = [(top, each) for top, each in sorted(cited.items()) if top not in bench.view.desks]
    manifests = [each.sha256 for each in catalogue.releases.manifests]
    city = digest(bench.base, digest_of((prose, agencies, others, manifests, _past_of_city(bench))))
    of_day = digest(city, catalogue.today.isoformat())
    gates = dict.fromkeys(OF_CITY, city) | dict.fromkeys((DUE, SIGNAGE), of_day)
    for name in bench.view.desks:
        cards = [(of, packed_cards(cards)) for of, cards in explained.get(name, {}).items()]
        said = digest_of((cards, cited.get(name), bench.view.past.print_of(name)))
        gates[name] = digest(bench.base, prints.get(name, ""), said)
    return gates


def _past_of_city(bench: Bench) -> object:
    """What the pages of the city tell of what git knows: where it begins, and the items."""
    past, outlines = bench.view.past, bench.view.catalogue.outlines
    items = [
        (name, of, packed_steps(steps))
        for name, told in sorted(past.told.items())
        for of, steps in told.items()
        if of in outlines[name].items
    ]
    return past.reason, past.begins, items


def keep_parts(parts: Parts, site: Path, old: Path | None) -> None:
    """Leave what the next release must know of this one, which stands in its place by now.

    `old` is the folder of the release before, if it is there still.
    """
    agencies = [name for name in parts.summaries if name not in OF_CITY]
    files = OnDemand(agencies, lambda name: parts.summaries[name].files)
    renew(site, old, files, parts.moved, parts.made)
    summaries = {name: tuple(part) for name, part in parts.summaries.items()}
    parts.store.write("site", (named(site), summaries, sorted(parts.others), parts.of_city))
    told = {drawer for name in summaries for drawer in parts.told(name).names}
    known = {"notes": set(summaries), LINKS: set(summaries), MONTHS: set(agencies), FOLDER: told}
    for folder, names in known.items():  # nothing of an agency that is gone lies in a cache
        for name in parts.store.names(folder) - names:
            parts.store.forget(f"{folder}/{name}")


def _touched(
    bench: Bench, old: Mapping[str, Summary], changed: Collection[str]
) -> Set[Month] | None:
    """The months in which not all is as it was in the release before; None where it is not known.

    All that agencies have in common is the same as then, so none is new or gone.
    """
    touched: set[Month] = set()
    for name in changed:
        kept: Any = bench.store.read(f"{MONTHS}/{name}")
        if kept is None or name not in old or kept[0] != old[name].gate:
            return None
        now = by_month(bench.view.desks.unseen(name))
        touched |= {month for month, _ in kept[1].items() ^ now.items()}
    return touched


def _old(bench: Bench) -> tuple[dict[str, Summary], Collection[str], str]:
    """The parts of the release before, its other files, and what all pages of its city were made
    of; nothing when another one stands there.
    """
    kept: Any = bench.store.read("site") if bench.before and bench.base else None
    if kept is None or bench.before is None or kept[0] != named(bench.before):
        return {}, (), ""
    return {name: Summary._make(values) for name, values in kept[1].items()}, *kept[2:]


def named(site: Path) -> bytes:
    """What a release says of itself."""
    return (site / MARKER).read_bytes()


def _is_same(bench: Bench, gate: str, old: Summary) -> bool:
    """Whether every page of an agency would be the same again."""
    return (
        old.gate == gate
        and all(bench.frames.get(name) == frame for name, frame in old.desks)
        and all(bench.view.ask(*question) == answer for question, answer in old.asked)
    )


def _explained(bench: Bench) -> Mapping[str, Mapping[tuple[str, str], Sequence[Card]]]:
    """By agency, the public records that explain or answer each of its records."""
    by_agency: defaultdict[str, dict[tuple[str, str], Sequence[Card]]] = defaultdict(dict)
    for (agency, thing), cards in bench.view.explaining.items():
        by_agency[agency][agency, thing] = cards
    return by_agency


def _searched(summaries: Mapping[str, Summary]) -> set[str]:
    return {
        address for part in summaries.values() for address, _, _, searched in part.pages if searched
    }


def _addresses(summaries: Mapping[str, Summary], others: Iterable[str]) -> set[str]:
    return {address for part in summaries.values() for address, *_ in part.files}.union(others)
