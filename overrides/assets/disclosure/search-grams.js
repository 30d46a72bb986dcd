// How a phrase is looked up: the pairs of strings that cover it (plugins/disclosure/search/bigram/grams.py).

/** Tokens of the longest string that counts as common. */
const LONGEST = 12;

/**
 * The pieces of a phrase: [{at, first, second, open, end}]. A piece is the pair (first, second) that
 * stands at token `at` of the phrase and reaches to `end`; where it is `open`, every pair counts
 * whose second string begins with `second`. Together they cover the phrase, with as little cost as
 * can be: `cost(piece)` is not negative.
 *
 * `isCommon` says of a string of two tokens or more whether it is common. The phrase is an array of
 * two tokens or more and not common itself.
 */
export function pieces(phrase, isCommon, cost) {
  const longest = phrase.map((_, at) => {
    let length = 1;
    while (
      length < LONGEST &&
      at + length < phrase.length &&
      isCommon(phrase.slice(at, at + length + 1).join(""))
    ) {
      length += 1;
    }
    return length;
  });
  longest.push(0);
  const made = phrase.flatMap((token, at) => {
    const isLonger = longest[at] > longest[at + 1];
    const middle = at + (isLonger ? longest[at] : 1);
    const end = isLonger ? middle + 1 : middle + longest[middle];
    // The rest of the phrase is common: a piece that begins before covers it.
    if (end > phrase.length || middle >= phrase.length) return [];
    const first = phrase.slice(at, middle).join("");
    const second = phrase.slice(middle, end).join("");
    return [{ at, first, second, open: !isLonger && end === phrase.length, end }];
  });
  return cheapest(made, phrase.length, cost);
}

/** The cheapest of the ways to cover all tokens. */
function cheapest(made, length, cost) {
  const best = [{ total: 0, taken: [] }];
  for (let upTo = 1; upTo <= length; upTo += 1) {
    const ways = made
      .filter(({ at, end }) => at < upTo && end >= upTo && best[at])
      .map((piece) => ({ total: best[piece.at].total + cost(piece), taken: [...best[piece.at].taken, piece] }));
    best[upTo] = ways.reduce((one, other) => (one && one.total <= other.total ? one : other), null);
  }
  return best[length].taken;
}
