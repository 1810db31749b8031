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
 *     table.measure();                       // once it is in the page, and when its place changed
 *     table.write("0:p", "0.62", "✓");       // "row:column"; touches the page only on a change
 *     table.mark("0:p", "open");             // see MARKS; `unmark("open")` takes a mark from all
 *     table.field("0:p", true);              // the cell is typed into; `onType(id, text)` tells
 *     table.focus("0:p");                    // moves the one tab stop there
 *
 * Arrow keys, Home and End move; Enter, Space and a click open; Escape closes. Marks differ in
 * shape (solid, dashed, thick, struck out), never in colour alone. `lay(id)` gives the cell's box
 * for arrows drawn over the table.
 */

import { h, setText } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import { build } from "./build.js";
import { fit } from "./fit.js";
import { step } from "./keys.js";
import css from "./view.css";

style(css);

/** @typedef {import("./build.js").ColumnHead} ColumnHead */
/** @typedef {import("./build.js").RowHead} RowHead */
/** @typedef {import("./build.js").Shape} Shape */
/** @typedef {import("./build.js").Cell} Cell */

/**
 * @typedef {object} Options
 * @property {string} label                                what the table is
 * @property {(id: string) => void} [onOpen]               by click, Enter or Space
 * @property {() => void} [onClose]                        by Escape
 * @property {(id: string) => void} [onMove]               the focus came to this cell
 * @property {(id: string, text: string) => boolean} [onType] a field was left or Enter
 *   pressed in it; says whether that was news
 */

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
    /** @type {Map<string, string>} which cells bear a mark that was set by `marks` */
    this._marked = new Map();
    /** @type {string | null} */
    this._here = null;
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
    this._marked.clear();
    this._here = null;
    const held = this.table.contains(this.table.ownerDocument.activeElement);
    const built = build(shape);
    this.cells = built.cells;
    this.heads = built.heads;
    this.places = built.places;
    this.table.replaceChildren(...built.sections);
    this._tabStop(this.cells.has(this.current) ? this.current : (this.cells.keys().next().value ?? ""));
    if (held) this.focus(this.current);
    return true;
  }

  /** Make the table fit its place: called when shape, scale or place changed. */
  measure() {
    fit(this.element, this.table);
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
      h("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "cg-blank", size: 1, "aria-label": label, tabindex: id === this.current ? 0 : -1 })
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
    this._marked.delete(mark);
    this.cells.get(id)?.box.classList.add(`cg-mark-${mark}`);
  }

  /** Take a mark from every cell. @param {...string} marks */
  unmark(...marks) {
    for (const mark of marks) {
      this._marked.delete(mark);
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
    const key = [...wanted].join(" ");
    if (this._marked.get(mark) === key) return;
    this._marked.set(mark, key);
    for (const [id, { box }] of this.cells) box.classList.toggle(`cg-mark-${mark}`, wanted.has(id));
  }

  /** Show which row is looked at. @param {string | null} name */
  row(name) {
    if (name === this._here) return;
    this._here = name;
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
