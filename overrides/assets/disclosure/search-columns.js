// Filters and counts: the facets of all pages, a small number for each.

/**
 * `segments` hold the facets of the rows behind each other: {rows, facets: {name: {values, cells,
 * numbers}}}. A row's cell is `cells[numbers[row]]`, a list of places in `values`.
 */
export function createColumns(segments) {
  const count = segments.reduce((sum, { rows }) => sum + rows, 0);
  const facets = Object.keys(segments[0].facets).map((name) => {
    const values = new Map();
    const cells = [];
    const numbers = new Uint16Array(count);
    let start = 0;
    for (const { rows, facets: own } of segments) {
      const { values: said, cells: held, numbers: some } = own[name];
      for (const value of said) if (!values.has(value)) values.set(value, values.size);
      const before = cells.length;
      for (const cell of held) cells.push(cell.map((place) => values.get(said[place])));
      for (let row = 0; row < rows; row += 1) numbers[start + row] = before + some[row];
      start += rows;
    }
    return { name, values: [...values.keys()], cells, numbers };
  });

  /** For each facet that is narrowed, which cells pass; a facet that does not exist is passed over. */
  function narrowing(filters) {
    return facets.flatMap((facet, at) => {
      const chosen = Object.hasOwn(filters, facet.name) ? filters[facet.name] : [];
      if (chosen.length === 0) return [];
      const wanted = new Set(chosen.map((value) => facet.values.indexOf(value)));
      const passing = Uint8Array.from(facet.cells, (cell) =>
        Number(cell.some((place) => wanted.has(place))),
      );
      return [{ at, numbers: facet.numbers, passing }];
    });
  }

  function counted({ values, cells }, tally) {
    const numbers = new Map();
    tally.forEach((count, cell) => {
      if (count === 0) return;
      for (const place of cells[cell]) numbers.set(place, (numbers.get(place) ?? 0) + count);
    });
    return Object.fromEntries([...numbers].map(([place, number]) => [values[place], number]));
  }

  /**
   * What the filters leave of a set of rows, and {facet: {value: number of rows}}, each counted
   * with the filters of the other facets.
   */
  function apply(rows, filters) {
    const narrow = narrowing(filters);
    const tallies = facets.map(({ cells }) => new Uint32Array(cells.length));
    const kept = new Uint32Array(rows.length);
    let length = 0;
    for (const row of rows) {
      let failed = 0;
      let last = -1;
      for (const { at, numbers, passing } of narrow) {
        if (passing[numbers[row]]) continue;
        failed += 1;
        last = at;
      }
      if (failed === 0) kept[length++] = row;
      if (failed === 1) tallies[last][facets[last].numbers[row]] += 1;
      for (let at = 0; failed === 0 && at < facets.length; at += 1) {
        tallies[at][facets[at].numbers[row]] += 1;
      }
    }
    const counts = {};
    facets.forEach((facet, at) => {
      counts[facet.name] = counted(facet, tallies[at]);
    });
    return { kept: kept.subarray(0, length), counts };
  }

  return { apply };
}
