/** A field for one number. */

import { minus, noNumber, parseNumber, rounded } from "../core/text/numbers.js";
import { attr, h } from "./dom.js";
import { sayAt } from "./note.js";

/**
 * @typedef {object} NumberFieldOptions
 * @property {string} label
 * @property {number} value
 * @property {number} [places] digits after the point of the shown number
 * @property {(value: number) => string} [write] how it is shown instead
 * @property {(value: number) => string} [refuse] why a number does not fit; "" where it does
 * @property {(value: number) => void} onDone
 */

/**
 * Enter or leaving it takes what was typed, Escape does not. The number that is shown may be rounded,
 * and may change while the field has the focus: only a text that the user has changed is taken.
 * @param {NumberFieldOptions} options
 * @returns {HTMLInputElement & {show: (value: number) => void}}
 */
export function numberField({ label, value, places = 2, write = inPlaces(places), refuse = () => "", onDone }) {
  const field = /** @type {HTMLInputElement} */ (
    h("input", { type: "text", inputmode: "decimal", class: "cg-number", "aria-label": label })
  );
  let shown = value;
  let written = ""; // any other text was typed
  const put = () => {
    const text = write(shown);
    attr(field, { "aria-invalid": null });
    if (text === field.value) return void (written = text);
    written = field.value = text;
    if (field.ownerDocument.activeElement === field) field.select();
  };
  const show = (/** @type {number} */ next) => {
    shown = next;
    if (field.value === written) put();
  };
  /** @returns {string} what is wrong with the text; "" where it was taken */
  const take = () => {
    if (field.value === written || field.value.trim() === "") return "";
    const typed = parseNumber(field.value);
    const wrong = typed ? refuse(typed.value) : noNumber(field.value);
    if (typed && !wrong && typed.value !== shown) onDone(typed.value);
    return wrong;
  };
  const enter = () => {
    const wrong = take();
    if (!wrong) return put();
    attr(field, { "aria-invalid": "true" });
    sayAt(field, wrong);
  };
  const leave = () => {
    const wrong = take();
    if (wrong) sayAt(field, wrong);
    put();
  };
  field.addEventListener("focus", () => field.select());
  field.addEventListener("input", () => attr(field, { "aria-invalid": null }));
  field.addEventListener("blur", leave);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") enter();
    else if (event.key === "Escape") put();
  });
  put();
  return Object.assign(field, { show });
}

/** @param {number} places @returns {(value: number) => string} */
function inPlaces(places) {
  return (value) => minus(rounded(value, places).text);
}
