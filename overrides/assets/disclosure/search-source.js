// Where the files of the index come from.

/** Unpack what was deflated. */
export async function inflated(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Files below `search/` of the site at `base`: `json(name)`, and `bytes(name)` of a deflated file.
 * Both reject when the file is not there or not whole.
 */
export function fetched(base) {
  async function get(name) {
    const response = await fetch(new URL(`search/${name}`, base));
    if (!response.ok) throw new Error(`search/${name}: ${response.status}`);
    return response;
  }
  return {
    json: async (name) => (await get(name)).json(),
    bytes: async (name) => inflated(await (await get(name)).arrayBuffer()),
  };
}
