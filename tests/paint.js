// What is seen in a page, and in which colours. Put before the page's own scripts; measure.js builds
// on it.
"use strict";
window.measure = (function () {
  // What a style sheet writes and a reader must read: words, numbers and signs, no mere separators.
  const SPOKEN = /counter|"[^"]*[\p{L}\p{N}✓×＋－›][^"]*"/u;

  /** A short way to name an element in a message. */
  function name(element) {
    const parts = [];
    for (let each = element; each && each.localName !== "body"; each = each.parentElement) {
      const label = each.id ? "#" + each.id : Array.from(each.classList, (one) => "." + one).join("");
      parts.unshift(each.localName + label);
      if (each.id) break;
    }
    return parts.slice(-4).join(" > ") + " “" + element.textContent.trim().slice(0, 20) + "”";
  }

  /** Is it painted, and not only kept for screen readers? */
  function seen(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    for (let each = element; each; each = each.parentElement) {
      if (getComputedStyle(each).clipPath === "inset(50%)") return false;
    }
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.bottom + scrollY > 0 && box.right + scrollX > 0;
  }

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  /** Any CSS colour as [red, green, blue, alpha], 0 to 255 and alpha 0 to 1. */
  function colour(text) {
    if (!known.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(text, [red, green, blue, alpha / 255]);
    }
    return known.get(text);
  }

  function over(front, back) {
    return [0, 1, 2].map((n) => front[n] * front[3] + back[n] * (1 - front[3])).concat(1);
  }

  /** The colour that lies behind an element's content; white is the paper of the browser. */
  function ground(element) {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.backgroundImage !== "none") throw new Error("a picture behind text: " + name(each));
      const paint = colour(style.backgroundColor);
      if (paint[3] > 0) layers.unshift(paint);
      if (paint[3] === 1) break;
    }
    return layers.reduce((back, front) => over(front, back), [255, 255, 255, 1]);
  }

  function luminance(paint) {
    const [red, green, blue] = paint.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** Contrast of WCAG 2.2, 1 to 21, of one paint on another. */
  function ratio(front, back) {
    const [low, high] = [luminance(over(front, back)), luminance(back)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  /** Every element that shows text of its own, with the style of that text. */
  function* texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const met = new Set();
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (met.has(element) || !walker.currentNode.data.trim() || !seen(element)) continue;
      met.add(element);
      yield [element, getComputedStyle(element)];
    }
    for (const element of document.body.querySelectorAll("*")) {
      if (!seen(element)) continue;
      for (const part of ["::before", "::after"]) {
        const style = getComputedStyle(element, part);
        if (SPOKEN.test(style.content)) yield [element, style];
      }
      if (element.placeholder) yield [element, getComputedStyle(element, "::placeholder")];
    }
  }

  /** Texts whose contrast is below `normal`, or below `large` where they are large. */
  function faint(normal, large) {
    const found = [];
    let count = 0;
    for (const [element, style] of texts()) {
      const size = parseFloat(style.fontSize);
      const big = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const own = colour(style.backgroundColor);
      const got = ratio(colour(style.color), over(own, ground(element)));
      count += 1;
      if (got < (big ? large : normal)) found.push(name(element) + " " + got.toFixed(2));
    }
    // A field or a button is known by its border or by its ground: 3:1 (WCAG 1.4.11).
    for (const element of document.querySelectorAll("input, button, select, textarea")) {
      if (!seen(element) || /^(radio|checkbox)$/.test(element.type)) continue;
      const style = getComputedStyle(element);
      const around = ground(element.parentElement);
      const edge = parseFloat(style.borderTopWidth) > 0 ? ratio(colour(style.borderTopColor), around) : 1;
      const got = Math.max(edge, ratio(ground(element), around));
      count += 1;
      if (got < 3) found.push("edge of " + name(element) + " " + got.toFixed(2));
    }
    return { found, count };
  }

  /** Every colour that the page shows, each with one place where it stands. */
  function colours() {
    const found = {};
    const note = (text, element) => {
      const paint = colour(text);
      if (paint[3] > 0) found[over(paint, [255, 255, 255, 1]).slice(0, 3).map(Math.round)] ??= name(element);
    };
    for (const element of document.querySelectorAll("body, body *")) {
      if (!seen(element)) continue;
      for (const part of [null, "::before", "::after"]) {
        const style = getComputedStyle(element, part);
        if (part && style.content === "none") continue;
        note(style.color, element);
        note(style.backgroundColor, element);
        for (const side of ["Top", "Right", "Bottom", "Left"]) {
          if (parseFloat(style["border" + side + "Width"]) > 0) note(style["border" + side + "Color"], element);
        }
        if (style.outlineStyle !== "none") note(style.outlineColor, element);
        if (element instanceof SVGElement && style.fill !== "none") note(style.fill, element);
      }
    }
    return found;
  }

  return { name, seen, texts, colour, ground, ratio, faint, colours };
})();
