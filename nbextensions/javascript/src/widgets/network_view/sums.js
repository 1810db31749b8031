/** The computation written as sums: each layer with running indices, and one unit with its numbers. */

import { rounded } from "../../core/text/numbers.js";
import { toMathML } from "../../draw/math/math.js";
import { h } from "../../frame/dom.js";

/** @typedef {import("./state.js").NetState} NetState */

export class Sums {
  constructor() {
    this.general = h("div", { class: "cg-nv-general" });
    this.one = h("div", { class: "cg-nv-one" });
    this.element = h("div", { class: "cg-nv-sums" }, this.general, this.one);
    this.key = "";
    this.shown = "";
  }

  /** @param {NetState} state @param {string} name  what is lit */
  draw(state, name) {
    if (this.key !== state.notation) this.general.replaceChildren(...general(state));
    this.key = state.notation;
    const unit = state.shape.unitOf(name);
    const made = unit?.sum ? lines(state, unit.sum, unit.name) : [["Light a unit, a weight or a bias: its sum is written out here."]];
    const html = made.map((parts) => `<div>${parts.join(" ")}</div>`).join("");
    if (html !== this.shown) this.one.innerHTML = html;
    this.shown = html;
  }
}

/** @param {NetState} state */
function general(state) {
  return state.deck.matrices.layers.map((/** @type {{sum: string, squash: string}} */ { sum, squash }, /** @type {number} */ l) => {
    const words = h("span", { class: "cg-nv-where" }, `${state.shape.columnName(l + 1)}: `);
    return h("div", {}, words, h("span", { html: `${toMathML(sum)}${toMathML(",")} ${toMathML(squash)}` }));
  });
}

/**
 * One unit: its sum in symbols, with numbers, and what the activation makes of it. Long sums break
 * between their terms.
 * @param {NetState} state
 * @param {string} sum
 * @param {string} activation
 */
function lines(state, sum, activation) {
  const { trace, row, places } = state;
  const shown = rounded(trace.value(sum, row), places + 2, true);
  const terms = (/** @type {string} */ tex, /** @type {string} */ before) =>
    tex.split(" + ").map((term, k) => `<span>${k ? "+" : before} ${toMathML(term)}</span>`);
  const relation = shown.exact ? "=" : "≈";
  return [
    terms(trace.expression(sum), `${toMathML(state.symbol(sum))} =`),
    [...terms(trace.filled(sum, row, places), "="), `<span>${relation} ${toMathML(shown.latex)}</span>`],
    [toMathML(trace.equation(activation, row, places + 2))],
  ];
}
