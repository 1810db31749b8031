/**
 * A computational graph on the screen: nodes with symbol and value, wires with their factor. It
 * knows no model: a widget says what each node and wire shows.
 *
 *     const view = new GraphView({ onEdit: (name, value, done) => ..., onPoint: (key) => ... });
 *     frame.body.append(view.element);
 *     view.lay(boxesOf(graph, followed), layout(boxes, spacing));   // builds, where that changed
 *     view.draw({ label, nodes: { h: { tex: "h", text: "0.5", marks: ["lit"] } },
 *       wires: { "h:0": { text: "1", marks: ["lit"] } } });
 *
 * Marks: lit (the step is about it), used (it is put in), known (its factor was found before), way
 * (on the way that is walked), quiet. They differ in shape, never in colour alone. A leaf with a
 * `number` can be dragged, turned with the arrow keys, or typed into. An empty text shows nothing.
 */

import { attr, h, s, setText } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import { GraphEdit } from "./edit.js";
import { PAD, newNode, newWire } from "./parts.js";
import css from "./view.css";
import { fillSvgText } from "../math/runs.js";
import { UNIT } from "../svg.js";

style(css);

/** @typedef {import("../../core/chain/graph_boxes.js").NodeBox} NodeBox */
/** @typedef {import("../../core/chain/layout.js").Layout} Layout */

/**
 * @typedef {object} NodeLook
 * @property {string} tex
 * @property {string} text       the value as it is shown; "" while it is not known
 * @property {string} [caption]  the operation's name
 * @property {string} [slope]    the derivative by it; "" while it is not known
 * @property {string[]} [marks]
 * @property {number} [number]   the value, where it can be changed
 * @property {string} [words]    what it is called, for those who do not see it
 *
 * @typedef {{text: string, marks?: string[], title?: string}} WireLook
 * @typedef {{label: string, nodes: Record<string, NodeLook>, wires: Record<string, WireLook>}} GraphLook
 *
 * @typedef {object} Options
 * @property {(name: string, value: number, done: boolean) => void} [onEdit]
 * @property {(key: string) => void} [onPoint]  the pointer is on a node or a wire; "" on none
 */

const MARGIN = 5; // room for thick strokes
const FONT = { symbol: 15, value: 12.5, slope: 11, factor: 11.5 }; // as in the style sheet

export class GraphView {
  /** @param {Options} [options] */
  constructor({ onEdit = () => {}, onPoint = () => {} } = {}) {
    this.wireLayer = s("g", {});
    this.nodeLayer = s("g", {});
    this.labelLayer = s("g", {});
    this.svg = s("svg", { class: "cg-graph", role: "group" }, this.wireLayer, this.nodeLayer, this.labelLayer);
    this.element = h("div", { class: "cg-graph-box" }, this.svg);
    /** @type {Map<string, ReturnType<typeof newNode>>} */
    this.nodes = new Map();
    /** @type {Map<string, ReturnType<typeof newWire>>} */
    this.wires = new Map();
    this._laid = "";
    this.digit = 0.6; // width of a digit, in em
    /** @type {Layout | null} */
    this.layout = null;
    this.edit = new GraphEdit(this, onEdit);
    this.svg.addEventListener("pointerover", (event) => onPoint(keyOf(event)));
    this.svg.addEventListener("pointerleave", () => onPoint(""));
  }

  /**
   * @param {NodeBox[]} boxes
   * @param {Layout} layout
   */
  lay(boxes, layout) {
    const key = JSON.stringify([boxes, layout.width, layout.height]);
    if (key === this._laid) return;
    this._laid = key;
    this.layout = layout;
    const [width, height] = [layout.width + 2 * MARGIN, layout.height + 2 * MARGIN];
    attr(this.svg, { viewBox: `${-MARGIN} ${-MARGIN} ${width} ${height}`, style: `width: ${width / UNIT}em` });
    this.edit.close();
    this.nodes = new Map(boxes.map((box) => [box.name, newNode(box, layout.places.get(box.name))]));
    this.wires = new Map(layout.wires.map((wire) => [`${wire.child}:${wire.position}`, newWire(wire)]));
    this.nodeLayer.replaceChildren(...[...this.nodes.values()].map((node) => node.group));
    this.wireLayer.replaceChildren(...[...this.wires.values()].map((wire) => wire.group));
    this.labelLayer.replaceChildren(...[...this.wires.values()].map((wire) => wire.label));
    this.edit.settle();
    this.measure();
  }

  /** How wide digits are in the font that this page has. */
  measure() {
    const probe = s("text", { class: "cg-graph-value", visibility: "hidden" }, "0000000000");
    this.svg.append(probe);
    this.digit = /** @type {SVGTextElement} */ (/** @type {unknown} */ (probe)).getComputedTextLength() / 10 / FONT.value || 0.6;
    probe.remove();
  }

  /**
   * Write a number; a long one is set smaller.
   * @param {Element} element
   * @param {string} text
   * @param {number} room
   * @param {number} size
   */
  write(element, text, room, size) {
    if (element.textContent === text) return;
    element.textContent = text;
    const share = room / (text.length * this.digit * size);
    attr(element, { style: share < 1 ? `font-size: ${Math.round(size * share * 10) / 10}px` : null });
  }

  /** @param {GraphLook} look */
  draw({ label, nodes, wires }) {
    attr(this.svg, { "aria-label": label });
    for (const [name, node] of Object.entries(nodes)) this.drawNode(name, node);
    for (const [key, wire] of Object.entries(wires)) this.drawWire(key, wire);
  }

  /** @param {string} name @param {NodeLook} look */
  drawNode(name, look) {
    const node = this.nodes.get(name);
    if (!node) return;
    const { tex, text, caption = "", slope = "", marks = [], words = "" } = look;
    if (node.tex !== tex) {
      node.tex = tex;
      fillSvgText(/** @type {SVGTextElement} */ (node.symbol), tex);
      this.fit(node);
    }
    const { sizes, high } = node.box;
    this.write(node.value, text, high ? sizes.width - 2 * PAD : sizes.width - 2 * PAD - node.wide - 3, FONT.value);
    setText(node.caption, caption);
    if (node.slope) this.write(node.slope, slope ? `∂ ${slope}` : "", sizes.beside - PAD, FONT.slope * 1.05);
    this.mark(node.group, marks);
    this.edit.offer(name, look, words);
  }

  /** A long symbol shrinks into its box. @param {ReturnType<typeof newNode>} node */
  fit(node) {
    attr(node.symbol, { style: null });
    const { width } = /** @type {SVGTextElement} */ (node.symbol).getBBox();
    const share = Math.min(1, node.room / width);
    if (share < 1) attr(node.symbol, { style: `font-size: ${FONT.symbol * share}px` });
    node.wide = width * share;
  }

  /** @param {string} key @param {WireLook} look */
  drawWire(key, { text, marks = [], title = "" }) {
    const wire = this.wires.get(key);
    if (!wire) return;
    this.mark(wire.group, marks);
    this.mark(wire.label, marks);
    setText(wire.title, title);
    if (wire.shown === text) return;
    wire.shown = text;
    this.write(wire.text, text, wire.room, FONT.factor);
    const width = text ? Math.min(wire.room, text.length * FONT.factor * this.digit) + 5 : 0;
    attr(wire.ground, { x: -width / 2, width });
    attr(wire.label, { visibility: text ? null : "hidden" });
  }

  /** @param {Element} element @param {string[]} marks */
  mark(element, marks) {
    const text = marks.join(" ");
    if (element.getAttribute("data-marks") !== text) element.setAttribute("data-marks", text);
  }
}

/** Which node or wire an event is on. @param {Event} event */
function keyOf(event) {
  const at = /** @type {Element} */ (event.target).closest("[data-key]");
  return at?.getAttribute("data-key") ?? "";
}
