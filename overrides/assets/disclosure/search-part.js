// One part of a segment: phrases to rows and places (plugins/disclosure/search/bigram/parts.py).

import { PLACES, readBucket } from "./search-bucket.js";
import { pieces } from "./search-grams.js";
import { NONE, unite } from "./search-rows.js";

const SEAM = "\u0001";
const NOWHERE = new Float64Array(0);
const decoder = new TextDecoder();

/** kB of a step of the sizes in a directory (plugins/disclosure/search/bigram/directory.py). */
const SIZE_STEP = 4;
/** What a request costs besides its bytes, in kB. */
const REQUEST = 5;

/** What a directory says, from its unpacked bytes. */
function readDirectory(bytes) {
  const [head, ...bounds] = decoder.decode(bytes).split("\0");
  const { h, tokens, common, sizes } = JSON.parse(head);
  const all = new Set();
  for (const whole of common) {
    for (let start = 0; start < whole.length; start += 1) {
      for (let end = start + 2; end <= whole.length; end += 1) all.add(whole.slice(start, end));
    }
  }
  return {
    tokens: tokens && new Set(tokens),
    common: all,
    bounds: { h: bounds.slice(0, h), p: bounds.slice(h) },
    costs: Array.from(sizes, (size) => (size.codePointAt(0) - 48) * SIZE_STEP + REQUEST),
  };
}

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

/** The two neighbours among pieces that cost least. */
function cheapestTwo(found) {
  const cost = (at) => found[at].cost + found[at + 1].cost;
  let best = 0;
  for (let at = 1; at + 1 < found.length; at += 1) if (cost(at) < cost(best)) best = at;
  return found.slice(best, best + 2);
}

/**
 * The part in a folder of the index; `bytes(name)` gives its files. `rows(phrase)` and
 * `places(phrase)` resolve to the rows that hold a phrase, and to the places where it begins as
 * numbers row * PLACES + place. Both take a string of tokens, and reject when a file is missing.
 *
 * Where most phrases are nowhere (`isSeldom`), two pieces of a long one are asked for first: that
 * they never meet saves the files of all the others.
 */
export function createPart(folder, bytes, isSeldom) {
  let directory = null;
  const buckets = new Map();

  function load() {
    directory ??= bytes(`${folder}/directory.bin`).then(readDirectory);
    return directory;
  }

  function bucket(kind, number) {
    const name = `${folder}/${kind}${number}.bin`;
    if (!buckets.has(name)) buckets.set(name, bytes(name).then(readBucket));
    return buckets.get(name);
  }

  /** [first, last] bucket in which names from `from` to `to` are. */
  function range(bounds, from, to) {
    return [Math.max(0, lastUpTo(bounds, from)), lastUpTo(bounds, to)];
  }

  async function named(kind, from, to, read) {
    const { bounds } = await load();
    const [start, end] = range(bounds[kind], from, to);
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

  const names = ({ first, second, open }) => {
    const from = `${first}${SEAM}${second}`;
    return [from, open ? `${from}\uffff` : from];
  };

  function piece(given, read) {
    return named("p", ...names(given), read);
  }

  async function cut(phrase) {
    const { tokens, common, bounds, costs } = await load();
    const each = Array.from(phrase);
    if (each.length === 0 || (tokens && !each.every((token) => tokens.has(token)))) return null;
    if (each.length === 1 || common.has(phrase)) return [];
    const cost = (given) => {
      const [start, end] = range(bounds.p, ...names(given));
      return costs.slice(start, end + 1).reduce((sum, some) => sum + some, 0);
    };
    const found = pieces(each, (string) => common.has(string), cost);
    return found.map((given) => ({ ...given, cost: cost(given) }));
  }

  async function placesOf(found) {
    if (isSeldom && found.length > 2) {
      const two = await meeting(cheapestTwo(found));
      if (two.length === 0) return two;
    }
    return meeting(found);
  }

  /** The places from which all pieces stand as in their phrase. */
  async function meeting(found) {
    const lists = await Promise.all(
      found.map(async (given) => {
        const held = await piece(given, (each, at) => ({ each, at }));
        const count = held.reduce((sum, { each, at }) => sum + each.count(at), 0);
        return { at: given.at, held, count };
      }),
    );
    lists.sort((one, other) => one.count - other.count);
    const [rarest, ...others] = lists;
    let keys = united(rarest.held.map(({ each, at }) => each.places(at)));
    for (const { at, held } of others) {
      const rows = rowsOf(keys);
      const some = united(held.map(({ each, at: name }) => each.placesIn(rows, name)));
      keys = shared(keys, some, at - rarest.at);
    }
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
