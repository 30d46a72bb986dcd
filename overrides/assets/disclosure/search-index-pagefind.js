// The index of the engine `pagefind`: it answers for the texts, and search/columns.json, which holds
// the facts of all pages, for everything else.

import { createColumns } from "./search-columns.js";
import { pagefindEngine } from "./search-engine-pagefind.js";
import { createPinyin } from "./search-pinyin.js";
import { NONE, rowsFrom } from "./search-rows.js";
import { BREAK, number, tokens } from "./search-text.js";

function remembering(make) {
  const known = new Map();
  return (row) => {
    if (!known.has(row)) known.set(row, make(row));
    return known.get(row);
  };
}

/** The facets of columns.json in the form of search-columns.js. */
function columnsOf({ address, facets }) {
  const made = Object.entries(facets).map(([name, { values, rows }]) => {
    const cells = new Map();
    const numbers = rows.map((cell) => {
      const key = JSON.stringify(cell);
      if (!cells.has(key)) cells.set(key, cell === null ? [] : [].concat(cell));
      return [...cells.keys()].indexOf(key);
    });
    return [name, { values, cells: [...cells.values()], numbers }];
  });
  return createColumns([{ rows: address.length, facets: Object.fromEntries(made) }]);
}

/** The index of the site at `base`; `source` gives its files, `words` are of search-words.js. */
export function pagefindIndex(base, source, words) {
  const engine = pagefindEngine(base);
  let data = null;
  let columns = null;
  let sounds = null;
  const title = remembering((row) => tokens(data.title[row]));
  const numbers = remembering((row) => data.numbers[row].map(number));
  const folded = remembering((row) => ({
    title: words.simplify(title(row)),
    numbers: numbers(row).map(words.simplify),
  }));
  const written = (row, isFolded) =>
    isFolded ? folded(row) : { title: title(row), numbers: numbers(row) };

  const where = async (isOne) => rowsFrom([...data.title.keys()].filter(isOne));

  function titled(phrase, isFolded) {
    const bare = phrase.replaceAll(BREAK, "");
    return where((row) => {
      const own = written(row, isFolded);
      return own.title.includes(phrase) || own.numbers.some((each) => each.includes(bare));
    });
  }

  function paired(one, other) {
    const pattern = new RegExp(`${one}.?${other}`, "u");
    return where((row) => pattern.test(folded(row).title));
  }

  function pinyin() {
    sounds ??= source
      .json("pinyin.json")
      .catch((error) => {
        // It only widens the search: without it what was typed is still found.
        console.warn(error);
        return { titles: [] };
      })
      .then(({ titles }) => createPinyin(titles, data.title));
    return sounds;
  }

  const heard = (found) => ({
    rows: rowsFrom(found.keys()),
    words: (row) => found.get(row) ?? [],
  });

  function hit(row) {
    const fact = (name) => {
      const { values, rows } = data.facets[name];
      return (rows[row] === null ? [] : [].concat(rows[row])).map((at) => values[at]).join("、");
    };
    return {
      row,
      address: data.address[row],
      title: data.title[row],
      agency: fact("agency"),
      category: fact("category"),
      kind: fact("kind"),
      date: data.date[row],
      number: data.number[row],
    };
  }

  return {
    async load() {
      [data] = await Promise.all([source.json("columns.json"), engine.load()]);
    },
    phrase: async (phrase, field) =>
      phrase === "" ? NONE : Uint32Array.from(await engine.phrase(phrase, field)),
    titled,
    numbered: (whole, isFolded) => where((row) => written(row, isFolded).numbers.includes(whole)),
    starting: (start) => where((row) => folded(row).numbers.some((each) => each.startsWith(start))),
    paired,
    sounding: async (term) => heard((await pinyin()).find(term)),
    alike: async (term) => heard((await pinyin()).alike(term)),
    async columns() {
      columns ??= columnsOf(data);
      return columns;
    },
    cards: async (rows) => Array.from(rows, hit),
    // A row number is a place in the order by date already.
    inOrder: (rows) => rows,
  };
}
