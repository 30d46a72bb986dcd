// Titles found by their sound, in an index of sounds (plugins/disclosure/search/bigram/sounds.py).

import { PLACES } from "./search-bucket.js";
import { rowsOf, shared, united } from "./search-part.js";
import { initialOf, spoken } from "./search-pinyin.js";
import { unite } from "./search-rows.js";
import { tokens } from "./search-text.js";

const FIRST = 0xe000;
/** How many ways to read a term are looked up, those of the fewest characters first. */
const MOST_WAYS = 24;
/** How many endings of an unfinished syllable, and how many strings of initials, at most. */
const MOST_ENDS = 48;
const MOST_STARTS = 16;

/** Every way to take one of each list, at most so many. */
function choices(lists, most) {
  return lists.reduce(
    (made, list) => made.flatMap((taken) => list.map((each) => [...taken, each])).slice(0, most),
    [[]],
  );
}

/**
 * The sounds of a site's titles: `data` is search/sounds.bin, `segments` those of the index.
 *
 * `find(term)` takes a term of Latin letters, `alike(term)` one of Han. Both resolve to {rows,
 * words}: the rows with a title that sounds like it, and `words(row, title)`, the words in the
 * title of such a row that do, as tokens.
 */
export function createSounds({ syllables, characters, of }, segments) {
  const ways = syllables.map((syllable) => ({ syllable, typed: spoken(syllable) }));
  const numbers = new Map(syllables.map((syllable, place) => [syllable, place]));
  const sounds = new Map(Array.from(characters, (char, at) => [char, syllables[of[at]]]));

  const initial = (syllable) => {
    const found = initialOf(syllable);
    return found.length > 1 ? found[0].toUpperCase() : found;
  };
  /** The two tokens of a syllable in the part `sound`. */
  const aloud = (syllable) =>
    initial(syllable) + String.fromCodePoint(FIRST + numbers.get(syllable));

  /** What a letter or two may begin: the tokens of initials. */
  function begun(letters) {
    if (letters.length > 1) return [letters[0].toUpperCase()];
    return "zcs".includes(letters) ? [letters, letters.toUpperCase()] : [letters];
  }

  const whole = (some) => ({ syllables: some, initials: [...new Set(some.map(initial))] });

  /** What one character may take from the front of a term: its letters and what they stand for. */
  function fronts(term) {
    const made = new Map();
    for (const { syllable, typed } of ways) {
      for (const each of typed) {
        if (!term.startsWith(each)) continue;
        made.set(each, whole([...(made.get(each)?.syllables ?? []), syllable]));
      }
    }
    for (const size of [2, 1]) {
      const letters = term.slice(0, size);
      const known = ways.some(({ syllable }) => initialOf(syllable).startsWith(letters));
      if (known && !made.has(letters) && initialOf(letters) === letters) {
        made.set(letters, { syllables: null, initials: begun(letters) });
      }
    }
    return made;
  }

  /** The last character of a term, whose syllable may be unfinished. */
  function ending(rest, isOnly) {
    const some = ways
      .filter(({ typed }) => typed.some((each) => each.startsWith(rest)))
      .map(({ syllable }) => syllable);
    if (some.length === 0) return [];
    const isInitial = initialOf(rest) === rest && !isOnly;
    return [isInitial ? { syllables: null, initials: begun(rest) } : whole(some.slice(0, MOST_ENDS))];
  }

  /** The ways to read a term: a list of characters each. */
  function readings(term) {
    const made = [];
    let open = [{ rest: term, taken: [] }];
    while (open.length > 0 && made.length < MOST_WAYS) {
      for (const { rest, taken } of open) {
        for (const last of ending(rest, taken.length === 0)) made.push([...taken, last]);
      }
      open = open
        .flatMap(({ rest, taken }) =>
          [...fronts(rest)].map(([letters, front]) => ({
            rest: rest.slice(letters.length),
            taken: [...taken, front],
          })),
        )
        .filter(({ rest }) => rest !== "")
        // Those that have come furthest first: they end with the fewest characters.
        .sort((one, other) => one.rest.length - other.rest.length)
        .slice(0, MOST_WAYS * 4);
    }
    return made.slice(0, MOST_WAYS);
  }

  /** Where a run of whole syllables stands in the titles, as places of its first character. */
  async function runs(part, characters, at) {
    const lists = choices(characters.map((each) => each.syllables), MOST_ENDS);
    const found = await Promise.all(lists.map((some) => part.places(some.map(aloud).join(""))));
    // Two tokens a character in this part.
    const title = (key) => key - (key % PLACES) / 2 - at;
    return united(found).filter((key) => key % PLACES >= 2 * at).map(title);
  }

  /** Where a reading stands in the titles of a segment. */
  async function placesOf(reading, { part }) {
    const asked = [];
    if (reading.length > 1) {
      const strings = choices(reading.map((each) => each.initials), MOST_STARTS);
      const starts = strings.map((some) => part("initials").places(some.join("")));
      asked.push(Promise.all(starts).then(united));
    }
    for (let at = 0; at < reading.length; at += 1) {
      if (!reading[at].syllables) continue;
      let end = at + 1;
      while (reading[end]?.syllables) end += 1;
      asked.push(runs(part("sound"), reading.slice(at, end), at));
      at = end;
    }
    const lists = await Promise.all(asked);
    return lists.reduce((keys, other) => shared(keys, other, 0));
  }

  async function hits(some) {
    const all = await Promise.all(
      segments.flatMap((segment) =>
        some.map(async (reading) => ({
          segment,
          length: reading.length,
          keys: await placesOf(reading, segment),
        })),
      ),
    );
    const found = all.filter(({ keys }) => keys.length > 0);
    return {
      rows: unite(found.map(({ segment, keys }) => segment.whole(rowsOf(keys)))),
      words: (row, title) => words(found, row, Array.from(tokens(title))),
    };
  }

  function words(found, row, title) {
    const places = found.flatMap(({ segment: { start, rows }, length, keys }) => {
      const own = row - start;
      if (own < 0 || own >= rows) return [];
      const held = keys.filter((key) => Math.floor(key / PLACES) === own);
      return Array.from(held, (key) => ({ at: key % PLACES, end: (key % PLACES) + length }));
    });
    places.sort((one, other) => one.at - other.at);
    let free = 0;
    const made = [];
    for (const { at, end } of places) {
      if (at < free) continue;
      free = end;
      made.push(title.slice(at, end).join(""));
    }
    return [...new Set(made)];
  }

  function alike(term) {
    const asked = Array.from(term, (char) => sounds.get(char));
    if (asked.length < 2 || !asked.every(Boolean)) return hits([]);
    return hits([asked.map((syllable) => whole([syllable]))]);
  }

  return { find: (term) => hits(readings(term.replaceAll("\u00fc", "v"))), alike };
}
