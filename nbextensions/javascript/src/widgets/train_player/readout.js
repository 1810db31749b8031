/** The line of numbers under the pictures; each has its place, so that nothing jumps. */

import { h, setText } from "../../frame/dom.js";
import { shown } from "./plane.js";

/** @typedef {import("./session.js").Session} Session */

/** Whether one class is predicted for all, in words. @param {ArrayLike<number>} p @param {number[]} y */
export function alarmOf(p, y) {
  const ones = Array.from(p).filter((value) => value > 0.5).length;
  const constant = y.every((target) => target > 0.5 === y[0] > 0.5);
  if (constant || (ones > 0 && ones < y.length)) return "";
  return `predicts class ${ones ? 1 : 0} for all`;
}

export class Readout {
  /** @param {boolean} validated */
  constructor(validated) {
    const part = (/** @type {string} */ name) => h("span", { class: `cg-train-${name}` });
    this.loss = part("loss");
    this.right = part("n-right");
    this.base = part("baseline");
    this.held = part("validation");
    this.warning = part("alarm");
    const held = validated ? [h("span", { class: "cg-train-pair" }, h("b", {}, "validation"), this.held)] : [];
    const own = h("span", { class: "cg-train-pair" }, h("b", {}, validated ? "training" : ""), this.loss, this.right, this.base);
    this.element = h("div", { class: "cg-train-readout" }, own, ...held, this.warning);
  }

  /**
   * @param {Session} session
   * @param {number} step
   * @param {string} alarm
   * @param {number} majority how many the more frequent class has
   */
  draw(session, step, alarm, majority) {
    const { history } = session.run;
    const { n, validation } = session.trainer;
    setText(this.loss, `loss ${shown(history.loss[step])}`);
    setText(this.right, `${history.right[step]} of ${n} right`);
    setText(this.base, `(majority: ${majority})`);
    if (validation) {
      setText(this.held, `loss ${shown(history.validationLoss[step])}, ${history.validationRight[step]} of ${validation.n} right`);
    }
    const overflow = session.run.diverged && step === session.run.last ? "the next step overflows" : "";
    const words = overflow || alarm;
    setText(this.warning, words ? `⚠ ${words}` : "");
  }

  words() {
    return `${this.loss.textContent}, ${this.right.textContent}`;
  }
}
