// What the search reads: the engine's index, our columns, the site's words, the titles' sounds.

import { createRows } from "./search-columns.js";
import { createSearch } from "./search-core.js";
import { pagefindEngine } from "./search-engine-pagefind.js";
import { createNear } from "./search-near.js";
import { createPinyin } from "./search-pinyin.js";
import { createWords } from "./search-words.js";

async function read(name, base) {
  const response = await fetch(new URL(`search/${name}`, base));
  if (!response.ok) throw new Error(`search/${name}: ${response.status}`);
  return response.json();
}

/** A file that only widens the search: without it what was typed is still found. */
async function readExtra(name, base, without) {
  try {
    return await read(name, base);
  } catch (error) {
    console.warn(error);
    return without;
  }
}

/** Resolves to {search, near, words}; rejects when the index or the columns cannot be read. */
export async function loadSearch(base) {
  const engine = pagefindEngine(base);
  const [columns, data] = await Promise.all([
    read("columns.json", base),
    readExtra("words.json", base, {}),
    engine.load(),
  ]);
  const rows = createRows(columns);
  const words = createWords(data);
  let sounds = null;
  const pinyin = () => {
    sounds ??= readExtra("pinyin.json", base, { titles: [] }).then(({ titles }) =>
      createPinyin(titles, columns.title),
    );
    return sounds;
  };
  return {
    search: createSearch(engine, rows, words, pinyin),
    near: createNear(engine, rows, words, pinyin),
    words,
  };
}
