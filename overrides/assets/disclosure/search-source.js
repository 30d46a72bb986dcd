// Where the files of the index come from: a server, or scripts beside a page that no server sends.

/** Numbered files that stand in one script (plugins/disclosure/search/bigram/scripts.py). */
const GROUP = 4;

/** The bytes of a stream that was deflated. */
async function inflated(stream) {
  const bytes = stream.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(bytes).arrayBuffer());
}

function fetched(base) {
  async function get(name) {
    const response = await fetch(new URL(`search/${name}`, base));
    if (!response.ok) throw new Error(`search/${name}: ${response.status}`);
    return response;
  }
  return {
    json: async (name) => (await get(name)).json(),
    bytes: async (name) => inflated((await get(name)).body),
  };
}

/** The pages whose article was asked for last, that are kept unpacked. */
const MOST_ARTICLES = 16;

function scripted(base, held) {
  const loading = new Map();
  const unpacked = new Map();
  let firsts = null;

  function load(script) {
    const made = document.createElement("script");
    made.src = new URL(`search/${script}`, base);
    return new Promise((resolve, reject) => {
      made.addEventListener("load", resolve);
      made.addEventListener("error", () => reject(new Error(`search/${script}`)));
      document.head.append(made);
    }).finally(() => made.remove());
  }

  async function get(name) {
    const script = name
      .replace(/(\d+)\.bin$/, (_, number) => `${Math.floor(number / GROUP)}.js`)
      .replace(/\.(bin|json)$/, ".js");
    if (!loading.has(script)) loading.set(script, load(script));
    await loading.get(script);
    return heldBytes(name);
  }

  function heldBytes(name) {
    if (!held.has(name)) throw new Error(`search/${name} is not in its script`);
    return Uint8Array.from(atob(held.get(name)), (char) => char.charCodeAt(0));
  }

  const textOf = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
  const unpack = (bytes) => inflated(new Blob([bytes]).stream());

  /** The articles of one script (plugins/disclosure/kiosk/copying.py); many are as large as the index. */
  async function articlesOf(number) {
    const name = `articles/${number}`;
    await load(`${name}.js`);
    const bytes = heldBytes(`${name}.bin`);
    held.delete(`${name}.bin`);
    return textOf(await unpack(bytes));
  }

  async function article(address) {
    firsts ??= get("articles.json").then(textOf);
    const first = (await firsts).findLastIndex((each) => each <= address);
    if (!unpacked.has(first)) unpacked.set(first, articlesOf(first));
    const found = unpacked.get(first);
    // What was asked for last stands last.
    unpacked.delete(first);
    unpacked.set(first, found);
    if (unpacked.size > MOST_ARTICLES) unpacked.delete(unpacked.keys().next().value);
    const text = (await found)[address];
    if (text === undefined) throw new Error(`${address} is not in its script`);
    return `<article data-searched>${text}</article>`;
  }

  return {
    json: async (name) => textOf(await get(name)),
    bytes: async (name) => unpack(await get(name)),
    article,
  };
}

const known = new Map();

/**
 * The files below `search/` of the site at `base`: `json(name)`, and `bytes(name)` of a deflated
 * one. Both reject when the file is not there or not whole. Where pages come from a disk, also
 * `article(address)`, the article of a page that is searched: no script may read the page itself.
 */
export function sourceOf(base) {
  const held = globalThis.disclosureScripts;
  if (!held) return fetched(base);
  if (!known.has(base.href)) known.set(base.href, scripted(base, held));
  return known.get(base.href);
}

/** The HTML of a page of the site, or of its article alone. */
export async function readPage(address, base, signal) {
  if (globalThis.disclosureScripts) return sourceOf(base).article(address);
  const response = await fetch(new URL(address, base), { signal });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}
