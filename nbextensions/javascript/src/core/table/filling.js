// Expressions with values put in, where some of the values must not be given away: they are
// written as question marks.

import { factorKey, MOST_PATHS } from "./columns.js";
import { number } from "../graph/writing.js";
import { footerCell, partsOf } from "./opening.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {(id: string) => boolean} Hidden */

const UNKNOWN = "\\text{?}";
const PLACEHOLDER = /([#@])(\d+)/g;

/**
 * The expression of a number with values put in, as the sheet writes it, but for what is hidden.
 * @param {Sheet} sheet
 * @param {string} id
 * @param {number} places
 * @param {Hidden} hidden
 * @returns {string} LaTeX
 */
export function filledHiding(sheet, id, places, hidden) {
  const [row, key] = id.split(":");
  const secret = partsOf(sheet, id).some(hidden) || hidden(id);
  if (row === "total" || row === "update") {
    const cell = /** @type {import("./footer.js").FooterCell} */ (footerCell(sheet, row, key));
    return secret ? footerHiding(sheet, id, cell, places, hidden) : cell.filled(places);
  }
  const r = Number(row);
  if (key in sheet.parameters) {
    const cell = sheet.updateAfter(r - 1)[key];
    return secret ? footerHiding(sheet, id, cell, places, hidden) : cell.filled(places);
  }
  return secret ? cellHiding(sheet, r, key, places, hidden) : sheet.filled(r, key, places);
}

/**
 * @param {Sheet} sheet
 * @param {string} id
 * @param {import("./footer.js").FooterCell} cell
 * @param {number} places
 * @param {Hidden} hidden
 */
function footerHiding(sheet, id, cell, places, hidden) {
  const ids = partsOf(sheet, id);
  const [first, ...rest] = cell.parts.map((part, k) =>
    hidden(ids[k]) ? UNKNOWN : number(part, places, cell.kind !== "update" || k === 2),
  );
  if (cell.kind === "update") return `${first} - ${rest[0]} \\cdot ${rest[1]}`;
  const terms = [first, ...rest].join(" + ");
  return cell.kind === "sum" ? terms : `\\frac{1}{${cell.parts.length}} (${terms})`;
}

/**
 * @param {Sheet} sheet
 * @param {number} r
 * @param {string} key
 * @param {number} places
 * @param {Hidden} hidden
 */
function cellHiding(sheet, r, key, places, hidden) {
  const { kind, node, parent } = sheet.column(key);
  const { graph, trace } = sheet;
  const value = (/** @type {string} */ name, /** @type {string} */ mark) =>
    hidden(`${r}:${name}`) ? UNKNOWN : number(trace.value(name, r), places, mark === "#");
  const put = (/** @type {string} */ template, /** @type {string} */ name) => {
    const names = [name, ...graph.node(name).parents.map((index) => graph.nodes[index].name)];
    return template.replace(PLACEHOLDER, (_, mark, k) => value(names[Number(k)], mark));
  };
  const factor = (/** @type {string} */ child, /** @type {string} */ by) =>
    put(graph.node(child).factors[graph.node(child).parents.indexOf(graph.index(by))], child);
  if (kind === "value") return put(graph.node(node).template, node);
  if (kind === "factor") return factor(node, parent);
  if (graph.countPaths(node, "loss") > MOST_PATHS) return UNKNOWN;
  const ways = graph.paths(node, "loss");
  if (ways.length === 1 && ways[0].edges.length === 1) return factor("loss", node);
  return ways.map((way) => product(sheet, way, r, places, hidden)).join(" + ");
}

/**
 * @param {Sheet} sheet
 * @param {import("../graph/paths.js").Path} way
 * @param {number} r
 * @param {number} places
 * @param {Hidden} hidden
 */
function product(sheet, way, r, places, hidden) {
  const factors = sheet.trace.pathFactors(way, r);
  const keys = way.edges.map(factorKey).reverse();
  return keys
    .map((key, k) => (hidden(`${r}:${key}`) ? UNKNOWN : number(factors[k], places, true)))
    .join(" \\cdot ");
}
