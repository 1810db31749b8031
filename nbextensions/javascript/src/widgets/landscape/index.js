/**
 * The loss over two parameters, the others held: the point, the step by hand, and descent.
 *
 * One map or two side by side. The point is where the parameters are; a descent from `start` has
 * taken `step` steps, and the parameters are at its end. Whoever else moves them ends the descent.
 */

import { h, setText } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import css from "./landscape.css";
import { Controls } from "./controls.js";
import { csvOf, latexOf } from "./export.js";
import { Hands } from "./hands.js";
import { LossMap } from "./map.js";
import { OwnMaps } from "./own.js";
import { Player } from "./play.js";
import { FINEST, LandscapeState, MOST_STEPS, couldBeFiner, endOf } from "./state.js";
import { describe, descentText, heldText, namesOf, number } from "./words.js";

style(css);

/** @typedef {[number, number]} Pair */
/** @typedef {import("./state.js").Choice} Choice */
/** @typedef {import("./state.js").MapState} MapState */

const FLAT = 1e-7; // a slope on which play stops
const AT_REST = 160; // milliseconds until a finer map is drawn
const TRAITS = ["losses", "loss", "reduction", "notation", "over", "X", "y", "window", "start", "step", "learning_rate"];

/**
 * @param {import("../index.js").Context} context
 * @returns {import("../../frame/frame.js").View}
 */
export default function landscape({ store, frame, own, data }) {
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
    this.state = new LandscapeState(data);
    this.own = own.active() ? new OwnMaps(store, frame, own, this.state, { now: () => this.choice, arrive: (wanted, path) => this.arriveWithPython(wanted, path) }) : null;
    const losses = store.get("losses");
    const alone = (this.own?.count(losses.length) ?? losses.length) === 1;
    const size = alone ? { width: 352, height: 336 } : { width: 344, height: 240 };
    this.maps = losses.slice(0, alone ? 1 : 2).map(
      (/** @type {string} */ _, /** @type {number} */ k) => new LossMap(frame, { ...size, k, alone, follow: () => this.follow(k) }),
    );
    this.hands = new Hands(this.maps, {
      put: (at, done) => this.drop(at, done),
      here: () => this.at,
      look: () => store.schedule("probe"),
    });
    this.player = new Player({ step: (n) => this.go(n), changed: () => store.schedule("playing"), calm: frame.reducedMotion });
    this.controls = new Controls({
      over: (over) => store.set({ over, start: [], step: 0 }, { done: true }),
      rate: (rate, done) => this.rate(rate, done),
      reset: () => this.go(-MOST_STEPS),
      back: () => this.go(-1),
      step: () => this.go(1),
      play: () => this.player.toggle(),
      zoom: (factor) => this.zoom(factor),
    });
    this.held = h("div", { class: "cg-landscape-held" });
    frame.controls.append(...this.controls.elements);
    this.row = h("div", { class: "cg-landscape", "data-alone": alone }, ...this.maps.map((/** @type {LossMap} */ map) => map.element));
    frame.body.append(this.row, this.held);
    this.finer = 0;
    this.timer = 0;
    /** @type {[string, string][]} */
    this.keys = [
      ["Tab", "to the cursor, the point, and the controls"],
      ["arrow keys", "move the point or the cursor; with Shift by little"],
      ["Enter", "at the cursor: drop the point there"],
      ["Space", "play and pause"],
    ];
  }

  /** @returns {Choice} */
  get choice() {
    const traits = Object.fromEntries(TRAITS.map((name) => [name, this.store.get(name)]));
    return /** @type {any} */ ({ ...traits, parameters: this.store.parameters() });
  }

  /** Where the parameters are. @returns {Pair} */
  get at() {
    return /** @type {Pair} */ (this.store.get("over").map((/** @type {string} */ name) => this.store.get(name)));
  }

  /** The map whose steps the parameters take. @param {Choice} choice */
  active({ losses, loss }) {
    return this.maps.length === 1 ? 0 : Math.max(0, losses.indexOf(loss));
  }

  /** @param {Choice} choice @returns {MapState[]} */
  worked(choice) {
    return this.own ? this.own.maps(choice) : this.state.maps(choice);
  }

  /** Whether the parameters are at the end of the descent. @param {MapState[]} maps @param {Choice} choice */
  attached(maps, choice) {
    const map = maps[this.active(choice)];
    const end = choice.start.length && map ? endOf(map, choice.step) : null;
    return end !== null && end.k === choice.step && end.point.every((value, k) => close(value, this.at[k]));
  }

  // Acting -----------------------------------------------------------------------------------------
  /** @param {Pair} at @param {boolean} done */
  drop(at, done) {
    this.player.stop();
    const [first, second] = this.store.get("over");
    this.store.set({ [first]: at[0], [second]: at[1], start: at, step: 0 }, { done });
  }

  /**
   * Take steps, or take them back.
   * @param {number} n
   * @returns {boolean} whether there is more to do
   */
  go(n) {
    const now = this.choice;
    const awaited = this.own?.awaited(now) ?? null; // steps that are still to come count
    const on = awaited !== null || this.attached(this.worked(now), now);
    if (!on && n < 0) return false;
    const { start, step } = awaited ?? (on ? now : { start: this.at, step: 0 });
    const choice = { ...now, start, step: clamp(step + n, 0, MOST_STEPS) };
    if (this.own) return this.goWithPython(choice);
    return this.arrive(choice, this.state.maps(choice)[this.active(choice)]);
  }

  /** The parameters go where the descent is. @param {Choice} choice @param {MapState} map */
  arrive(choice, map) {
    const end = endOf(map, choice.step);
    if (!end) return false;
    const [first, second] = choice.over;
    this.store.set({ start: choice.start, step: end.k, [first]: end.point[0], [second]: end.point[1] });
    if (!this.player.playing) this.store.save();
    return end.broke < 0 && end.k < MOST_STEPS && Math.hypot(...end.here.slope) > FLAT;
  }

  /** @param {Choice} choice */
  goWithPython(choice) {
    if (this.own?.wanted && this.player.playing) return true; // the last steps are still to come
    this.own?.want(this.choice, choice);
    return choice.step < MOST_STEPS;
  }

  /** @param {{start: number[], step: number}} wanted @param {Pair[]} path */
  arriveWithPython({ start, step }, path) {
    if (path.length <= step) this.player.stop(); // it breaks off
    if (!path.length) return;
    const [first, second] = this.store.get("over");
    const [a, b] = path[path.length - 1];
    this.store.set({ start, step: path.length - 1, [first]: a, [second]: b }, { done: true });
  }

  /** @param {number} learning_rate @param {boolean} done */
  rate(learning_rate, done) {
    const now = this.choice;
    const on = this.attached(this.worked(now), now);
    this.store.set({ learning_rate }, { done });
    if (!on || learning_rate === now.learning_rate) return;
    if (this.own) return void this.go(0);
    const choice = { ...now, learning_rate };
    this.arrive(choice, this.state.maps(choice)[this.active(choice)]);
  }

  /** @param {number} k which map */
  follow(k) {
    const now = this.choice;
    const maps = this.worked(now);
    const on = this.attached(maps, now);
    const choice = { ...now, loss: now.losses[k] };
    this.store.set({ loss: choice.loss }, { done: true });
    if (on) this.arrive(choice, maps[k]);
  }

  /** @param {number} factor */
  zoom(factor) {
    const [left, right, lower, upper] = this.store.get("window");
    const edges = [[left, right], [lower, upper]].flatMap(([low, high]) => {
      const [middle, half] = [(low + high) / 2, ((high - low) / 2) * factor];
      return [middle - half, middle + half].map((edge) => Number(edge.toPrecision(6)));
    });
    if (edges[1] - edges[0] > 1e-6 && edges[1] - edges[0] < 1e6) this.store.set({ window: edges }, { done: true });
  }

  // Drawing ----------------------------------------------------------------------------------------
  /** @param {Set<string>} changed */
  draw(changed) {
    const choice = this.choice;
    if (changed.has("theme")) for (const map of this.maps) map.surface.again();
    this.refineSoon(changed, choice);
    this.own?.ask(choice);
    const maps = this.worked(choice);
    const on = this.attached(maps, choice);
    if (!on && this.wasMoved(changed, choice)) this.arrive(choice, maps[this.active(choice)]);
    this.shown = maps;
    maps.slice(0, this.maps.length).forEach((map, k) => {
      const grid = this.own ? this.own.grid(k) : this.state.grid(k, this.finer);
      const followed = k === this.active(choice);
      this.maps[k].draw(map, grid, choice, { alone: this.maps.length === 1, followed, attached: on, probe: this.hands.probe });
      this.tellPlace(k, map);
    });
    const { graph, rateSymbol } = maps[0];
    const names = Object.keys(choice.parameters);
    const step = on ? choice.step : 0;
    this.controls.draw({ graph, rateSymbol, names, over: choice.over, rate: choice.learning_rate, step, playing: this.player.playing, mayStep: !maps[this.active(choice)].problem });
    const earlier = this.own?.earlier((name) => graph.node(name).symbol);
    this.row.toggleAttribute("data-earlier", Boolean(earlier));
    setText(this.held, earlier ? `This is the picture of ${earlier}.` : heldText(maps, choice, this.own !== null));
  }

  /** Whether start or step were set from outside (Python), and not the parameters with them. @param {Set<string>} changed @param {Choice} choice */
  wasMoved(changed, { start, over }) {
    const asked = changed.has("start") || changed.has("step");
    return asked && start.length === 2 && !over.some((name) => changed.has(name)) && !this.own;
  }

  /** Many examples: a coarse map while things move, a finer one when they rest. @param {Set<string>} changed @param {Choice} choice */
  refineSoon(changed, { X }) {
    if (this.own || !couldBeFiner(X.length) || [...changed].every((name) => ["fine", "probe", "theme"].includes(name))) return;
    this.finer = 0;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.finer = FINEST;
      this.store.schedule("fine");
    }, AT_REST);
  }

  /** The loss under the pointer or the cursor. @param {number} k @param {MapState} map */
  tellPlace(k, map) {
    const { probe } = this.hands;
    if (!probe) return this.maps[k].tellPlace("", "", 0);
    const loss = this.own ? this.own.lossAt(k, probe, this.store.get("window")) : this.state.kept[k].cut?.at(...probe).loss;
    const shown = number(loss ?? NaN);
    const where = namesOf(map, this.choice).map((name, i) => `${name} = ${number(probe[i], 2)}`).join(", ");
    this.maps[k].tellPlace(shown, `${where}: loss ${shown}`, probe[0]);
  }

  describe() {
    const maps = this.shown ?? [];
    const choice = this.choice;
    const paths = this.attached(maps, choice)
      ? maps.map((map, k) => descentText(map, choice, k === this.active(choice)))
      : [];
    return describe(maps, choice, paths, this.own !== null);
  }

  next() {
    this.player.stop();
    this.go(1);
    return true;
  }

  previous() {
    this.player.stop();
    this.go(-1);
    return true;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const free = !(event.target instanceof HTMLElement) || event.target === this.frame.root;
    if (event.key !== " " || !free) return false;
    this.player.toggle();
    return true;
  }

  csv() {
    return csvOf(this.shown ?? [], this.choice);
  }

  latex() {
    return latexOf(this.shown ?? [], this.choice, this.at);
  }

  dispose() {
    this.player.stop();
    clearTimeout(this.timer);
  }
}

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/** @param {number} a @param {number} b */
function close(a, b) {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
}
