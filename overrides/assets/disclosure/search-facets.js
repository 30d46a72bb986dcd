// The filters: a fieldset a facet, and above the hits what was chosen.

/** Values of a facet that are shown; the rest stands behind a summary. */
const SHOWN = 8;

function fillIn(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Values to offer: those with hits and those chosen; years newest first, others most hits first. */
function offered(name, counts, chosen) {
  const numbers = new Map(Object.entries(counts));
  for (const value of chosen) if (!numbers.has(value)) numbers.set(value, 0);
  const all = [...numbers].map(([value, count]) => ({ value, count }));
  const byName = (one, other) => one.value.localeCompare(other.value, "zh-CN");
  if (name === "year") return all.sort((one, other) => byName(other, one));
  return all.sort((one, other) => other.count - one.count || byName(one, other));
}

/**
 * The filters inside `place` and the chosen ones inside `chosenPlace`; `texts` are the page's.
 *
 * `change(filters)` is called with all filters when one was set or removed.
 */
export function createFacets(place, chosenPlace, texts, change) {
  const names = new Map(texts.facets);
  const made = new Map();
  let current = {};

  function toggled(name, value, on) {
    const rest = (current[name] ?? []).filter((each) => each !== value);
    const filters = { ...current, [name]: on ? [...rest, value] : rest };
    if (filters[name].length === 0) delete filters[name];
    change(filters);
  }

  function makeFieldset(name) {
    const fieldset = document.createElement("fieldset");
    fieldset.dataset.facet = name;
    const legend = document.createElement("legend");
    legend.textContent = names.get(name);
    const first = document.createElement("div");
    const rest = document.createElement("details");
    const summary = document.createElement("summary");
    const others = document.createElement("div");
    rest.append(summary, others);
    fieldset.append(legend, first, rest);
    return { fieldset, first, rest, summary, others, labels: new Map() };
  }

  function labelOf(parts, name, value) {
    if (!parts.labels.has(value)) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "checkbox";
      input.value = value;
      input.addEventListener("change", () => toggled(name, value, input.checked));
      label.append(input, document.createElement("span"));
      parts.labels.set(value, label);
    }
    return parts.labels.get(value);
  }

  /** Put elements in, moving only what stands elsewhere, so that the focus stays where it is. */
  function arrange(parent, children) {
    const same = children.length === parent.children.length;
    if (same && children.every((child, at) => parent.children[at] === child)) return;
    parent.replaceChildren(...children);
  }

  function renderOne(name, counts, chosen) {
    if (!made.has(name)) made.set(name, makeFieldset(name));
    const parts = made.get(name);
    const values = offered(name, counts, chosen);
    const labels = values.map(({ value, count }) => {
      const label = labelOf(parts, name, value);
      label.firstChild.checked = chosen.includes(value);
      label.lastChild.textContent = fillIn(texts.value, { value, n: count });
      return label;
    });
    // One value more than fits is shown rather than hidden behind a summary of its own.
    const split = labels.length > SHOWN + 1 ? SHOWN : labels.length;
    arrange(parts.first, labels.slice(0, split));
    arrange(parts.others, labels.slice(split));
    parts.rest.hidden = split === labels.length;
    parts.summary.textContent = fillIn(texts.rest, { n: labels.length - split });
    if (values.slice(split).some(({ value }) => chosen.includes(value))) parts.rest.open = true;
    parts.fieldset.hidden = values.length === 0;
    return parts.fieldset;
  }

  function button(text, label, act) {
    const control = document.createElement("button");
    control.type = "button";
    control.textContent = text;
    if (label !== text) control.setAttribute("aria-label", label);
    control.addEventListener("click", act);
    return control;
  }

  function renderChosen() {
    const buttons = Object.entries(current).flatMap(([name, chosen]) =>
      chosen.map((value) => {
        const facet = names.get(name) ?? name;
        const control = button(value, fillIn(texts.remove, { facet, value }), () =>
          toggled(name, value, false),
        );
        control.className = "search-chosen__one";
        return control;
      }),
    );
    const all = button(texts.clear, texts.clear, () => change({}));
    all.dataset.searchClear = "";
    chosenPlace.replaceChildren(...(buttons.length > 0 ? [...buttons, all] : []));
    chosenPlace.hidden = buttons.length === 0;
  }

  /** Show `counts` ({facet: {value: n}}) and the filters chosen. */
  function render(counts, filters) {
    const focused = document.activeElement;
    current = filters;
    const known = [...names.keys()].filter((name) => Object.hasOwn(counts, name));
    arrange(place, known.map((name) => renderOne(name, counts[name], filters[name] ?? [])));
    renderChosen();
    if (focused !== document.activeElement && focused?.isConnected) focused.focus();
  }

  return { render };
}
