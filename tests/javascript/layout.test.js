import assert from "node:assert/strict";
import test from "node:test";

import { Graph } from "../../nbextensions/javascript/src/core/graph/graph.js";
import { FEW, GAPS, MANY, boxesOf } from "../../nbextensions/javascript/src/core/chain/graph_boxes.js";
import { columnsOf, layout } from "../../nbextensions/javascript/src/core/chain/layout.js";
import { crossings } from "../../nbextensions/javascript/src/core/chain/layout_order.js";
import { neuron } from "./neuron.js";

/** @typedef {import("../../nbextensions/javascript/src/core/chain/layout.js").Box} Box */
/** @typedef {import("../../nbextensions/javascript/src/core/chain/layout.js").Layout} Layout */

/** Boxes from what uses what: name to the names of its parents. @param {Record<string, string[]>} uses @returns {Box[]} */
function boxes(uses) {
  const names = Object.keys(uses);
  return names.map((name) => {
    const parents = uses[name].map((parent) => names.indexOf(parent));
    return { name, parents, width: 70, above: parents.length ? 22 : 9, below: parents.length ? 11 : 9 };
  });
}

/** A net with one hidden layer. @param {number} n @param {number} q */
function net(n, q) {
  const each = (/** @type {number} */ count) => Array.from({ length: count }, (_, k) => k + 1);
  /** @type {Record<string, string[]>} */
  const uses = { y: [] };
  for (const i of each(n)) uses[`X${i}`] = [];
  for (const j of each(q)) {
    const terms = each(n).flatMap((i) => [`w${i}_${j}`, `X${i}`]);
    for (const i of each(n)) uses[`w${i}_${j}`] = [];
    uses[`b_${j}`] = [];
    uses[`z_${j}`] = [...terms, `b_${j}`];
    uses[`h_${j}`] = [`z_${j}`];
  }
  for (const j of each(q)) uses[`wo_${j}`] = [];
  uses.bo = [];
  uses.o = [...each(q).flatMap((j) => [`wo_${j}`, `h_${j}`]), "bo"];
  return boxes({ ...uses, p: ["o"], y_hat: ["p"], loss: ["y", "p"] });
}

/** A weight that several rows share, as course.graph.neuron_over_rows. @param {number} n */
function overRows(n) {
  /** @type {Record<string, string[]>} */
  const uses = { w: [], b: [] };
  for (let r = 1; r <= n; r++) {
    Object.assign(uses, { [`x_${r}`]: [], [`y_${r}`]: [], [`h_${r}`]: ["w", `x_${r}`, "b"], [`p_${r}`]: [`h_${r}`] });
    Object.assign(uses, { [`y_hat_${r}`]: [`p_${r}`], [`loss_${r}`]: [`y_${r}`, `p_${r}`] });
  }
  return boxes({ ...uses, loss: Array.from({ length: n }, (_, r) => `loss_${r + 1}`) });
}

/** Weights that reach the end by two ways, one of them long, as course.graph.penalised_net. */
const PENALISED = boxes({
  x1: [], x2: [], y: [], lambda: [], w11: [], w21: [], w12: [], w22: [], v1: [], v2: [],
  u11: ["w11", "x1", "w21", "x2"], u21: ["u11"], u12: ["w12", "x1", "w22", "x2"], u22: ["u12"],
  u3: ["v1", "u21", "v2", "u22"], p: ["u3"], u4: ["y", "p"], u5: ["w11", "w21", "w12", "w22"],
  u6: ["v1", "v2"], u7: ["u5", "u6"], u8: ["lambda", "u7"], loss: ["u4", "u8"],
});
const SQUARE = boxes({ x: [], square: ["x", "x"], alone: [], loss: ["square", "x"] });
const ALL = { "2-3-1": net(2, 3), "2-8-1": net(2, 8), "3-1-1": net(3, 1), rows: overRows(4), PENALISED, SQUARE };
const SPACING = { row: 4, column: 40 };

/** @param {Layout} laid @param {Box} box */
function edges(laid, box) {
  const { x, y } = laid.places.get(box.name) ?? { x: NaN, y: NaN };
  return { left: x - box.width / 2, right: x + box.width / 2, top: y - box.above, bottom: y + box.below };
}

for (const [name, some] of Object.entries(ALL)) {
  test(`${name}: nothing overlaps, and nothing leaves the picture`, () => {
    const laid = layout(some, SPACING);
    const places = some.map((box) => edges(laid, box));
    places.forEach((one, i) => {
      assert.ok(one.left >= -1e-9 && one.right <= laid.width + 1e-9, some[i].name);
      assert.ok(one.top >= -1e-9 && one.bottom <= laid.height + 1e-9, some[i].name);
      for (const other of places.slice(i + 1)) {
        const beside = one.right + SPACING.column <= other.left + 1e-9 || other.right + SPACING.column <= one.left + 1e-9;
        const apart = one.bottom + SPACING.row <= other.top + 1e-9 || other.bottom + SPACING.row <= one.top + 1e-9;
        assert.ok(beside || apart, `${some[i].name} at ${JSON.stringify([one, other])}`);
      }
    });
  });

  test(`${name}: parents stand left of their children, and wires run from left to right`, () => {
    const laid = layout(some, SPACING);
    const columns = columnsOf(some);
    some.forEach((box, i) => {
      for (const parent of box.parents) assert.ok(columns[parent] < columns[i], `${some[parent].name} before ${box.name}`);
    });
    for (const { parent, child, points, gap } of laid.wires) {
      const xs = points.map(([x]) => x);
      assert.deepEqual([...xs].sort((a, b) => a - b), xs, `${parent} to ${child}`);
      assert.ok(gap < xs[xs.length - 1], `${parent} to ${child}: room for a factor`);
    }
    assert.equal(laid.wires.length, some.reduce((sum, box) => sum + box.parents.length, 0));
  });

  test(`${name}: a wire that passes a column passes between its boxes`, () => {
    const laid = layout(some, SPACING);
    for (const { parent, child, points } of laid.wires) {
      for (const [x, y] of points.slice(1, -1)) {
        for (const box of some) {
          const { left, right, top, bottom } = edges(laid, box);
          assert.ok(!(x > left && x < right && y > top && y < bottom), `${parent} to ${child} through ${box.name}`);
        }
      }
    }
  });
}

test("both wires of a node that is used twice are there, each with its own place", () => {
  const twice = layout(SQUARE, SPACING).wires.filter((wire) => wire.parent === "x" && wire.child === "square");
  assert.deepEqual(twice.map((wire) => wire.position), [0, 1]);
  assert.notEqual(twice[0].points.at(-1)?.[1], twice[1].points.at(-1)?.[1]);
});

test("the parameters of a hidden unit stand together, before the inputs that all units share", () => {
  const some = net(2, 3);
  const columns = columnsOf(some);
  const of = (/** @type {string} */ name) => columns[some.findIndex((box) => box.name === name)];
  assert.equal(of("w1_1"), 0);
  assert.equal(of("X1"), 1);
  assert.equal(of("wo_2"), of("h_2"));
  assert.equal(of("y"), of("p"));
  const laid = layout(some, SPACING);
  const heights = [1, 2, 3].map((j) => ["w1", "w2", "b"].map((kind) => laid.places.get(`${kind}_${j}`)?.y ?? NaN));
  for (const [k, unit] of heights.entries()) {
    assert.ok(Math.max(...unit) < Math.min(...(heights[k + 1] ?? [Infinity])), `unit ${k + 1}`);
  }
});

test("a tree is drawn without a crossing", () => {
  const tree = boxes({ a: [], b: [], c: [], d: [], ab: ["a", "b"], cd: ["c", "d"], loss: ["ab", "cd"] });
  const { wires } = layout(tree, SPACING);
  const ends = wires.map(({ points }) => [points[0][1], points[1][1], points[0][0]]);
  for (const [y1, y2, x] of ends) {
    for (const [v1, v2, u] of ends) assert.ok(x !== u || (y1 - v1) * (y2 - v2) >= 0);
  }
});

test("barycentres take crossings away", () => {
  const some = boxes({ x: [], a: ["x"], b: ["x"], c: ["x"], p: ["a", "b"], q: ["c", "a"], loss: ["p", "q"] });
  const { places } = layout(some, SPACING);
  const y = (/** @type {string} */ name) => places.get(name)?.y ?? NaN;
  assert.ok(y("b") < y("a") && y("a") < y("c"), "in the formulas a stands first"); // else b to p crosses a to q
});

test("crossings are counted", () => {
  const item = (/** @type {any} */ box) => ({ box, column: 0, above: 1, below: 1, left: [], right: [], y: 0 });
  const [a, b, c, d] = [0, 1, 2, 3].map(item);
  a.right.push(/** @type {never} */ (d));
  b.right.push(/** @type {never} */ (c));
  assert.equal(crossings([[a, b], [c, d]]), 1);
  assert.equal(crossings([[a, b], [d, c]]), 0);
});

test("columns widen to fill a width, but not without end", () => {
  const some = net(2, 3);
  const least = layout(some, SPACING);
  assert.equal(layout(some, { ...SPACING, width: least.width + 60, widest: 90 }).width, least.width + 60);
  assert.ok(layout(some, { ...SPACING, width: 9000, widest: 90 }).width <= least.width + 6 * 50 + 1e-9);
  assert.equal(layout(some, { ...SPACING, width: 10 }).width, least.width);
});

test("small graphs have symbol and value below one another, large ones side by side", () => {
  const graph = Graph.fromData(neuron());
  const few = boxesOf(graph, ["w1", "h"]);
  const find = (/** @type {string} */ name) => few.find((box) => box.name === name);
  assert.equal(find("h")?.below, FEW.made / 2 + FEW.slope);
  assert.equal(find("p")?.below, FEW.made / 2);
  assert.equal(find("w1")?.width, FEW.width + FEW.beside);
  assert.equal(find("w2")?.width, FEW.width);
  assert.ok(MANY.made < FEW.made && GAPS.many.row < GAPS.few.row);
});

test("a net of 35 nodes fits a projector in lecture size", () => {
  const some = net(2, 3).map((box) => ({ ...box, above: box.parents.length ? 21 : 8.5, below: box.parents.length ? 10 : 8.5 }));
  const { width, height } = layout(some, { ...GAPS.many, width: 775 });
  assert.ok(width <= 860 && height <= 215, `${width} x ${height}`);
});
