/** The plane's points as CSV and as LaTeX. */

import { rounded } from "../../core/text/numbers.js";

/**
 * @typedef {object} Shown  what of the view is written down
 * @property {import("../../frame/store.js").Store} store
 * @property {import("./state.js").BoundaryState} state
 * @property {Record<string, number>} [parameters]
 * @property {any} [layout]
 * @property {import("./state.js").Examples} [examples]
 * @property {number} row
 */

/** @param {Shown} shown */
export function csvOf({ store, examples, parameters = {} }) {
  if (!examples) return "";
  const [X, y] = [store.get("X"), store.get("y")];
  const rows = examples.right.map((right, i) => [
    i + 1, ...X[i], y[i], examples.h[i] ?? "", ...(right === null ? ["", "", ""] : [examples.p[i], Number(examples.guess[i]), Number(right)]),
  ]);
  const names = Object.keys(parameters);
  const lines = [["point", "X1", "X2", "y", "h", "p", "y_hat", "right", ...names]];
  return [...lines, ...rows.map((row) => [...row, ...names.map((name) => parameters[name])])]
    .map((cells) => cells.join(","))
    .join("\r\n");
}

/** @param {Shown} shown */
export function latexOf({ store, state, examples, parameters = {}, layout, row }) {
  if (!examples) return "";
  const { graph } = layout;
  const [X, y] = [store.get("X"), store.get("y")];
  const sum = state.sumNode(graph);
  const heads = ["X1", "X2", "y", sum, "p", "y_hat"].map((name) => (graph.has(name) ? `$${graph.node(name).symbol}$` : name));
  const text = (/** @type {number | null} */ value) => (value === null ? "" : Number.isNaN(value) ? "--" : `$${rounded(value, 4, true).latex}$`);
  const body = examples.right.map((right, i) =>
    [...X[i], y[i], examples.h[i], examples.p[i], right === null ? NaN : Number(examples.guess[i])].map(text).join(" & ") +
      (right === false ? " \\quad (wrong)" : ""),
  );
  const at = state.place(graph, parameters, X[row][0], X[row][1]);
  return [
    "\\begin{tabular}{rrrrrr}",
    `${heads.join(" & ")} \\\\ \\hline`,
    body.map((line) => `${line} \\\\`).join("\n"),
    "\\end{tabular}",
    "",
    "\\[ \\begin{gathered}",
    [at.equation(sum), at.equation("p")].join(" \\\\\n"),
    "\\end{gathered} \\]",
    "",
  ].join("\n");
}
