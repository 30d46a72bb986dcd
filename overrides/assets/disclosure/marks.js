// Marks on the page that a search led to: the words of ?mark=…, and a bar to step through them.

import { places, scan, textNodes, tokens } from "./search-text.js";

const WORDS = Object.freeze({
  label: "搜索标记",
  found: (words, n) => `已标出${words.map((word) => `“${word}”`).join("")}${n}处`,
  at: (place, n) => `第${place}处，共${n}处`,
  before: "上一处",
  next: "下一处",
  remove: "取消标记",
});
/** Words to mark, and words that the bar names, at most. */
const MOST = 12;
const NAMED = 3;

/**
 * Which part of which text node each place takes, for the text nodes of one block; the phrases that
 * stand there are noted in `held`.
 */
function partsOf(nodes, phrases, held) {
  const scanned = scan(nodes.map((node) => node.data).join(""));
  const found = phrases.flatMap((phrase) => {
    const some = places(scanned, phrase);
    if (some.length > 0) held.add(phrase);
    return some;
  });
  found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  // Of places that overlap the first and longest is marked.
  let done = 0;
  const kept = found.filter(([start, end]) => start >= done && (done = end));
  return kept.map(([start, end]) => {
    let offset = 0;
    const parts = [];
    for (const node of nodes) {
      const from = Math.max(start - offset, 0);
      const to = Math.min(end - offset, node.length);
      if (from < to) parts.push({ node, from, to });
      offset += node.length;
    }
    return parts;
  });
}

/** Mark every place in the article; each is a list of <mark>, one for every element it crosses. */
function markAll(article, phrases, held) {
  const all = textNodes(article).flatMap((nodes) => partsOf(nodes, phrases, held));
  // From the end, so that a node that is split keeps the offsets before the split.
  return all
    .reverse()
    .map((parts) =>
      parts
        .reverse()
        .map(({ node, from, to }) => {
          const rest = node.splitText(from);
          rest.splitText(to - from);
          const mark = document.createElement("mark");
          mark.className = "found";
          rest.replaceWith(mark);
          mark.append(rest);
          return mark;
        })
        .reverse(),
    )
    .reverse();
}

function unmark(marks) {
  for (const mark of marks.flat()) {
    const { parentNode } = mark;
    mark.replaceWith(...mark.childNodes);
    parentNode.normalize();
  }
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function openAround(element) {
  for (let each = element; each; each = each.parentElement) {
    if (each.localName === "details") each.open = true;
  }
}

function removeFromAddress() {
  const address = new URL(location.href);
  address.searchParams.delete("mark");
  history.replaceState(history.state, "", address);
}

/** The bar over the marks, with the one that is looked at. */
function createBar(words, marks) {
  const bar = document.createElement("div");
  bar.className = "marks-bar";
  bar.dataset.apart = ""; // no part of the official text of a page that somebody saves
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", WORDS.label);
  const text = document.createElement("p");
  text.setAttribute("role", "status");
  let at = 0;

  function look(place) {
    for (const mark of marks[at]) mark.classList.remove("found--here");
    at = (place + marks.length) % marks.length;
    for (const mark of marks[at]) mark.classList.add("found--here");
    openAround(marks[at][0]);
    marks[at][0].scrollIntoView({ block: "center" });
  }

  function step(by) {
    look(at + by);
    text.textContent = WORDS.at(at + 1, marks.length);
  }

  function remove() {
    unmark(marks);
    removeFromAddress();
    bar.remove();
    document.getElementById("content")?.focus({ preventScroll: true });
  }

  bar.append(text);
  if (marks.length > 1) {
    bar.append(button(WORDS.before, () => step(-1)), button(WORDS.next, () => step(1)));
  }
  bar.append(button(WORDS.remove, remove));
  const named = words.slice(0, NAMED);
  text.textContent = WORDS.found(named, marks.length);
  return { bar, first: () => look(0) };
}

/** The style sheet of marks, loaded before anything is scrolled to. */
function style() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  // Beside the script that asked for the marks: in the kiosk edition this is no module of its own.
  const { src } = document.querySelector("script[src$='site.js']");
  link.href = new URL("marks.css", src).href;
  return new Promise((resolve) => {
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}

async function start() {
  const article = document.querySelector("article");
  const asked = new URLSearchParams(location.search).getAll("mark").slice(0, MOST);
  // Phrase -> the word as it stands in the address.
  const words = new Map(asked.map((word) => [tokens(word).trim(), word.trim()]));
  words.delete("");
  if (!article || words.size === 0) return;
  const held = new Set();
  const marks = markAll(article, [...words.keys()], held);
  if (marks.length === 0) return;
  const named = [...words].filter(([phrase]) => held.has(phrase)).map(([, word]) => word);
  const { bar, first } = createBar(named, marks);
  article.prepend(bar);
  await style();
  first();
}

start();
