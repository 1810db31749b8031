/** Many starts at once: a small cell for each, with a sign and a colour; a click looks at that start. */

import { attr, h, setText } from "../../frame/dom.js";
import { BY_HAND } from "./session.js";

export class Starts {
  /** @param {(start: number) => void} onChoose */
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.title = h("div", { class: "cg-train-count" });
    this.grid = h("div", { class: "cg-train-starts", role: "group", "aria-label": "starts" });
    this.element = h("div", { class: "cg-train-many" }, this.grid);
    /** @type {HTMLButtonElement[]} */
    this.cells = [];
    /** @type {string[]} what each cell shows */
    this.keys = [];
    this.grid.addEventListener("click", (event) => {
      const cell = /** @type {HTMLElement} */ (event.target).closest("button");
      if (cell) onChoose(Number(cell.dataset.start));
    });
    this.grid.addEventListener("keydown", (event) => this.move(event));
  }

  /** Arrow keys go from cell to cell: one stop for the Tab key. @param {KeyboardEvent} event */
  move(event) {
    const across = Math.max(1, this.cells.filter((cell) => cell.offsetTop === this.cells[0].offsetTop).length);
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
    if (by === undefined) return;
    const at = this.cells.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const next = this.cells[at + by];
    if (next) {
      next.focus();
      this.onChoose(at + by);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} count */
  resize(count) {
    while (this.cells.length > count) this.cells.pop()?.remove();
    while (this.cells.length < count) {
      const cell = /** @type {HTMLButtonElement} */ (h("button", { type: "button", class: "cg-train-start", "data-start": this.cells.length }));
      this.cells.push(cell);
      this.grid.append(cell);
    }
  }

  /**
   * @param {import("../../core/training/run.js").Sweep | null} sweep
   * @param {number} step
   * @param {number} chosen
   * @param {number} seed of the first start
   */
  draw(sweep, step, chosen, seed) {
    this.element.hidden = this.title.hidden = !sweep;
    if (!sweep) return;
    this.resize(sweep.starts.length);
    const all = sweep.trainer.n;
    this.cells.forEach((cell, k) => {
      const right = sweep.rightAt(k, step);
      const state = right < 0 ? "unknown" : right === all ? "right" : "wrong";
      const words = right < 0 ? "not trained yet" : `${right} of ${all} right`;
      const pressed = k === chosen;
      const key = `${right} ${all} ${pressed} ${chosen === BY_HAND} ${seed}`;
      if (key === this.keys[k]) return;
      this.keys[k] = key;
      setText(cell, SIGNS[state]);
      attr(cell, {
        "data-state": state,
        "aria-pressed": String(pressed),
        "aria-label": `start ${k + 1}, seed ${seed + k}: ${words}`,
        title: `seed ${seed + k}: ${words}`,
        tabindex: pressed || (chosen === BY_HAND && k === 0) ? 0 : -1,
      });
    });
    setText(this.title, this.words(sweep, step));
  }

  /**
   * @param {import("../../core/training/run.js").Sweep} sweep
   * @param {number} step
   */
  words(sweep, step) {
    const known = sweep.starts.filter((_, k) => sweep.rightAt(k, step) >= 0).length;
    const counted = `${sweep.succeeded(step)} of ${sweep.starts.length} starts succeed`;
    return known < sweep.starts.length ? `training … ${known} of ${sweep.starts.length} starts` : counted;
  }
}

const SIGNS = { right: "✓", wrong: "✗", unknown: "·" };
