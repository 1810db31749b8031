// A net's places, what lights together, and the shapes of its arrays.

import assert from "node:assert/strict";
import { test } from "node:test";

import { matrixLines } from "../../nbextensions/javascript/src/core/network/net_matrices.js";
import { LABEL, edgeWidth, placesOf } from "../../nbextensions/javascript/src/core/network/net_places.js";
import { NetShape } from "../../nbextensions/javascript/src/core/network/net_shape.js";

const SQUASHED = { sigmoid: "\\sigma(?)" };

/** A net as Python describes it. @param {number[]} sizes */
function net(...sizes) {
  const names = (/** @type {string} */ what, /** @type {number} */ l, /** @type {number} */ n) => Array.from({ length: n }, (_, j) => `${what}${l}_${j + 1}`);
  const layers = sizes.slice(1).map((n, l) => ({
    weights: Array.from({ length: sizes[l] }, (_, i) => names(`w${l + 1}_${i + 1}`, 0, n)),
    biases: names("b", l + 1, n), sums: names("z", l + 1, n), activations: names("h", l + 1, n), activation: "sigmoid",
  }));
  return new NetShape({ inputs: names("X", 0, sizes[0]), layers, matrix_output: sizes.length > 3, squashed: SQUASHED });
}

const LETTERS = { W: "W", b: "b", Z: "Z", A: "A", sum: "", squash: "" };
/** @param {boolean} columns @param {number} layers */
const deck = (columns, layers) => ({ columns, turned: columns, layers: Array(layers).fill(LETTERS) });
/** @param {import("../../nbextensions/javascript/src/core/network/net_matrices.js").Line} line */
const shapes = ({ pieces, after }) => [...pieces, ...after].flatMap((piece) => ("shape" in piece ? [piece.shape] : []));

test("parameters are counted, weights and biases", () => {
  assert.equal(net(2, 3, 1).nParameters, 13);
  assert.equal(net(3, 4, 4, 1).nParameters, 41); // the quiz of Erdem's slide 39
});

test("the shapes are those of the lecture, rows or columns", () => {
  const [hidden, output] = matrixLines(net(2, 3, 1), deck(false, 2), 4);
  assert.deepEqual(shapes(hidden), ["(4, 3)", "(4, 2)", "(2, 3)", "(3,)", "(4, 3)"]);
  assert.deepEqual(shapes(output), ["(4,)", "(4, 3)", "(3,)", "()", "(4,)"]);
  const [turned, last] = matrixLines(net(2, 3, 1), deck(true, 2), 4);
  assert.deepEqual(shapes(turned), ["(3, 4)", "(3, 2)", "(2, 4)", "(3, 1)", "(3, 4)"]);
  assert.deepEqual(shapes(last), ["(1, 4)", "(1, 3)", "(3, 4)", "()", "(1, 4)"]);
});

test("the quiz's shapes: 4 by 3, 4 by 4, 1 by 4 in columns", () => {
  const lines = matrixLines(net(3, 4, 4, 1), deck(true, 3), 5);
  assert.deepEqual(lines.map((line) => shapes(line)[1]), ["(4, 3)", "(4, 4)", "(1, 4)"]);
});

test("entries stand where the matrix has them, transposed or not", () => {
  const shape = net(2, 3, 1);
  const W = (/** @type {boolean} */ columns) => matrixLines(shape, deck(columns, 2), 4)[0].pieces.filter((piece) => "cells" in piece)[columns ? 1 : 2];
  const [rows, columns] = [W(false), W(true)];
  assert.ok("cells" in rows && "cells" in columns);
  assert.equal(rows.cells[0][2].name, "w1_10_3");
  assert.equal(columns.cells[2][0].name, "w1_10_3");
});

test("a weight lights the units at its ends, a unit all that it is made of", () => {
  const shape = net(2, 3, 1);
  assert.deepEqual([...shape.lights("w1_20_3")].sort(), ["X0_2", "h1_3", "w1_20_3"]);
  assert.deepEqual([...shape.lights("z1_2")].sort(), ["b1_2", "h1_2", "w1_10_2", "w1_20_2", "z1_2"]);
  assert.equal(shape.lights("X0_1").size, 4);
  assert.equal(shape.lights("nothing").size, 0);
});

test("the keys reach every part once", () => {
  const shape = net(2, 3, 1);
  assert.equal(shape.order.length, 2 + 9 + 4 + 4);
  assert.equal(new Set(shape.order).size, shape.order.length);
});

test("places are said in words", () => {
  const said = (/** @type {string} */ name) => name;
  assert.equal(net(2, 3, 1).where("w1_10_2", said), "from X0_1 to unit 2");
  assert.equal(net(2, 3, 1).where("w2_30_1", said), "from h1_3 to the output");
  assert.equal(net(2, 3, 3, 1).where("b2_3", said), "bias of unit 3 of layer 2");
});

for (const sizes of [[2, 1], [2, 2, 1], [2, 3, 1], [3, 3, 1], [2, 4, 1]]) {
  test(`numbers on the edges of a ${sizes.join("-")} net cover neither each other nor a unit`, () => {
    const shape = net(...sizes);
    const { labels, unit, r } = placesOf(shape);
    const all = [...labels.values()];
    all.forEach((a, k) => {
      for (const b of all.slice(0, k)) assert.ok(Math.abs(a.x - b.x) >= LABEL.width * 0.8 || Math.abs(a.y - b.y) >= LABEL.height * 0.8, "two numbers overlap");
      for (const { column, place } of shape.columns.flat()) {
        const at = unit(column, place);
        assert.ok(Math.hypot(at.x - a.x, at.y - a.y) > r + 8, "a number lies on a unit");
      }
    });
  });
}

test("eight units in a column have room for their numbers", () => {
  const { unit, r, height } = placesOf(net(8, 8, 8, 8, 1));
  assert.ok(unit(1, 1).y - unit(1, 0).y >= 2 * r + 4);
  assert.ok(r >= 15);
  assert.ok(unit(1, 7).y + r <= height);
  assert.ok(height <= 380); // of the 720 pixels of a projector at the lecture's scale
});

test("edges grow with the weight, and stay within bounds", () => {
  assert.ok(edgeWidth(0) < edgeWidth(-0.1) && edgeWidth(-0.1) < edgeWidth(1) && edgeWidth(1) < edgeWidth(10));
  assert.ok(edgeWidth(1e6) < 9);
});
