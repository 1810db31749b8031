/** The plane in words and formulas. */

import { minus, rounded } from "../../core/text/numbers.js";
import { toPlain } from "../../draw/math/math.js";
import { visibleLine } from "../../draw/plane/line.js";

/**
 * @typedef {object} Shown
 * @property {import("./state.js").BoundaryState} state
 * @property {ReturnType<import("./state.js").BoundaryState["layout"]>} layout
 * @property {Record<string, number>} parameters
 * @property {import("./state.js").Examples} examples
 * @property {number} row  the chosen point
 * @property {import("./own.js").OwnPlane | null} own
 * @property {number[][]} X
 * @property {number[]} y
 * @property {import("../../draw/plane/line.js").Weights | null} line  of a single neuron
 * @property {import("../../draw/plane/line.js").Window} window
 *
 * @typedef {object} LookedAt  one place worked out
 * @property {string} where
 * @property {string[][]} lines  LaTeX; each line in pieces between which it may be broken
 * @property {string} verdict
 * @property {"right" | "wrong" | ""} state
 * @property {string} spoken
 */

const MOST_WEIGHTS = 7; // that are read out

/** @param {number} value @param {number} [places] @param {boolean} [trim] */
export function number(value, places = 2, trim = false) {
  if (Number.isNaN(value)) return "–";
  return minus(rounded(value, places, trim).text);
}

/** Digits of a probability: more where two of them would not tell it from one half. @param {number} p */
function placesOf(p) {
  return p !== 0.5 && Math.abs(p - 0.5) < 0.005 ? 4 : 2;
}

export class Words {
  /** @param {Shown} shown */
  constructor(shown) {
    this.shown = shown;
    this.graph = shown.layout.graph;
    this.sum = shown.state.sumNode(this.graph);
  }

  /** @param {string} name LaTeX of a node */
  symbol(name) {
    return this.graph.node(name).symbol;
  }

  /** The loss over all points, LaTeX. */
  loss() {
    const symbol = this.symbol("loss");
    return this.shown.layout.reduction === "sum" ? `\\sum ${symbol}` : `\\overline{${symbol}}`;
  }

  /** Sentences about what is strange. @returns {string[]} */
  notes() {
    const { line, window, own, state, layout, parameters, examples } = this.shown;
    const earlier = own?.earlier((name) => this.symbol(name));
    if (earlier) return [`This is the picture of ${earlier}.`];
    const found = examples.only === null ? [] : [`Class ${examples.only} is predicted for every point.`];
    if (line && line.w1 === 0 && line.w2 === 0) found.push("There is no line: w = 0, and p is the same everywhere.");
    else if (line && !visibleLine(line, window)) found.push("The line is outside of the picture.");
    return [...found, ...(own?.notes(state, layout, parameters) ?? [])];
  }

  /**
   * The place that is looked at: under the pointer or the cursor, else the chosen point.
   * @param {{x: number, y: number} | null} probe
   * @param {number} over the point under the pointer; -1: none
   * @returns {LookedAt}
   */
  lookedAt(probe, over) {
    const { X, own, layout } = this.shown;
    const row = X[over] ? over : this.shown.row;
    const [x1, x2] = probe ? [probe.x, probe.y] : X[row];
    const trace = this.shown.state.place(this.graph, this.shown.parameters, x1, x2);
    const p = own ? own.at(x1, x2, probe ? -1 : row) : trace.value("p");
    const places = placesOf(p);
    const lines = own ? [this.told(p, places)] : [pieces(trace.equation(this.sum, 0, 2)), pieces(trace.equation("p", 0, places))];
    const guess = this.shown.state.cut(p, layout.tie);
    const right = Number(guess) === this.target(row);
    const verdict = guess === null ? "" : `predicts ${Number(guess)}${probe ? "" : right ? ", right" : ", wrong"}`;
    const names = ["X1", "X2"].map((name) => toPlain(this.symbol(name))).join(", ");
    const at = `(${[x1, x2].map((x) => number(x, 2, !probe)).join(", ")})`;
    const where = probe ? `(${names}) = ${at}` : `point ${row + 1} at ${at}, class ${this.target(row)}`;
    const spoken = [`${where}: ${toPlain(this.symbol("p"))} = ${number(p, places)}`, verdict].filter(Boolean).join(", ");
    return { where, lines, verdict, spoken, state: probe || guess === null ? "" : right ? "right" : "wrong" };
  }

  /** What the student's function says. @param {number} p @param {number} places */
  told(p, places) {
    if (Number.isNaN(p)) return [`${this.symbol("p")} = \\text{–}`];
    const { latex, relation } = rounded(p, places);
    return [`${this.symbol("p")} ${relation} ${latex}`];
  }

  /** @param {number} i */
  target(i) {
    return this.shown.y[i] > 0.5 ? 1 : 0;
  }

  /** One point, after its name. @param {number} i */
  point(i) {
    const { p, h, guess, right } = this.shown.examples;
    const at = this.shown.X[i].map((x) => number(x, 2, true)).join(", ");
    const sum = h[i];
    const before = sum === null ? "" : `${toPlain(this.symbol(this.sum))} = ${number(sum)}, `;
    const verdict = guess[i] === null ? "" : `, predicts ${Number(guess[i])}, ${right[i] ? "right" : "wrong"}`;
    return `at (${at}), class ${this.target(i)}, ${before}${toPlain(this.symbol("p"))} = ${number(p[i], placesOf(p[i]))}${verdict}`;
  }

  /** @param {string} logic the truth table, or "" */
  describe(logic) {
    const { parameters, examples, row } = this.shown;
    const all = Object.entries(parameters).map(([name, value]) => `${toPlain(this.symbol(name))} = ${number(value)}`);
    const more = all.length > MOST_WEIGHTS ? ` and ${all.length - MOST_WEIGHTS} more weights` : "";
    const head = logic ? `${logic.toUpperCase()}: ` : "";
    const score = `${examples.nRight ?? "–"} of ${examples.right.length} points right; the commoner class has ${examples.majority}.`;
    return [`${head}${all.slice(0, MOST_WEIGHTS).join(", ")}${more}.`, ...this.notes(), score, `Point ${row + 1} ${this.point(row)}.`].join(" ");
  }
}

/** An equation in pieces between which a line may be broken. @param {string} tex */
function pieces(tex) {
  const [left, first, ...rest] = tex.split(/ (?=(?:=|\\approx) )/);
  return first ? [`${left} ${first}`, ...rest] : [left];
}
