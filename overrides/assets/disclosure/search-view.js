// What stands on the search page: status, lists, filters, pages. Its words are those of the page.

import { createFacets } from "./search-facets.js";
import { createHits } from "./search-hits.js";
import { renderPages } from "./search-pages.js";

/** How many words of the site a reason names. */
const NAMED = 5;

function fillIn(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/**
 * The parts inside `root`; `acts` are called for what a visitor does there: filter(filters),
 * sort(sort), page(page), more(), and addressOf(changes) gives the address of a changed request.
 */
export function createView(root, base, acts) {
  const part = (name) => root.querySelector(`[data-search-${name}]`);
  const texts = JSON.parse(root.dataset.texts);
  const status = part("status");
  const exact = { section: part("exact"), list: part("hits") };
  const widened = { section: part("widened"), list: part("widened-hits") };
  const near = { section: part("near"), list: part("near-hits") };
  const more = part("more");
  const sorts = part("sort");
  const panel = part("facets");
  const facets = createFacets(part("facet-list"), part("chosen"), texts, acts.filter);
  let align = (text) => text;
  const hits = createHits(base, texts.untitled, (text) => align(text));

  more.addEventListener("click", async () => {
    const place = root.querySelectorAll(".search-hit").length;
    await acts.more();
    root.querySelectorAll(".search-hit a")[place]?.focus();
  });
  sorts.addEventListener("change", (event) => acts.sort(event.target.value));
  part("clear-all").addEventListener("click", () => acts.filter({}));

  // Where the style sheet shows the filters beside the hits, it hides their summary.
  const summary = panel.querySelector("summary");
  let beside = null;
  function setPanel() {
    const now = !panel.hidden && getComputedStyle(summary).display === "none";
    if (now !== beside && !panel.hidden) {
      beside = now;
      panel.open = now;
    }
  }
  new ResizeObserver(setPanel).observe(root);

  function stale() {
    delete root.dataset.resultCount;
    delete root.dataset.widenedCount;
    delete root.dataset.searchFailed;
    root.dataset.searching = "";
  }

  function begin() {
    stale();
    hits.reset();
    status.textContent = texts.working;
  }

  function clear() {
    for (const { section, list } of [exact, widened, near]) {
      section.hidden = true;
      list.replaceChildren();
    }
    for (const each of [more, sorts, part("pages"), part("filtered-out")]) each.hidden = true;
    part("reasons").replaceChildren();
    part("shorter").replaceChildren();
  }

  const quoted = (words) => words.map((word) => fillIn(texts.quoted, { word })).join("、");

  function reason({ by, term, as }) {
    const kind = as.length === 0 ? `${by}Any` : by;
    const named = quoted(as.slice(0, NAMED)) + (as.length > NAMED ? texts.others : "");
    const made = document.createElement("li");
    made.textContent = fillIn(texts.reasons[kind], { term: quoted([term]), as: named });
    return made;
  }

  function sentence(request, { total, widened: others }) {
    if (request.query.trim() === "") return "";
    const said = total > 0 ? (others > 0 ? "foundMore" : "found") : others > 0 ? "foundOthers" : "none";
    const page = request.page > 1 ? fillIn(texts.onPage, { n: request.page }) : "";
    return fillIn(texts[said], { n: total, m: others }) + page;
  }

  /** Show everything but the hits and the filters. `found` is of search-core.js. */
  function show(request, found, alignWith) {
    align = alignWith;
    clear();
    const count = found.total + found.widened;
    status.textContent = sentence(request, found);
    panel.hidden = found.unfiltered === 0;
    setPanel();
    sorts.hidden = count < 2;
    for (const input of sorts.querySelectorAll("input")) input.checked = input.value === request.sort;
    part("filtered-out").hidden = count > 0 || found.unfiltered === 0;
    part("filtered-out-text").textContent = fillIn(texts.filteredOut, { n: found.unfiltered });
    part("widened-title").textContent = fillIn(texts.widened, { n: found.widened });
    part("reasons").replaceChildren(...found.reasons.map(reason));
    const addressOf = (page) => acts.addressOf({ page });
    renderPages(part("pages"), request.page, request.last, texts, addressOf, acts.page);
  }

  /** Show the filters: how many hits each value has, and which are chosen. */
  function showFacets(counts, filters) {
    facets.render(counts, filters);
  }

  /** Add hits to the end of the lists; `start` hits stand before them. */
  function append(some, start, isMore) {
    const add = ({ section, list }, all, className) => {
      const before = list.children.length;
      list.append(...hits.entries(all, className, before));
      section.hidden = list.children.length === 0;
      if (before === 0) list.start = 1;
    };
    add(exact, some.filter((hit) => !hit.widened), "search-result");
    add(widened, some.filter((hit) => hit.widened), "search-widened");
    more.hidden = !isMore;
  }

  function nearOnes(some, shorter) {
    near.list.replaceChildren(...hits.entries(some, "search-near", 0));
    part("near-text").hidden = some.length === 0;
    const links = shorter.map(({ query, total }) => {
      const link = document.createElement("a");
      link.href = acts.addressOf({ query, page: 1 });
      link.textContent = fillIn(texts.shorter, { query, n: total });
      const made = document.createElement("li");
      made.append(link);
      return made;
    });
    part("shorter").replaceChildren(...links);
    near.section.hidden = some.length + shorter.length === 0;
  }

  function end({ total, widened: others }) {
    delete root.dataset.searching;
    root.dataset.widenedCount = String(others);
    root.dataset.resultCount = String(total);
  }

  function fail() {
    clear();
    panel.hidden = true;
    status.textContent = texts.failed;
    delete root.dataset.searching;
    root.dataset.searchFailed = "";
  }

  function toTop() {
    status.focus({ preventScroll: true });
    status.scrollIntoView({ block: "start" });
  }

  return { stale, begin, show, facets: showFacets, append, near: nearOnes, end, fail, toTop };
}
