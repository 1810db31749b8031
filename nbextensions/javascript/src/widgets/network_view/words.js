// The net in whole sentences.

import { minus, rounded } from "../../core/text/numbers.js";

/** @typedef {import("./state.js").NetState} NetState */
/** @typedef {import("./own.js").Difference} Difference */
/** @typedef {import("./own.js").OwnForward} OwnForward */

/** "row 3 of 4: (1, 0), y = 1". @param {NetState} state */
export function rowWords(state) {
  const x = state.shape.data.inputs.map((name) => state.text(name));
  const shown = x.length > 3 ? "" : `: (${x.join(", ")})`;
  const target = state.trace.graph.has("y") ? `, ${state.plain("y")} = ${minus(rounded(state.value("y"), 2, true).text)}` : "";
  return `row ${state.row + 1} of ${state.nRows}${shown}${target}`;
}

/**
 * @param {NetState} state
 * @param {string} lit
 * @param {string} compared
 */
export function describe(state, lit, compared) {
  const said = (/** @type {string} */ name) => `${state.plain(name)} = ${state.text(name)}`;
  const { columns, sizes } = state.shape;
  const inputs = columns[0].map(({ name }) => said(name)).join(", ");
  const hidden = columns.slice(1, -1).map((units, l) => `${state.shape.columnName(l + 1)}: ${units.map(({ name }) => said(name)).join(", ")}.`);
  const last = columns[sizes.length - 1][0];
  const verdict = `predicts ${state.guess}, ${state.isRight ? "right" : "wrong"}`;
  const parts = [
    `Net with ${sizes.join(", ")} units and ${state.shape.nParameters} parameters, row ${state.row + 1} of ${state.nRows}: ${inputs}.`,
    ...hidden.map((text) => text[0].toUpperCase() + text.slice(1)),
    `${said(last.sum)}, ${said(last.name)}, ${verdict}.`,
    lit ? `Lit: ${state.words(lit)}.` : "",
    compared,
  ];
  return parts.filter(Boolean).join(" ");
}

/**
 * @param {NetState} state
 * @param {Difference[]} differences
 * @param {OwnForward} own
 * @param {string} called  the function's name
 */
export function differenceWords(state, differences, own, called) {
  if (!own.numbers) return "";
  const hidden = own.numbers.hidden && state.shape.sizes.length > 2;
  const what = hidden ? "hidden activations and probabilities" : "probabilities";
  if (!differences.length) return `${called}: its ${what} are the course's, in all ${state.nRows} rows.`;
  const { name, row, value } = differences[0];
  const [mine, ours] = [value, state.value(name, row)].map((one) => minus(rounded(one, 4).text));
  const many = differences.length > 1 ? ` ${differences.length} numbers differ.` : "";
  return `First difference: row ${row + 1}, ${state.plain(name)}. ${called} gives ${mine}, the course ${ours}.${many}`;
}
