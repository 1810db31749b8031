// One number of a table worked out again from other numbers than the exact ones: from rounded
// ones, as people do by hand, or from what somebody typed.

import { factorKey, MOST_PATHS } from "./columns.js";
import { gather } from "./footer.js";
import { rounded } from "../text/numbers.js";
import { footerCell, isGiven, partsOf, valueOf } from "./opening.js";
import { OPERATIONS } from "../graph/operations.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {(id: string) => number} Numbers  the number to put in */

/**
 * @param {Sheet} sheet
 * @param {string} id
 * @param {Numbers} numbers
 * @returns {number}
 */
export function recomputed(sheet, id, numbers) {
  const [row, key] = id.split(":");
  if (row === "total" || row === "update") {
    const cell = /** @type {import("./footer.js").FooterCell} */ (footerCell(sheet, row, key));
    const parts = partsOf(sheet, id).map(numbers);
    if (cell.kind === "update") return parts[0] - parts[1] * parts[2];
    return gather(key, "", parts, cell.kind).value;
  }
  const r = Number(row);
  if (!Number.isInteger(r) || key in sheet.parameters) return valueOf(sheet, id);
  return inRow(sheet, r, key, numbers);
}

/**
 * @param {Sheet} sheet
 * @param {number} r
 * @param {string} key
 * @param {Numbers} numbers
 */
function inRow(sheet, r, key, numbers) {
  const { kind, node, parent } = sheet.column(key);
  const { graph } = sheet;
  const number = (/** @type {string} */ name) =>
    sheet.keys.includes(name) ? numbers(`${r}:${name}`) : sheet.trace.value(name, r);
  const operands = (/** @type {string} */ name) =>
    graph.node(name).parents.map((index) => number(graph.nodes[index].name));
  const factor = (/** @type {string} */ child, /** @type {string} */ by) => {
    const { operation, parents } = graph.node(child);
    const own = OPERATIONS[operation].value(operands(child)); // a factor may use the child's value
    const value = child === "loss" ? own : number(child);
    const all = OPERATIONS[operation].derivatives(operands(child), value);
    return all.reduce((sum, one, k) => (parents[k] === graph.index(by) ? sum + one : sum), 0);
  };
  if (kind === "input") return sheet.value(r, key);
  if (kind === "value") return OPERATIONS[graph.node(node).operation].value(operands(node));
  if (kind === "factor") return factor(node, parent);
  if (graph.countPaths(node, "loss") > MOST_PATHS) return sheet.value(r, key);
  const ways = graph.paths(node, "loss");
  if (ways.length === 1 && ways[0].edges.length === 1) return factor("loss", node);
  return ways.reduce(
    (sum, { edges }) => sum + edges.reduce((product, edge) => product * number(factorKey(edge)), 1),
    0,
  );
}

/**
 * What a number comes to when every step before it is rounded, as by hand.
 * @param {Sheet} sheet
 * @param {string} id
 * @param {number} places
 * @param {Map<string, number>} [known]
 * @returns {number}
 */
export function byHand(sheet, id, places, known = new Map()) {
  /** @type {Numbers} */
  const step = (other) => {
    const found = known.get(other);
    if (found !== undefined) return found;
    const [row, key] = other.split(":");
    const exact = row === "start" || (sheet.keys.includes(key) && isGiven(sheet, key));
    const value = exact ? valueOf(sheet, other) : round(byHand(sheet, other, places, known), places);
    known.set(other, value);
    return value;
  };
  return recomputed(sheet, id, step);
}

/** @param {number} value @param {number} places */
export function round(value, places) {
  return Number.isFinite(value) ? Number(rounded(value, places).text) : value;
}
