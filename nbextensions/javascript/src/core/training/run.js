// One training from its start: its history, and its weights at any step. Weights are kept every
// few steps; those between are computed again by the same steps, so they are the same bits.

import { History } from "./history.js";
import { allFinite } from "./training.js";

/** @typedef {import("./training.js").Trainer} Trainer */

const KEPT = 65536; // numbers kept for one run: half a megabyte

export class Run {
  /**
   * @param {Trainer} trainer
   * @param {Float64Array} start
   * @param {number} nSteps
   */
  constructor(trainer, start, nSteps) {
    this.trainer = trainer;
    this.nSteps = nSteps;
    this.history = new History(nSteps, trainer.validation !== null);
    this.every = Math.max(1, Math.ceil((nSteps * start.length) / KEPT));
    /** @type {Float64Array[]} the weights at steps 0, every, 2 every, ... */
    this.kept = [];
    this.theta = Float64Array.from(start); // at the newest step
    this.cursor = { step: 0, theta: Float64Array.from(start) };
    this.diverged = false;
    this.measuredAt = -1; // the step whose forward pass still lies in the trainer's room
  }

  /** The last step that is known; -1 before the first record. */
  get last() {
    return this.history.count - 1;
  }

  /** Whether there is nothing more to do. */
  get finished() {
    return this.diverged || this.last >= this.nSteps;
  }

  /**
   * Train on, to a step or until the time is up.
   * @param {number} to
   * @param {number} [deadline] as performance.now() tells it
   */
  advance(to, deadline = Infinity) {
    const { trainer, theta, history } = this;
    const goal = Math.min(to, this.nSteps);
    while (!this.diverged && this.last < goal) {
      const step = this.last + 1;
      if (step > 0) trainer.step(theta, step - 1, this.measuredAt === step - 1);
      const record = trainer.measure(theta);
      if (step > 0 && !(Number.isFinite(record.loss + record.penalty) && allFinite(theta))) {
        this.diverged = true;
        return;
      }
      history.add(record);
      this.measuredAt = step;
      if (step % this.every === 0) this.kept.push(Float64Array.from(theta));
      if (step % 16 === 0 && performance.now() > deadline) break;
    }
    this.measuredAt = -1; // another run may use the trainer's room before the next call
  }

  /**
   * The weights at a step that is known.
   * @param {number} step
   * @returns {Float64Array} not to be changed, and the caller's only until the next call
   */
  weightsAt(step) {
    const at = Math.max(0, Math.min(step, this.last));
    if (at % this.every === 0) return this.kept[at / this.every];
    const { cursor, trainer } = this;
    const from = Math.floor(at / this.every) * this.every;
    if (cursor.step > at || cursor.step < from) {
      cursor.theta.set(this.kept[from / this.every]);
      cursor.step = from;
    }
    for (; cursor.step < at; cursor.step++) trainer.step(cursor.theta, cursor.step);
    this.measuredAt = -1;
    return cursor.theta;
  }
}

/** Many starts, each trained alike: how many examples each has right after each step. */
export class Sweep {
  /**
   * @param {Trainer} trainer
   * @param {Float64Array[]} starts
   * @param {number} nSteps
   */
  constructor(trainer, starts, nSteps) {
    this.trainer = trainer;
    this.starts = starts;
    this.nSteps = nSteps;
    this.right = new Uint16Array(starts.length * (nSteps + 1));
    this.known = new Int32Array(starts.length).fill(-1); // last step of each start
    this.current = 0;
    this.theta = new Float64Array(trainer.net.size);
  }

  get finished() {
    return this.current >= this.starts.length;
  }

  /** Train on until the time is up. @param {number} deadline as performance.now() tells it */
  advance(deadline) {
    while (!this.finished) {
      if (this.advanceOne(deadline)) this.current++;
      if (performance.now() > deadline) return;
    }
  }

  /**
   * Train the current start on.
   * @param {number} deadline
   * @returns {boolean} whether it is at its end
   */
  advanceOne(deadline) {
    const { trainer, theta, current, nSteps } = this;
    const base = current * (nSteps + 1);
    let step = this.known[current];
    if (step < 0) theta.set(this.starts[current]);
    let measured = false;
    while (step < nSteps) {
      if (step >= 0) trainer.step(theta, step, measured);
      step += 1;
      this.right[base + step] = trainer.measure(theta, true).right;
      measured = true;
      if (step % 64 === 0 && performance.now() > deadline) break;
    }
    this.known[current] = step;
    return step >= nSteps;
  }

  /** How many examples a start has right after a step; -1: not known yet. @param {number} start @param {number} step */
  rightAt(start, step) {
    return step <= this.known[start] ? this.right[start * (this.nSteps + 1) + step] : -1;
  }

  /** How many starts have all examples right after a step. @param {number} step */
  succeeded(step) {
    let count = 0;
    for (let k = 0; k < this.starts.length; k++) count += Number(this.rightAt(k, step) === this.trainer.n);
    return count;
  }
}
