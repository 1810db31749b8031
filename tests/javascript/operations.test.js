import assert from "node:assert/strict";
import test from "node:test";

import { OPERATIONS, sigmoid } from "../../nbextensions/javascript/src/core/graph/operations.js";

/** @type {Record<string, number[]>} */
const OPERANDS = {
  add: [0.3, -1.2, 2],
  subtract: [0.3, 1.4],
  multiply: [0.3, 1.4],
  divide: [0.3, -1.4],
  negate: [0.7],
  exp: [0.7],
  log: [0.7],
  mean: [0.3, -1.2, 2, 5],
  weighted_sum: [0.3, 2, -1.5, 0.4, 0.25],
  sigmoid: [-0.8],
  tanh: [0.6],
  relu: [1.3],
  identity: [1.3],
  predict: [0.8],
  predict_at_tie: [0.8],
  squared_error: [1, 0.38],
  half_squared_error: [1, 0.38],
  binary_cross_entropy: [0.9, 0.38],
  binary_cross_entropy_from_scores: [1, -0.8],
  sum_of_absolutes: [0.4, -1.1],
  sum_of_squares: [0.4, -1.1],
  norm: [0.4, -1.1],
};

test("every operation is tested here", () => {
  assert.deepEqual(Object.keys(OPERANDS).sort(), Object.keys(OPERATIONS).sort());
});

for (const [name, operands] of Object.entries(OPERANDS)) {
  test(`derivatives of ${name} are finite differences`, () => {
    const { value, derivatives } = OPERATIONS[name];
    const slopes = derivatives(operands, value(operands));
    assert.equal(slopes.length, operands.length);
    operands.forEach((_, k) => {
      const at = (/** @type {number} */ step) =>
        value(operands.map((x, i) => (i === k ? x + step : x)));
      assert.ok(Math.abs((at(1e-6) - at(-1e-6)) / 2e-6 - slopes[k]) < 1e-8, `operand ${k}`);
    });
  });
}

test("a weighted sum without a bias has pairs only", () => {
  assert.equal(OPERATIONS.weighted_sum.value([2, 3, 4, 5]), 26);
  assert.deepEqual(OPERATIONS.weighted_sum.derivatives([2, 3, 4, 5], 26), [3, 2, 5, 4]);
});

test("nothing overflows far from zero", () => {
  assert.equal(sigmoid(-800), 0);
  assert.equal(sigmoid(800), 1);
  assert.equal(OPERATIONS.binary_cross_entropy_from_scores.value([1, -800]), 800);
  assert.equal(OPERATIONS.binary_cross_entropy.value([1, 0]), Infinity);
  assert.equal(OPERATIONS.binary_cross_entropy.value([0, 0]), 0);
});

test("a tie is class 0, and the norm has slope 0 at the origin", () => {
  assert.equal(OPERATIONS.predict.value([0.5]), 0);
  assert.deepEqual(OPERATIONS.norm.derivatives([0, 0], 0), [0, 0]);
});
