import assert from "node:assert/strict";
import test from "node:test";

import { formulaOf, valueOf } from "../../nbextensions/javascript/src/core/chain/formulas.js";
import { enough, latexOf, summands } from "../../nbextensions/javascript/src/core/chain/lines.js";
import { chainSteps, chaptersOf, followable, revealedAt, sameStep } from "../../nbextensions/javascript/src/core/chain/steps.js";
import { captionOf, sentenceOf } from "../../nbextensions/javascript/src/core/chain/words.js";
import { Graph } from "../../nbextensions/javascript/src/core/graph/graph.js";
import { Table } from "../../nbextensions/javascript/src/core/table/table.js";
import { toPlain } from "../../nbextensions/javascript/src/draw/math/math.js";
import { LOSSES, ROWS, neuron } from "./neuron.js";

const data = neuron();
data.nodes[2].quantity = "target";
const graph = Graph.fromData(data);
const table = new Table({ graph: data, rows: ROWS, reduction: "mean", learning_rate: 1, losses: LOSSES });

/** @param {string[]} follow @param {Partial<{rows: number, reduction: string}>} [how] */
function keys(follow, how = {}) {
  return chainSteps(graph, follow, { rows: 4, reduction: "mean", ...how }).map((step) => step.key);
}

/** @param {string[]} follow @param {number} row @param {any} [choices] */
function context(follow, row, choices = {}) {
  const sheet = table.at(choices);
  const steps = chainSteps(sheet.graph, follow, { rows: sheet.n, reduction: sheet.reduction });
  return { sheet, row, places: 4, steps, rate: "\\eta" };
}

/** @param {ReturnType<typeof context>} where @param {string} key */
const stepOf = (where, key) => where.steps[where.steps.findIndex((step) => step.key === key)];

/** A graph in which the input x reaches the loss by two ways that part behind s. */
function fork() {
  const leaf = (/** @type {string} */ kind, /** @type {string} */ name, value = 2) => ({ kind, name, symbol: name, value });
  const made = (/** @type {string} */ name, /** @type {string} */ operation, /** @type {number[]} */ parents) => ({
    kind: "operation", name, symbol: name, operation, parents,
    ...(operation === "multiply" ? { template: "#1 \\cdot #2", factors: ["@2", "@1"] } : { template: "#1 + #2", factors: ["1", "1"] }),
  });
  return Graph.fromData({
    format: "chalkgrad-graph", version: 1,
    nodes: [
      leaf("parameter", "a", 3), leaf("parameter", "c", 5), leaf("input", "x"), leaf("input", "unused"),
      made("left", "multiply", [0, 2]), made("right", "multiply", [1, 2]), made("s", "add", [4, 5]),
      made("loss", "multiply", [6, 0]),
    ],
  });
}

test("one weight: forward, three factors, their product, the rows, the update", () => {
  assert.deepEqual(keys(["w1"]), [
    ...["given", "value:h", "value:p", "value:y_hat", "value:loss"],
    ...["factor:loss:1", "factor:p:0", "factor:h:0", "path:w1:0", "over:w1", "update"],
  ]);
});

test("what several need is computed once and kept, and no factor comes twice", () => {
  const found = keys(["w1", "w2", "b"]);
  assert.deepEqual(found.slice(5, 13), [
    ...["factor:loss:1", "factor:p:0", "kept:h"],
    ...["factor:h:0", "path:w1:0", "factor:h:2", "path:w2:0", "factor:h:4"],
  ]);
  assert.equal(new Set(found).size, found.length);
  const steps = chainSteps(graph, ["w1", "w2"], { rows: 4, reduction: "mean" });
  assert.deepEqual(steps.filter((step) => step.kind === "path").map((step) => step.known), ["h", "h"]);
  assert.deepEqual(steps.find((step) => step.key === "kept:h")?.served, ["w1", "w2"]);
});

test("no rows are gathered online, or where there is one row", () => {
  assert.ok(!keys(["w1"], { reduction: "online" }).includes("over:w1"));
  assert.ok(!keys(["w1"], { rows: 1 }).includes("over:w1"));
  assert.ok(keys(["w1"], { reduction: "online" }).includes("update"));
});

test("inputs can be followed; they are not updated", () => {
  assert.deepEqual(followable(graph), ["w1", "w2", "b", "X1", "X2"]);
  assert.deepEqual(keys(["X1"]).slice(-2), ["factor:h:1", "path:X1:0"]);
});

test("several paths are walked one after another, then summed", () => {
  const two = fork();
  assert.deepEqual(followable(two), ["a", "c", "x"]);
  const found = chainSteps(two, ["x"], { rows: 1, reduction: "mean" }).slice(5).map((step) => step.key);
  assert.deepEqual(found, [
    ...["factor:loss:0", "factor:s:0", "factor:left:1", "path:x:0"],
    ...["factor:s:1", "factor:right:1", "path:x:1", "total:x"],
  ]);
  const both = chainSteps(two, ["x", "c"], { rows: 1, reduction: "mean" });
  assert.deepEqual(both.find((step) => step.key === "kept:right")?.served, ["x", "c"]);
  const shared = chainSteps(two, ["a"], { rows: 1, reduction: "mean" });
  assert.deepEqual(shared.filter((step) => step.kind === "path").map((step) => step.whole), [false, false]);
});

test("chapters follow one another without a gap", () => {
  const steps = chainSteps(graph, ["w1", "b"], { rows: 4, reduction: "mean" });
  const chapters = chaptersOf(steps);
  assert.deepEqual(chapters.map(({ chapter }) => chapter), ["forward", "backward", "rows", "update"]);
  assert.equal(chapters.reduce((next, { start, length }) => (assert.equal(start, next), next + length), 0), steps.length);
});

test("at each step exactly what has been reached is revealed", () => {
  const steps = chainSteps(graph, ["w1"], { rows: 4, reduction: "mean" });
  const at = (/** @type {string} */ key) => revealedAt(graph, steps, steps.findIndex((step) => step.key === key));
  assert.ok(!at("given").values.has("h") && at("given").values.has("w1"));
  assert.ok(at("value:h").values.has("h") && !at("value:h").values.has("p"));
  assert.deepEqual([...at("factor:p:0").factors], ["loss:1", "p:0"]);
  assert.equal(at("factor:h:0").gradients.size, 0);
  assert.deepEqual([...at("path:w1:0").gradients], ["w1"]);
  assert.deepEqual([at("path:w1:0").over.size, at("over:w1").over.size], [0, 1]);
  assert.deepEqual([at("over:w1").update, at("update").update], [false, true]);
});

test("a gradient with several paths is revealed by their sum alone", () => {
  const two = fork();
  const steps = chainSteps(two, ["x"], { rows: 1, reduction: "mean" });
  assert.equal(revealedAt(two, steps, steps.length - 2).gradients.size, 0);
  assert.equal(revealedAt(two, steps, steps.length - 1).gradients.size, 1);
});

test("with other leaves the same step is found again, or the last one before it", () => {
  const one = chainSteps(graph, ["w1"], { rows: 4, reduction: "mean" });
  const all = chainSteps(graph, ["w1", "w2", "b"], { rows: 4, reduction: "mean" });
  const place = (/** @type {typeof one} */ steps, /** @type {string} */ key) => steps.findIndex((step) => step.key === key);
  assert.equal(sameStep(one, place(one, "update"), all), place(all, "update"));
  assert.equal(sameStep(one, place(one, "path:w1:0"), all), place(all, "path:w1:0"));
  assert.equal(sameStep(all, place(all, "kept:h"), one), place(one, "factor:p:0"));
});

// Formulas -------------------------------------------------------------------------------------------
test("the lines are those of the lecture", () => {
  const where = context(["w1"], 2);
  const line = (/** @type {string} */ key) => latexOf(formulaOf(stepOf(where, key), where)).map(toPlain).join("; ");
  assert.equal(line("value:h"), "h = w₁ · X₁ + w₂ · X₂ + b = 1 · 1 + (−1) · 0 + (−0.5) = 0.5");
  assert.equal(line("factor:loss:1"), "∂ℓ/∂p = 2(p − y) ≈ 2(0.6225 − 1) ≈ −0.7551");
  assert.equal(line("factor:p:0"), "∂p/∂h = p(1 − p) ≈ 0.6225(1 − 0.6225) ≈ 0.235");
  assert.equal(line("factor:h:0"), "∂h/∂w₁ = X₁ = 1");
  assert.equal(line("path:w1:0"), "∂ℓ/∂w₁ = ∂ℓ/∂p · ∂p/∂h · ∂h/∂w₁ ≈ (−0.7551) · 0.235 · 1 ≈ −0.1774");
  assert.equal(line("over:w1"), "mean(∂ℓ/∂w₁) = (1/4)(row 1 + row 2 + row 3 + row 4) ≈ (1/4)(0 + 0 + (−0.1774) + (−0.2926)) ≈ −0.1175");
  assert.equal(line("update"), "w₁^new = w₁ − η · ∂ℓ/∂w₁ ≈ 1 − 1 · (−0.1175) ≈ 1.1175");
});

test("what was kept is one number below the factors that it covers", () => {
  const where = context(["w1", "b"], 2);
  const { known, terms, lines } = formulaOf(stepOf(where, "path:b:0"), where);
  assert.deepEqual([known, terms.length], [2, 3]);
  assert.deepEqual(lines[0].values, ["(-0.1774)", "1"]);
  assert.deepEqual(terms.map((term) => term.key), ["loss:1", "p:0", "h:4"]);
});

test("the numbers are the table's", () => {
  const where = context(["w1", "w2", "b", "X1"], 3, { reduction: "sum", parameters: { w1: 0.3 } });
  const value = (/** @type {string} */ key) => valueOf(stepOf(where, key), where);
  for (const name of ["w1", "w2", "b"]) {
    assert.ok(Math.abs(value(`path:${name}:0`) - where.sheet.value(3, `d${name}`)) < 1e-15);
    assert.equal(value(`over:${name}`), where.sheet.footer.gradient[name].value);
  }
  assert.ok(Math.abs(value("kept:h") - where.sheet.value(3, "dh")) < 1e-15);
  assert.ok(Math.abs(value("path:X1:0") - 0.3 * where.sheet.value(3, "dh")) < 1e-15);
});

test("online the update is that of the row", () => {
  const where = context(["w1"], 2, { reduction: "online" });
  const { lines } = formulaOf(stepOf(where, "update"), where);
  assert.equal(lines[0].result?.latex, where.sheet.updateAfter(2).w1.value.toFixed(4));
  assert.match(captionOf(stepOf(where, "update"), where, toPlain), /after row 3/);
});

test("a sum is cut at its own signs, not at those in brackets", () => {
  assert.deepEqual(summands("#1 \\cdot #2 + #3"), { parts: ["#1 \\cdot #2", "#3"], signs: ["+"] });
  assert.deepEqual(summands("\\frac{1}{1 + e^{-#1}}").parts.length, 1);
  assert.deepEqual(summands("-#1 \\ln(@2) - (1 - #1) \\ln(1 - #2)").signs, ["-"]);
});

test("small numbers get digits enough, ordinary ones as many as asked for", () => {
  assert.deepEqual([0.00053365, 0.0465, 0.5, 12.5, 0, 1e-12].map((value) => enough(value, 4)), [6, 4, 4, 4, 4, 7]);
  assert.deepEqual([0.62, 0.05].map((value) => enough(value, 2)), [2, 2]);
});

test("a sentence says where we are, what is done, and the numbers", () => {
  const where = context(["w1", "b"], 2);
  const words = sentenceOf(stepOf(where, "path:b:0"), where, toPlain);
  assert.match(words, /^Step 12 of 15, backward\. Product along the path: b → h → p → ℓ; ∂ℓ\/∂h is used again\./);
  assert.match(words, /≈ −0\.1774\.$/);
});
