// Titles found by their sound: full syllables, initials, or both mixed.

import { tokens } from "./search-text.js";

const LATIN = /^[a-z\u00fc]{2,}$/;
const HAN = /\p{Script=Han}/u;
const INITIAL = /^(?:[zcs]h|[a-z])/;

/** Whether a term is one that may be pinyin. */
export function isPinyin(term) {
  return LATIN.test(term);
}

/** The initial of a syllable; empty for what is none. */
export function initialOf(reading) {
  return reading.match(INITIAL)?.[0] ?? "";
}

/** How a whole syllable is typed; ü (v) also as u. */
export function spoken(reading) {
  return reading.includes("v") ? [reading, reading.replace("v", "u")] : [reading];
}

/** What one character may be typed as: its syllable or its initial. */
function typed(reading) {
  const initial = initialOf(reading);
  return initial === "" ? [] : [...new Set([...spoken(reading), initial, initial[0]])];
}

/**
 * How many characters from `at` on a term takes: as many as it is the sound of, 0 for none. The
 * last syllable may be unfinished.
 */
function length(ways, at, rest) {
  if (at >= ways.length) return 0;
  if (ways[at].some((way) => way.startsWith(rest))) return 1;
  for (const way of ways[at]) {
    if (!rest.startsWith(way)) continue;
    const further = length(ways, at + 1, rest.slice(way.length));
    if (further > 0) return further + 1;
  }
  return 0;
}

/** Every place of a term in the sounds of a title: [first character, number of characters]. */
function found(ways, term) {
  const places = [];
  for (let at = 0; at < ways.length; at += 1) {
    const taken = length(ways, at, term);
    if (taken === 0) continue;
    places.push([at, taken]);
    at += taken - 1;
  }
  return places;
}

/**
 * The sounds of all titles: `readings` is `titles` of search/pinyin.json, one string a row.
 *
 * `find(term)` takes a term of Latin letters and gives a map row -> the words of its title, as
 * tokens, that sound like it. `alike(term)` takes Han and gives the same map of words with the same
 * syllables, empty where one of its characters is in no title and so has no known sound.
 */
export function createPinyin(readings, titles) {
  const known = new Map();
  const waysOf = (reading) => {
    if (!known.has(reading)) known.set(reading, typed(reading));
    return known.get(reading);
  };
  const syllables = readings.map((line) => (line === "" ? [] : line.split(" ")));
  const rows = syllables.map((line) => line.map(waysOf));
  const characters = titles.map((title) => Array.from(tokens(title)));
  const sounds = new Map();
  characters.forEach((all, row) => {
    all.forEach((char, place) => {
      if (HAN.test(char) && !sounds.has(char)) sounds.set(char, syllables[row]?.[place]);
    });
  });

  function find(term) {
    const asked = term.replaceAll("\u00fc", "v");
    const all = new Map();
    rows.forEach((ways, row) => {
      const words = found(ways, asked)
        .map(([at, taken]) => characters[row].slice(at, at + taken).join(""))
        // What is written in these letters is no sound: the text itself was searched for it.
        .filter((word) => word !== term);
      if (words.length > 0) all.set(row, [...new Set(words)]);
    });
    return all;
  }

  function alike(term) {
    const asked = Array.from(term, (char) => sounds.get(char));
    const all = new Map();
    if (asked.length < 2 || !asked.every(Boolean)) return all;
    syllables.forEach((line, row) => {
      const at = line.findIndex((_, start) =>
        asked.every((syllable, place) => line[start + place] === syllable),
      );
      if (at >= 0) all.set(row, [characters[row].slice(at, at + asked.length).join("")]);
    });
    return all;
  }

  return { find, alike };
}
