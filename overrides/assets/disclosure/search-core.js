// One search over any engine: which pages hold a query, in which order, with which facets.

import { isPinyin } from "./search-pinyin.js";
import { BREAK, number, terms } from "./search-text.js";

/** Hits of one page of results. */
export const PAGE_SIZE = 20;

const intersect = (sets) =>
  sets.reduce((left, right) => new Set([...left].filter((row) => right.has(row))));
const unite = (sets) => new Set(sets.flatMap((set) => [...set]));

/**
 * `search(query, filters, sort)` over an engine, the rows of search-columns.js and the words of
 * search-words.js; `pinyin()` resolves to what search-pinyin.js makes.
 *
 * filters: {facet: [values]}, any of the values of one facet and all of the facets, of which those
 * that do not exist are passed over; sort: "relevance" (the number asked for, then titles and
 * numbers that hold all terms, then newest first) or "date".
 *
 * Resolves to
 * - total, widened: how many pages hold the query as typed, and how many only in another spelling,
 *   in a word of the same meaning or in a title of that sound, both after filters;
 * - unfiltered: how many both are without filters;
 * - facets: {facet: {value: n}} over both, with the other facets' filters applied;
 * - reasons: why there are widened ones: {by: "spelling" | "synonym" | "sound", term, as: [words]};
 * - hits(from, count): facts of hits, the exact ones first, each with `widened` and the `phrases`
 *   to mark;
 * - shorter: when nothing was found, [{query, total}] without one of the terms.
 */
export function createSearch(engine, rows, words, pinyin) {
  async function phraseRows(term, fields) {
    const held = await Promise.all(fields.map((field) => engine.phrase(term, field)));
    return new Set(held.flat());
  }

  async function rowsOf(term, fields) {
    const found = await phraseRows(term, fields);
    const inner = term.includes(BREAK);
    // With punctuation inside ("1、2") the number form would match far more than was asked for, so
    // it only stands in where the phrase itself is nowhere.
    if (!inner || found.size === 0) {
      for (const row of await engine.phrase(term.replaceAll(BREAK, ""), "number")) found.add(row);
    }
    if (!inner || found.size > 0) return { rows: found, phrases: [term] };
    const parts = await Promise.all(term.split(BREAK).map((part) => rowsOf(part, fields)));
    return {
      rows: intersect(parts.map((part) => part.rows)),
      phrases: parts.flatMap((part) => part.phrases),
    };
  }

  /** Rows of another form of a term; a synonym is looked for as it is written and not in parts. */
  async function rowsOfForm({ text, synonym }, fields) {
    if (!synonym) return rowsOf(text, fields);
    return { rows: await phraseRows(text, fields), phrases: [text] };
  }

  async function lookUp(term) {
    const forms = words.forms(term);
    const fields = words.folds ? ["text", "folded"] : ["text"];
    // Where nothing is written in two ways, the term itself need not be asked for twice.
    const asked = words.folds ? forms : forms.slice(1);
    const [exact, sound, ...found] = await Promise.all([
      rowsOf(term, ["text"]),
      isPinyin(term) ? pinyin().then(({ find }) => find(term)) : new Map(),
      ...asked.map((form) => rowsOfForm(form, fields)),
    ]);
    const others = found.map((each, place) => ({ ...asked[place], ...each }));
    const all = unite([exact.rows, new Set(sound.keys()), ...others.map((each) => each.rows)]);
    return { term, exact, sound, others, all };
  }

  function phrasesOf(row, found, isExact) {
    if (isExact) return found.flatMap(({ exact }) => exact.phrases);
    const all = found.flatMap(({ exact, others, sound }) => [
      ...[exact, ...others].filter((each) => each.rows.has(row)).flatMap((each) => each.phrases),
      ...(sound.get(row) ?? []),
    ]);
    return [...new Set(all)];
  }

  /** 0: its number is the query; 1: title or numbers hold every term; 2: the text holds them. */
  function rank(row, found, whole, isExact) {
    const written = isExact ? (text) => text : words.simplify;
    const numbers = rows.numbers(row).map(written);
    if (numbers.includes(written(whole))) return 0;
    const title = written(rows.title(row));
    const isIn = (asked) => {
      const phrase = written(asked);
      const bare = phrase.replaceAll(BREAK, "");
      return title.includes(phrase) || numbers.some((each) => each.includes(bare));
    };
    const isFirst = ({ exact, others, sound }) =>
      (!isExact && sound.has(row)) ||
      (isExact ? [exact] : [exact, ...others]).some(({ phrases }) => phrases.every(isIn));
    return found.every(isFirst) ? 1 : 2;
  }

  function ordered(some, found, whole, isExact, sort) {
    // A row number is a place in the order by date already.
    const byDate = [...some].sort((one, other) => one - other);
    if (sort === "date") return byDate;
    const ranks = new Map(byDate.map((row) => [row, rank(row, found, whole, isExact)]));
    return byDate.sort((one, other) => ranks.get(one) - ranks.get(other));
  }

  function reasons(widened, found) {
    const all = [];
    for (const { term, exact, others, sound } of found) {
      const gave = ({ rows: held }) => widened.some((row) => held.has(row) && !exact.rows.has(row));
      const giving = others.filter(gave);
      for (const { text } of giving.filter((form) => !form.synonym)) {
        all.push({ by: "spelling", term, as: text === term ? [] : [text] });
      }
      const synonyms = giving.filter((form) => form.synonym).map((form) => form.text);
      if (synonyms.length > 0) all.push({ by: "synonym", term, as: synonyms });
      const heard = widened.filter((row) => !exact.rows.has(row)).map((row) => sound.get(row) ?? []);
      if (heard.flat().length > 0) {
        all.push({ by: "sound", term, as: [...new Set(heard.flat())] });
      }
    }
    return all;
  }

  function shorter(found) {
    if (found.length < 2) return [];
    return found
      .map((_, left) => found.filter((__, place) => place !== left))
      .map((kept) => ({
        query: kept.map(({ term }) => term.replaceAll(BREAK, "")).join(" "),
        total: intersect(kept.map(({ all }) => all)).size,
      }))
      .filter(({ total }) => total > 0);
  }

  return async function search(query, filters, sort) {
    const found = await Promise.all(terms(query).map(lookUp));
    const sets = (pick) => (found.length === 0 ? new Set() : intersect(found.map(pick)));
    const exactly = sets(({ exact }) => exact.rows);
    const all = sets((each) => each.all);
    const narrow = rows.narrowing(filters);
    const kept = [...all].filter((row) => rows.passes(row, narrow));
    const whole = number(query);
    const inOrder = (isExact) => {
      const some = kept.filter((row) => exactly.has(row) === isExact);
      return ordered(some, found, whole, isExact, sort);
    };
    const exact = inOrder(true);
    const widened = inOrder(false);
    const list = exact.concat(widened);
    return {
      total: exact.length,
      widened: widened.length,
      unfiltered: all.size,
      facets: rows.counts(all, narrow),
      reasons: reasons(widened, found),
      shorter: all.size === 0 ? shorter(found) : [],
      hits: (from, count) =>
        list.slice(from, from + count).map((row) => ({
          ...rows.hit(row),
          widened: !exactly.has(row),
          phrases: phrasesOf(row, found, exactly.has(row)),
        })),
    };
  };
}
