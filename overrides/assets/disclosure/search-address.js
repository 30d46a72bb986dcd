// What a search asks for, as the page's address holds it: q, sort, page, and f.agency=… repeated.

export const RELEVANCE = "relevance";

/** {query, sort, page, filters} of an address; page counts from 1. */
export function readAddress(address) {
  const { searchParams } = new URL(address);
  const filters = Object.create(null);
  for (const [name, value] of searchParams) {
    if (!name.startsWith("f.")) continue;
    const facet = name.slice(2);
    filters[facet] = [...new Set([...(filters[facet] ?? []), value])];
  }
  const page = Number(searchParams.get("page"));
  return {
    query: searchParams.get("q") ?? "",
    sort: searchParams.get("sort") === "date" ? "date" : RELEVANCE,
    page: Number.isSafeInteger(page) && page > 1 ? page : 1,
    filters,
  };
}

/** The same page's address for a request; what is as usual is left out. */
export function writeAddress(address, { query, sort, page, filters }) {
  const made = new URL(address);
  made.search = "";
  made.hash = "";
  made.searchParams.set("q", query);
  if (sort !== RELEVANCE) made.searchParams.set("sort", sort);
  for (const [name, chosen] of Object.entries(filters)) {
    for (const value of chosen) made.searchParams.append(`f.${name}`, value);
  }
  if (page > 1) made.searchParams.set("page", String(page));
  return made.href;
}
