/**
 * A net at work on one example: units with their values, edges by weight, and beside it the same
 * computation in matrices or as sums. What is lit in one is lit in the other.
 */

import { matrixLines } from "../../core/network/net_matrices.js";
import { NetShape } from "../../core/network/net_shape.js";
import { rounded } from "../../core/text/numbers.js";
import { toMathML } from "../../draw/math/math.js";
import { Network } from "../../draw/network/network.js";
import { NetField } from "../../draw/network/field.js";
import { Matrices } from "../../draw/network/matrices.js";
import { button, choice } from "../../frame/controls.js";
import { attr, h, setText } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import { toCsv, toLatex } from "./export.js";
import { OwnForward } from "./own.js";
import { NetState } from "./state.js";
import { Sums } from "./sums.js";
import { describe, differenceWords, rowWords } from "./words.js";
import css from "./network_view.css";

style(css);

const NUDGE = 0.1;
const MOST_PRINTED = 16; // columns of numbers in one line
/** @type {Set<string>} */
const NOTHING = new Set();

/** @param {import("../index.js").Context} context */
export default function networkView(context) {
  return new NetworkView(context);
}

class NetworkView {
  /** @param {import("../index.js").Context} context */
  constructor({ store, frame, own, data }) {
    this.store = store;
    this.frame = frame;
    this.shape = new NetShape(data.net);
    this.state = new NetState(data, this.shape);
    this.look = ""; // under the pointer or the focus
    this.own = own.active("forward") ? new OwnForward(own, store.get("_last_own") ?? {}, (problem) => this._answered(problem)) : null;
    this.ownName = data.own_name || "your function";
    /** @type {import("./own.js").Difference[]} */
    this.differences = [];
    this.net = new Network(this.shape, {
      label: "the net: left and right walk through it, up and down change a value, Enter types it",
      room: { width: 360 },
      onPick: (name) => this.pick(name),
      onLook: (name) => this.lookAt(name),
      onNudge: (name, by) => this.change(name, Number((this.state.value(name) + by * NUDGE).toFixed(10))),
      canType: (name) => this.shape.canType(name),
    });
    this.field = new NetField(this.net.element, (name, value) => this.change(name, value), (name) => this.net.focus(name));
    this.matrices = new Matrices({ onPick: (cell) => this.pickCell(cell), onLook: (name) => this.lookAt(name) });
    this.sums = new Sums();
    this.back = button("‹", () => this.move(-1), { class: "cg-button cg-icon", "aria-label": "previous row" });
    this.forth = button("›", () => this.move(1), { class: "cg-button cg-icon", "aria-label": "next row" });
    this.rowText = h("span", { class: "cg-nv-row" });
    this.verdict = h("span", { class: "cg-nv-verdict" });
    this.written = choice({ label: "Written as", options: [["matrix", "matrices"], ["sum", "sums"]], value: store.get("written"), onChange: (written) => store.set({ written }, { done: true }) });
    this.count = h("span", { class: "cg-nv-count" }, `${this.shape.nParameters} parameters`);
    this.said = h("div", { class: "cg-nv-said" });
    this.saidHtml = "";
    this.compared = h("div", { class: "cg-nv-compared", hidden: !this.own });
    this.layer = 1; // whose arrays are printed, where all have no room
    this.keys = /** @type {[string, string][]} */ ([
      ["Page Down, Page Up", "the next, the last row"],
      ["left, right in the net", "from part to part"],
      ["up, down in the net", "change the value by 0.1 (with Shift by 0.01)"],
      ["Enter or a click", "type the value"],
      ["Escape", "light nothing"],
    ]);
    this._build();
  }

  _build() {
    const rows = h("div", { class: "cg-nv-rows", role: "group", "aria-label": "row" }, this.back, this.rowText, this.forth);
    this.frame.controls.append(rows, this.verdict, this.written, this.count);
    const small = this.net.places.full ? "" : " cg-net-small";
    const left = h("div", { class: "cg-nv-net" }, this.net.element, this.said, this.compared);
    const right = h("div", { class: "cg-nv-side" }, this.matrices.element, this.sums.element);
    this.frame.body.append(h("div", { class: `cg-nv${small}` }, left, right));
    this.net.element.addEventListener("click", (event) => {
      if (event.target === this.net.svg) this.light("");
    });
  }

  // Hands ----------------------------------------------------------------------------------------
  /** @param {string} name */
  lookAt(name) {
    if (name === this.look) return;
    this.look = name;
    this.store.schedule("look");
  }

  /** @param {string} lit */
  light(lit) {
    this.store.set({ lit }, { done: true });
  }

  /** Light a part of the net; where it can be typed, open the field. @param {string} name */
  pick(name) {
    this.light(name);
    if (this.shape.canType(name)) this.type(name);
  }

  /** @param {import("../../core/network/net_matrices.js").Cell} cell */
  pickCell({ name, row }) {
    if (row >= 0) this.store.set({ row }, { done: true });
    this.light(name);
  }

  /** @param {string} name */
  type(name) {
    const spot = this.net.spot(name);
    const exact = this.state.value(name);
    if (spot) this.field.open(name, spot, rounded(exact, 6, true).text.replace("-", "\u2212"), `value of ${this.state.plain(name)}`);
  }

  /** Change a weight, a bias or an input of the row. @param {string} name @param {number} value */
  change(name, value) {
    const place = this.shape.data.inputs.indexOf(name);
    if (place < 0) return void this.store.set({ [name]: value }, { done: true });
    const X = this.store.get("X").map((/** @type {number[]} */ x) => [...x]);
    X[this.state.row][place] = value;
    this.store.set({ X }, { done: true });
  }

  /** @param {number} by */
  move(by) {
    const row = this.state.row + by;
    if (row < 0 || row >= this.state.nRows) return false;
    this.store.set({ row }, { done: true });
    return true;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key !== "Escape" || !this.store.get("lit")) return false;
    this.light("");
    return true;
  }

  // Drawing --------------------------------------------------------------------------------------
  /** @param {Set<string>} changed */
  draw(changed) {
    const wrong = this.state.read(this.store);
    if (wrong) return void this.frame.problem(wrong);
    if (changed.has("X") || changed.has("y")) this.frame.problem(this.store.get("problem") || null);
    const question = { parameters: this.store.parameters(), X: this.store.get("X") };
    this.own?.ask(question);
    this.differences = this.own?.differences(this.state, question) ?? [];
    const name = this.name;
    const lit = name ? this.shape.lights(name) : NOTHING;
    this._net(name, lit);
    this._side(name, lit);
    this._words(name);
  }

  /** What is looked at, or else what was picked. */
  get name() {
    return this.look || this.store.get("lit");
  }

  /** @param {string} name @param {Set<string>} lit */
  _net(name, lit) {
    const { state, shape } = this;
    const what = shape.entries.get(name)?.what;
    /** @type {Record<string, string>} */
    const notes = {};
    for (const { name: at, row, value } of this.differences) if (row === state.row) notes[at] = `yours ${rounded(value, state.places).text}`;
    this.net.draw({
      value: (at) => state.value(at),
      text: (at) => state.text(at),
      symbol: (at) => state.symbol(at),
      words: (at) => state.words(at),
      letters: state.notation,
      lit,
      dim: lit.size > 0 && !this.net.places.full,
      labelled: (at) => what === "weight" && at === name,
      notes,
      struck: NOTHING,
    });
  }

  /** @param {string} name @param {Set<string>} lit */
  _side(name, lit) {
    const { state, store } = this;
    const written = store.get("written");
    this.matrices.element.hidden = written !== "matrix";
    this.sums.element.hidden = written !== "sum";
    if (written === "sum") return this.sums.draw(state, name);
    const layer = this._printedLayer(name);
    const letters = state.deck.matrices;
    const lines = matrixLines(this.shape, letters, state.nRows);
    const small = lines.every(({ pieces, after }) => width(pieces) + width(after) <= MOST_PRINTED) && state.nRows <= 8;
    const printed = (/** @type {import("../../core/network/net_matrices.js").Matrix} */ matrix) =>
      small || (matrix.cells[0][0].row < 0 && this.shape.entries.get(matrix.cells[0][0].name)?.layer === layer);
    this.matrices.show(lines, printed, `${state.notation}|${state.nRows}|${small ? "" : layer}`);
    this.matrices.draw({
      text: (at, row) => state.text(at, row),
      lit,
      row: state.row,
      words: (at, row) => `${state.plain(at)}${row < 0 ? "" : `, row ${row + 1}`} = ${state.text(at, row)}`,
      differs: (at, row) => {
        const found = this.differences.find((one) => one.name === at && one.row === row);
        return found ? `yours: ${rounded(found.value, 4).text}` : "";
      },
      first: (at, row) => this.differences[0]?.name === at && this.differences[0].row === row,
    });
  }

  /** Of a large net one layer's W and b have room: that of what is lit. @param {string} name */
  _printedLayer(name) {
    this.layer = Math.max(1, this.shape.entries.get(name)?.layer ?? this.layer);
    return this.layer;
  }

  /** @param {string} name */
  _words(name) {
    const { state, store } = this;
    this.written.show(store.get("written"));
    setText(this.rowText, rowWords(state));
    attr(this.back, { disabled: state.row === 0 || null });
    attr(this.forth, { disabled: state.row === state.nRows - 1 || null });
    setText(this.verdict, `predicts ${state.guess}, ${state.isRight ? "right ✓" : "wrong ✗"}`);
    attr(this.verdict, { class: `cg-nv-verdict ${state.isRight ? "cg-nv-right" : "cg-nv-wrong"}` });
    const html = name ? `<b>${toMathML(state.symbol(name))} = ${state.text(name)}</b>: ${placed(state, name)}` : LEGEND;
    if (html !== this.saidHtml) this.said.innerHTML = html;
    this.saidHtml = html;
    if (this.own) setText(this.compared, differenceWords(state, this.differences, this.own, this.ownName));
  }

  /** @param {string | null} problem */
  _answered(problem) {
    this.frame.problem(problem);
    this.store.schedule("own");
  }

  // What the frame asks for ----------------------------------------------------------------------
  next() {
    return this.move(1);
  }

  previous() {
    return this.move(-1);
  }

  describe() {
    return describe(this.state, this.store.get("lit"), this.own ? differenceWords(this.state, this.differences, this.own, this.ownName) : "");
  }

  csv() {
    return toCsv(this.state);
  }

  latex() {
    return toLatex(this.state);
  }
}

const LEGEND =
  '<span class="cg-nv-key"><span><i class="cg-nv-plus"></i> positive</span> <span><i class="cg-nv-minus"></i> negative</span> <span>thicker: larger</span> <span>click a number to change it</span></span>';

/** @param {NetState} state @param {string} name */
function placed(state, name) {
  return state.shape.where(name, (other) => `@${other}@`).replace(/@(.+?)@/g, (_, other) => toMathML(state.symbol(other)));
}

/** @param {import("../../core/network/net_matrices.js").Piece[]} pieces */
function width(pieces) {
  return pieces.reduce((sum, piece) => sum + ("cells" in piece ? piece.cells[0].length : 0), 0);
}
