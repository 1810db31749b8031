/**
 * A function of two variables as a map: quiet levels, and level lines with their values.
 *
 *   const map = new Surface(frame, { x: [-6, 6], y: [-6, 6], labels: ["w_1", "w_2"], label: "the loss" });
 *   frame.body.append(map.element);
 *   map.show(values, n);        // values[j * n + i], nodes on the window's edges
 *   map.again();                // after the theme changed
 *
 * `map.axes`, `map.at(event)`, `map.inside` (an SVG group clipped to the plot) and `map.front` (above
 * all, not clipped) are for what is drawn upon it. `map.avoid` lists places, in units, that the
 * values of the level lines keep away from.
 */

import { contour, levels } from "../core/contours.js";
import { attr, h, s, setText } from "../frame/dom.js";
import { style } from "../frame/style.js";
import { levelRamp } from "./plane/colours.js";
import { Heat } from "./plane/heat.js";
import css from "./surface.css";
import { Axes, label as written, pathThrough, sized } from "./svg.js";

style(css);

/** @typedef {import("./svg.js").Pair} Pair */
/** @typedef {import("../core/contours.js").Line} Line */

const FINE = 200; // cells on each side after enlarging: where one level ends and the next begins
const APART = 46; // units between two values of level lines
const FROM_EDGE = 18;

export class Surface {
  /**
   * @param {import("./plane/colours.js").Theme} frame
   * @param {{x: Pair, y: Pair, labels: [string, string], width?: number, height?: number, label?: string}} options
   */
  constructor(frame, { x, y, labels, width = 352, height = 336, label = "" }) {
    this.frame = frame;
    this.axes = new Axes({ width, height, x, y, labels, margin: { left: 56, right: 8, top: 8, bottom: 40 } });
    this.svg = this.axes.svg({ role: "group", "aria-label": label });
    this.lines = s("path", { class: "cg-surface-line", "aria-hidden": "true" });
    this.values = s("g", { "aria-hidden": "true" });
    this.inside = s("g", {});
    this.front = s("g", {});
    this.axes.plot.append(this.lines, this.values, this.inside);
    this.axes.front.append(this.front);
    this.map = new Heat(this.axes);
    this.element = h("div", { class: "cg-plane cg-surface cg-drawing", style: sized(width, height) }, this.map.canvas, this.svg);
    this.colours = levelRamp(frame);
    /** @type {number[]} */
    this.levels = [];
    /** @type {Pair[]} */
    this.avoid = [];
  }

  /** Where a pointer is, in values. @param {{clientX: number, clientY: number}} event */
  at(event) {
    return this.axes.at(this.svg, event);
  }

  /**
   * @param {ArrayLike<number>} values
   * @param {number} n  nodes on each side
   */
  show(values, n) {
    this.levels = levels(...ends(values), 9);
    this.map.paint(bands(values, n, this.levels), FINE, FINE, this.colours);
    const found = this.levels.map((level) => ({ level, lines: contour(values, n, n, level) }));
    const { left, bottom, width, height } = this.axes.box();
    const units = (/** @type {number[]} */ points) =>
      points.map((at, k) => (k % 2 ? bottom - (at * height) / (n - 1) : left + (at * width) / (n - 1)));
    const drawn = found.map(({ level, lines }) => ({
      level,
      lines: lines.map((line) => ({ ...line, points: units(line.points) })),
    }));
    const d = drawn.flatMap(({ lines }) => lines.map((line) => pathThrough(line.points, line.closed)));
    this.lines.setAttribute("d", d.join(""));
    this.write(drawn);
  }

  /** @param {{level: number, lines: Line[]}[]} drawn */
  write(drawn) {
    const taken = [...this.avoid];
    let k = 0;
    for (const { level, lines } of drawn) {
      const place = this.placeFor(lines, taken);
      if (!place) continue;
      taken.push(place);
      const text = this.values.children[k++] ?? this.newText();
      attr(text, { x: place[0].toFixed(1), y: (place[1] + 4).toFixed(1) });
      setText(text, written(level));
    }
    while (this.values.children.length > k) this.values.lastElementChild?.remove();
  }

  newText() {
    const text = s("text", { class: "cg-surface-text", "text-anchor": "middle" });
    this.values.append(text);
    return text;
  }

  /**
   * A place on a level line that is far from the edges and from other values.
   * @param {Line[]} lines  in units
   * @param {Pair[]} taken
   * @returns {Pair | null}
   */
  placeFor(lines, taken) {
    const { left, right, top, bottom } = this.axes.box();
    const longest = [...lines].sort((a, b) => b.points.length - a.points.length);
    for (const { points } of longest) {
      const n = points.length / 2;
      for (const share of [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9]) {
        const k = 2 * Math.floor(share * (n - 1));
        const [x, y] = [points[k], points[k + 1]];
        const clear = x > left + FROM_EDGE && x < right - FROM_EDGE && y > top + FROM_EDGE / 2 && y < bottom - FROM_EDGE / 2;
        if (clear && taken.every(([u, v]) => Math.hypot(u - x, (v - y) * 1.6) > APART)) return [x, y];
      }
    }
    return null;
  }

  /** The colours have changed: the same map again. */
  again() {
    this.colours = levelRamp(this.frame);
    this.map.again(this.colours);
  }
}

/** The least and the largest value that are numbers. @param {ArrayLike<number>} values @returns {Pair} */
function ends(values) {
  let [low, high] = [Infinity, -Infinity];
  for (let k = 0; k < values.length; k++) {
    const value = values[k];
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/**
 * Which level each cell of a finer grid lies on, 0 to 1.
 * @param {ArrayLike<number>} values
 * @param {number} n
 * @param {number[]} edges
 */
function bands(values, n, edges) {
  const out = new Float32Array(FINE * FINE);
  const step = (n - 1) / (FINE - 1);
  const most = Math.max(edges.length, 1);
  for (let j = 0; j < FINE; j++) {
    const v = Math.min(j * step, n - 1.000001);
    const [row, up] = [Math.floor(v) * n, v - Math.floor(v)];
    for (let i = 0; i < FINE; i++) {
      const u = Math.min(i * step, n - 1.000001);
      const left = Math.floor(u);
      const k = row + left;
      const low = values[k] + (u - left) * (values[k + 1] - values[k]);
      const high = values[k + n] + (u - left) * (values[k + n + 1] - values[k + n]);
      const value = low + up * (high - low);
      let level = 0;
      while (level < edges.length && value > edges[level]) level++;
      out[j * FINE + i] = value === value ? level / most : NaN;
    }
  }
  return out;
}
