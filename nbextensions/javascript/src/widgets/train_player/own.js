/** A training whose steps a student's own functions take, in Python: some at a time, ahead of the eye. */

import { History } from "../../core/training/history.js";
import { countRight, lossOf } from "../../core/training/net.js";
import { allFinite } from "../../core/training/training.js";
import { crossEntropy } from "../../core/graph/operations.js";
import { same } from "../../frame/store.js";

/** @typedef {import("../../core/training/training.js").Trainer} Trainer */

const MOST = 200; // steps of one question
const TOLD = ["theta", "learning_rate", "l1", "l2", "loss", "reduction", "X", "y"];
const SECONDS = 0.03; // after which Python answers with what it has

export class OwnRun {
  /**
   * @param {Trainer} trainer
   * @param {Float64Array} start
   * @param {number} nSteps
   * @param {import("../../frame/own.js").Own} own
   * @param {import("../../core/training/training.js").Examples} examples
   * @param {any} [ahead] the first steps of one training, which Python took before it was asked
   */
  constructor(trainer, start, nSteps, own, examples, ahead) {
    this.trainer = trainer;
    this.nSteps = nSteps;
    this.own = own;
    this.examples = examples;
    this.history = new History(nSteps, trainer.validation !== null);
    /** @type {Float64Array[]} weights after each step that is known */
    this.kept = [Float64Array.from(start)];
    /** @type {number[][]} what the student's forward pass gave, by step; empty: it is the course's */
    this.seen = [];
    this.diverged = false;
    this.measuredAt = -1;
    this.stopped = false; // after an exception, until something changes
    const question = /** @type {any} */ (this.question());
    if (ahead && TOLD.every((name) => same(question[name], ahead[name]))) this.take(ahead);
  }

  get last() {
    return this.history.count - 1;
  }

  get finished() {
    return this.diverged || this.stopped || this.last >= this.nSteps;
  }

  /** @param {number} step */
  weightsAt(step) {
    return this.kept[Math.max(0, Math.min(step, this.kept.length - 1))];
  }

  /** The next steps; null where none are wanted. */
  question() {
    if (this.finished) return null;
    const { learningRate: learning_rate, l1, l2, loss, reduction } = this.trainer.settings;
    const count = Math.min(MOST, this.nSteps - this.kept.length + 1);
    const theta = [...this.kept[this.kept.length - 1]];
    return { theta, count, seconds: SECONDS, learning_rate, l1, l2, loss, reduction, ...this.examples };
  }

  /** Record the start, where the course's own forward pass serves. @param {number} _to */
  advance(_to) {
    if (this.last < 0 && !this.own.active("forward")) this.record(0);
  }

  /**
   * Take in what Python found.
   * @param {{weights: number[][], p: number[][], diverged: boolean}} found
   */
  take(found) {
    const first = this.last + 1;
    const room = this.nSteps + 1 - this.kept.length;
    for (const theta of found.weights.slice(0, room)) this.kept.push(Float64Array.from(theta));
    if (found.p.length) this.seen.push(...(this.seen.length ? found.p.slice(1) : found.p));
    for (let step = first; step < this.kept.length; step++) this.record(step);
    this.diverged = found.diverged;
  }

  /** @param {number} step */
  record(step) {
    const { trainer } = this;
    const record = trainer.measure(this.kept[step]);
    const p = this.seen[step];
    if (p) {
      record.right = countRight(trainer.y, p, trainer.n, trainer.settings.tie);
      record.loss = ownLoss(trainer, p);
    }
    if (allFinite(this.kept[step])) this.history.add(record);
  }
}

/** The loss of probabilities that came from elsewhere. @param {Trainer} trainer @param {number[]} p */
function ownLoss(trainer, p) {
  const { loss } = trainer.settings;
  if (!loss.startsWith("binary")) {
    const work = { A: [Float64Array.from(p)] };
    return lossOf(loss, trainer.mean, trainer.y, /** @type {any} */ ({ ...work, n: p.length }));
  }
  const sum = p.reduce((total, value, i) => total + crossEntropy(trainer.y[i], value), 0);
  return trainer.mean ? sum / p.length : sum;
}
