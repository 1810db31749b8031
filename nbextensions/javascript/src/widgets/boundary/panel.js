/** What stands beside the plane: the weights, how many are right, and the place that is looked at. */

import { circle, triangle, wrongMark } from "../../draw/svg.js";
import { toMathML, toPlain } from "../../draw/math/math.js";
import { select, slider } from "../../frame/controls.js";
import { h, s, setText } from "../../frame/dom.js";
import { number } from "./words.js";

/** @typedef {import("../../frame/store.js").Store} Store */
/** @typedef {import("../../core/graph/graph.js").Graph} Graph */
/** @typedef {import("./state.js").Examples} Examples */

const MOST_SLIDERS = 5; // a net has too many weights: one slider, and a list to choose from

/** Sliders for the weights, made anew in other letters. */
export class Weights {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.element = h("div", { class: "cg-boundary-weights" });
    this.names = Object.keys(store.parameters());
    this.key = "";
    /** @type {(() => void)[]} */
    this.shows = [];
  }

  /** @param {Graph} graph */
  draw(graph) {
    const one = this.names.length > MOST_SLIDERS;
    const chosen = this.names.includes(this.store.get("weight")) ? this.store.get("weight") : this.names[0];
    const shown = one ? [chosen] : this.names;
    const key = [...shown, ...this.names.map((name) => graph.node(name).symbol)].join("|");
    if (key !== this.key) {
      this.key = key;
      const sliders = shown.map((name) => this.sliderOf(name, graph.node(name).symbol));
      this.shows = sliders.map((made, k) => () => made.show(this.store.get(shown[k])));
      this.element.replaceChildren(...(one ? [this.list(graph, chosen)] : []), ...sliders);
    }
    for (const show of this.shows) show();
  }

  /** @param {string} name @param {string} label */
  sliderOf(name, label) {
    const value = this.store.get(name);
    const most = Math.max(6, Math.ceil(1.5 * Math.abs(value)));
    return slider({
      label, min: -most, max: most, step: most / 120, value,
      onInput: (next) => this.store.set({ [name]: tidied(next) }),
      onDone: (next) => this.store.set({ [name]: tidied(next) }, { done: true }),
    });
  }

  /** @param {Graph} graph @param {string} value */
  list(graph, value) {
    const options = this.names.map((name) => /** @type {[string, string]} */ ([name, toPlain(graph.node(name).symbol)]));
    return select({ label: "Weight", options, value, onChange: (weight) => this.store.set({ weight }, { done: true }) });
  }
}

/** A slider's 1.1500000000000004 is 1.15. @param {number} value */
function tidied(value) {
  return Number(value.toPrecision(12));
}

/** How many are right, beside what guessing would get. */
export class Score {
  constructor() {
    this.right = h("b", {});
    this.share = h("span", {});
    this.always = h("span", {});
    this.base = h("span", {});
    this.baseShare = h("span", {});
    this.lossName = h("span", { class: "cg-math" });
    this.loss = h("span", {});
    this.notes = h("div", { class: "cg-boundary-notes" });
    this.lossRow = [h("span", {}, "loss ", this.lossName), this.loss, h("span", {})];
    const rows = [h("span", {}, "right"), this.right, this.share, this.always, this.base, this.baseShare];
    this.element = h("div", {}, h("div", { class: "cg-boundary-score" }, ...rows, ...this.lossRow), this.notes);
    this.symbol = "";
  }

  /** @param {Examples} examples @param {string} lossSymbol LaTeX @param {string[]} notes */
  draw(examples, lossSymbol, notes) {
    const n = examples.right.length;
    setText(this.right, `${examples.nRight ?? "–"} of ${n}`);
    setText(this.share, examples.nRight === null ? "" : percent(examples.nRight / n));
    setText(this.always, examples.commoner === null ? "always the same class" : `always class ${examples.commoner}`);
    setText(this.base, `${examples.majority} of ${n}`);
    setText(this.baseShare, percent(examples.majority / n));
    for (const cell of this.lossRow) cell.hidden = examples.loss === null;
    if (lossSymbol !== this.symbol) {
      this.symbol = lossSymbol;
      this.lossName.innerHTML = toMathML(lossSymbol);
    }
    if (examples.loss !== null) setText(this.loss, number(examples.loss, 4));
    const before = [...this.notes.children].map((note) => note.textContent);
    if (before.join() !== notes.join()) this.notes.replaceChildren(...notes.map((note) => h("p", {}, note)));
  }
}

/** The place that is looked at, worked out. */
export class Readout {
  constructor() {
    this.where = h("div", { class: "cg-boundary-where" });
    this.lines = h("div", { class: "cg-boundary-lines" });
    this.verdict = h("div", { class: "cg-boundary-verdict" });
    const parts = [this.where, this.lines, this.verdict];
    this.element = h("section", { class: "cg-boundary-readout", "aria-label": "The place that is looked at" }, ...parts);
    this.shape = "";
    /** @type {HTMLElement[][]} */
    this.pieces = [];
    /** @type {string[][]} */
    this.written = [];
  }

  /** @param {import("./words.js").LookedAt} what */
  draw({ where, lines, verdict, state }) {
    setText(this.where, where);
    setText(this.verdict, verdict);
    this.verdict.dataset.state = state;
    const shape = lines.map((line) => line.length).join();
    if (shape !== this.shape) {
      this.shape = shape;
      this.pieces = lines.map((line) => line.map(() => h("span", {})));
      this.lines.replaceChildren(...this.pieces.map((line) => h("div", {}, ...line.flatMap((piece) => [piece, " "]))));
      this.written = lines.map(() => []);
    }
    lines.forEach((line, i) => line.forEach((tex, k) => this.write(i, k, tex)));
  }

  /** Symbols stay while numbers move: laying formulas out costs milliseconds. @param {number} i @param {number} k @param {string} tex */
  write(i, k, tex) {
    if (this.written[i][k] === tex) return;
    this.written[i][k] = tex;
    this.pieces[i][k].innerHTML = toMathML(tex);
  }
}

/** What the marks mean. */
export class Legend {
  constructor() {
    this.element = h("div", { class: "cg-boundary-legend" });
    this.key = "";
  }

  /** @param {string} p LaTeX @param {boolean} heat */
  draw(p, heat) {
    const key = `${p}|${heat}`;
    if (key === this.key) return;
    this.key = key;
    const marks = [
      item(mark("0", circle(6.5)), "class 0"),
      item(mark("1", triangle(6.5)), "class 1"),
      item(small("-13 -13 26 26", s("path", { class: "cg-plane-wrong", d: wrongMark(5.4) })), "wrong"),
      item(stroke("cg-plane-half"), h("span", { html: toMathML(`${p} = 0.5`) })),
    ];
    if (heat) marks.push(item(stroke("cg-plane-level"), "0.1, 0.9"));
    this.element.replaceChildren(...marks);
  }
}

/** @param {string} viewBox @param {Element} child @param {string} [name] */
function small(viewBox, child, name) {
  return s("svg", { viewBox, class: name, "aria-hidden": "true" }, child);
}

/** @param {string} kind @param {string} d */
function mark(kind, d) {
  const shape = s("path", { class: "cg-plane-shape", d });
  return small("-13 -13 26 26", s("g", { class: "cg-plane-point", "data-class": kind }, shape));
}

/** @param {string} name */
function stroke(name) {
  return small("0 -13 40 26", s("path", { class: name, d: "M2 0H38" }), "cg-boundary-long");
}

/** @param {Element} picture @param {Element | string} words */
function item(picture, words) {
  return h("span", { class: "cg-boundary-key" }, picture, words);
}

/** @param {number} share */
function percent(share) {
  return `${Math.round(100 * share)} %`;
}
