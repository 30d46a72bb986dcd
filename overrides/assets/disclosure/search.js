// The search page: the box, the address and its history, and what stands on the page for them.

import { readAddress, writeAddress } from "./search-address.js";
import { PAGE_SIZE } from "./search-core.js";
import { loadSearch } from "./search-data.js";
import { createView } from "./search-view.js";

const TYPING_PAUSE = 120;
const SCROLL_PAUSE = 150;
/** Hits that one press of "more" adds, so that a long list needs few presses. */
const MORE = 500;

const root = document.querySelector("[data-search-root]");
// The form beside the results, not the one that the page's header may have.
const box = root.closest("article, main, body").querySelector(".search-form input[name='q']");
const base = new URL(root.dataset.base || "./", document.baseURI);
const ownTitle = document.title;

let loading = null;
let current = 0;
let pause = 0;
let scrolled = 0;
let committed = location.href;
let state = { found: null, end: 0 };

const view = createView(root, base, {
  filter: (filters) => go({ filters, page: 1 }),
  sort: (sort) => go({ sort, page: 1 }),
  page: (page) => go({ page }, true),
  more: () => showTo(state.end + MORE),
  addressOf: (changes) => writeAddress(location.href, { ...readAddress(location.href), ...changes }),
});

function loaded() {
  loading ??= loadSearch(base);
  return loading;
}

async function showTo(end) {
  const { found, end: start } = state;
  const mine = current;
  const hits = await found.hits(start, end - start);
  if (mine !== current || state.end !== start) return;
  state.end = start + hits.length;
  view.append(hits, start, state.end < found.total + found.widened);
}

async function offerNear(query, mine) {
  const { near } = await loaded();
  const hits = await near(query);
  if (mine === current) view.near(hits, state.found.shorter);
}

/** Do what the address asks for; `kept` is what its entry of the history remembers. */
async function run(kept = null) {
  current += 1;
  const mine = current;
  const request = readAddress(location.href);
  document.title = request.query.trim() === "" ? ownTitle : `${request.query} - ${ownTitle}`;
  view.begin();
  try {
    const { search, words } = await loaded();
    const found = await search(request.query, request.filters, request.sort);
    // A newer query has begun: its answer counts, not this one.
    if (mine !== current) return;
    const last = Math.max(1, Math.ceil((found.total + found.widened) / PAGE_SIZE));
    const page = Math.min(request.page, last);
    const start = (page - 1) * PAGE_SIZE;
    state = { found, end: start };
    view.show({ ...request, page, last }, found, words.align);
    await showTo(Math.max(start + PAGE_SIZE, kept?.end ?? 0));
    if (mine !== current) return;
    if (kept) window.scrollTo(0, kept.y ?? 0);
    const counts = await found.facets;
    if (mine !== current) return;
    view.facets(counts, request.filters);
    const isNothing = found.unfiltered === 0 && request.query.trim() !== "";
    if (isNothing) await offerNear(request.query, mine);
    if (mine === current) view.end(found);
  } catch (error) {
    if (mine !== current) return;
    console.error(error);
    // The next search starts afresh: what could not be fetched now may be there then.
    loading = null;
    view.fail();
  }
}

function remember() {
  history.replaceState({ y: window.scrollY, end: state.end }, "", location.href);
}

/** A step that the back button undoes. */
async function go(changes, toTop = false) {
  clearTimeout(pause);
  const address = writeAddress(location.href, { ...readAddress(location.href), ...changes });
  if (address !== location.href) {
    remember();
    history.pushState(null, "", address);
  }
  committed = location.href;
  await run();
  if (toTop) view.toTop();
}

function typed(isStep) {
  clearTimeout(pause);
  const address = writeAddress(location.href, {
    ...readAddress(location.href),
    query: box.value,
    page: 1,
  });
  const isNew = readAddress(address).query !== readAddress(committed).query;
  if (isStep && isNew) {
    // While typing the entry was written over; it becomes again what it was, and the query is new.
    history.replaceState(null, "", committed);
    history.pushState(null, "", address);
  } else if (readAddress(location.href).query !== box.value) {
    history.replaceState(null, "", address);
  }
  if (isStep) committed = location.href;
  run();
}

function fromAddress() {
  committed = location.href;
  box.value = readAddress(location.href).query;
  run(history.state);
}

box.addEventListener("input", (event) => {
  clearTimeout(pause);
  // While an input method composes, the box holds Latin letters that nobody asked for.
  if (event.isComposing) return;
  // From here on neither the count on the page nor an answer under way is that of the box.
  current += 1;
  view.stale();
  pause = setTimeout(typed, TYPING_PAUSE, false);
});
box.addEventListener("compositionend", () => {
  clearTimeout(pause);
  pause = setTimeout(typed, TYPING_PAUSE, false);
});
box.form.addEventListener("submit", (event) => {
  event.preventDefault();
  typed(true);
});
window.addEventListener("scroll", () => {
  clearTimeout(scrolled);
  scrolled = setTimeout(remember, SCROLL_PAUSE);
});
window.addEventListener("popstate", fromAddress);
history.scrollRestoration = "manual";
fromAddress();
