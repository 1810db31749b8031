/**
 * Lines such as Z = X W + b with every array printed: its symbol above, its shape below. An entry
 * is known by the name of its node, so that it lights together with its place in the net.
 *
 *   const matrices = new Matrices({ onPick, onLook });
 *   matrices.show(lines, { printed });      // core/network/net_matrices.js; anew where the shapes change
 *   matrices.draw({ text, lit, row, differs, first, words });
 */

import { attr, h, setText } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import { toMathML } from "../math/math.js";
import css from "./matrices.css";

style(css);

/** @typedef {import("../../core/network/net_matrices.js").Line} Line */
/** @typedef {import("../../core/network/net_matrices.js").Matrix} Matrix */
/** @typedef {import("../../core/network/net_matrices.js").Piece} Piece */
/** @typedef {import("../../core/network/net_matrices.js").Cell} Cell */

/**
 * @typedef {object} Numbers  what is printed now
 * @property {(name: string, row: number) => string} text
 * @property {Set<string>} lit
 * @property {number} row      the example that is looked at
 * @property {(name: string, row: number) => string} differs  words, or ""
 * @property {(name: string, row: number) => boolean} first    whether it is the first that differs
 * @property {(name: string, row: number) => string} words    for a screen reader
 */

export class Matrices {
  /** @param {{onPick: (cell: Cell) => void, onLook: (name: string) => void}} options */
  constructor({ onPick, onLook }) {
    this.element = h("div", { class: "cg-net-lines" });
    /** @type {Map<HTMLElement, Cell>} */
    this.cells = new Map();
    this.key = "";
    const cellOf = (/** @type {Event} */ event) => {
      const td = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("td"));
      return td ? this.cells.get(td) : undefined;
    };
    this.element.addEventListener("click", (event) => {
      const cell = cellOf(event);
      if (cell) onPick(cell);
    });
    for (const type of ["pointerover", "focusin"]) this.element.addEventListener(type, (event) => onLook(cellOf(event)?.name ?? ""));
    for (const type of ["pointerleave", "focusout"]) this.element.addEventListener(type, () => onLook(""));
    this.element.addEventListener("keydown", (event) => {
      const cell = cellOf(event);
      if (!cell) return;
      if (event.key === "Enter" || event.key === " ") onPick(cell);
      else if (!this._walk(/** @type {HTMLElement} */ (event.target), event.key)) return;
      event.preventDefault();
    });
  }

  /** @param {HTMLElement} td @param {string} key */
  _walk(td, key) {
    const all = [...this.cells.keys()];
    const at = all.indexOf(td);
    const tr = /** @type {HTMLTableRowElement} */ (td.parentElement);
    const place = [...tr.children].indexOf(td);
    const beside = /** @type {Record<string, Element | null | undefined>} */ ({
      ArrowRight: all[at + 1], ArrowLeft: all[at - 1], Home: all[0], End: all.at(-1),
      ArrowUp: tr.previousElementSibling?.children[place], ArrowDown: tr.nextElementSibling?.children[place],
    });
    if (!(key in beside)) return false;
    const next = /** @type {HTMLElement | undefined} */ (beside[key]);
    if (!next) return true;
    for (const other of all) attr(other, { tabindex: other === next ? 0 : -1 });
    next.focus({ preventScroll: true });
    return true;
  }

  /**
   * @param {Line[]} lines
   * @param {(matrix: Matrix) => boolean} printed  which arrays are shown with their numbers
   * @param {string} key  changes where anything of it does
   */
  show(lines, printed, key) {
    if (key === this.key) return;
    this.key = key;
    this.cells.clear();
    this.element.replaceChildren(...lines.map((line) => this._line(line, printed)));
    [...this.cells.keys()].forEach((td, k) => attr(td, { tabindex: k ? -1 : 0 }));
  }

  /** @param {Line} line @param {(matrix: Matrix) => boolean} printed */
  _line({ pieces, after }, printed) {
    const parts = (/** @type {Piece[]} */ list) => h("div", { class: "cg-net-pieces" }, ...this._together(list, printed));
    return h("div", { class: "cg-net-line" }, parts(pieces), parts(after));
  }

  /** A sign stays with what follows it where the line breaks. @param {Piece[]} list @param {(matrix: Matrix) => boolean} printed */
  _together(list, printed) {
    /** @type {HTMLElement[]} */
    const groups = [];
    let last = null;
    for (const piece of list) {
      const made = "sign" in piece ? h("span", { class: "cg-net-sign", html: toMathML(piece.sign) }) : this._matrix(piece, printed(piece));
      if (last && "sign" in last) /** @type {HTMLElement} */ (groups.at(-1)).append(made);
      else groups.push(h("div", { class: "cg-net-piece" }, made));
      last = piece;
    }
    return groups;
  }

  /** @param {Matrix} matrix @param {boolean} printed */
  _matrix({ symbol, shape, cells, kind }, printed) {
    const name = h("div", { class: "cg-net-matrix-name", html: toMathML(symbol) });
    const size = h("div", { class: "cg-net-shape" }, shape);
    if (!printed) return h("div", { class: "cg-net-matrix" }, name, size);
    const rows = cells.map((row) => h("tr", {}, ...row.map((cell) => this._cell(cell))));
    const table = h("table", { "aria-label": `${name.querySelector("math")?.getAttribute("aria-label") ?? symbol}, shape ${shape}`, role: "grid" }, h("tbody", {}, ...rows));
    const bracketed = h("div", { class: "cg-net-bracketed" }, h("i", {}), table, h("i", {}));
    return h("div", { class: `cg-net-matrix cg-net-${kind}` }, name, bracketed, size);
  }

  /** @param {Cell} cell */
  _cell(cell) {
    const td = h("td", { "data-name": cell.name, "data-row": cell.row, tabindex: -1, role: "gridcell" });
    this.cells.set(td, cell);
    return td;
  }

  /** @param {Numbers} numbers */
  draw({ text, lit, row, differs, first, words }) {
    for (const [td, cell] of this.cells) {
      const wrong = differs(cell.name, cell.row);
      const classes = [lit.has(cell.name) && (cell.row < 0 || cell.row === row) && "cg-net-lit", cell.row === row && "cg-net-here", wrong && "cg-net-differs", first(cell.name, cell.row) && "cg-net-first"];
      attr(td, { class: classes.filter(Boolean).join(" ") || null, "aria-label": words(cell.name, cell.row), title: wrong || null });
      setText(td, text(cell.name, cell.row));
    }
  }
}
