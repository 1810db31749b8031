/**
 * A net: circles with their values, edges by weight. What is negative is dashed, what is large is
 * thick. One part is in the tab order; the arrow keys left and right walk through all of them.
 *
 *   const net = new Network(shape, { label, onPick, onLook, onNudge, onType });
 *   body.append(net.element);
 *   net.draw({ value, text, symbol, words, lit, notes, struck });
 */

import { edgeWidth, placesOf } from "../../core/network/net_places.js";
import { attr, h, s } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import css from "./network.css";
import { EdgePart, UnitPart } from "./parts.js";
import { sized } from "../svg.js";

style(css);

/** @typedef {import("../../core/network/net_shape.js").NetShape} NetShape */

/**
 * What is shown now.
 * @typedef {object} NetState
 * @property {(name: string) => number} value
 * @property {(name: string) => string} text     the value as it is written
 * @property {(name: string) => string} symbol   TeX
 * @property {(name: string) => string} words    what a screen reader says of a part
 * @property {string} letters   changes where symbols do
 * @property {Set<string>} lit
 * @property {boolean} dim      whether what is not lit steps back
 * @property {Record<string, string>} notes      a few words at a unit, such as another's number
 * @property {Set<string>} struck                units that are out
 * @property {(column: number, from: number, to: number) => boolean} [cut]  edges that carry nothing
 * @property {(name: string) => boolean} labelled  in a net of many edges: which have their number
 *
 * @typedef {object} NetOptions
 * @property {string} label
 * @property {(name: string) => void} onPick    a click, or Enter
 * @property {(name: string) => void} onLook    hover or focus; "" where it ends
 * @property {(name: string, by: number) => void} onNudge  steps: 1 up, -1 down
 * @property {(name: string) => boolean} canType
 * @property {{width?: number, gap?: number}} [room]  of a small net and between its units, in units
 * @property {boolean} [sums]  whether weighted sums stand below the units
 */

export class Network {
  /** @param {NetShape} shape @param {NetOptions} options */
  constructor(shape, options) {
    this.shape = shape;
    this.options = options;
    this.places = placesOf(shape, options.room);
    const { width, height } = this.places;
    this.heads = s("g", { class: "cg-net-heads", "aria-hidden": "true" });
    const layers = { edges: s("g", {}), labels: s("g", { "aria-hidden": "true" }), units: s("g", {}) };
    this.edges = shape.edges.map((edge) => new EdgePart(edge, this.places));
    this.units = shape.columns.flat().map((unit) => new UnitPart(unit, this.places, options.sums !== false));
    layers.edges.append(...this.edges.map((part) => part.element));
    layers.labels.append(...this.edges.map((part) => part.label));
    layers.units.append(...this.units.map((part) => part.element));
    this.svg = s(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": options.label },
      this.heads, layers.edges, layers.labels, layers.units,
    );
    this.element = h("div", { class: "cg-net-stage cg-drawing", style: sized(width, height) }, this.svg);
    /** @type {Map<string, SVGElement>} */
    this.parts = new Map();
    for (const part of [...this.edges, ...this.units]) for (const [name, group] of part.focusable) this.parts.set(name, group);
    this.order = shape.order;
    this.current = this.order[0];
    this._letters = "";
    this._listen();
    this._head();
  }

  _head() {
    const last = this.shape.sizes.length - 1;
    const words = this.shape.sizes.map((_, column) => (this.shape.sizes.length > 3 && column && column < last ? `layer ${column}` : this.shape.columnName(column)));
    this.heads.append(
      ...words.map((text, column) => s("text", { x: this.places.unit(column, 0).x, y: 12, "text-anchor": column ? "middle" : "start", dx: column ? 0 : -this.places.r }, text)),
    );
  }

  // Hands ----------------------------------------------------------------------------------------
  _listen() {
    for (const [name, group] of this.parts) {
      attr(group, { tabindex: name === this.current ? 0 : -1, "data-name": name });
      group.addEventListener("click", () => this._pick(name));
      group.addEventListener("pointerenter", () => this.options.onLook(name));
      group.addEventListener("pointerleave", () => this.options.onLook(""));
      group.addEventListener("focus", () => this._arrive(name));
      group.addEventListener("blur", () => this.options.onLook(""));
      group.addEventListener("keydown", (event) => this._key(name, /** @type {KeyboardEvent} */ (event)));
    }
  }

  /** @param {string} name */
  _pick(name) {
    this.focus(name);
    this.options.onPick(name);
  }

  /** @param {string} name */
  _arrive(name) {
    if (name !== this.current) {
      attr(/** @type {SVGElement} */ (this.parts.get(this.current)), { tabindex: -1 });
      attr(/** @type {SVGElement} */ (this.parts.get(name)), { tabindex: 0 });
      this.current = name;
    }
    this.options.onLook(name);
  }

  /** @param {string} name @param {KeyboardEvent} event */
  _key(name, event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.order.indexOf(name);
    const last = this.order.length - 1;
    const steps = /** @type {Record<string, number>} */ ({ ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last });
    if (event.key in steps) this.focus(this.order[Math.min(last, Math.max(0, steps[event.key]))]);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      if (this.options.canType(name)) this.options.onNudge(name, (event.key === "ArrowUp" ? 1 : -1) * (event.shiftKey ? 0.1 : 1));
    } else if (event.key === "Enter" || event.key === " ") this.options.onPick(name);
    else return;
    event.preventDefault();
  }

  /** @param {string} name */
  focus(name) {
    this.parts.get(name)?.focus({ preventScroll: true });
  }

  /** Where a field for typing a value stands, as shares of the drawing. @param {string} name */
  spot(name) {
    const { width, height, labels, r, unit } = this.places;
    const entry = this.shape.entries.get(name);
    if (!entry) return null;
    const at = labels.get(name) ?? unit(entry.layer, entry.j);
    const up = entry.what === "bias" ? r + 12 : 0;
    return { x: at.x / width, y: (at.y - up) / height };
  }

  // Drawing --------------------------------------------------------------------------------------
  /** @param {NetState} state */
  draw(state) {
    attr(this.svg, { class: state.dim ? "cg-net-dim" : null });
    for (const part of this.edges) part.draw(state, edgeWidth(state.value(part.edge.name)));
    for (const part of this.units) part.draw(state, state.letters !== this._letters);
    this._letters = state.letters;
    for (const [name, group] of this.parts) this._name(name, group, state);
  }

  /** @param {string} name @param {SVGElement} group @param {NetState} state */
  _name(name, group, state) {
    const words = state.words(name);
    if (this.options.canType(name)) attr(group, { role: "spinbutton", "aria-valuenow": state.value(name), "aria-valuetext": state.text(name), "aria-label": words });
    else attr(group, { role: "button", "aria-label": words });
  }
}
