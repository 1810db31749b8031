// The order within each column: first as the operands stand in the formulas, then better by
// barycentres as long as that takes crossings away.

/** @typedef {import("./layout.js").Box} Box */
/** @typedef {import("./layout.js").Item} Item */

const SWEEPS = 12;

/**
 * @param {Item[]} items
 * @param {Box[]} boxes
 * @returns {Item[][]}  the items of each column, from the top
 */
export function ordered(items, boxes) {
  const now = asWritten(items, boxes);
  let best = now.map((column) => [...column]);
  let least = crossings(best);
  for (let sweep = 0; sweep < SWEEPS && least > 0; sweep++) {
    if (sweep % 2) for (let c = now.length - 2; c >= 0; c--) sort(now[c], now[c + 1], "right");
    else for (let c = 1; c < now.length; c++) sort(now[c], now[c - 1], "left");
    const found = crossings(now);
    if (found < least) {
      least = found;
      best = now.map((column) => [...column]);
    }
  }
  return best;
}

/**
 * The order in which a walk back from the last boxes meets everything: for a tree it has no
 * crossings.
 * @param {Item[]} items
 * @param {Box[]} boxes
 */
function asWritten(items, boxes) {
  /** @type {Item[][]} */
  const columns = Array.from({ length: 1 + Math.max(...items.map((item) => item.column)) }, () => []);
  const met = new Set();
  const ends = items.slice(0, boxes.length).filter((item) => item.right.length === 0);
  const waiting = ends.sort((a, b) => b.left.length - a.left.length || b.box - a.box).reverse();
  for (let item = waiting.pop(); item; item = waiting.pop()) {
    if (met.has(item)) continue;
    met.add(item);
    columns[item.column].push(item);
    waiting.push(...[...item.left].reverse());
  }
  return columns;
}

/**
 * @param {Item[]} column
 * @param {Item[]} beside
 * @param {"left" | "right"} side
 */
function sort(column, beside, side) {
  const place = new Map(beside.map((item, k) => [item, k]));
  const wish = new Map(
    column.map((item, k) => {
      const joined = item[side].map((other) => place.get(other) ?? 0);
      const middle = joined.reduce((sum, one) => sum + one, 0) / joined.length;
      return [item, joined.length ? middle : (k * beside.length) / column.length];
    }),
  );
  column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0)); // stable: ties stay as they are
}

/**
 * How many pairs of wires cross.
 * @param {Item[][]} columns
 */
export function crossings(columns) {
  let count = 0;
  for (let c = 1; c < columns.length; c++) {
    const place = new Map(columns[c].map((item, k) => [item, k]));
    const ends = columns[c - 1].map((item) => item.right.map((other) => place.get(other) ?? 0));
    for (let above = 0; above < ends.length; above++) {
      for (let under = above + 1; under < ends.length; under++) {
        for (const a of ends[above]) count += ends[under].filter((b) => b < a).length;
      }
    }
  }
  return count;
}
