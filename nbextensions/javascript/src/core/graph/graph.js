// The computational graph in the browser: what course.graph.to_data sends, ready to be evaluated.
// A graph holds no values of its own beyond its leaves' first ones: an evaluation is a Trace.

import { OPERATIONS } from "./operations.js";
import { countPaths, listPaths } from "./paths.js";
import { Trace } from "./trace.js";
import { partial, withSymbols } from "./writing.js";

/**
 * @typedef {object} Node
 * @property {number} index      place in `graph.nodes`; parents always have smaller ones
 * @property {string} name
 * @property {string} symbol     LaTeX
 * @property {"input" | "parameter" | "constant" | "operation"} kind
 * @property {string} operation  a key of OPERATIONS; "" for a leaf
 * @property {number[]} parents  in the operation's order; a parent may occur twice
 * @property {string} template   the expression with placeholders; "" for a leaf
 * @property {string[]} factors  the local derivative by each parent, with placeholders
 * @property {string} quantity   what it is in words that every deck shares, or ""
 * @property {number[]} indices  subscripts of that quantity
 * @property {number} value      a leaf's first value
 *
 * @typedef {object} EdgeText
 * @property {string} parent
 * @property {string} child
 * @property {number} position    which of the child's operands the parent is
 * @property {string} symbol      LaTeX of the derivative
 * @property {string} expression  LaTeX of what it is
 *
 * @typedef {Record<string, number | ArrayLike<number>>} Leaves
 * @typedef {{name: string, symbol: string, kind: string, operation?: string, parents?: number[],
 *   template?: string, factors?: string[], quantity?: string, indices?: number[], value?: number
 * }} NodeData
 * @typedef {{format: string, version: number, nodes: NodeData[]}} GraphData
 * @typedef {{operation: string, template: string, factors: string[], parents?: string[]}} Formula
 *   what replaces a node's operation; `parents` (names) only where they change too
 */

const FORMAT = "chalkgrad-graph";
const VERSION = 1;
const KINDS = ["input", "parameter", "constant", "operation"];

export class Graph {
  /** @param {Node[]} nodes  parents before children */
  constructor(nodes) {
    this.nodes = nodes;
    /** @type {Map<string, number>} */
    this.places = new Map(nodes.map((node) => [node.name, node.index]));
  }

  /**
   * Build a graph from what course.graph.to_data makes.
   * @param {GraphData} data
   */
  static fromData(data) {
    if (data.format !== FORMAT || data.version !== VERSION) {
      const got = `${data.format} version ${data.version}`;
      throw new Error(`got data of format ${got}, expected ${FORMAT} version ${VERSION}`);
    }
    return new Graph(data.nodes.map(nodeFromData));
  }

  /** @param {string} name */
  has(name) {
    return this.places.has(name);
  }

  /** @param {string} name */
  index(name) {
    const index = this.places.get(name);
    if (index === undefined) {
      const names = this.nodes.map((node) => node.name).join(", ");
      throw new Error(`no node ${JSON.stringify(name)}; there are ${names}`);
    }
    return index;
  }

  /** @param {string} name */
  node(name) {
    return this.nodes[this.index(name)];
  }

  /**
   * The nodes that are not computed.
   * @param {string} [kind]  "input", "parameter" or "constant"; all without it
   */
  leaves(kind) {
    return this.nodes.filter((node) => !node.operation && (!kind || node.kind === kind));
  }

  // Evaluating ---------------------------------------------------------------------------------
  /**
   * Evaluate the graph for many rows or points at once.
   * @param {Leaves} [leaves]  name to one number, or one a lane; the others keep their first value
   * @param {number} [lanes]
   */
  evaluate(leaves = {}, lanes = 1) {
    return new Trace(this, lanes).evaluate(leaves);
  }

  /**
   * Evaluate again into an earlier trace of this graph: nothing is allocated.
   * @param {Trace} trace
   * @param {Leaves} leaves
   */
  evaluateInto(trace, leaves) {
    if (trace.graph !== this) throw new Error("the trace belongs to another graph");
    return trace.evaluate(leaves);
  }

  // Text -----------------------------------------------------------------------------------------
  /**
   * LaTeX of what a node is made of; a leaf's own symbol.
   * @param {string} name
   */
  expression(name) {
    const node = this.node(name);
    return node.operation ? this.written(node, node.template) : node.symbol;
  }

  /**
   * @param {Node} node
   * @param {string} template
   */
  written(node, template) {
    const symbols = node.parents.map((parent) => this.nodes[parent].symbol);
    return withSymbols(template, node.symbol, symbols);
  }

  /**
   * The edges into a node, without their factors' values.
   * @param {string} child
   * @returns {EdgeText[]}
   */
  edges(child) {
    const node = this.node(child);
    return node.parents.map((index, position) => {
      const parent = this.nodes[index];
      const symbol = partial(node.symbol, parent.symbol);
      const expression = this.written(node, node.factors[position]);
      return { parent: parent.name, child, position, symbol, expression };
    });
  }

  // Paths ----------------------------------------------------------------------------------------
  /**
   * Count the paths between two nodes without walking them.
   * @param {string} start
   * @param {string} end
   */
  countPaths(start, end) {
    return countPaths(this, start, end);
  }

  /**
   * List every path from one node to a later one, in the order of the operands, seen from the end.
   * @param {string} start
   * @param {string} end
   * @param {number} [limit]
   */
  paths(start, end, limit = 10_000) {
    return listPaths(this, start, end, limit);
  }

  // Variants -------------------------------------------------------------------------------------
  /**
   * The same graph with one node computed otherwise, such as with another loss.
   * @param {string} name
   * @param {Formula} formula
   */
  withOperation(name, formula) {
    const { operation, template, factors } = formula;
    const at = this.index(name);
    const parents = formula.parents?.map((parent) => this.index(parent)) ?? this.nodes[at].parents;
    const changed = checked({ ...this.nodes[at], operation, template, factors, parents });
    return new Graph(this.nodes.map((node) => (node.index === at ? changed : node)));
  }

  /**
   * The same graph in other letters.
   * @param {Record<string, string>} symbols  node name to LaTeX; the others keep theirs
   */
  relabelled(symbols) {
    return new Graph(
      this.nodes.map((node) => ({ ...node, symbol: symbols[node.name] ?? node.symbol })),
    );
  }
}

/**
 * @param {NodeData} data
 * @param {number} index
 * @returns {Node}
 */
function nodeFromData(data, index) {
  const leaf = { operation: "", parents: [], template: "", factors: [], value: 0 };
  const meaning = { quantity: "", indices: [] };
  return checked(/** @type {Node} */ ({ ...leaf, ...meaning, ...data, index }));
}

/** @param {Node} node */
function checked(node) {
  const problem = problemOf(node);
  if (problem) throw new Error(`node ${JSON.stringify(node.name)} ${problem}`);
  return node;
}

/** @param {Node} node */
function problemOf(node) {
  if (!KINDS.includes(node.kind)) return `has kind ${node.kind}, which no graph has`;
  if (node.kind !== "operation") return "";
  if (!Object.hasOwn(OPERATIONS, node.operation)) return `has unknown operation ${node.operation}`;
  if (!node.parents.every((parent) => Number.isInteger(parent) && parent >= 0 && parent < node.index))
    return `has parents ${node.parents}, expected ones before it`;
  if (node.factors.length !== node.parents.length)
    return `has ${node.factors.length} factors for ${node.parents.length} parents`;
  return "";
}
