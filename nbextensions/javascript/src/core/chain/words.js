// What a step does, in words: a short line to stand above the formula, and whole sentences for
// those who do not see it.

import { formulaOf, learnedIn } from "./formulas.js";
import { latexOf } from "./lines.js";
import { LOSS } from "./steps.js";
import { operationWords } from "../graph/operation_words.js";
import { partial } from "../graph/writing.js";

/** @typedef {import("./steps.js").Step} Step */
/** @typedef {import("./formulas.js").Context} Context */
/** @typedef {(tex: string) => string} Say  writes LaTeX as words or as plain characters */

/** @type {Record<import("./steps.js").Chapter, string>} */
export const CHAPTER_WORDS = { forward: "forward", backward: "backward", rows: "over rows", update: "update" };

/**
 * What a step does, in a few words.
 * @param {Step} step
 * @param {Context} context
 * @param {Say} say
 * @returns {string}
 */
export function captionOf(step, context, say) {
  const { sheet, row, steps } = context;
  const { graph } = sheet;
  const symbol = (/** @type {string} */ name) => say(graph.node(name).symbol);
  switch (step.kind) {
    case "given":
      return `${sheet.n > 1 ? `Row ${row + 1}` : "The example"}, and the weights as they stand`;
    case "value":
      return `${symbol(step.node)}: ${operationWords(graph.node(step.node).operation)} of ${listed(parentsOf(step, context).map(symbol))}`;
    case "factor":
      return `Local derivative: how ${symbol(step.node)} changes with ${symbol(step.edges[0].parent)}`;
    case "kept":
      return `Computed once and kept: ${listed(step.served.map(symbol))} ${step.served.length > 1 ? "need" : "needs"} it${step.served.length > 1 ? "" : " more than once"}`;
    case "path":
      return pathCaption(step, context, say);
    case "total":
      return `Where paths meet, add: ${graph.countPaths(step.leaf, LOSS)} paths lead from ${symbol(step.leaf)} to the loss`;
    case "over":
      return `${sheet.reduction === "sum" ? "Sum" : "Mean"} over the ${sheet.n} rows, for ${symbol(step.leaf)}`;
    case "update":
      return updateCaption(learnedIn(steps, sheet).length, context);
  }
}

/**
 * @param {Step} step
 * @param {Context} context
 * @param {Say} say
 */
function pathCaption({ leaf, index, edges, known }, { sheet, steps }, say) {
  const { graph } = sheet;
  const way = [leaf, ...[...edges].reverse().map((edge) => edge.child)];
  const written = way.map((name) => say(graph.node(name).symbol)).join(" → ");
  const n = steps.filter((one) => one.kind === "path" && one.leaf === leaf).length;
  const which = n > 1 ? `Path ${index + 1} of ${n}` : "Product along the path";
  const reused = known ? `; ${say(partial(graph.node(LOSS).symbol, graph.node(known).symbol))} is used again` : "";
  return `${which}: ${written}${reused}`;
}

/** @param {number} followed @param {Context} context */
function updateCaption(followed, { sheet, row }) {
  const all = Object.keys(sheet.parameters).length;
  const when = sheet.reduction === "online" ? ` after row ${row + 1}` : "";
  const rest = all - followed;
  const others = rest ? `; the other ${rest === 1 ? "one" : rest} likewise` : "";
  return `Update${when}: all parameters at once, from the old values${others}`;
}

/** @param {Step} step @param {Context} context */
function parentsOf({ node }, { sheet: { graph } }) {
  return [...new Set(graph.node(node).parents)].map((index) => graph.nodes[index].name);
}

/** @param {string[]} words */
export function listed(words) {
  if (words.length > 8) return `${words.slice(0, 3).join(", ")} and ${words.length - 3} more`;
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/**
 * A step in whole sentences.
 * @param {Step} step
 * @param {Context} context
 * @param {Say} say
 */
export function sentenceOf(step, context, say) {
  const at = context.steps.indexOf(step) + 1;
  const place = `Step ${at} of ${context.steps.length}, ${CHAPTER_WORDS[step.chapter]}.`;
  const what = captionOf(step, context, say);
  return `${place} ${what}. ${numbersOf(step, context, say)}`;
}

/** @param {Step} step @param {Context} context @param {Say} say */
function numbersOf(step, context, say) {
  const formula = formulaOf(step, context);
  if (step.kind === "given") {
    const { values } = formula.lines[0];
    return `${listed(formula.terms.map((term, k) => `${say(term.tex)} is ${say(values[k])}`))}.`;
  }
  const lines = latexOf(formula).map((line) => `${say(line)}.`);
  return lines.join(" ");
}
