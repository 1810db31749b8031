// The dropout view in sentences, as a table of all masks, and as a formula.

import { allMasks, likelihood, probability, scoreOf } from "../../core/network/dropout.js";
import { rounded } from "../../core/text/numbers.js";
import { number } from "../../core/graph/writing.js";
import { shown } from "./tables.js";

/** @typedef {import("./state.js").DropoutState} State */

/** What the mask does to the way back. @param {State} state */
export function gradientWords(state) {
  const { net, units, out, weights } = state;
  if (!out.length) return "Nobody is out: strike a unit out, and watch its derivatives.";
  const names = out.map((name) => net.plain(name)).join(", ");
  const j = units.indexOf(out[0]);
  const loss = `∂${net.plain("loss")}/∂${net.plain(weights[j])}`;
  const without = shown(state.unmasked?.[j] ?? NaN);
  return `${names} ${out.length > 1 ? "are" : "is"} out, forward and backward: ${loss} is 0. Who multiplies by h in the place of h · m finds ${without} there.`;
}

/** @param {State} state @param {number | null} mine @param {string} called */
export function ownWords(state, mine, called) {
  if (mine === null) return "";
  const name = called || "your function";
  const ours = state.probability ?? NaN;
  if (Math.abs(mine - ours) <= 1e-8 + 1e-5 * Math.abs(ours)) return `${name} gives the same probability under this mask.`;
  return `${name} gives ${shown(mine)} under this mask, the course ${shown(ours)}.`;
}

/** @param {State} state */
export function describe(state) {
  const { net, out, exact } = state;
  const who = out.length ? `${out.map((name) => net.plain(name)).join(", ")} struck out` : "nobody struck out";
  const [o, p] = [net.plain(state.o), net.plain(state.p)];
  return [
    `Rate ${shown(state.rate ?? 0, 2)}, ${state.scaled ? "scaled" : "not scaled"}, ${who}: ${o} = ${shown(state.score ?? NaN)}, ${p} = ${shown(state.probability ?? NaN)}.`,
    `Over all ${2 ** state.units.length} masks ${o} is on average ${shown(exact?.plain.o ?? NaN)} unscaled and ${shown(exact?.scaled.o ?? NaN)} scaled; the full net gives ${shown(state.full ?? NaN)}.`,
    state.step ? `The mean over ${state.step} drawn masks is ${shown(state.running?.[state.step - 1] ?? NaN)}.` : "",
  ].filter(Boolean).join(" ");
}

/** Every mask in full precision. @param {State} state */
export function toCsv(state) {
  const team = /** @type {import("../../core/network/dropout.js").Team} */ (state.team);
  const rows = allMasks(state.units.length).map((mask) => {
    const score = scoreOf(team, mask, Boolean(state.scaled));
    return [...mask, likelihood(mask, team.rate), score, probability(score)].join(",");
  });
  return [[...state.units.map((name) => `mask_${name}`), "share", state.o, state.p].join(","), ...rows].join("\n") + "\n";
}

/** The output under this mask, with its numbers. @param {State} state */
export function toLatex(state) {
  const { net, units, weights, team, mask = [], scaled, rate = 0 } = state;
  const { h = [], w = [], b = 0 } = team ?? {};
  const bias = state.bias ? ` + ${net.symbol(state.bias)}` : "";
  const over = (/** @type {string} */ top) => (scaled ? `\\frac{${top}}{1 - \\text{rate}}` : top);
  const filled = (/** @type {string} */ top) => (scaled ? `\\frac{${top}}{${number(1 - rate)}}` : top);
  const symbols = units.map((name, j) => `${net.symbol(weights[j])} ${over(`${net.symbol(name)} \\cdot m_{${j + 1}}`)}`).join(" + ");
  const numbers = units.map((_, j) => `${number(w[j], 4, true)} \\cdot ${filled(`${number(h[j])} \\cdot ${mask[j]}`)}`).join(" + ");
  const end = rounded(state.score ?? NaN, 4, true);
  return `${net.symbol(state.o)} = ${symbols}${bias} = ${numbers}${state.bias ? ` + ${number(b, 4, true)}` : ""} ${end.relation} ${end.latex}\n`;
}
