// How high everything stands: near what it is joined to, in its column's order, with room between.

/** @typedef {import("./layout.js").Item} Item */

const ROUNDS = 24;

/**
 * Give each item its `y`.
 * @param {Item[][]} columns
 * @param {number} gap  between two boxes
 */
export function placed(columns, gap) {
  for (const column of columns) stack(column, gap);
  for (let round = 0; round < ROUNDS; round++) {
    const back = round % 2 === 1;
    for (const column of back ? [...columns].reverse() : columns) {
      const wishes = column.map((item) => wish(item, back && round < ROUNDS - 1));
      settle(column, wishes, gap);
    }
  }
}

/**
 * How far apart two neighbours must be.
 * @param {Item} upper
 * @param {Item} lower
 * @param {number} gap
 */
function apart(upper, lower, gap) {
  const bends = upper.box < 0 && lower.box < 0;
  return upper.below + lower.above + (bends ? 0 : gap);
}

/**
 * One below the other, around 0.
 * @param {Item[]} column
 * @param {number} gap
 */
function stack(column, gap) {
  let y = 0;
  column.forEach((item, k) => {
    if (k) y += apart(column[k - 1], item, gap);
    item.y = y;
  });
  for (const item of column) item.y -= y / 2;
}

/**
 * Where an item would like to be: at the middle of what it is joined to, and rather beside what is
 * its alone. Wires between boxes that are computed, and those that pass, would like to be straight.
 * @param {Item} item
 * @param {boolean} back  look to the right alone, where there is something
 */
function wish(item, back) {
  let [sum, weight] = [0, 0];
  const add = (/** @type {Item} */ other, /** @type {Item} */ from, /** @type {Item} */ to) => {
    const straight = from.left.length ? (from.box < 0 || to.box < 0 ? 2 : 4) : 1;
    const pull = straight / from.right.length;
    sum += pull * other.y;
    weight += pull;
  };
  for (const other of item.right) add(other, item, other);
  if (!back || !item.right.length) for (const other of item.left) add(other, other, item);
  return weight ? sum / weight : item.y;
}

/**
 * The places nearest to the wishes (least squares) that keep order and distance: with the distances
 * taken off, that is a monotone regression, which pooling neighbours solves.
 * @param {Item[]} column
 * @param {number[]} wishes
 * @param {number} gap
 */
function settle(column, wishes, gap) {
  let offset = 0;
  const offsets = column.map((item, k) => (offset += k ? apart(column[k - 1], item, gap) : 0));
  /** @type {{sum: number, n: number}[]} */
  const pools = [];
  wishes.forEach((wished, k) => {
    let pool = { sum: wished - offsets[k], n: 1 };
    for (let last = pools.at(-1); last && last.sum / last.n > pool.sum / pool.n; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: last.sum + pool.sum, n: last.n + pool.n };
    }
    pools.push(pool);
  });
  let k = 0;
  for (const { sum, n } of pools) {
    for (let i = 0; i < n; i++, k++) column[k].y = sum / n + offsets[k];
  }
}
