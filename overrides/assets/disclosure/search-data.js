// What the search reads: which engine the site has, its index, the site's words.

import { createSearch } from "./search-core.js";
import { bigramIndex } from "./search-engine-bigram.js";
import { pagefindIndex } from "./search-index-pagefind.js";
import { createNear } from "./search-near.js";
import { sourceOf } from "./search-source.js";
import { createWords } from "./search-words.js";

/** A file that only widens the search: without it what was typed is still found. */
async function readWords(source) {
  try {
    const data = await source.bytes("words.bin");
    return createWords(JSON.parse(new TextDecoder().decode(data)));
  } catch (error) {
    console.warn(error);
    return createWords({});
  }
}

/** Resolves to {search, near, words}; rejects when the index cannot be read. */
export async function loadSearch(base, source = sourceOf(base)) {
  const [about, words] = await Promise.all([source.json("index.json"), readWords(source)]);
  const index =
    about.engine === "bigram" ? bigramIndex(about, source) : pagefindIndex(base, source, words);
  await index.load();
  return { search: createSearch(index, words), near: createNear(index, words), words };
}
