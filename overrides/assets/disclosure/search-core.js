// One search over any engine: which pages hold a query, in which order, with which facets.

import { isPinyin } from "./search-pinyin.js";
import { NONE, has, intersect, unite, without } from "./search-rows.js";
import { BREAK, number, terms } from "./search-text.js";

/** Hits of one page of results. */
export const PAGE_SIZE = 20;

/** Nothing was asked for, so there is nothing to filter. */
const NO_COLUMNS = Promise.resolve({ apply: (rows) => ({ kept: rows, counts: {} }) });

/**
 * `search(query, filters, sort)` over an index and the words of search-words.js.
 *
 * An index knows the pages by their rows, in sets of search-rows.js. It has, all but `inOrder` as
 * promises:
 * - phrase(tokens, field): the rows that hold a phrase in a field: "text", "number" or "folded",
 *   the text of pages with traditional characters, folded to simplified ones;
 * - titled(phrase, isFolded): those that hold it in the title, or in a number whatever stands
 *   between its parts there; numbered(number, isFolded): those with just this number;
 * - sounding(term): {rows, words(row, title)}, those with words in their title that are typed so;
 * - columns(): the filters, see search-columns.js;
 * - cards(rows): {row, address, title, agency, category, kind, date, number} of each;
 * - inOrder(rows): the rows, newest first.
 * search-near.js asks it for more. Everything rejects when a file cannot be read.
 *
 * filters: {facet: [values]}, any of the values of one facet and all of the facets, of which those
 * that do not exist are passed over; sort: "relevance" (the number asked for, then titles and
 * numbers that hold all terms, then newest first) or "date".
 *
 * Resolves to
 * - rows: all hits in their order;
 * - total, widened: how many pages hold the query as typed, and how many only in another spelling,
 *   in a word of the same meaning or in a title of that sound, both after filters;
 * - unfiltered: how many both are without filters;
 * - facets: a promise of {facet: {value: n}} over both, with the other facets' filters applied;
 * - reasons: why there are widened ones: {by: "spelling" | "synonym" | "sound", term, as: [words]};
 * - hits(from, count): a promise of facts of hits, the exact ones first, each with `widened` and
 *   the `phrases` to mark;
 * - shorter: when nothing was found, [{query, total}] without one of the terms.
 */
export function createSearch(index, words) {
  const unheard = { rows: NONE, words: () => [] };

  async function phraseRows(term, fields) {
    return unite(await Promise.all(fields.map((field) => index.phrase(term, field))));
  }

  async function rowsOf(term, fields) {
    const inner = term.includes(BREAK);
    const bare = term.replaceAll(BREAK, "");
    const [phrase, alone] = await Promise.all([
      phraseRows(term, fields),
      inner ? NONE : index.phrase(bare, "number"),
    ]);
    // With punctuation inside ("1、2") the number form would match far more than was asked for, so
    // it only stands in where the phrase itself is nowhere.
    const isNowhere = inner && phrase.length === 0;
    const found = isNowhere ? await index.phrase(bare, "number") : unite([phrase, alone]);
    if (!inner || found.length > 0) return { rows: found, phrases: [term] };
    const parts = await Promise.all(term.split(BREAK).map((part) => rowsOf(part, fields)));
    return {
      rows: intersect(parts.map((part) => part.rows)),
      phrases: parts.flatMap((part) => part.phrases),
    };
  }

  /** Rows of another form of a term; a synonym is looked for as it is written and not in parts. */
  async function rowsOfForm({ text, synonym }) {
    const fields = words.isFolded(text) ? ["text", "folded"] : ["text"];
    if (!synonym) return rowsOf(text, fields);
    return { rows: await phraseRows(text, fields), phrases: [text] };
  }

  async function lookUp(term) {
    const [itself, ...forms] = words.forms(term);
    // Where it is written in one way only, the term itself need not be asked for twice.
    const isAlone = itself.text === term && !words.isFolded(term);
    const asked = isAlone ? forms : [itself, ...forms];
    const [exact, sound, ...found] = await Promise.all([
      rowsOf(term, ["text"]),
      isPinyin(term) ? index.sounding(term) : unheard,
      ...asked.map(rowsOfForm),
    ]);
    const others = found.map((each, place) => ({ ...asked[place], ...each }));
    const all = unite([exact.rows, sound.rows, ...others.map((each) => each.rows)]);
    return { term, exact, sound, others, all };
  }

  function phrasesOf({ row, title }, found, isExact) {
    if (isExact) return found.flatMap(({ exact }) => exact.phrases);
    const all = found.flatMap(({ exact, others, sound }) => [
      ...[exact, ...others].filter((each) => has(each.rows, row)).flatMap((each) => each.phrases),
      ...sound.words(row, title),
    ]);
    return [...new Set(all)];
  }

  /** Rows whose title or numbers hold every term in one of its forms. */
  async function titledRows(found, isExact) {
    const each = found.map(async ({ exact, others, sound }) => {
      const forms = isExact ? [exact] : [exact, ...others];
      const held = await Promise.all(
        forms.map(async ({ phrases }) => {
          const asked = phrases.map((phrase) =>
            index.titled(isExact ? phrase : words.simplify(phrase), !isExact),
          );
          return intersect(await Promise.all(asked));
        }),
      );
      return unite(isExact ? held : [...held, sound.rows]);
    });
    return intersect(await Promise.all(each));
  }

  /** First those whose number is the query, then those titled so, then the others. */
  async function ordered(some, found, whole, isExact, sort) {
    if (sort === "date" || some.length < 2) return index.inOrder(some);
    const [numbered, titled] = await Promise.all([
      index.numbered(isExact ? whole : words.simplify(whole), !isExact),
      titledRows(found, isExact),
    ]);
    const first = intersect([some, numbered]);
    const second = without(intersect([some, titled]), first);
    const last = without(without(some, first), second);
    const made = new Uint32Array(some.length);
    let at = 0;
    for (const rows of [first, second, last]) {
      made.set(index.inOrder(rows), at);
      at += rows.length;
    }
    return made;
  }

  /** Why there are widened hits; `first` are the hits that are shown first. */
  function reasons(widened, found, first) {
    const all = [];
    for (const { term, exact, others, sound } of found) {
      const giving = others.filter(
        ({ rows }) => without(intersect([rows, widened]), exact.rows).length > 0,
      );
      for (const { text } of giving.filter((form) => !form.synonym)) {
        all.push({ by: "spelling", term, as: text === term ? [] : [text] });
      }
      const synonyms = giving.filter((form) => form.synonym).map((form) => form.text);
      if (synonyms.length > 0) all.push({ by: "synonym", term, as: synonyms });
      const heard = first
        .filter(({ row }) => !has(exact.rows, row))
        .flatMap(({ row, title }) => sound.words(row, title));
      if (heard.length > 0) all.push({ by: "sound", term, as: [...new Set(heard)] });
    }
    return all;
  }

  function shorter(found) {
    if (found.length < 2) return [];
    return found
      .map((_, left) => found.filter((__, place) => place !== left))
      .map((kept) => ({
        query: kept.map(({ term }) => term.replaceAll(BREAK, "")).join(" "),
        total: intersect(kept.map(({ all }) => all)).length,
      }))
      .filter(({ total }) => total > 0);
  }

  return async function search(query, filters, sort) {
    const asked = terms(query);
    const isNarrow = Object.values(filters).some((chosen) => chosen.length > 0);
    const columns = () => (asked.length > 0 ? index.columns() : NO_COLUMNS);
    // Filters that are set are needed for the hits: their columns can come meanwhile.
    if (isNarrow) columns().catch(() => {});
    const looking = asked.map(lookUp);
    // Most likely the order will ask this; whatever files it takes can come meanwhile.
    if (sort !== "date") for (const term of asked) index.titled(term, false).catch(() => {});
    const found = await Promise.all(looking);
    const exactly = intersect(found.map(({ exact }) => exact.rows));
    const all = intersect(found.map((each) => each.all));
    const kept = isNarrow ? (await columns()).apply(all, filters).kept : all;
    const whole = number(query);
    const widened = without(kept, exactly);
    const [one, other] = await Promise.all([
      ordered(intersect([kept, exactly]), found, whole, true, sort),
      ordered(widened, found, whole, false, sort),
    ]);
    const list = new Uint32Array(kept.length);
    list.set(one);
    list.set(other, one.length);
    const first = await index.cards(other.subarray(0, PAGE_SIZE));
    // Only now, so that the hits need not wait for the filters.
    const facets = columns().then((made) => made.apply(all, filters).counts);
    // Who waits for them hears of a failure; until then nobody may be waiting.
    facets.catch(() => {});
    return {
      rows: list,
      total: one.length,
      widened: other.length,
      unfiltered: all.length,
      facets,
      reasons: reasons(widened, found, first),
      shorter: all.length === 0 ? shorter(found) : [],
      hits: async (from, count) => {
        const some = await index.cards(list.subarray(from, from + count));
        return some.map((card) => ({
          ...card,
          widened: !has(exactly, card.row),
          phrases: phrasesOf(card, found, has(exactly, card.row)),
        }));
      },
    };
  };
}
