/** Each weight over the strength of the penalty. */

import { minimiser } from "../../core/shrinkage.js";
import { svgText } from "../../draw/math/math.js";
import { Axes, pathThrough, sized } from "../../draw/svg.js";
import { attr, s } from "../../frame/dom.js";

/** @typedef {import("./index.js").State} State */

const WIDTH = 400;
const HEIGHT = 250;
const POINTS = 120;
const DASHES = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 4", "1 3", "7 3 2 3 2 3"]; // told apart without colour

export class Profile {
  /** @param {State} state @param {number} most */
  constructor(state, most) {
    this.most = most;
    this.axes = new Axes({ width: WIDTH, height: HEIGHT, x: [0, most], y: range(state.a), labels: ["", ""], margin: { left: 42, right: 34, top: 8, bottom: 38 } });
    this.svg = this.axes.svg({ role: "img", class: "cg-drawing", style: sized(WIDTH, HEIGHT), "aria-label": "each weight over the strength of the penalty" });
    this.zero = s("line", { class: "cg-shrink-zero" });
    this.now = s("line", { class: "cg-shrink-now" });
    this.lines = state.a.map((_, j) => s("path", { class: "cg-shrink-weight", "stroke-dasharray": DASHES[j] || null }));
    this.dots = state.a.map(() => s("circle", { class: "cg-shrink-found", r: 4.5 }));
    this.axes.plot.append(this.zero, this.now, ...this.lines);
    this.axes.front.append(...this.dots);
    this.names = s("g", {});
    this.axes.front.append(this.names);
    this.element = this.svg;
    this.fitted = { class: "cg-fitted", style: sized(WIDTH, HEIGHT) }; // with the table above
    this.written = "";
  }

  /** @param {State} state */
  draw({ H, a, w, penalty, strength, letters }) {
    this.axes.set({ y: range(a), labels: [letters.strength, "w"] });
    const { sx, sy } = this.axes;
    const box = this.axes.box();
    attr(this.zero, { x1: box.left, x2: box.right, y1: sy.to(0), y2: sy.to(0) });
    attr(this.now, { x1: sx.to(strength), x2: sx.to(strength), y1: box.top, y2: box.bottom });
    const strengths = Array.from({ length: POINTS }, (_, k) => (this.most * k) / (POINTS - 1));
    const ways = strengths.map((at) => minimiser(H, a, penalty, at));
    this.lines.forEach((line, j) => {
      attr(line, { d: pathThrough(strengths.flatMap((at, k) => [sx.to(at), sy.to(ways[k][j])])) });
      attr(this.dots[j], { cx: sx.to(Math.min(strength, this.most)), cy: sy.to(w[j]) });
    });
    this.write(a, letters.weights);
  }

  /** The weights' names, where their lines begin. @param {number[]} a @param {string[]} letters */
  write(a, letters) {
    const key = JSON.stringify([a, letters]);
    if (key === this.written) return;
    this.written = key;
    const { sy } = this.axes;
    const { left } = this.axes.box();
    const places = apart(a.map((value) => sy.to(value)));
    this.names.replaceChildren(...letters.map((tex, j) => svgText(tex, { x: left + 8, y: places[j] - 7, class: "cg-axis-name cg-shrink-name" })));
  }
}

/** Labels that would lie on each other move down. @param {number[]} places */
function apart(places) {
  const order = places.map((_, j) => j).sort((i, j) => places[i] - places[j]);
  const moved = [...places];
  order.forEach((j, k) => {
    if (k > 0) moved[j] = Math.max(moved[j], moved[order[k - 1]] + 17);
  });
  return moved;
}

/** Room for every weight, and for 0. @param {number[]} a @returns {[number, number]} */
function range(a) {
  const [low, high] = [Math.min(0, ...a), Math.max(0, ...a)];
  const room = 0.12 * (high - low || 1);
  return [low - room, high + room];
}
