/** What has been revealed, line by line, as CSV and as LaTeX. */

import { formulaOf, valueOf } from "../../core/chain/formulas.js";
import { latexOf } from "../../core/chain/lines.js";
import { captionOf, CHAPTER_WORDS } from "../../core/chain/words.js";
import { toPlain } from "../../draw/math/math.js";

/** @typedef {import("./state.js").Shown} Shown */

/** @param {Shown} shown */
function revealed({ context, at }) {
  return context.steps.slice(0, at + 1);
}

/** @param {Shown} shown @returns {string} a line for each step up to now: what, how, with values, number */
export function csvOf(shown) {
  const { context } = shown;
  const rows = revealed(shown).map((step, k) => {
    const value = valueOf(step, context);
    const written = step.kind === "given" ? "" : latexOf(formulaOf(step, context)).map(toPlain).join("; ");
    return [k + 1, CHAPTER_WORDS[step.chapter], captionOf(step, context, toPlain), written, Number.isNaN(value) ? "" : value];
  });
  return [["step", "chapter", "what", "equation", "value"], ...rows].map((row) => row.map(quoted).join(",")).join("\n") + "\n";
}

/** @param {string | number} cell */
function quoted(cell) {
  const text = String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Shown} shown @returns {string} equations, aligned at their first sign */
export function latexDocument(shown) {
  const { context } = shown;
  const lines = revealed(shown)
    .filter((step) => step.kind !== "given")
    .flatMap((step) => latexOf(formulaOf(step, context)))
    .map((line) => `  ${line.replace(/ (=|\\approx) /, " &$1 ")}`);
  return lines.length ? `\\begin{align*}\n${lines.join(" \\\\\n")}\n\\end{align*}\n` : "";
}
