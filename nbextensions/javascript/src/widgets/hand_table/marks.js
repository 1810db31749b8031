/** Which numbers of a hand table bear which mark. */

import { partsOf, placeOf, usesOf } from "../../core/table/opening.js";

/** @typedef {import("../../core/table/sheet.js").Sheet} Sheet */

/**
 * The sign of a prediction: right or wrong.
 * @param {Sheet} sheet
 * @param {string} id
 */
export function signOf(sheet, id) {
  const [row, key] = id.split(":");
  if (key !== "y_hat" || row === "total" || !sheet.keys.includes("y")) return "";
  return sheet.value(Number(row), key) === sheet.value(Number(row), "y") ? "✓" : "✗";
}

/**
 * @param {Sheet} sheet
 * @param {string[]} ids  of the numbers that are known
 * @param {string} opened
 * @param {import("./answers.js").Answers} answers
 * @param {import("./own.js").Compared | null} compared
 * @returns {Record<string, string[]>} ids by mark, see MARKS in draw/table/view.js
 */
export function marksOf(sheet, ids, opened, answers, compared) {
  const known = placeOf(sheet, opened) !== null;
  const judged = (/** @type {string[]} */ ...kinds) =>
    [...answers.verdicts].filter(([, { kind }]) => kinds.includes(kind)).map(([id]) => id);
  const signed = (/** @type {string} */ sign) => ids.filter((id) => !answers.isField(id) && signOf(sheet, id) === sign);
  return {
    open: known ? [opened] : [],
    part: known ? partsOf(sheet, opened) : [],
    use: known ? usesOf(sheet, opened) : [],
    right: [...judged("right", "drift"), ...signed("✓")],
    wrong: [...judged("wrong", "follows", "unreadable"), ...signed("✗")],
    coarse: judged("coarse"),
    shown: [...answers.revealed],
    first: compared?.first ? [compared.first] : [],
    differs: compared?.differs ?? [],
  };
}
