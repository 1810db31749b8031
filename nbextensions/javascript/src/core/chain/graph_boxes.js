// How much room each node of a graph takes in the drawing, in units (14 to the em).
// nbextensions/chain_stepper/graph_layout.py has the same sizes.

/** @typedef {import("../graph/graph.js").Graph} Graph */
/** @typedef {import("./layout.js").Box} Box */

/**
 * @typedef {object} Sizes
 * @property {number} width
 * @property {number} leaf     height of a leaf
 * @property {number} made     height of a computed node
 * @property {number} caption  the operation's name above
 * @property {number} slope    a line for the derivative, below what is computed
 * @property {number} beside   room for the derivative, beside a leaf
 */

/** Few nodes have symbol and value below one another, many have them side by side. */
export const FEW = Object.freeze({ width: 78, leaf: 19, made: 36, caption: 12, slope: 14, beside: 70 });
export const MANY = Object.freeze({ width: 78, leaf: 17, made: 20, caption: 11, slope: 13, beside: 70 });
export const MOST_FEW = 16;

/** Room between rows and columns, for `layout`. */
export const GAPS = Object.freeze({ few: { row: 6, column: 44, widest: 96 }, many: { row: 2, column: 42, widest: 96 } });

/** @typedef {Box & {high: boolean, leaf: boolean, slope: boolean, sizes: Sizes}} NodeBox */

/**
 * @param {Graph} graph
 * @param {Iterable<string>} sloped  nodes with room for their derivative
 * @returns {NodeBox[]}
 */
export function boxesOf(graph, sloped) {
  const high = graph.nodes.length <= MOST_FEW;
  const sizes = high ? FEW : MANY;
  const marked = new Set(sloped);
  return graph.nodes.map(({ name, parents }) => {
    const leaf = parents.length === 0;
    const height = leaf ? sizes.leaf : sizes.made;
    const slope = marked.has(name);
    const above = height / 2 + (leaf ? 0 : sizes.caption);
    const below = height / 2 + (slope && !leaf ? sizes.slope : 0);
    const width = sizes.width + (slope && leaf ? sizes.beside : 0);
    return { name, parents, width, above, below, high: high && !leaf, leaf, slope, sizes };
  });
}
