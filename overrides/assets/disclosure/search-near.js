// What resembles a query that nothing holds: for misspellings and for questions in whole sentences.

import { BREAK, number, terms, tokens } from "./search-text.js";

/** How many are offered. */
const MOST = 10;
/** The part of a title's pairs of characters that a query must share. */
const PAIRS = 1 / 3;
/** The part of the query's characters that must stand in a text, or begin a number. */
const HALF = 1 / 2;
const SHORTEST_NUMBER = 4;
/** What is read of a query: more than this is no slip of the keyboard. */
const MOST_TERMS = 6;
const LONGEST_TERM = 40;
const MOST_PAIRS = 24;

const HAN = /^\p{Script=Han}+$/u;
const DIGIT = /[0-9]/;

/** Pairs of Han characters of a term, beside each other or with one between them. */
function pairs(term) {
  const all = Array.from(term);
  const made = all.flatMap((char, place) => [
    [char, all[place + 1]],
    [char, all[place + 2]],
  ]);
  return made.filter(([one, other]) => other && HAN.test(one) && HAN.test(other));
}

/** The words of a term, or its pairs of characters where it is one word. */
function pieces(term) {
  const parts = Intl.Segmenter
    ? Array.from(new Intl.Segmenter("zh", { granularity: "word" }).segment(term), (part) => part.segment)
    : [];
  const words = parts.filter((word) => word !== term && Array.from(word).length > 1);
  if (words.length > 0) return words.filter((word) => !word.includes(BREAK));
  const all = Array.from(term);
  return all.slice(1).map((char, place) => all[place] + char).filter((pair) => HAN.test(pair));
}

/** The words of a title that pairs of characters stand in, as tokens. */
function marksIn(title, asked) {
  return asked.flatMap(([one, other]) => title.match(new RegExp(`${one}.?${other}`, "u")) ?? []);
}

/**
 * `near(query)` resolves to hits that hold most of a query's words, or whose titles look or sound
 * like it, or whose numbers begin like it: best first, ten at most, each with `phrases` to mark.
 *
 * `words` is of search-words.js. Besides what search-core.js says, the index has, as promises:
 * - paired(one, other): the rows whose folded title has two characters beside each other, or with
 *   one between them;
 * - starting(start): the rows one of whose numbers, folded, begins so;
 * - alike(term): {rows, words(row, title)}, the rows with words in their title that sound the same.
 */
export function createNear(index, words) {
  async function byTitle(term, note) {
    const asked = pairs(term).slice(0, MOST_PAIRS);
    const found = await Promise.all(asked.map(([one, other]) => index.paired(one, other)));
    const counts = new Map();
    for (const rows of found) for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
    for (const [row, count] of counts) {
      const score = count / asked.length;
      if (score >= PAIRS) note(row, score, (title) => marksIn(title, asked));
    }
  }

  /** Those whose number shares most of its beginning. */
  async function byNumber(term, note) {
    const asked = number(term);
    if (!DIGIT.test(asked)) return;
    const least = Math.max(SHORTEST_NUMBER, Math.ceil(asked.length * HALF));
    for (let length = asked.length; length >= least; length -= 1) {
      const start = asked.slice(0, length);
      const rows = await index.starting(start);
      for (const row of rows.subarray(0, MOST)) note(row, length / asked.length, () => [start]);
      if (rows.length > 0) return;
    }
  }

  async function bySound(term, note) {
    const { rows, words: heard } = await index.alike(term);
    for (const row of rows) note(row, 1, (title) => heard(row, title));
  }

  async function byText(term, note) {
    const cut = [...new Set(pieces(term))];
    const held = await Promise.all(cut.map((piece) => index.phrase(piece, "text")));
    const found = new Map();
    held.forEach((some, place) => {
      for (const row of some) found.set(row, [...(found.get(row) ?? []), cut[place]]);
    });
    for (const [row, marks] of found) {
      const score = new Set(marks.join("")).size / new Set(term.replaceAll(BREAK, "")).size;
      if (score >= HALF) note(row, score / 2, () => marks);
    }
  }

  return async function near(query) {
    const scores = new Map();
    const note = (row, score, marks) => {
      const known = scores.get(row) ?? { score: 0, marks: [] };
      scores.set(row, { score: known.score + score, marks: [...known.marks, marks] });
    };
    const asked = terms(query).map(words.simplify);
    for (const term of asked.filter((each) => each.length <= LONGEST_TERM).slice(0, MOST_TERMS)) {
      const ways = [byTitle, byNumber, byText, bySound];
      await Promise.all(ways.map((way) => way(term, note)));
    }
    const best = [...scores]
      .sort(([row, one], [other, two]) => two.score - one.score || row - other)
      .slice(0, MOST);
    const cards = await index.cards(best.map(([row]) => row));
    return best.map(([, { marks }], place) => {
      const title = words.simplify(tokens(cards[place].title));
      return { ...cards[place], phrases: [...new Set(marks.flatMap((each) => each(title)))] };
    });
  };
}
