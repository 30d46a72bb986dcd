// From letters to words: full syllables, initials, both mixed, and the beginnings of all these.

const HAN_AFTER_SOUND = /([a-z]+)([^a-z ]+)/gu;
const INITIAL = /^(?:[zcs]h|[a-z])/;
/** Longer words that are offered before the characters that are all of what was typed. */
const BEFORE_CHARACTERS = 6;
const MOST = 120;

/** What one syllable may be typed as: itself, with ü (v) also as u, and its initials. */
function soundOf(reading) {
  const full = reading.includes("v") ? [reading, reading.replace("v", "u")] : [reading];
  const initial = reading.match(INITIAL)[0];
  return { full, initials: [...new Set([initial, initial[0]])] };
}

/** The words and characters as they are read, in the order in which they are offered. */
function entriesOf(told) {
  const usual = new Map();
  const single = [];
  for (const [text, later] of [
    [told.sounds, 0],
    [told.more, Infinity],
  ]) {
    for (const [, reading, characters] of text.matchAll(HAN_AFTER_SOUND)) {
      Array.from(characters).forEach((character, place) => {
        if (!usual.has(character)) usual.set(character, reading);
        single.push([character, [reading], place + later]);
      });
    }
  }
  const words = (told.words === "" ? [] : told.words.split(" ")).map((word) => [
    word,
    told.other[word]?.split(" ") ?? Array.from(word, (character) => usual.get(character)),
  ]);
  // The first of each sound come before the second of any, and those rarely read so at the end.
  single.sort((one, other) => (one[2] === other[2] ? 0 : one[2] - other[2]));
  return [...words, ...single].filter(([, readings]) => readings.every(Boolean));
}

/**
 * How the letters from `at` on go with the sounds from `place` on: `used` of them, `missing` sounds
 * that they do not reach, `loose` initials. The longest way, and of those the least loose one.
 */
function fit(sounds, place, letters, at, loose) {
  let from = at;
  while (letters[from] === "'") from += 1;
  if (from >= letters.length || place >= sounds.length) {
    return { used: from, missing: sounds.length - place, loose };
  }
  let best = null;
  const consider = (found) => {
    if (found === null) return;
    const better =
      best === null || found.used > best.used || (found.used === best.used && found.loose < best.loose);
    if (better) best = found;
  };
  const rest = letters.slice(from);
  for (const way of sounds[place].full) {
    if (rest.startsWith(way)) consider(fit(sounds, place + 1, letters, from + way.length, loose));
    else if (way.startsWith(rest)) {
      consider({ used: letters.length, missing: sounds.length - place - 1, loose });
    }
  }
  for (const initial of sounds[place].initials) {
    if (!rest.startsWith(initial)) continue;
    consider(fit(sounds, place + 1, letters, from + initial.length, loose + 1));
  }
  return best;
}

/**
 * Words for letters. `told` is what words.js says.
 *
 * `candidates(letters)` gives `{text, used}` one after the other: what all letters are the sound of,
 * what begins so, and what takes the first `used` of them and leaves letters that can be read.
 */
export function createPinyin(told) {
  const sounds = new Map();
  const byLetter = new Map();
  entriesOf(told).forEach(([text, readings]) => {
    for (const reading of readings) {
      if (!sounds.has(reading)) sounds.set(reading, soundOf(reading));
    }
    const letter = readings[0][0];
    if (!byLetter.has(letter)) byLetter.set(letter, []);
    byLetter.get(letter).push({ text, sounds: readings.map((reading) => sounds.get(reading)) });
  });
  const all = [...sounds.values()];
  const full = new Set(all.flatMap((sound) => sound.full));
  const initials = new Set(all.flatMap((sound) => sound.initials));
  const begun = new Set(
    [...full].flatMap((way) => Array.from(way, (_, end) => way.slice(0, end + 1))),
  );

  /** For each place in the letters: how many initials the rest needs at least, to be read. */
  function needs(letters) {
    const least = Array(letters.length + 1).fill(0);
    for (let at = letters.length - 1; at >= 0; at -= 1) {
      const rest = letters.slice(at);
      if (rest[0] === "'") least[at] = least[at + 1];
      else if (begun.has(rest)) least[at] = 0;
      else {
        least[at] = 2 + least[at + 1]; // what nobody can read
        for (let length = 1; length <= Math.min(6, rest.length); length += 1) {
          const part = rest.slice(0, length);
          if (full.has(part)) least[at] = Math.min(least[at], least[at + length]);
          if (initials.has(part)) least[at] = Math.min(least[at], 1 + least[at + length]);
        }
      }
    }
    return least;
  }

  function groupOf(entry, found, letters, least) {
    const isWord = entry.sounds.length > 1;
    if (found.used >= letters.length) {
      if (!isWord) return full.has(letters) ? "character" : "begun";
      if (found.loose > least[0]) return "loose";
      return found.missing === 0 ? "whole" : "longer";
    }
    if (found.missing > 0 || found.loose + least[found.used] > least[0]) return "";
    return isWord ? "part" : "partCharacter";
  }

  function candidates(typed) {
    const letters = typed.replace(/^'+/, "");
    const skipped = typed.length - letters.length;
    const names = ["whole", "longer", "character", "begun", "loose", "part", "partCharacter"];
    const groups = Object.fromEntries(names.map((name) => [name, []]));
    const least = needs(letters);
    for (const entry of byLetter.get(letters[0]) ?? []) {
      const found = fit(entry.sounds, 0, letters, 0, 0);
      const group = found === null ? "" : groupOf(entry, found, letters, least);
      if (group !== "") groups[group].push({ text: entry.text, ...found });
    }
    groups.whole.sort((one, other) => one.loose - other.loose);
    groups.loose.sort((one, other) => one.missing - other.missing);
    for (const name of ["part", "partCharacter"]) {
      groups[name].sort((one, other) => other.used - one.used || one.loose - other.loose);
    }
    const before = groups.longer.splice(0, BEFORE_CHARACTERS);
    const { whole, longer, character, begun: unfinished, loose, part, partCharacter } = groups;
    const seen = new Set();
    return [whole, before, character, part, longer, loose, unfinished, partCharacter]
      .flat()
      .filter(({ text }) => !seen.has(text) && seen.add(text))
      .slice(0, MOST)
      .map(({ text, used }) => ({ text, used: used + skipped }));
  }

  return { candidates };
}
