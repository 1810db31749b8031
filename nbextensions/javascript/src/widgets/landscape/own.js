/** The student's function behind the maps: grid, slope and descent come from Python. */

import { bytesOf, floatsOf } from "../../core/bytes.js";
import { leavesAt } from "../../core/descent.js";
import { ranges } from "./state.js";

/** @typedef {import("./state.js").Choice} Choice */
/** @typedef {import("./state.js").MapState} MapState */
/** @typedef {[number, number]} Pair */

export class OwnMaps {
  /**
   * @param {import("../../frame/store.js").Store} store
   * @param {import("../../frame/frame.js").Frame} frame
   * @param {import("../../frame/own.js").Own} own
   * @param {import("./state.js").LandscapeState} state
   */
  constructor(store, frame, own, state) {
    this.store = store;
    this.frame = frame;
    this.own = own;
    this.state = state;
    this.name = state.data.own_name;
    /** @type {any} the last good answer, and the question that it is about */
    this.last = null;
    this.asked = "";
    /** @type {Float32Array[]} */
    this.grids = [];
    const kept = store.get("_answer"); // from Python's first call: also where no Python is
    if (kept?.grids) {
      this.grids = kept.grids.map((/** @type {string} */ text) => floatsOf(bytesOf(text)));
      this.last = { ...kept, about: null };
    }
    frame.problem(store.get("problem") || null);
  }

  /** How many maps there are. @param {number} n losses that are chosen */
  count(n) {
    return this.name ? 1 : n;
  }

  /**
   * Ask, unless that was the last question.
   * @param {Choice} choice
   * @param {((path: Pair[]) => void) | null} then  what waits for the descent: told its places
   */
  ask(choice, then = null) {
    const layouts = this.state.layouts(choice);
    const { over, parameters, X, y, window, start, step, learning_rate: rate } = choice;
    const losses = layouts.map(({ name }) => name);
    const question = { over, parameters, X, y, window, losses, reduction: layouts[0].reduction, start, step, rate };
    const key = JSON.stringify(question);
    if (key === this.asked && !then) return;
    this.asked = key;
    this.own.request(question, ({ result, problem, buffers }) => {
      this.frame.problem(problem ?? null);
      if (!result || !buffers) return; // the last good picture stays
      this.last = { ...result, about: choice };
      this.grids = buffers.map(floatsOf);
      const k = this.name ? 0 : Math.max(0, choice.losses.indexOf(choice.loss));
      then?.(result.panes[k].path);
      this.store.schedule("own");
    });
  }

  /**
   * The maps of the last good answer.
   * @param {Choice} choice
   * @returns {MapState[]}
   */
  maps(choice) {
    const layouts = this.state.layouts(choice);
    const panes = this.last?.panes ?? [];
    const about = this.last?.about ?? choice;
    const [x, y] = ranges(choice.window);
    return layouts.slice(0, panes.length).map((layout, k) => {
      const { loss, slope, path, losses, broke_at: brokeAt } = panes[k];
      const at = choice.over.map((name) => about.parameters[name] ?? 0);
      const gradient = Object.fromEntries(choice.over.map((name, i) => [name, slope[i]]));
      const here = (/** @type {number} */ value) => ({ loss: value, slope, gradient });
      const { symbol } = layout.graph.node("loss");
      const sum = layout.reduction === "sum" ? `\\sum ${symbol}` : `\\overline{${symbol}}`;
      return {
        ...layout,
        title: this.name || layout.title,
        symbol: this.name ? `\\text{${this.name.replaceAll("_", " ")}}` : sum,
        rowSymbol: symbol,
        here: here(loss),
        to: /** @type {Pair} */ (at.map((value, i) => value - choice.learning_rate * slope[i])),
        path: path.length ? { points: path, here: losses.map(here), brokeAt } : null,
        left: leavesAt(path.slice(0, choice.step + 1), x, y),
      };
    });
  }

  /** The loss at a place, from the nearest node. @param {number} k @param {Pair} at @param {number[]} window */
  lossAt(k, at, window) {
    const grid = this.grid(k);
    if (!grid) return undefined;
    const { n, values } = grid;
    const [i, j] = ranges(window).map(([low, high], a) => {
      const share = (at[a] - low) / (high - low);
      return Math.min(n - 1, Math.max(0, Math.round(share * (n - 1))));
    });
    return values[j * n + i];
  }

  /** @param {number} k */
  grid(k) {
    const values = this.grids[k];
    return values ? { n: this.last.n, values } : null;
  }
}
