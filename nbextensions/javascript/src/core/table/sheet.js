// A table's numbers at one choice of parameters, rows, loss, reduction and learning rate.

import { MOST_PATHS, usedBy } from "./columns.js";
import { gather, update } from "./footer.js";
import { Trace } from "../graph/trace.js";
import { line, number } from "../graph/writing.js";

/** @typedef {import("./columns.js").Column} Column */
/** @typedef {import("./footer.js").FooterCell} FooterCell */
/** @typedef {import("../graph/graph.js").Graph} Graph */
/** @typedef {import("./table.js").Layout} Layout */
/** @typedef {import("./table.js").Reduction} Reduction */
/** @typedef {import("./table.js").Row} Row */
/** @typedef {{loss: FooterCell, gradient: Record<string, FooterCell>, update: Record<string, FooterCell>}} Footer */

const LOSS = "loss";

export class Sheet {
  /**
   * @param {Layout} layout
   * @param {Record<string, number>} parameters  at the start of the table
   * @param {Row[]} rows
   * @param {Reduction} reduction
   * @param {number} learningRate
   */
  constructor(layout, parameters, rows, reduction, learningRate) {
    this.graph = layout.graph;
    this.columns = layout.columns;
    this.parameters = parameters;
    this.rows = rows;
    this.n = rows.length;
    this.reduction = reduction;
    this.learningRate = learningRate;
    this.rateSymbol = layout.rateSymbol;
    /** @type {Record<string, number>} gradients over all rows that stand in the place of ours */
    this._totals = {};
    /** @type {Footer | null} */
    this._footer = null;
    this._names = this.graph.leaves("parameter").map((leaf) => leaf.name);
    /** @type {Map<string, Column>} */
    this._keys = new Map(this.columns.map((column) => [column.key, column]));
    /** One lane a row. */
    this.trace = this._evaluate();
    /** @type {Map<string, Float64Array>} */
    this._values = this._gradients();
  }

  // Evaluating -------------------------------------------------------------------------------------
  _evaluate() {
    const seen = this.reduction === "online" ? this._walk() : this.parameters;
    const inputs = this.graph.leaves("input").map(({ name }) => [name, this._input(name)]);
    return this.graph.evaluate({ ...Object.fromEntries(inputs), ...seen }, this.n);
  }

  /** @param {string} name */
  _input(name) {
    return Float64Array.from(this.rows, (row, r) => {
      if (name in row) return row[name];
      throw new Error(`row ${r} has no ${name}`);
    });
  }

  /** Online: each row sees the parameters that the row before left. */
  _walk() {
    const one = new Trace(this.graph);
    const now = { ...this.parameters };
    const names = this._names;
    const seen = Object.fromEntries(names.map((name) => [name, new Float64Array(this.n)]));
    this.rows.forEach((row, r) => {
      const slopes = one.evaluate({ ...row, ...now }).adjoints(LOSS);
      for (const name of names) {
        seen[name][r] = now[name];
        now[name] -= this.learningRate * slopes[this.graph.index(name)][0];
      }
    });
    return seen;
  }

  /** The derivatives of each row's loss, kept: the trace may be asked for others later. */
  _gradients() {
    const slopes = this.trace.adjoints(LOSS);
    const found = this.columns.filter((column) => column.kind === "gradient");
    return new Map(
      found.map(({ key, node }) => [key, slopes[this.graph.index(node)].slice()]),
    );
  }

  /**
   * Let other numbers stand in the place of computed ones, such as those of a student's functions.
   * @param {{values?: Record<string, ArrayLike<number>>, totals?: Record<string, number>}} others
   *   `values`: by node, and what follows from the node follows from them, or by gradient column;
   *   `totals`: gradients over all rows, by parameter
   * @returns {this}
   */
  substitute({ values = {}, totals = {} }) {
    for (const name of Object.keys(values)) {
      if (this.graph.has(name)) this.trace.replace(name, values[name]);
    }
    this._values = this._gradients();
    for (const [key, column] of Object.entries(values)) {
      if (!this.graph.has(key)) this._values.set(key, Float64Array.from(column));
    }
    this._totals = totals;
    this._footer = null;
    return this;
  }

  // Reading ----------------------------------------------------------------------------------------
  get keys() {
    return this.columns.map((column) => column.key);
  }

  /** @param {string} key */
  column(key) {
    const column = this._keys.get(key);
    if (column) return column;
    throw new Error(`no column ${key}; there are ${this.keys.join(", ")}`);
  }

  /**
   * A column's numbers, or a parameter's value in each row.
   * @param {string} key
   */
  values(key) {
    const known = this._values.get(key);
    if (known) return known;
    const column = this._names.includes(key) ? null : this.column(key);
    const made = column?.kind === "factor" ? this._factors(column) : this.trace.values(key);
    this._values.set(key, made);
    return made;
  }

  /** @param {Column} column */
  _factors({ node, parent }) {
    const { parents } = this.graph.node(node);
    const index = this.graph.index(parent);
    return Float64Array.from(this.rows, (_, r) =>
      this.trace
        .factors(node, r)
        .reduce((sum, factor, k) => (parents[k] === index ? sum + factor : sum), 0),
    );
  }

  /**
   * @param {number} row
   * @param {string} key
   */
  value(row, key) {
    return this.values(key)[this._place(row)];
  }

  /** @param {number} row */
  _place(row) {
    if (Number.isInteger(row) && row >= 0 && row < this.n) return row;
    throw new RangeError(`row is ${row}, expected 0 to ${this.n - 1}`);
  }

  /**
   * Keys of the columns in which a column or parameter is put in.
   * @param {string} key
   */
  usedBy(key) {
    return usedBy(this.columns, key);
  }

  /** @param {string} key */
  expression(key) {
    return this.column(key).expression;
  }

  /**
   * A column's expression with the values of one row put in.
   * @param {number} row
   * @param {string} key
   * @param {number} [places]
   */
  filled(row, key, places = 4) {
    const { kind, node, parent } = this.column(key);
    this._place(row);
    if (kind === "input" || kind === "value") return this.trace.filled(node, row, places);
    if (kind === "factor") return this._filledFactor(node, parent, row, places);
    return this._filledGradient(row, key, places);
  }

  /**
   * @param {number} row
   * @param {string} key
   * @param {number} places
   */
  _filledGradient(row, key, places) {
    const { node } = this.column(key);
    if (this.graph.countPaths(node, LOSS) > MOST_PATHS) return number(this.value(row, key), places);
    const ways = this.graph.paths(node, LOSS);
    if (ways.length === 1 && ways[0].edges.length === 1)
      return this._filledFactor(LOSS, node, row, places);
    const products = ways.map((way) =>
      this.trace
        .pathFactors(way, row)
        .map((factor) => number(factor, places, true))
        .join(" \\cdot "),
    );
    return products.join(" + ");
  }

  /**
   * @param {string} child
   * @param {string} parent
   * @param {number} row
   * @param {number} places
   */
  _filledFactor(child, parent, row, places) {
    const position = this.graph.node(child).parents.indexOf(this.graph.index(parent));
    return this.trace.filledFactor(child, position, row, places);
  }

  /**
   * The whole line: symbol, expression, expression with values, value.
   * @param {number} row
   * @param {string} key
   * @param {number} [places]
   */
  equation(row, key, places = 4) {
    const { symbol, expression } = this.column(key);
    const filled = (/** @type {number} */ digits) => this.filled(row, key, digits);
    return line(symbol, expression, filled, this.value(row, key), places);
  }

  // Below the rows ---------------------------------------------------------------------------------
  /** @returns {Footer} */
  get footer() {
    if (this._footer) return this._footer;
    const gradient = this._gradient();
    this._footer = { loss: this._loss(), gradient, update: this._updates(this.n - 1, gradient) };
    return this._footer;
  }

  _loss() {
    const { symbol } = this.graph.node(LOSS);
    return gather(LOSS, symbol, this.values(LOSS), this.reduction === "sum" ? "sum" : "mean");
  }

  /** @returns {Record<string, FooterCell>}  online there is none, and it is empty */
  _gradient() {
    const { reduction } = this;
    if (reduction === "online") return {};
    return Object.fromEntries(
      this._names.map((name) => {
        const { symbol } = this.column(`d${name}`);
        const cell = gather(name, symbol, this.values(`d${name}`), reduction);
        return [name, { ...cell, value: this._totals[name] ?? cell.value }];
      }),
    );
  }

  /**
   * The step that is taken after a row; only online does it matter which.
   * @param {number} row
   * @returns {Record<string, FooterCell>}
   */
  updateAfter(row) {
    return this._updates(this._place(row), this._gradient());
  }

  /**
   * @param {number} row
   * @param {Record<string, FooterCell>} gradient
   * @returns {Record<string, FooterCell>}
   */
  _updates(row, gradient) {
    const loss = this.graph.node(LOSS).symbol;
    return Object.fromEntries(
      this._names.map((name) => {
        const slope = gradient[name]?.value ?? this.value(row, `d${name}`);
        const before = this.value(row, name);
        const node = this.graph.node(name);
        return [name, update(node, before, slope, this.learningRate, loss, this.rateSymbol)];
      }),
    );
  }

  /** How many predictions equal their target; null where the table makes none. */
  get nRight() {
    if (!this.graph.has("y_hat")) return null;
    const target = this.values("y");
    return this.values("y_hat").reduce((sum, guess, r) => sum + Number(guess === target[r]), 0);
  }

  /**
   * The parameters after the update: what the next table starts with.
   * @returns {Record<string, number>}
   */
  next() {
    const steps = Object.entries(this.footer.update);
    return Object.fromEntries(steps.map(([name, cell]) => [name, cell.value]));
  }
}
