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
      for (let plane = 0; plane < planes; plane += 1) {
        const offset = start + plane * count + first;
        const shift = plane * 8;
        for (let at = 0; at < made.length; at += 1) made[at] |= bytes[offset + at] << shift;
      }
      return made;
    },
  };
}

function summed(numbers) {
  const sums = new Uint32Array(numbers.length + 1);
  for (let at = 0; at < numbers.length; at += 1) sums[at + 1] = sums[at] + numbers[at];
  return sums;
}

/**
 * The bucket in unpacked bytes: `names`, sorted; `rows(at)`, the rows of a name; `places(at)`, where
 * a name stands, as sorted numbers row * PLACES + place.
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
  let nextStarts = null;

  function rowsOf(at) {
    const made = steps.from(starts[at], starts[at + 1]);
    for (let place = 1; place < made.length; place += 1) made[place] += made[place - 1];
    return made;
  }

  function places(at) {
    nextStarts ??= summed(more.from(0, rows));
    const [start, end] = [starts[at], starts[at + 1]];
    const held = rowsOf(at);
    const heads = first.from(start, end);
    const behind = further.from(nextStarts[start], nextStarts[end]);
    const made = new Float64Array(held.length + behind.length);
    let out = 0;
    let next = 0;
    for (let place = 0; place < held.length; place += 1) {
      let key = held[place] * PLACES + heads[place];
      made[out++] = key;
      for (const last = nextStarts[start + place + 1] - nextStarts[start]; next < last; next += 1) {
        key += behind[next];
        made[out++] = key;
      }
    }
    return made;
  }

  return { names, rows: rowsOf, places };
}
