// One part of a segment: phrases to rows and places (plugins/disclosure/search/parts.py).

import { PLACES, readBucket } from "./search-bucket.js";
import { pieces } from "./search-grams.js";
import { NONE, unite } from "./search-rows.js";

const SEAM = "\u0001";
const NOWHERE = new Float64Array(0);
const decoder = new TextDecoder();

/** The last place of a sorted list whose string is not above `name`. */
function lastUpTo(firsts, name) {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= name) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** All places of several sorted lists that share none. */
export function united(lists) {
  if (lists.length < 2) return lists[0] ?? NOWHERE;
  const made = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    made.set(list, at);
    at += list.length;
  }
  return made.sort();
}

/** The places of `one` from which a place of `other` is `shift` tokens away. */
export function shared(one, other, shift) {
  const made = new Float64Array(Math.min(one.length, other.length));
  let count = 0;
  let next = 0;
  for (let at = 0; at < one.length; at += 1) {
    const key = one[at] + shift;
    while (next < other.length && other[next] < key) next += 1;
    if (next < other.length && other[next] === key) made[count++] = one[at];
  }
  return made.subarray(0, count);
}

/** Places `shift` tokens before those given, as far as their pages begin so early. */
function moved(keys, shift) {
  if (shift === 0) return keys;
  const made = new Float64Array(keys.length);
  let count = 0;
  for (let at = 0; at < keys.length; at += 1) {
    if (keys[at] % PLACES >= shift) made[count++] = keys[at] - shift;
  }
  return made.subarray(0, count);
}

/** The rows of places. */
export function rowsOf(keys) {
  const made = new Uint32Array(keys.length);
  let count = 0;
  let last = -1;
  for (let at = 0; at < keys.length; at += 1) {
    const row = Math.floor(keys[at] / PLACES);
    if (row !== last) made[count++] = row;
    last = row;
  }
  return made.subarray(0, count);
}

/**
 * The part in a folder of the index; `bytes(name)` gives its files. `rows(phrase)` and
 * `places(phrase)` resolve to the rows that hold a phrase, and to the places where it begins as
 * numbers row * PLACES + place. Both take a string of tokens, and reject when a file is missing.
 */
export function createPart(folder, bytes) {
  let directory = null;
  const buckets = new Map();

  function load() {
    directory ??= bytes(`${folder}/directory.bin`).then((raw) => {
      const { tokens, common, h, p, size } = JSON.parse(decoder.decode(raw));
      return { tokens: tokens && new Set(tokens), common: new Set(common), firsts: { h, p }, size };
    });
    return directory;
  }

  function bucket(kind, number) {
    const name = `${folder}/${kind}${number}.bin`;
    if (!buckets.has(name)) buckets.set(name, bytes(name).then(readBucket));
    return buckets.get(name);
  }

  /** [first, last] bucket in which names from `from` to `to` are. */
  function range(firsts, from, to) {
    return [Math.max(0, lastUpTo(firsts, from)), lastUpTo(firsts, to)];
  }

  async function named(kind, from, to, read) {
    const { firsts } = await load();
    const [start, end] = range(firsts[kind], from, to);
    const numbers = Array.from({ length: end - start + 1 }, (_, at) => start + at);
    const all = await Promise.all(numbers.map((number) => bucket(kind, number)));
    return all.flatMap((each) => {
      const made = [];
      for (let at = lastUpTo(each.names, from); at < each.names.length; at += 1) {
        if (at < 0 || each.names[at] < from) continue;
        if (each.names[at] > to) break;
        made.push(read(each, at));
      }
      return made;
    });
  }

  const bounds = ({ first, second, open }) => {
    const from = `${first}${SEAM}${second}`;
    return [from, open ? `${from}\uffff` : from];
  };

  function piece(given, read) {
    return named("p", ...bounds(given), read);
  }

  async function cut(phrase) {
    const { tokens, common, firsts, size } = await load();
    const each = Array.from(phrase);
    if (each.length === 0 || (tokens && !each.every((token) => tokens.has(token)))) return null;
    if (each.length === 1 || common.has(phrase)) return [];
    const cost = (given) => {
      const [start, end] = range(firsts.p, ...bounds(given));
      // In kB, and a little for each request.
      return size.slice(start, end + 1).reduce((sum, each) => sum + each + 5, 0);
    };
    return pieces(each, (string) => common.has(string), cost);
  }

  async function placesOf(found) {
    const lists = await Promise.all(
      found.map(async (given) => ({
        at: given.at,
        keys: united(await piece(given, (held, at) => held.places(at))),
      })),
    );
    lists.sort((one, other) => one.keys.length - other.keys.length);
    const [rarest, ...others] = lists;
    let keys = rarest.keys;
    for (const { at, keys: held } of others) keys = shared(keys, held, at - rarest.at);
    return moved(keys, rarest.at);
  }

  async function rows(phrase) {
    const found = await cut(phrase);
    if (found === null) return NONE;
    if (found.length === 0) return unite(await named("h", phrase, phrase, (held, at) => held.rows(at)));
    if (found.length === 1) return unite(await piece(found[0], (held, at) => held.rows(at)));
    return rowsOf(await placesOf(found));
  }

  async function places(phrase) {
    const found = await cut(phrase);
    if (!found?.length) return NOWHERE;
    return placesOf(found);
  }

  return { load, rows, places };
}
