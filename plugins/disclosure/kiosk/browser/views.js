// What the home page shows on a kiosk, by the part of its address behind `#`: nothing, the attract
// view; `home`, the tiles; `years`; `letters`, and `letters-G-公`, what begins so.

import { createLetters } from "./letters.js";

const FIRST = "attract";

/** The part of the address behind `#`; nothing where somebody wrote what is no text. */
function wanted() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

export function createViews(views, { place, visit, onChange }) {
  const root = document.documentElement;
  if (!place.isHome) {
    views.remove();
    return;
  }
  views.hidden = false;
  const all = new Map(Array.from(views.querySelectorAll("[data-k-view]"), (view) => [view.dataset.kView, view]));
  const letters = createLetters(all.get("letters"), place);

  function show() {
    const [name, ...rest] = wanted().split("-");
    const chosen = all.has(name) ? name : FIRST;
    root.dataset.kView = chosen;
    for (const [each, view] of all) view.hidden = each !== chosen;
    if (chosen === "letters") letters.show(rest[0] ?? "", rest.slice(1).join("-"));
    scrollTo(0, 0);
    onChange();
  }

  function begin() {
    visit.begin();
    show();
    all.get("home").querySelector("h1").focus();
  }

  all.get(FIRST).addEventListener("click", begin);
  addEventListener("hashchange", () => {
    visit.noted();
    show();
    all.get(root.dataset.kView).querySelector("h1").focus({ preventScroll: true });
  });
  show();
}
