/** What hands do on the plane: points, the arrow's grips and a cursor, by pointer and by keys. */

import { attr, s } from "../../frame/dom.js";
import { move, ticks } from "../../draw/svg.js";

/** @typedef {import("../../draw/plane/plane.js").Plane} Plane */
/** @typedef {import("../../frame/store.js").Store} Store */

export const MOST_POINTS = 60; // that can be set by hand
const LEAST_POINTS = 2;
export const EACH_FOCUSED = 12; // beyond so many points one of them takes the focus for all

export class Hands {
  /**
   * @param {{store: Store, plane: Plane, arrow: import("./arrow.js").Arrow | null, own: boolean}} parts
   *   `own`: points may be added and deleted
   */
  constructor({ store, plane, arrow, own }) {
    Object.assign(this, { store, plane, arrow, own });
    this.store = store;
    this.plane = plane;
    this.arrow = arrow;
    this.own = own;
    /** @type {{x: number, y: number} | null} where the pointer or the cursor is */
    this.probe = null;
    this.over = -1; // the point under the pointer
    /** @type {((at: {x: number, y: number}, done: boolean) => void) | null} */
    this.dragging = null;
    this.newClass = 1;
    this.cursor = s(
      "g",
      { class: "cg-plane-grip cg-boundary-cursor", tabindex: 0, role: "slider", "aria-label": "a place in the plane: arrow keys move it" },
      s("path", { d: "M-8 0H8M0 -8V8", class: "cg-boundary-cross" }),
      s("circle", { class: "cg-plane-ring", r: 11 }),
    );
    plane.marks.before(this.cursor);
    this.listen();
  }

  listen() {
    const { svg } = this.plane;
    svg.addEventListener("pointerdown", (event) => this.down(/** @type {PointerEvent} */ (event)));
    svg.addEventListener("pointermove", (event) => this.moved(/** @type {PointerEvent} */ (event)));
    svg.addEventListener("pointerup", (event) => this.up(/** @type {PointerEvent} */ (event)));
    svg.addEventListener("pointercancel", () => (this.dragging = null));
    svg.addEventListener("pointerleave", () => this.look(this.cursor.matches(":focus") && this.over < 0 ? this.probe : null));
    svg.addEventListener("dblclick", (event) => this.twice(/** @type {MouseEvent} */ (event)));
    svg.addEventListener("keydown", (event) => {
      if (this.key(/** @type {KeyboardEvent} */ (event))) event.preventDefault();
    });
    svg.addEventListener("focusin", (event) => {
      const i = pointOf(event.target);
      if (i >= 0) this.store.set({ row: i }, { done: true });
      else if (event.target === this.cursor) this.look(this.probe ?? this.middle());
    });
    svg.addEventListener("focusout", (event) => event.target === this.cursor && this.look(null));
  }

  /** @returns {number[][]} */
  get X() {
    return this.store.get("X");
  }

  /** @returns {number[]} */
  get y() {
    return this.store.get("y");
  }

  middle() {
    const { x, y } = this.plane.axes;
    return { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 };
  }

  /** Steps of the arrow keys and of a dragged point, by axis. */
  get steps() {
    return [this.plane.axes.x, this.plane.axes.y].map(([low, high]) => {
      const [first, second] = ticks(low, high, 6);
      return (second - first) / 10;
    });
  }

  /** @param {{x: number, y: number}} at @param {number} part of a step */
  snapped({ x, y }, part) {
    return [x, y].map((value, k) => {
      const step = this.steps[k] * part;
      return Number((Math.round(value / step) * step).toPrecision(9)) || 0;
    });
  }

  // Pointer ----------------------------------------------------------------------------------------
  /** @param {PointerEvent} event */
  down(event) {
    if (event.button !== 0) return;
    const target = /** @type {Element} */ (event.target);
    const i = pointOf(target);
    const grip = /** @type {SVGElement | null} */ (target.closest("[data-grip]"));
    if (grip && this.arrow) this.dragging = this.arrow.drag(grip.dataset.grip ?? "");
    else if (i >= 0) this.dragging = (at, done) => this.putPoint(i, this.snapped(at, 0.2), done);
    const held = grip ?? this.plane.pointElement(i);
    if (held) {
      this.from = this.plane.at(event);
      this.look(null, i); // what is held is what is looked at
      held.setPointerCapture(event.pointerId);
      held.focus({ preventScroll: true });
    } else if (this.plane.at(event).inside) {
      this.cursor.focus({ preventScroll: true });
      this.look(this.plane.at(event));
    }
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const at = this.plane.at(event);
    if (this.dragging && this.hasMoved(at)) this.dragging(at, false);
    if (this.dragging) return;
    const i = pointOf(event.target);
    this.look(at.inside && i < 0 ? at : null, i);
  }

  /** @param {PointerEvent} event */
  up(event) {
    const at = this.plane.at(event);
    if (this.dragging && this.hasMoved(at)) this.dragging(at, true);
    this.dragging = null;
  }

  /** A click is no drag. @param {{ux: number, uy: number}} at */
  hasMoved(at) {
    const { from } = this;
    if (from && Math.hypot(at.ux - from.ux, at.uy - from.uy) < 3) return false;
    this.from = undefined;
    return true;
  }

  /** @type {{ux: number, uy: number} | undefined} */
  from = undefined;

  /** @param {MouseEvent} event */
  twice(event) {
    const i = pointOf(event.target);
    const at = this.plane.at(event);
    if (i >= 0) this.flip(i);
    else if (at.inside && !(/** @type {Element} */ (event.target).closest("[data-grip]"))) this.add(at);
  }

  /** @param {{x: number, y: number} | null} at @param {number} [point] one that is under the pointer */
  look(at, point = -1) {
    if (!at && !this.probe && point === this.over) return;
    this.over = point;
    this.probe = at && { x: at.x, y: at.y };
    this.store.schedule("probe");
  }

  // Keys -------------------------------------------------------------------------------------------
  /** @param {KeyboardEvent} event @returns {boolean} whether the key was used */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    this.over = -1; // the pointer rests
    const target = /** @type {SVGElement} */ (event.target);
    const i = pointOf(target);
    if (target.dataset.grip && this.arrow) return this.arrow.key(target.dataset.grip, event);
    if (target === this.cursor) return this.cursorKey(event);
    return i >= 0 && this.pointKey(i, event);
  }

  /** @param {number} i @param {KeyboardEvent} event */
  pointKey(i, event) {
    const moved = this.stepped({ x: this.X[i][0], y: this.X[i][1] }, event);
    if (moved) this.putPoint(i, moved, true);
    else if (event.key === " " || event.key === "Enter") this.flip(i);
    else if (event.key === "Delete" || event.key === "Backspace") this.remove(i);
    else if (event.key === "n" || event.key === "p") this.goTo(i + (event.key === "n" ? 1 : -1));
    else return false;
    return true;
  }

  /** @param {KeyboardEvent} event */
  cursorKey(event) {
    const at = this.probe ?? this.middle();
    const moved = this.stepped(at, event);
    if (moved) this.look({ x: moved[0], y: moved[1] });
    else if (event.key === "Enter" || event.key === " ") this.add(at);
    else if (event.key === "0" || event.key === "1") this.add(at, Number(event.key));
    else return false;
    return true;
  }

  /** @param {{x: number, y: number}} from @param {KeyboardEvent} event @returns {number[] | null} */
  stepped({ x, y }, event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!way) return null;
    const part = event.shiftKey ? 0.2 : 1;
    const { axes } = this.plane;
    const to = [x, y].map((value, k) => {
      const [low, high] = k ? axes.y : axes.x;
      return Math.min(high, Math.max(low, value + way[k] * this.steps[k] * part));
    });
    return this.snapped({ x: to[0], y: to[1] }, part);
  }

  // Points -----------------------------------------------------------------------------------------
  /** @param {number} i @param {number[]} to @param {boolean} done */
  putPoint(i, to, done) {
    this.store.set({ X: this.X.map((x, r) => (r === i ? to : x)), row: i }, { done });
  }

  /** @param {number} i */
  flip(i) {
    this.newClass = this.y[i] > 0.5 ? 0 : 1;
    this.store.set({ y: this.y.map((target, r) => (r === i ? this.newClass : target)), row: i }, { done: true });
  }

  /** @param {{x: number, y: number}} at @param {number} [target] */
  add(at, target = this.newClass) {
    if (!this.own || this.X.length >= MOST_POINTS) return;
    const X = [...this.X, this.snapped(at, 0.2)];
    this.store.set({ X, y: [...this.y, target], row: X.length - 1 }, { done: true });
  }

  /** @param {number} i */
  remove(i) {
    if (!this.own || this.X.length <= LEAST_POINTS) return;
    const without = (/** @type {any[]} */ list) => list.filter((_, r) => r !== i);
    const row = Math.min(i, this.X.length - 2);
    this.store.set({ X: without(this.X), y: without(this.y), row }, { done: true });
    this.plane.pointElement(row)?.focus();
  }

  /** @param {number} i */
  goTo(i) {
    const row = (i + this.X.length) % this.X.length;
    this.store.set({ row }, { done: true });
    attr(/** @type {Element} */ (this.plane.pointElement(row)), { tabindex: 0 });
    this.plane.pointElement(row)?.focus();
  }

  /** After the points were drawn. @param {number} row @param {string} says about the cursor's place */
  draw(row, says) {
    const n = this.X.length;
    for (let i = 0; i < n; i++) {
      const point = this.plane.pointElement(i);
      if (point) attr(point, { tabindex: n <= EACH_FOCUSED || i === row ? 0 : -1 });
    }
    const at = this.probe ?? this.middle();
    const { sx, sy } = this.plane.axes;
    move(this.cursor, sx.to(at.x), sy.to(at.y));
    attr(this.cursor, { "data-shown": this.probe ? "" : null, "aria-valuenow": at.x, "aria-valuetext": says });
    attr(this.cursor, { "aria-valuemin": this.plane.axes.x[0], "aria-valuemax": this.plane.axes.x[1] });
  }
}

/** The number of the point that an event is about; -1 if none. @param {EventTarget | null} target */
function pointOf(target) {
  const group = target instanceof Element ? target.closest("[data-point]") : null;
  return group instanceof SVGElement ? Number(group.dataset.point) : -1;
}
