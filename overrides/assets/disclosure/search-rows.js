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

function both(one, other, keepShared) {
  const made = new Uint32Array(one.length);
  let count = 0;
  let at = 0;
  for (const row of one) {
    while (other[at] < row) at += 1;
    if ((other[at] === row) === keepShared) made[count++] = row;
  }
  return made.subarray(0, count);
}

/** The numbers that are in every set; of no sets, none. */
export function intersect(sets) {
  if (sets.length === 0) return NONE;
  return sets.reduce((left, right) => both(left, right, true));
}

/** The numbers of the first set that are not in the second. */
export function without(one, other) {
  return both(one, other, false);
}

function joined(one, other) {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const made = new Uint32Array(one.length + other.length);
  let count = 0;
  let left = 0;
  let right = 0;
  while (left < one.length || right < other.length) {
    const row = right >= other.length || one[left] <= other[right] ? one[left] : other[right];
    if (one[left] === row) left += 1;
    if (other[right] === row) right += 1;
    made[count++] = row;
  }
  return made.subarray(0, count);
}

/** The numbers that are in any set. */
export function unite(sets) {
  return sets.reduce(joined, NONE);
}
