// What a node of a graph can do: the two functions of each operation of course/graph/operations.py.
// What is written about an operation travels with the graph as text. Arithmetic is IEEE 754 on
// both sides, in the same order, so that values agree with Python's far beyond what is shown.

/**
 * @typedef {object} Operation
 * @property {(a: ArrayLike<number>) => number} value  from the parents' values
 * @property {(a: ArrayLike<number>, v: number) => number[]} derivatives
 *   one local derivative for each parent, from the parents' values and the node's own
 */

/** @param {number} x */
export function exp(x) {
  if (x < 709.78) return Math.exp(x); // the limit of course/graph/ieee.py
  return Number.isNaN(x) ? NaN : Infinity;
}

/**
 * 1 / (1 + exp(-x)), without overflow on either side.
 * @param {number} x
 */
export function sigmoid(x) {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/**
 * -1, 0 or 1; 0 for NaN.
 * @param {number} x
 */
export function sign(x) {
  return Number(x > 0) - Number(x < 0);
}

/** @param {number} x */
export function relu(x) {
  return x > 0 || Number.isNaN(x) ? x : 0;
}

/**
 * -y ln p - (1 - y) ln(1 - p); a term of weight 0 is 0 even where ln is infinite.
 * @param {number} y
 * @param {number} p
 */
export function crossEntropy(y, p) {
  let loss = 0;
  if (y !== 0) loss -= y * Math.log(p);
  if (y !== 1) loss -= (1 - y) * Math.log(1 - p);
  return loss;
}

/**
 * Its derivative by the prediction.
 * @param {number} y
 * @param {number} p
 */
export function crossEntropyByPrediction(y, p) {
  let slope = 0;
  if (y !== 0) slope -= y / p;
  if (y !== 1) slope += (1 - y) / (1 - p);
  return slope;
}

/**
 * Cross-entropy of a score, finite however far the score is from zero.
 * @param {number} y
 * @param {number} score
 */
export function crossEntropyFromScore(y, score) {
  return Math.max(score, 0) - y * score + Math.log1p(exp(-Math.abs(score)));
}

/**
 * Add from left to right.
 * @param {ArrayLike<number>} terms
 * @param {(x: number) => number} [of]
 */
function total(terms, of = (x) => x) {
  let sum = 0;
  for (let i = 0; i < terms.length; i++) sum += of(terms[i]);
  return sum;
}

/**
 * One local derivative for each parent, computed from its value.
 * @param {ArrayLike<number>} a
 * @param {(x: number) => number} one
 */
function each(a, one) {
  return Array.from(a, (x) => one(x));
}

/**
 * w1 x1 + w2 x2 + ... (+ b): pairs, and a bias where one parent is left over.
 * @param {ArrayLike<number>} a
 */
function weightedSum(a) {
  let sum = 0;
  for (let i = 0; i + 1 < a.length; i += 2) sum += a[i] * a[i + 1];
  return a.length % 2 ? sum + a[a.length - 1] : sum;
}

/** @param {ArrayLike<number>} a */
function weightedSumDerivatives(a) {
  const pairs = a.length - (a.length % 2);
  const slope = (/** @type {number} */ i) => (i % 2 ? a[i - 1] : a[i + 1]);
  return Array.from({ length: a.length }, (_, i) => (i < pairs ? slope(i) : 1));
}

/** @type {Readonly<Record<string, Operation>>} */
export const OPERATIONS = Object.freeze({
  // arithmetic
  add: { value: (a) => total(a), derivatives: (a) => each(a, () => 1) },
  subtract: { value: (a) => a[0] - a[1], derivatives: () => [1, -1] },
  multiply: { value: (a) => a[0] * a[1], derivatives: (a) => [a[1], a[0]] },
  divide: {
    value: (a) => a[0] / a[1],
    derivatives: (a) => [1 / a[1], -a[0] / (a[1] * a[1])],
  },
  negate: { value: (a) => -a[0], derivatives: () => [-1] },
  exp: { value: (a) => exp(a[0]), derivatives: (_, v) => [v] },
  log: { value: (a) => Math.log(a[0]), derivatives: (a) => [1 / a[0]] },
  mean: {
    value: (a) => total(a) / a.length,
    derivatives: (a) => each(a, () => 1 / a.length),
  },

  // the neuron
  weighted_sum: { value: weightedSum, derivatives: weightedSumDerivatives },
  sigmoid: { value: (a) => sigmoid(a[0]), derivatives: (_, v) => [v * (1 - v)] },
  tanh: { value: (a) => Math.tanh(a[0]), derivatives: (_, v) => [1 - v * v] },
  relu: { value: (a) => relu(a[0]), derivatives: (a) => [a[0] > 0 ? 1 : 0] },
  identity: { value: (a) => a[0], derivatives: () => [1] },
  predict: { value: (a) => (a[0] > 0.5 ? 1 : 0), derivatives: () => [0] },
  predict_at_tie: { value: (a) => (a[0] >= 0.5 ? 1 : 0), derivatives: () => [0] },

  // losses: parents are the target y and the prediction (or the score)
  squared_error: {
    value: (a) => (a[0] - a[1]) * (a[0] - a[1]),
    derivatives: (a) => [2 * (a[0] - a[1]), 2 * (a[1] - a[0])],
  },
  half_squared_error: {
    value: (a) => ((a[0] - a[1]) * (a[0] - a[1])) / 2,
    derivatives: (a) => [a[0] - a[1], a[1] - a[0]],
  },
  binary_cross_entropy: {
    value: (a) => crossEntropy(a[0], a[1]),
    derivatives: (a) => [
      Math.log(1 - a[1]) - Math.log(a[1]),
      crossEntropyByPrediction(a[0], a[1]),
    ],
  },
  binary_cross_entropy_from_scores: {
    value: (a) => crossEntropyFromScore(a[0], a[1]),
    derivatives: (a) => [-a[1], sigmoid(a[1]) - a[0]],
  },

  // penalties on weights
  sum_of_absolutes: { value: (a) => total(a, Math.abs), derivatives: (a) => each(a, sign) },
  sum_of_squares: {
    value: (a) => total(a, (w) => w * w),
    derivatives: (a) => each(a, (w) => 2 * w),
  },
  norm: {
    value: (a) => Math.hypot(...Array.from(a)),
    derivatives: (a, v) => each(a, (w) => (v === 0 ? 0 : w / v)),
  },
});
