/** What the numbers of a hand table depend on, read from its traits. */

import { conventional, deckOf } from "../../core/table/conventions.js";

/** @typedef {import("../../frame/store.js").Store} Store */
/** @typedef {import("../../core/table/table.js").Table} Table */

/**
 * @typedef {object} Question
 * @property {Record<string, number>} parameters
 * @property {number[][]} X
 * @property {number[]} y
 * @property {string} loss
 * @property {string} reduction
 * @property {number} learning_rate
 * @property {string} notation
 */

/**
 * @param {Store} store
 * @param {boolean} scaled  whether a deck's scalings hold: not where a student's own gradient is
 *   compared, since that has one scaling
 * @returns {Question}
 */
export function questionOf(store, scaled) {
  const notation = store.get("notation");
  const chosen = { loss: store.get("loss"), reduction: store.get("reduction") };
  const deck = scaled ? deckOf(store.get("_data").notations, notation) : undefined;
  return {
    parameters: store.parameters(),
    X: store.get("X"),
    y: store.get("y"),
    ...conventional(chosen, deck),
    learning_rate: store.get("learning_rate"),
    notation,
  };
}

/**
 * The rows of a table from its inputs and targets.
 * @param {Table} table
 * @param {number[][]} X
 * @param {number[]} y
 * @returns {import("../../core/table/table.js").Row[]}
 */
export function rowsFrom(table, X, y) {
  const names = table.graph.leaves("input").map((leaf) => leaf.name).filter((name) => name !== "y");
  const target = table.graph.has("y");
  return X.map((x, r) => ({
    ...Object.fromEntries(names.map((name, i) => [name, x[i]])),
    ...(target ? { y: y[r] } : {}),
  }));
}

/**
 * What is wrong with the data, if anything.
 * @param {Table} table
 * @param {Question} question
 * @returns {string | null}
 */
export function misfit(table, { X, y, loss }) {
  const n = table.graph.leaves("input").filter((leaf) => leaf.name !== "y").length;
  if (!X.length) return "X has no rows, expected at least one example.";
  const strange = X.findIndex((row) => row.length !== n);
  if (strange >= 0) return `Row ${strange + 1} of X has ${X[strange].length} numbers, expected ${n}.`;
  if (table.graph.has("y") && X.length !== y.length) return `X has ${X.length} rows and y has ${y.length}, expected as many.`;
  const target = loss.startsWith("binary") && y.find((value) => !(value >= 0 && value <= 1));
  if (typeof target === "number") return `y has ${target}, and the cross-entropy needs targets from 0 to 1.`;
  return null;
}
