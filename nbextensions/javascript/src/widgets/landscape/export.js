/** The descents as CSV, the step by hand as LaTeX. */

import { rounded } from "../../core/text/numbers.js";
import { stepLines } from "./state.js";

/** @typedef {import("./state.js").MapState} MapState */
/** @typedef {import("./state.js").Choice} Choice */

/** @param {MapState[]} maps @param {Choice} choice */
export function csvOf(maps, choice) {
  const head = ["loss", "step", ...choice.over, "value", ...choice.over.map((name) => `slope_${name}`)];
  const at = choice.over.map((name) => choice.parameters[name]);
  const rows = maps.flatMap((map) => {
    if (!map.path) return [[map.title, 0, ...at, map.here.loss, ...map.here.slope]];
    const { points, here } = map.path;
    return points.slice(0, choice.step + 1).map((point, k) => [map.title, k, ...point, here[k].loss, ...here[k].slope]);
  });
  const written = (/** @type {string | number} */ cell) => (Number.isNaN(cell) ? "" : cell);
  return [head, ...rows].map((row) => row.map(written).join(",")).join("\r\n");
}

/** @param {MapState[]} maps @param {Choice} choice @param {number[]} at */
export function latexOf(maps, choice, at) {
  const blocks = maps.map((map) => {
    const value = Number.isNaN(map.here.loss) ? { relation: "=", latex: "\\text{--}" } : rounded(map.here.loss, 4);
    const lines = stepLines(map, choice.over, at, choice.learning_rate).map((cell) => {
      const { latex, relation } = rounded(cell.value, 4, true);
      return `${cell.symbol} &= ${cell.expression} = ${cell.filled(4)} ${relation} ${latex} \\\\`;
    });
    return [`% ${map.title}`, "\\begin{align*}", `${map.symbol} &${value.relation} ${value.latex} \\\\`, ...lines, "\\end{align*}"].join("\n");
  });
  return `${blocks.join("\n\n")}\n`;
}
