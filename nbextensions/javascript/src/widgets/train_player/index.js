/**
 * Training, frame by frame: forward and back, its loss, what it makes of the plane and of each
 * hidden unit, and many starts at once.
 */

import { majorityBaseline } from "../../core/training/history.js";
import { style } from "../../frame/style.js";
import css from "./train_player.css";
import { Clock } from "./clock.js";
import { csv, describe, latex } from "./export.js";
import { Parts } from "./parts.js";
import { alarmOf } from "./readout.js";
import { BY_HAND, Session, SETTINGS } from "./session.js";
import { Views } from "./views.js";

style(css);

const BUDGET = 7; // milliseconds of training in one frame

/**
 * @param {import("../index.js").Context} context
 * @returns {import("../../frame/frame.js").View}
 */
export default function trainPlayer(context) {
  return new TrainPlayer(context);
}

class TrainPlayer {
  /** @param {import("../index.js").Context} context */
  constructor(context) {
    const { store, frame, own, data } = context;
    this.store = store;
    this.data = data;
    /** @type {string[]} names of the parameters; [] for a deep net */
    this.names = data.names;
    this.session = new Session(store, data, own);
    this.parts = new Parts(context, {
      seek: (step, done) => this.seek(step, done),
      move: (direction) => void this.move(direction),
      play: () => this.clock.toggle(),
      type: (index, value) => this.type(index, value),
    });
    this.views = new Views(context, this.session, this.parts);
    this.clock = new Clock(frame, {
      speed: () => store.get("speed"),
      at: () => this.step,
      to: (step) => this.goTo(this.session.known(step)),
      end: () => this.session.last,
    });
    this.alarm = "";
    this.redrawn = () => store.schedule("_drawn");
    store.model.on("change:_drawn", this.redrawn);
    /** @type {[string, string][]} */
    this.keys = [
      ["Space", "play, pause"],
      ["← →", "one step back, one step on (or as many as “by” says)"],
      ["Home, End", "to the start, to the end"],
      ["Esc", "the output again, in place of a hidden unit"],
    ];
  }

  // Moving ----------------------------------------------------------------------------------------
  /** The step that is shown: the one that is wanted, or the last that is known. */
  get step() {
    return this.session.known(this.store.get("step"));
  }

  /** Go to a step; the weights travel with it. @param {number} step @param {boolean} [done] */
  goTo(step, done = false) {
    const { store, session } = this;
    const weights = session.run.last >= step ? this.named(session.run.weightsAt(step)) : {};
    store.set({ step, reached: Math.max(store.get("reached"), step), ...weights }, { done });
  }

  /** @param {number} step @param {boolean} done */
  seek(step, done) {
    this.clock.stop();
    this.goTo(Math.max(0, Math.min(this.session.last, step)), done);
  }

  /** @param {1 | -1} direction @returns {boolean} whether there was somewhere to go */
  move(direction) {
    const now = this.store.get("step");
    const step = Math.max(0, Math.min(this.session.last, now + direction * this.store.get("stride")));
    this.seek(step, true);
    return step !== now;
  }

  /** @param {ArrayLike<number>} theta */
  named(theta) {
    return Object.fromEntries(this.names.map((name, i) => [name, theta[i]]));
  }

  /** A weight was typed: from these weights a new training begins. @param {number} index @param {number} value */
  type(index, value) {
    const theta = [...this.session.run.weightsAt(this.step)];
    theta[index] = value;
    this.beginWith(theta);
  }

  /** @param {number[]} theta */
  beginWith(theta) {
    this.clock.stop();
    this.store.set({ by_hand: theta, start: BY_HAND, step: 0, reached: 0, ...this.named(theta) }, { done: true });
  }

  // Drawing ---------------------------------------------------------------------------------------
  /** @param {Set<string>} changed */
  draw(changed) {
    const { session, store, views } = this;
    const first = changed.has("*");
    if (!first && (changed.has("_drawn") || SETTINGS.some((name) => changed.has(name)))) session.restart();
    else if (this.movedElsewhere(changed)) return this.beginWith(this.names.map((name) => store.get(name)));
    const more = session.work(BUDGET);
    views.ask(this.step);
    if (more) store.schedule("work");
    if (first || changed.has("theme")) views.forget();
    if (first || changed.has("notation")) this.write();
    if (session.run.last < 0) return; // Python has not answered yet
    this.drawAll();
    this.followWeights();
  }

  drawAll() {
    const { session, store, parts } = this;
    const step = this.step;
    const { X, y } = session.examples;
    const letters = this.letters();
    const p = session.probabilities(step);
    const several = session.sweep !== null || store.get("by_hand").length > 0;
    parts.draw({ last: session.last, playing: this.clock.playing, several, eta: letters.eta });
    parts.curves.draw(session, { step, reached: store.get("reached"), log: store.get("log_axis"), y });
    this.views.draw(step, letters);
    parts.picture.points({ X, y }, p, session.trainer.settings.tie ?? 0);
    this.alarm = alarmOf(p, y);
    parts.readout.draw(session, step, this.alarm, this.majority());
    parts.starts.draw(session.sweep, step, store.get("start"), store.get("seed"));
    parts.picture.describe(`examples: ${parts.readout.words()}`);
  }

  majority() {
    return Math.round(majorityBaseline(this.session.examples.y) * this.session.trainer.n);
  }

  /** Whether a weight was changed by a linked widget or from Python. @param {Set<string>} changed */
  movedElsewhere(changed) {
    const { store, session } = this;
    const step = store.get("step");
    const quiet = changed.has("*") || changed.has("step") || session.run.last < step;
    if (quiet || !this.names.some((name) => changed.has(name))) return false;
    const theta = session.run.weightsAt(step);
    return this.names.some((name, i) => store.get(name) !== theta[i]);
  }

  /** After other settings, the same step has other weights: linked widgets see them. */
  followWeights() {
    const { store, session } = this;
    const step = store.get("step");
    if (step > session.last) return this.goTo(session.last);
    if (session.run.last >= step) store.set(this.named(session.run.weightsAt(step)));
  }

  /** Put in the letters of the deck that is chosen. */
  write() {
    const { units, weights, curves } = this.parts;
    const letters = this.letters();
    units.write(letters.inputs, letters.hidden, letters.p, letters.symbols.b ?? "b");
    weights.write(letters.symbols, letters.inputs);
    curves.write(letters.loss);
    this.views.key = "";
  }

  letters() {
    const { data, store, session } = this;
    const deck = data.notations[store.get("notation")];
    /** @type {Record<string, string>} */
    const symbols = deck.symbols;
    const { sizes } = session.trainer.net;
    const inputs = Array.from({ length: sizes[0] }, (_, i) => symbols[`X${i + 1}`]);
    if (data.product) inputs[2] = `${inputs[0]} ${inputs[1]}`;
    const hidden = (/** @type {number} */ layer, /** @type {number} */ unit) =>
      sizes.length > 3 ? `h_{${layer + 1}, ${unit + 1}}` : symbols[`h_${unit + 1}`];
    return { symbols, inputs, hidden, loss: deck.total_loss, eta: deck.learning_rate, p: symbols.p, y: symbols.y };
  }

  // What the frame asks for -----------------------------------------------------------------------
  describe() {
    const { session } = this;
    const starts = session.sweep ? this.parts.starts.words(session.sweep, this.step) : "";
    return describe(session, this.step, { baseline: this.majority(), alarm: this.alarm, starts });
  }

  next() {
    return this.move(1);
  }

  previous() {
    return this.move(-1);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape" && this.store.get("unit")) {
      this.store.set({ unit: "" }, { done: true });
      return true;
    }
    const native = "button, select, input:not(.cg-timeline-range)";
    if (event.target instanceof Element && event.target.matches(native)) return false;
    if (event.key === " ") this.clock.toggle();
    else if (event.key === "ArrowRight") this.move(1);
    else if (event.key === "ArrowLeft") this.move(-1);
    else if (event.key === "Home") this.seek(0, true);
    else if (event.key === "End") this.seek(this.session.last, true);
    else return false;
    return true;
  }

  csv() {
    return csv(this.session, Math.max(this.step, this.store.get("reached")), this.names);
  }

  latex() {
    const { symbols, loss, eta } = this.letters();
    return latex(this.session, this.step, { names: this.names, symbols, loss, eta });
  }

  dispose() {
    this.clock.stop();
    this.store.model.off("change:_drawn", this.redrawn);
  }
}
