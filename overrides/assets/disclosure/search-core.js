// One search over any engine: which pages hold a query, in which order, with which facets.

import { BREAK, number, terms, tokens } from "./search-text.js";

/** Hits of one page of results. */
export const PAGE_SIZE = 500;

const intersect = (sets) =>
  sets.reduce((left, right) => new Set([...left].filter((row) => right.has(row))));

function values(facet, row) {
  const cell = facet.rows[row];
  return (cell === null ? [] : [].concat(cell)).map((place) => facet.values[place]);
}

/**
 * `search(query, filters, sort, page)` over an engine and the columns of search/columns.json.
 *
 * filters: {facet: [values]}, any of the values of one facet and all of the facets, of which those
 * that do not exist are passed over;
 * sort: "relevance" (number or title first, then newest first) or "date"; page: from 0.
 * Resolves to {total, hits, facets, phrases}: the exact number of hits, the hits of that page, the
 * counts {facet: {value: n}} with the other facets' filters applied, and the phrases to mark.
 */
export function createSearch(engine, columns) {
  const titles = new Map();
  const normals = new Map();
  const remember = (map, row, make) => {
    if (!map.has(row)) map.set(row, make());
    return map.get(row);
  };

  async function rowsOf(term) {
    const found = new Set(await engine.phrase(term, "text"));
    const inner = term.includes(BREAK);
    // With punctuation inside ("1、2") the number form would match far more than was asked for, so
    // it only stands in where the phrase itself is nowhere.
    if (!inner || found.size === 0) {
      for (const row of await engine.phrase(term.replaceAll(BREAK, ""), "number")) found.add(row);
    }
    if (!inner || found.size > 0) return { rows: found, phrases: [term] };
    const parts = await Promise.all(term.split(BREAK).map(rowsOf));
    return {
      rows: intersect(parts.map((part) => part.rows)),
      phrases: parts.flatMap((part) => part.phrases),
    };
  }

  function isFirst(row, phrases, whole) {
    const numbers = remember(normals, row, () => columns.numbers[row].map(number));
    const title = remember(titles, row, () => tokens(columns.title[row]));
    return numbers.includes(whole) || phrases.every((phrase) => title.includes(phrase));
  }

  function hit(row) {
    const fact = (name) => values(columns.facets[name], row).join("、");
    return {
      row,
      address: columns.address[row],
      title: columns.title[row],
      agency: fact("agency"),
      kind: fact("kind"),
      category: fact("category"),
      date: columns.date[row],
      number: columns.number[row],
    };
  }

  function passes(row, narrowing, besides) {
    return narrowing.every(
      ([name, wanted]) =>
        name === besides || values(columns.facets[name], row).some((value) => wanted.has(value)),
    );
  }

  function counts(rows, narrowing) {
    const facets = {};
    for (const [name, facet] of Object.entries(columns.facets)) {
      facets[name] = {};
      for (const row of rows) {
        if (!passes(row, narrowing, name)) continue;
        for (const value of values(facet, row)) {
          facets[name][value] = (facets[name][value] ?? 0) + 1;
        }
      }
    }
    return facets;
  }

  return async function search(query, filters, sort, page) {
    const wanted = terms(query);
    if (wanted.length === 0) return { total: 0, hits: [], facets: {}, phrases: [] };
    const found = await Promise.all(wanted.map(rowsOf));
    const phrases = found.flatMap((term) => term.phrases);
    const all = [...intersect(found.map((term) => term.rows))].sort((one, other) => one - other);
    const narrowing = Object.entries(filters)
      .filter(([name]) => Object.hasOwn(columns.facets, name))
      .map(([name, chosen]) => [name, new Set(chosen)]);
    let rows = all.filter((row) => passes(row, narrowing, null));
    if (sort !== "date") {
      // Rows stand newest first already; a stable partition keeps that order in both halves.
      const whole = number(query);
      const first = rows.filter((row) => isFirst(row, phrases, whole));
      const isIn = new Set(first);
      rows = first.concat(rows.filter((row) => !isIn.has(row)));
    }
    const start = page * PAGE_SIZE;
    return {
      total: rows.length,
      hits: rows.slice(start, start + PAGE_SIZE).map(hit),
      facets: counts(all, narrowing),
      phrases,
    };
  };
}
