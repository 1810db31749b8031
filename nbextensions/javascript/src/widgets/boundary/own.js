/** The student's forward pass behind the plane: p comes from Python, newest question first. */

import { bytesOf, floatsOf } from "../../core/bytes.js";
import { earlierWords } from "../../frame/earlier.js";
import { number } from "./words.js";

/** @typedef {import("../../frame/own.js").Answer} Answer */
/** @typedef {import("./state.js").BoundaryState} BoundaryState */

const FAR = 5e-3; // more than a drawing can show

export class OwnPlane {
  /**
   * @param {import("../../frame/store.js").Store} store
   * @param {import("../../frame/frame.js").Frame} frame
   * @param {import("../../frame/own.js").Own} own
   */
  constructor(store, frame, own) {
    this.store = store;
    this.frame = frame;
    this.own = own;
    /** @type {number[] | null} p at the points */
    this.p = null;
    /** @type {Float32Array | null} p on a grid */
    this.grid = null;
    this.n = 0;
    this.strange = "";
    /** @type {any} the question that Python could not answer, where it was the last one */
    this.failed = null;
    /** @type {{parameters: Record<string, number>, X: number[][], window: number[]} | null} what the answer is about */
    this.about = null;
    const kept = store.get("_answer"); // from Python's first call: also where no Python is
    const asked = { parameters: store.parameters(), X: store.get("X"), window: store.get("window") };
    if (kept?.grid) this.take(kept, floatsOf(bytesOf(kept.grid)), asked);
    frame.problem(store.get("problem") || null);
  }

  /**
   * Ask again where something has changed.
   * @param {Set<string>} changed
   * @param {boolean} elsewhere  the window has changed
   * @param {Record<string, number>} parameters
   * @param {import("../../draw/plane/line.js").Window} window
   */
  draw(changed, elsewhere, parameters, window) {
    const moved = changed.has("*") || changed.has("X") || Object.keys(parameters).some((name) => changed.has(name));
    if (!moved && !elsewhere) return;
    const question = { parameters, X: this.store.get("X"), window: [...window.x, ...window.y] };
    this.own.request(question, (answer) => this.answer(answer, question));
  }

  /** @param {Answer} answer @param {any} question */
  answer({ result, problem, buffers }, question) {
    this.frame.problem(problem ?? null);
    const given = result && buffers?.[0];
    this.failed = given ? null : question;
    if (given) this.take(result, floatsOf(buffers[0]), question); // else the last good picture stays
    this.store.schedule("own");
  }

  /** @param {any} result @param {Float32Array} grid @param {any} question */
  take(result, grid, question) {
    this.p = result.p;
    this.n = result.n;
    this.strange = result.strange;
    this.grid = grid;
    this.about = question;
  }

  /**
   * p at a place: at a point as it was computed, elsewhere from the grid.
   * @param {number} x
   * @param {number} y
   * @param {number} row  of the point; -1 where it is none
   */
  at(x, y, row) {
    if (row >= 0) return this.p?.[row] ?? NaN;
    const window = this.about?.window ?? this.store.get("window");
    const [u, v] = [(x - window[0]) / (window[1] - window[0]), (y - window[2]) / (window[3] - window[2])];
    const [i, j] = [u, v].map((share) => Math.min(this.n - 1, Math.max(0, Math.round(share * (this.n - 1)))));
    return this.grid?.[j * this.n + i] ?? NaN;
  }

  /**
   * For which parameters the picture is, where Python gave none since; "" where it is the latest.
   * @param {(name: string) => string} symbolOf
   */
  earlier(symbolOf) {
    return this.failed && this.about ? earlierWords(this.about, this.failed, symbolOf) : "";
  }

  /**
   * Where the student's p is not the course's, in a sentence.
   * @param {BoundaryState} state
   * @param {ReturnType<BoundaryState["layout"]>} layout
   * @param {Record<string, number>} parameters
   * @returns {string[]}
   */
  notes(state, layout, parameters) {
    const { p } = this;
    const { X, y } = { X: this.about?.X ?? this.store.get("X"), y: this.store.get("y") };
    if (!p || p.length !== X.length || y.length !== X.length) return [];
    const right = state.examples(layout, this.about?.parameters ?? parameters, X, y).p;
    const first = p.findIndex((value, i) => !(Math.abs(value - right[i]) < FAR));
    const notes = this.strange ? [this.strange] : [];
    if (first < 0) return notes;
    const at = X[first].map((/** @type {number} */ value) => number(value, 2, true)).join(", ");
    return [...notes, `Your p at (${at}) is ${number(p[first])}; the course has ${number(right[first])}.`];
  }
}
