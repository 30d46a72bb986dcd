// The rows of search/columns.json: facts of a page, filters, counts.

import { number, tokens } from "./search-text.js";

function remembering(make) {
  const known = new Map();
  return (row) => {
    if (!known.has(row)) known.set(row, make(row));
    return known.get(row);
  };
}

/** The rows of `columns` (search/columns.json), by row number. */
export function createRows(columns) {
  function values(name, row) {
    const facet = columns.facets[name];
    const cell = facet.rows[row];
    return (cell === null ? [] : [].concat(cell)).map((place) => facet.values[place]);
  }

  /** Filters {facet: [values]} that can be applied, as pairs. */
  function narrowing(filters) {
    return Object.entries(filters)
      .filter(([name, chosen]) => Object.hasOwn(columns.facets, name) && chosen.length > 0)
      .map(([name, chosen]) => [name, new Set(chosen)]);
  }

  /** Whether a row has any value of each facet asked for, `besides` left out. */
  function passes(row, narrow, besides = null) {
    return narrow.every(
      ([name, wanted]) => name === besides || values(name, row).some((each) => wanted.has(each)),
    );
  }

  /** {facet: {value: number of rows}}, each with the filters of the other facets applied. */
  function counts(rows, narrow) {
    const all = {};
    for (const name of Object.keys(columns.facets)) {
      const counted = new Map();
      for (const row of rows) {
        if (!passes(row, narrow, name)) continue;
        for (const value of values(name, row)) counted.set(value, (counted.get(value) ?? 0) + 1);
      }
      all[name] = Object.fromEntries(counted);
    }
    return all;
  }

  function hit(row) {
    const fact = (name) => values(name, row).join("、");
    return {
      row,
      address: columns.address[row],
      title: columns.title[row],
      agency: fact("agency"),
      category: fact("category"),
      kind: fact("kind"),
      date: columns.date[row],
      number: columns.number[row],
    };
  }

  return {
    count: columns.address.length,
    title: remembering((row) => tokens(columns.title[row])),
    numbers: remembering((row) => columns.numbers[row].map(number)),
    narrowing,
    passes,
    counts,
    hit,
  };
}
