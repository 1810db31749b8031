// Every path from a node to a later one: the derivative is the sum, over the paths, of the product
// of the factors along each.

/** @typedef {import("./graph.js").Graph} Graph */
/** @typedef {import("./graph.js").EdgeText} EdgeText */

/**
 * @typedef {object} Path
 * @property {EdgeText[]} edges   from the start to the end
 * @property {string[]} names     the nodes on the way, start and end included
 * @property {string} expression  LaTeX of the product, written from the end to the start
 */

/**
 * @param {Graph} graph
 * @param {string} start
 * @param {string} end
 */
export function countPaths(graph, start, end) {
  const [first, last] = [graph.index(start), graph.index(end)];
  const count = new Array(graph.nodes.length).fill(0);
  count[first] = 1;
  for (let i = first + 1; i <= last; i++) {
    count[i] = graph.nodes[i].parents.reduce((sum, parent) => sum + count[parent], 0);
  }
  return first <= last ? count[last] : 0;
}

/**
 * For each node up to the end, whether it depends on the start.
 * @param {Graph} graph
 * @param {number} start
 * @param {number} end
 */
function upward(graph, start, end) {
  const reached = new Array(end + 1).fill(false);
  if (start <= end) reached[start] = true;
  for (let i = start + 1; i <= end; i++) {
    reached[i] = graph.nodes[i].parents.some((parent) => reached[parent]);
  }
  return reached;
}

/**
 * @param {Graph} graph
 * @param {string} start
 * @param {string} end
 * @param {number} limit
 * @returns {Path[]}
 */
export function listPaths(graph, start, end, limit) {
  const total = countPaths(graph, start, end);
  if (total > limit) {
    throw new Error(`${total} paths lead from ${start} to ${end}, the limit is ${limit}`);
  }
  const [first, last] = [graph.index(start), graph.index(end)];
  const reached = upward(graph, first, last);
  /** @type {Path[]} */
  const found = [];
  /** @type {{index: number, edges: EdgeText[]}[]} */
  const waiting = [{ index: last, edges: [] }];
  for (let way = waiting.pop(); way; way = waiting.pop()) {
    if (way.index === first) {
      found.push(finished(way.edges));
      continue;
    }
    const { name, parents } = graph.nodes[way.index];
    for (const edge of graph.edges(name).reverse()) {
      const index = parents[edge.position];
      if (reached[index]) waiting.push({ index, edges: [edge, ...way.edges] });
    }
  }
  return found;
}

/**
 * @param {EdgeText[]} edges
 * @returns {Path}
 */
function finished(edges) {
  const names = edges.map((edge) => edge.parent);
  const symbols = edges.map((edge) => edge.symbol).reverse();
  if (edges.length) names.push(edges[edges.length - 1].child);
  return { edges, names, expression: symbols.join(" \\cdot ") || "1" };
}
