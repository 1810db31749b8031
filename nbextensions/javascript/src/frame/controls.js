/** Native inputs with labels: the keyboard and screen readers come free. */

import { minus, rounded } from "../core/text/numbers.js";
import { toMathML, toPlain } from "../draw/math/math.js";
import { h } from "./dom.js";
import { numberField } from "./number_field.js";

/**
 * @typedef {object} SliderOptions
 * @property {string} label TeX of what it changes
 * @property {number} min
 * @property {number} max
 * @property {number} [step]
 * @property {number} value
 * @property {number} [places] digits after the point of the shown value
 * @property {(value: number) => void} onInput while it moves
 * @property {(value: number) => void} [onDone] on release
 */

/**
 * A range input with its symbol before and its value behind, which can be typed as well.
 * @param {SliderOptions} options
 * @returns {HTMLElement & {show: (value: number) => void}}
 */
export function slider({ label, min, max, step = 0.01, value, places = 2, onInput, onDone }) {
  const name = toPlain(label);
  const range = h("input", { type: "range", min, max, step, "aria-label": name });
  const field = numberField({ label: name, value, places, onDone: (typed) => done(typed) });
  const show = (/** @type {number} */ shown) => {
    range.value = String(shown);
    range.setAttribute("aria-valuetext", minus(rounded(shown, places).text));
    field.show(shown);
  };
  const done = (/** @type {number} */ chosen) => {
    onInput(chosen);
    onDone?.(chosen);
  };
  range.addEventListener("input", () => onInput(Number(range.value)));
  range.addEventListener("change", () => done(Number(range.value)));
  const symbol = h("span", { class: "cg-slider-symbol", html: toMathML(label) });
  const box = h("label", { class: "cg-slider" }, symbol, range, field);
  show(value);
  return Object.assign(box, { show });
}

/**
 * @param {string} text
 * @param {() => void} onClick
 * @param {Record<string, any>} [attributes]
 * @returns {HTMLButtonElement}
 */
export function button(text, onClick, attributes = {}) {
  const made = h("button", { type: "button", class: "cg-button", ...attributes }, text);
  made.addEventListener("click", onClick);
  return /** @type {HTMLButtonElement} */ (made);
}

/**
 * @param {{label: string, options: [string, string][], value: string,
 *   onChange: (value: string) => void, labelled?: boolean}} settings
 *   `options`: pairs of value and text; `labelled`: show the label before the list
 * @returns {HTMLElement & {show: (value: string) => void}}
 */
export function select({ label, options, value, onChange, labelled = true }) {
  const list = /** @type {HTMLSelectElement} */ (h("select", { "aria-label": label }));
  for (const [key, text] of options) list.append(h("option", { value: key }, text));
  list.value = value;
  list.addEventListener("change", () => onChange(list.value));
  const before = labelled ? [h("span", { "aria-hidden": "true" }, label)] : [];
  const box = h("label", { class: "cg-select" }, ...before, list);
  return Object.assign(box, { show: (/** @type {string} */ next) => void (list.value = next) });
}

/**
 * A button that stays pressed.
 * @param {{label: string, value: boolean, onChange: (value: boolean) => void}} options
 * @returns {HTMLButtonElement & {show: (value: boolean) => void}}
 */
export function toggle({ label, value, onChange }) {
  const made = button(label, () => onChange(made.getAttribute("aria-pressed") !== "true"));
  const show = (/** @type {boolean} */ next) => made.setAttribute("aria-pressed", String(next));
  show(value);
  return Object.assign(made, { show });
}

/**
 * One of several, as a row of buttons.
 * @param {{label: string, options: [string, string][], value: string,
 *   onChange: (value: string) => void}} settings
 * @returns {HTMLElement & {show: (value: string) => void}}
 */
export function choice({ label, options, value, onChange }) {
  const box = h("div", { class: "cg-choice", role: "group", "aria-label": label });
  const buttons = options.map(([key, text]) => [key, button(text, () => onChange(key))]);
  for (const [, made] of buttons) box.append(made);
  const show = (/** @type {string} */ next) => {
    for (const [key, made] of /** @type {[string, HTMLButtonElement][]} */ (buttons)) {
      made.setAttribute("aria-pressed", String(key === next));
    }
  };
  show(value);
  return Object.assign(box, { show });
}
