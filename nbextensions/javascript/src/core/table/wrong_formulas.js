// Known slips, as nbextensions/hand_table/diagnosis declares them: a small graph for each wrong number.
// Here they are only evaluated; no formula is written in this file.

import { agrees } from "../text/numbers.js";
import { footerCell, symbolOf, valueOf } from "./opening.js";
import { OPERATIONS } from "../graph/operations.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../text/typed.js").Typed} Typed */

/**
 * @typedef {(string | number | [string, ...number[]])[]} Compact  inputs, constants, operations
 * @typedef {object} WrongFormula
 * @property {"cell" | "total" | "update"} place
 * @property {string} key           the column; "*" for any
 * @property {string} says          {h} stands for the symbol of h
 * @property {Compact} graph
 * @property {string} slip          "E2", or ""
 * @property {string[]} losses      with which it is wrong; all where empty
 * @property {string[]} reductions
 */

/**
 * Find out how a wrong number came about.
 * @param {WrongFormula[]} formulas  the particular ones first
 * @param {Sheet} sheet
 * @param {string} id
 * @param {Typed} typed
 * @returns {WrongFormula | null}
 */
export function diagnose(formulas, sheet, id, typed) {
  const [row, key] = id.split(":");
  const place = row === "total" || row === "update" ? row : "cell";
  const loss = lossOf(sheet);
  return (
    formulas.find(
      (formula) =>
        (formula.key === "*" || (formula.key === key && formula.place === place)) &&
        among(formula.losses, loss) &&
        among(formula.reductions, sheet.reduction) &&
        agrees(typed, evaluate(formula.graph, (name) => referenceFrom(sheet, id, name))),
    ) ?? null
  );
}

/** @param {string[]} list @param {string} item */
const among = (list, item) => !list.length || list.includes(item);

/** @param {Sheet} sheet */
export function lossOf(sheet) {
  return sheet.graph.node(sheet.graph.has("unscaled_loss") ? "unscaled_loss" : "loss").operation;
}

/**
 * @param {Compact} graph
 * @param {(name: string) => number} input
 * @returns {number}  NaN where an input is missing
 */
export function evaluate(graph, input) {
  /** @type {number[]} */
  const values = [];
  for (const node of graph) {
    if (typeof node === "string") values.push(input(node));
    else if (typeof node === "number") values.push(node);
    else {
      const [operation, ...parents] = node;
      values.push(OPERATIONS[operation].value(parents.map((parent) => values[parent])));
    }
  }
  return values[values.length - 1];
}

/**
 * A number that a formula refers to, seen from a place in the table; see hand_table/diagnosis.
 * @param {Sheet} sheet
 * @param {string} id
 * @param {string} name
 * @returns {number}
 */
export function referenceFrom(sheet, id, name) {
  const [row, key] = id.split(":");
  if (name === "self") return valueOf(sheet, id);
  if (row === "update") {
    const place = ["old", "learning_rate", "slope"].indexOf(name);
    if (place >= 0) return footerCell(sheet, row, key)?.parts[place] ?? NaN;
  }
  if (name.includes(":")) return valueOf(sheet, name);
  const [column, at] = name.split("@");
  if (at) return valueOf(sheet, `${at}:${column}`);
  const r = Number(row);
  if (!Number.isInteger(r)) return sheet.parameters[name] ?? NaN;
  if (name === "above") return r > 0 ? sheet.value(r - 1, key) : NaN;
  if (name === "below") return r + 1 < sheet.n ? sheet.value(r + 1, key) : NaN;
  if (name in sheet.parameters || sheet.keys.includes(name)) return sheet.value(r, name);
  return NaN;
}

/**
 * A sentence with the symbols of the letters shown.
 * @param {string} says
 * @param {Sheet} sheet
 * @param {(tex: string) => string} plain  writes LaTeX as plain text
 */
export function inLetters(says, sheet, plain) {
  return says.replace(/\{(\w+)\}/g, (whole, name) => {
    const known = sheet.keys.includes(name) || name in sheet.parameters;
    return known ? plain(symbolOf(sheet, `0:${name}`)) : whole;
  });
}
