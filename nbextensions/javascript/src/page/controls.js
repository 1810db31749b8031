/** Controls of ipywidgets that a link connects with a widget, as the browser's own controls. */

import { minus, noNumber, parseNumber, rounded } from "../core/text/numbers.js";
import { sayAt } from "../frame/note.js";

/** @typedef {import("./model.js").PlainModel} PlainModel */
/** @typedef {(model: PlainModel) => {element: HTMLElement, show: () => void}} Draw */

/**
 * @param {string} tag
 * @param {Record<string, any>} properties
 */
function make(tag, properties) {
  return /** @type {any} */ (Object.assign(document.createElement(tag), properties));
}

/** @param {PlainModel} model @param {(at: number) => number} toValue @param {(value: number) => number} toPlace */
function range(model, toValue = (at) => at, toPlace = (value) => value) {
  const [min, max, step] = ["min", "max", "step"].map((name) => model.get(name));
  const input = make("input", { type: "range", min, max, step });
  const readout = make("output", {});
  input.addEventListener("input", () => model.set("value", toValue(Number(input.value))));
  const element = make("span", {});
  element.append(input, " ", readout);
  const show = () => {
    input.value = String(toPlace(model.get("value")));
    readout.textContent = minus(rounded(model.get("value"), 3, true).text);
  };
  return { element, show };
}

/** @param {PlainModel} model */
function logRange(model) {
  const base = model.get("base");
  return range(model, (at) => base ** at, (value) => Math.log(value) / Math.log(base));
}

/** @param {PlainModel} model @param {boolean} whole */
function number(model, whole) {
  const input = make("input", { type: "text", inputMode: "decimal", size: 8 });
  const show = () => (input.value = String(model.get("value")));
  const [least, most] = [model.get("min") ?? -Infinity, model.get("max") ?? Infinity];
  input.addEventListener("change", () => {
    const typed = parseNumber(input.value)?.value;
    if (typed === undefined && input.value.trim()) sayAt(input, noNumber(input.value));
    if (typed === undefined) return show();
    model.set("value", Math.min(most, Math.max(least, whole ? Math.round(typed) : typed)));
    show();
  });
  return { element: input, show };
}

/** @param {PlainModel} model */
function checkbox(model) {
  const input = make("input", { type: "checkbox" });
  input.addEventListener("change", () => model.set("value", input.checked));
  return { element: input, show: () => (input.checked = Boolean(model.get("value"))) };
}

/** @param {PlainModel} model */
function dropdown(model) {
  const select = make("select", {});
  select.append(...model.get("_options_labels").map((/** @type {string} */ label) => new Option(label)));
  select.addEventListener("change", () => model.set("index", select.selectedIndex));
  return { element: select, show: () => (select.selectedIndex = model.get("index") ?? -1) };
}

/** @param {PlainModel} model */
function label(model) {
  const text = make("span", {});
  return { element: text, show: () => (text.textContent = String(model.get("value"))) };
}

/** @type {Record<string, Draw>} */
const DRAWN = {
  FloatSliderModel: range,
  IntSliderModel: range,
  FloatLogSliderModel: logRange,
  FloatTextModel: (model) => number(model, false),
  BoundedFloatTextModel: (model) => number(model, false),
  IntTextModel: (model) => number(model, true),
  BoundedIntTextModel: (model) => number(model, true),
  CheckboxModel: checkbox,
  DropdownModel: dropdown,
  LabelModel: label,
};

/**
 * @param {string} name  of the model's class
 * @param {PlainModel} model
 * @param {HTMLElement} el
 * @returns {boolean} whether there is a way to draw it
 */
export function renderControl(name, model, el) {
  const draw = DRAWN[name];
  if (!draw) return false;
  const { element, show } = draw(model);
  const row = make("label", {});
  row.style.cssText = "display: inline-flex; gap: 0.6em; align-items: center";
  row.append(String(model.get("description") ?? ""), element);
  el.append(row);
  for (const trait of ["value", "index"]) model.on(`change:${trait}`, show);
  show();
  return true;
}
