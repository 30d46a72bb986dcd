// Text as the search sees it: the rules of plugins/disclosure/search/text.py, for queries and for
// the pages that excerpts are cut from. tests/search_cases.json holds both to the same answers.

/** The token of a run of punctuation and symbols. */
export const BREAK = " ";

const INLINE = new Set(
  ("a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup " +
    "time u var wbr").split(" "),
);
const SILENT = new Set(["script", "style", "template", "head"]);
const SPACE = "\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const INVISIBLE =
  "\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e" +
  "\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\u{e0000}-\\u{e0fff}";
const REMOVED = new RegExp(`^[${SPACE}${INVISIBLE}]$`, "u");
const SPACES = new RegExp(`[${SPACE}]+`, "u");
const KEPT = /^[\p{L}\p{N}\p{M}\u{20000}-\u{3ffff}]$/u;
const EDGES = /^ | $/g;

function foldCharacter(char) {
  if (REMOVED.test(char)) return "";
  const point = char.codePointAt(0);
  const narrow = point >= 0xff01 && point <= 0xff5e ? String.fromCharCode(point - 0xfee0) : char;
  const lower = narrow.toLowerCase();
  return lower.length === String.fromCodePoint(lower.codePointAt(0)).length ? lower : narrow;
}

const known = new Map();

function token(char) {
  if (!known.has(char)) {
    const folded = foldCharacter(char);
    known.set(char, folded === "" || KEPT.test(folded) ? folded : BREAK);
  }
  return known.get(char);
}

/** Text with width and case folded and white space and invisible characters removed. */
export function fold(text) {
  return Array.from(text.normalize("NFC"), foldCharacter).join("");
}

/** The tokens of one block or query term, one character each. */
export function tokens(text) {
  return Array.from(text.normalize("NFC"), token).join("").replace(/ {2,}/g, BREAK);
}

/** The normal form of a number: its tokens without breaks. */
export function number(text) {
  return tokens(text).replaceAll(BREAK, "");
}

/** The terms of a query as token strings: white space separates them, outer punctuation falls. */
export function terms(query) {
  const found = query.split(SPACES).map((term) => tokens(term).replace(EDGES, ""));
  return [...new Set(found.filter((term) => term !== ""))];
}

/** The text nodes of each block of an element. */
export function textNodes(root) {
  const found = [];
  let nodes = [];
  const end = () => {
    if (nodes.length > 0) found.push(nodes);
    nodes = [];
  };
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        nodes.push(child);
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const inline = INLINE.has(child.localName);
        if (!inline) end();
        if (!SILENT.has(child.localName)) walk(child);
        if (!inline) end();
      }
    }
  };
  walk(root);
  end();
  return found;
}

/** The text of each block of an element, without blank ones. */
export function blocks(root) {
  return textNodes(root)
    .map((nodes) => nodes.map((node) => node.data).join(""))
    .filter((text) => text.split(SPACES).some((word) => word !== ""));
}

/** Text as it is shown: one space for any white space, and composed as folding composes it. */
export function shown(text) {
  return text.split(SPACES).filter((word) => word !== "").join(" ").normalize("NFC");
}

/** Shown text with its tokens and the place of each in it. */
export function scan(text) {
  let string = "";
  const starts = [];
  const ends = [];
  let offset = 0;
  for (const char of text) {
    const mark = token(char);
    const last = string.length - 1;
    if (mark === BREAK && string[last] === BREAK) {
      ends[last] = offset + char.length;
    } else {
      for (let unit = 0; unit < mark.length; unit += 1) {
        starts.push(offset);
        ends.push(offset + char.length);
      }
      string += mark;
    }
    offset += char.length;
  }
  return { text, string, starts, ends };
}

/** Where a phrase stands in scanned text: [start, end] pairs that do not overlap. */
export function places({ string, starts, ends }, phrase) {
  const found = [];
  for (let at = string.indexOf(phrase); at >= 0; at = string.indexOf(phrase, at + phrase.length)) {
    found.push([starts[at], ends[at + phrase.length - 1]]);
  }
  return found;
}

/** Scanned text without its breaks: numbers are found whatever stands between their parts. */
export function loose({ text, string, starts, ends }) {
  const kept = [...string].flatMap((mark) => Array(mark.length).fill(mark !== BREAK));
  return {
    text,
    string: string.replaceAll(BREAK, ""),
    starts: starts.filter((_, place) => kept[place]),
    ends: ends.filter((_, place) => kept[place]),
  };
}
