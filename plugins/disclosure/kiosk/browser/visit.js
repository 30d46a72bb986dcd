// One visitor after the other: what belongs to this visit, and its end, after which nothing is left.

const KEY = "disclosure-visit";

function readTrail() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function keepTrail(trail) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(trail));
  } catch {
    // Without a memory every page is the first of a visit: its way back is the home page.
  }
}

/**
 * The visit, as the addresses that it has been to. A browser remembers them longer than that: a page
 * that it goes back to and that is not of this visit belongs to another one and is not shown.
 *
 * - isOurs(): whether this page may be shown; otherwise the attract view is on its way
 * - isFirst(): whether there is no way back within the visit
 * - begin(): a visit begins with the tiles; noted(): the address has changed within the page
 * - end(): forget everything and show the attract view
 */
export function createVisit(place) {
  const here = () => location.href;

  function arrive(isReturn) {
    const trail = readTrail();
    const at = trail.lastIndexOf(here());
    if (isReturn && at < 0 && here() !== place.first) return false;
    // Once more the same address: the page was loaded again.
    const isKnown = isReturn ? at >= 0 : trail.at(-1) === here();
    keepTrail(isKnown ? trail.slice(0, isReturn ? at + 1 : trail.length) : [...trail, here()]);
    return true;
  }

  function noted() {
    const trail = readTrail();
    keepTrail(trail.at(-2) === here() ? trail.slice(0, -1) : [...trail, here()]);
  }

  function begin() {
    history.replaceState(null, "", place.home);
    keepTrail([here()]);
  }

  function forget() {
    // The settings' form keeps what it is set to: before the memory is emptied.
    for (const form of document.forms) form.reset();
    for (const name of ["sessionStorage", "localStorage"]) {
      try {
        globalThis[name].clear();
      } catch {
        // There is none: nothing was kept.
      }
    }
    getSelection()?.removeAllRanges();
  }

  /** Load the first page anew, from the disk, where a new release may stand by now. */
  function leave() {
    isOver = true;
    document.documentElement.hidden = true;
    if (place.isHome) {
      history.replaceState(null, "", place.first);
      location.reload();
    } else {
      location.replace(place.first);
    }
  }

  function end() {
    forget();
    leave();
  }

  let isOver = false;
  // The search writes its steps into the address; where the visitor left a page is where they return.
  addEventListener("pagehide", () => {
    if (!isOver) keepTrail([...readTrail().slice(0, -1), here()]);
  });

  const [how] = performance.getEntriesByType("navigation");
  const ours = arrive(how?.type === "back_forward");
  if (!ours) leave();
  // A page that the browser kept whole and shows again: nothing of it runs anew but this.
  addEventListener("pageshow", (event) => {
    if (event.persisted && !arrive(true)) leave();
  });

  return { isOurs: () => ours, isFirst: () => readTrail().length < 2, begin, noted, end };
}
