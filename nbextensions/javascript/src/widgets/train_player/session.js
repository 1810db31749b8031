/** The trainings behind the picture: the start that is looked at, and all the others. */

import { conventional, deckOf } from "../../core/table/conventions.js";
import { Trainer } from "../../core/training/training.js";
import { shorts, startsOf } from "../../core/training/drawn.js";
import { Run, Sweep } from "../../core/training/run.js";
import { OwnRun } from "./own.js";

/** @typedef {import("../../frame/store.js").Store} Store */

/** What a training depends on: where one of these changes, it is done again. */
export const SETTINGS = [
  "X", "y", "activation", "loss", "reduction", "learning_rate", "l1", "l2", "rate", "n_steps",
  "n_starts", "batch_size", "seed", "initializer", "start", "by_hand", "notation",
];
export const BY_HAND = -1;

export class Session {
  /**
   * @param {Store} store
   * @param {any} data
   * @param {import("../../frame/own.js").Own} own
   */
  constructor(store, data, own) {
    this.store = store;
    this.data = data;
    this.own = own;
    /** @type {import("../../core/training/drawn.js").Drawn | null} */
    this.drawn = null;
    /** @type {Float64Array[]} */
    this.starts = [];
    this.draws = { order: new Uint16Array(0), bank: new Uint16Array(0), places: new Uint16Array(0) };
    this.version = 0; // counts the runs, so that a drawing knows that it is of an old one
    this.sweepKey = "";
    /** @type {Sweep | null} */
    this.sweep = null;
    /** @type {import("../../core/training/training.js").Examples} */
    this.fitting = { X: [], y: [] };
    this.unpack();
    this.nSteps = 0;
    this.trainer = this.newTrainer();
    /** @type {Run | OwnRun} */
    this.run = this.newRun();
    this.begin();
  }

  /** What Python has drawn, unpacked once. */
  unpack() {
    const drawn = this.store.get("_drawn");
    if (drawn === this.drawn || !drawn?.starts) return;
    this.drawn = drawn;
    this.starts = startsOf(drawn);
    this.draws = { order: shorts(drawn.order), bank: shorts(drawn.bank), places: shorts(drawn.places) };
  }

  /** The settings as they hold now; a deck's notation brings its scalings and its rule for ties. */
  settings() {
    const { store } = this;
    const deck = deckOf(this.data.notations, store.get("notation"));
    const chosen = conventional({ loss: store.get("loss"), reduction: store.get("reduction") }, deck);
    return {
      ...chosen,
      sizes: this.data.sizes,
      activation: store.get("activation"),
      learningRate: store.get("learning_rate"),
      l1: store.get("l1"),
      l2: store.get("l2"),
      rate: store.get("rate"),
      batchSize: store.get("batch_size"),
      tie: deck?.tie === 1 ? 1 : 0,
    };
  }

  /** The start that is looked at. */
  get theta() {
    const start = this.store.get("start");
    const byHand = this.store.get("by_hand");
    if (start === BY_HAND && byHand.length) return Float64Array.from(byHand);
    return this.starts[Math.max(0, Math.min(start, this.starts.length - 1))];
  }

  /** The examples; those of a linked widget that do not fit this net are not taken over. */
  get examples() {
    const [X, y] = [this.store.get("X"), this.store.get("y")];
    const fits = X.length === y.length && X.length > 0 && X.every((/** @type {number[]} */ row) => row.length === this.data.sizes[0]);
    if (fits) this.fitting = { X, y };
    return this.fitting;
  }

  /** @param {import("../../core/training/training.js").Examples | null} [validation] */
  newTrainer(validation = this.data.validation) {
    const settings = /** @type {import("../../core/training/training.js").Settings} */ (this.settings());
    const { examples } = this;
    // Until Python has drawn batches for another number of examples, all are used in each step.
    const fits = this.drawn?.n_examples === examples.y.length;
    const draws = fits ? this.draws : { ...this.draws, order: new Uint16Array(0) };
    return new Trainer(settings, examples, draws, validation);
  }

  newRun() {
    this.nSteps = this.store.get("n_steps");
    if (!this.own.active()) return new Run(this.trainer, this.theta, this.nSteps);
    return new OwnRun(this.trainer, this.theta, this.nSteps, this.own, this.examples, this.data.ahead);
  }

  /** Begin again with the settings that hold now. */
  restart() {
    this.unpack();
    this.trainer = this.newTrainer();
    this.run = this.newRun();
    this.begin();
  }

  begin() {
    this.run.advance(0);
    this.version += 1;
    this.restartSweep();
  }

  /** The other starts are trained again only where it is another training. */
  restartSweep() {
    const { settings } = this.trainer;
    const key = JSON.stringify([settings, this.examples, this.nSteps, this.drawn?.key]);
    if (key === this.sweepKey) return;
    this.sweepKey = key;
    const several = this.starts.length > 1 && !this.own.active();
    this.sweep = several ? new Sweep(this.newTrainer(null), this.starts, this.nSteps) : null;
  }

  /**
   * Train on for some milliseconds.
   * @param {number} budget
   * @returns {boolean} whether there is more to do
   */
  work(budget) {
    const deadline = performance.now() + budget;
    this.run.advance(this.nSteps, deadline);
    if (this.sweep && this.run.finished) this.sweep.advance(deadline);
    const waits = this.run instanceof OwnRun; // Python is at work: its answer wakes us
    return (!this.run.finished && !waits) || Boolean(this.sweep && !this.sweep.finished);
  }

  /** The last step that can be looked at. */
  get last() {
    return this.run.finished ? Math.max(0, this.run.last) : this.nSteps;
  }

  /** A step that is known, nearest to the one that is wanted. @param {number} step */
  known(step) {
    return Math.max(0, Math.min(step, this.run.last));
  }

  /** The probabilities of all examples at a step that is known. @param {number} step @returns {ArrayLike<number>} */
  probabilities(step) {
    if (this.run instanceof OwnRun && this.run.seen.length) return this.run.seen[step];
    const { trainer } = this;
    const theta = this.run.weightsAt(step);
    trainer.measure(theta, true);
    this.run.measuredAt = -1;
    return trainer.work.A[trainer.work.A.length - 1];
  }
}
