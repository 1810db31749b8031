/** What hands do on the maps: drag the point, drop it elsewhere, move the cursor. */

import { ticks } from "../../draw/svg.js";

/** @typedef {import("./map.js").LossMap} LossMap */
/** @typedef {[number, number]} Pair */

export class Hands {
  /**
   * @param {LossMap[]} maps
   * @param {{put: (at: Pair, done: boolean) => void, here: () => Pair, look: () => void}} acts
   *   `put`: the point goes there; `here`: where it is; `look`: draw again
   */
  constructor(maps, { put, here, look }) {
    this.put = put;
    this.here = here;
    this.look = look;
    /** @type {Pair | null} where the pointer or a cursor is */
    this.probe = null;
    this.dragging = false;
    for (const map of maps) this.listen(map);
  }

  /** @param {LossMap} map */
  listen(map) {
    const { svg } = map.surface;
    svg.addEventListener("pointerdown", (event) => this.down(map, /** @type {PointerEvent} */ (event)));
    svg.addEventListener("pointermove", (event) => this.moved(map, /** @type {PointerEvent} */ (event)));
    svg.addEventListener("pointerup", (event) => this.up(map, /** @type {PointerEvent} */ (event)));
    svg.addEventListener("pointercancel", () => (this.dragging = false));
    svg.addEventListener("pointerleave", () => this.see(map.cursor.matches(":focus") ? this.probe : null));
    svg.addEventListener("keydown", (event) => {
      if (this.key(map, /** @type {KeyboardEvent} */ (event))) event.preventDefault();
    });
    map.cursor.addEventListener("focus", () => this.see(this.probe ?? this.middle(map)));
    map.cursor.addEventListener("blur", () => this.see(null));
  }

  /** @param {LossMap} map @returns {Pair} */
  middle(map) {
    const { x, y } = map.surface.axes;
    return [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2];
  }

  /** @param {Pair | null} at */
  see(at) {
    if (!at && !this.probe) return;
    this.probe = at;
    this.look();
  }

  /** A place to a few digits. @param {LossMap} map @param {Pair} at @param {number} [part] of an arrow key's step @returns {Pair} */
  snapped(map, at, part = 0.2) {
    const steps = this.steps(map);
    return /** @type {Pair} */ (at.map((value, k) => Number((Math.round(value / (steps[k] * part)) * steps[k] * part).toPrecision(9)) || 0));
  }

  /** @param {LossMap} map */
  steps(map) {
    const { x, y } = map.surface.axes;
    return [x, y].map(([low, high]) => {
      const [first, second] = ticks(low, high);
      return (second - first) / 10;
    });
  }

  /** @param {LossMap} map @param {PointerEvent} event */
  down(map, event) {
    const at = map.surface.at(event);
    if (event.button !== 0 || !at.inside) return;
    this.dragging = true;
    const onPoint = map.point.contains(/** @type {Node} */ (event.target));
    map.point.setPointerCapture(event.pointerId);
    map.point.focus({ preventScroll: true });
    if (!onPoint) this.put(this.snapped(map, [at.x, at.y]), false);
    event.preventDefault();
  }

  /** @param {LossMap} map @param {PointerEvent} event */
  moved(map, event) {
    const at = map.surface.at(event);
    if (this.dragging) this.put(this.snapped(map, [at.x, at.y]), false);
    else this.see(at.inside ? [at.x, at.y] : null);
  }

  /** @param {LossMap} map @param {PointerEvent} event */
  up(map, event) {
    if (!this.dragging) return;
    this.dragging = false;
    const at = map.surface.at(event);
    this.put(this.snapped(map, [at.x, at.y]), true);
  }

  /** @param {LossMap} map @param {KeyboardEvent} event @returns {boolean} whether the key was used */
  key(map, event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    const onCursor = event.target === map.cursor;
    const from = onCursor ? (this.probe ?? this.middle(map)) : this.here();
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (way) {
      const part = event.shiftKey ? 0.2 : 1;
      const steps = this.steps(map);
      const to = this.snapped(map, /** @type {Pair} */ (from.map((value, k) => value + way[k] * steps[k] * part)), part);
      if (onCursor) this.see(this.within(map, to));
      else this.put(to, true);
      return true;
    }
    if (!onCursor || (event.key !== "Enter" && event.key !== " ")) return false;
    this.put(this.snapped(map, from), true);
    return true;
  }

  /** @param {LossMap} map @param {Pair} at @returns {Pair} */
  within(map, at) {
    const { x, y } = map.surface.axes;
    return /** @type {Pair} */ ([x, y].map(([low, high], k) => Math.min(high, Math.max(low, at[k]))));
  }
}
