// A fully connected net over typed arrays: the operations of course/graph over a whole table at
// once, in the order of course.mlp. Parameters lie in one Float64Array, W1 (n_in x n_out, row by
// row), b1, W2, b2, ...; the output is one sigmoid.

import { crossEntropyFromScore, relu, sigmoid, sign } from "../graph/operations.js";

/** @typedef {"sigmoid" | "tanh" | "relu"} Activation of the hidden units */
/** @typedef {{nIn: number, nOut: number, W: number, b: number}} Layer sizes, and where W and b begin */

/**
 * Room for one pass over up to `n` rows: activations and slopes of each layer.
 * @typedef {object} Work
 * @property {number} n
 * @property {Float64Array[]} A   A[0] are the inputs; A[l] what layer l passes on
 * @property {Float64Array[]} slopes  of each layer's activation, beside A[l + 1]
 * @property {Float64Array[]} dZ
 * @property {Float64Array} scores  of the output, before its sigmoid
 */

export const LOSSES = [
  "squared_error",
  "half_squared_error",
  "binary_cross_entropy",
  "binary_cross_entropy_from_scores",
];

export class Net {
  /**
   * @param {number[]} sizes n_features, n_hidden, ..., 1
   * @param {Activation} activation
   */
  constructor(sizes, activation) {
    this.sizes = sizes;
    this.activation = activation;
    /** @type {Layer[]} */
    this.layers = [];
    this.size = 0;
    for (let l = 0; l + 1 < sizes.length; l++) {
      const [nIn, nOut] = [sizes[l], sizes[l + 1]];
      this.layers.push({ nIn, nOut, W: this.size, b: this.size + nIn * nOut });
      this.size += (nIn + 1) * nOut;
    }
  }

  /** @param {number} n rows @returns {Work} */
  room(n) {
    const columns = (/** @type {number[]} */ sizes) => sizes.map((size) => new Float64Array(n * size));
    const out = this.sizes.slice(1);
    return { n, A: columns(this.sizes), slopes: columns(out), dZ: columns(out), scores: new Float64Array(n) };
  }

  /**
   * Go forward from `work.A[0]`; the probabilities are the last of `work.A`.
   * @param {Float64Array} theta
   * @param {Work} work
   * @param {number} [n] only the first rows
   * @param {Float64Array[] | null} [masks] scaled dropout masks of the hidden layers
   * @param {boolean} [slopes] whether a backward pass follows
   */
  forward(theta, work, n = work.n, masks = null, slopes = false) {
    const last = this.layers.length - 1;
    for (let l = 0; l <= last; l++) {
      const out = work.A[l + 1];
      const count = n * this.layers[l].nOut;
      weightedSums(this.layers[l], theta, work.A[l], out, n);
      if (l === last) work.scores.set(out.subarray(0, n));
      activate(l === last ? "sigmoid" : this.activation, out, slopes ? work.slopes[l] : null, count);
      const mask = l < last && masks ? masks[l] : null;
      if (mask) for (let i = 0; i < count; i++) out[i] *= mask[i];
    }
  }

  /**
   * Go back from the gradient by the output's score, `work.dZ` of the last layer.
   * @param {Float64Array} theta
   * @param {Work} work as a forward pass with slopes left it
   * @param {Float64Array} gradient is filled
   * @param {number} [n]
   * @param {Float64Array[] | null} [masks] those of the forward pass
   */
  backward(theta, work, gradient, n = work.n, masks = null) {
    for (let l = this.layers.length - 1; l >= 0; l--) {
      parameterGradients(this.layers[l], work.A[l], work.dZ[l], gradient, n);
      if (l === 0) continue;
      const into = work.dZ[l - 1];
      inputGradients(this.layers[l], theta, work.dZ[l], into, n);
      const count = n * this.layers[l].nIn;
      const mask = masks ? masks[l - 1] : null;
      if (mask) for (let i = 0; i < count; i++) into[i] *= mask[i];
      const slope = work.slopes[l - 1];
      for (let i = 0; i < count; i++) into[i] *= slope[i];
    }
  }

  /**
   * Penalty l1 sum |W| + l2 sum W^2; its slope is added to `gradient`. Biases cost nothing.
   * @param {Float64Array} theta
   * @param {number} l1
   * @param {number} l2
   * @param {Float64Array | null} [gradient]
   */
  penalty(theta, l1, l2, gradient = null) {
    let total = 0;
    if (!l1 && !l2) return total;
    for (const { W, b } of this.layers) {
      let absolute = 0;
      let squares = 0;
      for (let i = W; i < b; i++) {
        const w = theta[i];
        absolute += Math.abs(w);
        squares += w * w;
        if (gradient) gradient[i] += l1 * sign(w) + l2 * (2 * w);
      }
      total += l1 * absolute + l2 * squares;
    }
    return total;
  }
}

/**
 * Z = X W + b.
 * @param {Layer} layer
 * @param {Float64Array} theta
 * @param {Float64Array} X
 * @param {Float64Array} Z
 * @param {number} n
 */
function weightedSums({ nIn, nOut, W, b }, theta, X, Z, n) {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < nOut; j++) {
      let sum = 0;
      for (let k = 0, x = i * nIn, w = W + j; k < nIn; k++, w += nOut) sum += X[x + k] * theta[w];
      Z[i * nOut + j] = sum + theta[b + j];
    }
  }
}

/**
 * In place, from weighted sums to activations; slopes in the forms of course.activations, which
 * keep their precision where the unit is saturated.
 * @param {Activation} name
 * @param {Float64Array} Z
 * @param {Float64Array | null} slopes
 * @param {number} count
 */
function activate(name, Z, slopes, count) {
  if (name === "relu") {
    for (let i = 0; i < count; i++) {
      if (slopes) slopes[i] = Z[i] > 0 ? 1 : 0;
      Z[i] = relu(Z[i]);
    }
  } else if (name === "tanh") {
    for (let i = 0; i < count; i++) {
      if (slopes) slopes[i] = 4 * sigmoidSlope(2 * Z[i]);
      Z[i] = Math.tanh(Z[i]);
    }
  } else if (slopes) {
    for (let i = 0; i < count; i++) {
      const e = Math.exp(-Math.abs(Z[i]));
      Z[i] = (Z[i] < 0 ? e : 1) / (1 + e);
      slopes[i] = e / ((1 + e) * (1 + e));
    }
  } else {
    for (let i = 0; i < count; i++) Z[i] = sigmoid(Z[i]);
  }
}

/** @param {number} z */
function sigmoidSlope(z) {
  const e = Math.exp(-Math.abs(z));
  return e / ((1 + e) * (1 + e));
}

/**
 * dW = X^T dZ and db, the sum of dZ over the rows.
 * @param {Layer} layer
 * @param {Float64Array} X
 * @param {Float64Array} dZ
 * @param {Float64Array} gradient
 * @param {number} n
 */
function parameterGradients({ nIn, nOut, W, b }, X, dZ, gradient, n) {
  for (let j = 0; j < nOut; j++) {
    for (let k = 0; k < nIn; k++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += X[i * nIn + k] * dZ[i * nOut + j];
      gradient[W + k * nOut + j] = sum;
    }
    let bias = 0;
    for (let i = 0; i < n; i++) bias += dZ[i * nOut + j];
    gradient[b + j] = bias;
  }
}

/**
 * dX = dZ W^T.
 * @param {Layer} layer
 * @param {Float64Array} theta
 * @param {Float64Array} dZ
 * @param {Float64Array} dX
 * @param {number} n
 */
function inputGradients({ nIn, nOut, W }, theta, dZ, dX, n) {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < nIn; k++) {
      let sum = 0;
      for (let j = 0; j < nOut; j++) sum += dZ[i * nOut + j] * theta[W + k * nOut + j];
      dX[i * nIn + k] = sum;
    }
  }
}

/**
 * The loss over the rows that went forward, in the sum or the mean. Cross-entropy comes from the
 * score, which knows it however sure the net is.
 * @param {string} loss
 * @param {boolean} mean
 * @param {ArrayLike<number>} y
 * @param {Work} work
 * @param {number} [n]
 */
export function lossOf(loss, mean, y, work, n = work.n) {
  const p = work.A[work.A.length - 1];
  let sum = 0;
  if (loss === "squared_error") for (let i = 0; i < n; i++) sum += (y[i] - p[i]) * (y[i] - p[i]);
  else if (loss === "half_squared_error") for (let i = 0; i < n; i++) sum += ((y[i] - p[i]) * (y[i] - p[i])) / 2;
  else for (let i = 0; i < n; i++) sum += crossEntropyFromScore(y[i], work.scores[i]);
  return mean ? sum / n : sum;
}

/**
 * Its gradient by the output's score, into the last of `work.dZ`.
 * @param {string} loss
 * @param {boolean} mean
 * @param {ArrayLike<number>} y
 * @param {Work} work
 * @param {number} [n]
 */
export function lossGradient(loss, mean, y, work, n = work.n) {
  const last = work.dZ.length - 1;
  const [p, slope, dZ] = [work.A[last + 1], work.slopes[last], work.dZ[last]];
  const share = mean ? n : 1;
  const factor = loss === "squared_error" ? 2 : 1;
  if (loss.endsWith("squared_error")) {
    for (let i = 0; i < n; i++) dZ[i] = ((factor * (p[i] - y[i])) / share) * slope[i];
  } else {
    for (let i = 0; i < n; i++) dZ[i] = (p[i] - y[i]) / share;
  }
}

/**
 * Whether a probability gives the class of its target: 1 where p > 0.5.
 * @param {number} y
 * @param {number} p
 * @param {number} [tie] the class where p is exactly 1/2
 */
export function isRight(y, p, tie = 0) {
  return (p > 0.5 || (tie === 1 && p === 0.5)) === y > 0.5;
}

/**
 * How many rows are right.
 * @param {ArrayLike<number>} y
 * @param {ArrayLike<number>} p
 * @param {number} n
 * @param {number} [tie]
 */
export function countRight(y, p, n, tie = 0) {
  let right = 0;
  for (let i = 0; i < n; i++) right += Number(isRight(y[i], p[i], tie));
  return right;
}
