/** Numbers that stay on screen because Python gave no newer ones: what they are about, in words. */

import { minus, rounded } from "../core/text/numbers.js";
import { toPlain } from "../draw/math/math.js";

/** @typedef {{parameters: Record<string, number>, [name: string]: any}} Question */

/**
 * @param {Question} then  what the numbers are about
 * @param {Question} now   what was asked since
 * @param {(name: string) => string} symbolOf  of a parameter, LaTeX
 * @returns {string} such as "w₁ = 1"; "before the last change" where no parameter tells them apart
 */
export function earlierWords(then, now, symbolOf) {
  const changed = Object.keys(then.parameters).filter((name) => then.parameters[name] !== now.parameters[name]);
  const named = changed.map((name) => `${toPlain(symbolOf(name))} = ${minus(rounded(then.parameters[name], 4, true).text)}`);
  return named.length ? named.join(", ") : "before the last change";
}
