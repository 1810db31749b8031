// Dropout on one layer before one output: every mask, how likely it is, what it lets through.
// As nbextensions/dropout_view/masks.py.

import { sigmoid } from "../graph/operations.js";

/**
 * @typedef {object} Team
 * @property {number[]} h  activations
 * @property {number[]} w  weights to the output
 * @property {number} b
 * @property {number} rate
 */

/** Every way to be there (1) or not (0); all out first, the full team last. @param {number} n @returns {number[][]} */
export function allMasks(n) {
  return Array.from({ length: 2 ** n }, (_, k) => Array.from({ length: n }, (_, j) => (k >> (n - 1 - j)) & 1));
}

/** @param {number[]} mask @param {number} rate */
export function likelihood(mask, rate) {
  return mask.reduce((product, m) => product * (m ? 1 - rate : rate), 1);
}

/** What a unit hands on. @param {number} h @param {number} m @param {number} rate @param {boolean} scaled */
export function handedOn(h, m, rate, scaled) {
  return scaled ? (h * m) / (1 - rate) : h * m;
}

/** The output's weighted sum under a mask. @param {Team} team @param {number[]} mask @param {boolean} scaled */
export function scoreOf({ h, w, b, rate }, mask, scaled) {
  return h.reduce((sum, one, j) => sum + handedOn(one, mask[j], rate, scaled) * w[j], 0) + b;
}

/**
 * Means of o and of p over all masks, each as often as it is drawn.
 * @param {Team} team
 * @param {boolean} scaled
 * @returns {{o: number, p: number}}
 */
export function averages(team, scaled) {
  let [o, p] = [0, 0];
  for (const mask of allMasks(team.h.length)) {
    const [share, score] = [likelihood(mask, team.rate), scoreOf(team, mask, scaled)];
    o += share * score;
    p += share * sigmoid(score);
  }
  return { o, p };
}

/** A mask from uniform numbers: who reaches the rate stays. @param {number[]} uniform @param {number} rate */
export function maskFrom(uniform, rate) {
  return uniform.map((u) => Number(u >= rate));
}

/**
 * The mean of o after each of the drawn masks.
 * @param {Team} team
 * @param {number[][]} drawn  uniform numbers, one row for each mask
 * @param {boolean} scaled
 * @returns {Float64Array}
 */
export function runningMeans(team, drawn, scaled) {
  let sum = 0;
  return Float64Array.from(drawn, (uniform, k) => {
    sum += scoreOf(team, maskFrom(uniform, team.rate), scaled);
    return sum / (k + 1);
  });
}

/** @param {number} score */
export function probability(score) {
  return sigmoid(score);
}
