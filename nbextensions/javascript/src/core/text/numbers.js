// Numbers as they are shown, the same digits as course/graph/rounding.py: half away from zero on
// the exact binary value, never "-0.00", and a number that is not zero never reads as zero.

export { agrees, judge, noNumber, parseNumber } from "./typed.js";

const MOST_PLACES = 6; // beyond these a small number is shown as 5.3e-7
const SIGNIFICANT = 2;

/**
 * @typedef {object} Rounded
 * @property {number} value     in full precision
 * @property {string} text      what is shown
 * @property {boolean} exact    whether the text is the whole value
 * @property {string} relation  LaTeX of the sign between the two
 * @property {string} latex     the text as LaTeX
 */

/**
 * @param {number} value
 * @param {number} places
 */
function fixed(value, places) {
  const text = value.toFixed(places);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** @param {number} value */
function scientific(value) {
  return value.toExponential(SIGNIFICANT - 1).replace("e+", "e");
}

/**
 * @param {number} value
 * @param {number} places
 */
function shown(value, places) {
  if (Math.abs(value) >= 1e15) return scientific(value);
  const text = fixed(value, places);
  if (value === 0 || Number(text) !== 0) return text;
  const needed = SIGNIFICANT - 1 - Math.floor(Math.log10(Math.abs(value)));
  return needed <= MOST_PLACES ? fixed(value, needed) : scientific(value);
}

/**
 * @param {number} value
 * @param {string} text
 */
function asLatex(value, text) {
  if (Number.isNaN(value)) return "\\text{undefined}";
  if (!Number.isFinite(value)) return value > 0 ? "\\infty" : "-\\infty";
  const [mantissa, exponent] = text.split("e");
  return exponent ? `${mantissa} \\cdot 10^{${Number(exponent)}}` : mantissa;
}

/**
 * Round a value for showing.
 * @param {number} value
 * @param {number} [places]  digits after the point, 0 to 15; a value that would read as zero gets more
 * @param {boolean} [trim]   drop zeros at the end
 * @returns {Rounded}
 */
export function rounded(value, places = 4, trim = false) {
  if (!(places >= 0 && places <= 15)) throw new RangeError(`places is ${places}, expected 0 to 15`);
  let text = Number.isFinite(value) ? shown(value, places) : notFinite(value);
  if (trim && text.includes(".") && !text.includes("e")) text = text.replace(/\.?0+$/, "");
  const exact = !Number.isFinite(value) || Number(text) === value;
  const relation = exact ? "=" : "\\approx";
  return { value, text, exact, relation, latex: asLatex(value, text) };
}

/** @param {number} value */
function notFinite(value) {
  if (Number.isNaN(value)) return "nan";
  return value > 0 ? "inf" : "-inf";
}

/**
 * Set a number's text for reading: a true minus sign, and words for what is not finite.
 * @param {string} text
 */
export function minus(text) {
  return text.replace("inf", "∞").replace("nan", "undefined").replaceAll("-", "\u2212");
}
