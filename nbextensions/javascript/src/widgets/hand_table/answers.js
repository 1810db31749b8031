/** Fill-in mode: which numbers are blank, what was typed, what is said about it. */

import { counts, verdictOn } from "../../core/table/verdict.js";
import { toPlain } from "../../draw/math/math.js";

/** @typedef {import("../../core/table/sheet.js").Sheet} Sheet */
/** @typedef {import("../../core/table/verdict.js").Verdict} Verdict */
/** @typedef {import("../../frame/store.js").Store} Store */

export class Answers {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    /** @type {Map<string, Verdict>} */
    this.verdicts = new Map();
    /** @type {Set<string>} */
    this.blanks = new Set();
    /** @type {string[]} blanks that are in sight, in the order in which they are worked out */
    this.shown = [];
    /** @type {Set<string>} */
    this.revealed = new Set();
    /** @type {string} what was typed last: its verdict is in words below the table */
    this.latest = "";
  }

  /** Whether there is anything to fill in. */
  get active() {
    return this.blanks.size > 0;
  }

  /** @param {string} id */
  isField(id) {
    return this.blanks.has(id) && !this.revealed.has(id);
  }

  /** Whether a number must not be given away. @param {string} id */
  hides(id) {
    return this.isField(id) && !counts(this.verdicts.get(id));
  }

  /** Whether a number below the rows must wait, as it would give a blank above it away. @param {string} id */
  waits(id) {
    const [row, key] = id.split(":");
    const above = row === "update" ? /^(\d+|total):/ : row === "total" ? /^\d+:/ : null;
    return above !== null && this.shown.some((blank) => above.test(blank) && blank.split(":")[1] === key && this.hides(blank));
  }

  /** @returns {Record<string, string>} */
  get typed() {
    return this.store.get("answers") ?? {};
  }

  /**
   * Judge everything that was typed against the numbers as they are now.
   * @param {Sheet} sheet   ours
   * @param {string[]} ids  of the cells in sight
   */
  judge(sheet, ids) {
    this.blanks = new Set(this.store.get("blanks"));
    this.revealed = new Set(this.store.get("revealed"));
    this.shown = ids.filter((id) => this.blanks.has(id));
    this.verdicts.clear();
    const answers = this.typed;
    const context = { sheet, answers, formulas: this.store.get("_wrong") ?? [], places: this.store.get("places"), plain: toPlain };
    for (const id of this.blanks) {
      if (answers[id] && this.isField(id) && has(sheet, id)) this.verdicts.set(id, verdictOn(context, id));
    }
    this._tell();
  }

  /** Let Python know. */
  _tell() {
    const verdicts = Object.fromEntries([...this.verdicts].map(([id, { kind }]) => [id, kind]));
    this.store.set({ verdicts, n_right: this.nRight, n_blanks: this.shown.length });
  }

  get nRight() {
    return this.shown.filter((id) => counts(this.verdicts.get(id))).length;
  }

  /** @param {string} id @param {string} text @returns {boolean} whether it is another text than before */
  type(id, text) {
    const answers = { ...this.typed };
    if (text === (answers[id] ?? "")) return false;
    if (text) answers[id] = text;
    else delete answers[id];
    this.latest = id;
    this.store.set({ answers }, { done: true });
    return true;
  }

  /** Show a blank's number in place of an answer. @param {string | undefined} id */
  reveal(id) {
    if (!id || !this.isField(id)) return false;
    this.store.set({ revealed: [...this.revealed, id] }, { done: true });
    this.latest = "";
    return true;
  }

  revealAll() {
    const open = this.shown.filter((id) => this.hides(id));
    this.store.set({ revealed: [...this.revealed, ...open] }, { done: true });
  }

  /** Hide again what was shown last. */
  hideLast() {
    if (!this.revealed.size) return false;
    this.store.set({ revealed: [...this.revealed].slice(0, -1) }, { done: true });
    return true;
  }

  clear() {
    this.latest = "";
    this.store.set({ answers: {}, revealed: [] }, { done: true });
  }

  /** The next blank without a right answer. */
  get next() {
    return this.shown.find((id) => this.hides(id));
  }
}

/** @param {Sheet} sheet @param {string} id */
function has(sheet, id) {
  const [row, key] = id.split(":");
  if (row === "total" && key !== "loss") return sheet.reduction !== "online";
  return row === "total" || row === "update" || (Number(row) < sheet.n && sheet.keys.includes(key));
}
