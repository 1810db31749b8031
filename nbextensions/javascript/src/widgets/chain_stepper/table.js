/**
 * The rows of the table, beside the graph: the same numbers, the same one marked. The row that is
 * walked fills as the steps go on; the others get their gradients where the rows are gathered.
 * Columns that do not fit stand on another page, which comes up with its step.
 */

import { enough } from "../../core/chain/lines.js";
import { LOSS } from "../../core/chain/steps.js";
import { minus, rounded } from "../../core/text/numbers.js";
import { TableView } from "../../draw/table/view.js";
import { h } from "../../frame/dom.js";

/** @typedef {import("../../core/chain/steps.js").Step} Step */
/** @typedef {import("../../core/table/sheet.js").Sheet} Sheet */
/** @typedef {import("./state.js").Shown} Shown */

const MOST_INPUTS = 5; // that stay on every page
const PADDING = 1.3; // of a cell, in em
const ROW_HEAD = 2.6;

/**
 * Which column shows what a step finds; "" for none.
 * @param {Step} step
 * @param {Sheet} sheet
 */
export function columnOf({ kind, node, leaf, edges, whole }, sheet) {
  let key = "";
  if (kind === "value") key = node;
  if (kind === "factor") key = factorColumn(edges[0]);
  if (kind === "kept") key = `d${node}`;
  if (kind === "total" || kind === "over" || (kind === "path" && whole)) key = `d${leaf}`;
  return sheet.keys.includes(key) ? key : "";
}

/** @param {import("../../core/graph/graph.js").EdgeText} edge */
function factorColumn({ parent, child }) {
  return child === LOSS ? `d${parent}` : `d${child}_d${parent}`;
}

export class ChainTable {
  /** @param {(row: number, column: string) => void} onOpen */
  constructor(onOpen) {
    this.view = new TableView({ label: "The rows", onOpen: (id) => onOpen(Number(id.split(":")[0]), id.split(":")[1]) });
    this.view.element.classList.add("cg-chain-table");
    this.room = 0; // em
    this.digit = 0.6; // width of a digit, in em
  }

  get element() {
    return this.view.element;
  }

  /** What fits. @param {number} em  pixels */
  measure(em) {
    const probe = h("span", { style: "position: absolute; width: 100ch; visibility: hidden" });
    this.element.append(probe);
    this.digit = probe.getBoundingClientRect().width / 100 / em;
    probe.remove();
    this.room = this.element.clientWidth / em;
  }

  /**
   * @param {Shown} shown
   * @param {string} pointed    key of the edge or node that the pointer is on
   * @param {string} differing  the first number that differs from the student's, "row:column"; "" for none
   * @param {number} em         pixels, where the room or the size is another one; else 0
   */
  draw(shown, pointed, differing, em) {
    const { sheet, row } = shown.context;
    if (em) this.measure(em);
    const columns = this.page(shown, columnOf(shown.step, sheet) || columnBefore(shown, sheet));
    const built = this.view.shape({ columns, rows: rowsOf(sheet), feet: feetOf(sheet, columns) });
    if (built || em) this.view.measure();
    this.view.row(String(row));
    for (const { key } of columns) this.column(shown, key);
    const now = columnOf(shown.step, sheet);
    const all = shown.step.kind === "over";
    this.view.marks("now", now ? (all ? rowsOf(sheet).map(({ name }) => `${name}:${now}`) : [`${row}:${now}`]) : []);
    if (all) this.view.mark(`total:${now}`, "now");
    this.view.marks("first", differing ? [differing] : []);
    this.view.marks("part", partsOf(shown, pointed).map((key) => `${row}:${key}`));
  }

  /** @param {Shown} shown @param {string} key */
  column({ context: { sheet, row, places, steps }, revealed, at }, key) {
    const column = sheet.column(key);
      const own = steps.slice(0, at + 1).some((step) => columnOf(step, sheet) === key);
    const given = column.kind === "input";
    const over = revealed.over.has(column.node) && column.kind === "gradient";
    for (let r = 0; r < sheet.n; r++) {
      const shown = given || over || (own && r === row);
      this.view.write(`${r}:${key}`, shown ? text(sheet.value(r, key), places, given) : "");
    }
    if (over) this.view.write(`total:${key}`, text(sheet.footer.gradient[column.node].value, places, false));
    else this.view.write(`total:${key}`, "");
  }

  /**
   * The columns that are shown at a step: the inputs, and of those of its chapter what fits.
   * @param {Shown} shown
   * @param {string} wanted  the column that has to be among them
   */
  page({ context: { sheet, steps, places }, step }, wanted) {
    const inputs = sheet.columns.filter((column) => column.kind === "input").map((column) => column.key);
    const stay = inputs.length <= MOST_INPUTS ? inputs : [];
    const chapter = columnsOfChapter(step, steps, sheet);
    const rest = [...(stay.length ? [] : inputs), ...chapter];
    const width = (/** @type {string} */ key) => (inputs.includes(key) ? inputWidth(sheet, key, places) : places + 3);
    const wide = (/** @type {number} */ digits) => digits * this.digit + PADDING;
    const left = this.room - ROW_HEAD - stay.reduce((sum, key) => sum + wide(width(key)), 0);
    const size = Math.max(1, Math.floor(left / wide(places + 3)));
    const page = Math.floor(Math.max(0, rest.indexOf(wanted)) / size) * size;
    const start = Math.max(0, Math.min(page, rest.length - size)); // the last page is as full as the others
    return [...stay, ...rest.slice(start, start + size)].map((key) => {
      const { kind, symbol } = sheet.column(key);
      const group = kind === "input" ? "given" : kind === "value" ? "forward" : "backward";
      return { key, tex: inline(symbol), width: width(key), group };
    });
  }
}

/**
 * The columns of a chapter, in the order of its steps; where rows are gathered, the gradients.
 * @param {Step} step
 * @param {Step[]} steps
 * @param {Sheet} sheet
 */
function columnsOfChapter({ chapter }, steps, sheet) {
  const gathering = chapter === "rows" || chapter === "update";
  const wanted = steps.filter((one) => (gathering ? one.kind === "path" || one.kind === "total" : one.chapter === chapter));
  return [...new Set(wanted.map((one) => columnOf(one, sheet)).filter(Boolean))];
}

/** How many digits an input takes. @param {Sheet} sheet @param {string} key @param {number} places */
function inputWidth(sheet, key, places) {
  return 1 + Math.max(2, ...Array.from(sheet.values(key), (value) => text(value, places, true).length));
}

/** The last column that came to light before a step that has none. @param {Shown} shown @param {Sheet} sheet */
function columnBefore({ context: { steps }, at }, sheet) {
  const before = steps.slice(0, at).map((step) => columnOf(step, sheet)).filter(Boolean);
  return before[before.length - 1] ?? "";
}

/**
 * The columns that are put into the number of a step, and the one that the pointer is on, as far
 * as they are known.
 * @param {Shown} shown
 * @param {string} pointed  an edge "p:0" or a node
 */
function partsOf({ context: { sheet, steps }, step, at }, pointed) {
  const keyOf = (/** @type {Step} */ { kind, node, position }) => (kind === "factor" ? `${node}:${position}` : kind === "value" ? node : "");
  const found = pointed ? steps.slice(0, at + 1).find((one) => keyOf(one) === pointed) : undefined;
  const more = found ? [columnOf(found, sheet)] : [];
  const now = columnOf(step, sheet);
  return [...putIn(step, now, sheet), ...more].filter((key) => key !== now);
}

/**
 * @param {Step} step
 * @param {string} now
 * @param {Sheet} sheet
 */
function putIn({ kind, edges, known }, now, sheet) {
  if (kind !== "path" && kind !== "kept") return now && kind !== "over" ? sheet.column(now).dependsOn : [];
  const from = known ? edges.findIndex((edge) => edge.parent === known) + 1 : 0;
  return [...(known ? [`d${known}`] : []), ...edges.slice(from).map(factorColumn)];
}

/** @param {Sheet} sheet */
function rowsOf(sheet) {
  return Array.from({ length: sheet.n }, (_, r) => ({ name: String(r), head: String(r + 1) }));
}

/** @param {Sheet} sheet @param {{key: string}[]} columns */
function feetOf(sheet, columns) {
  const gradients = sheet.footer.gradient;
  const keys = columns.map(({ key }) => key).filter((key) => Object.keys(gradients).some((name) => key === `d${name}`));
  return keys.length && sheet.n > 1 ? [{ name: "total", head: sheet.reduction, keys }] : [];
}

/** A derivative on one line: the heading stays low. @param {string} symbol */
export function inline(symbol) {
  const match = /^\\frac\{(\\partial .*)\}\{(\\partial .*)\}$/.exec(symbol);
  return match ? `${match[1]} / ${match[2]}` : symbol;
}

/** @param {number} value @param {number} places @param {boolean} trim */
export function text(value, places, trim) {
  return minus(rounded(value, enough(value, places), trim || Number.isInteger(value)).text);
}
