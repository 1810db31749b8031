/**
 * Scales, axes and small shapes for drawings with two axes.
 *
 * Units: a drawing's viewBox counts pixels of the notebook's own size (14 to the em), its width is
 * set in em, so that the lecture scale enlarges everything together.
 *
 *   const axes = new Axes({ width: 336, height: 320, x: [0, 1], y: [0, 2], labels: ["X_1", "X_2"] });
 *   svg.append(axes.back, axes.plot, axes.front); // plot is clipped to the box, front is not
 *   axes.set({ x: [-1, 1] });                     // redraws ticks where something changed
 *   axes.sx.to(0.5), axes.sy.from(120)            // value to unit and back
 */

import { minus, rounded } from "../core/text/numbers.js";
import { attr, s } from "../frame/dom.js";
import { svgText, toPlain } from "./math/math.js";

export const UNIT = 14; // units of a viewBox to the em

/** The style of an element of the class cg-drawing. @param {number} width in units @param {number} height */
export const sized = (width, height) => `--wide: ${width}; --high: ${height}`;

/** @typedef {[number, number]} Pair */

/** A straight map between values and units; `from` and `to` may each run downward. */
export class Scale {
  /** @param {Pair} values @param {Pair} units */
  constructor(values, units) {
    this.values = values;
    this.units = units;
    this.slope = (units[1] - units[0]) / (values[1] - values[0]);
  }

  /** @param {number} value */
  to(value) {
    return this.units[0] + (value - this.values[0]) * this.slope;
  }

  /** @param {number} unit */
  from(unit) {
    return this.values[0] + (unit - this.units[0]) / this.slope;
  }
}

/**
 * Round numbers between two values: multiples of 1, 2 or 5 times a power of ten.
 * @param {number} low
 * @param {number} high
 * @param {number} [most]  how many at most
 * @returns {number[]}
 */
export function ticks(low, high, most = 7) {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  const power = 10 ** Math.floor(Math.log10((high - low) / most));
  const count = (/** @type {number} */ step) => Math.floor(high / step) - Math.ceil(low / step) + 1;
  const step = [1, 2, 5, 10, 20].map((m) => m * power).find((size) => count(size) <= most) ?? power * 50;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step, step));
}

/** 0.30000000000000004 is 0.3. @param {number} value @param {number} step */
function tidy(value, step) {
  const places = Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(step))));
  return Number(value.toFixed(places)) || 0;
}

/** A number as a short label: −0.5, 2, 0.05. @param {number} value @param {number} [places] */
export function label(value, places = 6) {
  return minus(rounded(value, places, true).text);
}

/**
 * @typedef {object} AxesOptions
 * @property {number} [width]    of the whole drawing, in units
 * @property {number} [height]
 * @property {Pair} x            values at the left and the right edge
 * @property {Pair} y            values at the lower and the upper edge
 * @property {[string, string]} [labels]  TeX of what the axes show
 * @property {{left: number, right: number, top: number, bottom: number}} [margin]
 * @property {number} [mostTicks]
 */

const NAME = { at: 14, half: 13, clear: 17 }; // of the upright axis: its middle, how far it reaches, how far it keeps from a number
const DIGIT = 7.6; // the width of a digit of a tick, in units

let serial = 0; // for ids that no other drawing of the page has

/** The box, the ticks and the names of two axes. */
export class Axes {
  /** @param {AxesOptions} options */
  constructor({ width = 336, height = 336, x, y, labels = ["", ""], margin, mostTicks = 7 }) {
    this.width = width;
    this.height = height;
    this.margin = margin ?? { left: 42, right: 8, top: 8, bottom: 38 };
    this.mostTicks = mostTicks;
    this.x = x;
    this.y = y;
    this.labels = labels;
    const clip = `cg-clip-${(serial += 1)}-${Math.random().toString(36).slice(2, 8)}`;
    const box = this.box();
    const rect = { x: box.left, y: box.top, width: box.width, height: box.height };
    this.back = s("g", { class: "cg-axes", "aria-hidden": "true" });
    this.plot = s("g", { "clip-path": `url(#${clip})` });
    this.front = s("g", {});
    this.clip = s("clipPath", { id: clip }, s("rect", rect));
    this.frame = s("rect", { class: "cg-axes-frame", ...rect });
    this.sx = new Scale(x, [box.left, box.right]);
    this.sy = new Scale(y, [box.bottom, box.top]);
    this.key = "";
    this.set({});
  }

  /** The edges of the plot, in units. */
  box() {
    const { left, right, top, bottom } = this.margin;
    const [width, height] = [this.width - left - right, this.height - top - bottom];
    return { left, top, width, height, right: left + width, bottom: top + height };
  }

  /** The whole, empty drawing, with the layers in their order. @param {Record<string, any>} [attributes] */
  svg(attributes = {}) {
    const viewBox = `0 0 ${this.width} ${this.height}`;
    return s("svg", { viewBox, ...attributes }, s("defs", {}, this.clip), this.back, this.plot, this.frame, this.front);
  }

  /**
   * Change what the axes show.
   * @param {{x?: Pair, y?: Pair, labels?: [string, string]}} change
   * @returns {boolean} whether anything did
   */
  set({ x = this.x, y = this.y, labels = this.labels }) {
    const key = JSON.stringify([x, y, labels]);
    if (key === this.key) return false;
    this.key = key;
    Object.assign(this, { x, y, labels });
    const { left, right, top, bottom } = this.box();
    this.sx = new Scale(x, [left, right]);
    this.sy = new Scale(y, [bottom, top]);
    const upright = this.yTicks();
    this.back.replaceChildren(...this.xTicks(), ...upright, ...this.names(upright));
    return true;
  }

  xTicks() {
    const { bottom } = this.box();
    return ticks(...this.x, this.mostTicks).flatMap((value) => {
      const at = this.sx.to(value);
      return [
        s("line", { class: "cg-tick", x1: at, x2: at, y1: bottom, y2: bottom + 4 }),
        s("text", { class: "cg-tick-text", x: at, y: bottom + 16, "text-anchor": "middle" }, label(value)),
      ];
    });
  }

  yTicks() {
    const { left } = this.box();
    return ticks(...this.y, this.mostTicks).flatMap((value) => {
      const at = this.sy.to(value);
      return [
        s("line", { class: "cg-tick", x1: left - 4, x2: left, y1: at, y2: at }),
        s("text", { class: "cg-tick-text", x: left - 7, y: at + 4, "text-anchor": "end" }, label(value)),
      ];
    });
  }

  /** The names, beside the axes: nothing is turned on its side. @param {Element[]} upright ticks of the upright axis */
  names(upright) {
    const { left, right, bottom } = this.box();
    const [x, y] = this.labels;
    const made = [];
    if (x) made.push(svgText(x, { class: "cg-axis-name", x: (left + right) / 2, y: bottom + 33, "text-anchor": "middle" }));
    if (y) made.push(svgText(y, { class: "cg-axis-name", x: NAME.at, y: this.nameHeight(upright) + 4, "text-anchor": "middle" }));
    return made;
  }

  /** In the middle, or as near to it as no number reaches the name. @param {Element[]} upright */
  nameHeight(upright) {
    const { top, bottom } = this.box();
    const middle = (top + bottom) / 2;
    const numbers = upright.filter((tick) => tick.textContent).map((tick) => ({
      from: Number(tick.getAttribute("x")) - DIGIT * (tick.textContent ?? "").length,
      y: Number(tick.getAttribute("y")) - 4,
    }));
    const taken = numbers.filter(({ from }) => from < NAME.at + NAME.half).map(({ y }) => y);
    const clear = (/** @type {number} */ height) => Math.min(NAME.clear, ...taken.map((y) => Math.abs(y - height)));
    const beside = taken.flatMap((y) => [y - NAME.clear, y + NAME.clear]);
    const between = taken.slice(1).map((y, k) => (y + taken[k]) / 2);
    const inside = [middle, ...beside, ...between].filter((height) => height > top && height < bottom);
    const [best] = inside.sort((a, b) => clear(b) - clear(a) || Math.abs(a - middle) - Math.abs(b - middle));
    return best ?? middle;
  }

  /** Where a pointer is, in values; clamped to the box. @param {SVGElement} svg @param {{clientX: number, clientY: number}} event */
  at(svg, event) {
    const rect = svg.getBoundingClientRect();
    const { left, right, top, bottom } = this.box();
    const ux = ((event.clientX - rect.left) / rect.width) * this.width;
    const uy = ((event.clientY - rect.top) / rect.height) * this.height;
    const inside = ux >= left - 0.5 && ux <= right + 0.5 && uy >= top - 0.5 && uy <= bottom + 0.5;
    const x = this.sx.from(Math.min(right, Math.max(left, ux)));
    const y = this.sy.from(Math.min(bottom, Math.max(top, uy)));
    return { x, y, inside, ux, uy };
  }

  /** The axes in words. */
  describe() {
    return `${toPlain(this.labels[0])} from ${label(this.x[0])} to ${label(this.x[1])}, ${toPlain(this.labels[1])} from ${label(this.y[0])} to ${label(this.y[1])}`;
  }
}

// Shapes --------------------------------------------------------------------------------------------

/** @param {number} value */
const short = (value) => Math.round(value * 100) / 100;

/**
 * A path through points that lie flat in an array.
 * @param {ArrayLike<number>} flat  x1, y1, x2, y2, ... in units
 * @param {boolean} [closed]
 */
export function pathThrough(flat, closed = false) {
  let path = "";
  for (let i = 0; i + 1 < flat.length; i += 2) {
    path += `${i ? "L" : "M"}${short(flat[i])} ${short(flat[i + 1])}`;
  }
  return closed ? `${path}Z` : path;
}

/** A circle as a path around (0, 0). @param {number} r */
export function circle(r) {
  return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/** A triangle as a path around (0, 0), pointing up, as large as the circle looks. @param {number} r */
export function triangle(r) {
  const [half, up, down] = [short(r * 1.2), short(r * 1.25), short(r * 0.85)];
  return `M0 ${-up}L${half} ${down}L${-half} ${down}Z`;
}

/** A ring with the arms of a cross, as a path around (0, 0); what it is about stays readable inside. @param {number} size of a point */
export function wrongMark(size) {
  const [near, far] = [short(size * 0.95), short(size * 1.65)];
  const arms = [[1, 1], [1, -1], [-1, 1], [-1, -1]].map(([x, y]) => `M${x * near} ${y * near}L${x * far} ${y * far}`);
  return circle(short(size * 2)) + arms.join("");
}

/**
 * The head of an arrow as a path, its tip at (x, y).
 * @param {number} x
 * @param {number} y
 * @param {number} angle  in radians, in units: y runs downward
 * @param {number} [size]
 */
export function arrowHead(x, y, angle, size = 9) {
  const wing = (/** @type {number} */ turn) =>
    `${short(x - size * Math.cos(angle + turn))} ${short(y - size * Math.sin(angle + turn))}`;
  return `M${short(x)} ${short(y)}L${wing(0.42)}L${wing(-0.42)}Z`;
}

/** Put a group somewhere. @param {Element} group @param {number} x @param {number} y */
export function move(group, x, y) {
  attr(group, { transform: `translate(${short(x)} ${short(y)})` });
}
