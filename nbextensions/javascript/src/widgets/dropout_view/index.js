/**
 * Dropout: units struck out in the net and in the table, one mask after the other, and the average
 * over all masks beside the full net.
 */

import { maskFrom } from "../../core/network/dropout.js";
import { NetShape } from "../../core/network/net_shape.js";
import { rounded } from "../../core/text/numbers.js";
import { Curves } from "../../draw/curve.js";
import { sized } from "../../draw/svg.js";
import { Network } from "../../draw/network/network.js";
import { NetField } from "../../draw/network/field.js";
import { button, choice, select, slider } from "../../frame/controls.js";
import { attr, h, setText } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import { same } from "../../frame/store.js";
import css from "./dropout_view.css";
import { DropoutState } from "./state.js";
import { MaskTable, MeanTable, UnitTable } from "./tables.js";
import { describe, gradientWords, ownWords, toCsv, toLatex } from "./words.js";
import { NetState } from "../network_view/state.js";

style(css);

const CURVE = { width: 300, height: 132 };
const MOST_LISTED = 4; // units whose masks are listed one by one
const WHOLE = { width: 360, gap: 94 }; // room of the net: the curve stands below
const BARE = { width: 300, gap: 76 }; // without inputs: its hidden units have no sums

/** @param {import("../index.js").Context} context */
export default function dropoutView(context) {
  return new DropoutView(context);
}

class DropoutView {
  /** @param {import("../index.js").Context} context */
  constructor({ store, frame, own, data }) {
    this.store = store;
    this.frame = frame;
    this.data = data;
    const net = new NetState(data, new NetShape(data.net));
    this.state = new DropoutState(net, data.drawn);
    this.shape = data.bare ? withoutInputs(data.net) : net.shape;
    this.own = own;
    /** @type {{question?: any, numbers?: {p: number[]}}} */
    this.last = store.get("_last_own") ?? {};
    this.asked = this.last.question;
    this.look = "";
    this.net = new Network(this.shape, {
      label: "the net: left and right walk through it, Enter strikes a unit out or types a weight",
      room: data.bare ? BARE : WHOLE,
      onPick: (name) => this.pick(name),
      onLook: (name) => this.lookAt(name),
      onNudge: (name, by) => this.change(name, Number((this.value(name) + by * 0.1).toFixed(10))),
      canType: (name) => this.canType(name),
    });
    this.field = new NetField(this.net.element, (name, value) => this.change(name, value), (name) => this.net.focus(name));
    this.units = new UnitTable((place) => this.toggle(place), data.bare);
    this.masks = this.state.units.length <= MOST_LISTED ? new MaskTable((mask) => this.store.set({ mask }, { done: true })) : null;
    this.means = new MeanTable();
    this.curve = new Curves({ width: CURVE.width, height: CURVE.height, labels: ["\\text{masks drawn}", ""], label: "the mean of the output over the masks drawn so far", mostTicks: 4, beside: 68 });
    this.rate = slider({ label: "\\text{rate}", min: 0, max: data.most_rate, step: 0.05, value: store.get("rate"), onInput: (rate) => this.setRate(rate), onDone: () => store.save() });
    this.scaled = choice({ label: "Scaling", options: [["no", "not scaled"], ["yes", "scaled"]], value: "yes", onChange: (key) => store.set({ scaled: key === "yes" }, { done: true }) });
    this.back = button("‹", () => this.drawMasks(-1), { class: "cg-button cg-icon", "aria-label": "previous mask" });
    this.forth = button("draw a mask ›", () => this.drawMasks(1));
    this.many = button("draw 25", () => this.drawMasks(25));
    this.all = button("all there", () => store.set({ mask: this.state.units.map(() => 1) }, { done: true }));
    this.rows = /** @type {ReturnType<typeof rowSelect>} */ (null);
    this.nListed = 0;
    this.gradient = h("p", { class: "cg-drop-said" });
    this.compared = h("p", { class: "cg-drop-said", hidden: !own.active("forward") });
    this.keys = /** @type {[string, string][]} */ ([
      ["Page Down, Page Up", "the next, the last drawn mask"],
      ["Enter on a unit", "strike it out, or take it back"],
      ["left, right in the net", "from part to part"],
      ["up, down in the net", "change a weight"],
    ]);
    this._build();
  }

  _build() {
    this.frame.controls.classList.add("cg-drop-controls");
    this.frame.controls.append(this.rate, this.scaled, h("span", { class: "cg-drop-steps" }, this.back, this.forth, this.many, this.all));
    const { width, height } = this.net.places;
    const left = h("div", { class: "cg-drop-left cg-drawing", style: sized(width, height) }, this.net.element, this.curve.svg);
    const below = h("div", { class: "cg-drop-below" }, this.means.element, ...(this.masks ? [this.masks.element] : []));
    const right = h("div", { class: "cg-drop-right" }, this.units.element, this.gradient, below, this.compared);
    this.frame.body.append(h("div", { class: `cg-drop${this.net.places.full ? "" : " cg-net-small"}` }, left, right));
  }

  // Hands ----------------------------------------------------------------------------------------
  /** A bare activation is typed as the bias that it is. @param {string} name */
  typed(name) {
    const place = this.data.bare ? this.state.units.indexOf(name) : -1;
    return place < 0 ? name : this.state.biases[place];
  }

  /** @param {string} name */
  canType(name) {
    return !this.state.units.includes(name) && this.shape.canType(name);
  }

  /** @param {string} name */
  value(name) {
    if (name === this.state.o) return this.state.score ?? NaN;
    if (name === this.state.p) return this.state.probability ?? NaN;
    return this.state.net.value(name);
  }

  /** @param {string} name */
  text(name) {
    const { net, o, p } = this.state;
    return name === o || name === p ? rounded(this.value(name), 2).text.replace("-", "\u2212") : net.text(this.typed(name));
  }

  /** @param {string} name */
  pick(name) {
    const place = this.state.units.indexOf(name);
    if (place >= 0) return this.toggle(place);
    const spot = this.net.spot(name);
    if (spot && this.canType(name)) this.field.open(name, spot, rounded(this.value(name), 6, true).text.replace("-", "\u2212"), `value of ${this.state.net.plain(name)}`);
  }

  /** @param {number} place */
  toggle(place) {
    const mask = this.store.get("mask").map((/** @type {number} */ m, /** @type {number} */ j) => (j === place ? 1 - m : m));
    this.store.set({ mask }, { done: true });
  }

  /** @param {string} name @param {number} value */
  change(name, value) {
    const place = this.state.net.shape.data.inputs.indexOf(name);
    if (place < 0) return void this.store.set({ [name]: value }, { done: true });
    const X = this.store.get("X").map((/** @type {number[]} */ x) => [...x]);
    X[this.state.net.row][place] = value;
    this.store.set({ X }, { done: true });
  }

  /** @param {string} name */
  lookAt(name) {
    if (name === this.look) return;
    this.look = name;
    this.store.schedule("look");
  }

  /** The mask on the screen is drawn anew from its own numbers. @param {number} rate */
  setRate(rate) {
    const step = this.store.get("step");
    const held = Math.min(this.data.most_rate, Math.max(0, rate));
    const isDrawn = step > 0 && same(this.store.get("mask"), maskFrom(this.data.drawn[step - 1], this.store.get("rate")));
    this.store.set(isDrawn ? { rate: held, mask: maskFrom(this.data.drawn[step - 1], held) } : { rate: held });
  }

  /** Go on, or back, through the masks that Python drew. @param {number} by */
  drawMasks(by) {
    const now = this.store.get("step");
    const step = Math.min(this.data.drawn.length, Math.max(0, now + by));
    if (step === now) return false;
    const mask = step ? maskFrom(this.data.drawn[step - 1], this.store.get("rate")) : this.state.units.map(() => 1);
    this.store.set({ step, mask }, { done: true });
    return true;
  }

  // Drawing --------------------------------------------------------------------------------------
  /** @param {Set<string>} changed */
  draw(changed) {
    const { state, store } = this;
    const wrong = state.read(store);
    if (wrong) return void this.frame.problem(wrong);
    if (changed.has("X") || changed.has("y")) this.frame.problem(store.get("problem") || null);
    this._ask();
    this.rate.show(store.get("rate"));
    this._rows();
    this.scaled.show(state.scaled ? "yes" : "no");
    attr(this.back, { disabled: state.step === 0 || null });
    attr(this.forth, { disabled: state.step === this.data.drawn.length || null });
    this._net();
    this.units.draw(state);
    this.masks?.draw(state);
    this.means.draw(state, this.mine);
    this._curve();
    setText(this.gradient, gradientWords(state));
    if (this.own.active("forward")) setText(this.compared, ownWords(state, this.mine, this.data.own_name));
  }

  /** The list of the examples, made anew when there are more or fewer. */
  _rows() {
    const { nRows, row } = this.state.net;
    if (nRows !== this.nListed) {
      this.rows?.remove();
      this.rows = rowSelect(this.store, nRows);
      if (this.rows) this.frame.controls.prepend(this.rows);
      this.nListed = nRows;
    }
    this.rows?.show(String(row));
  }

  _net() {
    const { state, shape } = this;
    const out = new Set(state.out);
    const name = (/** @type {number} */ column, /** @type {number} */ place) => shape.unit(column, place).name;
    this.net.draw({
      value: (at) => this.value(at),
      text: (at) => this.text(at),
      symbol: (at) => state.net.symbol(at),
      words: (at) => this._words(at, out),
      letters: state.net.notation,
      lit: this.look ? shape.lights(this.look) : new Set(),
      dim: false,
      labelled: (at) => at === this.look,
      notes: {},
      struck: out,
      cut: (column, from, to) => out.has(name(column - 1, from)) || out.has(name(column, to)),
    });
  }

  /** @param {string} name @param {Set<string>} out */
  _words(name, out) {
    const { net, units } = this.state;
    const said = `${net.plain(name)} = ${this.text(name)}`;
    if (units.includes(name)) return `${said}: ${out.has(name) ? "struck out" : "works"}; Enter changes it`;
    return `${said}: ${this.shape.where(name, (other) => net.plain(other))}`;
  }

  _curve() {
    const { running, step = 0, full = 0, exact, scaled } = this.state;
    const mean = (scaled ? exact?.scaled.o : exact?.plain.o) ?? 0;
    const last = Math.max(20, step);
    const values = running ?? new Float64Array(0);
    const seen = Array.from(values.slice(0, last));
    const [low, high] = [Math.min(0, full, mean, ...seen), Math.max(0, full, mean, ...seen)];
    const room = 0.12 * (high - low || 1);
    const equal = Math.abs(full - mean) < 1e-12;
    const references = [{ value: equal ? full : mean, text: "all masks" }, { value: full, text: equal ? "= full net" : "full net" }];
    this.curve.set({ lines: [{ name: "training", values: [NaN, ...values], count: step + 1 }], last, range: [low - room, high + room], references });
    this.curve.cursor(step, step);
  }

  // The student's own function ---------------------------------------------------------------------
  _question() {
    const { state, store } = this;
    return { parameters: store.parameters(), x: store.get("X")[state.net.row], mask: state.units.map((_, j) => state.pass(1, j)) };
  }

  _ask() {
    if (!this.own.active("forward")) return;
    const question = this._question();
    if (same(question, this.asked)) return;
    this.asked = question;
    this.own.request(question, ({ result, problem }) => {
      if (result) this.last = { question, numbers: result };
      this.frame.problem(problem ?? null);
      this.store.schedule("own");
    });
  }

  /** The student's p for what is on the screen; null while it is not known. */
  get mine() {
    return this.own.active("forward") && same(this.last.question, this._question()) ? (this.last.numbers?.p[0] ?? null) : null;
  }

  // What the frame asks for ----------------------------------------------------------------------
  next() {
    return this.drawMasks(1);
  }

  previous() {
    return this.drawMasks(-1);
  }

  describe() {
    return describe(this.state);
  }

  csv() {
    return toCsv(this.state);
  }

  latex() {
    return toLatex(this.state);
  }
}

/** Which example; none where there is only one. @param {import("../../frame/store.js").Store} store @param {number} n */
function rowSelect(store, n) {
  if (n < 2) return null;
  const options = Array.from({ length: n }, (_, r) => /** @type {[string, string]} */ ([String(r), String(r + 1)]));
  return select({ label: "row", options, value: String(store.get("row")), onChange: (row) => store.set({ row: Number(row) }, { done: true }) });
}

/** Only the layer that drops out and the output. @param {import("../../core/network/net_shape.js").NetData} data */
function withoutInputs(data) {
  return new NetShape({ ...data, first: "hidden layer", inputs: data.layers[0].activations, layers: data.layers.slice(1) });
}
