// Gradient descent as course.training does it, one step at a time, so that a page can do as many
// as fit into a frame.

import { countRight, lossGradient, lossOf, Net } from "./net.js";
import { Batches, Masks } from "./drawn.js";

/** @typedef {import("./net.js").Activation} Activation */

/**
 * @typedef {object} Settings
 * @property {number[]} sizes
 * @property {Activation} activation
 * @property {string} loss
 * @property {"mean" | "sum" | "online"} reduction online: a step learns from one row
 * @property {number} learningRate
 * @property {number} l1
 * @property {number} l2
 * @property {number} rate dropout of the hidden units
 * @property {number} batchSize 0: all rows at once
 * @property {0 | 1} [tie] the class where p is exactly 1/2
 */

/**
 * @typedef {{X: number[][], y: number[]}} Examples
 * @typedef {{order: Uint16Array, bank: Uint16Array, places: Uint16Array}} Draws
 * @typedef {{loss: number, penalty: number, right: number, validationLoss: number, validationRight: number}} Record
 *   at one step, dropout off
 */

export class Trainer {
  /**
   * @param {Settings} settings
   * @param {Examples} examples
   * @param {Draws} draws
   * @param {Examples | null} [validation]
   */
  constructor(settings, examples, draws, validation = null) {
    this.settings = settings;
    this.net = new Net(settings.sizes, settings.activation);
    this.mean = settings.reduction !== "sum";
    this.n = examples.y.length;
    this.y = Float64Array.from(examples.y);
    this.work = this.filled(examples.X);
    this.batches = new Batches(draws.order, this.n, settings.batchSize, settings.reduction === "online");
    const hidden = settings.sizes.slice(1, -1);
    const dropout = settings.rate > 0 && hidden.length > 0;
    this.masks = dropout ? new Masks(draws.bank, draws.places, hidden, this.n) : null;
    // The training pass needs room of its own where it is not the pass that is measured.
    this.plain = !dropout && this.batches.full;
    this.batch = this.plain ? this.work : this.filled(examples.X);
    this.batchY = this.plain ? this.y : Float64Array.from(examples.y);
    this.validationY = Float64Array.from(validation?.y ?? []);
    this.validation = validation?.y.length ? this.filled(validation.X) : null;
    this.gradient = new Float64Array(this.net.size);
    /** @type {Record} */
    this.record = { loss: 0, penalty: 0, right: 0, validationLoss: NaN, validationRight: 0 };
  }

  /** Room with these inputs in it. @param {number[][]} X */
  filled(X) {
    const work = this.net.room(X.length);
    work.A[0].set(X.flat());
    return work;
  }

  /**
   * Measure, with dropout off; `brief` counts only the right ones.
   * @param {Float64Array} theta
   * @param {boolean} [brief]
   * @returns {Record} the same object each time
   */
  measure(theta, brief = false) {
    const { net, work, record, validation } = this;
    const { loss, l1, l2, tie } = this.settings;
    net.forward(theta, work, this.n, null, this.plain);
    record.right = countRight(this.y, work.A[work.A.length - 1], this.n, tie);
    if (brief) return record;
    record.loss = lossOf(loss, this.mean, this.y, work);
    record.penalty = net.penalty(theta, l1, l2);
    if (validation) {
      net.forward(theta, validation);
      record.validationLoss = lossOf(loss, this.mean, this.validationY, validation);
      record.validationRight = countRight(this.validationY, validation.A[validation.A.length - 1], validation.n, tie);
    }
    return record;
  }

  /**
   * Take one step, in place. Where all rows are used and none dropped, `measure` has gone forward.
   * @param {Float64Array} theta
   * @param {number} step from 0
   * @param {boolean} [measured] whether `measure(theta)` came just before
   */
  step(theta, step, measured = false) {
    const { net, batch, gradient } = this;
    const { loss, l1, l2, rate, learningRate } = this.settings;
    const rows = this.batches.rows(step);
    const n = rows ? rows.length : this.n;
    const masks = this.masks ? this.masks.at(step, rate, n) : null;
    if (rows) this.gather(rows);
    if (!this.plain || !measured) net.forward(theta, batch, n, masks, true);
    lossGradient(loss, this.mean, this.batchY, batch, n);
    net.backward(theta, batch, gradient, n, masks);
    net.penalty(theta, l1, l2, gradient);
    for (let i = 0; i < theta.length; i++) theta[i] -= learningRate * gradient[i];
  }

  /** @param {Uint16Array} rows */
  gather(rows) {
    const width = this.settings.sizes[0];
    const [from, into] = [this.work.A[0], this.batch.A[0]];
    for (let i = 0; i < rows.length; i++) {
      for (let k = 0; k < width; k++) into[i * width + k] = from[rows[i] * width + k];
      this.batchY[i] = this.y[rows[i]];
    }
  }
}

/** Whether every number is finite. @param {Float64Array} theta */
export function allFinite(theta) {
  for (let i = 0; i < theta.length; i++) if (!Number.isFinite(theta[i])) return false;
  return true;
}
