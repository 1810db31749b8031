/** Which columns and rows a hand table shows now. */

import { isGiven, shownText } from "../../core/table/opening.js";
import { toPlain } from "../../draw/math/math.js";

/** @typedef {import("../../core/table/sheet.js").Sheet} Sheet */
/** @typedef {import("../../draw/table/view.js").Shape} Shape */
/** @typedef {import("../../draw/table/view.js").ColumnHead} ColumnHead */

const FEW = 4; // parameters that get a column of their own where rows see different ones

/**
 * @param {Sheet} sheet
 * @param {Record<string, string[]>} sets
 * @param {string | string[]} columns  a set's name, or keys
 * @returns {string[]} keys of what is shown, from left to right
 */
export function shownKeys(sheet, sets, columns) {
  const wanted = Array.isArray(columns) ? columns : (sets[columns] ?? sets.forward);
  const known = new Set(sheet.keys);
  const keys = wanted.filter((key) => known.has(key));
  const names = Object.keys(sheet.parameters);
  if (sheet.reduction !== "online" || names.length > FEW) return keys;
  const inputs = keys.filter((key) => sheet.column(key).kind === "input");
  return [...inputs, ...names, ...keys.filter((key) => !inputs.includes(key))];
}

/**
 * @param {Sheet} sheet
 * @param {string[]} keys
 * @param {number} places
 * @param {(key: string) => number} [room]  for signs behind the numbers, in digits
 * @returns {Shape}
 */
export function shapeOf(sheet, keys, places, room = () => 0) {
  const below = keys.filter((key) => key[0] === "d" && key.slice(1) in sheet.parameters);
  const online = sheet.reduction === "online";
  const gathered = ["loss", "y_hat", ...(online ? [] : below)].filter((key) => keys.includes(key));
  const feet = [];
  if (gathered.length) feet.push({ name: "total", head: sheet.footer.loss.kind, keys: gathered });
  if (below.length) feet.push({ name: "update", head: "update", keys: below });
  return {
    columns: keys.map((key) => headOf(sheet, key, places, room(key))),
    rows: sheet.rows.map((_, r) => ({ name: String(r), head: String(r + 1) })),
    feet,
  };
}

/** @param {Sheet} sheet @param {string} key @param {number} places @param {number} room @returns {ColumnHead} */
function headOf(sheet, key, places, room) {
  if (key in sheet.parameters) {
    const tex = sheet.graph.node(key).symbol;
    const words = `${toPlain(tex)}, as the row sees it`;
    return { key, tex, width: places + 3, group: "seen", words };
  }
  const { symbol, expression, kind } = sheet.column(key);
  const words = kind === "input" ? `${toPlain(symbol)}, given` : `${toPlain(symbol)} = ${toPlain(expression)}`;
  const group = { input: "given", value: "forward", factor: "backward", gradient: "backward" }[kind];
  const width = widthOf(sheet, key, places) + room;
  return { key, tex: symbol, width, group, words, stays: kind === "input" };
}

/** @param {Sheet} sheet @param {string} key @param {number} places */
function widthOf(sheet, key, places) {
  if (!isGiven(sheet, key)) return places ? places + 3 : 2;
  if (sheet.column(key).kind === "value") return 3; // a class, its sign, and "2/4" below
  return Math.max(...sheet.rows.map((_, r) => shownText(sheet, `${r}:${key}`, places).length));
}

/**
 * Ids of all cells of a shape, column by column: the order in which they are worked out.
 * @param {Shape} shape
 */
export function idsOf({ columns, rows, feet = [] }) {
  const lines = [...rows, ...feet];
  return columns.flatMap(({ key }) =>
    lines.filter(({ keys }) => !keys || keys.includes(key)).map(({ name }) => `${name}:${key}`),
  );
}
