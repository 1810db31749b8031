// One evaluation of a graph, in one lane or in many: values, derivatives in reverse mode, the
// factor on each edge, and what is written with values put in.

import { backward, forward } from "./lanes.js";
import { OPERATIONS } from "./operations.js";
import { line, number, withValues } from "./writing.js";

/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./graph.js").Leaves} Leaves */
/** @typedef {import("./graph.js").Node} Node */
/** @typedef {import("./paths.js").Path} Path */
/** @typedef {import("./graph.js").EdgeText & {factor: number}} Edge */

export class Trace {
  /**
   * @param {Graph} graph
   * @param {number} [lanes]
   */
  constructor(graph, lanes = 1) {
    if (!(Number.isInteger(lanes) && lanes > 0)) throw new RangeError(`got ${lanes} lanes`);
    this.graph = graph;
    this.lanes = lanes;
    // A node that is the same in all lanes has one number (step 0), else one a lane (step 1).
    this._single = graph.nodes.map((node) => Float64Array.of(node.value));
    /** @type {(Float64Array | undefined)[]} */
    this._wide = new Array(graph.nodes.length);
    /** @type {Float64Array[]} */
    this._columns = [...this._single];
    this._steps = new Array(graph.nodes.length).fill(0);
    this._parents = graph.nodes.map(() => /** @type {Float64Array[]} */ ([]));
    this._parentSteps = graph.nodes.map(() => /** @type {number[]} */ ([]));
    /** @type {Float64Array[]} */
    this._adjoints = [];
  }

  /**
   * Evaluate everything; a leaf that is not named has the graph's first value.
   * @param {Leaves} leaves
   * @returns {this}
   */
  evaluate(leaves) {
    for (const name of Object.keys(leaves)) {
      if (this.graph.node(name).operation) throw new Error(`${name} is computed, it cannot be set`);
    }
    for (const node of this.graph.nodes) {
      if (node.operation) this._compute(node);
      else this._put(node.index, leaves[node.name] ?? node.value);
    }
    return this;
  }

  /**
   * Put other values in the place of a computed node's, and compute again what comes after it.
   * @param {string} name
   * @param {number | ArrayLike<number>} values
   * @returns {this}
   */
  replace(name, values) {
    const index = this.graph.index(name);
    this._put(index, values);
    for (const node of this.graph.nodes.slice(index + 1)) if (node.operation) this._compute(node);
    return this;
  }

  /**
   * @param {number} index
   * @param {number | ArrayLike<number>} value
   */
  _put(index, value) {
    if (typeof value === "number") {
      this._choose(index, 0)[0] = value;
      return;
    }
    if (value.length !== this.lanes) {
      const { name } = this.graph.nodes[index];
      throw new Error(`${name} has ${value.length} values for ${this.lanes} lanes`);
    }
    this._choose(index, 1).set(value);
  }

  /**
   * @param {number} index
   * @param {number} step
   */
  _choose(index, step) {
    this._steps[index] = step;
    this._columns[index] = step
      ? (this._wide[index] ??= new Float64Array(this.lanes))
      : this._single[index];
    return this._columns[index];
  }

  /** @param {Node} node */
  _compute({ index, parents, operation }) {
    const [columns, steps] = [this._parents[index], this._parentSteps[index]];
    let step = 0;
    for (let k = 0; k < parents.length; k++) {
      columns[k] = this._columns[parents[k]];
      steps[k] = this._steps[parents[k]];
      step |= steps[k];
    }
    forward(operation, this._choose(index, step), columns, steps, step ? this.lanes : 1);
  }

  // Values -------------------------------------------------------------------------------------
  /**
   * @param {string} name
   * @param {number} [lane]
   */
  value(name, lane = 0) {
    return this._at(this.graph.index(name), lane);
  }

  /**
   * @param {number} index
   * @param {number} lane
   */
  _at(index, lane) {
    return this._columns[index][lane * this._steps[index]];
  }

  /**
   * A node's values in all lanes; not to be written to, and overwritten by the next evaluation.
   * @param {string} name
   */
  values(name) {
    const index = this.graph.index(name);
    if (this._steps[index]) return this._columns[index];
    return new Float64Array(this.lanes).fill(this._columns[index][0]);
  }

  /**
   * @param {Node} node
   * @param {number} lane
   */
  _operands(node, lane) {
    return node.parents.map((parent) => this._at(parent, lane));
  }

  // Derivatives ----------------------------------------------------------------------------------
  /**
   * The local derivatives of one node by each of its operands; empty for a leaf.
   * @param {string} name
   * @param {number} [lane]
   * @returns {number[]}
   */
  factors(name, lane = 0) {
    const node = this.graph.node(name);
    if (!node.operation) return [];
    const { derivatives } = OPERATIONS[node.operation];
    return derivatives(this._operands(node, lane), this._at(node.index, lane));
  }

  /**
   * Differentiate one node by every node, in one lane: name to derivative.
   * @param {string} of
   * @param {number} [lane]
   * @returns {Record<string, number>}
   */
  derivatives(of, lane = 0) {
    const { nodes } = this.graph;
    const start = this.graph.index(of);
    const total = new Array(nodes.length).fill(0);
    total[start] = 1;
    for (let i = start; i >= 0; i--) {
      if (total[i] === 0) continue; // nothing flows through: keeps 0 x infinity from becoming NaN
      const factors = this.factors(nodes[i].name, lane);
      nodes[i].parents.forEach((parent, k) => (total[parent] += total[i] * factors[k]));
    }
    return Object.fromEntries(nodes.map((node) => [node.name, total[node.index]]));
  }

  /**
   * Differentiate one node by every node, in all lanes at once.
   * @param {string} of
   * @returns {Float64Array[]}  by node index; the next call overwrites them
   */
  adjoints(of) {
    const { nodes } = this.graph;
    const start = this.graph.index(of);
    const total = this._adjoints;
    for (let i = 0; i < nodes.length; i++) {
      if (total[i]) total[i].fill(0);
      else total[i] = new Float64Array(this.lanes);
    }
    total[start].fill(1);
    const flows = new Array(start + 1).fill(false);
    flows[start] = true;
    for (let i = start; i >= 0; i--) {
      const { operation, parents } = nodes[i];
      if (!flows[i] || !operation) continue;
      for (const parent of parents) flows[parent] = true;
      const into = parents.map((parent) => total[parent]);
      const [a, s] = [this._parents[i], this._parentSteps[i]];
      backward(operation, total[i], this._columns[i], a, s, into, this.lanes, this._steps[i]);
    }
    return total;
  }

  /**
   * The edges into a node, with their factors.
   * @param {string} child
   * @param {number} [lane]
   * @returns {Edge[]}
   */
  edges(child, lane = 0) {
    const factors = this.factors(child, lane);
    return this.graph.edges(child).map((edge, k) => ({ ...edge, factor: factors[k] }));
  }

  /**
   * The factors along a path, from its end to its start: the order in which the chain is written.
   * @param {Path} path
   * @param {number} [lane]
   */
  pathFactors(path, lane = 0) {
    return path.edges.map(({ child, position }) => this.factors(child, lane)[position]).reverse();
  }

  /**
   * A path's share of the derivative; 1 for the empty path, from a node to itself.
   * @param {Path} path
   * @param {number} [lane]
   */
  pathProduct(path, lane = 0) {
    return this.pathFactors(path, lane).reduce((product, factor) => product * factor, 1);
  }

  // Text -----------------------------------------------------------------------------------------
  /** @param {string} name */
  expression(name) {
    return this.graph.expression(name);
  }

  /**
   * The expression with values put in, LaTeX; for a leaf its value.
   * @param {string} name
   * @param {number} [lane]
   * @param {number} [places]
   */
  filled(name, lane = 0, places = 4) {
    const node = this.graph.node(name);
    const value = this._at(node.index, lane);
    if (!node.operation) return number(value, places);
    return withValues(node.template, value, this._operands(node, lane), places);
  }

  /**
   * The whole line: symbol, expression, expression with values, value.
   * @param {string} name
   * @param {number} [lane]
   * @param {number} [places]
   */
  equation(name, lane = 0, places = 4) {
    const filled = (/** @type {number} */ digits) => this.filled(name, lane, digits);
    const { symbol } = this.graph.node(name);
    return line(symbol, this.expression(name), filled, this.value(name, lane), places);
  }

  /**
   * A local derivative with values put in.
   * @param {string} child
   * @param {number} position  which operand it is by
   * @param {number} [lane]
   * @param {number} [places]
   */
  filledFactor(child, position, lane = 0, places = 4) {
    const node = this.graph.node(child);
    const value = this._at(node.index, lane);
    return withValues(node.factors[position], value, this._operands(node, lane), places);
  }
}
