/**
 * The student's functions in a hand table: asked for each state of the table, shown in the places
 * of ours, compared with ours.
 */

import { valueOf } from "../../core/table/opening.js";
import { earlierWords } from "../../frame/earlier.js";
import { same } from "../../frame/store.js";
import { rowsFrom } from "./state.js";

/** @typedef {import("../../core/table/sheet.js").Sheet} Sheet */
/** @typedef {import("../../core/table/table.js").Table} Table */
/** @typedef {{p: number[] | null, gradient: Record<string, number[]>, total: Record<string, number>}} OwnNumbers */

/**
 * The table with the student's numbers, ours, and what differs.
 * @typedef {object} Compared
 * @property {Sheet} sheet
 * @property {Sheet} ours
 * @property {string[]} strays   numbers of their functions that are not what ours make of the same
 * @property {string} first      the first of them; "" where there is none
 * @property {string[]} differs  all other numbers that are not ours: they follow from a stray
 */

/** Numbers nearer than this to ours are the same: a student may compute in float32. */
const RELATIVE = 1e-5;
const ABSOLUTE = 1e-8;

/** @param {number} a @param {number} b */
export function near(a, b) {
  return Object.is(a, b) || Math.abs(a - b) <= ABSOLUTE + RELATIVE * Math.abs(b);
}

/**
 * @param {Table} table
 * @param {import("./state.js").Question} question
 * @param {OwnNumbers} own
 * @returns {Compared}
 */
export function compared(table, question, own) {
  const choices = { ...question, rows: rowsFrom(table, question.X, question.y), learningRate: question.learning_rate };
  const ours = table.at(choices);
  /** @type {Record<string, number[]>} */
  const forward = own.p ? { p: own.p } : {};
  const gradients = Object.fromEntries(Object.entries(own.gradient).map(([name, rows]) => [`d${name}`, rows]));
  // Their backward pass is compared with ours for the same p: a slip in p is not held against it.
  const between = table.at(choices).substitute({ values: forward });
  const sheet = table.at(choices).substitute({ values: { ...forward, ...gradients }, totals: own.total });
  const strays = primary(sheet, own).filter((id) => !near(valueOf(sheet, id), valueOf(id.endsWith(":p") ? ours : between, id)));
  const differs = [...sheet.keys.flatMap((key) => rowIds(sheet, key)), ...belowIds(sheet)].filter(
    (id) => id !== strays[0] && !near(valueOf(sheet, id), valueOf(ours, id)),
  );
  return { sheet, ours, strays, first: strays[0] ?? "", differs };
}

/** @param {Sheet} sheet @param {string} key */
const rowIds = (sheet, key) => sheet.rows.map((_, r) => `${r}:${key}`);

/** @param {Sheet} sheet */
function belowIds(sheet) {
  const { gradient, update } = sheet.footer;
  const totals = Object.keys(gradient).map((name) => `total:d${name}`);
  return ["total:loss", ...totals, ...Object.keys(update).map((name) => `update:d${name}`)];
}

/**
 * The numbers that the student's functions themselves give: forward, backward, then over all rows.
 * @param {Sheet} sheet
 * @param {OwnNumbers} own
 */
function primary(sheet, own) {
  const rows = Object.keys(own.gradient).flatMap((name) => rowIds(sheet, `d${name}`));
  const below = Object.keys(own.total).map((name) => `total:d${name}`);
  return [...(own.p ? rowIds(sheet, "p") : []), ...rows, ...below];
}

/** Keys of the columns that have no numbers while the student's functions gave none. @param {Sheet} sheet @param {string[]} roles */
export function unknownKeys(sheet, roles) {
  const found = new Set(roles.includes("backward") ? Object.keys(sheet.parameters).map((name) => `d${name}`) : []);
  if (roles.includes("forward")) found.add("p");
  for (const key of found) for (const other of sheet.usedBy(key)) found.add(other); // grows as it goes
  return found;
}

/** Asks for a table's numbers whenever what they depend on has changed. */
export class OwnTable {
  /**
   * @param {Table} table
   * @param {import("../../frame/own.js").Own} own
   * @param {{question: any, numbers: OwnNumbers} | null} last  what Python knew already
   * @param {(problem: string | null) => void} onAnswer
   */
  constructor(table, own, last, onAnswer) {
    this.table = table;
    this.own = own;
    this.onAnswer = onAnswer;
    /** @type {Compared | null} the last good picture */
    this.last = null;
    /** @type {any} */
    this.asked = null;
    /** @type {any} what the last good picture is about */
    this.about = null;
    /** @type {any} the question that Python could not answer, where it was the last one */
    this.failed = null;
    if (last?.question) this._take(last.question, last.numbers);
  }

  /** @param {import("./state.js").Question} question */
  ask(question) {
    if (same(question, this.asked)) return;
    this.asked = question;
    this.own.request(question, ({ result, problem }) => {
      this.failed = result ? null : question;
      if (result) this._take(question, result);
      this.onAnswer(problem ?? null);
    });
  }

  /** For which parameters the numbers are, where Python gave none since; "" where they are the latest. */
  get earlier() {
    const { failed, about, last } = this;
    return failed && last ? earlierWords(about, failed, (name) => last.sheet.graph.node(name).symbol) : "";
  }

  /** @param {import("./state.js").Question} question @param {OwnNumbers} numbers */
  _take(question, numbers) {
    this.asked ??= question;
    this.about = question;
    this.last = compared(this.table, question, numbers);
  }
}
