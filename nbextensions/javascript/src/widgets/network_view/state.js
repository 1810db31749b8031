// What a net shows now: the graph in the chosen letters, evaluated for all examples.

import { Graph } from "../../core/graph/graph.js";
import { minus, rounded } from "../../core/text/numbers.js";
import { toPlain } from "../../draw/math/math.js";

/** @typedef {import("../../core/network/net_shape.js").NetShape} NetShape */
/** @typedef {import("../../core/graph/trace.js").Trace} Trace */

export class NetState {
  /** @param {any} data  as nbextensions/network_view/widget.py sends it @param {NetShape} shape */
  constructor(data, shape) {
    this.data = data;
    this.shape = shape;
    this.graph = Graph.fromData(data.graph);
    /** @type {Map<string, Graph>} */
    this._graphs = new Map();
    this.notation = "";
    this.places = 2;
    this.row = 0;
    this.nRows = 0;
    /** @type {Trace | null} */
    this._trace = null;
  }

  /** @param {string} notation */
  _graphIn(notation) {
    const known = this._graphs.get(notation);
    if (known) return known;
    const deck = this.data.notations[notation];
    const formula = this.data.ties[deck.tie ?? 0];
    const graph = (this.graph.has("y_hat") ? this.graph.withOperation("y_hat", formula) : this.graph).relabelled(deck.symbols);
    this._graphs.set(notation, graph);
    return graph;
  }

  /**
   * Read the traits and compute.
   * @param {import("../../frame/store.js").Store} store
   * @returns {string} what is wrong with the examples, or ""
   */
  read(store) {
    const [X, y] = [store.get("X"), store.get("y")];
    const wanted = this.shape.sizes[0];
    if (X.some((/** @type {number[]} */ x) => x.length !== wanted)) return `X has rows of ${X[0].length} numbers, expected ${wanted}: one for each input.`;
    if (X.length !== y.length) return `X has ${X.length} rows and y ${y.length} targets, expected as many.`;
    this.X = X;
    this.y = y;
    this.nRows = X.length;
    this.row = Math.min(store.get("row"), this.nRows - 1);
    this.places = store.has("places") ? store.get("places") : 2;
    this.notation = store.get("notation");
    const graph = this._graphIn(this.notation);
    /** @type {Record<string, number | Float64Array>} */
    const leaves = store.parameters();
    this.shape.data.inputs.forEach((name, i) => (leaves[name] = Float64Array.from(X, (/** @type {number[]} */ x) => x[i])));
    if (graph.has("y")) leaves.y = Float64Array.from(y);
    const fits = this._trace?.graph === graph && this._trace.lanes === this.nRows;
    this._trace = fits ? graph.evaluateInto(/** @type {Trace} */ (this._trace), leaves) : graph.evaluate(leaves, this.nRows);
    return "";
  }

  /** @returns {Trace} */
  get trace() {
    return /** @type {Trace} */ (this._trace);
  }

  get deck() {
    return this.data.notations[this.notation];
  }

  /** @param {string} name @param {number} [row] */
  value(name, row = this.row) {
    return this.trace.value(name, Math.max(0, row));
  }

  /** Inputs and parameters as they are, computed numbers to so many places. @param {string} name @param {number} [row] */
  text(name, row = this.row) {
    const value = this.value(name, row);
    return minus(this.shape.canType(name) ? rounded(value, Math.max(2, this.places), true).text : rounded(value, this.places).text);
  }

  /** @param {string} name TeX */
  symbol(name) {
    return this.trace.graph.node(name).symbol;
  }

  /** @param {string} name */
  plain(name) {
    return toPlain(this.symbol(name));
  }

  /** "w₁₂ = −1: from X₁ to unit 2". @param {string} name @param {number} [row] */
  words(name, row = this.row) {
    return `${this.plain(name)} = ${this.text(name, row)}: ${this.shape.where(name, (other) => this.plain(other))}`;
  }

  get guess() {
    return this.trace.graph.has("y_hat") ? this.value("y_hat") : Number(this.value("p") > 0.5);
  }

  get isRight() {
    return this.guess === Number(this.y[this.row] > 0.5);
  }
}
