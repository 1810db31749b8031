// The student's forward pass beside ours: where the two first differ.

import { same } from "../../frame/store.js";

/** @typedef {import("./state.js").NetState} NetState */
/** @typedef {{p: number[], hidden: number[][] | null}} OwnNumbers */
/** @typedef {{name: string, row: number, value: number}} Difference */

const RELATIVE = 1e-5; // a student may compute in float32
const ABSOLUTE = 1e-8;

/** @param {number} a @param {number} b */
const near = (a, b) => Math.abs(a - b) <= ABSOLUTE + RELATIVE * Math.abs(b);

export class OwnForward {
  /**
   * @param {import("../../frame/own.js").Own} own
   * @param {{question?: any, numbers?: OwnNumbers}} last  what Python knew already
   * @param {(problem: string | null) => void} onAnswer
   */
  constructor(own, last, onAnswer) {
    this.own = own;
    this.onAnswer = onAnswer;
    /** @type {OwnNumbers | null} */
    this.numbers = last.numbers ?? null;
    /** @type {any} what the numbers are the answer to */
    this.question = last.question ?? null;
    this.asked = this.question;
  }

  /** @param {any} question */
  ask(question) {
    if (same(question, this.asked)) return;
    this.asked = question;
    this.own.request(question, ({ result, problem }) => {
      if (result) [this.numbers, this.question] = [result, question];
      this.onAnswer(problem ?? null);
    });
  }

  /** The student's number for a node. @param {NetState} state @param {string} name @param {number} row */
  value(state, name, row) {
    if (!this.numbers) return undefined;
    if (name === "p") return this.numbers.p[row];
    const place = state.shape.columns[1].findIndex((unit) => unit.name === name);
    return state.shape.sizes.length > 2 && place >= 0 ? this.numbers.hidden?.[row]?.[place] : undefined;
  }

  /**
   * Row by row, the hidden units before p; only where both are of the same weights and examples.
   * @param {NetState} state
   * @param {any} question
   * @returns {Difference[]}
   */
  differences(state, question) {
    if (!this.numbers || !same(question, this.question)) return [];
    const hidden = state.shape.sizes.length > 2 ? state.shape.columns[1].map((unit) => unit.name) : [];
    const found = [];
    for (let row = 0; row < state.nRows; row++) {
      for (const name of [...hidden, "p"]) {
        const value = this.value(state, name, row);
        if (value !== undefined && !near(value, state.value(name, row))) found.push({ name, row, value });
      }
    }
    return found;
  }
}
