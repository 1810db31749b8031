// The line in its window, the arrow that a hand pulls, and the ticks of axes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Graph } from "../../nbextensions/javascript/src/core/graph/graph.js";
import { arrowOf, heading, slide, tidy, turn, visibleLine, widened } from "../../nbextensions/javascript/src/draw/plane/line.js";
import { Scale, label, ticks } from "../../nbextensions/javascript/src/draw/svg.js";
import { upTo } from "../../nbextensions/javascript/src/widgets/boundary/state.js";

/** @typedef {import("../../nbextensions/javascript/src/draw/plane/line.js").Window} Window */

/** @type {Window} */
const SQUARE = { x: [-0.5, 1.5], y: [-0.5, 1.5] };
const NOWHERE = /** @type {[number, number, number, number]} */ ([9, 9, 9, 9]);
/** @type {Window} */
const CLINIC = { x: [20, 90], y: [0.5, 2.5] }; // age beside creatinine

/** @param {number} a @param {number} b */
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(b)), `${a} is not ${b}`);

test("the line of the lecture's neuron is cut off where the window ends", () => {
  const [x1, y1, x2, y2] = visibleLine({ w1: 1, w2: -1, b: -0.5 }, SQUARE) ?? NOWHERE;
  for (const [x, y] of [[x1, y1], [x2, y2]]) near(x - y - 0.5, 0);
  assert.deepEqual([x1, x2].sort((a, b) => a - b).map((x) => Number(x.toFixed(12))), [0, 1.5]);
});

test("lines along the axes are seen, lines outside are not, and w = 0 has none", () => {
  const flat = visibleLine({ w1: 0, w2: 2, b: -1 }, SQUARE) ?? [];
  assert.deepEqual([...flat].map((v) => Number(v.toFixed(9))).sort((a, b) => a - b), [-0.5, 0.5, 0.5, 1.5]);
  assert.equal(visibleLine({ w1: 1, w2: 1, b: -40 }, SQUARE), null);
  assert.equal(visibleLine({ w1: 0, w2: 3, b: -40 }, SQUARE), null);
  assert.equal(visibleLine({ w1: 0, w2: 0, b: 1 }, SQUARE), null);
  assert.equal(arrowOf({ w1: 0, w2: 0, b: 1 }, SQUARE), null);
});

test("the arrow stands on the line, at right angles on the screen, towards class 1", () => {
  for (const [weights, window] of /** @type {[any, Window][]} */ ([
    [{ w1: 1, w2: -1, b: -0.5 }, SQUARE],
    [{ w1: 0.05, w2: -1.5, b: -0.6 }, CLINIC],
  ])) {
    const arrow = arrowOf(weights, window);
    assert.ok(arrow?.visible);
    const { foot, tip } = arrow;
    near(weights.w1 * foot[0] + weights.w2 * foot[1] + weights.b, 0);
    assert.ok(weights.w1 * tip[0] + weights.w2 * tip[1] + weights.b > 0);
    const line = visibleLine(weights, window) ?? NOWHERE;
    const along = heading([line[0], line[1]], [line[2], line[3]], window).angle;
    near(Math.abs(Math.cos(along - heading(foot, tip, window).angle)), 0);
  }
});

test("an arrow of a line outside waits at the edge, inside the window", () => {
  const arrow = arrowOf({ w1: 1, w2: 1, b: -40 }, SQUARE);
  assert.equal(arrow?.visible, false);
  for (const at of [...(arrow?.foot ?? [9]), ...(arrow?.tip ?? [9])]) assert.ok(at > -0.6 && at < 1.65);
});

test("sliding changes b alone and puts the line through the hand", () => {
  const moved = slide({ w1: 1, w2: -1, b: -0.5 }, [1, 0.25]);
  assert.deepEqual(moved, { w1: 1, w2: -1, b: -0.75 });
});

test("turning keeps the foot on the line and the length, lengthening keeps the line", () => {
  const weights = { w1: 1, w2: -1, b: -0.5 };
  const { foot } = /** @type {any} */ (arrowOf(weights, SQUARE));
  const turned = turn(weights, SQUARE, foot, Math.PI / 2);
  near(turned.w1, 1);
  near(turned.w2, 1);
  near(turned.w1 * foot[0] + turned.w2 * foot[1] + turned.b, 0);
  const longer = turn(weights, SQUARE, foot, 0, 1.2);
  assert.ok(longer.w1 > 1);
  near(longer.w2, -longer.w1);
  near(longer.b / longer.w1, -0.5);
  const endless = turn(weights, SQUARE, foot, 0, 1000);
  assert.ok(Number.isFinite(endless.w1) && endless.w1 > 100);
});

test("the arrow's tip follows the hand that lengthens it", () => {
  const weights = { w1: 1, w2: -1, b: -0.5 };
  const before = /** @type {any} */ (arrowOf(weights, SQUARE));
  const after = /** @type {any} */ (arrowOf(turn(weights, SQUARE, before.foot, 0, 1.3), SQUARE, before.foot));
  near(heading(after.foot, after.tip, SQUARE).length / heading(before.foot, before.tip, SQUARE).length, 1.3);
});

test("weights set by hand are short numbers, finer where the axis is wide", () => {
  assert.deepEqual(tidy({ w1: 1.23456, w2: -0.001, b: 0.49999 }, SQUARE), { w1: 1.23, w2: 0, b: 0.5 });
  assert.equal(tidy({ w1: 0.0312345, w2: 0, b: 0 }, CLINIC).w1, 0.0312);
});

test("a window grows around examples that lie outside, and only then", () => {
  assert.deepEqual(widened(SQUARE, [[0, 0], [1.5, -0.5]]), SQUARE);
  const { x, y } = widened(SQUARE, [[3, 0]]);
  assert.ok(x[0] === -0.5 && x[1] > 3 && x[1] < 3.5);
  assert.deepEqual(y, SQUARE.y);
});

test("ticks are round numbers within the axis, at most so many", () => {
  assert.deepEqual(ticks(-0.5, 1.5), [-0.5, 0, 0.5, 1, 1.5]);
  assert.deepEqual(ticks(-6, 6), [-6, -4, -2, 0, 2, 4, 6]);
  assert.deepEqual(ticks(0, 0.3, 4), [0, 0.1, 0.2, 0.3]);
  for (const [low, high] of [[1e-7, 3e-7], [-1000, 12345], [0.013, 0.0131]]) {
    const found = ticks(low, high);
    assert.ok(found.length >= 2 && found.length <= 7, `${found}`);
    assert.ok(found.every((t) => t >= low * (1 - 1e-12) - 1e-15 && t <= high * (1 + 1e-12)));
  }
  assert.deepEqual(ticks(1, 1), []);
  assert.equal(label(-0.5), "\u22120.5");
});

test("a scale and its inverse agree, downward too", () => {
  const scale = new Scale([-0.5, 1.5], [300, 20]);
  assert.equal(scale.to(-0.5), 300);
  near(scale.from(scale.to(0.7)), 0.7);
});

test("the part of a graph that p is made from gives the same p", () => {
  const leaf = (/** @type {string} */ name, /** @type {string} */ kind) => ({ name, symbol: name, kind, value: 0.3 });
  const node = (/** @type {string} */ name, /** @type {string} */ operation, /** @type {number[]} */ parents) => ({
    name, symbol: name, kind: "operation", operation, parents, template: "", factors: parents.map(() => ""),
  });
  const graph = Graph.fromData({
    format: "chalkgrad-graph",
    version: 1,
    nodes: [
      leaf("X1", "input"), leaf("y", "input"), leaf("X2", "input"), leaf("w1", "parameter"), leaf("b", "parameter"),
      node("product", "multiply", [0, 2]), node("h", "weighted_sum", [3, 5, 4]), node("p", "sigmoid", [6]),
      node("loss", "squared_error", [1, 7]),
    ],
  });
  const part = upTo(graph, "p");
  assert.deepEqual(part.nodes.map(({ name }) => name), ["X1", "X2", "w1", "b", "product", "h", "p"]);
  const leaves = { X1: [0, 1, -2, 0.5], X2: [1, 1, 3, 0.25], w1: 2, b: -1 };
  assert.deepEqual(part.evaluate(leaves, 4).values("p"), graph.evaluate(leaves, 4).values("p"));
});
