// The formula of one step, in pieces that stand below one another: symbols above, the values put in
// below, so that each factor can be lit by itself.

import { rounded } from "./numbers.js";
import { LOSS } from "./chain_steps.js";
import { number, partial, withSymbols, withValues } from "./writing.js";

/** @typedef {import("./chain_steps.js").Step} Step */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./footer.js").FooterCell} FooterCell */
/** @typedef {import("./graph.js").Node} Node */

/**
 * @typedef {object} Term
 * @property {string} tex
 * @property {string} key  what it is in graph and table: an edge "p:0", a node, a row "row:2", or ""
 *
 * @typedef {object} Line
 * @property {string} head      LaTeX of what the line is about, where that changes; else ""
 * @property {string} relation  "=" or "\approx"
 * @property {string[]} values  LaTeX, one for each term; a known product has one for all it covers
 * @property {{relation: string, latex: string} | null} result  null where it would be said twice
 *
 * @typedef {object} Formula
 * @property {string} head     LaTeX of the left side
 * @property {Term[]} terms
 * @property {string[]} signs  between them, one fewer
 * @property {string} before   LaTeX before the first term and behind the last, on every line
 * @property {string} after
 * @property {number} known    how many of the first terms are one product, computed before
 * @property {Line[]} lines
 */

/**
 * @typedef {object} Context
 * @property {Sheet} sheet   the table as it stands
 * @property {number} row    which row is taken through the graph
 * @property {number} places digits after the point
 * @property {Step[]} steps
 * @property {string} rate   LaTeX of the learning rate
 */

/**
 * How many digits a number gets after the point: small ones more, so that a derivative of 0.000534
 * is not shown as 0.0005.
 * @param {number} value
 * @param {number} places
 */
export function enough(value, places) {
  const size = Math.abs(value);
  if (!(size > 0 && size < 1)) return places;
  const significant = Math.min(3, places - 1);
  return Math.max(places, Math.min(7, significant - 1 - Math.floor(Math.log10(size))));
}

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
 * @param {import("./graph.js").EdgeText[]} edges
 * @param {Sheet} sheet
 * @param {number} row
 */
function productOf(edges, sheet, row) {
  const factors = edges.map(({ child, position }) => sheet.trace.factors(child, row)[position]);
  return factors.reduce((all, factor) => all * factor, 1);
}

// Making formulas ----------------------------------------------------------------------------------
/**
 * @param {Partial<Formula> & {head: string, terms: Term[], lines: Line[]}} some
 * @returns {Formula}
 */
function formula(some) {
  return { signs: some.terms.slice(1).map(() => "\\cdot"), before: "", after: "", known: 0, ...some };
}

/**
 * @param {number} value
 * @param {number} places
 * @param {boolean} [parentheses]
 */
function digit(value, places, parentheses = false) {
  return number(value, enough(value, places), parentheses);
}

/**
 * The line with values below an expression.
 * @param {(places: number) => string[]} write  the terms' values to that many places
 * @param {number} value
 * @param {number} places
 * @param {string} expression  not to be repeated
 * @returns {Line}
 */
function lineOf(write, value, places, expression) {
  const values = write(places);
  const shown = rounded(value, enough(value, places), true);
  const exact = values.join(" ") === write(15).join(" ");
  const alone = values.length === 1 ? values[0] : "";
  const relation = alone === shown.latex ? shown.relation : exact ? "=" : "\\approx";
  if (alone && alone === expression) return { head: "", relation: "", values: [], result: null };
  const result = alone === shown.latex ? null : { relation: shown.relation, latex: shown.latex };
  return { head: "", relation, values, result };
}

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
 * Cut a template at the signs that stand outside of all brackets.
 * @param {string} template
 */
export function summands(template) {
  let depth = 0;
  let start = 0;
  /** @type {string[]} */
  const parts = [];
  /** @type {string[]} */
  const signs = [];
  for (let i = 0; i < template.length; i++) {
    if ("([{".includes(template[i])) depth++;
    if (")]}".includes(template[i])) depth--;
    if (depth || !/^ [+-] $/.test(template.slice(i, i + 3))) continue;
    parts.push(template.slice(start, i));
    signs.push(template[i + 1]);
    start = i + 3;
  }
  return { parts: [...parts, template.slice(start)], signs };
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
    return { ...lineOf(write, cells[leaf].value, places, ""), head: cells[leaf].symbol };
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

/** A formula as one line of LaTeX. @param {Formula} formula @returns {string[]} */
export function latexOf({ head, terms, signs, before, after, known, lines }) {
  const join = (/** @type {string[]} */ texts, /** @type {string[]} */ between) =>
    [before, ...texts.flatMap((tex, k) => (k ? [between[k - 1], tex] : [tex])), after].filter(Boolean).join(" ");
  const expression = join(terms.map((term) => term.tex), signs);
  return lines.map((line) => {
    const left = [line.head || head, lines.length > 1 ? "" : expression].filter(Boolean);
    const below = line.values.length ? `${line.relation} ${join(line.values, signs.slice(Math.max(0, known - 1)))}` : "";
    const end = line.result ? `${line.result.relation} ${line.result.latex}` : "";
    return [left.join(" = "), below, end].filter(Boolean).join(" ");
  });
}
