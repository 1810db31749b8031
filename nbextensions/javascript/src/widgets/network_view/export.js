// What a net shows, as a table of values and as formulas.

import { matrixLines } from "../../core/network/net_matrices.js";
import { rounded } from "../../core/text/numbers.js";

/** @typedef {import("./state.js").NetState} NetState */

/** Values of all rows in full precision, then the parameters. @param {NetState} state */
export function toCsv(state) {
  const { inputs, layers } = state.shape.data;
  const names = [...inputs, ...layers.flatMap(({ sums, activations }) => [...sums, ...activations])];
  const all = state.trace.graph.has("y") ? [...names, "y"] : names;
  const rows = Array.from({ length: state.nRows }, (_, row) => [row + 1, ...all.map((name) => state.value(name, row))].join(","));
  const learned = [...state.shape.entries].filter(([, { what }]) => what === "weight" || what === "bias");
  const parameters = learned.map(([name]) => `${name},${state.value(name)}`);
  return [["row", ...all].join(","), ...rows, "", "parameter,value", ...parameters].join("\n") + "\n";
}

/** Each layer with its arrays. @param {NetState} state */
export function toLatex(state) {
  const lines = matrixLines(state.shape, state.deck.matrices, state.nRows);
  const number = (/** @type {import("../../core/network/net_matrices.js").Cell} */ { name, row }) => rounded(state.value(name, row), state.places, state.shape.canType(name)).latex;
  const piece = (/** @type {import("../../core/network/net_matrices.js").Piece} */ one) => {
    if ("sign" in one) return one.sign;
    const body = one.cells.map((row) => row.map(number).join(" & ")).join(" \\\\ ");
    return `\\underbrace{\\begin{pmatrix} ${body} \\end{pmatrix}}_{${one.symbol}\\;${one.shape}}`;
  };
  const written = lines.flatMap(({ pieces, after }) => [pieces, after].map((list) => `  ${list.map(piece).join(" ")}`.replace(" = ", " &= ")));
  return `\\begin{aligned}\n${written.join(" \\\\\n")}\n\\end{aligned}\n`;
}
