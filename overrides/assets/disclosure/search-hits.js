// Hits as list entries; their excerpts are cut from the hits' own pages, when they are seen.

import { excerpt, marked, wordsFound } from "./search-excerpt.js";
import { readPage } from "./search-source.js";
import { BREAK, blocks, scan, shown } from "./search-text.js";

const AT_ONCE = 20;
/** How many different words a link asks the page to mark, at most. */
const MOST_MARKS = 12;

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** Let what waits (a key, a frame) have its turn. */
function breathe() {
  return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

/**
 * Makes list entries of hits; `base` is the address of the site's root, `align` writes text in the
 * characters that phrases are in.
 */
export function createHits(base, untitled, align) {
  const pages = new Map();
  let stop = new AbortController();
  let watcher = null;

  function scanned(text) {
    const made = scan(text);
    return { ...made, string: align(made.string) };
  }

  function addressOf(hit, words) {
    const address = new URL(hit.address, base);
    for (const word of words.slice(0, MOST_MARKS)) address.searchParams.append("mark", word);
    return address.href;
  }

  async function pageOf(address, signal) {
    if (!pages.has(address)) {
      const html = await readPage(address, base, signal);
      await breathe();
      const page = new DOMParser().parseFromString(html, "text/html");
      const article = page.querySelector("article[data-searched]");
      const heading = article?.querySelector("h1");
      const title = heading ? shown(heading.textContent) : null;
      const all = article ? blocks(article).map(shown) : [];
      pages.set(address, { title, scans: all.map(scanned) });
    }
    return pages.get(address);
  }

  async function fill(link, place, hit, signal) {
    try {
      const { title, scans } = await pageOf(hit.address, signal);
      if (signal.aborted) return;
      const phrases = hit.phrases.map(align);
      // The title stands in the link above the excerpt already.
      place.replaceChildren(...excerpt(scans.filter(({ text }) => text !== title), phrases));
      link.href = addressOf(hit, wordsFound(scans, phrases));
    } catch {
      // A hit without an excerpt is still a hit: its link, title and facts stand.
      if (!signal.aborted) place.hidden = true;
    }
  }

  function entry(hit, className) {
    const title = shown(hit.title) || untitled;
    const phrases = hit.phrases.map(align);
    const link = element("a", className, ...marked(scanned(title), phrases));
    link.href = addressOf(hit, hit.phrases.map((phrase) => phrase.replaceAll(BREAK, "、")));
    const facts = [hit.agency, hit.category, hit.kind, hit.date, hit.number];
    const said = facts.filter((fact) => fact !== "").map((fact) => element("span", "search-fact", fact));
    const text = element("p", "search-excerpt");
    const made = element("li", "search-hit", link, element("p", "search-facts", ...said), text);
    return { made, link, text };
  }

  /** Forget the entries made so far: their excerpts are not fetched any more. */
  function reset() {
    stop.abort();
    stop = new AbortController();
    watcher?.disconnect();
    watcher = new IntersectionObserver(
      (seen) => {
        for (const { isIntersecting, target } of seen) {
          if (!isIntersecting) continue;
          watcher.unobserve(target);
          target.dispatchEvent(new Event("search-seen"));
        }
      },
      { rootMargin: "300px" },
    );
  }

  /**
   * List entries of hits, their links with the class given; `offset` hits stand before them. The
   * first of a list are filled at once, the others when seen.
   */
  function entries(hits, className, offset) {
    const { signal } = stop;
    return hits.map((hit, place) => {
      const { made, link, text } = entry(hit, className);
      if (offset + place < AT_ONCE) {
        fill(link, text, hit, signal);
      } else {
        const once = { once: true };
        made.addEventListener("search-seen", () => fill(link, text, hit, signal), once);
        watcher.observe(made);
      }
      return made;
    });
  }

  return { reset, entries };
}
