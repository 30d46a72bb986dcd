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

function scripted(base, held) {
  const loading = new Map();

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
    if (!held.has(name)) throw new Error(`search/${name} is not in its script`);
    return Uint8Array.from(atob(held.get(name)), (char) => char.charCodeAt(0));
  }

  return {
    json: async (name) => JSON.parse(new TextDecoder().decode(await get(name))),
    bytes: async (name) => inflated(new Blob([await get(name)]).stream()),
  };
}

/**
 * The files below `search/` of the site at `base`: `json(name)`, and `bytes(name)` of a deflated
 * one. Both reject when the file is not there or not whole.
 */
export function sourceOf(base) {
  const held = globalThis.disclosureScripts;
  return held ? scripted(base, held) : fetched(base);
}

/** The HTML of a page of the site. Rejects where pages come from a disk: no script may read them. */
export async function readPage(address, base, signal) {
  if (globalThis.disclosureScripts) throw new Error(`${address} cannot be read from a disk`);
  const response = await fetch(new URL(address, base), { signal });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.text();
}
