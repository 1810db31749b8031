/**
 * A table of numbers on the screen: real rows and columns, one way to move in it, one way to light
 * a cell. It knows no model: a widget says what stands where.
 *
 *     const table = new TableView({ label: "Table by hand", onOpen: (id) => ..., onMove: (id) => ... });
 *     frame.body.append(table.element);
 *     table.shape({
 *       columns: [{ key: "p", tex: "p", width: 5, group: "forward" }],   // width in digits
 *       rows: [{ name: "0", head: "1" }],                                // the body
 *       feet: [{ name: "total", head: "mean", keys: ["loss"] }],         // where cells stand
 *     });                                    // builds only if something in it differs from before
 *     table.write("0:p", "0.62", "✓");       // "row:column"; touches the page only on a change
 *     table.mark("0:p", "open");             // see MARKS; `unmark("open")` takes a mark from all
 *     table.field("0:p", true);              // the cell is typed into; `onType(id, text)` tells
 *     table.focus("0:p");                    // moves the one tab stop there
 *
 * Arrow keys, Home and End move; Enter, Space and a click open; Escape closes. Marks differ in
 * shape (solid, dashed, thick, struck out), never in colour alone. `lay(id)` gives the cell's box
 * for arrows drawn over the table.
 */

import { h, setText } from "../frame/dom.js";
import { style } from "../frame/style.js";
import { toMathML, toPlain } from "./math.js";
import { step } from "./table_keys.js";
import css from "./table_view.css";

style(css);

/**
 * @typedef {object} ColumnHead
 * @property {string} key
 * @property {string} tex       LaTeX of the heading
 * @property {number} width     of its numbers, in digits
 * @property {string} [group]   a line is drawn where it changes
 * @property {boolean} [stays]  keeps its place when the table is scrolled sideways
 * @property {string} [words]   what the heading means, for a tooltip and for screen readers
 *
 * @typedef {object} RowHead
 * @property {string} name      first half of its cells' ids
 * @property {string} head      shown at its start: words, or LaTeX if `tex`
 * @property {boolean} [tex]
 * @property {string[]} [keys]  the columns in which it has cells; all without it
 *
 * @typedef {{columns: ColumnHead[], rows: RowHead[], feet?: RowHead[]}} Shape
 *
 * @typedef {object} Cell
 * @property {HTMLElement} element  the td
 * @property {HTMLElement} box      what is marked
 * @property {HTMLElement} value
 * @property {HTMLElement} sign
 * @property {HTMLInputElement | null} field
 * @property {number} width
 *
 * @typedef {object} Options
 * @property {string} label                                what the table is
 * @property {(id: string) => void} [onOpen]               by click, Enter or Space
 * @property {() => void} [onClose]                        by Escape
 * @property {(id: string) => void} [onMove]               the focus came to this cell
 * @property {(id: string, text: string) => boolean} [onType] a field was left or Enter
 *   pressed in it; says whether that was news
 */

const SMALLEST = 0.74; // a wide table is shrunk as far as this to fit; one that is wider still
const SCROLLED = 0.88; //   is shrunk so far and scrolled

/** What a cell can be marked as; a cell may bear several. */
export const MARKS = Object.freeze([
  "open", // the opened number: thick frame, lit ground
  "part", // it is put into the opened one: solid frame
  "use", // the opened one is put into it: dashed frame
  "now", // the step that is shown: thick frame
  "right", "wrong", "coarse", // verdicts, beside their sign
  "first", // the first that differs: double frame
  "differs", // another that differs: wavy line under the number
  "shown", // its blank was filled for the reader: dotted line under the number
  "struck", // left out: struck through
  "quiet", // not yet, or not of interest
]);

export class TableView {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.table = h("table", { class: "cg-table", role: "grid", "aria-label": options.label });
    this.element = h("div", { class: "cg-table-scroll" }, this.table);
    /** @type {Map<string, Cell>} */
    this.cells = new Map();
    /** @type {Map<string, HTMLElement>} headings of columns and rows, by key and by name */
    this.heads = new Map();
    /** @type {(string | null)[][]} ids as they stand, row by row */
    this.places = [];
    this.current = "";
    this._last = 0; // how many columns stay in sight, beside the row heads
    this._shape = "";
    this.table.addEventListener("click", (event) => this._click(event));
    this.table.addEventListener("keydown", (event) => this._key(event));
    this.table.addEventListener("focusin", (event) => this._focused(event));
  }

  // What stands where ------------------------------------------------------------------------------
  /**
   * Build the table, if it is not built like this already.
   * @param {Shape} shape
   * @returns {boolean} whether it was built anew: then all cells are empty
   */
  shape(shape) {
    const text = JSON.stringify(shape);
    if (text === this._shape) return false;
    this._shape = text;
    this.cells.clear();
    this.heads.clear();
    const { columns, rows, feet = [] } = shape;
    this.table.replaceChildren(
      h("thead", {}, this._headings(columns)),
      h("tbody", {}, ...rows.map((row) => this._row(row, columns))),
      h("tfoot", {}, ...feet.map((row) => this._row(row, columns))),
    );
    this.places = [...rows, ...feet].map(({ name, keys }) =>
      columns.map(({ key }) => (!keys || keys.includes(key) ? `${name}:${key}` : null)),
    );
    this._stay(columns);
    this._tabStop(this.cells.has(this.current) ? this.current : (this.cells.keys().next().value ?? ""));
    return true;
  }

  /** @param {ColumnHead[]} columns */
  _headings(columns) {
    const corner = h("th", { class: "cg-table-corner", scope: "col" }, h("span", { class: "cg-table-unseen" }, "row"));
    const made = columns.map((column, at) => {
      const words = column.words ?? toPlain(column.tex);
      const { group } = columns[at - 1] ?? column;
      const head = h("th", {
        scope: "col", title: words, "data-key": column.key, html: toMathML(column.tex),
        class: group === column.group ? null : "cg-table-group",
      });
      this.heads.set(column.key, head);
      return head;
    });
    return h("tr", {}, corner, ...made);
  }

  /** @param {RowHead} row @param {ColumnHead[]} columns */
  _row({ name, head, tex, keys }, columns) {
    const title = h("th", { scope: "row", ...(tex ? { html: toMathML(head) } : {}) }, ...(tex ? [] : [head]));
    this.heads.set(name, title);
    const cells = columns.map((column, at) => {
      const { group } = columns[at - 1] ?? column;
      const parting = group === column.group ? null : "cg-table-group";
      if (keys && !keys.includes(column.key)) return h("td", { class: parting, "aria-hidden": "true" });
      return this._cell(`${name}:${column.key}`, column.width, parting);
    });
    return h("tr", { "data-row": name }, title, ...cells);
  }

  /** @param {string} id @param {number} width @param {string | null} parting */
  _cell(id, width, parting) {
    const value = h("span", { class: "cg-value" });
    const sign = h("span", { class: "cg-sign" });
    const box = h("div", { class: "cg-cell", style: `min-width: calc(${width}ch + 1.1em)` }, value, sign);
    const element = h("td", { "data-id": id, tabindex: -1, class: parting }, box);
    this.cells.set(id, { element, box, value, sign, field: null, width });
    return element;
  }

  /** Row heads and inputs stay where they are, when the table is wider than its place. @param {ColumnHead[]} columns */
  _stay(columns) {
    const staying = columns.findIndex((column) => !column.stays);
    const last = staying < 0 ? columns.length : staying;
    for (const row of this.table.querySelectorAll("tr")) {
      [...row.children].slice(0, last + 1).forEach((cell) => cell.classList.add("cg-table-stays"));
    }
    this._last = last;
  }

  /**
   * Make the table fit its place: a little smaller where it must be, and only then scrolled
   * sideways, with row heads and inputs staying. Called when shape, scale or place changed.
   */
  measure() {
    this.table.style.fontSize = "";
    this.element.classList.remove("cg-table-wide");
    this.element.removeAttribute("tabindex");
    const { clientWidth, scrollWidth } = this.element;
    if (!clientWidth || scrollWidth <= clientWidth + 1) return;
    const share = Math.floor((98 * clientWidth) / scrollWidth) / 100;
    this.table.style.fontSize = `${share < SMALLEST ? SCROLLED : share}em`;
    if (this.element.scrollWidth <= this.element.clientWidth + 1) return;
    this.element.classList.add("cg-table-wide");
    this.element.tabIndex = 0; // whoever has no pointer scrolls it by keys
    const first = /** @type {HTMLElement[]} */ ([...(this.table.querySelector("tr")?.children ?? [])]);
    const lefts = first.slice(0, this._last + 1).map((head) => head.offsetLeft - first[0].offsetLeft);
    for (const row of this.table.querySelectorAll("tr")) {
      lefts.forEach((left, at) => (/** @type {HTMLElement} */ (row.children[at]).style.left = `${left}px`));
    }
  }

  // What the cells show ----------------------------------------------------------------------------
  /**
   * @param {string} id
   * @param {string} text
   * @param {string} [sign]  a mark behind the number, such as ✓
   * @param {string} [words] for screen readers, where text and sign do not say it
   */
  write(id, text, sign = "", words = "") {
    const cell = this.cells.get(id);
    if (!cell) return;
    if (cell.field) {
      if (cell.field.ownerDocument.activeElement !== cell.field && cell.field.value !== text) cell.field.value = text;
    } else {
      setText(cell.value, text);
      cell.value.classList.toggle("cg-long", text.length > cell.width);
    }
    setText(cell.sign, sign);
    if (words) (cell.field ?? cell.element).setAttribute("aria-label", words);
    else (cell.field ?? cell.element).removeAttribute("aria-label");
  }

  /**
   * Let a cell be typed into, or no longer.
   * @param {string} id
   * @param {boolean} on
   * @param {string} [label]  what is typed there
   */
  field(id, on, label = "") {
    const cell = this.cells.get(id);
    if (!cell || on === (cell.field !== null)) return;
    if (!on) {
      const held = cell.field === cell.field?.ownerDocument.activeElement;
      cell.field?.remove();
      cell.field = null;
      cell.element.tabIndex = id === this.current ? 0 : -1;
      if (held) cell.element.focus();
      return;
    }
    setText(cell.value, "");
    cell.element.removeAttribute("tabindex");
    cell.field = /** @type {HTMLInputElement} */ (
      h("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "cg-blank", size: cell.width, "aria-label": label, tabindex: id === this.current ? 0 : -1 })
    );
    cell.field.addEventListener("blur", () => this._typed(id));
    cell.box.prepend(cell.field);
  }

  /** @param {string} id @returns {boolean} whether something new was typed */
  _typed(id) {
    const field = this.cells.get(id)?.field;
    return field ? (this.options.onType?.(id, field.value.trim()) ?? false) : false;
  }

  /** @param {string} id @param {string} mark one of MARKS */
  mark(id, mark) {
    this.cells.get(id)?.box.classList.add(`cg-mark-${mark}`);
  }

  /** Take a mark from every cell. @param {...string} marks */
  unmark(...marks) {
    for (const mark of marks) {
      for (const box of this.table.querySelectorAll(`.cg-mark-${mark}`)) box.classList.remove(`cg-mark-${mark}`);
    }
  }

  /**
   * Set one mark to exactly these cells.
   * @param {string} mark
   * @param {Iterable<string>} ids
   */
  marks(mark, ids) {
    const wanted = new Set(ids);
    for (const [id, { box }] of this.cells) box.classList.toggle(`cg-mark-${mark}`, wanted.has(id));
  }

  /** Show which row is looked at. @param {string | null} name */
  row(name) {
    for (const row of this.table.querySelectorAll("tr[data-row]")) {
      row.classList.toggle("cg-table-here", /** @type {HTMLElement} */ (row).dataset.row === name);
    }
  }

  /** @param {string} id */
  text(id) {
    const cell = this.cells.get(id);
    return cell?.field ? cell.field.value.trim() : (cell?.value.textContent ?? "");
  }

  /** Where a cell stands, for lines drawn over the table. @param {string} id */
  lay(id) {
    return this.cells.get(id)?.box.getBoundingClientRect() ?? null;
  }

  // Moving -----------------------------------------------------------------------------------------
  /** @param {string} id */
  focus(id) {
    const cell = this.cells.get(id);
    if (!cell) return;
    this._tabStop(id);
    (cell.field ?? cell.element).focus();
  }

  /** One cell at a time can be reached by Tab. @param {string} id */
  _tabStop(id) {
    for (const [where, index] of [[this.current, -1], [id, 0]]) {
      const cell = this.cells.get(String(where));
      if (cell) (cell.field ?? cell.element).tabIndex = Number(index);
    }
    this.current = id;
  }

  /** @param {Event} event */
  _idOf(event) {
    const at = /** @type {Element} */ (event.target).closest("td[data-id]");
    return /** @type {HTMLElement | null} */ (at)?.dataset.id ?? "";
  }

  /** @param {Event} event */
  _focused(event) {
    const id = this._idOf(event);
    if (!id) return;
    this._tabStop(id);
    this.options.onMove?.(id);
  }

  /** @param {Event} event */
  _click(event) {
    const id = this._idOf(event);
    if (!id) return;
    this.focus(id);
    if (!this.cells.get(id)?.field) this.options.onOpen?.(id);
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    const id = this._idOf(event);
    if (!id || event.altKey || event.ctrlKey || event.metaKey) return;
    const field = this.cells.get(id)?.field ?? null;
    if (event.key === "Enter" || (event.key === " " && !field)) {
      if (!field || !this._typed(id)) this.options.onOpen?.(id); // the second Enter opens a blank
    } else if (event.key === "Escape") {
      this.options.onClose?.();
    } else {
      const next = step(this.places, id, event.key, field);
      if (!next) return;
      this.focus(next);
    }
    event.preventDefault();
  }
}
