/** The row above the maps: which two parameters, the rate, the steps, the window. */

import { minus, rounded } from "../../core/text/numbers.js";
import { toMathML, toPlain } from "../../draw/math/math.js";
import { button, select } from "../../frame/controls.js";
import { h } from "../../frame/dom.js";
import { numberField } from "../../frame/number_field.js";

const RATES = { least: 0.01, most: 20 };

/**
 * @typedef {object} Acts
 * @property {(over: string[]) => void} over
 * @property {(rate: number, done: boolean) => void} rate
 * @property {() => void} reset
 * @property {() => void} back
 * @property {() => void} step
 * @property {() => void} play   or pause
 * @property {(factor: number) => void} zoom
 */

export class Controls {
  /** @param {Acts} acts */
  constructor(acts) {
    this.acts = acts;
    this.lists = h("span", { class: "cg-landscape-over" });
    this.rate = h("span", { class: "cg-landscape-rate" });
    this.reset = button("Start", acts.reset, { title: "back to where the descent began" });
    this.back = button("Back", acts.back, { title: "one step back (Page Up)" });
    this.step = button("Step", acts.step, { title: "one step (Page Down)" });
    this.play = button("Play", acts.play, { title: "step by step, until it is stopped (Space)" });
    const wider = button("−", () => acts.zoom(1.5), { "aria-label": "A wider window", title: "a wider window" });
    const closer = button("+", () => acts.zoom(1 / 1.5), { "aria-label": "A closer window", title: "a closer window" });
    const steps = h("span", { class: "cg-landscape-steps" }, this.reset, this.back, this.step, this.play);
    this.elements = [this.lists, this.rate, steps, h("span", { class: "cg-landscape-zoom" }, wider, closer)];
    this.key = "";
    /** @type {{show: (value: string) => void}[]} */
    this.selects = [];
    this.showRate = (/** @type {number} */ _rate) => {};
  }

  /**
   * @param {{graph: import("../../core/graph/graph.js").Graph, rateSymbol: string, names: string[], over: string[],
   *   rate: number, step: number, playing: boolean, mayStep: boolean}} now
   */
  draw({ graph, rateSymbol, names, over, rate, step, playing, mayStep }) {
    const symbols = names.map((name) => graph.node(name).symbol);
    const key = [...symbols, rateSymbol].join("|");
    if (key !== this.key) {
      this.key = key;
      this.makeLists(names, symbols, over);
      this.makeRate(rateSymbol, rate);
    }
    this.selects.forEach((list, k) => list.show(over[k]));
    this.showRate(rate);
    this.back.disabled = this.reset.disabled = step === 0;
    this.step.disabled = this.play.disabled = !mayStep && !playing;
    this.play.textContent = playing ? "Pause" : "Play";
    this.play.setAttribute("aria-pressed", String(playing));
  }

  /** @param {string[]} names @param {string[]} symbols @param {string[]} over */
  makeLists(names, symbols, over) {
    const options = names.map((name, i) => /** @type {[string, string]} */ ([name, toPlain(symbols[i])]));
    let [first, second] = over;
    this.selects = [0, 1].map((k) => {
      const choose = (/** @type {string} */ name) => {
        const before = [first, second];
        const other = before[1 - k] === name ? before[k] : before[1 - k]; // the same twice: they change places
        this.acts.over(k ? [other, name] : [name, other]);
      };
      return select({ label: k ? "upward" : "to the right", options, value: over[k], onChange: choose, labelled: false });
    });
    const shows = this.selects.map((list) => list.show);
    this.selects.forEach((list, k) => {
      list.show = (/** @type {string} */ value) => {
        if (k) second = value;
        else first = value;
        shows[k](value);
      };
    });
    this.lists.replaceChildren("over ", .../** @type {any[]} */ (this.selects));
  }

  /** A slider whose steps are factors: 0.01 to 20. @param {string} symbol @param {number} rate */
  makeRate(symbol, rate) {
    const label = `learning rate ${toPlain(symbol)}`;
    const [min, max] = [Math.log10(RATES.least), Math.log10(RATES.most)];
    const range = /** @type {HTMLInputElement} */ (h("input", { type: "range", min, max, step: 0.01, "aria-label": label }));
    const refuse = (/** @type {number} */ typed) => (typed > 0 ? "" : "A learning rate is above 0.");
    const field = numberField({ label, value: rate, refuse, onDone: (typed) => this.acts.rate(typed, true) });
    const chosen = () => Number((10 ** Number(range.value)).toPrecision(2));
    range.addEventListener("input", () => this.acts.rate(chosen(), false));
    range.addEventListener("change", () => this.acts.rate(chosen(), true));
    this.showRate = (/** @type {number} */ now) => {
      if (Math.abs(chosen() - now) > 1e-9) range.value = String(Math.log10(Math.max(now, RATES.least)));
      range.setAttribute("aria-valuetext", minus(rounded(now, 2, true).text));
      field.show(now);
    };
    this.rate.replaceChildren(h("span", { class: "cg-slider-symbol", html: toMathML(symbol) }), range, field);
  }
}
