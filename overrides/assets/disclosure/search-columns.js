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
    // For each row how many facets it fails, and the last of them.
    const failed = new Uint8Array(rows.length);
    const last = new Uint8Array(rows.length);
    for (const { at, numbers, passing } of narrow) {
      for (let place = 0; place < rows.length; place += 1) {
        if (passing[numbers[rows[place]]]) continue;
        failed[place] += 1;
        last[place] = at;
      }
    }
    facets.forEach(({ numbers }, at) => {
      const tally = tallies[at];
      for (let place = 0; place < rows.length; place += 1) {
        const counts = failed[place] === 0 || (failed[place] === 1 && last[place] === at);
        if (counts) tally[numbers[rows[place]]] += 1;
      }
    });
    for (let place = 0; place < rows.length; place += 1) {
      if (failed[place] === 0) kept[length++] = rows[place];
    }
    const counts = {};
    facets.forEach((facet, at) => {
      counts[facet.name] = counted(facet, tallies[at]);
    });
    return { kept: kept.subarray(0, length), counts };
  }

  return { apply };
}
