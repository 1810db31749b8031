// The loss over two parameters, and descent on it, against the lecture's numbers.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Descent, Slice, along, exit, leavesAt } from "../../nbextensions/javascript/src/core/descent.js";
import { Graph } from "../../nbextensions/javascript/src/core/graph/graph.js";

const leaf = (/** @type {string} */ name, /** @type {string} */ kind) => ({ name, symbol: name, kind, value: 0 });
const node = (/** @type {string} */ name, /** @type {string} */ operation, /** @type {number[]} */ parents) => ({
  name, symbol: name, kind: "operation", operation, parents, template: "", factors: parents.map(() => ""),
});
// the sigmoid neuron with squared error, as course.graph.sigmoid_neuron sends it
const NEURON = Graph.fromData({
  format: "chalkgrad-graph",
  version: 1,
  nodes: [
    leaf("X1", "input"), leaf("X2", "input"), leaf("y", "input"),
    leaf("w1", "parameter"), leaf("w2", "parameter"), leaf("b", "parameter"),
    node("h", "weighted_sum", [3, 0, 4, 1, 5]), node("p", "sigmoid", [6]), node("loss", "squared_error", [2, 7]),
  ],
});
const OR = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]].map(([X1, X2, y]) => ({ X1, X2, y }));
const START = { w1: 1, w2: -1, b: -0.5 };

/** @param {number} a @param {number} b @param {number} [within] */
const near = (a, b, within = 1e-6) => assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);

test("the lecture's table: mean loss and mean gradient at its start", () => {
  const { loss, slope, gradient } = new Slice(NEURON, OR, ["w1", "w2"], START, "mean").at(1, -1);
  near(loss, 0.335239);
  near(slope[0], -0.470007 / 4);
  near(slope[1], -0.536437 / 4);
  near(gradient.b, -0.536437 / 4);
});

test("a sum is four times the mean", () => {
  const [sum, mean] = ["sum", "mean"].map((how) => new Slice(NEURON, OR, ["w1", "b"], START, how).at(1, -0.5));
  near(sum.loss, 4 * mean.loss, 1e-12);
  near(sum.slope[1], 4 * mean.slope[1], 1e-12);
});

test("the grid holds the loss at its nodes, the first below on the left", () => {
  const slice = new Slice(NEURON, OR, ["w1", "w2"], START, "mean");
  const n = 5;
  const grid = slice.grid([-2, 2], [-1, 3], n);
  for (const [i, j] of [[0, 0], [4, 0], [1, 3], [4, 4]]) {
    near(grid[j * n + i], slice.at(along([-2, 2], i, n), along([-1, 3], j, n)).loss, 1e-14);
  }
});

test("the slope is that of the grid's function: finite differences agree", () => {
  const slice = new Slice(NEURON, OR, ["w2", "b"], { ...START, w1: 0.3 }, "mean");
  const [a, b, e] = [0.7, -0.2, 1e-6];
  const { slope } = slice.at(a, b);
  near(slope[0], (slice.at(a + e, b).loss - slice.at(a - e, b).loss) / (2 * e), 1e-8);
  near(slope[1], (slice.at(a, b + e).loss - slice.at(a, b - e).loss) / (2 * e), 1e-8);
});

test("one step is w minus rate times slope; steps are kept and can be asked for again", () => {
  const slice = new Slice(NEURON, OR, ["w1", "w2"], START, "mean");
  const descent = new Descent((a, b) => slice.at(a, b), [1, -1], 1);
  const { points, here } = descent.to(1);
  near(points[1][0], 1.117502);
  near(points[1][1], -0.865891);
  assert.ok(here[1].loss < here[0].loss);
  const first = points[1];
  assert.equal(descent.to(30).points[1], first);
  assert.equal(descent.to(5).points.length, 31);
});

test("a step that leads to no number is not taken", () => {
  const cliff = (/** @type {number} */ a) => ({ loss: a * a, slope: /** @type {[number, number]} */ ([2 * a, 0]), gradient: {} });
  const path = new Descent(cliff, [1, 0], 1e200).to(50);
  assert.ok(path.brokeAt > 0 && path.brokeAt < 5);
  assert.equal(path.points.length, path.brokeAt);
  for (const point of path.points) assert.ok(point.every(Number.isFinite));
});

test("a path that leaves the window says at which step and where", () => {
  const points = /** @type {[number, number][]} */ ([[0, 0], [1, 1], [3, 2], [1, 1]]);
  assert.equal(leavesAt(points, [-2, 2], [-2, 2]), 2);
  assert.equal(leavesAt(points, [-4, 4], [-4, 4]), -1);
  assert.deepEqual(exit([1, 1], [3, 2], [-2, 2], [-2, 2]), [2, 1.5]);
  assert.deepEqual(exit([0, 0], [-8, 8], [-2, 2], [-4, 4]), [-2, 2]);
});
