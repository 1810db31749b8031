/** What a training leaves: a table of its steps as CSV and LaTeX, and a sentence. */

import { rounded } from "../../core/text/numbers.js";
import { shown } from "./plane.js";

/** @typedef {import("./session.js").Session} Session */

const ROWS = 12; // of the LaTeX table

/**
 * Every step up to one, with the weights where they have names.
 * @param {Session} session
 * @param {number} to
 * @param {string[]} names of the parameters
 */
export function csv(session, to, names) {
  const { history } = session.run;
  const held = session.trainer.validation?.n ?? 0;
  const head = ["step", "loss", "penalty", "n_right", "accuracy"];
  const validation = held ? ["validation_loss", "validation_n_right", "validation_accuracy"] : [];
  const lines = [[...head, ...validation, ...names].join(",")];
  for (let step = 0; step <= Math.min(to, session.run.last); step++) {
    const own = [step, history.loss[step], history.penalty[step], history.right[step], history.right[step] / session.trainer.n];
    const right = history.validationRight[step];
    const other = held ? [history.validationLoss[step], right, right / held] : [];
    const weights = names.length ? session.run.weightsAt(step) : [];
    lines.push([...own, ...other, ...weights].join(","));
  }
  return `${lines.join("\n")}\n`;
}

/**
 * Some of the steps, and the weights at the last of them.
 * @param {Session} session
 * @param {number} to
 * @param {{names: string[], symbols: Record<string, string>, loss: string, eta: string}} words
 */
export function latex(session, to, { names, symbols, loss, eta }) {
  const { history } = session.run;
  const held = session.trainer.validation !== null;
  const last = Math.min(to, session.run.last);
  const steps = [...new Set(Array.from({ length: ROWS }, (_, k) => Math.round((k * last) / (ROWS - 1))))];
  const number = (/** @type {number} */ value) => `$${rounded(value, 4).latex}$`;
  const rows = steps.map((step) => {
    const right = `${history.right[step]} of ${session.trainer.n}`;
    const other = held ? ` & ${number(history.validationLoss[step])}` : "";
    return `${step} & ${number(history.loss[step])} & ${right}${other} \\\\`;
  });
  const head = `step & $${loss}$ & right${held ? " & validation" : ""} \\\\`;
  const theta = session.run.weightsAt(last);
  const weights = names.map((name, i) => `${symbols[name] ?? name} = ${rounded(theta[i], 4).latex}`);
  const { sizes, activation, learningRate } = session.trainer.settings;
  return [
    `% ${sizes.join("-")} net, ${activation}, ${session.trainer.settings.loss}`,
    `$${eta} = ${rounded(learningRate, 4, true).latex}$`,
    `\\begin{tabular}{r${"r".repeat(held ? 3 : 2)}}`,
    head,
    "\\hline",
    ...rows,
    "\\end{tabular}",
    ...(weights.length ? [`$${weights.join(",\\; ")}$`] : []),
    "",
  ].join("\n");
}

/**
 * What is on the screen, in whole sentences.
 * @param {Session} session
 * @param {number} step
 * @param {{baseline: number, alarm: string, starts: string}} facts
 */
export function describe(session, step, { baseline, alarm, starts }) {
  const { history, diverged } = session.run;
  if (session.run.last < 0) return "Nothing is trained yet.";
  const { n, validation } = session.trainer;
  const right = `${history.right[step]} of ${n} right`;
  const held = validation
    ? ` Validation loss ${shown(history.validationLoss[step])}, ${history.validationRight[step]} of ${validation.n} right.`
    : "";
  const end = diverged && step === session.run.last ? " Here the training overflows." : "";
  const many = starts ? ` After this step, ${starts}.` : "";
  return (
    `Step ${step} of ${session.nSteps}: loss ${shown(history.loss[step])}, ${right}; ` +
    `always the more frequent class: ${baseline} of ${n}.${held}${alarm ? ` ${alarm}.` : ""}${many}${end}`
  );
}
