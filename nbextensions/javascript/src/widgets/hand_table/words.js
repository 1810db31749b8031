/** The table in whole sentences. */

import { counts } from "../../core/table/verdict.js";
import { shownText } from "../../core/table/opening.js";
import { toPlain } from "../../draw/math/math.js";

/** @typedef {import("../../core/table/sheet.js").Sheet} Sheet */
/** @typedef {(id: string) => boolean} Hidden */

/**
 * How many predictions are right, and how many a guess at the larger class would get.
 * @param {Sheet} sheet
 * @returns {{right: number, n: number, majority: number, best: number} | null} null: none are made
 */
export function score(sheet) {
  if (sheet.nRight === null || !sheet.graph.node("y_hat").operation?.startsWith("predict")) return null; // else it is a probability
  const ones = sheet.values("y").reduce((sum, y) => sum + Number(y > 0.5), 0);
  const majority = Math.max(ones, sheet.n - ones);
  return { right: sheet.nRight, n: sheet.n, majority, best: ones * 2 > sheet.n ? 1 : 0 };
}

/** @param {Sheet} sheet */
export function scoreWords(sheet) {
  const found = score(sheet);
  if (!found) return "";
  const { right, n, majority, best } = found;
  const tied = majority * 2 === n;
  return `${right} of ${n} right; always saying ${tied ? "the same" : best} gets ${majority}`;
}

/**
 * One row, in a sentence.
 * @param {Sheet} sheet
 * @param {number} r
 * @param {string[]} keys  of the columns in sight
 * @param {number} places
 * @param {Hidden} hidden
 */
export function rowWords(sheet, r, keys, places, hidden) {
  const parts = keys.filter((key) => key !== "y_hat").map((key) => {
    const tex = key in sheet.parameters ? sheet.graph.node(key).symbol : sheet.column(key).symbol;
    const text = hidden(`${r}:${key}`) ? "blank" : trimmed(shownText(sheet, `${r}:${key}`, places));
    return `${toPlain(tex)} = ${text}`;
  });
  if (keys.includes("y_hat")) parts.push(...classWords(sheet, r, hidden));
  return `row ${r + 1}: ${parts.join(", ")}`;
}

/** @param {Sheet} sheet @param {number} r @param {Hidden} hidden */
function classWords(sheet, r, hidden) {
  if (hidden(`${r}:y_hat`)) return ["the prediction is blank"];
  const guess = sheet.value(r, "y_hat");
  return [`predicts ${guess}`, guess === sheet.value(r, "y") ? "right" : "wrong"];
}

/** @param {string} text */
function trimmed(text) {
  return text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
}

/**
 * What is said about an answer.
 * @param {Sheet} sheet
 * @param {string} id
 * @param {import("../../core/table/verdict.js").Verdict} verdict
 * @param {string} text  what was typed
 */
export function verdictWords(sheet, id, verdict, text) {
  const sign = counts(verdict) ? "✓" : "✗";
  const slip = verdict.slip ? " (It has been printed in teaching material, too.)" : "";
  return `${placeWords(sheet, id)}, ${text}: ${sign} ${verdict.says}${slip}`;
}

/** @param {Sheet} sheet @param {string} id */
export function placeWords(sheet, id) {
  const [row, key] = id.split(":");
  const tex = key in sheet.parameters ? sheet.graph.node(key).symbol : sheet.column(key).symbol;
  const where = row === "total" ? sheet.footer.loss.kind : row === "update" ? "update" : `row ${Number(row) + 1}`;
  return `${where}, ${toPlain(tex)}`;
}

/**
 * How the student's functions compare with ours.
 * @param {Sheet} sheet  theirs
 * @param {import("./own.js").Compared} compared
 * @param {string[]} names  of the functions
 * @param {number} places
 */
export function comparedWords(sheet, { first, ours }, names, places) {
  const who = names.join(" and ");
  if (!first) return `✓ ${who}: every number is ours, too.`;
  const [yours, wanted] = [sheet, ours].map((one) => shownText(one, first, Math.max(4, places)));
  return `≠ ${who}: the first number that differs from ours is ${placeWords(sheet, first)}: ${yours}, not ${wanted}.`;
}
