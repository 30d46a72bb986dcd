// Other spellings and other words for a term: search/words.bin of the site.

import { tokens } from "./search-text.js";

/** How many other words a term is looked for by, at most. */
const MOST_FORMS = 16;

const trim = (text) => tokens(text).trim();

/** Every way to take one choice of each slot, the first of each slot first, `most` at most. */
function choices(slots, most) {
  let made = [[]];
  for (const slot of slots) {
    made = made.flatMap((taken) => slot.map((choice) => [...taken, choice])).slice(0, most);
  }
  return made;
}

/**
 * The site's words. `data` is {synonyms: [[word, …], …], variants: [from, to], folded: characters};
 * each may be missing.
 *
 * `simplify(text)` writes traditional characters as simplified ones; `align(text)` does the same
 * for text whose offsets must stay (no character gets another length). `forms(term)` are the token
 * strings that mean the same as a term, in simplified characters: first the term itself
 * (`synonym: false`), then those with other words of the site's groups in it. `isFolded(text)`:
 * whether there may be text that holds it only after folding.
 */
export function createWords(data) {
  const [from = "", to = ""] = data.variants ?? [];
  const plain = Array.from(to);
  const simple = new Map(Array.from(from, (char, place) => [char, plain[place]]));
  const simplify = (text) => Array.from(text, (char) => simple.get(char) ?? char).join("");
  const keepsLength = (char) => simple.get(char)?.length === char.length;
  const align = (text) =>
    Array.from(text, (char) => (keepsLength(char) ? simple.get(char) : char)).join("");

  // Word -> all words of its groups, itself first, so that the first choice is the term as it is.
  const others = new Map();
  for (const group of data.synonyms ?? []) {
    const words = group.map((word) => simplify(trim(word))).filter((word) => word !== "");
    for (const word of words) {
      others.set(word, [...new Set([word, ...(others.get(word) ?? []), ...words])]);
    }
  }
  const longestFirst = [...others.keys()].sort((one, other) => other.length - one.length);

  function slots(term) {
    const found = [];
    let at = 0;
    while (at < term.length) {
      const word = longestFirst.find((each) => term.startsWith(each, at));
      found.push(word === undefined ? [term[at]] : others.get(word));
      at += word === undefined ? 1 : word.length;
    }
    return found;
  }

  function forms(term) {
    const itself = simplify(term);
    const made = choices(slots(itself), MOST_FORMS + 1).map((parts) => parts.join(""));
    return [...new Set(made)].map((text) => ({ text, synonym: text !== itself }));
  }

  const folded = new Set(data.folded ?? "");
  const isFolded = (text) => Array.from(text).some((char) => folded.has(char));

  return { simplify, align, forms, isFolded };
}
