import assert from "node:assert/strict";
import test from "node:test";

import { Graph } from "../../nbextensions/javascript/src/core/graph/graph.js";
import { LOSSES, cube, neuron } from "./neuron.js";

const graph = Graph.fromData(neuron());
const row = { X1: 1, X2: 0, y: 1 };

test("values, derivatives and factors of a row of the lecture's table", () => {
  const trace = graph.evaluate(row);
  assert.equal(trace.value("h"), 0.5);
  assert.equal(trace.value("p").toFixed(4), "0.6225");
  assert.equal(trace.derivatives("loss").w1.toFixed(4), "-0.1774");
  assert.equal(trace.derivatives("loss").w2, 0);
  assert.deepEqual(trace.factors("h"), [1, 1, 0, -1, 1]);
  assert.deepEqual(trace.factors("w1"), []);
});

test("derivatives are finite differences", () => {
  const slopes = graph.evaluate(row).derivatives("loss");
  for (const name of ["w1", "w2", "b"]) {
    const at = (/** @type {number} */ step) =>
      graph.evaluate({ ...row, [name]: graph.node(name).value + step }).value("loss");
    assert.ok(Math.abs((at(1e-6) - at(-1e-6)) / 2e-6 - slopes[name]) < 1e-9, name);
  }
});

test("many lanes give what one lane gives each", () => {
  const X1 = [0, 0.5, 1, -2];
  const w2 = [1, 2, 3, -4];
  const wide = graph.evaluate({ X1, w2, X2: 0.3, y: 1 }, 4);
  const adjoints = wide.adjoints("loss");
  X1.forEach((x, lane) => {
    const one = graph.evaluate({ X1: x, w2: w2[lane], X2: 0.3, y: 1 });
    assert.equal(wide.value("loss", lane), one.value("loss"));
    assert.deepEqual(wide.derivatives("loss", lane), one.derivatives("loss"));
    for (const { name, index } of graph.nodes)
      assert.equal(adjoints[index][lane], one.derivatives("loss")[name], name);
  });
  assert.deepEqual([...wide.values("X2")], [0.3, 0.3, 0.3, 0.3]);
});

test("an evaluation into a trace allocates nothing anew and forgets what was set before", () => {
  const trace = graph.evaluate({ ...row, w1: [1, 2, 3] }, 3);
  const [values, adjoints] = [trace.values("loss"), trace.adjoints("loss")[7]];
  graph.evaluateInto(trace, { ...row, w1: [1, 2, 4] });
  assert.equal(trace.values("loss"), values);
  assert.equal(trace.adjoints("loss")[7], adjoints);
  graph.evaluateInto(trace, row);
  assert.equal(trace.value("w1", 2), 1);
  assert.equal(trace.value("loss", 2), graph.evaluate(row).value("loss"));
  assert.throws(() => Graph.fromData(cube()).evaluateInto(trace, {}), /another graph/);
});

test("where nothing flows backward, an infinite input does no harm", () => {
  const trace = graph.evaluate({ ...row, X1: [Infinity] });
  assert.equal(trace.derivatives("loss").w1, 0);
  assert.equal(trace.adjoints("loss")[graph.index("w1")][0], 0);
});

test("texts with symbols and with values", () => {
  const trace = graph.evaluate(row);
  assert.equal(trace.expression("h"), "w_1 \\cdot X_1 + w_2 \\cdot X_2 + b");
  assert.equal(trace.filled("h"), "1 \\cdot 1 + (-1) \\cdot 0 + (-0.5)");
  assert.equal(trace.equation("p", 0, 2), "p = \\frac{1}{1 + e^{-h}} = \\frac{1}{1 + e^{-0.5}} \\approx 0.62");
  assert.equal(trace.equation("w1"), "w_1 = 1");
  assert.equal(trace.filledFactor("p", 0, 0, 2), "0.62 (1 - 0.62)");
});

test("edges carry symbol, expression and factor", () => {
  const [edge] = graph.evaluate(row).edges("p");
  assert.equal(edge.parent, "h");
  assert.equal(edge.symbol, "\\frac{\\partial p}{\\partial h}");
  assert.equal(edge.expression, "p (1 - p)");
  assert.equal(edge.factor.toFixed(4), "0.2350");
});

test("paths: their number, their products, their sum", () => {
  const power = Graph.fromData(cube());
  const trace = power.evaluate();
  const paths = power.paths("x", "cube");
  assert.equal(power.countPaths("x", "cube"), 3);
  assert.deepEqual(paths.map((path) => path.names.join(" ")), ["x square cube", "x square cube", "x cube"]);
  assert.equal(paths.reduce((sum, path) => sum + trace.pathProduct(path), 0), 27);
  assert.equal(trace.derivatives("cube").x, 27);
  assert.deepEqual(trace.pathFactors(paths[0]), [3, 3]);
  assert.throws(() => power.paths("x", "cube", 2), /3 paths lead from x to cube, the limit is 2/);
  assert.deepEqual(power.paths("cube", "x"), []);
  assert.equal(power.paths("x", "x")[0].expression, "1");
});

test("another loss, other letters; the first graph stays as it was", () => {
  const halved = graph.withOperation("loss", LOSSES.half_squared_error);
  const whole = graph.evaluate(row).value("loss");
  assert.equal(halved.evaluate(row).value("loss"), whole / 2);
  const scores = graph.withOperation("loss", {
    ...LOSSES.binary_cross_entropy_from_scores,
    parents: ["y", "h"],
  });
  const p = graph.evaluate(row).value("p");
  assert.ok(Math.abs(scores.evaluate(row).value("loss") + Math.log(p)) < 1e-15);
  const other = graph.relabelled({ w1: "\\theta_1", h: "z" });
  assert.equal(other.expression("h"), "\\theta_1 \\cdot X_1 + w_2 \\cdot X_2 + b");
  assert.equal(graph.expression("p"), "\\frac{1}{1 + e^{-h}}");
});

test("what is wrong is named", () => {
  assert.throws(() => graph.index("q"), /no node "q"; there are X1, X2, y/);
  assert.throws(() => graph.evaluate({ p: 1 }), /p is computed/);
  assert.throws(() => graph.evaluate({ w1: [1, 2] }, 3), /w1 has 2 values for 3 lanes/);
  assert.throws(() => Graph.fromData({ ...neuron(), version: 2 }), /version 2, expected/);
  const late = neuron();
  late.nodes[6].parents = [3, 0, 4, 1, 9];
  assert.throws(() => Graph.fromData(late), /node "h" has parents 3,0,4,1,9, expected ones before it/);
  const unknown = neuron();
  unknown.nodes[7].operation = "softplus";
  assert.throws(() => Graph.fromData(unknown), /unknown operation softplus/);
});
