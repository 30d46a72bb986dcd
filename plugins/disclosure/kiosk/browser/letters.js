// Everything by the initials of its title: a letter, then character after character, until a list is
// short enough to be read. The entries of a letter are in a script of its own (kiosk/letters.py).

/** A list that is not divided further, unless nothing is left to divide by. */
const SHORT = 24;
/** Entries shown at a time. */
const MOST = 60;
/** What may stand before the first character of a title. */
const MARKS = /^[^\p{L}\p{N}]+/u;

/** The longest beginning that all titles have, in whole characters. */
function commonOf(entries) {
  let common = Array.from(entries[0].key);
  for (const { key } of entries) {
    let at = 0;
    for (const char of key) {
      if (char !== common[at]) break;
      at += 1;
    }
    common = common.slice(0, at);
  }
  return common.join("");
}

/** Entries with the same beginning: those that are just that, and the others by their next character. */
function divided(entries) {
  const common = commonOf(entries);
  const whole = [];
  const groups = new Map();
  for (const entry of entries) {
    const [char] = Array.from(entry.key.slice(common.length));
    if (char === undefined) whole.push(entry);
    else groups.set(common + char, (groups.get(common + char) ?? 0) + 1);
  }
  return { whole, groups };
}

export function createLetters(view, place) {
  const texts = JSON.parse(view.dataset.texts);
  const [way, status, tiles, list, more] = ["way", "status", "tiles", "list", "more"].map((name) =>
    view.querySelector(`[data-k-${name}]`),
  );
  const loaded = new Map();
  let current = 0;

  async function entriesOf(letter) {
    if (!loaded.has(letter)) {
      await place.script(`assets/kiosk/letters/${letter}.js`);
      const { agencies, entries } = globalThis.DISCLOSURE_LETTERS.get(letter);
      loaded.set(
        letter,
        entries.map(([title, address, agency, date]) => ({
          ...{ title, address, date },
          agency: agencies[agency],
          key: title.replace(MARKS, ""),
        })),
      );
    }
    return loaded.get(letter);
  }

  function item(text, facts, href, className) {
    const link = document.createElement("a");
    link.href = href;
    link.className = className;
    const strong = document.createElement("strong");
    strong.textContent = text;
    const small = document.createElement("span");
    small.textContent = facts;
    link.append(strong, small);
    const made = document.createElement("li");
    made.append(link);
    return made;
  }

  const step = (letter, start) => `#letters-${letter}-${encodeURIComponent(start)}`;

  function showGroups(letter, groups) {
    const all = [...groups].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
    tiles.replaceChildren(
      ...all.map(([start, n]) => item(`${start}…`, texts.count.replace("{n}", n), step(letter, start), "k-tile")),
    );
  }

  function showEntries(entries) {
    let shown = 0;
    const add = () => {
      const some = entries.slice(shown, shown + MOST);
      shown += some.length;
      list.append(
        ...some.map(({ title, address, agency, date }) =>
          item(title, [agency, date].filter(Boolean).join("　"), place.addressOf(address), "k-entry"),
        ),
      );
      more.hidden = shown >= entries.length;
    };
    more.onclick = add;
    add();
  }

  async function show(letter, start) {
    current += 1;
    const mine = current;
    for (const link of view.querySelectorAll("[data-k-letter]")) {
      if (link.dataset.kLetter === letter) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const each of [tiles, list, way]) each.replaceChildren();
    more.hidden = true;
    status.textContent = letter ? "" : texts.choose;
    if (!letter) return;
    let entries;
    try {
      entries = (await entriesOf(letter)).filter(({ key }) => key.startsWith(start));
    } catch (error) {
      console.warn(error);
      entries = [];
    }
    if (mine !== current) return;
    status.textContent = (start ? texts.beginning : texts.letter)
      .replace("{letter}", letter)
      .replace("{start}", start)
      .replace("{n}", String(entries.length));
    if (start) {
      const up = document.createElement("a");
      up.href = `#letters-${letter}`;
      up.textContent = texts.whole.replace("{letter}", letter);
      way.append(up);
    }
    if (entries.length <= SHORT) {
      showEntries(entries);
      return;
    }
    const { whole, groups } = divided(entries);
    showEntries(whole);
    showGroups(letter, groups);
  }

  return { show };
}
