/** The settings of a training, each of which can be turned while one looks. */

import { select, toggle } from "../../frame/controls.js";
import { h } from "../../frame/dom.js";
import { numberField } from "../../frame/number_field.js";
import { toMathML } from "../../draw/math/math.js";
import { minus, rounded } from "../../core/text/numbers.js";

const NAMES = /** @type {Record<string, string>} */ ({
  squared_error: "squared error",
  half_squared_error: "½ squared error",
  binary_cross_entropy: "cross-entropy",
  binary_cross_entropy_from_scores: "cross-entropy",
});
const TICKS = 100; // places of a slider

/**
 * A slider on a logarithmic scale, with 0 at its left end where that makes sense; the number can
 * be typed, too.
 * @param {{label: string, name: string, from: number, to: number, zero?: boolean, value: number,
 *   onChange: (value: number, done: boolean) => void}} options
 */
export function logSlider({ label, name, from, to, zero = false, value, onChange }) {
  const range = /** @type {HTMLInputElement} */ (
    h("input", { type: "range", min: 0, max: TICKS, step: 1, class: "cg-train-range", "aria-label": name })
  );
  const first = zero ? 1 : 0;
  const valueAt = (/** @type {number} */ tick) =>
    tick < first ? 0 : Number((from * (to / from) ** ((tick - first) / (TICKS - first))).toPrecision(2));
  const tickOf = (/** @type {number} */ wanted) =>
    wanted <= 0 ? 0 : Math.max(first, Math.min(TICKS, Math.round(first + (Math.log(wanted / from) / Math.log(to / from)) * (TICKS - first))));
  const field = numberField({
    label: `${name}, typed`,
    value,
    write: (shown) => minus(rounded(shown, 5, true).text),
    refuse: (typed) => (typed >= 0 ? "" : `A ${name} is 0 or more.`),
    onDone: (typed) => onChange(typed, true),
  });
  range.addEventListener("input", () => onChange(valueAt(Number(range.value)), false));
  range.addEventListener("change", () => onChange(valueAt(Number(range.value)), true));
  const show = (/** @type {number} */ next) => {
    if (valueAt(Number(range.value)) !== next) range.value = String(tickOf(next));
    range.setAttribute("aria-valuetext", minus(rounded(next, 5, true).text));
    field.show(next);
  };
  const symbol = h("span", { class: "cg-slider-symbol", html: toMathML(label) });
  const box = h("label", { class: "cg-slider" }, symbol, range, field);
  show(value);
  return Object.assign(box, { show, symbol });
}

/**
 * @param {import("../../frame/store.js").Store} store
 * @param {{hidden: boolean, own: boolean, ownStep: boolean}} net whether there are hidden units, and own functions
 */
export function knobs(store, { hidden, own, ownStep }) {
  const set = (/** @type {string} */ name) => (/** @type {any} */ value, /** @type {boolean} */ done = true) =>
    store.set({ [name]: value }, { done });
  const activation = select({
    label: "Hidden units",
    options: [["sigmoid", "sigmoid"], ["tanh", "tanh"], ["relu", "ReLU"]],
    value: store.get("activation"),
    onChange: set("activation"),
  });
  const losses = ["squared_error", "binary_cross_entropy", "half_squared_error"];
  if (store.get("loss") === "binary_cross_entropy_from_scores") losses[1] = store.get("loss");
  const loss = select({
    label: "Loss",
    options: losses.map((name) => [name, NAMES[name]]),
    value: store.get("loss"),
    onChange: set("loss"),
  });
  const rate = logSlider({ label: "\\eta", name: "learning rate", from: 0.01, to: 100, value: store.get("learning_rate"), onChange: set("learning_rate") });
  const l1 = logSlider({ label: "\\lambda_1", name: "L1 penalty", from: 1e-5, to: 1, zero: true, value: store.get("l1"), onChange: set("l1") });
  const l2 = logSlider({ label: "\\lambda_2", name: "L2 penalty", from: 1e-5, to: 1, zero: true, value: store.get("l2"), onChange: set("l2") });
  const dropout = dropoutSlider(store.get("rate"), set("rate"));
  const more = toggle({ label: hidden && !own ? "L1, L2, dropout" : "L1, L2", value: store.get("regularization"), onChange: set("regularization") });
  const log = toggle({ label: "log axis", value: store.get("log_axis"), onChange: set("log_axis") });
  const penalties = h("div", { class: "cg-train-knobs" }, l1, l2, ...(hidden && !own ? [dropout] : []));
  const first = h("div", { class: "cg-train-knobs" }, ...(hidden ? [activation] : []), loss, rate, ...(ownStep ? [] : [more]), log);
  return {
    element: h("div", { class: "cg-train-settings" }, first, penalties),
    first,
    /** @param {string} eta TeX of the learning rate */
    draw(eta) {
      if (rate.symbol.dataset.tex !== eta) {
        rate.symbol.dataset.tex = eta;
        rate.symbol.innerHTML = toMathML(eta);
      }
      activation.show(store.get("activation"));
      loss.show(store.get("loss"));
      rate.show(store.get("learning_rate"));
      l1.show(store.get("l1"));
      l2.show(store.get("l2"));
      dropout.show(store.get("rate"));
      log.show(store.get("log_axis"));
      more.show(store.get("regularization"));
      penalties.hidden = !store.get("regularization") || ownStep;
    },
  };
}

/** @param {number} value @param {(value: number, done: boolean) => void} onChange */
function dropoutSlider(value, onChange) {
  const name = "dropout rate";
  const range = /** @type {HTMLInputElement} */ (
    h("input", { type: "range", min: 0, max: 0.9, step: 0.05, class: "cg-train-range", "aria-label": name })
  );
  const field = numberField({
    label: `${name}, typed`,
    value,
    onDone: (typed) => onChange(Math.max(0, Math.min(0.99, typed)), true),
  });
  range.addEventListener("input", () => onChange(Number(range.value), false));
  range.addEventListener("change", () => onChange(Number(range.value), true));
  const show = (/** @type {number} */ next) => {
    range.value = String(next);
    field.show(next);
  };
  show(value);
  return Object.assign(h("label", { class: "cg-slider" }, h("span", {}, "dropout"), range, field), { show });
}
