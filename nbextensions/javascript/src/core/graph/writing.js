// Expressions: templates with their placeholders filled by symbols or by numbers; the same strings
// as course/graph/writing.py.

import { rounded } from "../text/numbers.js";

const PLACEHOLDER = /([#@])(\d+)/g;

/**
 * @param {string} of  LaTeX
 * @param {string} by  LaTeX
 */
export function partial(of, by) {
  return `\\frac{\\partial ${of}}{\\partial ${by}}`;
}

/**
 * Put symbols into a template.
 * @param {string} template  LaTeX with #k and @k; 0 is the node itself, 1 its first parent
 * @param {string} own
 * @param {string[]} parents
 */
export function withSymbols(template, own, parents) {
  return template.replace(PLACEHOLDER, (_, _mark, k) => (k === "0" ? own : parents[k - 1]));
}

/**
 * Write one number as LaTeX.
 * @param {number} value
 * @param {number} [places]
 * @param {boolean} [parentheses]  put around a negative number
 */
export function number(value, places = 4, parentheses = false) {
  const { latex } = rounded(value, places, true);
  return parentheses && latex.startsWith("-") ? `(${latex})` : latex;
}

/**
 * Put numbers into a template: a negative one gets parentheses at #k, none at @k.
 * @param {string} template
 * @param {number} own
 * @param {ArrayLike<number>} parents
 * @param {number} [places]
 */
export function withValues(template, own, parents, places = 4) {
  return template.replace(PLACEHOLDER, (_, mark, k) =>
    number(k === "0" ? own : parents[k - 1], places, mark === "#"),
  );
}

/**
 * Write a whole line: symbol, expression, expression with values, value. A sign is "=" only where
 * what stands right of it is the number to the last digit.
 * @param {string} symbol
 * @param {string} expression  equal to the symbol for a leaf
 * @param {(places: number) => string} filled
 * @param {number} value
 * @param {number} [places]
 */
export function line(symbol, expression, filled, value, places = 4) {
  const shown = rounded(value, places, true);
  const end = ` ${signOf(expression, value, shown.relation)} ${shown.latex}`;
  if (symbol === expression) return symbol + end;
  const written = filled(places);
  const relation = written === filled(15) ? "=" : "\\approx";
  const known = written === expression || written === shown.latex;
  const middle = known ? "" : ` ${relation} ${written}`;
  return `${symbol} = ${expression}${middle}${expression === shown.latex ? "" : end}`;
}

/** @type {[string, number[]][]} */
const LIMITS = [["1 + e^{", [0, 1]], ["\\tanh", [-1, 1]]];

/**
 * The sigmoid comes as near to 0 and 1 as a computer can tell, and reaches neither; so does tanh.
 * @param {string} expression
 * @param {number} value
 * @param {string} relation  as the digits alone would have it
 */
export function signOf(expression, value, relation) {
  const near = LIMITS.some(([name, ends]) => expression.includes(name) && ends.includes(value));
  return near ? "\\approx" : relation;
}
