/** Loss and accuracy by step, training and validation in one plot, with what they must beat. */

import { constantLoss, majorityBaseline } from "../../core/training/history.js";
import { Curves } from "../../draw/curve.js";
import { sized } from "../../draw/svg.js";
import { attr, h } from "../../frame/dom.js";
import { shown } from "./plane.js";

/** @typedef {import("./session.js").Session} Session */

const WIDTH = 304; // units, 14 to the em
const LOSS = 140; // height
const SHARE = 88;

export class LossAndAccuracy {
  /**
   * @param {boolean} validated
   * @param {(step: number, done: boolean) => void} onPick
   */
  constructor(validated, onPick) {
    this.loss = new Curves({ width: WIDTH, height: LOSS, labels: ["", "L"], label: "loss by step", onPick });
    this.accuracy = new Curves({
      width: WIDTH, height: SHARE, labels: ["\\text{step}", ""], label: "share of right predictions by step", mostTicks: 3, onPick,
    });
    this.penalty = sample("objective", "+ penalty");
    const held = validated ? [sample("validation", "validation")] : [];
    const legend = h("div", { class: "cg-train-caption cg-train-legend" }, sample("training", "training"), ...held, this.penalty);
    const under = h("div", { class: "cg-train-under" }, "share of right predictions");
    this.element = h("div", { class: "cg-train-right cg-fitted", style: sized(WIDTH, LOSS + SHARE) }, legend, this.loss.svg, under, this.accuracy.svg);
    this.key = "";
  }

  /** @param {string} tex of the loss */
  write(tex) {
    this.loss.axes.set({ labels: ["", tex] });
  }

  /**
   * @param {Session} session
   * @param {{step: number, reached: number, log: boolean, y: number[]}} state
   */
  draw(session, { step, reached, log, y }) {
    const { history } = session.run;
    const key = `${session.version} ${history.count} ${log}`;
    if (key !== this.key) {
      this.key = key;
      this.set(session, log, y);
    }
    this.loss.cursor(step, reached);
    this.accuracy.cursor(step, reached);
    const [from, now] = [0, step].map((at) => shown(history.loss[at]));
    attr(this.loss.svg, { "aria-label": `loss by step: ${from} at the start, ${now} at step ${step}` });
    const best = history.bestUpTo(Math.max(step, reached));
    this.loss.mark(best > 0 ? best : null, `best validation: ${best}`);
  }

  /** @param {Session} session @param {boolean} log @param {number[]} y */
  set(session, log, y) {
    const { history } = session.run;
    const { count } = history;
    const { settings, n, validation, mean } = session.trainer;
    const penalised = settings.l1 + settings.l2 > 0;
    const { last } = session;
    const line = (/** @type {string} */ name, /** @type {ArrayLike<number>} */ values) => ({ name, values, count });
    const objective = penalised ? [line("objective", history.loss.map((value, i) => value + history.penalty[i]))] : [];
    const held = validation ? [line("validation", history.validationLoss)] : [];
    const constant = { value: constantLoss(settings.loss, mean, y), text: "best constant p" };
    this.loss.set({ lines: [...objective, ...held, line("training", history.loss)], last, log, references: [constant] });
    const share = (/** @type {Uint16Array} */ right, /** @type {number} */ of) => Float64Array.from(right, (value) => value / of);
    const majority = { value: majorityBaseline(y), text: "always the majority", below: true };
    const shares = validation ? [line("validation", share(history.validationRight, validation.n))] : [];
    this.accuracy.set({ lines: [...shares, line("training", share(history.right, n))], last, range: [0, 1.04], references: [majority] });
    this.penalty.hidden = !penalised;
  }
}

/** A line of the legend. @param {string} name @param {string} text */
function sample(name, text) {
  const html = `<svg viewBox="0 0 28 10" aria-hidden="true"><path class="cg-curve-line cg-curve-${name}" d="M1 5H27"/></svg>`;
  const made = h("span", { class: "cg-train-sample", html });
  made.append(text);
  return made;
}
