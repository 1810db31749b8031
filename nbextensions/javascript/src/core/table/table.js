// The browser's course.hand: a graph of one example taken through the rows of a small data set.

import { columnsOf, usedBy } from "./columns.js";
import { Graph } from "../graph/graph.js";
import { Sheet } from "./sheet.js";

/**
 * @typedef {Record<string, number>} Row  input name to value
 * @typedef {"sum" | "mean" | "online"} Reduction
 * @typedef {object} NotationData
 * @property {string} title
 * @property {Record<string, string>} symbols  node name to LaTeX
 * @property {string} [learning_rate]          LaTeX of the learning rate
 * @property {number | null} [squared_error]
 * @property {string | null} [reduction]
 * @property {number | null} [tie]
 *
 * @typedef {object} TableData  course.hand.HandTable.to_data, and what can be switched
 * @property {import("../graph/graph.js").GraphData} graph
 * @property {Row[]} rows
 * @property {string} reduction
 * @property {number} learning_rate
 * @property {Record<string, import("../graph/graph.js").Formula>} [losses]
 * @property {import("../graph/graph.js").Formula[]} [ties]  how a class is predicted: a tie is 0, a tie is 1
 * @property {Record<string, NotationData>} [notations]
 *
 * @typedef {object} Choices
 * @property {Record<string, number>} [parameters]  those that differ from the table's own
 * @property {Row[]} [rows]
 * @property {string} [loss]           a key of `losses`
 * @property {string} [reduction]
 * @property {number} [learningRate]
 * @property {string} [notation]       a key of `notations`
 *
 * @typedef {object} Layout  what does not change with the numbers
 * @property {Graph} graph
 * @property {import("./columns.js").Column[]} columns
 * @property {string} rateSymbol
 */

const REDUCTIONS = ["sum", "mean", "online"];

export class Table {
  /** @param {TableData} data */
  constructor(data) {
    this.data = data;
    this.graph = Graph.fromData(data.graph);
    /** @type {Map<string, Layout>} */
    this._layouts = new Map();
  }

  /** The parameters of the table's start, by name. */
  get parameters() {
    return Object.fromEntries(this.graph.leaves("parameter").map((leaf) => [leaf.name, leaf.value]));
  }

  /** The name of the loss that the table came with. */
  get loss() {
    return this.graph.node(this._lossNode).operation;
  }

  get _lossNode() {
    return this.graph.has("unscaled_loss") ? "unscaled_loss" : "loss";
  }

  /**
   * Work the table out.
   * @param {Choices} [choices]
   */
  at(choices = {}) {
    const { parameters = {}, rows = this.data.rows, loss = this.loss, notation = "" } = choices;
    const { reduction = this.data.reduction, learningRate = this.data.learning_rate } = choices;
    if (!REDUCTIONS.includes(reduction))
      throw new Error(`reduction is ${reduction}, expected one of ${REDUCTIONS.join(", ")}`);
    if (!rows.length) throw new Error("the table has no rows, expected at least one example");
    const how = /** @type {Reduction} */ (reduction);
    const start = { ...this.parameters, ...parameters };
    return new Sheet(this.layout(loss, notation), start, rows, how, learningRate);
  }

  /**
   * Graph and columns with a loss and in a notation; made once each.
   * @param {string} [loss]
   * @param {string} [notation]  "" for the letters that the table came with
   * @returns {Layout}
   */
  layout(loss = this.loss, notation = "") {
    const key = `${loss}|${notation}`;
    const known = this._layouts.get(key);
    if (known) return known;
    const letters = notation ? look(this.data.notations ?? {}, notation, "notation") : null;
    const graph = this._predicting(this._graphWith(loss), letters?.tie).relabelled(letters?.symbols ?? {});
    const rateSymbol = letters?.learning_rate ?? "\\eta";
    const made = { graph, columns: columnsOf(graph), rateSymbol };
    this._layouts.set(key, made);
    return made;
  }

  /**
   * The graph with a tie decided as a deck does; as it came where the deck does not say.
   * @param {Graph} graph
   * @param {number | null} [tie]
   */
  _predicting(graph, tie) {
    const formula = tie === null || tie === undefined ? undefined : this.data.ties?.[tie];
    const decides = graph.has("y_hat") && graph.node("y_hat").operation.startsWith("predict");
    return formula && decides ? graph.withOperation("y_hat", formula) : graph;
  }

  /** @param {string} loss */
  _graphWith(loss) {
    if (loss === this.loss) return this.graph;
    const formula = look(this.data.losses ?? {}, loss, "loss");
    const parents = formula.parents ?? this._lossParents(loss);
    return this.graph.withOperation(this._lossNode, { ...formula, parents });
  }

  /**
   * Target and estimate: a loss of scores takes the weighted sum where the others take what the
   * sigmoid makes of it.
   * @param {string} loss
   */
  _lossParents(loss) {
    const { nodes } = this.graph;
    const [target, estimate] = this.graph.node(this._lossNode).parents.map((at) => nodes[at]);
    const ofScores = (/** @type {string} */ name) => name.endsWith("_from_scores");
    if (ofScores(loss) === ofScores(this.loss)) return [target.name, estimate.name];
    const squashed = (/** @type {import("../graph/graph.js").Node} */ node) =>
      node.operation === "sigmoid" && node.parents[0] === estimate.index;
    const other =
      ofScores(this.loss) || estimate.operation !== "sigmoid"
        ? nodes.find(squashed)
        : nodes[estimate.parents[0]];
    if (other) return [target.name, other.name];
    throw new Error(`${loss} needs a sigmoid between score and loss, ${estimate.name} has none`);
  }
}

/**
 * @template T
 * @param {Record<string, T>} among
 * @param {string} key
 * @param {string} what
 */
function look(among, key, what) {
  if (Object.hasOwn(among, key)) return among[key];
  throw new Error(`${what} is ${key}, expected one of ${Object.keys(among).join(", ")}`);
}

/**
 * Rows from arrays: X1, X2, ... and y.
 * @param {ArrayLike<ArrayLike<number>>} X
 * @param {ArrayLike<number>} y
 * @returns {Row[]}
 */
export function rowsOf(X, y) {
  return Array.from(X, (x, r) => ({
    ...Object.fromEntries(Array.from(x, (value, i) => [`X${i + 1}`, value])),
    y: y[r],
  }));
}

export { Sheet, usedBy };
