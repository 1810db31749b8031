/** What the maps show, as numbers: no page is needed here. */

import { conventional, deckOf } from "../../core/table/conventions.js";
import { Descent, Slice, leavesAt } from "../../core/descent.js";
import { update } from "../../core/table/footer.js";
import { Table } from "../../core/table/table.js";

/** @typedef {[number, number]} Pair */
/** @typedef {import("../../core/descent.js").Here} Here */
/** @typedef {import("../../core/descent.js").Path} Path */

/**
 * @typedef {object} Choice  the traits that a map depends on
 * @property {string[]} losses
 * @property {string} loss
 * @property {string} reduction
 * @property {string} notation
 * @property {string[]} over
 * @property {Record<string, number>} parameters
 * @property {number[][]} X
 * @property {number[]} y
 * @property {number[]} window
 * @property {number[]} start
 * @property {number} step
 * @property {number} learning_rate
 *
 * @typedef {object} MapState  one map
 * @property {string} loss     the name that it was asked for by
 * @property {string} title
 * @property {string} symbol   of the loss over all rows, LaTeX
 * @property {string} rowSymbol  of one row's loss, LaTeX
 * @property {import("../../core/graph/graph.js").Graph} graph
 * @property {string} rateSymbol
 * @property {Here} here       at the point
 * @property {Pair} to         where one step leads
 * @property {Path | null} path  the descent, where one was begun
 * @property {number} left     the step that left the window; -1
 * @property {string} [problem]  why there is nothing on the map, where a student's function fails
 */

export const MOST_STEPS = 2000;
const LANES = 40_000; // of one map: rows times places
const NODES = { least: 17, most: 61 };
const TITLES = /** @type {Record<string, string>} */ ({
  squared_error: "squared error",
  half_squared_error: "half the squared error",
  binary_cross_entropy: "cross-entropy",
  binary_cross_entropy_from_scores: "cross-entropy, from the score",
});

export class LandscapeState {
  /** @param {any} data of Python's Landscape */
  constructor(data) {
    this.data = data;
    this.table = new Table(data);
    /** @type {Kept[]} */
    this.kept = [new Kept(), new Kept()];
  }

  /**
   * Loss, reduction and letters of each map.
   * @param {Choice} choice
   */
  layouts({ losses, reduction, notation }) {
    const deck = deckOf(this.data.notations, notation);
    return losses.map((loss) => {
      const held = conventional({ loss, reduction }, deck);
      const known = held.loss in (this.data.losses ?? {}) ? held.loss : undefined;
      const { graph, rateSymbol } = this.table.layout(known, notation);
      const how = held.reduction === "sum" ? "sum" : "mean"; // online: the mean gradient's step
      const { operation } = graph.node(graph.has("unscaled_loss") ? "unscaled_loss" : "loss");
      return { loss, name: operation, title: TITLES[operation] ?? "loss", graph, reduction: how, rateSymbol };
    });
  }

  /**
   * @param {Choice} choice
   * @returns {MapState[]}
   */
  maps(choice) {
    const at = /** @type {Pair} */ (choice.over.map((name) => choice.parameters[name]));
    return this.layouts(choice).map((layout, k) => {
      const slice = this.kept[k].slice(layout, choice);
      const here = slice.at(...at);
      const path = choice.start.length ? this.kept[k].path(slice, choice) : null;
      return mapState(layout, here, at, path, choice);
    });
  }

  /**
   * The loss all over the window; the same array again while it still holds.
   * @param {number} k  which map
   * @param {number} [finer]  nodes on each side, where there is time
   */
  grid(k, finer = 0) {
    return this.kept[k].grid(finer);
  }
}

/**
 * @param {ReturnType<LandscapeState["layouts"]>[number]} layout
 * @param {Here} here
 * @param {Pair} at
 * @param {Path | null} path
 * @param {Choice} choice
 */
function mapState({ loss, title, graph, reduction, rateSymbol }, here, at, path, choice) {
  const { symbol } = graph.node("loss");
  const [x, y] = ranges(choice.window);
  const to = /** @type {Pair} */ (at.map((value, i) => value - choice.learning_rate * here.slope[i]));
  return {
    loss, title, graph, rateSymbol, here, to, path,
    rowSymbol: symbol,
    symbol: reduction === "sum" ? `\\sum ${symbol}` : `\\overline{${symbol}}`,
    left: path ? leavesAt(path.points.slice(0, choice.step + 1), x, y) : -1,
  };
}

/**
 * The descent as far as it has gone.
 * @param {MapState} map
 * @param {number} step
 */
export function endOf({ path }, step) {
  if (!path) return null;
  const k = Math.min(step, path.points.length - 1);
  return { k, point: path.points[k], here: path.here[k], broke: step >= path.points.length - 1 ? path.brokeAt : -1 };
}

/** What one map was computed from, and what came out: most of it is the same in the next frame. */
class Kept {
  constructor() {
    /** @type {any[]} */
    this.key = [];
    /** @type {Slice | null} */
    this.cut = null;
    /** @type {{key: any[], descent: Descent | null}} */
    this.descent = { key: [], descent: null };
    /** @type {{n: number, values: Float64Array} | null} */
    this.values = null;
    /** @type {number[]} */
    this.window = [];
  }

  /**
   * @param {{graph: import("../../core/graph/graph.js").Graph, reduction: string}} layout
   * @param {Choice} choice
   */
  slice({ graph, reduction }, { over, parameters, X, y, window }) {
    const held = Object.entries(parameters).filter(([name]) => !over.includes(name));
    const key = [graph, reduction, ...over, X, y, ...held.flat()];
    if (!this.cut || !alike(key, this.key)) {
      this.key = key;
      const [first, second] = over;
      this.cut = new Slice(graph, rows(graph, X, y), [first, second], parameters, reduction);
      this.values = null;
    }
    if (!alike(window, this.window)) this.values = null;
    this.window = window;
    return this.cut;
  }

  /** @param {Slice} slice @param {Choice} choice */
  path(slice, { start, learning_rate, step }) {
    const key = [slice, ...start, learning_rate];
    if (!alike(key, this.descent.key)) {
      const begin = /** @type {Pair} */ (/** @type {unknown} */ (start));
      this.descent = { key, descent: new Descent((a, b) => slice.at(a, b), begin, learning_rate) };
    }
    return /** @type {Descent} */ (this.descent.descent).to(step);
  }

  /** @param {number} finer */
  grid(finer) {
    const slice = /** @type {Slice} */ (this.cut);
    const fits = Math.floor(Math.sqrt(LANES / slice.rows.length));
    const n = Math.max(finer, Math.min(NODES.most, Math.max(NODES.least, fits)));
    if (!this.values || this.values.n < n) {
      const [x, y] = ranges(this.window);
      this.values = { n, values: slice.grid(x, y, n) };
    }
    return this.values;
  }
}

/** Whether a grid could be finer than the first one. @param {number} nRows */
export function couldBeFiner(nRows) {
  return nRows * NODES.most ** 2 > LANES;
}

export const FINEST = NODES.most;

/** @param {any[]} a @param {any[]} b */
function alike(a, b) {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}

/** @param {import("../../core/graph/graph.js").Graph} graph @param {number[][]} X @param {number[]} y */
function rows(graph, X, y) {
  const n = Math.min(X.length, y.length);
  const names = graph.leaves("input").map(({ name }) => name);
  const inputs = names.filter((name) => name !== "y");
  const value = (/** @type {string} */ name, /** @type {number} */ r) => (name === "y" ? y[r] : X[r][inputs.indexOf(name)]);
  return Array.from({ length: n }, (_, r) => Object.fromEntries(names.map((name) => [name, value(name, r)])));
}

/** @param {number[]} window @returns {[Pair, Pair]} */
export function ranges([left, right, lower, upper]) {
  return [[left, right], [lower, upper]];
}

/**
 * The step by hand, as it is written below a table: one line for each of the two; none without a slope.
 * @param {MapState} map
 * @param {string[]} over
 * @param {number[]} at
 * @param {number} rate
 */
export function stepLines(map, over, at, rate) {
  if (map.here.slope.some(Number.isNaN)) return [];
  return over.map((name, k) => {
    const { symbol } = map.graph.node(name);
    return update({ name, symbol }, at[k], map.here.slope[k], rate, map.rowSymbol, map.rateSymbol);
  });
}
