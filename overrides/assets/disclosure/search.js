// The search page: the query and filters in its address, the box, the list of hits.

import { createSearch } from "./search-core.js";
import { pagefindEngine } from "./search-engine-pagefind.js";
import { createHits } from "./search-hits.js";

const TYPING_PAUSE = 150;

const root = document.querySelector("[data-search-root]");
// The form beside the results, not the one that the page's header may have.
const box = root.closest("article, main, body").querySelector(".search-form input[name='q']");
const status = root.querySelector("[data-search-status]");
const list = root.querySelector("[data-search-hits]");
const more = root.querySelector("[data-search-more]");
const texts = JSON.parse(root.dataset.texts);
const base = new URL(root.dataset.base || "./", document.baseURI);
const hits = createHits(base, texts.untitled);

let loading = null;
let current = 0;
let pause = 0;

async function load() {
  const engine = pagefindEngine(base);
  const [response] = await Promise.all([fetch(new URL("search/columns.json", base)), engine.load()]);
  if (!response.ok) throw new Error(`search/columns.json: ${response.status}`);
  return { search: createSearch(engine, await response.json()) };
}

function loaded() {
  loading ??= load();
  return loading;
}

/** What the address asks for: q, sort, and facets as f.agency=… (repeated: any of them). */
function asked() {
  const parameters = new URLSearchParams(location.search);
  const filters = Object.create(null);
  for (const [name, value] of parameters) {
    if (name.startsWith("f.")) (filters[name.slice(2)] ??= []).push(value);
  }
  return { query: parameters.get("q") ?? "", sort: parameters.get("sort") ?? "relevance", filters };
}

function begin() {
  current += 1;
  hits.reset();
  delete root.dataset.resultCount;
  delete root.dataset.searchFailed;
  root.dataset.searching = "";
  status.textContent = texts.working;
  more.hidden = true;
  return current;
}

function fail(error) {
  console.error(error);
  // The next search starts afresh: what could not be fetched now may be there then.
  loading = null;
  list.replaceChildren();
  status.textContent = texts.failed;
  delete root.dataset.searching;
  root.dataset.searchFailed = "";
}

function showMore(request, page, shownCount, total) {
  more.hidden = shownCount >= total;
  more.textContent = texts.more;
  more.onclick = async () => {
    more.hidden = true;
    const run = current;
    try {
      const { search } = await loaded();
      const next = await search(request.query, request.filters, request.sort, page);
      if (run !== current) return;
      const made = hits.entries(next.hits, next.phrases, shownCount);
      list.append(...made);
      made[0]?.querySelector("a").focus();
      showMore(request, page + 1, shownCount + next.hits.length, total);
    } catch (error) {
      if (run === current) fail(error);
    }
  };
}

async function run() {
  const request = asked();
  const mine = begin();
  try {
    const { search } = await loaded();
    const { query, filters, sort } = request;
    const found = await search(query, filters, sort, 0);
    // A newer query has begun: its answer counts, not this one.
    if (mine !== current) return;
    list.replaceChildren(...hits.entries(found.hits, found.phrases, 0));
    const said = found.total === 0 ? texts.none : texts.found.replace("{n}", String(found.total));
    status.textContent = query.trim() === "" ? "" : said;
    delete root.dataset.searching;
    root.dataset.resultCount = String(found.total);
    showMore(request, 1, found.hits.length, found.total);
  } catch (error) {
    if (mine === current) fail(error);
  }
}

function fromBox() {
  clearTimeout(pause);
  const address = new URL(location.href);
  if (address.searchParams.get("q") !== box.value) {
    address.searchParams.set("q", box.value);
    history.replaceState(null, "", address);
  }
  run();
}

function fromAddress() {
  box.value = asked().query;
  run();
}

box.addEventListener("input", (event) => {
  clearTimeout(pause);
  // While an input method composes, the box holds Latin letters that nobody asked for.
  if (event.isComposing) return;
  // From here on neither the count on the page nor an answer under way is that of the box.
  current += 1;
  delete root.dataset.resultCount;
  root.dataset.searching = "";
  pause = setTimeout(fromBox, TYPING_PAUSE);
});
box.addEventListener("compositionend", () => {
  clearTimeout(pause);
  pause = setTimeout(fromBox, TYPING_PAUSE);
});
box.form.addEventListener("submit", (event) => {
  event.preventDefault();
  fromBox();
});
window.addEventListener("popstate", fromAddress);
fromAddress();
