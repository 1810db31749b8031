// The shapes of one node and of one wire of a graph.

import { s } from "../../frame/dom.js";

/** @typedef {import("../../core/chain/graph_boxes.js").NodeBox} NodeBox */
/** @typedef {import("../../core/chain/layout.js").Place} Place */
/** @typedef {import("../../core/chain/layout.js").Wire} Wire */

export const PAD = 6;

/**
 * @param {NodeBox} box
 * @param {Place | undefined} place
 */
export function newNode(box, place) {
  const { x, y } = place ?? { x: 0, y: 0 };
  const { leaf, high, slope: sloped, width, sizes } = box;
  const height = leaf ? sizes.leaf : sizes.made;
  const left = -width / 2;
  const full = height + (sloped && !leaf ? sizes.slope : 0);
  const radius = leaf ? height / 2 : 5;
  const shape = { x: left, y: -height / 2, width, height: full, rx: radius };
  const ring = { x: left - 3.5, y: -height / 2 - 3.5, width: width + 7, height: full + 7, rx: radius + 3 };
  const symbol = s("text", { class: "cg-symbol cg-graph-symbol", ...symbolAt(box) });
  const value = s("text", { class: "cg-graph-value", ...valueAt(box) });
  const caption = s("text", { class: "cg-graph-caption", x: 0, y: -height / 2 - 3.5, "text-anchor": "middle" });
  const slope = sloped ? s("text", { class: "cg-graph-slope", ...slopeAt(box) }) : null;
  const parting = left + sizes.width;
  const between = leaf && sloped ? s("line", { class: "cg-graph-parting", x1: parting, x2: parting, y1: -height / 2 + 3, y2: height / 2 - 3 }) : null;
  const group = s(
    "g",
    { class: `cg-graph-node cg-graph-${leaf ? "leaf" : "made"}`, "data-key": box.name, transform: `translate(${x} ${y})` },
    s("rect", { class: "cg-graph-ring", ...ring }),
    s("rect", { class: "cg-graph-shape", ...shape }),
    ...[symbol, value, caption, slope, between].filter((part) => part !== null),
  );
  return { box, group, symbol, value, caption, slope, room: high ? width - 2 * PAD : sizes.width * 0.42, wide: 0, tex: "" };
}

/** @param {NodeBox} box */
function symbolAt({ high, width }) {
  return high ? { x: 0, y: -2.5, "text-anchor": "middle" } : { x: PAD - width / 2, y: 4.5 };
}

/** @param {NodeBox} box */
function valueAt({ high, width, sizes }) {
  return high ? { x: 0, y: 13, "text-anchor": "middle" } : { x: sizes.width - width / 2 - PAD, y: 4.5, "text-anchor": "end" };
}

/** @param {NodeBox} box */
function slopeAt({ leaf, width, sizes }) {
  if (leaf) return { x: width / 2 - PAD, y: 4.5, "text-anchor": "end" };
  return { x: 0, y: sizes.made / 2 + sizes.slope - 3.5, "text-anchor": "middle" };
}

/** @param {Wire} wire */
export function newWire(wire) {
  const { points } = wire;
  const line = { d: pathOf(points) };
  const [x, y] = middle(wire);
  const title = s("title", {});
  const group = s(
    "g",
    { class: "cg-graph-wire", "data-key": `${wire.child}:${wire.position}` },
    s("path", { class: "cg-graph-reach", ...line }),
    s("path", { class: "cg-graph-glow", ...line }),
    s("path", { class: "cg-graph-line", ...line }),
    s("path", { class: "cg-graph-back", d: backward(points[0]) }),
    title,
  );
  const ground = s("rect", { class: "cg-graph-ground", y: -7.5, height: 15, rx: 3 });
  const text = s("text", { class: "cg-graph-factor", y: 4, "text-anchor": "middle" });
  const at = { transform: `translate(${x} ${y})`, visibility: "hidden" };
  const label = s("g", { class: "cg-graph-label", "data-key": `${wire.child}:${wire.position}`, ...at }, ground, text);
  const room = points[points.length - 1][0] - Math.max(wire.gap, points[points.length - 2][0]) - 3;
  return { group, label, ground, text, title, room, shown: "" };
}

/** The head of an arrow that points back to the parent. @param {[number, number]} start */
function backward([x, y]) {
  return `M${x + 0.5} ${y}l8 -4.5v9Z`;
}

/**
 * A smooth line from column to column.
 * @param {[number, number][]} points
 */
export function pathOf(points) {
  let path = `M${points[0].join(" ")}`;
  for (let k = 1; k < points.length; k++) {
    const [[x1, y1], [x2, y2]] = [points[k - 1], points[k]];
    const half = (x1 + x2) / 2;
    path += `C${half} ${y1} ${half} ${y2} ${x2} ${y2}`;
  }
  return path;
}

/**
 * Where a wire's factor stands: in the middle of the last room between columns.
 * @param {Wire} wire
 * @returns {[number, number]}
 */
export function middle({ points, gap }) {
  const [end, before] = [points[points.length - 1], points[points.length - 2]];
  const x = (Math.max(gap, before[0]) + end[0]) / 2;
  const t = share((x - before[0]) / (end[0] - before[0]));
  return [x, before[1] + (end[1] - before[1]) * t];
}

/**
 * How far across a curve of `pathOf` is down when it is a share of the way along.
 * @param {number} along  0 to 1
 */
function share(along) {
  let [low, high] = [0, 1];
  for (let k = 0; k < 20; k++) {
    const t = (low + high) / 2;
    // x of a curve whose two middle points stand at one half
    const x = 1.5 * t * (1 - t) + t ** 3;
    if (x < along) low = t;
    else high = t;
  }
  return low * low * (3 - 2 * low);
}
