// What is written about one number of a table when it is opened: its symbol, its expression, the
// expression with values put in, all its digits, what it is made of and what is made of it.
//
// A number is called by "row:column": "2:p" in a row (from 0), "total:dw1" for the sum or mean of a
// column, "update:dw1" for the new w1, "start:w1" for a parameter (or "start:learning_rate") at the
// start of the table; online, "2:w1" is what row 2 sees.

import { signOf } from "../graph/writing.js";
import { minus, rounded } from "../text/numbers.js";
import { filledHiding } from "./filling.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./footer.js").FooterCell} FooterCell */

/**
 * @typedef {object} Link  another number
 * @property {string} id
 * @property {string} tex   its symbol
 * @property {string} text  its value as shown
 *
 * @typedef {object} Opening
 * @property {string} id
 * @property {string} where       in words: "row 3"
 * @property {string} symbol      LaTeX
 * @property {string} expression  LaTeX; "" where the number is given
 * @property {string} filled      LaTeX; "" where there is nothing to put in
 * @property {string} filledSign  LaTeX: "=" only where what is put in has all its digits
 * @property {string} relation    LaTeX: "=" only where the text is the whole number
 * @property {string} text        as shown; "" where it is withheld
 * @property {string} full        all digits; "" where it is withheld
 * @property {Link[]} parts       what is put in
 * @property {Link[]} uses        where it is put in
 * @property {string[]} notes     further sentences
 *
 * @typedef {object} Manner
 * @property {number} [places]
 * @property {(id: string) => boolean} [hidden]  numbers that are not to be given away
 */

const RATE = "learning_rate";

/**
 * All digits of a double: 17 of them name it without doubt.
 * @param {number} value
 */
export function allDigits(value) {
  const [digits, exponent] = value.toPrecision(17).split("e");
  const short = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
  return minus(exponent ? `${short}e${Number(exponent)}` : short);
}

/**
 * Which number an id means, if the sheet has it.
 * @param {Sheet} sheet
 * @param {string} id
 * @returns {{row: string, key: string, r: number} | null}
 */
export function placeOf(sheet, id) {
  const [row, key] = id.split(":");
  if (!key) return null;
  if (row === "start") return isStart(sheet, key) ? { row, key, r: -1 } : null;
  if (row === "total" || row === "update") return footerCell(sheet, row, key) ? { row, key, r: -1 } : null;
  const r = Number(row);
  const known = sheet.keys.includes(key) || (sheet.reduction === "online" && key in sheet.parameters);
  return Number.isInteger(r) && r >= 0 && r < sheet.n && known ? { row, key, r } : null;
}

/** @param {Sheet} sheet @param {string} key */
const isStart = (sheet, key) => key in sheet.parameters || key === RATE;

/**
 * @param {Sheet} sheet
 * @param {string} row  "total" or "update"
 * @param {string} key  of the column
 * @returns {FooterCell | undefined}
 */
export function footerCell(sheet, row, key) {
  const footer = sheet.footer;
  const name = key.slice(1);
  if (row === "update") return key[0] === "d" ? footer.update[name] : undefined;
  return key === "loss" ? footer.loss : key[0] === "d" ? footer.gradient[name] : undefined;
}

/**
 * The number behind an id.
 * @param {Sheet} sheet
 * @param {string} id
 * @returns {number}  NaN where there is none
 */
export function valueOf(sheet, id) {
  const place = placeOf(sheet, id);
  if (!place) return NaN;
  const { row, key, r } = place;
  if (r >= 0) return sheet.value(r, key);
  if (row === "start") return key === RATE ? sheet.learningRate : sheet.parameters[key];
  return footerCell(sheet, row, key)?.value ?? NaN;
}

/** @param {Sheet} sheet @param {string} id @returns {string} LaTeX */
export function symbolOf(sheet, id) {
  const [row, key] = id.split(":");
  if (row === "total" || row === "update") return footerCell(sheet, row, key)?.symbol ?? "";
  if (key === RATE) return sheet.rateSymbol;
  return sheet.graph.has(key) && key in sheet.parameters ? sheet.graph.node(key).symbol : sheet.column(key).symbol;
}

/**
 * How many digits a number is shown with: given numbers as they are, others to a fixed place.
 * @param {Sheet} sheet
 * @param {string} id
 * @param {number} places
 */
export function shownText(sheet, id, places) {
  const [row, key] = id.split(":");
  const given = row === "start" || (sheet.keys.includes(key) && isGiven(sheet, key) && row !== "total" && row !== "update");
  return minus(rounded(valueOf(sheet, id), given ? 6 : places, given).text);
}

/**
 * Whether a column holds numbers that are given, or predicted classes: shown as they are.
 * @param {Sheet} sheet
 * @param {string} key
 */
export function isGiven(sheet, key) {
  const column = sheet.column(key);
  let found = given.get(column);
  if (found === undefined) given.set(column, (found = holdsGiven(sheet, column)));
  return found;
}

/** @type {WeakMap<import("./columns.js").Column, boolean>} asked for each cell in each frame */
const given = new WeakMap();

/** @param {Sheet} sheet @param {import("./columns.js").Column} column */
function holdsGiven(sheet, { kind, node, dependsOn }) {
  if (kind === "input") return true;
  if (kind === "value") return sheet.graph.node(node).operation.startsWith("predict");
  const inputs = new Set(sheet.graph.leaves("input").map((leaf) => leaf.name));
  return kind === "factor" && dependsOn.every((name) => inputs.has(name));
}

/**
 * What an opened number is made of: ids.
 * @param {Sheet} sheet
 * @param {string} id
 * @returns {string[]}
 */
export function partsOf(sheet, id) {
  const place = placeOf(sheet, id);
  if (!place) return [];
  const { row, key, r } = place;
  const online = sheet.reduction === "online";
  const name = key.slice(1);
  if (row === "start") return [];
  if (row === "total") return sheet.rows.map((_, i) => `${i}:${key}`);
  if (row === "update") {
    const slope = online ? `${sheet.n - 1}:${key}` : `total:${key}`;
    return [seenBy(sheet, sheet.n - 1, name), `start:${RATE}`, slope];
  }
  if (key in sheet.parameters) return r ? [`${r - 1}:${key}`, `start:${RATE}`, `${r - 1}:d${key}`] : [`start:${key}`];
  return sheet.column(key).dependsOn.flatMap((part) => {
    if (part in sheet.parameters) return [seenBy(sheet, r, part)];
    return sheet.keys.includes(part) ? [`${r}:${part}`] : [];
  });
}

/** Where a row's parameter stands. @param {Sheet} sheet @param {number} r @param {string} name */
function seenBy(sheet, r, name) {
  return sheet.reduction === "online" ? `${r}:${name}` : `start:${name}`;
}

/**
 * What an opened number is put into: ids.
 * @param {Sheet} sheet
 * @param {string} id
 * @returns {string[]}
 */
export function usesOf(sheet, id) {
  const place = placeOf(sheet, id);
  if (!place) return [];
  const { row, key, r } = place;
  const name = key.slice(1);
  if (row === "start") return usesOfStart(sheet, key);
  if (row === "total") return name in sheet.parameters && key !== "loss" ? [`update:${key}`] : [];
  if (row === "update") return [];
  const used = sheet.usedBy(key).map((other) => `${r}:${other}`);
  if (key in sheet.parameters) return [...used, r + 1 < sheet.n ? `${r + 1}:${key}` : `update:d${key}`];
  if (key === "loss") return [...used, "total:loss"];
  const learned = sheet.column(key).kind === "gradient" && name in sheet.parameters;
  if (!learned) return used;
  if (sheet.reduction !== "online") return [...used, `total:${key}`];
  return [...used, r + 1 < sheet.n ? `${r + 1}:${name}` : `update:${key}`];
}

/** @param {Sheet} sheet @param {string} key */
function usesOfStart(sheet, key) {
  const names = Object.keys(sheet.footer.update);
  const updates = names.map((name) => `update:d${name}`);
  const online = sheet.reduction === "online";
  const later = online ? sheet.rows.slice(1).flatMap((_, r) => names.map((name) => `${r + 1}:${name}`)) : [];
  if (key === RATE) return [...later, ...updates];
  if (online) return [`0:${key}`];
  const rows = sheet.rows.flatMap((_, r) => sheet.usedBy(key).map((column) => `${r}:${column}`));
  return [...rows, `update:d${key}`];
}

/**
 * Open a number.
 * @param {Sheet} sheet
 * @param {string} id
 * @param {Manner} [manner]
 * @returns {Opening | null}  null where the sheet has no such number
 */
export function openingOf(sheet, id, { places = 2, hidden = () => false } = {}) {
  const place = placeOf(sheet, id);
  if (!place) return null;
  const value = valueOf(sheet, id);
  const text = shownText(sheet, id, places);
  const { expression, filled, exact } = writtenOf(sheet, id, Math.max(places, 4), hidden);
  const withheld = hidden(id);
  /** @param {string} other @returns {Link} */
  const link = (other) => ({
    id: other,
    tex: symbolOf(sheet, other),
    text: hidden(other) ? "?" : shownText(sheet, other, places),
  });
  return {
    id,
    where: whereOf(sheet, place),
    symbol: symbolOf(sheet, id),
    expression,
    filled: withheld ? "" : filled,
    filledSign: exact ? "=" : "\\approx",
    relation: signOf(expression, value, Number(text.replaceAll("\u2212", "-")) === value ? "=" : "\\approx"),
    text: withheld ? "" : text,
    full: withheld ? "" : allDigits(value),
    parts: partsOf(sheet, id).map(link),
    uses: usesOf(sheet, id).map(link),
    notes: [],
  };
}

/** @param {Sheet} sheet @param {{row: string, key: string, r: number}} place */
function whereOf(sheet, { row, key, r }) {
  if (r >= 0) return `row ${r + 1}`;
  if (row === "start") return key === RATE ? "learning rate" : "parameter, at the start of this table";
  if (row === "update") return "after the update";
  return sheet.footer.loss.kind === "sum" ? "sum over the rows" : "mean over the rows";
}

/**
 * @param {Sheet} sheet
 * @param {string} id
 * @param {number} places
 * @param {(id: string) => boolean} hidden
 * @returns {{expression: string, filled: string, exact: boolean}}
 */
function writtenOf(sheet, id, places, hidden) {
  const { row, key, r } = /** @type {{row: string, key: string, r: number}} */ (placeOf(sheet, id));
  const filled = (/** @type {number} */ digits) => filledHiding(sheet, id, digits, hidden);
  if (row === "start") return { expression: "", filled: "", exact: true };
  if (r < 0) {
    const cell = /** @type {FooterCell} */ (footerCell(sheet, row, key));
    return { expression: cell.expression, filled: filled(places), exact: filled(places) === filled(15) };
  }
  if (key in sheet.parameters) {
    const cell = r ? sheet.updateAfter(r - 1)[key] : null;
    if (!cell) return { expression: "", filled: "", exact: true };
    return { expression: cell.expression, filled: filled(places), exact: filled(places) === filled(15) };
  }
  const { kind, expression } = sheet.column(key);
  if (kind === "input") return { expression: "", filled: "", exact: true };
  const written = filled(places);
  const plain = written === expression || !sheet.column(key).dependsOn.length;
  return { expression, filled: plain ? "" : written, exact: written === filled(15) };
}
