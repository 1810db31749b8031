// The operations over many lanes at once: each row of a table, point of a plane or cell of a heat
// map is a lane. A column is a Float64Array: one number where every lane has the same (step 0), or
// one a lane (step 1), so that column[i * step] is always lane i. Operations that matter for speed
// have a loop of their own; the rest share one.

import {
  OPERATIONS,
  crossEntropy,
  crossEntropyByPrediction,
  crossEntropyFromScore,
  relu,
  sigmoid,
} from "./operations.js";

/**
 * @typedef {(out: Float64Array, a: Float64Array[], s: number[], n: number) => void} Forward
 *   fills `out` from the parents' columns `a` with steps `s`, for `n` lanes
 * @typedef {(
 *   g: Float64Array, v: Float64Array, a: Float64Array[], s: number[], into: Float64Array[],
 *   n: number, sv: number
 * ) => void} Backward
 *   adds to each parent's column `into` its share of `g`, the derivative by the node itself
 */

/**
 * @param {(x: number) => number} of
 * @returns {Forward}
 */
function unary(of) {
  return (out, [x], _, n) => {
    for (let i = 0; i < n; i++) out[i] = of(x[i]);
  };
}

/**
 * @param {(y: number, p: number) => number} of
 * @returns {Forward}
 */
function binary(of) {
  return (out, [y, p], [sy, sp], n) => {
    for (let i = 0; i < n; i++) out[i] = of(y[i * sy], p[i * sp]);
  };
}

/**
 * out += w x, fastest where the weight is the same in all lanes.
 * @param {Float64Array} out
 * @param {Float64Array} w
 * @param {number} sw
 * @param {Float64Array} x
 * @param {number} sx
 * @param {number} n
 */
function addProduct(out, w, sw, x, sx, n) {
  if (sw) {
    for (let i = 0; i < n; i++) out[i] += w[i] * x[i * sx];
    return;
  }
  const one = w[0];
  if (sx) for (let i = 0; i < n; i++) out[i] += one * x[i];
  else for (let i = 0, both = one * x[0]; i < n; i++) out[i] += both;
}

/** @type {Forward} */
function weightedSum(out, a, s, n) {
  out.fill(0, 0, n);
  const pairs = a.length - (a.length % 2);
  for (let k = 0; k < pairs; k += 2) addProduct(out, a[k], s[k], a[k + 1], s[k + 1], n);
  if (pairs === a.length) return;
  const bias = a[pairs];
  for (let i = 0; i < n; i++) out[i] += bias[i * s[pairs]];
}

/** @type {Record<string, Forward>} */
const FORWARD = {
  weighted_sum: weightedSum,
  sigmoid: unary(sigmoid),
  tanh: unary(Math.tanh),
  relu: unary(relu),
  identity: unary((x) => x),
  predict: unary((x) => (x > 0.5 ? 1 : 0)),
  predict_at_tie: unary((x) => (x >= 0.5 ? 1 : 0)),
  squared_error: binary((y, p) => (y - p) * (y - p)),
  half_squared_error: binary((y, p) => ((y - p) * (y - p)) / 2),
  binary_cross_entropy: binary(crossEntropy),
  binary_cross_entropy_from_scores: binary(crossEntropyFromScore),
};

/**
 * Evaluate one operation in all lanes.
 * @param {string} operation
 * @param {Float64Array} out
 * @param {Float64Array[]} a
 * @param {number[]} s
 * @param {number} n
 */
export function forward(operation, out, a, s, n) {
  const own = FORWARD[operation];
  if (own) return own(out, a, s, n);
  const { value } = OPERATIONS[operation];
  const here = new Float64Array(a.length);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < a.length; k++) here[k] = a[k][i * s[k]];
    out[i] = value(here);
  }
}

// Backward: where nothing flows (g is 0) nothing is added, which also keeps 0 x infinity from
// becoming NaN, as course.graph.reverse has it.

/**
 * into += g x
 * @param {Float64Array} into
 * @param {Float64Array} g
 * @param {Float64Array} x
 * @param {number} sx
 * @param {number} n
 */
function addShare(into, g, x, sx, n) {
  if (sx) for (let i = 0; i < n; i++) into[i] += g[i] === 0 ? 0 : g[i] * x[i];
  else for (let i = 0, one = x[0]; i < n; i++) into[i] += g[i] === 0 ? 0 : g[i] * one;
}

/**
 * @param {(v: number, x: number) => number} slope  from the node's value and its parent's
 * @returns {Backward}
 */
function unarySlope(slope) {
  return (g, v, [x], [sx], [into], n, sv) => {
    for (let i = 0; i < n; i++) {
      if (g[i] !== 0) into[i] += g[i] * slope(v[i * sv], x[i * sx]);
    }
  };
}

/**
 * @param {(y: number, p: number) => number} byFirst
 * @param {(y: number, p: number) => number} bySecond
 * @returns {Backward}
 */
function binarySlopes(byFirst, bySecond) {
  return (g, _v, [y, p], [sy, sp], [first, second], n) => {
    for (let i = 0; i < n; i++) {
      if (g[i] === 0) continue;
      first[i] += g[i] * byFirst(y[i * sy], p[i * sp]);
      second[i] += g[i] * bySecond(y[i * sy], p[i * sp]);
    }
  };
}

/** @type {Backward} */
function weightedSumShares(g, _v, a, s, into, n) {
  const pairs = a.length - (a.length % 2);
  for (let k = 0; k < pairs; k += 2) {
    addShare(into[k], g, a[k + 1], s[k + 1], n);
    addShare(into[k + 1], g, a[k], s[k], n);
  }
  if (pairs === a.length) return;
  const bias = into[pairs];
  for (let i = 0; i < n; i++) bias[i] += g[i];
}

/** @type {Record<string, Backward>} */
const BACKWARD = {
  weighted_sum: weightedSumShares,
  sigmoid: unarySlope((v) => v * (1 - v)),
  tanh: unarySlope((v) => 1 - v * v),
  relu: unarySlope((_, x) => (x > 0 ? 1 : 0)),
  identity: unarySlope(() => 1),
  predict: unarySlope(() => 0), // NaN still goes through
  squared_error: binarySlopes(
    (y, p) => 2 * (y - p),
    (y, p) => 2 * (p - y),
  ),
  half_squared_error: binarySlopes(
    (y, p) => y - p,
    (y, p) => p - y,
  ),
  binary_cross_entropy: binarySlopes(
    (_, p) => Math.log(1 - p) - Math.log(p),
    crossEntropyByPrediction,
  ),
  binary_cross_entropy_from_scores: binarySlopes(
    (_, score) => -score,
    (y, score) => sigmoid(score) - y,
  ),
};

/**
 * Add to the parents' derivatives what flows through one node, in all lanes.
 * @param {string} operation
 * @param {Float64Array} g   derivative by the node, one number a lane
 * @param {Float64Array} v   the node's values, with step `sv`
 * @param {Float64Array[]} a  the parents' values, with steps `s`
 * @param {number[]} s
 * @param {Float64Array[]} into  derivatives by the parents, one number a lane
 * @param {number} n
 * @param {number} sv
 */
export function backward(operation, g, v, a, s, into, n, sv) {
  const own = BACKWARD[operation];
  if (own) return own(g, v, a, s, into, n, sv);
  const { derivatives } = OPERATIONS[operation];
  const here = new Float64Array(a.length);
  for (let i = 0; i < n; i++) {
    if (g[i] === 0) continue;
    for (let k = 0; k < a.length; k++) here[k] = a[k][i * s[k]];
    const slopes = derivatives(here, v[i * sv]);
    for (let k = 0; k < a.length; k++) into[k][i] += g[i] * slopes[k];
  }
}
