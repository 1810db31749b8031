/**
 * A plane of two features: points of two classes, a heat map behind them, boundaries between.
 *
 *   const plane = new Plane(frame, { x: [-0.5, 1.5], y: [-0.5, 1.5], labels: ["X_1", "X_2"], label: "the plane" });
 *   frame.body.append(plane.element);
 *   plane.axes.set({ x, y, labels });          // another window or other letters
 *   plane.heat(p, 100, 100);                   // p[j * nx + i] in 0..1, nodes on the window's edges; null: none
 *   plane.curve("half", [0, 0, 1, 1]);         // one stroke through values x1, y1, x2, y2, ...; null: none
 *   plane.contours("half", contour(p, 100, 100, 0.5), 100, 100);   // from core/contours.js
 *   plane.points([{ x: 0, y: 1, target: 1, wrong: true, lit: false, name: "point 1", text: "..." }]);
 *   plane.repaint();                           // after the theme changed
 *
 * `plane.resize(4)` makes the points smaller. Curves are drawn as the classes cg-plane-half (strong) and cg-plane-level (quiet), or another
 * name of your own. `plane.back`, `plane.marks` and `plane.front` are SVG groups for further
 * things, in units: `plane.axes.sx.to(x)`; `plane.at(event)` is where a pointer is, in values.
 * Points stand in `plane.marks`, each a <g data-point="index">, which can be focused where `movable`.
 */

import { attr, h, s } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import css from "./plane.css";
import { classRamp } from "./colours.js";
import { Heat } from "./heat.js";
import { Axes, circle, move, pathThrough, sized, triangle, wrongMark } from "../svg.js";

style(css);

/**
 * @typedef {object} Point
 * @property {number} x
 * @property {number} y
 * @property {number} target   class 1 above one half, drawn as a triangle; else a circle
 * @property {boolean} [wrong] a ring and a cross around it
 * @property {boolean} [lit]   the one that is looked at
 * @property {string} [name]   for those who do not see it: "point 2"
 * @property {string} [text]   "at (0, 1), class 1, p = 0.18, predicts 0, wrong"
 */

/** @typedef {{group: SVGElement, key: string, told: string}} Drawn a point's element, and what it shows */
/** @typedef {import("../svg.js").Pair} Pair */
/** @typedef {import("../../core/contours.js").Line} Line */

const SIZE = 6.5;
const CLASSES = /** @type {Record<string, string>} */ ({ half: "cg-plane-half", level: "cg-plane-level" });

export class Plane {
  /**
   * @param {import("./colours.js").Theme} frame
   * @param {{x: Pair, y: Pair, labels?: [string, string], width?: number, height?: number,
   *   label?: string, movable?: boolean, size?: number, margin?: import("../svg.js").AxesOptions["margin"]}} options
   *   `width` and `height` in units, 14 to the em; `movable`: points can be focused and dragged;
   *   `size`: of a point
   */
  constructor(frame, { x, y, labels = ["X_1", "X_2"], width = 352, height = 336, label = "", movable = false, size = SIZE, margin }) {
    this.frame = frame;
    this.movable = movable;
    this.size = size;
    this.axes = new Axes({ width, height, x, y, labels, margin: margin ?? { left: 56, right: 8, top: 8, bottom: 40 } });
    this.svg = this.axes.svg({ role: "group", "aria-label": label });
    this.back = s("g", {});
    this.lines = s("g", { "aria-hidden": "true" });
    this.axes.plot.append(this.back, this.lines);
    this.marks = s("g", {});
    this.front = s("g", {});
    this.axes.front.append(this.marks, this.front);
    this.colours = classRamp(frame);
    this.map = new Heat(this.axes);
    this.element = h("div", { class: "cg-plane cg-drawing", style: sized(width, height) }, this.map.canvas, this.svg);
    /** @type {Map<string, SVGElement>} */
    this.paths = new Map();
    /** @type {Drawn[]} */
    this.drawn = [];
  }

  /** Where a pointer is, in values. @param {{clientX: number, clientY: number}} event */
  at(event) {
    return this.axes.at(this.svg, event);
  }

  /**
   * @param {ArrayLike<number> | null} values
   * @param {number} [nx]
   * @param {number} [ny]
   */
  heat(values, nx = 0, ny = nx) {
    this.map.paint(values, nx, ny, this.colours);
  }

  /** The colours have changed: the same heat map again. */
  repaint() {
    this.colours = classRamp(this.frame);
    this.map.again(this.colours);
  }

  /**
   * One stroke through values; null takes it away.
   * @param {string} name
   * @param {ArrayLike<number> | null} flat
   */
  curve(name, flat) {
    this.path(name, flat ? pathThrough(this.inUnits(flat)) : "");
  }

  /**
   * Level lines of a grid.
   * @param {string} name
   * @param {Line[]} lines
   * @param {number} nx
   * @param {number} [ny]
   */
  contours(name, lines, nx, ny = nx) {
    const { left, bottom, width, height } = this.axes.box();
    const [across, up] = [width / (nx - 1), height / (ny - 1)];
    const units = (/** @type {number[]} */ points) => points.map((at, k) => (k % 2 ? bottom - at * up : left + at * across));
    this.path(name, lines.map(({ points, closed }) => pathThrough(units(points), closed)).join(""));
  }

  /** @param {string} name @param {string} d */
  path(name, d) {
    let path = this.paths.get(name);
    if (!path) {
      path = s("path", { class: CLASSES[name.replace(/\W.*/, "")] ?? name });
      this.paths.set(name, path);
      this.lines.append(path);
    }
    attr(path, { d: d || null });
  }

  /** @param {ArrayLike<number>} flat values x1, y1, ... */
  inUnits(flat) {
    const { sx, sy } = this.axes;
    return Array.from(flat, (value, k) => (k % 2 ? sy.to(value) : sx.to(value)));
  }

  /** Draw smaller or larger points from now on. @param {number} size */
  resize(size) {
    if (size === this.size) return;
    this.size = size;
    for (const { group } of this.drawn.splice(0)) group.remove();
  }

  /** @param {Point[]} points */
  points(points) {
    while (this.drawn.length > points.length) this.drawn.pop()?.group.remove();
    while (this.drawn.length < points.length) this.drawn.push(this.newPoint());
    points.forEach((point, i) => this.point(this.drawn[i], point, i));
  }

  newPoint() {
    const { size } = this;
    const group = s(
      "g",
      { class: `cg-plane-point${this.movable ? " cg-plane-movable" : ""}`, "data-point": this.drawn.length },
      s("circle", { class: "cg-plane-reach", r: size * 2 }),
      s("circle", { class: "cg-plane-ring", r: size * 2.3 }),
      s("circle", { class: "cg-plane-lit", r: size * 1.75 }),
      s("path", { class: "cg-plane-shape" }),
      s("path", { class: "cg-plane-halo" }),
      s("path", { class: "cg-plane-wrong" }),
    );
    this.marks.append(group);
    return { group, key: "", told: "" };
  }

  /** @param {Drawn} drawn @param {Point} point @param {number} i */
  point(drawn, { x, y, target, wrong = false, lit = false, name = "", text = "" }, i) {
    const { sx, sy } = this.axes;
    move(drawn.group, sx.to(x), sy.to(y));
    const key = `${target}|${wrong}|${lit}`;
    if (key !== drawn.key) {
      drawn.key = key;
      const one = target > 0.5;
      const [, , glow, shape, halo, mark] = drawn.group.children;
      attr(drawn.group, { "data-class": one ? 1 : 0, "data-wrong": wrong ? "" : null });
      attr(shape, { d: one ? triangle(this.size) : circle(this.size) });
      attr(glow, { visibility: lit ? null : "hidden" });
      const d = wrong ? wrongMark(this.size) : null;
      attr(halo, { d });
      attr(mark, { d });
    }
    if (!this.movable || drawn.told === `${x}|${text}`) return;
    drawn.told = `${x}|${text}`;
    const shown = { role: "slider", "aria-label": name || `point ${i + 1}`, "aria-valuetext": text };
    const range = { "aria-valuenow": x, "aria-valuemin": this.axes.x[0], "aria-valuemax": this.axes.x[1] };
    attr(drawn.group, { ...shown, ...range });
  }

  /** The element of a point. @param {number} i @returns {SVGElement | undefined} */
  pointElement(i) {
    return this.drawn[i]?.group;
  }
}
