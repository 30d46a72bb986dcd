// Excerpts: the part of a page around what was found, with the found words marked.

import { BREAK, loose, places, tokens } from "./search-text.js";

const BEFORE = 30;
const AFTER = 90;
/** A shorter block is a heading, a name or a number: it says less than a sentence does. */
const SENTENCE = 20;

/**
 * Where phrases stand in scanned texts: for each text its [start, end] pairs by phrase. A phrase
 * that is nowhere is looked for without regard to punctuation, as numbers are.
 */
function settle(scans, phrases) {
  const plain = phrases.map((phrase) => scans.map((scanned) => places(scanned, phrase)));
  return plain.map((found, at) => {
    if (found.some((some) => some.length > 0)) return found;
    const bare = phrases[at].replaceAll(BREAK, "");
    return scans.map((scanned) => places(loose(scanned), bare));
  });
}

function join(found) {
  const joined = [];
  for (const [start, end] of found.sort((one, other) => one[0] - other[0])) {
    const last = joined.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

function nodes(text, found, from, to) {
  const made = [];
  let done = from;
  for (const { start, end } of join(found)) {
    if (end <= from || start >= to) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(Math.max(start, from), Math.min(end, to));
    made.push(text.slice(done, Math.max(start, from)), mark);
    done = Math.min(end, to);
  }
  made.push(text.slice(done, to));
  return made;
}

/** An offset inside the text that does not part the two halves of a character. */
function edge(text, offset) {
  const inside = Math.min(Math.max(offset, 0), text.length);
  return /^[\udc00-\udfff]/.test(text.slice(inside)) ? inside - 1 : inside;
}

/** One scanned text as nodes, every place of the phrases inside <mark>. */
export function marked(scanned, phrases) {
  const found = settle([scanned], phrases).flatMap(([some]) => some);
  return nodes(scanned.text, found, 0, scanned.text.length);
}

/** The words of a page that the phrases are found as, each once whatever white space it holds. */
export function wordsFound(scans, phrases) {
  const words = new Map();
  for (const found of settle(scans, phrases)) {
    found.forEach((some, block) => {
      for (const [start, end] of some) {
        const word = scans[block].text.slice(start, end);
        const same = tokens(word);
        if (!words.has(same)) words.set(same, word);
      }
    });
  }
  return [...words.values()];
}

/**
 * The part of a page to show: around the first place, in the block that holds most phrases; of
 * those the first that is long enough to be a sentence.
 */
export function excerpt(scans, phrases) {
  const settled = settle(scans, phrases);
  const opening = scans.findIndex(({ text }) => text.length > AFTER);
  let best = { block: Math.max(opening, 0), at: 0, worth: 0 };
  scans.forEach(({ text }, block) => {
    const first = settled.map((found) => found[block][0]).filter(Boolean);
    const worth = first.length && first.length + (text.length >= SENTENCE ? 0.5 : 0);
    if (worth > best.worth) {
      best = { block, at: Math.min(...first.map((place) => place[0])), worth };
    }
  });
  const text = scans[best.block]?.text ?? "";
  const found = settled.flatMap((some) => some[best.block] ?? []);
  const start = edge(text, best.at - BEFORE);
  const end = edge(text, best.at + AFTER);
  const shown = nodes(text, found, start, end);
  return [...(start > 0 ? ["…"] : []), ...shown, ...(end < text.length ? ["…"] : [])];
}
