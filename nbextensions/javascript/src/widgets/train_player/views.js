/** What the net makes of the plane, at one step: the large heat map, and one for each hidden unit. */

import { Field, nodes } from "../../core/training/net_field.js";
import { classRamp } from "../../draw/plane/colours.js";
import { OwnRun } from "./own.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("./parts.js").Parts} Parts */
/** @typedef {{inputs: string[], hidden: (layer: number, unit: number) => string, p: string, y: string}} Letters */

const FINE = 100; // nodes on each side of the large heat map
const COARSE = 40; // of the small ones
const OWN = 41; // of one that Python computes

export class Views {
  /**
   * @param {import("../index.js").Context} context
   * @param {Session} session
   * @param {Parts} parts
   */
  constructor({ store, frame, own, data }, session, parts) {
    this.store = store;
    this.frame = frame;
    this.own = own;
    this.product = Boolean(data.product);
    this.session = session;
    this.parts = parts;
    this.ramp = classRamp(frame);
    this.key = "";
    /** @type {{activation: string, fine: Field, coarse: Field} | null} */
    this.grids = null;
    /** @type {{key: string, p: number[]} | null} what the student's forward pass makes of the plane */
    this.seen = null;
  }

  /** Draw again, whatever was drawn before. */
  forget() {
    this.ramp = classRamp(this.frame);
    this.parts.picture.plane.repaint();
    this.key = "";
  }

  /** The hidden unit that is enlarged. @returns {[number, number] | null} */
  get enlarged() {
    const { sizes } = this.session.trainer.net;
    const [layer, unit] = this.store.get("unit").split(".").map((/** @type {string} */ part) => Number(part) - 1);
    return layer >= 0 && layer + 2 < sizes.length && unit >= 0 && unit < sizes[layer + 1] ? [layer, unit] : null;
  }

  /** @param {number} step @param {Letters} letters */
  draw(step, letters) {
    const { session, store, parts } = this;
    const own = this.own.active("forward");
    const net = !store.get("numbers");
    const key = `${session.version} ${step} ${store.get("unit")} ${net} ${own ? this.seen?.key : ""}`;
    if (key === this.key) return;
    this.key = key;
    const theta = session.run.weightsAt(step);
    if (net) parts.units.weigh(theta);
    else parts.weights.draw(theta);
    parts.units.choose(store.get("unit"));
    const large = this.enlarged;
    const shown = large ? letters.hidden(...large) : letters.p;
    const [across, up] = [letters.inputs[0], parts.isPlane ? letters.inputs[1] : letters.y];
    parts.picture.write([across, up], shown, large ? this.ends() : ["0", "1", ""]);
    if (!parts.isPlane) return;
    if (own) parts.picture.heat(this.seen?.p ?? null, OWN, 0.5);
    else this.paint(theta, large, net && session.trainer.net.sizes.length > 2);
  }

  /** What the colours of a hidden unit mean. @returns {[string, string, string]} */
  ends() {
    const words = { sigmoid: ["0", "1"], tanh: ["−1", "1"], relu: ["0", "most"] };
    const [low, high] = words[this.session.trainer.net.activation];
    return [low, high, "Esc: output"];
  }

  /** @param {Float64Array} theta @param {[number, number] | null} large @param {boolean} small whether the units are shown */
  paint(theta, large, small) {
    const { fine, coarse } = this.fields();
    const relu = this.session.trainer.net.activation === "relu";
    fine.evaluate(theta);
    this.parts.picture.heat(large ? fine.unit(...large) : fine.p, FINE, large && relu ? 0.5 + 1e-6 : 0.5);
    if (!small) return;
    coarse.evaluate(theta);
    this.parts.units.paint(coarse, this.ramp);
  }

  /** The grids, made again where the net is another. */
  fields() {
    const { net } = this.session.trainer;
    if (this.grids?.activation !== net.activation) {
      const { window } = this.parts.picture;
      this.grids = { activation: net.activation, fine: new Field(net, FINE, window), coarse: new Field(net, COARSE, window) };
    }
    return this.grids;
  }

  /** Ask the student's functions for what is missing: the next steps, and what they make of the plane. @param {number} step */
  ask(step) {
    const { session, own } = this;
    const { run } = session;
    if (!(run instanceof OwnRun) || own.pending) return;
    const key = `${session.version} ${step}`;
    const wanted = own.active("forward") && this.parts.isPlane && run.last >= 0 && !run.stopped && this.seen?.key !== key;
    const X = wanted ? nodes(OWN, this.parts.picture.window, this.product) : [];
    const field = wanted ? { theta: [...run.weightsAt(step)], X } : null;
    const steps = run.question();
    if (!field && !steps) return;
    own.request({ steps, field }, ({ result, problem }) => {
      this.frame.problem(problem ?? null);
      if (problem) run.stopped = true;
      if (result?.field) this.seen = { key, p: result.field };
      if (result?.steps) run.take(result.steps);
      this.store.schedule("work");
    });
  }
}
