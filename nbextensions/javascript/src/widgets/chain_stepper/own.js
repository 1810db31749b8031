/** The student's numbers beside ours: at which steps they are known, and the first that differs. */

import { minus, rounded } from "../../core/text/numbers.js";
import { valueOf } from "../../core/chain/formulas.js";
import { enough } from "../../core/chain/lines.js";
import { toPlain } from "../../draw/math/math.js";

/** @typedef {import("./state.js").Shown} Shown */
/** @typedef {import("../../core/chain/steps.js").Step} Step */
/** @typedef {import("../../core/chain/formulas.js").Context} Context */

/**
 * @typedef {object} Answer  from Python: own_table.OwnNumbers
 * @property {number[] | null} p
 * @property {Record<string, number[]>} gradient
 * @property {Record<string, number>} total
 *
 * @typedef {object} Pair
 * @property {string} name
 * @property {string} tex
 * @property {number} own
 * @property {number} ours
 * @property {string} [line]  of the table, where it is not that of the row that is walked: "2", "total"
 */

const CLOSE = 1e-5; // of single precision, too

export class OwnNumbers {
  /**
   * @param {import("../../frame/own.js").Own} own
   * @param {import("../../frame/frame.js").Frame} frame
   * @param {import("../../frame/store.js").Store} store
   */
  constructor(own, frame, store) {
    this.own = own;
    this.frame = frame;
    this.store = store;
    this.key = "";
    /** @type {Answer | null} */
    this.answer = store.get("_answer")?.gradient ? store.get("_answer") : null;
    if (own.active()) frame.problem(store.get("problem") || null);
  }

  get active() {
    return this.own.active();
  }

  /** Ask about what is shown, where it is new. @param {Record<string, any>} question */
  ask(question) {
    const key = JSON.stringify(question);
    if (!this.active || key === this.key) return;
    this.key = key;
    this.own.request(question, ({ result, problem }) => {
      this.frame.problem(problem ?? null);
      this.answer = result ?? null; // older numbers, beside ours for these weights, would be a lie
      this.store.schedule("own");
    });
  }

  /**
   * The numbers of a step that the student's functions give, each beside ours.
   * @param {Step} step
   * @param {Context} context
   * @returns {Pair[]}
   */
  pairs(step, context) {
    const { answer } = this;
    const { sheet, row } = context;
    if (!answer) return [];
    const symbol = (/** @type {string} */ name) => sheet.graph.node(name).symbol;
    const pair = (/** @type {string} */ tex, /** @type {number | undefined} */ own, /** @type {number} */ ours) =>
      own === undefined ? [] : [{ name: toPlain(tex), tex, own, ours }];
    if (step.kind === "value" && step.node === "p") return pair(symbol("p"), answer.p?.[row], valueOf(step, context));
    if ((step.kind === "path" && step.whole) || step.kind === "total") {
      const key = `d${step.leaf}`;
      return sheet.keys.includes(key) ? pair(sheet.column(key).symbol, answer.gradient[step.leaf]?.[row], sheet.value(row, key)) : [];
    }
    if (step.kind === "over") return this.overRows(step.leaf, context, pair);
    if (step.kind !== "update") return [];
    return Object.entries(sheet.updateAfter(row)).flatMap(([name, cell]) => {
      const [old, rate] = cell.parts;
      const slope = answer.total[name] ?? answer.gradient[name]?.[row];
      return pair(cell.symbol, slope === undefined ? undefined : old - rate * slope, cell.value).map((one) => ({ ...one, name: `new ${toPlain(symbol(name))}` }));
    });
  }

  /**
   * Each row's gradient, then what it comes to.
   * @param {string} leaf
   * @param {Context} context
   * @param {(tex: string, own: number | undefined, ours: number) => Pair[]} pair
   */
  overRows(leaf, { sheet }, pair) {
    const cell = sheet.footer.gradient[leaf];
    const rows = (this.answer?.gradient[leaf] ?? []).flatMap((own, r) =>
      pair(sheet.column(`d${leaf}`).symbol, own, cell.parts[r]).map((one) => ({ ...one, name: `${one.name} in row ${r + 1}`, line: String(r) })),
    );
    const wrong = rows.find(differs);
    const whole = pair(cell.symbol, this.answer?.total[leaf], cell.value).map((one) => ({ ...one, line: "total" }));
    return [...(wrong ? [wrong] : []), ...whole];
  }

  /** The table's line in which a step's number differs. @param {Step} step @param {Context} context */
  lineOf(step, context) {
    return this.pairs(step, context).find(differs)?.line ?? String(context.row);
  }

  /** The first step whose number differs; -1 where none does. @param {Context} context */
  firstDiffering(context) {
    return this.answer ? context.steps.findIndex((step) => this.pairs(step, context).some(differs)) : -1;
  }
}

/** @param {Pair} pair */
export function differs({ own, ours }) {
  if (Object.is(own, ours)) return false;
  return !(Math.abs(own - ours) <= CLOSE * Math.max(1e-3, Math.abs(own), Math.abs(ours)));
}

/**
 * The comparison at a step, in words; "" where there is nothing to compare.
 * @param {Pair[]} pairs
 * @param {boolean} isFirst  whether nothing before differs
 * @param {number} places
 * @returns {{text: string, right: boolean}}
 */
export function comparison(pairs, isFirst, places) {
  if (!pairs.length) return { text: "", right: true };
  const digits = (/** @type {number} */ value) => minus(rounded(value, enough(value, places), true).text);
  const wrong = pairs.find(differs);
  if (!wrong) {
    const last = pairs[pairs.length - 1];
    const all = pairs.length > 1 ? "yours are the same" : `yours: ${digits(last.own)}`;
    return { text: `✓ ${all}.`, right: true };
  }
  const [yours, ours] = digits(wrong.own) === digits(wrong.ours) ? [wrong.own, wrong.ours].map((value) => minus(String(value))) : [digits(wrong.own), digits(wrong.ours)];
  const first = isFirst ? " The first number that differs." : "";
  return { text: `✗ yours: ${wrong.name} = ${yours}, here ${ours}.${first}`, right: false };
}
