/** The student's function behind the maps: grid, slope and descent come from Python. */

import { bytesOf, floatsOf } from "../../core/bytes.js";
import { leavesAt } from "../../core/descent.js";
import { earlierWords } from "../../frame/earlier.js";
import { same } from "../../frame/store.js";
import { ranges } from "./state.js";

/** @typedef {import("./state.js").Choice} Choice */
/** @typedef {import("./state.js").MapState} MapState */
/** @typedef {[number, number]} Pair */
/** @typedef {{start: number[], step: number}} Descent */

/** What is known of a map before Python has said anything. */
const NOTHING = { loss: null, slope: [null, null], path: [], losses: [], broke_at: -1, problem: "" };

export class OwnMaps {
  /**
   * @param {import("../../frame/store.js").Store} store
   * @param {import("../../frame/frame.js").Frame} frame
   * @param {import("../../frame/own.js").Own} own
   * @param {import("./state.js").LandscapeState} state
   * @param {{now: () => Choice, arrive: (wanted: Descent, path: Pair[]) => void}} acts
   *   `arrive`: a descent that was waited for took this path; none where it failed
   */
  constructor(store, frame, own, state, { now, arrive }) {
    this.store = store;
    this.frame = frame;
    this.own = own;
    this.state = state;
    this.now = now;
    this.arrive = arrive;
    /** @type {(Descent & {from: any[]}) | null} what is waited for, and where the parameters were */
    this.wanted = null;
    this.name = state.data.own_name;
    /** @type {any} the last good answer, and the question that it is about */
    this.last = null;
    this.asked = "";
    /** @type {any} the question that Python could not answer at all, where it was the last one */
    this.failed = null;
    this.problem = store.get("problem");
    /** @type {Float32Array[]} */
    this.grids = [];
    const kept = store.get("_answer"); // from Python's first call: also where no Python is
    if (kept?.grids) {
      const grids = kept.grids.map((/** @type {string} */ text) => floatsOf(bytesOf(text)));
      this.take(kept, grids, { parameters: store.parameters() });
    }
    frame.problem(this.problem || null);
  }

  /** @param {any} result @param {Float32Array[]} grids @param {{parameters: Record<string, number>}} about */
  take(result, grids, about) {
    this.last = { ...result, about };
    this.grids = grids;
  }

  /** For which parameters the maps are, where Python gave none since; "" where they are the latest. @param {(name: string) => string} symbolOf */
  earlier(symbolOf) {
    return this.failed && this.last ? earlierWords(this.last.about, this.failed, symbolOf) : "";
  }

  /** How many maps there are. @param {number} n losses that are chosen */
  count(n) {
    return this.name ? 1 : n;
  }

  /**
   * Go where a descent leads, as soon as Python has worked it out. Until then every question asks
   * for it, too, so that a frame that is drawn meanwhile does not take its place.
   * @param {Choice} choice  now
   * @param {Descent} descent
   */
  want(choice, { start, step }) {
    this.wanted = { start, step, from: standing(choice) };
    this.asked = ""; // a hand's question is always asked
    this.ask(choice);
  }

  /** The descent that is waited for, unless someone moved the parameters since. @param {Choice} choice */
  awaited(choice) {
    if (this.wanted && !same(this.wanted.from, standing(choice))) this.wanted = null;
    return this.wanted;
  }

  /** Ask, unless that was the last question. @param {Choice} choice */
  ask(choice) {
    const wanted = this.awaited(choice);
    const question = this.question(choice, wanted ?? choice);
    const key = JSON.stringify(question);
    if (key === this.asked) return;
    this.asked = key;
    this.own.request(question, ({ result, problem, buffers }) => {
      this.frame.problem(problem ?? null);
      this.problem = problem ?? "";
      const given = result && buffers;
      this.failed = given ? null : question;
      if (given) this.take(result, buffers.map(floatsOf), choice); // else the last good picture stays
      this.store.schedule("own");
      if (!wanted || this.awaited(this.now()) !== wanted) return;
      this.wanted = null;
      if (!given) this.asked = JSON.stringify(this.question(choice, choice)); // what stopped it stays said
      this.arrive(wanted, given ? result.panes[this.pane()].path : []);
      const now = this.now();
      const stayed = same(now.parameters, choice.parameters);
      if (given && problem && stayed) this.asked = JSON.stringify(this.question(now, now));
    });
  }

  /** @param {Choice} choice @param {Descent} descent */
  question(choice, { start, step }) {
    const { over, parameters, X, y, window, learning_rate: rate } = choice;
    const layouts = this.state.layouts(choice);
    const losses = layouts.map(({ name }) => name);
    return { over, parameters, X, y, window, losses, reduction: layouts[0].reduction, start, step, rate };
  }

  /** The map whose steps the parameters take. */
  pane() {
    const { losses, loss } = this.now();
    return this.name ? 0 : Math.max(0, losses.indexOf(loss));
  }

  /**
   * The maps of the last good answer; without one, maps without numbers.
   * @param {Choice} choice
   * @returns {MapState[]}
   */
  maps(choice) {
    const layouts = this.state.layouts(choice);
    const about = this.last?.about ?? choice;
    const [x, y] = ranges(choice.window);
    return layouts.slice(0, this.count(layouts.length)).map((layout, k) => {
      const { path, losses, broke_at: brokeAt, problem, ...found } = this.last?.panes[k] ?? NOTHING;
      const [loss, ...slope] = [found.loss, ...found.slope].map((/** @type {number | null} */ value) => value ?? NaN);
      const at = choice.over.map((name) => about.parameters[name] ?? 0);
      const gradient = Object.fromEntries(choice.over.map((name, i) => [name, slope[i]]));
      const here = (/** @type {number} */ value) => ({ loss: value, slope: /** @type {Pair} */ (slope), gradient });
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
        problem: Number.isNaN(loss) && mostlyEmpty(this.grids[k]) ? problem || this.problem : "",
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

/** Whether there is room for words on a map. @param {Float32Array | undefined} grid */
function mostlyEmpty(grid) {
  return !grid || grid.filter(Number.isFinite).length < grid.length / 2;
}

/** What no other hand may have moved when a descent arrives. @param {Choice} choice */
function standing({ over, parameters, start, step }) {
  return [over, over.map((name) => parameters[name]), start, step];
}
