/** What the stepper shows, worked out from the traits: the table, the steps, what is revealed. */

import { chainSteps, followable, revealedAt } from "../../core/chain/steps.js";
import { conventional, deckOf } from "../../core/table/conventions.js";
import { Table } from "../../core/table/table.js";

/** @typedef {import("../../frame/store.js").Store} Store */
/** @typedef {import("../../core/chain/steps.js").Step} Step */
/** @typedef {import("../../core/chain/steps.js").Revealed} Revealed */
/** @typedef {import("../../core/chain/formulas.js").Context} Context */

/**
 * @typedef {object} Shown
 * @property {Context} context
 * @property {Step} step
 * @property {number} at
 * @property {Revealed} revealed
 */

export class ChainState {
  /** @param {Store} store @param {any} data */
  constructor(store, data) {
    this.store = store;
    this.data = data;
    this.table = new Table(data);
    this.followable = followable(this.table.graph);
    // a student's backward pass means the loss and the reduction that were chosen, whatever the letters
    this.free = (store.get("_own") ?? []).includes("backward");
    /** @type {string[]} names of the columns of X */
    this.inputs = data.inputs;
    this._key = "";
    /** @type {Step[]} */
    this._steps = [];
  }

  /** Loss, reduction and letters as they are shown. */
  get choices() {
    const { store, data } = this;
    const notation = store.get("notation");
    const own = { loss: store.get("loss"), reduction: store.get("reduction") };
    return { notation, ...(this.free ? own : conventional(own, deckOf(data.notations, notation))) };
  }

  get rows() {
    const y = this.store.get("y");
    /** @type {number[][]} */
    const X = this.store.get("X");
    const target = this.data.target;
    return X.map((x, r) => ({
      ...Object.fromEntries(this.inputs.map((name, i) => [name, x[i]])),
      ...(target ? { [target]: y[r] } : {}),
    }));
  }

  /** Which row is taken through the graph: the last one where there are fewer. */
  get row() {
    return Math.max(0, Math.min(this.store.get("row"), this.store.get("X").length - 1));
  }

  /** Steps of the leaves that are followed; made anew only where they change. @param {string[]} [follow] */
  steps(follow = this.store.get("follow")) {
    const { loss, notation, reduction } = this.choices;
    const rows = this.store.get("X").length;
    const key = JSON.stringify([follow, rows, reduction, loss, notation]);
    if (key !== this._key) {
      const { graph } = this.table.layout(loss, notation);
      this._steps = chainSteps(graph, follow, { rows, reduction });
      this._key = key;
    }
    return this._steps;
  }

  /** @returns {Shown} */
  shown() {
    const { loss, notation, reduction } = this.choices;
    const parameters = this.store.parameters();
    const learningRate = this.store.get("learning_rate");
    const sheet = this.table.at({ parameters, rows: this.rows, loss, reduction, learningRate, notation });
    const steps = this.steps();
    const at = Math.max(0, Math.min(this.store.get("step"), steps.length - 1));
    const rate = this.table.layout(loss, notation).rateSymbol;
    const context = { sheet, row: this.row, places: this.store.get("places"), steps, rate };
    return { context, step: steps[at], at, revealed: revealedAt(sheet.graph, steps, at) };
  }

  /** The table after the update of a step. @param {Shown} shown */
  afterUpdate({ context: { sheet, row } }) {
    const { loss, notation, reduction } = this.choices;
    const parameters = Object.fromEntries(Object.entries(sheet.updateAfter(row)).map(([name, cell]) => [name, cell.value]));
    return this.table.at({ parameters, rows: this.rows, loss, reduction, learningRate: sheet.learningRate, notation });
  }

  /** Change what a leaf is: a parameter, or one number of the row. @param {string} name @param {number} value @param {boolean} done */
  setLeaf(name, value, done) {
    const { store, row } = this;
    if (name in store.parameters()) return store.set({ [name]: value }, { done });
    const column = this.inputs.indexOf(name);
    if (column >= 0) {
      const X = store.get("X").map((/** @type {number[]} */ x, /** @type {number} */ r) => (r === row ? x.with(column, value) : x));
      store.set({ X }, { done });
    } else if (name === this.data.target) {
      const crossed = store.get("loss").startsWith("binary"); // is made of targets from 0 to 1
      store.set({ y: store.get("y").with(row, crossed ? Math.min(1, Math.max(0, value)) : value) }, { done });
    }
  }

  /** Whether a leaf can be changed here. @param {string} name */
  editable(name) {
    const leaf = this.table.graph.node(name);
    if (leaf.kind === "constant") return false;
    return leaf.kind === "input" || this.choices.reduction !== "online" || this.row === 0;
  }
}
