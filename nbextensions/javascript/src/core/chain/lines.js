// The pieces of a formula: an expression, and below it lines with values, term below term.

import { rounded } from "../text/numbers.js";
import { number } from "../graph/writing.js";

/**
 * @typedef {object} Term
 * @property {string} tex
 * @property {string} key  what it is in graph and table: an edge "p:0", a node, a row "row:2", or ""
 *
 * @typedef {object} Line
 * @property {string} head      LaTeX of what the line is about, where that changes; else ""
 * @property {string} relation  "=" or "\approx"
 * @property {string[]} values  LaTeX, one for each term; a known product has one for all it covers
 * @property {{relation: string, latex: string} | null} result  null where it would be said twice
 * @property {string} [expression]  LaTeX of the line's own terms, where the formula's are words
 *
 * @typedef {object} Formula
 * @property {string} head     LaTeX of the left side
 * @property {Term[]} terms
 * @property {string[]} signs  between them, one fewer
 * @property {string} before   LaTeX before the first term and behind the last, on every line
 * @property {string} after
 * @property {number} known    how many of the first terms are one product, computed before
 * @property {Line[]} lines
 */

/**
 * How many digits a number gets after the point: small ones more, so that a derivative of 0.000534
 * is not shown as 0.0005.
 * @param {number} value
 * @param {number} places
 */
export function enough(value, places) {
  const size = Math.abs(value);
  if (!(size > 0 && size < 1)) return places;
  const significant = Math.min(3, places - 1);
  return Math.max(places, Math.min(7, significant - 1 - Math.floor(Math.log10(size))));
}

/**
 * @param {Partial<Formula> & {head: string, terms: Term[], lines: Line[]}} some
 * @returns {Formula}
 */
export function formula(some) {
  return { signs: some.terms.slice(1).map(() => "\\cdot"), before: "", after: "", known: 0, ...some };
}

/**
 * @param {number} value
 * @param {number} places
 * @param {boolean} [parentheses]
 */
export function digit(value, places, parentheses = false) {
  return number(value, enough(value, places), parentheses);
}

/**
 * The line with values below an expression.
 * @param {(places: number) => string[]} write  the terms' values to that many places
 * @param {number} value
 * @param {number} places
 * @param {string} expression  not to be repeated
 * @returns {Line}
 */
export function lineOf(write, value, places, expression) {
  const values = write(places);
  const shown = rounded(value, enough(value, places), true);
  const exact = values.join(" ") === write(15).join(" ");
  const alone = values.length === 1 ? values[0] : "";
  const relation = alone === shown.latex ? shown.relation : exact ? "=" : "\\approx";
  if (alone && alone === expression) return { head: "", relation: "", values: [], result: null };
  const result = alone === shown.latex ? null : { relation: shown.relation, latex: shown.latex };
  return { head: "", relation, values, result };
}

/**
 * Cut a template at the signs that stand outside of all brackets.
 * @param {string} template
 */
export function summands(template) {
  let depth = 0;
  let start = 0;
  /** @type {string[]} */
  const parts = [];
  /** @type {string[]} */
  const signs = [];
  for (let i = 0; i < template.length; i++) {
    if ("([{".includes(template[i])) depth++;
    if (")]}".includes(template[i])) depth--;
    if (depth || !/^ [+-] $/.test(template.slice(i, i + 3))) continue;
    parts.push(template.slice(start, i));
    signs.push(template[i + 1]);
    start = i + 3;
  }
  return { parts: [...parts, template.slice(start)], signs };
}

/** A formula as one line of LaTeX. @param {Formula} formula @returns {string[]} */
export function latexOf({ head, terms, signs, before, after, known, lines }) {
  const join = (/** @type {string[]} */ texts, /** @type {string[]} */ between) =>
    [before, ...texts.flatMap((tex, k) => (k ? [between[k - 1], tex] : [tex])), after].filter(Boolean).join(" ");
  const expression = join(terms.map((term) => term.tex), signs);
  return lines.map((line) => {
    const left = [line.head || head, line.expression ?? expression].filter(Boolean);
    const below = line.values.length ? `${line.relation} ${join(line.values, signs.slice(Math.max(0, known - 1)))}` : "";
    const end = line.result ? `${line.result.relation} ${line.result.latex}` : "";
    return [left.join(" = "), below, end].filter(Boolean).join(" ");
  });
}
