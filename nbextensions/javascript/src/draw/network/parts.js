// The parts of a drawn net: an edge with its number, a unit with its values and its bias.

import { attr, s, setText } from "../../frame/dom.js";
import { svgText } from "../math/math.js";
import { fillSvgText } from "../math/runs.js";

/** @typedef {import("./network.js").NetState} NetState */
/** @typedef {import("../../core/network/net_places.js").Places} Places */

/** Colour and dashes of a weight; zero is dotted. @param {number} w */
export const signOf = (w) => (w > 0 ? "positive" : w < 0 ? "negative" : "zero");

export class EdgePart {
  /** @param {import("../../core/network/net_shape.js").Edge} edge @param {Places} places */
  constructor(edge, places) {
    this.edge = edge;
    this.full = places.full;
    const line = /** @type {import("../../core/network/net_places.js").Line} */ (places.edges.get(edge.name));
    const at = /** @type {import("../../core/network/net_places.js").Point} */ (places.labels.get(edge.name));
    this.stroke = s("line", { ...line });
    this.element = s("g", { class: "cg-net-edge" }, s("line", { class: "cg-net-hit", ...line }), s("line", { class: "cg-net-halo", ...line }), this.stroke);
    this.number = s("text", { "text-anchor": "middle", x: at.x, y: at.y + 4.5 });
    this.ground = s("rect", { x: at.x - 17, y: at.y - 9, width: 34, height: 18, rx: 4 });
    this.label = s("g", { class: "cg-net-label" }, this.ground, this.number);
    /** @type {[string, SVGElement][]} */
    this.focusable = [[edge.name, this.element]];
  }

  /** @param {NetState} state @param {number} width */
  draw(state, width) {
    const { name, column, from, to } = this.edge;
    const lit = state.lit.has(name);
    const out = state.cut?.(column, from, to) ? " cg-net-cut" : "";
    attr(this.element, { class: `cg-net-edge cg-net-${signOf(state.value(name))}${lit ? " cg-net-lit" : ""}${out}` });
    attr(this.stroke, { "stroke-width": Math.round((this.full ? width : width * 0.62) * 100) / 100 });
    attr(this.label, { class: `cg-net-label${lit ? " cg-net-lit" : ""}${out}`, visibility: this.full || (lit && state.labelled(name)) ? null : "hidden" });
    const text = state.text(name);
    const half = Math.max(13, text.length * 4.1 + 4);
    const x = Number(this.number.getAttribute("x"));
    attr(this.ground, { x: x - half, width: 2 * half });
    setText(this.number, text);
  }
}

export class UnitPart {
  /** @param {import("../../core/network/net_shape.js").Unit} unit @param {Places} places @param {boolean} sums */
  constructor(unit, places, sums) {
    this.unit = unit;
    this.full = places.full;
    const { x, y } = places.unit(unit.column, unit.place);
    const { r } = places;
    this.symbol = /** @type {SVGTextElement} */ (svgText("", { x, y: y - r * 0.22, "text-anchor": "middle", class: "cg-symbol cg-net-symbol" }));
    this.number = s("text", { class: "cg-net-number", x, y: places.full ? y + r * 0.48 : y + 3.8, "text-anchor": "middle" });
    const cross = `M${x - r * 0.8} ${y - r * 0.8}L${x + r * 0.8} ${y + r * 0.8}M${x + r * 0.8} ${y - r * 0.8}L${x - r * 0.8} ${y + r * 0.8}`;
    // What is written lies beside the button: its name is a sentence, and need not repeat them.
    this.button = s("g", { class: "cg-net-button" }, s("circle", { class: "cg-net-circle", cx: x, cy: y, r }), s("path", { class: "cg-net-cross", d: cross }));
    const written = s("g", { class: "cg-net-written", "aria-hidden": "true" }, ...(places.full ? [this.symbol] : []), this.number);
    this.own = s("g", { class: "cg-net-unit" }, this.button, written);
    this.sum = /** @type {SVGTextElement} */ (svgText("", { x, y: y + r + 15, "text-anchor": "middle", class: "cg-symbol cg-net-sum" }));
    this.note = s("text", { class: "cg-net-note", x, y: y + r + (places.full && unit.sum && sums ? 28 : 14), "text-anchor": "middle" });
    this.bias = unit.bias ? new BiasPart(unit, places) : null;
    this.withSum = places.full && sums && Boolean(unit.sum);
    /** @type {[string, SVGElement][]} */
    this.focusable = [[unit.name, this.button]];
    if (this.bias) this.focusable.push([unit.bias, this.bias.element]);
    const extra = [...(this.withSum ? [this.sum] : []), this.note, ...(this.bias ? [this.bias.element] : [])];
    this.element = s("g", {}, this.own, ...extra);
  }

  /** @param {NetState} state @param {boolean} relettered */
  draw(state, relettered) {
    const { name, sum, column } = this.unit;
    const lit = state.lit.has(name);
    const kind = column === 0 ? " cg-net-input" : "";
    attr(this.own, { class: `cg-net-unit${kind}${lit ? " cg-net-lit" : ""}${state.struck.has(name) ? " cg-net-struck" : ""}${state.notes[name] ? " cg-net-noted" : ""}` });
    if (this.full && relettered) fillSvgText(this.symbol, state.symbol(name));
    const text = state.text(name);
    setText(this.number, text);
    attr(this.number, { class: `cg-net-number${text.length > (this.full ? 6 : 4) ? " cg-net-long" : ""}` });
    setText(this.note, state.notes[name] ?? "");
    if (this.withSum) equation(this.sum, state.symbol(sum), state.text(sum), relettered);
    this.bias?.draw(state, relettered);
  }
}

/** A bias: its name and number above the unit, or where units are small a mark at their rim. */
class BiasPart {
  /** @param {import("../../core/network/net_shape.js").Unit} unit @param {Places} places */
  constructor(unit, { unit: place, r, full }) {
    this.name = unit.bias;
    const { x, y } = place(unit.column, unit.place);
    this.full = full;
    this.ground = s("rect", { class: "cg-net-bias-ground", x: x - 36, y: y - r - 21, width: 72, height: 19, rx: 4 });
    this.text = /** @type {SVGTextElement} */ (svgText("", { x, y: y - r - 7, "text-anchor": "middle", class: "cg-symbol cg-net-bias-text" }));
    const [mx, my] = [x - r * 0.72, y - r * 0.72];
    this.mark = s("rect", { class: "cg-net-bias-mark", x: mx - 3.5, y: my - 3.5, width: 7, height: 7 });
    this.element = s("g", { class: "cg-net-bias" }, ...(full ? [this.ground, this.text] : [s("circle", { class: "cg-net-hit", cx: mx, cy: my, r: 7 }), this.mark]));
  }

  /** @param {NetState} state @param {boolean} relettered */
  draw(state, relettered) {
    const value = state.value(this.name);
    attr(this.element, { class: `cg-net-bias cg-net-${signOf(value)}${state.lit.has(this.name) ? " cg-net-lit" : ""}` });
    if (this.full) equation(this.text, state.symbol(this.name), state.text(this.name), relettered);
  }
}

/** @param {SVGTextElement} element @param {string} symbol @param {string} text @param {boolean} anew */
function equation(element, symbol, text, anew) {
  if (anew || !element.lastElementChild?.classList.contains("cg-net-value")) {
    fillSvgText(element, `${symbol} =`);
    element.append(s("tspan", { class: "cg-net-value", dy: backToLine(element) }));
  }
  const value = /** @type {Element} */ (element.lastElementChild);
  setText(value, ` ${text}`);
}

/** What brings the pen back to the line after a subscript. @param {SVGTextElement} element */
function backToLine(element) {
  let level = 0;
  for (const run of element.children) level += parseFloat(run.getAttribute("dy") ?? "0") * parseFloat(run.getAttribute("font-size") ?? "1");
  return `${Math.round(-level * 1000) / 1000}em`;
}
