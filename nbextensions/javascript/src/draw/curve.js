/**
 * Curves over the steps of something, drawn up to where one looks: what was seen before stays
 * faint, what was never seen stays hidden.
 *
 *   const curves = new Curves({ width: 320, height: 190, labels: ["step", "L"], label: "loss", onPick });
 *   curves.set({ lines: [{ name: "training", values, count }], last: 1000, log: false });
 *   curves.cursor(120, 400);            // where one looks, and how far one has been: cheap
 *   curves.mark(64, "best");            // an upright line; null takes it away
 *
 * A line is drawn as the class cg-curve-<name>. Values that are not finite, or not positive on a
 * logarithmic axis, are left out.
 */

import { attr, s } from "../frame/dom.js";
import { style } from "../frame/style.js";
import css from "./curve.css";
import { Axes, label } from "./svg.js";

style(css);

/**
 * @typedef {object} Line
 * @property {string} name
 * @property {ArrayLike<number>} values by step
 * @property {number} count how many of them are known
 * @typedef {{value: number, text: string, below?: boolean}} Reference a level worth comparing with, and on
 *   which side its words stand
 * @typedef {{lines: Line[], last: number, log?: boolean, range?: [number, number], references?: Reference[]}} Content
 */

const LINE = 14; // units, from one line of words to the next

let serial = 0;

export class Curves {
  /**
   * @param {object} options
   * @param {number} options.width in units, 14 to the em
   * @param {number} options.height
   * @param {[string, string]} options.labels TeX of the axes' names; "" for none
   * @param {string} options.label for those who do not see it
   * @param {number} [options.mostTicks]
   * @param {number} [options.beside] room at the right, where the references have their words: for a line that
   *   comes close to them
   * @param {(step: number, done: boolean) => void} [options.onPick] where the hand points
   */
  constructor({ width, height, labels, label: words, mostTicks = 5, beside = 0, onPick }) {
    const margin = { left: 46, right: beside || 16, top: 7, bottom: labels[0] ? 36 : 6 };
    this.beside = beside > 0;
    this.axes = new CurveAxes({ width, height, x: [0, 1], y: [0, 1], labels, margin, mostTicks });
    this.svg = this.axes.svg({ role: "img", "aria-label": words, class: "cg-curves" });
    const id = `cg-curve-${(serial += 1)}-${Math.random().toString(36).slice(2, 8)}`;
    const box = this.axes.box();
    const clip = (/** @type {string} */ name) => s("rect", { x: 0, y: 0, width: 0, height, id: `${id}-${name}` });
    this.now = clip("now");
    this.past = clip("past");
    for (const [name, rect] of /** @type {[string, SVGElement][]} */ ([["n", this.now], ["p", this.past]])) {
      this.svg.querySelector("defs")?.append(s("clipPath", { id: `${id}-${name}` }, rect));
    }
    this.references = s("g", { "aria-hidden": "true" });
    this.faint = s("g", { class: "cg-curve-faint", "clip-path": `url(#${id}-p)` });
    this.strong = s("g", { "clip-path": `url(#${id}-n)` });
    this.flag = s("g", { class: "cg-curve-flag", visibility: "hidden" }, s("line", { y1: box.top, y2: box.bottom }), s("text", { y: box.top + 13 }));
    this.head = s("line", { class: "cg-curve-head", y1: box.top, y2: box.bottom });
    this.axes.plot.append(this.references, this.faint, this.strong, this.flag, this.head);
    /** @type {Content} */
    this.content = { lines: [], last: 1 };
    this.places = "";
    if (onPick) this.listen(onPick);
  }

  /** @param {Content} content */
  set(content) {
    this.content = content;
    const { lines, last, log = false, range, references = [] } = content;
    const y = range ?? (log ? logRange(lines) : linearRange(lines, references));
    this.axes.log = log && !range;
    this.axes.set({ x: [0, Math.max(1, last)], y });
    const paths = lines.map(({ name, values, count }) => ({ class: `cg-curve-line cg-curve-${name}`, d: this.path(values, count) }));
    for (const group of [this.faint, this.strong]) group.replaceChildren(...paths.map((path) => s("path", path)));
    this.references.replaceChildren(...references.flatMap((reference) => this.reference(reference)));
    if (this.beside) this.axes.front.replaceChildren(...this.wordsBeside(references));
    this.places = "";
  }

  /** Where a value stands. @param {number} value */
  height(value) {
    return this.axes.sy.to(this.axes.log ? Math.log10(value) : value);
  }

  /**
   * A path with at most two points for each unit of the width: the lowest and the highest there.
   * @param {ArrayLike<number>} values
   * @param {number} count
   */
  path(values, count) {
    const every = Math.max(1, Math.floor(this.content.last / this.axes.box().width));
    let path = "";
    let pen = "M";
    const point = (/** @type {number} */ step, /** @type {number} */ value) => {
      const at = this.height(value);
      if (!Number.isFinite(at)) return void (pen = "M");
      path += `${pen}${this.axes.sx.to(step).toFixed(1)} ${at.toFixed(1)}`;
      pen = "L";
    };
    for (let from = 0; from < count; from += every) {
      if (every === 1) {
        point(from, values[from]);
        continue;
      }
      let [low, high] = [from, from];
      for (let i = from; i < Math.min(from + every, count); i++) {
        if (values[i] < values[low]) low = i;
        if (values[i] > values[high]) high = i;
      }
      for (const i of [Math.min(low, high), Math.max(low, high)]) point(i, values[i]);
    }
    return path;
  }

  /** @param {Reference} reference */
  reference({ value, text, below = false }) {
    const { left, right, top, bottom } = this.axes.box();
    const y = this.height(value);
    if (!(y >= top && y <= bottom)) return [];
    const under = (below && y + 16 < bottom) || y - 5 < top + 26; // an upright line's words stand above
    return [
      s("line", { class: "cg-curve-reference", x1: left, x2: right, y1: y, y2: y }),
      ...(this.beside ? [] : [s("text", { class: "cg-curve-reference-text", x: right - 4, y: under ? y + 14 : y - 5, "text-anchor": "end" }, text)]),
    ];
  }

  /** The words of the references at the right of the plot; two at most. @param {Reference[]} references */
  wordsBeside(references) {
    const { right } = this.axes.box();
    const words = references.map(({ value, text }) => ({ y: this.height(value), text })).sort((a, b) => a.y - b.y);
    const apart = words.length > 1 ? Math.max(0, LINE - (words[1].y - words[0].y)) / 2 : 0;
    return words.map(({ y, text }, k) =>
      s("text", { class: "cg-curve-reference-text", x: right + 5, y: y + 4 + (k ? apart : -apart) }, text),
    );
  }

  /**
   * @param {number} step where one looks
   * @param {number} reached how far one has been
   */
  cursor(step, reached) {
    const key = `${step} ${reached}`;
    if (key === this.places) return;
    this.places = key;
    const x = this.axes.sx.to(step);
    attr(this.now, { width: x });
    attr(this.past, { width: this.axes.sx.to(Math.max(step, reached)) });
    attr(this.head, { x1: x, x2: x });
  }

  /** @param {number | null} step @param {string} [text] */
  mark(step, text = "") {
    attr(this.flag, { visibility: step === null ? "hidden" : null });
    if (step === null) return;
    const [line, words] = this.flag.children;
    const x = this.axes.sx.to(step);
    const { left, right } = this.axes.box();
    const leftwards = x > (left + right) / 2;
    attr(line, { x1: x, x2: x });
    attr(words, { x: x + (leftwards ? -5 : 5), "text-anchor": leftwards ? "end" : "start" });
    if (words.textContent !== text) words.textContent = text;
  }

  /** @param {(step: number, done: boolean) => void} onPick */
  listen(onPick) {
    const { svg } = this;
    const at = (/** @type {PointerEvent} */ event) => Math.round(this.axes.at(svg, event).x);
    svg.classList.add("cg-curves-pick");
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      svg.setPointerCapture(event.pointerId);
      onPick(at(event), false);
    });
    svg.addEventListener("pointermove", (event) => {
      if (svg.hasPointerCapture(event.pointerId)) onPick(at(event), false);
    });
    svg.addEventListener("pointerup", (event) => onPick(at(event), true));
  }
}

/** Axes whose upright one may be logarithmic: its values are then powers of ten. */
class CurveAxes extends Axes {
  log = false;
  wasLog = false;

  /** @override @param {Parameters<Axes["set"]>[0]} change */
  set(change) {
    if (this.log !== this.wasLog) this.key = "";
    this.wasLog = this.log;
    return super.set(change);
  }

  /** @override */
  xTicks() {
    return this.labels[0] ? super.xTicks() : []; // a plot below has them
  }

  /** @override */
  yTicks() {
    if (!this.log) return super.yTicks();
    const { left } = this.box();
    const [low, high] = this.y;
    const every = Math.max(1, Math.ceil((high - low) / this.mostTicks));
    const powers = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, k) => Math.ceil(low) + k);
    return powers.filter((power) => power % every === 0).flatMap((power) => {
      const at = this.sy.to(power);
      const text = power < -4 || power > 4 ? `1e${label(power)}` : label(10 ** power);
      return [
        s("line", { class: "cg-tick", x1: left - 4, x2: left, y1: at, y2: at }),
        s("text", { class: "cg-tick-text", x: left - 7, y: at + 4, "text-anchor": "end" }, text),
      ];
    });
  }
}

/** @param {Line[]} lines @param {(value: number) => boolean} counts @returns {[number, number]} */
function extent(lines, counts) {
  let [low, high] = [Infinity, -Infinity];
  for (const { values, count } of lines) {
    for (let i = 0; i < count; i++) {
      if (!counts(values[i])) continue;
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
  }
  return [low, high];
}

/** From 0 to a round number. @param {Line[]} lines @param {Reference[]} references @returns {[number, number]} */
function linearRange(lines, references) {
  const [, found] = extent(lines, Number.isFinite);
  const high = Math.max(found, ...references.map(({ value }) => value)) * 1.04;
  if (!(high > 0) || !Number.isFinite(high)) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(high));
  const round = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((m) => m * power >= high) ?? 10;
  return [0, round * power];
}

/** Whole powers of ten. @param {Line[]} lines @returns {[number, number]} */
function logRange(lines) {
  const [low, high] = extent(lines, (value) => Number.isFinite(value) && value > 0);
  if (!(high > 0)) return [-1, 0];
  const top = Math.ceil(Math.log10(high) + 1e-9);
  return [Math.min(top - 1, Math.max(top - 12, Math.floor(Math.log10(low)))), top];
}
