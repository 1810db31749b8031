// Which columns a table has: they are read off the graph, as course/hand/columns.py does, so that a
// swapped loss or another deck's letters change the columns with it.

import { partial } from "../graph/writing.js";

/** @typedef {import("../graph/graph.js").EdgeText} EdgeText */
/** @typedef {import("../graph/graph.js").Graph} Graph */
/** @typedef {import("../graph/graph.js").Node} Node */

/**
 * @typedef {object} Column
 * @property {string} key         "h", "dp_dh", "dw1"
 * @property {"input" | "value" | "factor" | "gradient"} kind
 * @property {string} symbol      LaTeX of the heading
 * @property {string} expression  LaTeX of what is computed
 * @property {string} node        for a factor the child, for a gradient the one differentiated by
 * @property {string} parent      for a factor the parent; else ""
 * @property {string[]} dependsOn keys of the columns and parameters that are put in
 * @property {string[]} usedBy    keys of the columns in which this one is put in
 * @property {string} quantity
 */

export const MOST_PATHS = 8; // a gradient with more paths is not written out
const LOSS = "loss";

/**
 * Read the columns off a graph of one example.
 * @param {Graph} graph
 * @returns {Column[]}  inputs, forward values, then factors and gradients backward
 */
export function columnsOf(graph) {
  const forward = graph.nodes.filter((node) => node.operation);
  const found = [
    ...graph.leaves("input").map((node) => forwardColumn(graph, node, "input")),
    ...forward.map((node) => forwardColumn(graph, node, "value")),
    ...backwardColumns(graph),
  ];
  for (const column of found) column.usedBy = usedBy(found, column.key);
  return found;
}

/**
 * Keys of the columns in which a column or parameter is put in.
 * @param {Column[]} columns
 * @param {string} key
 */
export function usedBy(columns, key) {
  return columns.filter((other) => other.dependsOn.includes(key)).map((other) => other.key);
}

/**
 * @template T
 * @param {T[]} items
 */
const unique = (items) => [...new Set(items)];

/**
 * @param {Graph} graph
 * @param {Node} node
 * @param {"input" | "value"} kind
 * @returns {Column}
 */
function forwardColumn(graph, node, kind) {
  return {
    key: node.name,
    kind,
    symbol: node.symbol,
    expression: graph.expression(node.name),
    node: node.name,
    parent: "",
    dependsOn: unique(node.parents.map((parent) => graph.nodes[parent].name)),
    usedBy: [],
    quantity: node.quantity,
  };
}

/**
 * For each node whether it is a parameter or depends on one.
 * @param {Graph} graph
 */
function learning(graph) {
  /** @type {boolean[]} */
  const found = [];
  for (const node of graph.nodes) {
    found.push(node.kind === "parameter" || node.parents.some((parent) => found[parent]));
  }
  return found;
}

/** @param {Graph} graph */
function backwardColumns(graph) {
  const learns = learning(graph);
  /** @type {Column[]} */
  const found = [];
  for (let i = graph.index(LOSS); i >= 0; i--) {
    const node = graph.nodes[i];
    if (!node.operation || !graph.countPaths(node.name, LOSS)) continue;
    const edges = graph.edges(node.name).filter((edge) => learns[graph.index(edge.parent)]);
    // the last edge of a parent that is used twice, in the place of its first
    const into = [...new Map(edges.map((edge) => [edge.parent, edge])).values()];
    if (node.name !== LOSS) {
      found.push(gradient(graph, node));
      for (const edge of into) found.push(factor(graph, edge)); // by the loss: already a gradient
    }
    for (const { parent } of into) {
      if (graph.node(parent).kind === "parameter" && completeAt(graph, parent, node))
        found.push(gradient(graph, graph.node(parent)));
    }
  }
  return found;
}

/**
 * Whether a node is the first to use a parameter: the gradient is complete only there.
 * @param {Graph} graph
 * @param {string} parameter
 * @param {Node} node
 */
function completeAt(graph, parameter, node) {
  const index = graph.index(parameter);
  return graph.nodes.find((other) => other.parents.includes(index))?.index === node.index;
}

/**
 * @param {EdgeText} edge
 * @returns {string}  "dp" for the edge from p into the loss, "dp_dh" for one further in
 */
export function factorKey(edge) {
  return edge.child === LOSS ? `d${edge.parent}` : `d${edge.child}_d${edge.parent}`;
}

/**
 * @param {Graph} graph
 * @param {EdgeText} edge
 * @returns {Column}
 */
function factor(graph, edge) {
  const child = graph.node(edge.child);
  const template = child.factors[edge.position];
  const operands = [child.name, ...child.parents.map((parent) => graph.nodes[parent].name)];
  const places = new Set(template.match(/(?<=[#@])\d+/g)?.map(Number));
  const put = operands.filter((_, place) => places.has(place));
  return {
    key: factorKey(edge),
    kind: "factor",
    symbol: edge.symbol,
    expression: edge.expression,
    node: edge.child,
    parent: edge.parent,
    dependsOn: unique(put),
    usedBy: [],
    quantity: "",
  };
}

/**
 * @param {Graph} graph
 * @param {Node} node
 * @returns {Column}
 */
function gradient(graph, node) {
  const symbol = partial(graph.node(LOSS).symbol, node.symbol);
  return {
    key: `d${node.name}`,
    kind: "gradient",
    symbol,
    ...written(graph, node, symbol),
    node: node.name,
    parent: "",
    usedBy: [],
    quantity: node.quantity,
  };
}

/**
 * A gradient's expression: its local derivative where it goes straight into the loss, else the sum
 * over its paths.
 * @param {Graph} graph
 * @param {Node} node
 * @param {string} symbol
 */
function written(graph, node, symbol) {
  if (graph.countPaths(node.name, LOSS) > MOST_PATHS) return { expression: symbol, dependsOn: [] };
  const ways = graph.paths(node.name, LOSS);
  if (ways.length === 1 && ways[0].edges.length === 1) {
    const { expression, dependsOn } = factor(graph, ways[0].edges[0]);
    return { expression, dependsOn };
  }
  const keys = ways.flatMap((way) => way.edges.map(factorKey).reverse());
  return { expression: ways.map((way) => way.expression).join(" + "), dependsOn: unique(keys) };
}
