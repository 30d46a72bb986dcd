// A file of postings, as plugins/disclosure/search/bigram/buckets.py writes it.

const HEAD = 20;
const decoder = new TextDecoder();
/** Places in a page are less than this; a row and a place make one number, which sorts by both. */
export const PLACES = 2 ** 21;

/** Numbers that stand plane by plane, the lowest bytes first. */
function column(bytes, start, count, planes) {
  return {
    end: start + planes * count,
    from(first, last) {
      const made = new Uint32Array(last - first);
      if (planes > 0) made.set(bytes.subarray(start + first, start + last));
      for (let plane = 1; plane < planes; plane += 1) {
        const offset = start + plane * count + first;
        const shift = plane * 8;
        for (let at = 0; at < made.length; at += 1) made[at] |= bytes[offset + at] << shift;
      }
      return made;
    },
    one(place) {
      let value = 0;
      for (let plane = 0; plane < planes; plane += 1) {
        value += bytes[start + plane * count + place] * 256 ** plane;
      }
      return value;
    },
    sum(first, last) {
      let sum = 0;
      for (let plane = 0; plane < planes; plane += 1) {
        const offset = start + plane * count;
        let some = 0;
        for (let at = offset + first; at < offset + last; at += 1) some += bytes[at];
        sum += some * 256 ** plane;
      }
      return sum;
    },
  };
}

function summed(numbers) {
  const sums = new Uint32Array(numbers.length + 1);
  for (let at = 0; at < numbers.length; at += 1) sums[at + 1] = sums[at] + numbers[at];
  return sums;
}

/**
 * The bucket in unpacked bytes: `names`, sorted; `rows(at)`, the rows of a name, and `count(at)`, how
 * many; `places(at)`, where a name stands, as sorted numbers row * PLACES + place; `placesIn(rows, at)`
 * only those in some rows.
 */
export function readBucket(bytes) {
  const head = new DataView(bytes.buffer, bytes.byteOffset, HEAD);
  const [count, length, rows, nexts, sizes] = [0, 4, 8, 12, 16].map((at) => head.getUint32(at, true));
  const names = decoder.decode(bytes.subarray(HEAD, HEAD + length)).split("\0").slice(0, -1);
  const planes = (at) => (sizes >> (3 * at)) & 7;
  const counts = column(bytes, HEAD + length, count, planes(0));
  const steps = column(bytes, counts.end, rows, planes(1));
  const more = column(bytes, steps.end, rows, planes(2));
  const first = column(bytes, more.end, rows, planes(3));
  const further = column(bytes, first.end, nexts, planes(4));
  if (names.length !== count) throw new Error("a bucket of the index is damaged");
  const starts = summed(counts.from(0, count));
  /** How many further places the rows before one have; names are asked for in their order. */
  let before = { row: 0, places: 0 };

  function rowsOf(at) {
    const made = steps.from(starts[at], starts[at + 1]);
    for (let place = 1; place < made.length; place += 1) made[place] += made[place - 1];
    return made;
  }

  function placesBefore(row) {
    if (row < before.row) before = { row: 0, places: 0 };
    before = { row, places: before.places + more.sum(before.row, row) };
    return before.places;
  }

  function places(at) {
    const [start, end] = [starts[at], starts[at + 1]];
    const held = rowsOf(at);
    const heads = first.from(start, end);
    const others = more.from(start, end);
    const behind = further.from(placesBefore(start), placesBefore(end));
    const made = new Float64Array(held.length + behind.length);
    let out = 0;
    let next = 0;
    for (let place = 0; place < held.length; place += 1) {
      let key = held[place] * PLACES + heads[place];
      made[out++] = key;
      for (const last = next + others[place]; next < last; next += 1) {
        key += behind[next];
        made[out++] = key;
      }
    }
    return made;
  }

  function placesIn(wanted, at) {
    const [start, end] = [starts[at], starts[at + 1]];
    if (wanted.length * 4 > end - start) return places(at);
    const held = rowsOf(at);
    const made = [];
    let next = placesBefore(start);
    let want = 0;
    for (let place = 0; place < held.length && want < wanted.length; place += 1) {
      const others = more.one(start + place);
      while (want < wanted.length && wanted[want] < held[place]) want += 1;
      if (wanted[want] === held[place]) {
        let key = held[place] * PLACES + first.one(start + place);
        made.push(key);
        for (let other = 0; other < others; other += 1) {
          key += further.one(next + other);
          made.push(key);
        }
      }
      next += others;
    }
    return Float64Array.from(made);
  }

  return { names, count: (at) => starts[at + 1] - starts[at], rows: rowsOf, places, placesIn };
}
