// Sets of page numbers: sorted Uint32Arrays, so that 85,000 hits are no burden.

export const NONE = new Uint32Array(0);

/** Any numbers as a set. */
export function rowsFrom(numbers) {
  const sorted = Uint32Array.from(numbers).sort();
  let count = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[count++] = sorted[at];
  }
  return count === sorted.length ? sorted : sorted.slice(0, count);
}

/** The place of a number in a set, or where it would stand. */
function placeOf(rows, row) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle] < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function has(rows, row) {
  return rows[placeOf(rows, row)] === row;
}

// These loops see every hit of a query: counted ones are several times faster than `of` and
// `filter`, and reading behind the end of an array is slow.

function both(one, other, keepShared) {
  const made = new Uint32Array(one.length);
  let count = 0;
  let next = 0;
  for (let at = 0; at < one.length; at += 1) {
    const row = one[at];
    while (next < other.length && other[next] < row) next += 1;
    const isShared = next < other.length && other[next] === row;
    if (isShared === keepShared) made[count++] = row;
  }
  return made.subarray(0, count);
}

/** The numbers that are in every set; of no sets, none. */
export function intersect(sets) {
  if (sets.length === 0) return NONE;
  return sets.reduce((left, right) => (left === right ? left : both(left, right, true)));
}

/** The numbers of the first set that are not in the second. */
export function without(one, other) {
  if (other.length === 0) return one;
  return both(one, other, false);
}

function joined(one, other) {
  if (one.length === 0) return other;
  if (other.length === 0 || one === other) return one;
  const made = new Uint32Array(one.length + other.length);
  let count = 0;
  let left = 0;
  let right = 0;
  while (left < one.length && right < other.length) {
    const [first, second] = [one[left], other[right]];
    made[count++] = first < second ? first : second;
    if (first <= second) left += 1;
    if (second <= first) right += 1;
  }
  for (; left < one.length; left += 1) made[count++] = one[left];
  for (; right < other.length; right += 1) made[count++] = other[right];
  return made.subarray(0, count);
}

/** The numbers that are in any set. */
export function unite(sets) {
  return sets.reduce(joined, NONE);
}
