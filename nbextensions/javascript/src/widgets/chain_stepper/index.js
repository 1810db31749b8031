/**
 * One example through the computational graph: forward node by node, backward factor by factor, the
 * product along each path, the sum over paths and over rows, the update; back at every step.
 * Graph, formula, table and plane show the same thing lit.
 */

import { formulaOf } from "../../core/chain/formulas.js";
import { chainSteps, sameStep } from "../../core/chain/steps.js";
import { captionOf, sentenceOf } from "../../core/chain/words.js";
import { GAPS, MOST_FEW, boxesOf } from "../../core/chain/graph_boxes.js";
import { layout } from "../../core/chain/layout.js";
import { minus, rounded } from "../../core/text/numbers.js";
import { GraphView } from "../../draw/graph/view.js";
import { toPlain, toSpeech } from "../../draw/math/math.js";
import { UNIT } from "../../draw/svg.js";
import { button, toggle } from "../../frame/controls.js";
import { h, setText } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import css from "./chain_stepper.css";
import { csvOf, latexDocument } from "./exports.js";
import { FormulaView } from "./formula.js";
import { lookOf } from "./look.js";
import { Options } from "./options.js";
import { OwnNumbers, comparison } from "./own.js";
import { ChainPlane, hasPlane } from "./plane.js";
import { ChainState } from "./state.js";
import { ChainTable, columnOf } from "./table.js";
import { Transport } from "./transport.js";

style(css);

/** @typedef {import("./state.js").Shown} Shown */

const MOST_TAKEN = 100; // updates that can be taken back
const PLANE = 212; // its width and what keeps it from the graph, in units

/** @type {[string, string][]} */
const KEYS = [
  ["← →", "one step back, one on"],
  ["Home, End", "first and last step"],
  ["↑ ↓", "the row above or below"],
  ["↑ ↓ on a number", "change it by 0.1; with Shift by 0.01; Enter to type"],
];

class ChainStepper {
  /** @param {import("../index.js").Context} context */
  constructor({ store, frame, own, data }) {
    this.keys = KEYS;
    this.store = store;
    this.frame = frame;
    this.state = new ChainState(store, data);
    this.own = new OwnNumbers(own, frame, store);
    this.pointed = "";
    this.em = UNIT; // pixels, of the type
    this.room = 0; // for graph and plane, in units
    this.placed = "";
    this.differing = -1; // the first step at which the student's number is another
    const point = (/** @type {string} */ key) => this.point(key);
    this.graph = new GraphView({ onPoint: point, onEdit: (name, value, done) => this.state.setLeaf(name, value, done) });
    this.formula = new FormulaView(point);
    this.table = new ChainTable((row, column) => this.open(row, column));
    this.plane = hasPlane(this.state.table.graph) ? new ChainPlane(frame, data.window) : null;
    this.options = new Options(this.state, (follow) => this.follow(follow));
    this.transport = new Transport((step, done) => this.go(step, done));
    this.caption = h("span", { class: "cg-chain-caption" });
    this.yours = h("div", { class: "cg-chain-yours" });
    this.outcome = h("div", {});
    this.take = button("Take this step", () => this.takeStep());
    this.more = toggle({ label: "Options", value: false, onChange: (on) => this.showOptions(on) });
    const rows = h("div", { class: "cg-chain-rows" }, this.table.element);
    const walked = h("div", { class: "cg-chain-graph" }, this.graph.element);
    this.board = h("div", { class: "cg-chain-board" }, walked, ...(this.plane ? [this.plane.element] : []), rows);
    this.options.element.hidden = true;
    frame.controls.append(this.transport.element, this.more);
    const top = h("div", { class: "cg-chain-top" }, this.caption);
    this.formula.side.append(this.yours, this.outcome, this.take);
    frame.body.append(this.options.element, top, this.formula.element, this.board);
    /** @type {Shown} */
    this.shown = this.state.shown();
    this.width = 0;
    this.resized = new ResizeObserver(() => this.fill());
    this.resized.observe(frame.body);
  }

  /** @param {Set<string>} changed */
  draw(changed) {
    const shown = (this.shown = this.state.shown());
    const { context, step, at } = shown;
    const fresh = ["*", "scale", "size", "show_table", "show_plane"].some((name) => changed.has(name));
    if (fresh) this.em = parseFloat(getComputedStyle(this.frame.root).fontSize);
    this.panels();
    if (fresh) this.formula.refit();
    if (fresh || changed.has("theme")) this.plane?.plane.repaint();
    setText(this.caption, `${captionOf(step, context, toPlain)}.`);
    setText(this.outcome, this.effect());
    this.take.hidden = step.kind !== "update";
    this.drawOwn();
    this.formula.draw(formulaOf(step, context), step.key);
    this.place(fresh);
    this.graph.draw(lookOf(shown, { pointed: this.pointed, editable: (name) => this.state.editable(name) }));
    this.formula.light(this.pointed);
    if (this.store.get("show_table")) this.table.draw(shown, this.pointed, this.differingCell(), fresh ? this.em : 0);
    if (this.plane && this.store.get("show_plane")) this.plane.draw(shown);
    this.options.draw(context.sheet.graph, context.rate);
    this.transport.draw(context.steps, at, captionOf(step, context, toPlain), this.differing);
  }

  /** The widget has another width. */
  fill() {
    const { clientWidth } = this.frame.body;
    if (clientWidth !== this.width) this.store.schedule("size");
    this.width = clientWidth;
  }

  panels() {
    const [table, plane] = [this.store.get("show_table"), this.store.get("show_plane")];
    this.table.element.parentElement?.toggleAttribute("hidden", !table);
    this.plane?.element.toggleAttribute("hidden", !plane);
  }

  /** Lay the graph out, where its nodes or its room are others. @param {boolean} fresh */
  place(fresh) {
    const { sheet, steps } = this.shown.context;
    if (fresh) this.room = (this.board.clientWidth / parseFloat(getComputedStyle(this.board).fontSize)) * UNIT - 10;
    const plane = this.plane && this.store.get("show_plane") ? PLANE : 0;
    const key = [steps.map((step) => step.key), this.state.choices.loss, this.room, plane].join();
    if (key === this.placed) return;
    this.placed = key;
    const ends = steps.filter((one) => one.kind === "path" || one.kind === "total" || one.kind === "kept");
    const boxes = boxesOf(sheet.graph, ends.map((one) => one.leaf || one.node));
    const gaps = GAPS[boxes.length <= MOST_FEW ? "few" : "many"];
    const wide = layout(boxes, gaps).width > this.room - plane;
    this.board.classList.toggle("cg-chain-wide", wide);
    this.graph.lay(boxes, layout(boxes, { ...gaps, width: wide ? this.room : this.room - plane }));
  }

  drawOwn() {
    if (!this.own.active) return;
    const { context, step, at } = this.shown;
    const { loss, reduction } = this.state.choices;
    const { store } = this;
    this.own.ask({
      parameters: store.parameters(), X: store.get("X"), y: store.get("y"), loss, reduction, learning_rate: store.get("learning_rate"),
    });
    this.differing = this.own.firstDiffering(context);
    const { text, right } = comparison(this.own.pairs(step, context), this.differing === at, context.places);
    setText(this.yours, text);
    this.yours.classList.toggle("cg-chain-wrong", !right);
  }

  /** The first number of the table that differs, once its step was walked; "" where none does. */
  differingCell() {
    const { differing, shown: { at, context } } = this;
    if (differing < 0 || differing > at) return "";
    const step = context.steps[differing];
    return `${this.own.lineOf(step, context)}:${columnOf(step, context.sheet)}`;
  }

  // Moving -----------------------------------------------------------------------------------------
  /** @param {number} step @param {boolean} [done] */
  go(step, done = true) {
    const to = Math.max(0, Math.min(step, this.state.steps().length - 1));
    this.store.set({ step: to }, { done });
  }

  next() {
    const { at, context } = this.state.shown();
    if (at + 1 >= context.steps.length) return false;
    this.go(at + 1);
    return true;
  }

  /** One step back; from the first one, to before the update that was taken last. */
  previous() {
    const { at } = this.state.shown();
    const history = this.store.get("history");
    if (at > 0) this.go(at - 1);
    else if (history.length) {
      const parameters = history[history.length - 1];
      this.store.set({ ...parameters, history: history.slice(0, -1), step: this.state.steps().length - 1 }, { done: true });
    } else return false;
    return true;
  }

  /** Start anew with the parameters after the update. */
  takeStep() {
    const { sheet, row } = this.state.shown().context;
    const next = Object.fromEntries(Object.entries(sheet.updateAfter(row)).map(([name, cell]) => [name, cell.value]));
    const history = [...this.store.get("history"), this.store.parameters()].slice(-MOST_TAKEN);
    this.store.set({ ...next, history, step: 0 }, { done: true });
  }

  /** Other leaves are followed: stay at the same step, if it is still there. @param {string[]} follow */
  follow(follow) {
    const { context, at } = this.state.shown();
    const { graph } = context.sheet;
    const after = chainSteps(graph, follow, { rows: context.sheet.n, reduction: context.sheet.reduction });
    this.store.set({ follow, step: sameStep(context.steps, at, after) }, { done: true });
  }

  /** A number of the table was opened: its row, or the step that found it. @param {number} row @param {string} column */
  open(row, column) {
    if (row !== this.state.row && Number.isInteger(row)) return this.store.set({ row }, { done: true });
    const { context, at } = this.state.shown();
    const found = context.steps.findIndex((step) => columnOf(step, context.sheet) === column);
    if (found >= 0 && found <= at) this.go(found);
  }

  /** @param {string} key */
  point(key) {
    if (key === this.pointed) return;
    this.pointed = key;
    this.store.schedule("pointed");
  }

  /** @param {boolean} on */
  showOptions(on) {
    this.more.show(on);
    this.options.element.hidden = !on;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("input, select, [role=grid], [role=spinbutton]")) return false;
    const steps = this.state.steps().length - 1;
    const turns = /** @type {Record<string, () => void>} */ ({
      ArrowRight: () => this.next(),
      ArrowLeft: () => this.previous(),
      Home: () => this.go(0),
      End: () => this.go(steps),
      ArrowUp: () => this.otherRow(-1),
      ArrowDown: () => this.otherRow(1),
    });
    if (!Object.hasOwn(turns, event.key)) return false;
    turns[event.key]();
    return true;
  }

  /** @param {number} by */
  otherRow(by) {
    const row = Math.max(0, Math.min(this.state.row + by, this.store.get("X").length - 1));
    this.store.set({ row }, { done: true });
  }

  // In words, and for elsewhere --------------------------------------------------------------------
  describe() {
    const { context, step } = this.state.shown();
    const yours = this.yours.textContent;
    const compared = yours ? ` ${yours.replace("✗", "Differs,").replace("✓", "Right,")}` : "";
    return `${sentenceOf(step, context, toSpeech)}${this.effect()}${compared}`;
  }

  /** What the update does to the loss, as a sentence; "" before it. */
  effect() {
    const { context, step } = this.shown;
    if (step.kind !== "update") return "";
    const { sheet, places } = context;
    const [before, after] = [sheet, this.state.afterUpdate(this.shown)].map(({ footer }) => minus(rounded(footer.loss.value, places).text));
    const what = sheet.n === 1 ? "The loss" : `The ${sheet.footer.loss.kind} of the losses`;
    return ` ${what} goes from ${before} to ${after}.`;
  }

  csv() {
    return csvOf(this.state.shown());
  }

  latex() {
    return latexDocument(this.state.shown());
  }

  dispose() {
    this.resized.disconnect();
  }
}

/**
 * @param {import("../index.js").Context} context
 * @returns {import("../../frame/frame.js").View}
 */
export default function chainStepper(context) {
  return new ChainStepper(context);
}
