import assert from "node:assert/strict";
import test from "node:test";

import { Table, rowsOf } from "../../nbextensions/javascript/src/core/table/table.js";
import { LOSSES, ROWS, neuron } from "./neuron.js";

const notations = {
  louppe: { title: "Louppe", symbols: { h: "z", p: "\\hat{y}" }, learning_rate: "\\gamma" },
};
const data = { graph: neuron(), rows: ROWS, reduction: "mean", learning_rate: 1, losses: LOSSES, notations };
const table = new Table(data);
const shown = (/** @type {ArrayLike<number>} */ values, places = 2) =>
  Array.from(values, (value) => value.toFixed(places));

test("the lecture's table", () => {
  const sheet = table.at();
  assert.deepEqual(shown(sheet.values("h"), 1), ["-0.5", "-1.5", "0.5", "-0.5"]);
  assert.deepEqual(shown(sheet.values("p")), ["0.38", "0.18", "0.62", "0.38"]);
  assert.equal(sheet.nRight, 2);
  assert.equal(sheet.footer.loss.value.toFixed(4), "0.3352");
  assert.equal(sheet.footer.gradient.w1.value.toFixed(4), "-0.1175");
  assert.equal(sheet.next().w1.toFixed(4), "1.1175");
});

test("rows that cancel leave no rounding error behind", () => {
  const sheet = table.at({ rows: ROWS.map((row) => ({ ...row, y: row.X1 * row.X2 })) });
  assert.notEqual(Array.from(sheet.values("dw1")).reduce((a, b) => a + b, 0), 0);
  assert.equal(sheet.footer.gradient.w1.value, 0);
  assert.equal(sheet.next().w1, 1);
});

test("columns go forward, then backward, and know what they depend on", () => {
  const sheet = table.at();
  assert.deepEqual(sheet.keys, [
    ...["X1", "X2", "y", "h", "p", "y_hat", "loss"],
    ...["dp", "dp_dh", "dh", "dh_dw1", "dh_dw2", "dh_db", "dw1", "dw2", "db"],
  ]);
  assert.deepEqual(sheet.column("h").dependsOn, ["w1", "X1", "w2", "X2", "b"]);
  assert.deepEqual(sheet.column("p").usedBy, ["y_hat", "loss", "dp", "dp_dh"]);
  assert.deepEqual(sheet.usedBy("w1"), ["h"]);
  assert.equal(sheet.expression("dp"), "2(p - y)");
  assert.equal(sheet.filled(2, "dp", 2), "2(0.62 - 1)");
  assert.equal(sheet.equation(2, "dh_dw1"), "\\frac{\\partial h}{\\partial w_1} = X_1 = 1");
});

test("online, each row sees the weights that the row before left", () => {
  const sheet = table.at({ reduction: "online", learningRate: 0.5 });
  for (const name of ["w1", "w2", "b"]) {
    assert.equal(sheet.value(0, name), table.parameters[name]);
    for (const row of [0, 1, 2])
      assert.equal(sheet.value(row + 1, name), sheet.value(row, name) - 0.5 * sheet.value(row, `d${name}`));
    assert.equal(sheet.updateAfter(1)[name].value, sheet.value(2, name));
    assert.equal(sheet.next()[name], sheet.value(3, name) - 0.5 * sheet.value(3, `d${name}`));
  }
  assert.deepEqual(sheet.footer.gradient, {});
});

test("another loss changes values, texts and the columns that follow", () => {
  const sheet = table.at({ loss: "half_squared_error" });
  assert.equal(sheet.footer.loss.value * 2, table.at().footer.loss.value);
  assert.equal(sheet.expression("dp"), "p - y");
  const scores = table.at({ loss: "binary_cross_entropy_from_scores" });
  assert.equal(scores.keys.includes("dp_dh"), false); // the loss takes h itself
  assert.deepEqual(shown(scores.values("dh"), 4), ["0.3775", "-0.8176", "-0.3775", "-0.6225"]);
});

test("another notation changes letters, not numbers", () => {
  const sheet = table.at({ notation: "louppe", parameters: { w1: 2 } });
  assert.match(sheet.equation(2, "p", 2), /^\\hat\{y\} = \\frac\{1\}\{1 \+ e\^\{-z\}\} /);
  assert.match(sheet.footer.update.w1.expression, /- \\gamma \\cdot/);
  assert.deepEqual(sheet.values("p"), table.at({ parameters: { w1: 2 } }).values("p"));
});

test("footers say what they are made of", () => {
  const { loss, gradient, update } = table.at({ reduction: "sum" }).footer;
  assert.equal(loss.expression, "\\sum_r \\ell");
  assert.equal(gradient.w1.filled(2), "0 + 0 + (-0.18) + (-0.29)");
  assert.equal(update.b.filled(2), "-0.5 - 1 \\cdot (-0.54)");
  assert.match(table.at().footer.loss.filled(2), /^\\frac\{1\}\{4\} \(0\.14 \+ /);
});

test("a descent may diverge without harm", () => {
  let sheet = table.at({ learningRate: 1e308 });
  for (let step = 0; step < 5; step++) sheet = table.at({ learningRate: 1e308, parameters: sheet.next() });
  assert.equal(typeof sheet.equation(3, "dw1"), "string");
});

test("asking a sheet's trace for other derivatives leaves its gradients alone", () => {
  const sheet = table.at();
  const before = [...sheet.values("dw1")];
  sheet.trace.adjoints("h");
  assert.deepEqual([...sheet.values("dw1")], before);
});

test("rows from arrays", () => {
  assert.deepEqual(rowsOf([[0, 1], [1, 1]], [1, 0]), [{ X1: 0, X2: 1, y: 1 }, { X1: 1, X2: 1, y: 0 }]);
});

test("what is wrong is named", () => {
  assert.throws(() => table.at({ reduction: "median" }), /reduction is median, expected one of sum, mean, online/);
  assert.throws(() => table.at({ loss: "hinge" }), /loss is hinge, expected one of squared_error/);
  assert.throws(() => table.at({ notation: "me" }), /notation is me, expected one of louppe/);
  assert.throws(() => table.at({ rows: [] }), /no rows/);
  assert.throws(() => table.at({ rows: [{ X1: 1, y: 0 }] }), /row 0 has no X2/);
  assert.throws(() => table.at({ parameters: { w9: 1 } }), /no node "w9"/);
  assert.throws(() => table.at().value(4, "p"), /row is 4, expected 0 to 3/);
  assert.throws(() => table.at().column("q"), /no column q/);
});

test("a sigmoid that a computer cannot tell from one is not said to be one", () => {
  const sheet = table.at({ parameters: { w1: 50, b: 0 } });
  assert.equal(sheet.value(2, "p"), 1);
  assert.match(sheet.equation(2, "p"), /\\approx 1$/);
});

