// What the dropout view shows now: the team of a row, its mask, what comes out, what goes back.

import { averages, handedOn, probability, runningMeans, scoreOf } from "../../core/network/dropout.js";
import { same } from "../../frame/store.js";

/** @typedef {import("../network_view/state.js").NetState} NetState */

export class DropoutState {
  /** @param {NetState} net @param {number[][]} drawn  uniform numbers from Python */
  constructor(net, drawn) {
    this.net = net;
    this.drawn = drawn;
    const { layers } = net.shape.data;
    const last = layers[layers.length - 1];
    this.units = layers[layers.length - 2].activations;
    this.biases = layers[layers.length - 2].biases;
    this.weights = last.weights.map(([name]) => name);
    this.bias = last.biases[0];
    this.o = last.sums[0];
    this.p = last.activations[0];
    /** @type {any} */
    this.meansOf = null;
  }

  /** @param {import("../../frame/store.js").Store} store @returns {string} */
  read(store) {
    const wrong = this.net.read(store);
    if (wrong) return wrong;
    const value = (/** @type {string} */ name) => this.net.value(name);
    this.rate = /** @type {number} */ (store.get("rate"));
    this.scaled = /** @type {boolean} */ (store.get("scaled"));
    this.mask = /** @type {number[]} */ (store.get("mask"));
    this.step = /** @type {number} */ (store.get("step"));
    this.team = { h: this.units.map(value), w: this.weights.map(value), b: this.bias ? value(this.bias) : 0, rate: this.rate };
    this.score = scoreOf(this.team, this.mask, this.scaled);
    this.probability = probability(this.score);
    this.full = value(this.o);
    this._means();
    this._backward();
    return "";
  }

  /** Over all masks, and over those that were drawn; anew only where what they depend on changed. */
  _means() {
    const key = [this.team, this.scaled];
    if (same(key, this.meansOf)) return;
    this.meansOf = key;
    const team = /** @type {import("../../core/network/dropout.js").Team} */ (this.team);
    this.exact = { plain: averages(team, false), scaled: averages(team, true) };
    this.running = runningMeans(team, this.drawn, Boolean(this.scaled));
  }

  /** The loss of this row, backward through the mask. */
  _backward() {
    const { net } = this;
    const { graph } = net.trace;
    const leaves = Object.fromEntries(graph.leaves().map(({ name }) => [name, net.value(name)]));
    const trace = graph.evaluate(leaves).replace(this.o, /** @type {number} */ (this.score));
    const delta = graph.has("loss") ? trace.derivatives("loss")[this.o] : 0;
    const { h, w } = /** @type {import("../../core/network/dropout.js").Team} */ (this.team);
    this.handed = h.map((one, j) => this.pass(one, j));
    this.slopes = this.handed.map((one) => delta * one);
    this.unmasked = h.map((one) => delta * one); // the slip: A where A times the mask belongs
    this.blame = this.units.map((name, j) => this.pass(delta * w[j], j) * trace.factors(name)[0]);
  }

  /** Multiply by the mask, scaled or not. @param {number} value @param {number} j */
  pass(value, j) {
    return handedOn(value, /** @type {number[]} */ (this.mask)[j], /** @type {number} */ (this.rate), Boolean(this.scaled));
  }

  get out() {
    return this.units.filter((_, j) => !(/** @type {number[]} */ (this.mask)[j]));
  }
}
