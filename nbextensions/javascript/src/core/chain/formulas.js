// The formula of one step, in pieces that stand below one another: symbols above, the values put in
// below, so that each factor can be lit by itself.

import { digit, formula, lineOf, summands } from "./lines.js";
import { LOSS } from "./steps.js";
import { number, partial, withSymbols, withValues } from "../graph/writing.js";

/** @typedef {import("./steps.js").Step} Step */
/** @typedef {import("./lines.js").Formula} Formula */
/** @typedef {import("../table/sheet.js").Sheet} Sheet */
/** @typedef {import("../table/footer.js").FooterCell} FooterCell */
/** @typedef {import("../graph/graph.js").Node} Node */

/**
 * @typedef {object} Context
 * @property {Sheet} sheet   the table as it stands
 * @property {number} row    which row is taken through the graph
 * @property {number} places digits after the point
 * @property {Step[]} steps
 * @property {string} rate   LaTeX of the learning rate
 */

const MOST_ROWS = 8; // rows whose numbers are all written out

/**
 * @param {Step} step
 * @param {Context} context
 * @returns {Formula}
 */
export function formulaOf(step, context) {
  switch (step.kind) {
    case "given":
      return given(context);
    case "value":
      return valueFormula(step, context);
    case "factor":
      return factorFormula(step, context);
    case "kept":
    case "path":
      return product(step, context);
    case "total":
      return total(step, context);
    case "over":
      return over(step, context);
    case "update":
      return update(context);
  }
}

/**
 * The number that a step finds; NaN where it finds none or several.
 * @param {Step} step
 * @param {Context} context
 */
export function valueOf(step, { sheet, row }) {
  if (step.kind === "value") return sheet.trace.value(step.node, row);
  if (step.kind === "factor") return sheet.trace.factors(step.node, row)[step.position];
  if (step.kind === "kept" || step.kind === "path") return productOf(step.edges, sheet, row);
  if (step.kind === "total") return slope(sheet, step.leaf, row);
  if (step.kind === "over") return overRows(sheet, step.leaf).value;
  return NaN;
}

/**
 * The derivative of one row's loss by a leaf.
 * @param {Sheet} sheet
 * @param {string} leaf
 * @param {number} row
 */
export function slope(sheet, leaf, row) {
  const known = sheet.columns.some((column) => column.key === `d${leaf}`);
  return known ? sheet.value(row, `d${leaf}`) : sheet.trace.derivatives(LOSS, row)[leaf];
}

/** @param {Sheet} sheet @param {string} leaf @returns {FooterCell} */
export function overRows(sheet, leaf) {
  return sheet.footer.gradient[leaf];
}

/**
 * @param {import("../graph/graph.js").EdgeText[]} edges
 * @param {Sheet} sheet
 * @param {number} row
 */
function productOf(edges, sheet, row) {
  const factors = edges.map(({ child, position }) => sheet.trace.factors(child, row)[position]);
  return factors.reduce((all, factor) => all * factor, 1);
}

// Making formulas ----------------------------------------------------------------------------------
/** What the row gives. @param {Context} context */
function given({ sheet, row, places }) {
  const inputs = sheet.graph.leaves("input");
  const values = inputs.map(({ name }) => number(sheet.trace.value(name, row), places));
  return formula({
    head: "",
    terms: inputs.map(({ name, symbol }) => ({ tex: symbol, key: name })),
    signs: inputs.slice(1).map(() => "\\quad"),
    lines: [{ head: "", relation: "", values, result: null }],
  });
}

/** @param {Step} step @param {Context} context */
function valueFormula({ node: name }, { sheet, row, places }) {
  const node = sheet.graph.node(name);
  return written(node, node.template, node.symbol, sheet.trace.value(name, row), sheet, row, places);
}

/** @param {Step} step @param {Context} context */
function factorFormula({ node: name, position, edges }, { sheet, row, places }) {
  const node = sheet.graph.node(name);
  const value = sheet.trace.factors(name, row)[position];
  return written(node, node.factors[position], edges[0].symbol, value, sheet, row, places);
}

/**
 * A template with symbols above and values below, cut where a sum can be cut.
 * @param {Node} node
 * @param {string} template
 * @param {string} head
 * @param {number} value
 * @param {Sheet} sheet
 * @param {number} row
 * @param {number} places
 */
function written(node, template, head, value, sheet, row, places) {
  const { graph, trace } = sheet;
  const { parts, signs } = summands(template);
  const parents = node.parents.map((parent) => graph.nodes[parent]);
  const own = trace.value(node.name, row);
  const operands = parents.map((parent) => trace.value(parent.name, row));
  const symbols = parents.map((parent) => parent.symbol);
  const terms = parts.map((part) => ({ tex: withSymbols(part, node.symbol, symbols), key: "" }));
  const write = (/** @type {number} */ digits) => parts.map((part) => withValues(part, own, operands, digits));
  const expression = terms.length === 1 ? terms[0].tex : "";
  return formula({ head, terms, signs, lines: [lineOf(write, value, places, expression)] });
}

/**
 * Factors along a way, from the loss down.
 * @param {Step} step
 * @param {Context} context
 */
function product({ kind, node, leaf, index, whole, edges, known: until }, { sheet, row, places }) {
  const { graph, trace } = sheet;
  const known = until ? edges.findIndex((edge) => edge.parent === until) + 1 : 0;
  const factors = edges.map(({ child, position }) => trace.factors(child, row)[position]);
  const before = factors.slice(0, known).reduce((all, factor) => all * factor, 1);
  const numbers = known ? [before, ...factors.slice(known)] : factors;
  const write = (/** @type {number} */ digits) => numbers.map((one) => digit(one, digits, true));
  const by = graph.node(kind === "kept" ? node : leaf).symbol;
  const several = kind === "path" && !whole;
  const head = several ? `\\text{path } ${index + 1}` : partial(graph.node(LOSS).symbol, by);
  const line = lineOf(write, productOf(edges, sheet, row), places, "");
  const terms = edges.map((edge) => ({ tex: edge.symbol, key: `${edge.child}:${edge.position}` }));
  return formula({ head, terms, known, lines: [line] });
}

/** @param {Step} step @param {Context} context */
function total({ leaf }, { sheet, row, places, steps }) {
  const { graph } = sheet;
  const head = partial(graph.node(LOSS).symbol, graph.node(leaf).symbol);
  const value = slope(sheet, leaf, row);
  const paths = steps.filter((one) => one.kind === "path" && one.leaf === leaf);
  const shares = paths.map((path) => productOf(path.edges, sheet, row));
  const write = (/** @type {number} */ digits) =>
    paths.length ? shares.map((share) => digit(share, digits, true)) : [digit(value, digits)];
  const terms = paths.map((path) => ({ tex: `\\text{path } ${path.index + 1}`, key: path.key }));
  const many = [{ tex: `\\text{${graph.countPaths(leaf, LOSS)} paths}`, key: "" }];
  return formula({
    head,
    terms: paths.length ? terms : many,
    signs: terms.slice(1).map(() => "+"),
    lines: [lineOf(write, value, places, "")],
  });
}

/** @param {Step} step @param {Context} context */
function over({ leaf }, { sheet, places }) {
  const cell = overRows(sheet, leaf);
  const n = cell.parts.length;
  const shown = cell.parts.map((_, r) => r).filter((r) => n <= MOST_ROWS || r < MOST_ROWS - 2 || r === n - 1);
  const cut = shown.length < n;
  const dots = (/** @type {string[]} */ list) => (cut ? list.toSpliced(-1, 0, "\\ldots") : list);
  const write = (/** @type {number} */ digits) => dots(shown.map((r) => digit(cell.parts[r], digits, true)));
  const keys = dots(shown.map((r) => `row:${r}`)).map((key) => (key === "\\ldots" ? "" : key));
  const texs = dots(shown.map((r) => `\\text{row } ${r + 1}`));
  const mean = cell.kind === "mean";
  return formula({
    head: cell.symbol,
    terms: texs.map((tex, k) => ({ tex, key: keys[k] })),
    signs: keys.slice(1).map(() => "+"),
    before: mean ? `\\frac{1}{${n}} \\Big(` : "",
    after: mean ? "\\Big)" : "",
    lines: [lineOf(write, cell.value, places, "")],
  });
}

/** All parameters that are followed, each from the old values. @param {Context} context */
function update({ sheet, row, places, steps, rate }) {
  const cells = sheet.updateAfter(row);
  const lines = learnedIn(steps, sheet).map((leaf) => {
    const [old, eta, gradient] = cells[leaf].parts;
    const write = (/** @type {number} */ digits) => [
      number(old, digits), number(eta, digits), digit(gradient, digits, true),
    ];
    const { symbol, expression, value } = cells[leaf];
    return { ...lineOf(write, value, places, ""), head: symbol, expression };
  });
  const terms = ["\\text{old}", rate, "\\text{gradient}"].map((tex) => ({ tex, key: "" }));
  return formula({ head: "\\text{new}", terms, signs: ["-", "\\cdot"], lines });
}

/** The parameters whose gradient the steps derive. @param {Step[]} steps @param {Sheet} sheet */
export function learnedIn(steps, sheet) {
  const ends = steps.filter((one) => one.kind === "path" || one.kind === "total");
  const leaves = [...new Set(ends.map((one) => one.leaf))];
  return leaves.filter((leaf) => sheet.graph.node(leaf).kind === "parameter");
}
