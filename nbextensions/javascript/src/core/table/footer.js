// What stands below the rows: the loss and the gradient over all of them, and the update; the same
// texts as course/hand/footer.py.

import { number, partial } from "../graph/writing.js";

/**
 * @typedef {object} FooterCell
 * @property {string} key         "loss", or the parameter's name
 * @property {number} value       in full precision
 * @property {string} symbol      LaTeX
 * @property {string} expression  LaTeX
 * @property {number[]} parts     the rows' numbers, or old value, learning rate and gradient
 * @property {"sum" | "mean" | "update"} kind
 * @property {(places?: number) => string} filled  the expression with values put in
 */

/**
 * Sum or average one column.
 * @param {string} key
 * @param {string} symbol  LaTeX of one row's number
 * @param {ArrayLike<number>} perRow
 * @param {"sum" | "mean"} kind
 * @returns {FooterCell}
 */
export function gather(key, symbol, perRow, kind) {
  const parts = Array.from(perRow);
  const total = sum(parts);
  const terms = (/** @type {number} */ places) =>
    parts.map((part) => number(part, places, true)).join(" + ");
  if (kind === "sum") {
    const expression = `\\sum_r ${symbol}`;
    const filled = (places = 4) => terms(places);
    return { key, value: total, symbol: `\\sum ${symbol}`, expression, parts, kind, filled };
  }
  const share = `\\frac{1}{${parts.length}}`;
  return {
    key,
    value: total / parts.length,
    symbol: `\\overline{${symbol}}`,
    expression: `${share} \\sum_r ${symbol}`,
    parts,
    kind,
    filled: (places = 4) => `${share} (${terms(places)})`,
  };
}

/**
 * Rows that cancel leave the rounding errors of their last digits, such as 1.4e-17: that is zero.
 * @param {number[]} parts
 */
function sum(parts) {
  const total = parts.reduce((so, part) => so + part, 0);
  const error = parts.length * Number.EPSILON * Math.max(0, ...parts.map(Math.abs));
  return Math.abs(total) < error ? 0 : total;
}

/**
 * Take one step of gradient descent with one parameter.
 * @param {{name: string, symbol: string}} parameter
 * @param {number} value     before the step
 * @param {number} gradient
 * @param {number} rate
 * @param {string} loss        LaTeX
 * @param {string} rateSymbol  LaTeX
 * @returns {FooterCell}
 */
export function update(parameter, value, gradient, rate, loss, rateSymbol) {
  const { name, symbol } = parameter;
  const base = symbol.includes("^") ? `{${symbol}}` : symbol; // TeX takes one superscript
  return {
    key: name,
    value: value - rate * gradient,
    symbol: `${base}^{\\text{new}}`,
    expression: `${symbol} - ${rateSymbol} \\cdot ${partial(loss, symbol)}`,
    parts: [value, rate, gradient],
    kind: "update",
    filled: (places = 4) =>
      `${number(value, places)} - ${number(rate, places)} \\cdot ${number(gradient, places, true)}`,
  };
}
