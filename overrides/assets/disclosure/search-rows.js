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

// These loops see every hit of a query, most of them before the browser has compiled them: counted
// ones are several times faster than `of` and `filter`, and what `set` and `subarray` do, or what
// need not be done, costs nothing. Reading behind the end of an array is slow.

/** A set is small beside another one if it is cheaper to look for each of its numbers there. */
const SMALL = 16;

function shared(one, other) {
  const [less, more] = one.length < other.length ? [one, other] : [other, one];
  const made = new Uint32Array(less.length);
  let count = 0;
  let next = 0;
  const isSmall = less.length * SMALL < more.length;
  for (let at = 0; at < less.length; at += 1) {
    const row = less[at];
    if (isSmall) next = placeOf(more, row);
    else while (next < more.length && more[next] < row) next += 1;
    if (next < more.length && more[next] === row) made[count++] = row;
  }
  return made.subarray(0, count);
}

/** The numbers that are in every set; of no sets, none. */
export function intersect(sets) {
  if (sets.length === 0) return NONE;
  return sets.reduce((left, right) => (left === right ? left : shared(left, right)));
}

/** The numbers of the first set that are not in the second. */
export function without(one, other) {
  if (one === other) return NONE;
  if (other.length === 0) return one;
  const made = new Uint32Array(one.length);
  let count = 0;
  let next = 0;
  if (other.length * SMALL < one.length) {
    // What stands between two of them is taken over as a whole.
    for (let at = 0; at < other.length; at += 1) {
      const place = placeOf(one, other[at]);
      if (one[place] !== other[at]) continue;
      made.set(one.subarray(next, place), count);
      count += place - next;
      next = place + 1;
    }
    made.set(one.subarray(next), count);
    return made.subarray(0, count + one.length - next);
  }
  for (let at = 0; at < one.length; at += 1) {
    const row = one[at];
    while (next < other.length && other[next] < row) next += 1;
    if (next === other.length || other[next] !== row) made[count++] = row;
  }
  return made.subarray(0, count);
}

function joined(one, other) {
  if (one.length === 0) return other;
  if (other.length === 0 || one === other) return one;
  if (one.length < other.length) return joined(other, one);
  const made = new Uint32Array(one.length + other.length);
  let count = 0;
  let left = 0;
  const isSmall = other.length * SMALL < one.length;
  for (let right = 0; right < other.length; right += 1) {
    const row = other[right];
    if (isSmall) {
      const place = placeOf(one, row);
      made.set(one.subarray(left, place), count);
      count += place - left;
      left = place;
    } else {
      while (left < one.length && one[left] < row) made[count++] = one[left++];
    }
    if (left < one.length && one[left] === row) left += 1;
    made[count++] = row;
  }
  made.set(one.subarray(left), count);
  return made.subarray(0, count + one.length - left);
}

/** The numbers that are in any set. */
export function unite(sets) {
  return sets.reduce(joined, NONE);
}
