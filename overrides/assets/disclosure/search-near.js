// What resembles a query that nothing holds: for misspellings and for questions in whole sentences.

import { BREAK, number, terms } from "./search-text.js";

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

function sharedStart(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/**
 * `near(query)` resolves to hits that hold most of a query's words, or whose titles look or sound
 * like it, or whose numbers begin like it: best first, ten at most, each with `phrases` to mark.
 *
 * `rows` is of search-columns.js, `words` of search-words.js; `pinyin()` resolves to what
 * search-pinyin.js makes.
 */
export function createNear(engine, rows, words, pinyin) {
  const every = Array.from({ length: rows.count }, (_, row) => row);

  function byTitle(term, note) {
    const asked = pairs(term);
    const patterns = asked.map((pair) => new RegExp(pair.join(".?"), "u"));
    for (const row of every) {
      const title = words.simplify(rows.title(row));
      const marks = patterns.flatMap((pattern) => title.match(pattern) ?? []);
      const score = marks.length / asked.length;
      if (marks.length > 0 && score >= PAIRS) note(row, score, marks);
    }
  }

  function byNumber(term, note) {
    const asked = number(term);
    if (!DIGIT.test(asked) || asked.length < SHORTEST_NUMBER) return;
    for (const row of every) {
      const shared = Math.max(0, ...rows.numbers(row).map((each) => sharedStart(asked, words.simplify(each))));
      const score = shared / asked.length;
      if (shared >= SHORTEST_NUMBER && score >= HALF) note(row, score, [asked.slice(0, shared)]);
    }
  }

  async function bySound(term, note) {
    const { alike } = await pinyin();
    for (const [row, heard] of alike(term)) note(row, 1, heard);
  }

  async function byText(term, note) {
    const cut = [...new Set(pieces(term))];
    const held = await Promise.all(cut.map((piece) => engine.phrase(piece, "text")));
    const found = new Map();
    held.forEach((some, place) => {
      for (const row of some) found.set(row, [...(found.get(row) ?? []), cut[place]]);
    });
    for (const [row, marks] of found) {
      const score = new Set(marks.join("")).size / new Set(term.replaceAll(BREAK, "")).size;
      if (score >= HALF) note(row, score / 2, marks);
    }
  }

  return async function near(query) {
    const scores = new Map();
    const note = (row, score, marks) => {
      const known = scores.get(row) ?? { score: 0, marks: [] };
      scores.set(row, { score: known.score + score, marks: [...known.marks, ...marks] });
    };
    const asked = terms(query).map(words.simplify);
    for (const term of asked.filter((each) => each.length <= LONGEST_TERM).slice(0, MOST_TERMS)) {
      byTitle(term, note);
      byNumber(term, note);
      await Promise.all([byText(term, note), bySound(term, note)]);
    }
    return [...scores]
      .sort(([row, one], [other, two]) => two.score - one.score || row - other)
      .slice(0, MOST)
      .map(([row, { marks }]) => ({ ...rows.hit(row), phrases: [...new Set(marks)] }));
  };
}
