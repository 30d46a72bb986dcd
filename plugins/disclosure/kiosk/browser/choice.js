// The bar of words above the keys: as many as fit, and keys to the others.

/**
 * `show(candidates)` shows them from the first on; `take` is called with the one that is chosen.
 */
export function createChoice(panel, take) {
  const list = panel.querySelector("[data-keys-words]");
  const previous = panel.querySelector("[data-keys-previous]");
  const next = panel.querySelector("[data-keys-next]");
  let shown = [];
  let starts = [0];
  let end = 0;

  function button(candidate) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = candidate.text;
    made.addEventListener("click", () => take(candidate));
    const item = document.createElement("li");
    item.append(made);
    return item;
  }

  function draw() {
    list.replaceChildren();
    for (const each of [list, previous, next]) each.hidden = shown.length === 0;
    end = starts.at(-1);
    const edge = list.getBoundingClientRect().right;
    while (end < shown.length) {
      const item = button(shown[end]);
      list.append(item);
      // The first one stands there in any case, or nobody would come to those behind it.
      if (list.children.length > 1 && item.getBoundingClientRect().right > edge) {
        item.remove();
        break;
      }
      end += 1;
    }
    previous.disabled = starts.length < 2;
    next.disabled = end >= shown.length;
  }

  previous.addEventListener("click", () => {
    starts.pop();
    draw();
  });
  next.addEventListener("click", () => {
    starts.push(end);
    draw();
  });

  function show(candidates) {
    shown = candidates;
    starts = [0];
    draw();
  }

  return { show, draw };
}
