/** The parts of the player and where they stand. */

import { timeline } from "../../draw/timeline.js";
import { choice, select } from "../../frame/controls.js";
import { h } from "../../frame/dom.js";
import { LossAndAccuracy } from "./curves.js";
import { knobs } from "./knobs.js";
import { Picture } from "./plane.js";
import { Readout } from "./readout.js";
import { BY_HAND } from "./session.js";
import { Starts } from "./starts.js";
import { Units } from "./units.js";
import { Weights } from "./weights.js";

/**
 * @typedef {object} Actions
 * @property {(step: number, done: boolean) => void} seek
 * @property {(direction: 1 | -1) => void} move
 * @property {() => void} play
 * @property {(index: number, value: number) => void} type a weight
 */

const STRIDES = [1, 10, 100];
const SPEEDS = [1, 4, 15, 60, 240, 1000];

export class Parts {
  /** @param {import("../index.js").Context} context @param {Actions} actions */
  constructor({ store, frame, own, data }, actions) {
    this.store = store;
    this.frame = frame;
    /** @type {number[]} */
    const sizes = data.sizes;
    const validated = Boolean(data.validation);
    this.isPlane = sizes[0] === 2 || Boolean(data.product);
    const set = (/** @type {string} */ name, /** @type {any} */ value) => store.set({ [name]: value }, { done: true });
    this.time = timeline({ unit: "step", onStep: actions.seek, onMove: actions.move, onPlay: actions.play });
    this.stride = numbers("by", STRIDES, store.get("stride"), (value) => set("stride", value));
    this.speed = numbers("steps a second", SPEEDS, store.get("speed"), (value) => set("speed", value));
    this.knobs = knobs(store, { hidden: sizes.length > 2, own: own.active(), ownStep: own.active("step") });
    this.look = choice({
      label: "The net as",
      options: [["net", "net"], ["numbers", "numbers"]],
      value: "net",
      onChange: (value) => set("numbers", value === "numbers"),
    });
    this.units = new Units(sizes, this.isPlane, (unit) => set("unit", store.get("unit") === unit ? "" : unit));
    this.weights = new Weights(sizes, data.names, actions.type);
    this.picture = new Picture(frame, { X: store.get("X"), y: store.get("y") }, data.validation, this.isPlane);
    this.curves = new LossAndAccuracy(validated, actions.seek);
    this.readout = new Readout(validated);
    this.starts = new Starts((start) => set("start", start));
    this.origin = choice({
      label: "The start",
      options: [["hand", "weights by hand"], ["drawn", "drawn weights"]],
      value: "drawn",
      onChange: (value) => set("start", value === "hand" ? BY_HAND : 0),
    });
    const left = h("div", { class: "cg-train-caption" }, this.look);
    this.net = h("div", { class: "cg-train-left cg-fitted", style: this.units.size }, left, this.units.element, this.weights.element);
    this.foot = h("div", { class: "cg-train-foot" }, this.origin, this.starts.element);
    const bar = h("div", { class: "cg-train-bar" }, this.time.element, this.stride, this.speed);
    const panels = h("div", { class: "cg-train-panels" }, this.net, this.picture.element, this.curves.element);
    frame.controls.append(this.knobs.element);
    this.readout.element.append(this.starts.title);
    frame.body.append(h("div", { class: "cg-train" }, bar, panels, this.readout.element, this.foot));
  }

  /**
   * Everything that is set, and what is hidden.
   * @param {{last: number, playing: boolean, several: boolean, eta: string}} state
   */
  draw({ last, playing, several, eta }) {
    const { store } = this;
    const show = new Set(store.get("show"));
    const byHand = store.get("by_hand").length > 0;
    this.knobs.draw(eta);
    this.frame.controls.hidden = !show.has("settings");
    this.net.hidden = !show.has("units");
    this.picture.element.hidden = !show.has("plane");
    this.curves.element.hidden = !show.has("curves");
    this.foot.hidden = !show.has("starts") || !several;
    this.time.show({ at: store.get("step"), total: last, playing });
    this.stride.show(String(store.get("stride")));
    this.speed.show(String(store.get("speed")));
    this.look.show(store.get("numbers") ? "numbers" : "net");
    this.units.element.hidden = store.get("numbers");
    this.weights.element.hidden = !store.get("numbers");
    this.origin.hidden = !byHand;
    this.origin.show(store.get("start") === BY_HAND ? "hand" : "drawn");
  }
}

/** @param {string} label @param {number[]} values @param {number} value @param {(value: number) => void} onChange */
function numbers(label, values, value, onChange) {
  const options = values.map((one) => /** @type {[string, string]} */ ([String(one), String(one)]));
  return select({ label, options, value: String(value), onChange: (chosen) => onChange(Number(chosen)) });
}
