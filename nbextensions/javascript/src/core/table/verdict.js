// What to say about a number that was typed into a table.

import { judge, minus, noNumber, parseNumber, rounded } from "../text/numbers.js";
import { partsOf, symbolOf, valueOf } from "./opening.js";
import { byHand, recomputed, round } from "./recompute.js";
import { diagnose, inLetters } from "./wrong_formulas.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */

/**
 * @typedef {"right" | "drift" | "coarse" | "follows" | "wrong" | "unreadable"} Kind
 *   drift: right where rounded numbers were put in; coarse: too few digits; follows: right for an
 *   earlier answer that is wrong
 * @typedef {{kind: Kind, says: string, slip: string}} Verdict
 *
 * @typedef {object} Context
 * @property {Sheet} sheet
 * @property {import("./wrong_formulas.js").WrongFormula[]} formulas
 * @property {Record<string, string>} answers  everything that was typed, by id
 * @property {number} places                   of the table
 * @property {(tex: string) => string} plain   writes LaTeX as plain text
 */

/** Whether an answer counts as right. @param {Verdict | undefined} verdict */
export function counts(verdict) {
  return verdict?.kind === "right" || verdict?.kind === "drift";
}

export const SIGNS = Object.freeze({
  right: "✓", drift: "✓", coarse: "≈", follows: "→", wrong: "✗", unreadable: "?",
});

/**
 * @param {Context} context
 * @param {string} id
 * @returns {Verdict}
 */
export function verdictOn(context, id) {
  const { sheet, formulas, answers, plain } = context;
  const typed = parseNumber(answers[id]);
  if (!typed) return say("unreadable", noNumber(answers[id]));
  const value = valueOf(sheet, id);
  const simple = judge(typed, value);
  if (simple === "right") return say("right", "Right.");
  if (simple === "coarse") return coarseOr(context, id, typed);
  if (drifted(context, id, typed, value)) {
    const exact = minus(rounded(value, Math.max(4, context.places), true).text);
    return say("drift", `Right, with rounded numbers put in; with all digits it comes to ${exact}.`);
  }
  const before = followed(context, id, typed);
  if (before) return before;
  const found = diagnose(formulas, sheet, id, typed);
  if (!found) return say("wrong", "Not right yet.");
  return { kind: "wrong", says: inLetters(found.says, sheet, plain), slip: found.slip };
}

/**
 * Few digits fit many numbers: they may be a slip's own, as a 0 is where half of a loss is lost.
 * @param {Context} context
 * @param {string} id
 * @param {import("../text/typed.js").Typed} typed
 * @returns {Verdict}
 */
function coarseOr({ sheet, formulas, plain }, id, typed) {
  const found = diagnose(formulas.filter(({ key }) => key !== "*"), sheet, id, typed);
  if (found) return { kind: "wrong", says: inLetters(found.says, sheet, plain), slip: found.slip };
  return say("coarse", "Rounded rightly, but two digits at least are wanted.");
}

/** @param {Kind} kind @param {string} says @returns {Verdict} */
const say = (kind, says) => ({ kind, says, slip: "" });

/**
 * Whether a number is right for somebody who rounded on the way.
 * @param {Context} context
 * @param {string} id
 * @param {import("../text/typed.js").Typed} typed
 * @param {number} value
 */
function drifted({ sheet, answers, places }, id, typed, value) {
  if (typed.value === 0 || Math.sign(typed.value) !== Math.sign(value) || isClass(sheet, id)) return false;
  const ways = [...new Set([places, 2, 3, 4])].flatMap((digits) => [
    byHand(sheet, id, digits),
    recomputed(sheet, id, (other) => roughly(sheet, other, digits)),
  ]);
  ways.push(recomputed(sheet, id, (other) => typedRightly(sheet, answers, other)));
  const near = 0.1 * Math.abs(value) + 0.5 * 10 ** -places;
  return ways.some((way) => Math.abs(way - value) <= near && judge(typed, way) === "right");
}

/** @param {Sheet} sheet @param {string} id @param {number} places */
function roughly(sheet, id, places) {
  return id.startsWith("start:") ? valueOf(sheet, id) : round(valueOf(sheet, id), places);
}

/** The typed number where it is right, else the exact one. @param {Sheet} sheet @param {Record<string, string>} answers @param {string} id */
function typedRightly(sheet, answers, id) {
  const value = valueOf(sheet, id);
  const typed = answers[id] ? parseNumber(answers[id]) : null;
  return typed && judge(typed, value) === "right" ? typed.value : value;
}

/** A predicted class does not drift. @param {Sheet} sheet @param {string} id */
function isClass(sheet, id) {
  const key = id.split(":")[1];
  return sheet.graph.has(key) && sheet.graph.node(key).operation.startsWith("predict");
}

/**
 * The verdict on a number that is made rightly from earlier answers, where those are not exact.
 * @param {Context} context
 * @param {string} id
 * @param {import("../text/typed.js").Typed} typed
 * @returns {Verdict | null}
 */
function followed(context, id, typed) {
  const { sheet, answers, plain } = context;
  const earlier = partsOf(sheet, id).filter((part) => answers[part]);
  const way = recomputed(sheet, id, (other) => {
    const number = answers[other] ? parseNumber(answers[other]) : null;
    return number ? number.value : valueOf(sheet, other);
  });
  if (!earlier.length || judge(typed, way) !== "right") return null;
  const verdicts = earlier.map((part) => ({ part, verdict: verdictOn(context, part) }));
  const wrong = verdicts.find(({ verdict }) => !counts(verdict));
  if (!wrong) return say("drift", "Right, with the rounded numbers that you put in.");
  const name = `${plain(symbolOf(sheet, wrong.part))} = ${answers[wrong.part]}`;
  const because = wrong.verdict.kind === "coarse" ? "has too few digits" : "is not right yet";
  return say("follows", `This follows from your ${name}, which ${because}: mend that one first.`);
}
