// The engine `bigram`: our own index in small files (plugins/disclosure/search/bigram/__init__.py).

import { createColumns } from "./search-columns.js";
import { createPart } from "./search-part.js";
import { NONE, unite } from "./search-rows.js";
import { createSounds } from "./search-sounds.js";
import { BREAK } from "./search-text.js";

const VERSION = 2;
/** Stands before and behind a number in its part. */
const EDGE = "\u001e";
const CARD = ["address", "title", "date", "number", "agency", "category", "kind"];
const decoder = new TextDecoder();
const parsed = (bytes) => JSON.parse(decoder.decode(bytes));

function createSegment({ folder, rows, pack, removed = [] }, start, bytes) {
  const parts = new Map();
  const packs = new Map();
  let gone = null;
  if (removed.length > 0) {
    gone = new Uint8Array(rows);
    let row = 0;
    for (const step of removed) {
      row += step;
      gone[row] = 1;
    }
  }

  function part(name) {
    if (!parts.has(name)) parts.set(name, createPart(`${folder}/${name}`, bytes, name !== "text"));
    return parts.get(name);
  }

  /** Rows of this segment as rows of the whole index. */
  function whole(found) {
    if (!gone && start === 0) return found;
    const made = new Uint32Array(found.length);
    let count = 0;
    for (let at = 0; at < found.length; at += 1) {
      if (!gone?.[found[at]]) made[count++] = found[at] + start;
    }
    return made.subarray(0, count);
  }

  async function card(row) {
    const number = Math.floor(row / pack);
    if (!packs.has(number)) {
      packs.set(number, bytes(`${folder}/cards/${number}.bin`).then(parsed));
    }
    const held = (await packs.get(number))[row % pack];
    return Object.fromEntries(CARD.map((name, at) => [name, held[at]]));
  }

  async function columns() {
    const raw = await bytes(`${folder}/columns.bin`);
    const length = new DataView(raw.buffer, raw.byteOffset, 4).getUint32(0, true);
    const { facets } = parsed(raw.subarray(4, 4 + length));
    let at = 4 + length;
    for (const facet of Object.values(facets)) {
      facet.numbers = Uint16Array.from(raw.subarray(at, at + rows));
      at += rows;
      if (facet.cells.length <= 256) continue;
      facet.numbers.forEach((_, row) => {
        facet.numbers[row] += raw[at + row] << 8;
      });
      at += rows;
    }
    return { rows, facets };
  }

  return { start, rows, part, whole, card, columns };
}

/** Rows of all segments by date, newest first; `before` says which row each later one precedes. */
function ordered(rows, base, before) {
  const end = rows.findLastIndex((row) => row < base) + 1;
  if (end === rows.length) return rows;
  const made = new Uint32Array(rows.length);
  let left = 0;
  let right = end;
  for (let at = 0; at < made.length; at += 1) {
    const isLater =
      right < rows.length && (left === end || before[rows[right] - base] <= rows[left]);
    made[at] = isLater ? rows[right++] : rows[left++];
  }
  return made;
}

/**
 * The index that `about` (search/index.json) describes; `source` gives its files. See
 * search-core.js for what an index is.
 */
export function bigramIndex(about, source) {
  if (about.version !== VERSION) throw new Error("the search index is of another version");
  let start = 0;
  const segments = about.segments.map((each) => {
    const made = createSegment(each, start, source.bytes);
    start += each.rows;
    return made;
  });
  const before = about.segments.at(-1).before ?? [];
  let columns = null;
  let sounds = null;

  async function load() {
    // Those that every query asks, so that its only requests are for postings, all at once.
    const asked = ["text", "number", "title", "folded"];
    const needed = segments.flatMap(({ part }) => asked.map(part));
    await Promise.all(needed.map((part) => part.load()));
  }

  async function phrase(tokens, part) {
    if (tokens === "") return NONE;
    const found = await Promise.all(
      segments.map(async (segment) => segment.whole(await segment.part(part).rows(tokens))),
    );
    return unite(found);
  }

  const any = async (asked) =>
    unite(await Promise.all(asked.map(([tokens, part]) => phrase(tokens, part))));

  function titled(tokens, isFolded) {
    const bare = tokens.replaceAll(BREAK, "");
    const asked = [[tokens, "title"], [bare, "number"]];
    return any(isFolded ? [...asked, [tokens, "head"], [bare, "head"]] : asked);
  }

  function numbered(whole, isFolded) {
    if (whole === "") return NONE;
    const asked = `${EDGE}${whole}${EDGE}`;
    return any(isFolded ? [[asked, "number"], [asked, "head"]] : [[asked, "number"]]);
  }

  const starting = (number) => any([[`${EDGE}${number}`, "number"], [`${EDGE}${number}`, "head"]]);
  const paired = (one, other) =>
    any([[one + other, "title"], [one + other, "head"], [one + other, "gap"]]);

  function sound() {
    sounds ??= source
      .bytes("sounds.bin")
      .then(parsed)
      .catch((error) => {
        // It only widens the search: without it what was typed is still found.
        console.warn(error);
        return { syllables: [], characters: "", of: [] };
      })
      .then((data) => createSounds(data, segments));
    return sounds;
  }

  async function cards(rows) {
    return Promise.all(
      Array.from(rows, async (row) => {
        const segment = segments.findLast((each) => each.start <= row);
        return { row, ...(await segment.card(row - segment.start)) };
      }),
    );
  }

  return {
    load,
    phrase,
    titled,
    numbered,
    starting,
    paired,
    cards,
    sounding: async (term) => (await sound()).find(term),
    alike: async (term) => (await sound()).alike(term),
    inOrder: (rows) => ordered(rows, segments.length > 1 ? segments[1].start : start, before),
    columns() {
      columns ??= Promise.all(segments.map((segment) => segment.columns())).then(createColumns);
      return columns;
    },
  };
}
