/** The weights as numbers; one that is typed becomes the start of a new training. */

import { toMathML, toPlain } from "../../draw/math/math.js";
import { select } from "../../frame/controls.js";
import { h, setText } from "../../frame/dom.js";
import { numberField } from "../../frame/number_field.js";
import { rounded } from "../../core/text/numbers.js";

/** @typedef {{index: number, field: ReturnType<typeof numberField> | null, cell: HTMLElement}} Cell */

export class Weights {
  /**
   * @param {number[]} sizes
   * @param {string[]} names of the parameters; [] where they have none
   * @param {(index: number, value: number) => void} onType
   */
  constructor(sizes, names, onType) {
    this.sizes = sizes;
    this.names = names;
    this.onType = onType;
    this.layer = 0; // of a deep net
    this.element = h("div", { class: "cg-train-weights" });
    /** @type {Cell[]} */
    this.cells = [];
    /** @type {Float64Array | null} */
    this.theta = null;
  }

  /** @param {number} index @param {string} label */
  cell(index, label) {
    const take = (/** @type {number} */ value) => this.onType(index, value);
    const field = this.names.length ? numberField({ label, value: 0, write: readable, onDone: take }) : null;
    const cell = h("td", {}, ...(field ? [field] : []));
    this.cells.push({ index, field, cell });
    return cell;
  }

  /** Build the table in a deck's letters. @param {Record<string, string>} symbols by parameter @param {string[]} inputs TeX */
  write(symbols, inputs) {
    this.cells = [];
    const { sizes } = this;
    const deep = sizes.length > 3;
    const rows = deep ? this.layerRows(inputs) : sizes.length === 2 ? this.neuronRows(symbols) : this.hiddenRows(symbols, inputs);
    const choose = select({
      label: "Layer",
      options: sizes.slice(1).map((_, l) => [String(l), l + 2 === sizes.length ? "output" : `hidden ${l + 1}`]),
      value: String(this.layer),
      onChange: (layer) => {
        this.layer = Number(layer);
        this.write(symbols, inputs);
        if (this.theta) this.draw(this.theta);
      },
    });
    this.element.replaceChildren(...(deep ? [choose] : []), h("table", {}, ...rows));
  }

  /** @param {Record<string, string>} symbols */
  neuronRows(symbols) {
    return this.names.map((name, i) => {
      const head = h("th", { scope: "row", html: toMathML(symbols[name] ?? name) });
      return h("tr", {}, head, this.cell(i, toPlain(symbols[name] ?? name)));
    });
  }

  /** One row a hidden unit: its weights, its bias, its weight to the output. @param {Record<string, string>} symbols @param {string[]} inputs */
  hiddenRows(symbols, inputs) {
    const [n, q] = this.sizes;
    const column = (/** @type {string} */ tex) => h("th", { scope: "col", html: toMathML(tex) });
    const words = (/** @type {string} */ text) => h("th", { scope: "col" }, text);
    const head = h("tr", {}, h("td", {}), ...inputs.map(column), words("bias"), words("out"));
    const label = (/** @type {number} */ at) => toPlain(symbols[this.names[at]] ?? this.names[at]);
    const rows = Array.from({ length: q }, (_, j) => {
      const places = [...Array.from({ length: n }, (_, k) => k * q + j), n * q + j, (n + 1) * q + j];
      return h("tr", {}, h("th", { scope: "row", html: toMathML(symbols[`h_${j + 1}`]) }), ...places.map((at) => this.cell(at, label(at))));
    });
    const last = (n + 2) * q;
    const gap = Array.from({ length: n }, () => h("td", {}));
    return [head, ...rows, h("tr", {}, h("th", { scope: "row", html: toMathML(symbols.p) }), ...gap, this.cell(last, label(last)))];
  }

  /** One layer of a deep net. @param {string[]} inputs */
  layerRows(inputs) {
    const [nIn, nOut] = [this.sizes[this.layer], this.sizes[this.layer + 1]];
    let offset = 0;
    for (let l = 0; l < this.layer; l++) offset += (this.sizes[l] + 1) * this.sizes[l + 1];
    const from = (/** @type {number} */ k) => (this.layer ? h("th", { scope: "col" }, `unit ${k + 1}`) : h("th", { scope: "col", html: toMathML(inputs[k]) }));
    const head = h("tr", {}, h("td", {}), ...Array.from({ length: nIn }, (_, k) => from(k)), h("th", { scope: "col" }, "bias"));
    const rows = Array.from({ length: nOut }, (_, j) => {
      const places = Array.from({ length: nIn + 1 }, (_, k) => offset + k * nOut + j);
      return h("tr", {}, h("th", { scope: "row" }, `unit ${j + 1}`), ...places.map((at) => this.cell(at, "")));
    });
    return [head, ...rows];
  }

  /** @param {Float64Array} theta */
  draw(theta) {
    this.theta = theta;
    for (const { index, field, cell } of this.cells) {
      if (field) field.show(theta[index]);
      else setText(cell, readable(theta[index]));
      (field ?? cell).classList.toggle("cg-train-negative", theta[index] < 0);
    }
  }
}

/** Two places; what is too small or too large for its cell, in powers of ten. @param {number} value */
function readable(value) {
  const { text } = rounded(value, 2);
  const short = text.replace("-", "").length > 5 ? value.toExponential(0).replace("e+", "e") : text;
  return short.replace(/^-/, "\u2212");
}
