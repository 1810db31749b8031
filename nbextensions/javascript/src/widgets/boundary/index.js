/**
 * The plane of two features: p as quiet colours, the boundary, and points that can be dragged.
 *
 * The weights are set by sliders, typed, or pulled by the arrow on a neuron's line. Everything is
 * computed here from the graph, unless `forward` is the student's own.
 */

import { contour } from "../../core/contours.js";
import { Plane } from "../../draw/plane/plane.js";
import { visibleLine, widened } from "../../draw/plane/line.js";
import { button, choice, toggle } from "../../frame/controls.js";
import { h } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import { Arrow } from "./arrow.js";
import css from "./boundary.css";
import { csvOf, latexOf } from "./export.js";
import { EACH_FOCUSED, Hands, MOST_POINTS } from "./hands.js";
import { OwnPlane } from "./own.js";
import { Legend, Readout, Score, Weights } from "./panel.js";
import { BoundaryState, CELLS } from "./state.js";
import { Words } from "./words.js";

style(css);

const LOGIC = [["or", "OR"], ["and", "AND"], ["xor", "XOR"], ["nand", "NAND"]];
const QUIET = [0.1, 0.9];
const SIZES = [[EACH_FOCUSED, 6.5], [80, 4.8]]; // of points: the more, the smaller
const SMALLEST = 3.6;
const LOGIT = Math.log(9); // p is 0.9 where the weighted sum is this

/**
 * @param {import("../index.js").Context} context
 * @returns {import("../../frame/frame.js").View}
 */
export default function boundary({ store, frame, own, data }) {
  return new View(store, frame, own, data);
}

class View {
  /**
   * @param {import("../../frame/store.js").Store} store
   * @param {import("../../frame/frame.js").Frame} frame
   * @param {import("../../frame/own.js").Own} own
   * @param {any} data
   */
  constructor(store, frame, own, data) {
    this.store = store;
    this.frame = frame;
    this.line = data.line;
    this.state = new BoundaryState(data);
    this.own = own.active("forward") ? new OwnPlane(store, frame, own) : null;
    const window = this.window();
    this.plane = new Plane(frame, { ...window, label: "Plane of the two features", movable: true });
    const change = (/** @type {any} */ weights, /** @type {boolean} */ done) => store.set(weights, { done });
    this.arrow = this.line ? new Arrow(this.plane, this.line, () => this.named(), change) : null;
    const free = Object.keys(data.logic).length === 0;
    this.hands = new Hands({ store, plane: this.plane, arrow: this.arrow, own: free });
    this.weights = new Weights(store);
    this.score = new Score();
    this.readout = new Readout();
    this.legend = new Legend();
    this.controls = this.makeControls(free);
    frame.controls.append(...this.controls.map(({ element }) => element));
    this.side = h("div", { class: "cg-boundary-side" }, this.weights.element, this.score.element, this.readout.element, this.legend.element);
    this.main = h("div", { class: "cg-boundary" }, this.plane.element, this.side);
    frame.body.append(this.main);
    /** @type {[string, string][]} */
    this.keys = [
      ["Tab", "to the next point, the cursor, the line, the arrow"],
      ["arrow keys", "move it; with Shift by little"],
      ["Space", "change the class of the point"],
      ["N, P", "next and previous point"],
      ...(free ? /** @type {[string, string][]} */ ([["0, 1", "put a point at the cursor"], ["Delete", "take the point away"]]) : []),
    ];
  }

  /** @param {boolean} free whether points may be added and deleted */
  makeControls(free) {
    const { store } = this;
    const made = [];
    if (!free) {
      const shown = choice({
        label: "Truth table",
        options: /** @type {[string, string][]} */ (LOGIC),
        value: "",
        onChange: (name) => store.set({ X: this.state.data.inputs, y: this.state.data.logic[name] }, { done: true }),
      });
      made.push({ element: shown, draw: () => shown.show(this.logic()) });
    }
    const heat = toggle({ label: "Colours", value: true, onChange: (show_heat) => store.set({ show_heat }, { done: true }) });
    made.push({ element: heat, draw: () => heat.show(store.get("show_heat")) });
    if (free) made.push(...this.pointTools());
    return made;
  }

  pointTools() {
    const { hands, store } = this;
    const place = () => hands.probe ?? hands.middle();
    const more = button("Add a point", () => hands.add(place()), { title: "or double-click the plane" });
    const flip = button("Change its class", () => hands.flip(this.row), { title: "or double-click the point" });
    const fewer = button("Take it away", () => hands.remove(this.row));
    const draw = () => {
      more.disabled = store.get("X").length >= MOST_POINTS;
      fewer.disabled = store.get("X").length <= 2;
    };
    return [more, flip, fewer].map((element) => ({ element, draw }));
  }

  get row() {
    return Math.min(this.store.get("row"), this.n - 1);
  }

  get n() {
    return Math.min(this.store.get("X").length, this.store.get("y").length);
  }

  logic() {
    return this.state.logic(this.store.get("X"), this.store.get("y"));
  }

  /** What is shown: the window, or as much more as the points need. */
  window() {
    const [left, right, lower, upper] = this.store.get("window");
    return widened({ x: [left, right], y: [lower, upper] }, this.store.get("X"));
  }

  /** @param {Set<string>} changed */
  draw(changed) {
    const { store, plane } = this;
    const choice = { loss: store.get("loss"), reduction: store.get("reduction"), notation: store.get("notation") };
    this.layout = this.state.layout(choice);
    this.parameters = store.parameters();
    const symbols = this.layout.graph;
    const labels = /** @type {[string, string]} */ (["X1", "X2"].map((name) => symbols.node(name).symbol));
    const window = this.hands.dragging ? { x: plane.axes.x, y: plane.axes.y } : this.window();
    const elsewhere = plane.axes.set({ ...window, labels });
    if (changed.has("theme") || changed.has("*")) plane.repaint();
    this.side.hidden = !store.get("show_panel");
    this.own?.draw(changed, elsewhere, this.parameters, window);
    const moved = changed.has("*") || elsewhere || changed.has("show_heat") || changed.has("notation") || changed.has("own");
    const turned = !this.own && Object.keys(this.parameters).some((name) => changed.has(name)); // own colours wait for Python
    if (moved || turned) this.drawField(window);
    this.drawRest();
  }

  /** The colours and the level lines. @param {import("../../draw/plane/line.js").Window} window */
  drawField(window) {
    const { plane, own } = this;
    const show = this.store.get("show_heat");
    if (own) {
      const { grid, n } = own;
      if (!grid) return;
      plane.heat(show ? grid : null, n);
      return this.levels(grid, n, show);
    }
    const { graph } = /** @type {any} */ (this.layout);
    const grid = this.line && !show ? null : this.state.field(graph, this.parameters ?? {}, window);
    plane.heat(show ? grid : null, CELLS);
    if (this.line || !grid) this.straight(window, show);
    else this.levels(grid, CELLS, show);
  }

  /** A neuron's lines are straight: no grid is needed. @param {import("../../draw/plane/line.js").Window} window @param {boolean} show */
  straight(window, show) {
    const { w1, w2, b } = this.named();
    this.plane.curve("half", visibleLine({ w1, w2, b }, window));
    for (const [k, level] of QUIET.entries()) {
      const shift = k ? -LOGIT : LOGIT;
      this.plane.curve(`level ${level}`, show ? visibleLine({ w1, w2, b: b + shift }, window) : null);
    }
  }

  /** @param {ArrayLike<number>} grid @param {number} n @param {boolean} show */
  levels(grid, n, show) {
    this.plane.contours("half", contour(grid, n, n, 0.5), n);
    for (const level of QUIET) this.plane.contours(`level ${level}`, show ? contour(grid, n, n, level) : [], n);
  }

  /** The neuron's weights by what they are. */
  named() {
    const { w, b } = this.line;
    return { w1: this.store.get(w[0]), w2: this.store.get(w[1]), b: b ? this.store.get(b) : 0 };
  }

  drawRest() {
    const { store, plane, own } = this;
    const { graph } = /** @type {any} */ (this.layout);
    const [X, y] = [store.get("X"), store.get("y")];
    const p = own?.p?.length === this.n ? own.p : null;
    const told = own ? (p ?? X.map(() => NaN)) : null;
    this.examples = this.state.examples(/** @type {any} */ (this.layout), this.parameters ?? {}, X, y, told);
    const { words } = this;
    plane.resize(SIZES.find(([most]) => this.n <= most)?.[1] ?? SMALLEST);
    plane.points(
      this.examples.right.map((right, i) => ({
        x: X[i][0], y: X[i][1], target: y[i], wrong: right === false, lit: i === this.row,
        name: `point ${i + 1}`, text: this.n <= EACH_FOCUSED || i === this.row ? words.point(i) : "",
      })),
    );
    if (this.arrow) {
      const weight = graph.node(this.line.w[0]).symbol;
      this.arrow.draw(weight.replace(/_(\{[^}]*\}|.)$/, ""));
    }
    this.weights.draw(graph);
    this.main.toggleAttribute("data-earlier", Boolean(own?.earlier((name) => graph.node(name).symbol)));
    this.score.draw(this.examples, words.loss(), words.notes());
    for (const control of this.controls) control.draw();
    const looked = words.lookedAt(this.hands.probe, this.hands.over);
    this.readout.draw(looked);
    this.legend.draw(words.symbol("p"), store.get("show_heat"));
    this.hands.draw(this.row, looked.spoken);
  }

  /** What stands beside the plane in words. */
  get words() {
    const { state, layout, parameters, examples, line, own, store, row } = this;
    const { x, y } = this.plane.axes;
    return new Words(/** @type {any} */ ({ state, layout, parameters, examples, row, own, X: store.get("X"), y: store.get("y"), line: line && this.named(), window: { x, y } }));
  }

  describe() {
    return this.words.describe(this.logic());
  }

  next() {
    return this.step(1);
  }

  previous() {
    return this.step(-1);
  }

  /** @param {1 | -1} way */
  step(way) {
    const row = this.row + way;
    if (row < 0 || row >= this.n) return false;
    this.store.set({ row }, { done: true });
    return true;
  }

  csv() {
    return csvOf(this);
  }

  latex() {
    return latexOf(this);
  }
}
