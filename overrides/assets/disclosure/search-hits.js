// Hits as list entries, and their excerpts, cut from the hit's own page.

import { blocks, places, scan, shown } from "./search-text.js";

const BEFORE = 30;
const AFTER = 90;
const AT_ONCE = 20;

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** Scanned text from `from` to `to` as nodes, every place of the phrases inside <mark>. */
function marked(scanned, phrases, from = 0, to = scanned.text.length) {
  const found = phrases.flatMap((phrase) => places(scanned, phrase));
  found.sort((one, other) => one[0] - other[0]);
  const joined = [];
  for (const [start, end] of found) {
    const last = joined.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  const nodes = [];
  let done = from;
  for (const { start, end } of joined) {
    if (end <= from || start >= to) continue;
    const mark = document.createElement("mark");
    mark.textContent = scanned.text.slice(Math.max(start, from), Math.min(end, to));
    nodes.push(scanned.text.slice(done, Math.max(start, from)), mark);
    done = Math.min(end, to);
  }
  nodes.push(scanned.text.slice(done, to));
  return nodes;
}

/** The part of a page to show: around the first place, in the block that holds most phrases. */
function excerpt(scans, phrases) {
  const opening = scans.find(({ text }) => text.length > AFTER) ?? scans[0] ?? scan("");
  let best = { scanned: opening, at: 0, held: 0 };
  for (const scanned of scans) {
    const first = phrases.map((phrase) => places(scanned, phrase)[0]).filter(Boolean);
    if (first.length > best.held) {
      best = { scanned, at: Math.min(...first.map((place) => place[0])), held: first.length };
    }
  }
  const { text } = best.scanned;
  const start = edge(text, best.at - BEFORE);
  const end = edge(text, best.at + AFTER);
  const nodes = marked(best.scanned, phrases, start, end);
  return [...(start > 0 ? ["…"] : []), ...nodes, ...(end < text.length ? ["…"] : [])];
}

/** An offset inside the text that does not part the two halves of a character. */
function edge(text, offset) {
  const inside = Math.min(Math.max(offset, 0), text.length);
  return /^[\udc00-\udfff]/.test(text.slice(inside)) ? inside - 1 : inside;
}

/** Makes list entries of hits; `base` is the address of the site's root. */
export function createHits(base, untitled) {
  const scans = new Map();
  let stop = new AbortController();
  let watcher = null;

  async function scansOf(address, signal) {
    if (!scans.has(address)) {
      const response = await fetch(new URL(address, base), { signal });
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const article = page.querySelector("article[data-searched]");
      const heading = article?.querySelector("h1");
      const title = heading ? shown(heading.textContent) : null;
      const all = article ? blocks(article).map(shown) : [];
      // The title stands in the link above the excerpt already.
      scans.set(address, all.filter((text) => text !== title).map(scan));
    }
    return scans.get(address);
  }

  async function fill(place, hit, phrases, signal) {
    try {
      const found = await scansOf(hit.address, signal);
      if (!signal.aborted) place.replaceChildren(...excerpt(found, phrases));
    } catch {
      // A hit without an excerpt is still a hit: its link, title and facts stand.
      if (!signal.aborted) place.hidden = true;
    }
  }

  function entry(hit, phrases) {
    const title = shown(hit.title) || untitled;
    const link = element("a", "search-result", ...marked(scan(title), phrases));
    link.href = new URL(hit.address, base).href;
    const facts = [hit.agency, hit.kind, hit.date, hit.number].filter((fact) => fact !== "");
    const line = facts.map((fact) => element("span", "search-fact", fact));
    const text = element("p", "search-excerpt");
    const made = element("li", "search-hit", link, element("p", "search-facts", ...line), text);
    return { made, text };
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

  /** List entries of hits; the first of a list are filled at once, the others when seen. */
  function entries(hits, phrases, offset) {
    const { signal } = stop;
    return hits.map((hit, place) => {
      const { made, text } = entry(hit, phrases);
      if (offset + place < AT_ONCE) {
        fill(text, hit, phrases, signal);
      } else {
        const once = { once: true };
        made.addEventListener("search-seen", () => fill(text, hit, phrases, signal), once);
        watcher.observe(made);
      }
      return made;
    });
  }

  return { reset, entries };
}
