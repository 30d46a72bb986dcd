// The pages of results: links to the page before, some by number, and the next.

/** Page numbers to link: the first, the last, two on each side of the current one; 0 is a gap. */
export function numbersAround(page, last) {
  const near = [1, last];
  for (let each = page - 2; each <= page + 2; each += 1) near.push(each);
  const kept = [...new Set(near)].filter((each) => each >= 1 && each <= last);
  kept.sort((one, other) => one - other);
  return kept.flatMap((each, at) => (at > 0 && each - kept[at - 1] > 1 ? [0, each] : [each]));
}

/**
 * Fill `nav` with links to pages; `addressOf(page)` gives their addresses, `go(page)` is called
 * when one is followed here (in a new tab the address does it).
 */
export function renderPages(nav, page, last, texts, addressOf, go) {
  const link = (target, text, label = text) => {
    const made = document.createElement("a");
    made.href = addressOf(target);
    made.textContent = text;
    if (label !== text) made.setAttribute("aria-label", label);
    made.addEventListener("click", (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(target);
    });
    return made;
  };
  const items = numbersAround(page, last).map((each) => {
    if (each === 0) {
      const gap = document.createElement("span");
      gap.textContent = "…";
      return gap;
    }
    const made = link(each, String(each), texts.page.replace("{n}", String(each)));
    if (each === page) made.setAttribute("aria-current", "page");
    return made;
  });
  const before = page > 1 ? [link(page - 1, texts.previous)] : [];
  const after = page < last ? [link(page + 1, texts.next)] : [];
  nav.replaceChildren(...before, ...items, ...after);
  nav.hidden = last < 2;
}
