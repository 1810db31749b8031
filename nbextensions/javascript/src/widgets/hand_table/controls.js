/** What can be changed about a hand table: parameters, data, loss, reduction, rate, columns. */

import { conventional, deckOf } from "../../core/table/conventions.js";
import { minus, rounded } from "../../core/text/numbers.js";
import { toMathML, toPlain } from "../../draw/math/math.js";
import { choice, select } from "../../frame/controls.js";
import { h, attr } from "../../frame/dom.js";
import { numberField } from "../../frame/number_field.js";
import { same } from "../../frame/store.js";

/** @typedef {import("../../frame/store.js").Store} Store */

const FEW = 4; // parameters that get a slider
const SPAN = 6;
const TRUTH = [[0, 0], [0, 1], [1, 0], [1, 1]];
const LOSSES = /** @type {Record<string, string>} */ ({
  squared_error: "squared error",
  half_squared_error: "½ squared error",
  binary_cross_entropy: "cross-entropy",
  binary_cross_entropy_from_scores: "cross-entropy from scores",
});
const REDUCTIONS = /** @type {[string, string][]} */ ([
  ["mean", "mean of rows"],
  ["sum", "sum of rows"],
  ["online", "online, row by row"],
]);

/**
 * A number with its symbol, which opens it.
 * @param {{id: string, step: number, slides: boolean, onOpen: (id: string) => void,
 *   onInput: (value: number) => void, onDone: (value: number) => void}} options
 */
function quantity({ id, step, slides, onOpen, onInput, onDone }) {
  const symbol = h("button", { type: "button", class: "cg-ht-symbol", "data-id": id });
  symbol.addEventListener("click", () => onOpen(id));
  const range = h("input", { type: "range", min: -SPAN, max: SPAN, step });
  const field = numberField({ label: "", value: 0, onDone });
  range.addEventListener("input", () => onInput(Number(range.value)));
  range.addEventListener("change", () => onDone(Number(range.value)));
  const element = h("div", { class: "cg-ht-quantity" }, symbol, ...(slides ? [range] : []), field);
  let tex = "";
  /** @param {number} value @param {string} letters */
  const show = (value, letters) => {
    if (letters !== tex) {
      tex = letters;
      symbol.innerHTML = toMathML(tex);
      const name = toPlain(tex);
      attr(symbol, { title: `open ${name}`, "aria-label": `open ${name}` });
      for (const input of [range, field]) input.setAttribute("aria-label", name);
    }
    const span = Math.max(SPAN, Math.ceil(Math.abs(value)));
    attr(range, { min: -span, max: span });
    range.value = String(value);
    range.setAttribute("aria-valuetext", minus(rounded(value, 2).text));
    field.show(value);
  };
  return { element, symbol, show };
}

/**
 * Sliders and fields for the parameters; with many, fields alone.
 * @param {Store} store
 * @param {(id: string) => void} onOpen
 */
export function parameterControls(store, onOpen) {
  const names = Object.keys(store.parameters());
  const made = names.map((name) => ({
    name,
    ...quantity({
      id: `start:${name}`, step: 0.01, slides: names.length <= FEW, onOpen,
      onInput: (value) => store.set({ [name]: value }),
      onDone: (value) => store.set({ [name]: value }, { done: true }),
    }),
  }));
  const element = h("div", { class: "cg-ht-parameters", role: "group", "aria-label": "parameters" }, ...made.map((one) => one.element));
  element.classList.toggle("cg-ht-many", names.length > FEW);
  /** @param {Record<string, number>} values @param {(name: string) => string} symbol */
  const show = (values, symbol) => made.forEach((one) => one.show(values[one.name], symbol(one.name)));
  return { element, show, symbols: made.map((one) => one.symbol) };
}

/**
 * The learning rate.
 * @param {Store} store
 * @param {(id: string) => void} onOpen
 */
export function rateControl(store, onOpen) {
  const take = (/** @type {number} */ value) => store.set({ learning_rate: value }, { done: true });
  return quantity({ id: "start:learning_rate", step: 0.01, slides: false, onOpen, onInput: take, onDone: take });
}

/**
 * OR, AND, XOR, NAND, where the inputs are a truth table.
 * @param {Store} store
 * @param {Record<string, number[]>} logic
 */
export function dataControl(store, logic) {
  const options = /** @type {[string, string][]} */ (Object.keys(logic).map((name) => [name, name.toUpperCase()]));
  const list = select({
    label: "data", labelled: false, options: [...options, ["", "own"]], value: "",
    onChange: (name) => logic[name] && store.set({ y: logic[name] }, { done: true }),
  });
  const show = () => {
    list.hidden = !same(store.get("X"), TRUTH);
    list.show(Object.keys(logic).find((name) => same(logic[name], store.get("y"))) ?? "");
  };
  return { element: list, show };
}

/**
 * A list whose choices depend on the deck: where it says ½, the whole square is not offered.
 * @param {Store} store
 * @param {string} trait
 * @param {[string, string][]} all
 * @param {boolean} scaled
 */
function switchable(store, trait, all, scaled) {
  const element = h("span", { class: "cg-ht-switch" });
  let shown = "";
  const show = () => {
    const deck = scaled ? deckOf(store.get("_data").notations, store.get("notation")) : undefined;
    const inDeck = (/** @type {string} */ value) =>
      /** @type {Record<string, string>} */ (conventional({ loss: value, reduction: value }, deck))[trait];
    const options = all.filter(([value]) => inDeck(value) === value);
    const value = inDeck(store.get(trait));
    const key = JSON.stringify([options, value]);
    if (key === shown) return;
    shown = key;
    const label = trait;
    const onChange = (/** @type {string} */ next) => store.set({ [trait]: next }, { done: true });
    const focused = element.contains(document.activeElement);
    element.replaceChildren(select({ label, labelled: false, options, value, onChange }));
    if (focused) element.querySelector("select")?.focus();
  };
  return { element, show };
}

/** @param {Store} store @param {boolean} scaled */
export function lossControl(store, scaled) {
  const known = Object.keys(store.get("_data").losses ?? {});
  const own = store.get("loss");
  const offered = known.filter((name) => !name.endsWith("from_scores") || name === own);
  return switchable(store, "loss", offered.map((name) => [name, LOSSES[name] ?? name]), scaled);
}

/** @param {Store} store @param {boolean} scaled */
export function reductionControl(store, scaled) {
  return switchable(store, "reduction", REDUCTIONS, scaled);
}

/** @param {Store} store */
export function columnsControl(store) {
  const made = choice({
    label: "columns",
    options: [["forward", "forward"], ["backward", "backward"], ["all", "all"]],
    value: "",
    onChange: (columns) => store.set({ columns }, { done: true }),
  });
  const show = () => made.show(Array.isArray(store.get("columns")) ? "" : store.get("columns"));
  return { element: made, show };
}
