/** What the plane shows, as numbers: no page is needed here. */

import { conventional, deckOf } from "../../core/table/conventions.js";
import { Graph } from "../../core/graph/graph.js";
import { along } from "../../core/descent.js";
import { Table } from "../../core/table/table.js";
import { Trace } from "../../core/graph/trace.js";

/** @typedef {import("../../draw/plane/line.js").Window} Window */
/** @typedef {Record<string, number>} Parameters */

/**
 * @typedef {object} Examples  what is made of the points
 * @property {number[]} p            NaN where the student's function gave none
 * @property {(number | null)[]} h   the weighted sum; null where the student's function tells p alone
 * @property {(boolean | null)[]} guess  whether class 1 is predicted; null without a p
 * @property {(boolean | null)[]} right
 * @property {number | null} nRight  null where a p is missing
 * @property {number | null} loss    over all points
 * @property {number} majority       how many are of the commoner class
 * @property {0 | 1 | null} commoner that class; null where both are as common
 * @property {0 | 1 | null} only     the class that is predicted for every point
 *
 * @typedef {{loss: string, reduction: string, notation: string}} Choice
 */

/** Cells of the heat map on each side. */
export const CELLS = 100;

export class BoundaryState {
  /** @param {any} data  of Python's Boundary */
  constructor(data) {
    this.data = data;
    this.table = new Table(data);
    /** @type {WeakMap<Graph, {graph: Graph, trace: Trace}>} */
    this.fields = new WeakMap();
    this.grid = { key: "", x: new Float64Array(0), y: new Float64Array(0) };
  }

  /**
   * Graph, loss and reduction in a notation.
   * @param {Choice} choice
   */
  layout({ loss, reduction, notation }) {
    const deck = deckOf(this.data.notations, notation);
    const held = conventional({ loss, reduction }, deck);
    const { graph } = this.table.layout(held.loss in (this.data.losses ?? {}) ? held.loss : undefined, notation);
    return { graph, reduction: held.reduction, tie: this.data.notations?.[notation]?.tie ?? 0 };
  }

  /**
   * p all over a window, from left to right, the lowest row first; overwritten by the next call.
   * @param {Graph} graph
   * @param {Parameters} parameters
   * @param {Window} window
   * @param {number} [n]
   * @returns {Float64Array}
   */
  field(graph, parameters, window, n = CELLS) {
    let field = this.fields.get(graph);
    if (!field || field.trace.lanes !== n * n) {
      const part = upTo(graph, "p");
      field = { graph: part, trace: new Trace(part, n * n) };
      this.fields.set(graph, field);
    }
    const { x, y } = this.places(window, n);
    const leaves = only(field.graph, { ...parameters, X1: x, X2: y });
    return field.graph.evaluateInto(field.trace, leaves).values("p");
  }

  /** @param {Window} window @param {number} n */
  places({ x, y }, n) {
    const key = `${x}|${y}|${n}`;
    if (this.grid.key !== key) {
      this.grid = {
        key,
        x: Float64Array.from({ length: n * n }, (_, k) => along(x, k % n, n)),
        y: Float64Array.from({ length: n * n }, (_, k) => along(y, Math.floor(k / n), n)),
      };
    }
    return this.grid;
  }

  /**
   * @param {ReturnType<BoundaryState["layout"]>} layout
   * @param {Parameters} parameters
   * @param {number[][]} X
   * @param {number[]} y
   * @param {number[] | null} own  p of the student's function
   * @returns {Examples}
   */
  examples({ graph, reduction, tie }, parameters, X, y, own = null) {
    const n = Math.min(X.length, y.length);
    const column = (/** @type {number} */ k) => Float64Array.from({ length: n }, (_, r) => X[r][k]);
    const leaves = only(graph, { ...parameters, X1: column(0), X2: column(1), y: Float64Array.from(y.slice(0, n)) });
    const trace = graph.evaluate(leaves, n);
    const p = own ?? Array.from(trace.values("p"));
    const guess = p.slice(0, n).map((value) => this.cut(value, tie));
    const right = guess.map((one, r) => (one === null ? null : one === y[r] > 0.5));
    const ones = y.slice(0, n).filter((target) => target > 0.5).length;
    const sum = trace.values("loss").reduce((total, loss) => total + loss, 0);
    return {
      p,
      h: own ? p.map(() => null) : Array.from(trace.values(this.sumNode(graph))),
      guess,
      right,
      nRight: right.includes(null) ? null : right.filter(Boolean).length,
      loss: own ? null : reduction === "sum" ? sum : sum / n,
      majority: Math.max(ones, n - ones),
      commoner: 2 * ones === n ? null : 2 * ones > n ? 1 : 0,
      only: guess.every((one) => one === true) ? 1 : guess.every((one) => one === false) ? 0 : null,
    };
  }

  /** Whether class 1 is predicted; null without a p. @param {number} p @param {number} tie the class at p = 0.5 */
  cut(p, tie) {
    if (Number.isNaN(p)) return null;
    return tie === 1 ? p >= 0.5 : p > 0.5;
  }

  /**
   * One place worked out, for the lines that are written about it.
   * @param {Graph} graph
   * @param {Parameters} parameters
   * @param {number} x1
   * @param {number} x2
   */
  place(graph, parameters, x1, x2) {
    return graph.evaluate(only(graph, { ...parameters, X1: x1, X2: x2 }), 1);
  }

  /** The name of the node whose sigmoid p is. @param {Graph} graph */
  sumNode(graph) {
    return graph.nodes[graph.node("p").parents[0]].name;
  }

  /** Which truth table the points are; "" if none. @param {number[][]} X @param {number[]} y */
  logic(X, y) {
    /** @type {number[][]} */
    const inputs = this.data.inputs ?? [];
    if (!inputs.length || JSON.stringify(X) !== JSON.stringify(inputs)) return "";
    const all = Object.entries(/** @type {Record<string, number[]>} */ (this.data.logic));
    return all.find(([, targets]) => JSON.stringify(targets) === JSON.stringify(y))?.[0] ?? "";
  }
}

/**
 * Those values that the graph has leaves for.
 * @param {Graph} graph
 * @param {import("../../core/graph/graph.js").Leaves} values
 */
function only(graph, values) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => graph.has(name)));
}

/**
 * The part of a graph that one node is made from.
 * @param {Graph} graph
 * @param {string} name
 */
export function upTo(graph, name) {
  const needed = new Set([graph.index(name)]);
  for (let i = graph.index(name); i >= 0; i--) {
    if (needed.has(i)) for (const parent of graph.nodes[i].parents) needed.add(parent);
  }
  const kept = graph.nodes.filter((node) => needed.has(node.index));
  const place = new Map(kept.map((node, index) => [node.index, index]));
  const moved = (/** @type {number} */ index) => /** @type {number} */ (place.get(index));
  return new Graph(kept.map((node, index) => ({ ...node, index, parents: node.parents.map(moved) })));
}
