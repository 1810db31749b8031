// Where the nodes of a computational graph stand: in columns by depth, parents left of their
// children, few crossings, nothing on top of anything else. No DOM: sizes come in, places go out.
//
// After Sugiyama, Tagawa and Toda (1981): columns, order by barycentres, then places.

import { ordered } from "./layout_order.js";
import { placed } from "./layout_place.js";

/**
 * @typedef {object} Box  what is to be placed, in the order of evaluation
 * @property {string} name
 * @property {number[]} parents  places in the list, in the operation's order
 * @property {number} width
 * @property {number} above      how far it reaches above the line on which its edges end
 * @property {number} below
 *
 * @typedef {object} Spacing
 * @property {number} row        least distance between two boxes of a column
 * @property {number} column     least distance between two columns
 * @property {number} [width]    to be filled, where the columns need less
 * @property {number} [widest]   most distance between two columns
 *
 * @typedef {{name: string, column: number, x: number, y: number}} Place  x: its centre; y: its line
 * @typedef {{parent: string, child: string, position: number, points: [number, number][], gap: number}} Wire
 *   `gap`: where the room between the columns begins in which the wire ends
 * @typedef {{width: number, height: number, places: Map<string, Place>, wires: Wire[]}} Layout
 *
 * @typedef {object} Item  a box, or a bend of a wire that passes a column
 * @property {number} box       its place in the list; -1 for a bend
 * @property {number} column
 * @property {number} above
 * @property {number} below
 * @property {Item[]} left      what it is joined to in the column before
 * @property {Item[]} right
 * @property {number} y
 */

const BEND = 4; // how much room a passing wire has on each side

/**
 * Lay a graph out.
 * @param {Box[]} boxes
 * @param {Spacing} spacing
 * @returns {Layout}
 */
export function layout(boxes, spacing) {
  const columns = columnsOf(boxes);
  const { items, wires } = itemsOf(boxes, columns);
  const order = ordered(items, boxes);
  placed(order, spacing.row);
  const { lefts, rights, width } = across(order, boxes, spacing);
  const top = Math.min(...items.map((item) => item.y - item.above));
  const bottom = Math.max(...items.map((item) => item.y + item.below));
  const at = (/** @type {Item} */ { box, column, y }) => ({
    x: box < 0 ? (lefts[column] + rights[column]) / 2 : rights[column] - boxes[box].width / 2,
    y: y - top,
  });
  const places = boxes.map((box, i) => ({ name: box.name, column: columns[i], ...at(items[i]) }));
  return {
    width,
    height: bottom - top,
    places: new Map(places.map((place) => [place.name, place])),
    wires: wires.map((wire) => drawn(wire, boxes, at, rights)),
  };
}

/**
 * A column for each box. What is computed stands as far right as what uses it allows, but what
 * nothing uses stays beside its parents; a leaf stands just before the first that uses it. Before
 * the first sums, leaves that serve one of them alone give way to those that serve several.
 * @param {Box[]} boxes
 * @returns {number[]}  from 0
 */
export function columnsOf(boxes) {
  /** @type {number[][]} */
  const users = boxes.map(() => []);
  boxes.forEach((box, i) => new Set(box.parents).forEach((parent) => users[parent].push(i)));
  const isLeaf = boxes.map((box) => box.parents.length === 0);
  const before = stepsToTheEnd(boxes, users);
  const first = Math.max(0, ...before.filter((_, i) => !isLeaf[i]));
  const early = boxes.map((_, i) => isLeaf[i] && before[i] > first);
  const serves = boxes.map((_, i) => users[i].length);
  const mixed = [true, false].every((alone) => early.some((is, i) => is && serves[i] < 2 === alone));
  const far = boxes.map((_, i) => before[i] + Number(mixed && early[i] && serves[i] < 2));
  const last = Math.max(...far);
  return far.map((steps) => last - steps);
}

/**
 * How many columns each box stands before the last one.
 * @param {Box[]} boxes
 * @param {number[][]} users
 */
function stepsToTheEnd(boxes, users) {
  const end = boxes.length - 1;
  /** @type {number[]} */
  const before = new Array(boxes.length).fill(0);
  const aside = boxes.map((box, i) => i !== end && box.parents.length > 0 && !users[i].length);
  for (let i = end; i >= 0; i--) {
    const steps = users[i].filter((user) => !aside[user]).map((user) => before[user] + 1);
    before[i] = Math.max(0, ...steps);
    if (!boxes[i].parents.length || (!steps.length && users[i].length)) before[i] ||= 1;
  }
  boxes.forEach((box, i) => {
    if (aside[i]) before[i] = Math.max(0, Math.min(...box.parents.map((parent) => before[parent])) - 1);
  });
  return before;
}

/**
 * Boxes, and bends where a wire passes a column, joined from column to column.
 * @param {Box[]} boxes
 * @param {number[]} columns
 */
function itemsOf(boxes, columns) {
  const make = (/** @type {Partial<Item>} */ some) =>
    /** @type {Item} */ ({ box: -1, above: BEND, below: BEND, left: [], right: [], y: 0, ...some });
  const items = boxes.map(({ above, below }, box) => make({ box, column: columns[box], above, below }));
  /** @type {{items: Item[], position: number}[]} */
  const wires = [];
  boxes.forEach((box, child) => {
    box.parents.forEach((parent, position) => {
      const wire = [items[parent]];
      for (let column = columns[parent] + 1; column < columns[child]; column++) {
        items.push(make({ column }));
        wire.push(items[items.length - 1]);
      }
      wire.push(items[child]);
      for (let k = 1; k < wire.length; k++) {
        wire[k - 1].right.push(wire[k]);
        wire[k].left.push(wire[k - 1]);
      }
      wires.push({ items: wire, position });
    });
  });
  return { items, wires };
}

/**
 * Where the columns begin and end, and the whole width. Boxes stand at their column's right edge.
 * @param {Item[][]} order
 * @param {Box[]} boxes
 * @param {Spacing} spacing
 */
function across(order, boxes, { column, width = 0, widest = column }) {
  const widths = order.map((items) => Math.max(0, ...items.map(({ box }) => boxes[box]?.width ?? 0)));
  const all = widths.reduce((sum, one) => sum + one, 0);
  const gaps = Math.max(1, order.length - 1);
  const gap = Math.min(Math.max(column, (width - all) / gaps), Math.max(column, widest));
  const lefts = widths.map((_, k) => widths.slice(0, k).reduce((sum, one) => sum + one + gap, 0));
  const rights = lefts.map((left, k) => left + widths[k]);
  return { lefts, rights, width: all + gap * (order.length - 1) };
}

/**
 * A wire's points, from the parent's right side to the child's left side.
 * @param {{items: Item[], position: number}} wire
 * @param {Box[]} boxes
 * @param {(item: Item) => {x: number, y: number}} at
 * @param {number[]} rights  where the columns end
 * @returns {Wire}
 */
function drawn({ items, position }, boxes, at, rights) {
  const [start, end] = [items[0], items[items.length - 1]];
  const [parent, child] = [boxes[start.box], boxes[end.box]];
  const entry = entries(end, boxes)[position];
  const bends = items.slice(1, -1).map((item) => [at(item).x, at(item).y]);
  const from = [at(start).x + parent.width / 2, at(start).y];
  const to = [at(end).x - child.width / 2, at(end).y + entry];
  const points = /** @type {[number, number][]} */ ([from, ...bends, to]);
  return { parent: parent.name, child: child.name, position, points, gap: rights[end.column - 1] };
}

/**
 * How far from its middle each wire enters a box, so that they arrive beside one another in the
 * order in which they come.
 * @param {Item} item
 * @param {Box[]} boxes
 * @returns {number[]}
 */
function entries(item, boxes) {
  const { above, below } = boxes[item.box];
  const room = Math.min(above, below) * 1.1;
  const n = item.left.length;
  const sorted = item.left.map((_, k) => k).sort((a, b) => item.left[a].y - item.left[b].y || a - b);
  const found = new Array(n).fill(0);
  sorted.forEach((k, place) => (found[k] = n > 1 ? room * (place / (n - 1) - 0.5) : 0));
  return found;
}
