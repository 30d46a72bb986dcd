// What the tests of look and access measure in a page: room, targets, lines, focus. After paint.js.
"use strict";
window.measure = (function () {
  const { name, seen, texts, colour, ground, ratio, faint } = window.measure;
  const TEXT = /[\p{L}\p{N}]/u;
  const BLOCKS = "p, li, td, th, dd, dt, caption";

  /** Is this link a part of a sentence: inline, with words beside it in its block? */
  function inSentence(element) {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false;
    const block = element.closest(BLOCKS);
    if (!block) return false;
    const copy = block.cloneNode(true);
    copy.querySelectorAll("a, button, ul, ol, table, dl").forEach((each) => each.remove());
    return TEXT.test(copy.textContent);
  }

  /** Is it one of several links that a text enumerates: inline, parted by “、” in its block? */
  function enumerated(element) {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false;
    const block = element.closest(BLOCKS);
    return Boolean(block) && block.querySelectorAll("a").length > 1 && /[、；]/.test(block.textContent);
  }

  /** What can be hit: links, buttons and fields, each with the labels that stand for it. */
  function targets(least) {
    const result = { small: [], close: [], inline: 0, enumerated: 0, all: 0 };
    for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
      if (!seen(element)) continue;
      result.all += 1;
      if (inSentence(element) || enumerated(element)) {
        result[inSentence(element) ? "inline" : "enumerated"] += 1;
        const line = parseFloat(getComputedStyle(element.closest(BLOCKS)).lineHeight);
        if (!(line >= 24)) result.close.push(name(element) + " line " + line);
        continue;
      }
      const boxes = [element, ...(element.labels || [])].map((each) => each.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      if (Math.min(width, height) < least - 0.5) {
        result.small.push(name(element) + " " + width.toFixed(0) + "×" + height.toFixed(0));
      }
    }
    return result;
  }

  /** Targets that lie on one another: a finger would hit the wrong one. */
  function overlaps() {
    const found = [];
    const all = Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary"));
    const shown = all.filter((each) => seen(each) && !inSentence(each) && !enumerated(each));
    const boxes = shown.map((each) => each.getBoundingClientRect());
    const order = boxes.map((_, n) => n).sort((a, b) => boxes[a].top - boxes[b].top);
    order.forEach((a, place) => {
      for (const b of order.slice(place + 1)) {
        const [one, two] = [boxes[a], boxes[b]];
        if (two.top >= one.bottom - 1) break;
        if (shown[a].contains(shown[b]) || shown[b].contains(shown[a])) continue;
        const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
        if (wide > 1) found.push(name(shown[a]) + " and " + name(shown[b]));
      }
    });
    return found;
  }

  /** How many lines the text of an element's own takes. */
  function lines(element) {
    const tops = [];
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNode(node);
      for (const box of range.getClientRects()) {
        if (box.width > 0 && !tops.some((top) => Math.abs(top - box.top) < 4)) tops.push(box.top);
      }
    }
    return tops.length;
  }

  /** Texts whose lines stand closer than `least` times their size, or smaller than `size` px. */
  function crowded(least, size) {
    const found = [];
    for (const [element, style] of texts()) {
      const letter = parseFloat(style.fontSize);
      const line = (parseFloat(style.lineHeight) || 0) / letter;
      if (line < least - 0.005 && lines(element) > 1) found.push(name(element) + " line " + line.toFixed(2));
      if (letter < size) found.push(name(element) + " size " + letter);
    }
    return found;
  }

  /** Paragraphs whose first line is less than `least` line heights below the last one's place. */
  function packed(least) {
    const found = [];
    for (const element of document.querySelectorAll("article p + p")) {
      const before = element.previousElementSibling;
      if (!seen(element) || !seen(before) || element.className || before.className) continue;
      const gap = element.getBoundingClientRect().top - before.getBoundingClientRect().bottom;
      const line = parseFloat(getComputedStyle(element).lineHeight);
      if (line + gap < least * line - 0.5) found.push(name(element) + " gap " + gap.toFixed(1));
    }
    return found;
  }

  /** How much wider than the window the page is, in pixels, and what sticks out. */
  function sideways() {
    const root = document.scrollingElement;
    const more = root.scrollWidth - root.clientWidth;
    if (more <= 0) return [];
    const wide = Array.from(document.body.querySelectorAll("*")).filter(
      (each) => seen(each) && each.getBoundingClientRect().right > root.clientWidth + 0.5,
    );
    return [more + " px: " + wide.slice(-3).map(name).join("; ")];
  }

  /** Texts that are cut off: hidden overflow with more inside than is shown. */
  function cut() {
    return Array.from(document.body.querySelectorAll("*")).filter((each) => {
      const style = getComputedStyle(each);
      const clips = /hidden|clip/.test(style.overflowX + style.overflowY);
      return clips && seen(each) && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
    }).map(name);
  }

  /** Links in running text that only their colour tells from the words beside them. */
  function unmarked() {
    return Array.from(document.querySelectorAll("article a[href], .crumbs a, .site-foot a"))
      .filter((each) => seen(each) && inSentence(each))
      .filter((each) => !/underline/.test(getComputedStyle(each).textDecorationLine))
      .map(name);
  }

  /** Lines that begin with one of `marks`, each with the mark and the words before it. */
  function orphans(marks) {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let before = null;
    let count = 0;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!seen(node.parentElement)) continue;
      Array.from(node.data).reduce((place, letter) => {
        range.setStart(node, place);
        range.setEnd(node, place + letter.length);
        const box = Array.from(range.getClientRects()).find((each) => each.width > 0);
        if (box && letter.trim()) {
          const block = node.parentElement.closest(BLOCKS + ", h1, h2, h3, h4, div, section");
          const fell = before && before.block === block && box.top > before.box.bottom - 2;
          count += fell ? 1 : 0;
          if (fell && marks.includes(letter)) found.push(letter + " after " + name(block));
          before = { box, block };
        }
        return place + letter.length;
      }, 0);
    }
    return { found, lines: count };
  }

  /** What Tab can reach, in the order of the document. */
  function stops() {
    const list = Array.from(
      document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']"),
    ).filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }));
    return list.filter((each) => each.type !== "radio" || each.checked);
  }

  /** The element that has the focus: its place among the stops, and whether it can be seen. */
  function focused() {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const faults = [];
    const high = Math.min(box.height, innerHeight);
    if (box.top < -1 || box.top + Math.min(high, 40) > innerHeight + 1) faults.push("outside the window");
    if (box.left < -1 || box.left >= innerWidth) faults.push("beside the window");
    const lines = Array.from(element.getClientRects());
    const line = lines[0] || box;
    const top = document.elementFromPoint(line.left + Math.min(line.width, innerWidth) / 2, line.top + Math.min(line.height, high) / 2);
    const labels = Array.from(element.labels || []);
    const own = top && (element.contains(top) || top.contains(element) || labels.some((each) => each.contains(top)));
    if (!own) faults.push("covered by " + (top ? name(top) : "nothing"));
    const width = parseFloat(style.outlineWidth);
    if (style.outlineStyle === "none" || width < 2) faults.push("no outline");
    else {
      const inside = parseFloat(style.outlineOffset) < 0;
      const got = ratio(colour(style.outlineColor), ground(inside ? element : element.parentElement));
      if (got < 3) faults.push("outline of contrast " + got.toFixed(2));
    }
    return { place: stops().indexOf(element), name: name(element), faults };
  }

  /** All of these at once, for targets of `finger` px and text of these contrasts. */
  function all(finger, normal, large) {
    const text = faint(normal, large);
    const hit = targets(finger);
    return {
      found: {
        faint: text.found,
        small: hit.small,
        close: hit.close,
        overlaps: overlaps(),
        sideways: sideways(),
        cut: cut(),
        crowded: crowded(1.3, 12),
        packed: packed(1.3),
        unmarked: unmarked(),
      },
      counts: { texts: text.count, targets: hit.all, exempt: hit.inline + hit.enumerated },
    };
  }

  return { ...window.measure, all, targets, overlaps, crowded, packed, sideways, cut, unmarked, orphans, stops, focused };
})();
