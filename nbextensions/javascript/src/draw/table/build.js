/** The elements of a table of numbers: headings, rows, cells. */

import { h } from "../../frame/dom.js";
import { toMathML, toPlain } from "../math/math.js";

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
 */

/**
 * @param {Shape} shape
 * @returns {{sections: HTMLElement[], cells: Map<string, Cell>, heads: Map<string, HTMLElement>,
 *   places: (string | null)[][]}}
 *   `cells` by id, `heads` by column key and row name, `places`: ids as they stand, row by row
 */
export function build({ columns, rows, feet = [] }) {
  /** @type {Map<string, Cell>} */
  const cells = new Map();
  /** @type {Map<string, HTMLElement>} */
  const heads = new Map();
  const line = (/** @type {RowHead} */ row) => rowOf(row, columns, cells, heads);
  const sections = [
    h("thead", {}, headings(columns, heads)),
    h("tbody", {}, ...rows.map(line)),
    h("tfoot", {}, ...feet.map(line)),
  ];
  const places = [...rows, ...feet].map(({ name, keys }) =>
    columns.map(({ key }) => (!keys || keys.includes(key) ? `${name}:${key}` : null)),
  );
  stay(sections, columns);
  return { sections, cells, heads, places };
}

/** The class of a cell before which a line is drawn. @param {ColumnHead[]} columns @param {number} at */
function parting(columns, at) {
  const { group } = columns[at - 1] ?? columns[at];
  return group === columns[at].group ? null : "cg-table-group";
}

/** @param {ColumnHead[]} columns @param {Map<string, HTMLElement>} heads */
function headings(columns, heads) {
  const corner = h("th", { scope: "col" }, h("span", { class: "cg-table-unseen" }, "row"));
  const made = columns.map(({ key, tex, words }, at) => {
    const head = h("th", {
      scope: "col", title: words ?? toPlain(tex), "data-key": key, html: toMathML(tex), class: parting(columns, at),
    });
    heads.set(key, head);
    return head;
  });
  return h("tr", {}, corner, ...made);
}

/**
 * @param {RowHead} row
 * @param {ColumnHead[]} columns
 * @param {Map<string, Cell>} cells
 * @param {Map<string, HTMLElement>} heads
 */
function rowOf({ name, head, tex, keys }, columns, cells, heads) {
  const title = h("th", { scope: "row", ...(tex ? { html: toMathML(head) } : {}) }, ...(tex ? [] : [head]));
  heads.set(name, title);
  const made = columns.map(({ key, width }, at) => {
    const edge = parting(columns, at);
    if (keys && !keys.includes(key)) return h("td", { class: edge, "aria-hidden": "true" });
    const cell = cellOf(`${name}:${key}`, width, edge);
    cells.set(`${name}:${key}`, cell);
    return cell.element;
  });
  return h("tr", { "data-row": name }, title, ...made);
}

/** @param {string} id @param {number} width @param {string | null} edge @returns {Cell} */
function cellOf(id, width, edge) {
  const value = h("span", { class: "cg-value" });
  const sign = h("span", { class: "cg-sign" });
  const box = h("div", { class: "cg-cell", style: `min-width: calc(${width}ch + 1.1em)` }, value, sign);
  const element = h("td", { "data-id": id, tabindex: -1, class: edge }, box);
  return { element, box, value, sign, field: null, width };
}

/** Row heads and the first columns keep their place when the table is scrolled. @param {HTMLElement[]} sections @param {ColumnHead[]} columns */
function stay(sections, columns) {
  const first = columns.findIndex((column) => !column.stays);
  const n = first < 0 ? columns.length : first;
  for (const row of sections.flatMap((section) => [...section.children])) {
    [...row.children].slice(0, n + 1).forEach((cell) => cell.classList.add("cg-table-stays"));
  }
}
