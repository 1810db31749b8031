// What Python has drawn at random: starts, the order of the batches, and the draws behind the
// dropout masks. Nothing is drawn here.

import { bytesOf } from "../bytes.js";

/**
 * @typedef {object} Drawn as nbextensions/train_player/draws.py sends it; arrays as base64
 * @property {string} key what it was drawn for
 * @property {number} n_examples for which the batches were drawn
 * @property {number} n_parameters
 * @property {string} starts float64, one row of parameters a start
 * @property {string} order uint16, the rows of the table epoch by epoch; "" for the full batch
 * @property {string} bank uint16, draws from 0 to 65535
 * @property {string} places uint16, where in the bank each step begins
 */

/** @param {string} base64 little-endian, as every browser's machine is */
export function doubles(base64) {
  return new Float64Array(bytesOf(base64).buffer);
}

/** @param {string} base64 */
export function shorts(base64) {
  return new Uint16Array(bytesOf(base64).buffer);
}

/**
 * The starts, each as one array of parameters.
 * @param {Drawn} drawn
 */
export function startsOf(drawn) {
  const all = doubles(drawn.starts);
  const count = all.length / drawn.n_parameters;
  return Array.from({ length: count }, (_, k) => all.slice(k * drawn.n_parameters, (k + 1) * drawn.n_parameters));
}

/** Batches in the order that was drawn; the drawn epochs are gone through again when they end. */
export class Batches {
  /**
   * @param {Uint16Array} order whole epochs of `nExamples` rows
   * @param {number} nExamples
   * @param {number} batchSize 0: all rows at once, in the table's order
   * @param {boolean} [online] one row a step, in the table's order
   */
  constructor(order, nExamples, batchSize, online = false) {
    this.order = order;
    this.nExamples = nExamples;
    this.one = online ? new Uint16Array(1) : null;
    this.full = !online && (batchSize < 1 || batchSize >= nExamples || order.length < nExamples);
    this.batchSize = this.full ? nExamples : batchSize;
    this.perEpoch = Math.ceil(nExamples / this.batchSize);
    this.nEpochs = Math.max(1, Math.floor(order.length / nExamples));
  }

  /** @param {number} step from 0 @returns {Uint16Array | null} null: all rows */
  rows(step) {
    if (this.full) return null;
    if (this.one) {
      this.one[0] = step % this.nExamples;
      return this.one;
    }
    const epoch = Math.floor(step / this.perEpoch) % this.nEpochs;
    const from = (step % this.perEpoch) * this.batchSize;
    const to = Math.min(from + this.batchSize, this.nExamples);
    return this.order.subarray(epoch * this.nExamples + from, epoch * this.nExamples + to);
  }
}

/** Dropout masks: a unit is struck out where its draw lies below the rate. */
export class Masks {
  /**
   * @param {Uint16Array} bank
   * @param {Uint16Array} places
   * @param {number[]} widths units of the hidden layers
   * @param {number} nRows at most
   */
  constructor(bank, places, widths, nRows) {
    this.bank = bank;
    this.places = places;
    this.widths = widths;
    this.masks = widths.map((width) => new Float64Array(width * nRows));
  }

  /**
   * The scaled masks of one step, for `n` rows, in arrays that the next call uses again.
   * @param {number} step
   * @param {number} rate
   * @param {number} n
   */
  at(step, rate, n) {
    const { bank, places } = this;
    const below = rate * 65536;
    const scale = 1 / (1 - rate);
    let place = places[step % places.length];
    for (let l = 0; l < this.widths.length; l++) {
      const mask = this.masks[l];
      for (let i = 0; i < n * this.widths[l]; i++, place++) {
        mask[i] = bank[place % bank.length] >= below ? scale : 0;
      }
    }
    return this.masks;
  }
}
