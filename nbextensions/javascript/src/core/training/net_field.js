// What a net sees: its output and its hidden units over a window of the plane.

/** @typedef {import("./net.js").Net} Net */
/** @typedef {{x: [number, number], y: [number, number]}} Window */

export class Field {
  /**
   * @param {Net} net with two inputs, or three of which the third is the product of the others
   * @param {number} n nodes on each side; they lie on the window's edges
   * @param {Window} window
   */
  constructor(net, n, window) {
    this.net = net;
    this.n = n;
    this.work = net.room(n * n);
    this.values = new Float64Array(n * n);
    this.work.A[0].set(nodes(n, window, net.sizes[0] === 3).flat());
  }

  /** @param {Float64Array} theta */
  evaluate(theta) {
    this.net.forward(theta, this.work);
  }

  /** The probabilities, the lowest row first. */
  get p() {
    return this.work.A[this.work.A.length - 1];
  }

  /**
   * A hidden unit, brought to 0 .. 1: tanh from -1 .. 1, ReLU from one half (off) to its largest.
   * @param {number} layer from 0
   * @param {number} unit from 0
   * @returns {Float64Array} the same array each time
   */
  unit(layer, unit) {
    const { values, net } = this;
    const A = this.work.A[layer + 1];
    const width = net.sizes[layer + 1];
    for (let i = 0; i < values.length; i++) values[i] = A[i * width + unit];
    if (net.activation === "tanh") for (let i = 0; i < values.length; i++) values[i] = (values[i] + 1) / 2;
    if (net.activation === "relu") {
      const largest = values.reduce((most, value) => Math.max(most, value), 0);
      for (let i = 0; i < values.length; i++) values[i] = 0.5 + (largest > 0 ? values[i] / largest / 2 : 0);
    }
    return values;
  }
}

/**
 * The nodes of a grid as rows of inputs, the lowest row first.
 * @param {number} n
 * @param {Window} window
 * @param {boolean} product whether a third input is the product of the two
 * @returns {number[][]}
 */
export function nodes(n, { x, y }, product) {
  const at = (/** @type {[number, number]} */ [from, to], /** @type {number} */ i) => from + ((to - from) * i) / (n - 1);
  return Array.from({ length: n * n }, (_, k) => {
    const [x1, x2] = [at(x, k % n), at(y, Math.floor(k / n))];
    return product ? [x1, x2, x1 * x2] : [x1, x2];
  });
}

/**
 * A window round points that leaves a margin, its ends on round numbers.
 * @param {number[][]} X
 * @returns {Window}
 */
export function windowOf(X) {
  const [x, y] = [0, 1].map((column) => {
    const values = X.map((row) => row[column]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const span = high > low ? high - low : 1;
    const margin = span * (X.length <= 8 ? 0.4 : 0.12);
    const step = 10 ** Math.floor(Math.log10(span)) / 10;
    const down = Math.floor((low - margin) / step + 1e-9) * step;
    const up = Math.ceil((high + margin) / step - 1e-9) * step;
    return /** @type {[number, number]} */ ([Number(down.toPrecision(12)), Number(up.toPrecision(12))]);
  });
  return { x, y };
}
