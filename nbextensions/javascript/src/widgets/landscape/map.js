/** One map: the levels, the descent upon it, the point and the step that is next. */

import { exit } from "../../core/descent.js";
import { rounded } from "../../core/text/numbers.js";
import { toMathML, toPlain } from "../../draw/math/math.js";
import { Surface } from "../../draw/surface.js";
import { arrowHead, circle, move, pathThrough, sized } from "../../draw/svg.js";
import { button } from "../../frame/controls.js";
import { attr, h, s, setText } from "../../frame/dom.js";
import { ranges, stepLines } from "./state.js";
import { descentText, number, placeText } from "./words.js";

/** @typedef {import("./state.js").MapState} MapState */
/** @typedef {import("./state.js").Choice} Choice */
/** @typedef {[number, number]} Pair */

const SHORT = 18; // units: a shorter arrow is drawn so many times as long, and says so
const LONGER = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

export class LossMap {
  /**
   * @param {import("../../frame/frame.js").Frame} frame
   * @param {{k: number, alone: boolean, follow: () => void, height: number, width: number}} options
   *   `alone`: its words stand beside it; `follow`: let the parameters take this map's steps
   */
  constructor(frame, { k, alone, follow, width, height }) {
    const whole = { x: /** @type {Pair} */ ([0, 1]), y: /** @type {Pair} */ ([0, 1]) };
    this.surface = new Surface(frame, { ...whole, labels: ["", ""], width, height, label: "map" });
    this.title = button("", follow, { title: "Let the weights take the steps of this loss" });
    this.value = h("span", { class: "cg-landscape-value" });
    this.lines = h("div", { class: "cg-landscape-lines" });
    this.status = h("div", { class: "cg-landscape-status" });
    this.element = h(
      "section",
      { class: `cg-landscape-map${alone ? "" : " cg-fitted"}`, style: sized(width, height), "data-map": k },
      h("div", { class: "cg-landscape-head" }, this.title, this.value),
      this.surface.element,
      h("div", { class: "cg-landscape-words" }, this.lines, this.status),
    );
    this.track = s("path", { class: "cg-landscape-track" });
    this.dots = s("path", { class: "cg-landscape-dots" });
    this.begin = s("path", { class: "cg-landscape-begin", d: circle(5) });
    this.end = s("path", { class: "cg-landscape-end", d: circle(4.5) });
    this.surface.inside.append(this.track, this.dots, this.begin, this.end);
    this.arrow = s("line", { class: "cg-landscape-arrow" });
    this.head = s("path", { class: "cg-landscape-arrowhead" });
    this.times = s("text", { class: "cg-landscape-times" });
    this.out = s("path", { class: "cg-landscape-out" });
    this.cursor = grip("cg-landscape-cursor", "a place on the map: arrow keys move it, Enter drops the point there", s("path", { d: "M-8 0H8M0 -8V8", class: "cg-landscape-cross" }));
    this.look = s("text", { class: "cg-landscape-look", x: 9, y: -8 });
    this.cursor.append(this.look);
    this.point = grip("cg-plane-movable cg-landscape-point", "the weights: arrow keys move them", s("path", { class: "cg-landscape-here", d: circle(6.5) }));
    this.surface.front.append(this.arrow, this.head, this.times, this.out, this.cursor, this.point);
    this.message = h("div", { class: "cg-landscape-message" });
    this.surface.element.append(this.message);
    this.shown = { values: /** @type {any} */ (null), texts: "" };
  }

  /**
   * @param {MapState} map
   * @param {{n: number, values: ArrayLike<number>} | null} grid
   * @param {Choice} choice
   * @param {{alone: boolean, followed: boolean, attached: boolean, probe: Pair | null}} how
   */
  draw(map, grid, choice, how) {
    const { axes } = this.surface;
    const [x, y] = ranges(choice.window);
    const labels = /** @type {Pair & [string, string]} */ (choice.over.map((name) => map.graph.node(name).symbol));
    const elsewhere = axes.set({ x, y, labels: /** @type {any} */ (labels) });
    const at = /** @type {Pair} */ (choice.over.map((name) => choice.parameters[name]));
    if (grid && (elsewhere || grid.values !== this.shown.values)) {
      this.shown.values = grid.values;
      this.surface.avoid = [/** @type {Pair} */ ([axes.sx.to(at[0]), axes.sy.to(at[1])])];
      this.surface.show(grid.values, grid.n);
    }
    setText(this.message, map.problem ?? "");
    this.drawPath(map, choice, how);
    this.drawPoint(map, at);
    this.drawCursor(how.probe);
    this.write(map, choice, at, how);
  }

  /** @param {MapState} map @param {Choice} choice @param {{attached: boolean, followed: boolean}} how */
  drawPath(map, choice, { attached, followed }) {
    const { sx, sy } = this.surface.axes;
    const points = attached && map.path && choice.step > 0 ? map.path.points.slice(0, choice.step + 1) : [];
    const far = (/** @type {number} */ unit) => Math.max(-2000, Math.min(2400, unit));
    const flat = points.flatMap(([a, b]) => [far(sx.to(a)), far(sy.to(b))]);
    attr(this.track, { d: pathThrough(flat) || null });
    let dots = "";
    for (let i = 0; i < flat.length; i += 2) dots += `M${flat[i].toFixed(1)} ${flat[i + 1].toFixed(1)}h0`;
    attr(this.dots, { d: dots || null });
    attr(this.begin, { visibility: points.length ? null : "hidden" });
    attr(this.end, { visibility: points.length && !followed ? null : "hidden" });
    if (points.length) move(this.begin, flat[0], flat[1]);
    if (points.length) move(this.end, flat[flat.length - 2], flat[flat.length - 1]);
    this.drawExit(map, points);
  }

  /** Where the descent left the picture. @param {MapState} map @param {Pair[]} points */
  drawExit({ left }, points) {
    const leaves = left > 0 && left < points.length;
    attr(this.out, { d: leaves ? "" : null });
    if (!leaves) return;
    const { axes } = this.surface;
    const [a, b] = exit(points[left - 1], points[left], axes.x, axes.y);
    const [u, v] = [axes.sx.to(a), axes.sy.to(b)];
    const [from, to] = [points[left - 1], points[left]];
    const angle = Math.atan2(-(to[1] - from[1]) / (axes.y[1] - axes.y[0]), (to[0] - from[0]) / (axes.x[1] - axes.x[0]));
    attr(this.out, { d: arrowHead(u, v, angle, 14) });
  }

  /** The point, at the edge where it is outside, and the step by hand. @param {MapState} map @param {Pair} at */
  drawPoint(map, at) {
    const { axes } = this.surface;
    const box = axes.box();
    const [x, y] = [axes.sx.to(at[0]), axes.sy.to(at[1])];
    const [u, v] = [clamp(x, box.left, box.right), clamp(y, box.top, box.bottom)];
    const outside = Math.hypot(u - x, v - y) > 1;
    move(this.point, u, v);
    attr(this.point, { "data-outside": outside ? "" : null });
    const [a, b] = [axes.sx.to(map.to[0]) - x, axes.sy.to(map.to[1]) - y];
    const length = Math.hypot(a, b);
    const shown = !outside && length > 0 && Number.isFinite(length);
    for (const part of [this.arrow, this.head, this.times]) attr(part, { visibility: shown ? null : "hidden" });
    if (!shown) return;
    const times = LONGER.find((factor) => factor * length >= SHORT) ?? LONGER[LONGER.length - 1];
    const fits = Math.min(times, roomFor(x, a, box.left, box.right), roomFor(y, b, box.top, box.bottom));
    const [p, q] = [x + fits * a, y + fits * b];
    const angle = Math.atan2(b, a);
    attr(this.arrow, { x1: x, y1: y, x2: p - 6 * Math.cos(angle), y2: q - 6 * Math.sin(angle) });
    attr(this.head, { d: arrowHead(p, q, angle, 10) });
    setText(this.times, times > 1 ? `×${times}` : "");
    const beside = Math.cos(angle) > 0.7 && p > box.right - 34 ? -34 : 5;
    attr(this.times, { x: p + beside, y: clamp(q + (b < 0 ? -4 : 13), box.top + 11, box.bottom - 4) });
  }

  /** @param {Pair | null} probe */
  drawCursor(probe) {
    const { axes } = this.surface;
    const at = probe ?? /** @type {Pair} */ ([axes.x, axes.y].map(([low, high]) => (low + high) / 2));
    move(this.cursor, axes.sx.to(at[0]), axes.sy.to(at[1]));
    attr(this.cursor, { "data-shown": probe ? "" : null });
    const { left, width, top } = axes.box();
    const right = axes.sx.to(at[0]) > left + 0.75 * width;
    attr(this.look, { "text-anchor": right ? "end" : "start", x: right ? -9 : 9, y: axes.sy.to(at[1]) < top + 20 ? 18 : -8 });
  }

  /**
   * @param {MapState} map
   * @param {Choice} choice
   * @param {Pair} at
   * @param {{alone: boolean, followed: boolean, attached: boolean}} how
   */
  write(map, choice, at, { alone, followed, attached }) {
    setText(this.title, map.title);
    attr(this.title, { "aria-pressed": alone ? null : followed, disabled: alone ? "" : null });
    attr(this.element, { "aria-label": map.title });
    const { loss } = map.here;
    const value = Number.isNaN(loss) ? { relation: "=", latex: "\\text{–}" } : rounded(loss, 4);
    const updates = stepLines(map, choice.over, at, choice.learning_rate);
    const texts = [
      `${map.symbol} ${value.relation} ${value.latex}`,
      ...updates.map((cell) => `${cell.symbol} = ${cell.filled(4)} ${rounded(cell.value, 4).relation} ${rounded(cell.value, 4, true).latex}`),
    ];
    const key = texts.join("|");
    if (key !== this.shown.texts) {
      this.shown.texts = key;
      const [loss, ...rest] = texts.map((tex) => toMathML(tex));
      this.value.innerHTML = loss;
      this.lines.innerHTML = rest.map((line) => `<div>${line}</div>`).join("");
    }
    setText(this.status, (attached && descentText(map, choice, followed)) || placeText(at, choice));
    const symbols = choice.over.map((name) => toPlain(map.graph.node(name).symbol));
    const here = `${symbols[0]} = ${number(at[0], 2)}, ${symbols[1]} = ${number(at[1], 2)}, loss ${number(map.here.loss)}`;
    attr(this.point, { "aria-valuenow": at[0], "aria-valuetext": here });
    attr(this.surface.svg, { "aria-label": `Map of the ${map.title}: ${this.surface.axes.describe()}` });
  }

  /** What is under the cursor. @param {string} loss @param {string} text the same in words @param {number} now */
  tellPlace(loss, text, now) {
    setText(this.look, loss);
    attr(this.cursor, { "aria-valuetext": text || "not on the map", "aria-valuenow": now });
  }
}

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/**
 * How many times a way fits between two edges.
 * @param {number} from
 * @param {number} way
 * @param {number} low
 * @param {number} high
 */
function roomFor(from, way, low, high) {
  if (way === 0) return Infinity;
  return ((way > 0 ? high : low) - from) / way;
}

/** @param {string} name @param {string} label @param {Element} shape */
function grip(name, label, shape) {
  return s(
    "g",
    { class: `cg-plane-grip ${name}`, tabindex: 0, role: "slider", "aria-label": label },
    s("circle", { class: "cg-plane-reach", r: 14 }),
    s("circle", { class: "cg-plane-ring", r: 12 }),
    shape,
  );
}
