// The loss over two parameters, the others held: its values on a grid, its slope at a point, and
// gradient descent across it.

/** @typedef {import("./graph/graph.js").Graph} Graph */
/** @typedef {import("./graph/trace.js").Trace} Trace */
/** @typedef {import("./table/table.js").Row} Row */
/** @typedef {{loss: number, slope: [number, number], gradient: Record<string, number>}} Here */

const LOSS = "loss";

/** The loss of all rows as a function of two parameters. */
export class Slice {
  /**
   * @param {Graph} graph   of one example, with a node `loss`
   * @param {Row[]} rows
   * @param {[string, string]} over   names of the two
   * @param {Record<string, number>} parameters  where the others are held
   * @param {string} reduction   "sum"; else the mean
   */
  constructor(graph, rows, over, parameters, reduction) {
    this.graph = graph;
    this.rows = rows;
    this.over = over;
    this.parameters = parameters;
    this.divisor = reduction === "sum" ? 1 : rows.length; // what a sum over the rows is divided by
    const inputs = graph.leaves("input").map(({ name }) => [name, Float64Array.from(rows, (row) => row[name])]);
    this.inputs = Object.fromEntries(inputs);
    this.names = graph.leaves("parameter").map(({ name }) => name);
    /** @type {Trace | null} one lane a row */
    this.lanes = null;
  }

  /**
   * Loss and gradient at one point.
   * @param {number} a
   * @param {number} b
   * @returns {Here}
   */
  at(a, b) {
    const leaves = { ...this.parameters, ...this.inputs, [this.over[0]]: a, [this.over[1]]: b };
    this.lanes = this.lanes
      ? this.graph.evaluateInto(this.lanes, leaves)
      : this.graph.evaluate(leaves, this.rows.length);
    const slopes = this.lanes.adjoints(LOSS);
    const gather = (/** @type {Float64Array} */ column) => column.reduce((sum, v) => sum + v, 0) / this.divisor;
    const gradient = Object.fromEntries(this.names.map((name) => [name, gather(slopes[this.graph.index(name)])]));
    const slope = /** @type {[number, number]} */ (this.over.map((name) => gradient[name]));
    return { loss: gather(this.lanes.values(LOSS)), slope, gradient };
  }

  /**
   * The loss on a grid: a from left to right, b from the lower edge up.
   * @param {[number, number]} aRange
   * @param {[number, number]} bRange
   * @param {number} n   nodes on each side
   * @returns {Float64Array}  `out[j * n + i]`
   */
  grid(aRange, bRange, n) {
    const [a, b] = [new Float64Array(n * n), new Float64Array(n * n)];
    for (let k = 0; k < n * n; k++) {
      a[k] = along(aRange, k % n, n);
      b[k] = along(bRange, Math.floor(k / n), n);
    }
    const out = new Float64Array(n * n);
    const both = { ...this.parameters, [this.over[0]]: a, [this.over[1]]: b };
    /** @type {Trace | null} */
    let trace = null;
    for (const row of this.rows) {
      const leaves = { ...both, ...row };
      trace = trace ? this.graph.evaluateInto(trace, leaves) : this.graph.evaluate(leaves, n * n);
      const losses = trace.values(LOSS);
      for (let k = 0; k < n * n; k++) out[k] += losses[k];
    }
    return out.map((sum) => sum / this.divisor);
  }
}

/**
 * Node i of n between two ends, both included.
 * @param {[number, number]} range
 * @param {number} i
 * @param {number} n
 */
export function along([low, high], i, n) {
  return low + ((high - low) * i) / (n - 1);
}

/**
 * @typedef {object} Path  where a descent went
 * @property {[number, number][]} points  from the start; all finite
 * @property {Here[]} here     loss and slope at each of them
 * @property {number} brokeAt  the step that led to what is no number; -1 if none did
 */

/** Gradient descent from a point, as far as it is asked for; steps once taken are kept. */
export class Descent {
  /**
   * @param {(a: number, b: number) => Here} at
   * @param {[number, number]} start
   * @param {number} rate
   */
  constructor(at, start, rate) {
    this.slopeAt = at;
    this.rate = rate;
    /** @type {Path} */
    this.path = { points: [start], here: [at(...start)], brokeAt: -1 };
  }

  /**
   * Take steps until there are so many, or one is not finite.
   * @param {number} steps
   * @returns {Path}
   */
  to(steps) {
    const { path, rate } = this;
    while (path.points.length <= steps && path.brokeAt < 0) {
      const [a, b] = path.points[path.points.length - 1];
      const { slope } = path.here[path.here.length - 1];
      const next = /** @type {[number, number]} */ ([a - rate * slope[0], b - rate * slope[1]]);
      const here = this.slopeAt(...next);
      if (![...next, here.loss, ...here.slope].every(Number.isFinite)) path.brokeAt = path.points.length;
      else {
        path.points.push(next);
        path.here.push(here);
      }
    }
    return path;
  }
}

/**
 * The first step that lands outside a window; -1 if none does.
 * @param {[number, number][]} points
 * @param {[number, number]} aRange
 * @param {[number, number]} bRange
 */
export function leavesAt(points, aRange, bRange) {
  const inside = (/** @type {number} */ v, /** @type {[number, number]} */ [low, high]) => v >= low && v <= high;
  return points.findIndex(([a, b]) => !inside(a, aRange) || !inside(b, bRange));
}

/**
 * Where the way from one point to the next crosses the edge of a window.
 * @param {[number, number]} from  inside
 * @param {[number, number]} to    outside
 * @param {[number, number]} aRange
 * @param {[number, number]} bRange
 * @returns {[number, number]}
 */
export function exit(from, to, aRange, bRange) {
  let share = 1;
  for (const [k, [low, high]] of [aRange, bRange].entries()) {
    const way = to[k] - from[k];
    if (to[k] > high) share = Math.min(share, (high - from[k]) / way);
    if (to[k] < low) share = Math.min(share, (low - from[k]) / way);
  }
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}
