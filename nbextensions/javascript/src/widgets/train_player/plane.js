/** The large picture: what the output, or one hidden unit, makes of the plane; and the examples. */

import { contour } from "../../core/contours.js";
import { minus, rounded } from "../../core/text/numbers.js";
import { windowOf } from "../../core/training/net_field.js";
import { isRight } from "../../core/training/net.js";
import { toMathML } from "../../draw/math/math.js";
import { Plane } from "../../draw/plane/plane.js";
import { circle, pathThrough, sized, triangle } from "../../draw/svg.js";
import { h, s } from "../../frame/dom.js";

const WIDTH = 252; // units, 14 to the em
const HEIGHT = 238;
const MARGIN = { left: 50, right: 4, top: 4, bottom: 36 };
const MANY = 40; // from here on, the points are small

/** @typedef {{X: number[][], y: number[]}} Examples */

export class Picture {
  /**
   * @param {import("../../frame/frame.js").Frame} frame
   * @param {Examples} examples
   * @param {Examples | null} validation
   * @param {boolean} plane two features: a plane; else a line of probabilities
   */
  constructor(frame, examples, validation, plane) {
    this.isPlane = plane;
    this.validation = validation;
    this.window = plane ? windowOf([...examples.X, ...(validation?.X ?? [])]) : { x: P_AXIS, y: CLASS_AXIS };
    const size = examples.y.length > MANY ? 4.2 : 6;
    this.plane = new Plane(frame, { ...this.window, width: WIDTH, height: HEIGHT, margin: MARGIN, size, label: "examples" });
    Object.assign(this.plane.axes, { mostTicks: 4, key: "" }); // few, so that the axis' name has room
    this.caption = h("div", { class: "cg-train-caption" });
    this.element = h("div", { class: "cg-train-plane cg-fitted", style: sized(WIDTH, HEIGHT) }, this.caption, this.plane.element);
    this.key = "";
    this.captionKey = "";
    /** @type {number[][] | null} the points that are drawn */
    this.X = null;
    /** @type {number[] | null} */
    this.y = null;
    if (plane && validation) this.heldOut(validation);
    if (!plane) this.plane.curve("half", [0.5, CLASS_AXIS[0], 0.5, CLASS_AXIS[1]]);
  }

  /** The validation set, small and hollow: two paths, however many there are. @param {Examples} validation */
  heldOut({ X, y }) {
    const { sx, sy } = this.plane.axes;
    for (const target of [0, 1]) {
      const shape = target ? triangle(2.6) : circle(2.6);
      const places = X.filter((_, i) => y[i] > 0.5 === Boolean(target));
      const d = places.map(([x1, x2]) => moved(shape, sx.to(x1), sy.to(x2))).join("");
      this.plane.back.append(s("path", { d, class: `cg-train-held-out cg-train-class-${target}` }));
    }
  }

  /**
   * @param {[string, string]} labels TeX of the axes
   * @param {string} caption TeX of what is shown
   * @param {[string, string, string]} words at the low and the high end of the colours, and behind them
   */
  write(labels, caption, [low, high, after]) {
    this.plane.axes.set({ labels: this.isPlane ? labels : [caption, labels[1]] });
    const key = [caption, low, high, after].join("|");
    if (key === this.captionKey) return;
    this.captionKey = key;
    const bar = h("span", { class: "cg-train-ramp", "aria-hidden": "true" });
    const end = (/** @type {string} */ text, /** @type {number} */ one) =>
      h("span", { class: "cg-train-end", html: `<svg viewBox="-8 -8 16 16" aria-hidden="true"><path class="cg-train-mark-${one}" d="${one ? triangle(6) : circle(6)}"/></svg>${text}` });
    const plain = (/** @type {string} */ text) => h("span", {}, text);
    const ends = after ? [plain(low), bar, plain(high)] : [end(low, 0), bar, end(high, 1)];
    this.caption.replaceChildren(h("span", { class: "cg-math", html: toMathML(caption) }), ...ends, ...(after ? [h("span", { class: "cg-quietly" }, after)] : []));
  }

  /**
   * @param {ArrayLike<number> | null} values 0 .. 1, the lowest row first
   * @param {number} n nodes on each side
   * @param {number | null} level where the line is drawn
   */
  heat(values, n, level) {
    this.plane.heat(values, n, n);
    const lines = values && level !== null ? contour(values, n, n, level) : [];
    this.plane.contours("half", lines, Math.max(2, n));
  }

  /**
   * @param {Examples} examples
   * @param {ArrayLike<number>} p
   * @param {number} tie
   */
  points({ X, y }, p, tie) {
    const wrong = y.map((target, i) => !isRight(target, p[i], tie));
    if (this.isPlane) {
      const key = wrong.map(Number).join("");
      if (key === this.key && X === this.X && y === this.y) return;
      [this.key, this.X, this.y] = [key, X, y];
    }
    this.plane.points(y.map((target, i) => {
      const [x1, x2] = this.isPlane ? X[i] : [p[i], target + (((i * 0.618) % 1) - 0.5) * 0.5];
      return { x: x1, y: x2, target, wrong: wrong[i] };
    }));
  }

  /** In words. @param {string} words */
  describe(words) {
    this.plane.svg.setAttribute("aria-label", words);
  }
}

const P_AXIS = /** @type {[number, number]} */ ([0, 1]);
const CLASS_AXIS = /** @type {[number, number]} */ ([-0.5, 1.5]);

/** A shape round the origin, somewhere else. @param {string} path @param {number} x @param {number} y */
function moved(path, x, y) {
  const start = /^M(-?[\d.]+) (-?[\d.]+)(.*)$/s.exec(path);
  if (!start) return "";
  const [, x0, y0, rest] = start;
  if (!rest.includes("L")) return `M${(x + Number(x0)).toFixed(1)} ${(y + Number(y0)).toFixed(1)}${rest}`;
  const corners = [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].flatMap(([, a, b]) => [x + Number(a), y + Number(b)]);
  return pathThrough(corners, true);
}

/** A number for reading. @param {number} value @param {number} [places] */
export function shown(value, places = 4) {
  return minus(rounded(value, places).text);
}
