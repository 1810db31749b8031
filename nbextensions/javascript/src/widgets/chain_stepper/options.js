/** What can be chosen: row, followed parameters, loss, sum or mean, learning rate, what is shown. */

import { toMathML } from "../../draw/math/math.js";
import { choice, select, toggle } from "../../frame/controls.js";
import { h } from "../../frame/dom.js";
import { numberField } from "../../frame/number_field.js";

/** @typedef {import("./state.js").ChainState} ChainState */

const LOSS_WORDS = /** @type {Record<string, string>} */ ({
  squared_error: "squared error",
  half_squared_error: "½ squared error",
  binary_cross_entropy: "cross-entropy",
  binary_cross_entropy_from_scores: "cross-entropy of the score",
});
const LEAST_ROWS = 2;

export class Options {
  /**
   * @param {ChainState} state
   * @param {(follow: string[]) => void} onFollow
   */
  constructor(state, onFollow) {
    const { store } = state;
    this.state = state;
    this.onFollow = onFollow;
    /** @type {((...values: any[]) => void)[]} */
    this.shows = [];
    this.follow = h("div", { class: "cg-chain-follow", role: "group", "aria-label": "Follow" });
    /** @type {Map<string, HTMLButtonElement & {show: (value: boolean) => void}>} */
    this.toggles = new Map();
    this.letters = "";
    this.rate = numberField({ label: "learning rate", value: store.get("learning_rate"), onDone: (value) => store.set({ learning_rate: value }, { done: true }) });
    this.rateLabel = h("span", {});
    this.element = h("div", { class: "cg-chain-options" });
    this.rows = 0;
  }

  /** The fields, for this many rows. @param {number} rows */
  fields(rows) {
    if (rows === this.rows) return;
    this.rows = rows;
    this.shows = [];
    const set = (/** @type {Record<string, any>} */ changes) => this.state.store.set(changes, { done: true });
    const parts = [this.rowField(set), this.follow, this.lossField(set), this.reductionField(set), this.rateField(), this.panels(set)];
    this.element.replaceChildren(...parts.filter((part) => part !== null));
  }

  /** @param {(changes: Record<string, any>) => void} set */
  rowField(set) {
    if (this.rows < LEAST_ROWS) return null;
    const options = Array.from({ length: this.rows }, (_, r) => /** @type {[string, string]} */ ([String(r), `${r + 1}`]));
    const field = select({ label: "Row", options, value: String(this.state.row), onChange: (value) => set({ row: Number(value) }) });
    this.shows.push(() => field.show(String(this.state.row)));
    return field;
  }

  /** @param {(changes: Record<string, any>) => void} set */
  lossField(set) {
    const { store, data } = this.state;
    const known = Object.keys(data.losses ?? {});
    if (!known.includes(store.get("loss"))) return null;
    const options = known.map((key) => /** @type {[string, string]} */ ([key, LOSS_WORDS[key] ?? key]));
    const field = select({ label: "Loss", options, value: this.state.choices.loss, onChange: (loss) => set({ loss }) });
    this.shows.push(() => field.show(this.state.choices.loss));
    return field;
  }

  /** @param {(changes: Record<string, any>) => void} set */
  reductionField(set) {
    if (this.rows < LEAST_ROWS) return null;
    const field = choice({
      label: "Over the rows", options: [["mean", "mean"], ["sum", "sum"], ["online", "online"]],
      value: this.state.choices.reduction, onChange: (reduction) => set({ reduction }),
    });
    this.shows.push(() => field.show(this.state.choices.reduction));
    return field;
  }

  rateField() {
    this.shows.push(() => this.rate.show(this.state.store.get("learning_rate")));
    return h("label", { class: "cg-select" }, this.rateLabel, this.rate);
  }

  /** @param {(changes: Record<string, any>) => void} set */
  panels(set) {
    const { store } = this.state;
    const names = [["show_table", "table"], ...(this.state.data.window ? [["show_plane", "plane"]] : [])];
    const made = names.map(([name, label]) => {
      const field = toggle({ label, value: store.get(name), onChange: (value) => set({ [name]: value }) });
      this.shows.push(() => field.show(store.get(name)));
      return field;
    });
    return h("div", { class: "cg-choice", role: "group", "aria-label": "Show" }, ...made);
  }

  /**
   * @param {import("../../core/graph/graph.js").Graph} graph
   * @param {string} rate  LaTeX
   */
  draw(graph, rate) {
    this.fields(this.state.store.get("X").length);
    const symbols = this.state.followable.map((name) => graph.node(name).symbol);
    const letters = JSON.stringify([symbols, rate]);
    if (letters !== this.letters) this.build(symbols, rate);
    this.letters = letters;
    const follow = this.state.store.get("follow");
    for (const [name, button] of this.toggles) button.show(follow.includes(name));
    for (const show of this.shows) show();
  }

  /** @param {string[]} symbols @param {string} rate */
  build(symbols, rate) {
    this.rateLabel.innerHTML = toMathML(rate);
    this.toggles = new Map(
      this.state.followable.map((name, k) => {
        const button = toggle({ label: "", value: false, onChange: (on) => this.turn(name, on) });
        button.innerHTML = toMathML(symbols[k]);
        return [name, button];
      }),
    );
    this.follow.replaceChildren(h("span", { "aria-hidden": "true" }, "Follow"), ...this.toggles.values());
  }

  /** @param {string} name @param {boolean} on */
  turn(name, on) {
    /** @type {string[]} */
    const follow = this.state.store.get("follow");
    const next = on ? [...follow, name] : follow.filter((other) => other !== name);
    if (next.length) this.onFollow(next);
    else this.toggles.get(name)?.show(true); // one at least
  }
}
