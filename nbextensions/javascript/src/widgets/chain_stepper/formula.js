/**
 * The formula of a step, written out large: symbols above, values below, each factor below its own
 * symbol. What was multiplied before is one number under a bracket. A factor that has the pointer
 * or the focus is lit in graph and table too.
 */

import { toMathML } from "../../draw/math/math.js";
import { h } from "../../frame/dom.js";

/** @typedef {import("../../core/chain/lines.js").Formula} Formula */

/**
 * @typedef {object} Cell
 * @property {number} row     from 1: symbols, then the lines of values
 * @property {number} column  from 1
 * @property {number} span
 * @property {string} tex
 * @property {string} name    class after "cg-chain-"
 * @property {string} key     what it lights; "" for nothing
 */

const MOST_LINES = 3; // that fit into the height that is always kept
const SMALLEST = 0.45; // of its size: how far a long formula shrinks

export class FormulaView {
  /** @param {(key: string) => void} onPoint */
  constructor(onPoint) {
    this.onPoint = onPoint;
    this.grid = h("div", { class: "cg-chain-grid" });
    this.side = h("div", { class: "cg-chain-side" }); // for what belongs to the formula, at its right
    this.element = h("div", { class: "cg-chain-formula" }, this.grid, this.side);
    /** @type {{element: HTMLElement, tex: string, cell: Cell}[]} */
    this.cells = [];
    this.shape = "";
    this.step = "";
    this.words = ""; // beside it
    this.size = 1;
  }

  /**
   * @param {Formula} formula
   * @param {string} step  key of the step: a new one may have another size
   */
  draw(formula, step) {
    const cells = cellsOf(formula);
    const shape = cells.map(({ row, column, span, name, key }) => `${row},${column},${span},${name},${key}`).join(";");
    const anew = shape !== this.shape;
    if (anew) this.build(cells, shape, formula);
    let changed = anew || step !== this.step;
    cells.forEach(({ tex }, k) => {
      const cell = this.cells[k];
      if (cell.tex === tex) return;
      cell.tex = tex;
      cell.element.innerHTML = tex ? toMathML(`\\displaystyle ${tex}`) : "";
      changed = true;
    });
    const words = [...this.side.children].map((child) => (child.hasAttribute("hidden") ? "" : child.textContent)).join("|");
    if (step !== this.step || words !== this.words) this.size = 1;
    changed ||= words !== this.words;
    [this.step, this.words] = [step, words];
    if (changed) this.fit();
  }

  /** @param {Cell[]} cells @param {string} shape @param {Formula} formula */
  build(cells, shape, { lines, terms }) {
    this.shape = shape;
    this.grid.classList.toggle("cg-chain-lines", lines.length > 1);
    this.grid.classList.toggle("cg-chain-alone", terms.length === 1);
    this.element.classList.toggle("cg-chain-tall", lines.length > MOST_LINES);
    this.cells = cells.map((cell) => {
      const { row, column, span, name, key } = cell;
      const tag = key && row === 1 ? "button" : "span";
      const element = h(tag, { class: `cg-chain-cell cg-chain-${name}`, "data-key": key || null, type: tag === "button" ? "button" : null });
      element.style.gridArea = `${row} / ${column} / auto / span ${span}`;
      if (key) this.points(element, key);
      return { element, tex: "", cell };
    });
    this.grid.replaceChildren(...this.cells.map((cell) => cell.element));
  }

  /** @param {HTMLElement} element @param {string} key */
  points(element, key) {
    for (const event of ["pointerenter", "focus"]) element.addEventListener(event, () => this.onPoint(key));
    for (const event of ["pointerleave", "blur"]) element.addEventListener(event, () => this.onPoint(""));
  }

  /** Light the cells of one thing; "" for none. @param {string} key */
  light(key) {
    for (const { element, cell } of this.cells) element.classList.toggle("cg-chain-lit", key !== "" && cell.key === key);
  }

  /** A large formula shrinks into its box; it does not grow again before the next step. */
  fit() {
    this.grid.style.fontSize = `${this.size}em`;
    const style = getComputedStyle(this.element);
    const wide = this.element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - this.beside();
    const tall = this.element.classList.contains("cg-chain-tall");
    const high = tall ? Infinity : this.element.clientHeight - 0.4 * parseFloat(style.fontSize);
    const share = Math.min(wide / this.grid.offsetWidth, high / this.grid.offsetHeight);
    if (!(share < 1) || wide <= 0) return;
    this.size = Math.max(SMALLEST, Math.floor(this.size * share * 98) / 100);
    this.grid.style.fontSize = `${this.size}em`;
  }

  /** How much of the width is kept for what stands at the right: words that have more room take it. */
  beside() {
    const taken = [...this.side.children].some((child) => /** @type {HTMLElement} */ (child).offsetWidth);
    return taken ? Math.min(this.side.offsetWidth, parseFloat(getComputedStyle(this.side).minWidth)) : 0;
  }

  /** There is another width: try the full size again. */
  refit() {
    this.size = 1;
    this.fit();
  }
}

/**
 * @param {Formula} formula
 * @returns {Cell[]}
 */
export function cellsOf(formula) {
  const { head, terms, signs, before, after, known, lines } = formula;
  /** @type {Cell[]} */
  const cells = [];
  const put = (/** @type {number} */ row, /** @type {number} */ column, /** @type {string} */ tex, name = "term", key = "", span = 1) =>
    cells.push({ row, column, span, tex, name, key });
  const first = 4; // head, relation, what stands before
  const columnOf = (/** @type {number} */ k) => first + 2 * k;
  const last = columnOf(terms.length);
  put(1, 1, head, "head");
  put(1, 2, head ? "=" : "", "sign");
  put(1, 3, before, "sign");
  terms.forEach(({ tex, key }, k) => {
    if (k) put(1, columnOf(k) - 1, signs[k - 1], "sign");
    put(1, columnOf(k), tex, k < known ? "reused" : "term", key);
  });
  put(1, last, after, "sign");
  lines.forEach((line, l) => {
    const row = l + 2;
    if (line.head) put(row, 1, line.head, "head");
    put(row, 2, line.relation, "sign");
    put(row, 3, line.values.length ? before : "", "sign");
    values(line.values, row);
    put(row, last, line.values.length ? after : "", "sign");
    put(row, last + 1, line.result ? `${line.result.relation} ${line.result.latex}` : "", "result");
  });
  return cells;

  /** @param {string[]} list @param {number} row */
  function values(list, row) {
    list.forEach((tex, v) => {
      const k = known && v ? v + known - 1 : v;
      const bracket = known > 0 && v === 0;
      if (k) if (!bracket) put(row, columnOf(k) - 1, signs[k - 1], "sign");
      if (bracket) put(row, columnOf(0), tex, "known", "", 2 * known - 1);
      else put(row, columnOf(k), tex, "value", terms[k]?.key ?? "");
    });
  }
}
