/** The plane of the first two weights: contours of the loss, the penalty's shape, the path. */

import { ellipse, lossAt, minimiser, penaltyOf } from "../../core/shrinkage.js";
import { toPlain } from "../../draw/math/math.js";
import { Axes, pathThrough, sized } from "../../draw/svg.js";
import { attr, h, s } from "../../frame/dom.js";

/** @typedef {import("./index.js").State} State */
/** @typedef {import("../../frame/store.js").Store} Store */

const SIZE = 290;
const LEVELS = [0.1, 0.3, 0.6, 1, 1.6, 2.4]; // of the loss at w = 0
const NUDGE = 0.05;

export class Contours {
  /** @param {Store} store @param {State} state */
  constructor(store, state) {
    this.store = store;
    const reach = 1.25 * Math.max(0.5, Math.abs(state.a[0]), Math.abs(state.a[1]));
    /** @type {[number, number]} */
    const window = [-reach, reach]; // the whole diamond, also once its corners are far out
    this.axes = new Axes({ width: SIZE + 50, height: SIZE + 46, x: window, y: window, labels: ["", ""] });
    this.svg = this.axes.svg({ role: "group", class: "cg-drawing", style: sized(SIZE + 50, SIZE + 46) });
    this.zero = [s("line", { class: "cg-shrink-zero" }), s("line", { class: "cg-shrink-zero" })];
    this.levels = LEVELS.map(() => s("path", { class: "cg-shrink-level" }));
    this.budget = s("path", { class: "cg-shrink-budget" });
    this.touch = s("path", { class: "cg-shrink-touch" });
    this.path = s("path", { class: "cg-shrink-path" });
    this.axes.plot.append(...this.zero, ...this.levels, this.budget, this.touch, this.path);
    this.found = s("circle", { class: "cg-shrink-found", r: 5.5 });
    this.grip = s("g", { class: "cg-shrink-grip", tabindex: 0, role: "slider", "aria-label": "minimum of the loss alone" }, s("circle", { class: "cg-shrink-ring", r: 13 }), s("circle", { class: "cg-shrink-alone", r: 7 }));
    this.axes.front.append(this.grip, this.found);
    this.key = h("p", { class: "cg-shrink-key" }, "○ minimum of the loss alone, to be dragged · ● with the penalty · dotted: its path over λ · thick: the contour that touches");
    this.element = h("div", { class: "cg-fitted", style: sized(SIZE + 50, SIZE + 46) }, this.svg);
    this.listen();
  }

  listen() {
    let held = false;
    this.grip.addEventListener("pointerdown", (event) => {
      held = true;
      this.grip.setPointerCapture(/** @type {PointerEvent} */ (event).pointerId);
    });
    this.grip.addEventListener("pointermove", (event) => {
      if (!held) return;
      const { x, y } = this.axes.at(this.svg, /** @type {PointerEvent} */ (event));
      this.store.set({ a1: x, a2: y });
    });
    const release = () => {
      held = false;
      this.store.save();
    };
    this.grip.addEventListener("pointerup", release);
    this.grip.addEventListener("pointercancel", release);
    this.grip.addEventListener("keydown", (event) => {
      const moves = /** @type {Record<string, [string, number]>} */ ({ ArrowLeft: ["a1", -NUDGE], ArrowRight: ["a1", NUDGE], ArrowUp: ["a2", NUDGE], ArrowDown: ["a2", -NUDGE] });
      const move = moves[/** @type {KeyboardEvent} */ (event).key];
      if (!move) return;
      event.preventDefault();
      this.store.set({ [move[0]]: Number((this.store.get(move[0]) + move[1]).toFixed(10)) }, { done: true });
    });
  }

  /** @param {State} state */
  draw(state) {
    const { H, a, w, penalty, letters } = state;
    this.axes.set({ labels: [letters.weights[0], letters.weights[1]] });
    const { sx, sy, x, y } = this.axes;
    attr(this.zero[0], { x1: sx.to(x[0]), x2: sx.to(x[1]), y1: sy.to(0), y2: sy.to(0) });
    attr(this.zero[1], { x1: sx.to(0), x2: sx.to(0), y1: sy.to(y[0]), y2: sy.to(y[1]) });
    const full = lossAt(H, a, a.map(() => 0));
    this.levels.forEach((path, k) => this.trace(path, ellipse(H, a, w, full * LEVELS[k])));
    this.trace(this.touch, ellipse(H, a, w, lossAt(H, a, w)));
    this.trace(this.budget, shape(penalty, w));
    const way = Array.from({ length: 60 }, (_, k) => minimiser(H, a, penalty, pathStrength(k, H, a)).slice(0, 2)).flat();
    attr(this.path, { d: pathThrough(this.inUnits(way)) });
    attr(this.found, { cx: sx.to(w[0]), cy: sy.to(w[1]) });
    attr(this.grip, { transform: `translate(${sx.to(a[0])} ${sy.to(a[1])})`, "aria-valuenow": a[0].toFixed(2), "aria-valuetext": `${toPlain(letters.weights[0])} ${a[0].toFixed(2)}, ${toPlain(letters.weights[1])} ${a[1].toFixed(2)}` });
    attr(this.svg, { "aria-label": `contours of the loss and the ${penalty === "l1" ? "L1 diamond" : "L2 circle"}` });
  }

  /** @param {Element} path @param {number[] | null} flat */
  trace(path, flat) {
    attr(path, { d: flat ? pathThrough(this.inUnits(flat), true) : null });
  }

  /** @param {number[]} flat */
  inUnits(flat) {
    const { sx, sy } = this.axes;
    return flat.map((value, k) => (k % 2 ? sy.to(value) : sx.to(value)));
  }
}

/** From no penalty to far beyond the strongest, closer together where more happens. @param {number} k @param {number[][]} H @param {number[]} a */
function pathStrength(k, H, a) {
  const slope = Math.max(...H.map((row) => Math.abs(row.reduce((sum, h_, j) => sum + h_ * a[j], 0))), 1e-9);
  return slope * (k / 59) ** 3 * 12;
}

/**
 * Where the penalty is no dearer than at w, among the first two weights.
 * @param {"l1" | "l2"} penalty
 * @param {number[]} w
 * @returns {number[]}
 */
function shape(penalty, w) {
  const budget = penaltyOf(penalty, w.slice(0, 2));
  if (penalty === "l1") return [budget, 0, 0, budget, -budget, 0, 0, -budget];
  const radius = Math.sqrt(budget);
  return Array.from({ length: 72 }, (_, k) => [radius * Math.cos((k * Math.PI) / 36), radius * Math.sin((k * Math.PI) / 36)]).flat();
}
