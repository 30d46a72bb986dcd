// The engine `pagefind`: phrases of tokens to the page numbers that hold them.
// Words are written as plugins/disclosure/search/pagefind/__init__.py writes them.

import { BREAK } from "./search-text.js";

const PREFIXES = { text: "", number: "z", folded: "y" };
const FIRST = "a".charCodeAt(0);

function word(token, prefix) {
  if (token === BREAK) return "zz";
  let letters = "";
  let rest = token.codePointAt(0);
  for (let place = 0; place < 4; place += 1) {
    letters = String.fromCharCode(FIRST + (rest % 26)) + letters;
    rest = Math.floor(rest / 26);
  }
  return prefix + letters;
}

/**
 * An engine: `load()` once, then `phrase(tokens, field)` resolves to the sorted page numbers that
 * hold the phrase in that field: "text", "number", or "folded", which holds the text of pages with
 * traditional characters, folded to simplified ones. Both reject when the index cannot be read.
 */
export function pagefindEngine(base) {
  let api = null;
  let rows = null;
  const known = {};
  const checked = new Set();

  async function load() {
    const [module, response] = await Promise.all([
      import(new URL("pagefind/pagefind.js", base).href),
      fetch(new URL("search/pagefind.json", base)),
    ]);
    if (!response.ok) throw new Error(`search/pagefind.json: ${response.status}`);
    const data = await response.json();
    rows = new Map(data.ids.map((id, row) => [id, row]));
    known.text = new Set([...data.text, BREAK]);
    known.number = new Set(data.number);
    known.folded = new Set([...data.folded, BREAK]);
    api = module.createInstance();
    await api.init();
  }

  async function ask(query) {
    const { results } = await api.search(`"${query}"`);
    return results.map(({ id }) => {
      if (!rows.has(id)) throw new Error("the index and its list of pages do not match");
      return rows.get(id);
    });
  }

  // Pagefind answers "nothing" when a part of its index could not be fetched. A word that the index
  // is known to hold must be found by itself; otherwise the answer is a failure, not a nothing.
  async function confirm(words) {
    for (const each of new Set(words)) {
      if (checked.has(each) || each === "zz") continue;
      if ((await ask(each)).length === 0) throw new Error("a part of the search index is missing");
      checked.add(each);
    }
  }

  async function phrase(tokens, field) {
    const each = [...tokens];
    if (!each.every((token) => known[field].has(token))) return [];
    const words = each.map((token) => word(token, PREFIXES[field]));
    const found = await ask(words.join(" "));
    if (found.length === 0) await confirm(words);
    return found.sort((one, other) => one - other);
  }

  return { name: "pagefind", load, phrase };
}
