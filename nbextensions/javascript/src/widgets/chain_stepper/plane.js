/** The plane of two inputs: where the example is, on which side of the boundary, and where the step moves it. */

import { contour } from "../../core/contours.js";
import { Plane } from "../../draw/plane/plane.js";

/** @typedef {import("./state.js").Shown} Shown */

const CELLS = 41;

/**
 * Whether a graph is a function on a plane.
 * @param {import("../../core/graph/graph.js").Graph} graph
 */
export function hasPlane(graph) {
  const inputs = graph.leaves("input").filter((leaf) => leaf.quantity !== "target").map((leaf) => leaf.name);
  return inputs.join() === "X1,X2" && graph.has("p") && graph.node("p").operation === "sigmoid";
}

export class ChainPlane {
  /** @param {import("../../frame/frame.js").Frame} frame @param {[number, number, number, number]} window */
  constructor(frame, [left, right, lower, upper]) {
    this.plane = new Plane(frame, {
      x: [left, right], y: [lower, upper], width: 200, height: 188, size: 6,
      margin: { left: 46, right: 10, top: 8, bottom: 36 }, label: "The plane of the inputs",
    });
    Object.assign(this.plane.axes, { mostTicks: 3, key: "" }); // small as it is
    this.plane.element.classList.add("cg-chain-plane");
    this.grid = gridOf([left, right], [lower, upper]);
    this.lines = "";
  }

  get element() {
    return this.plane.element;
  }

  /** @param {Shown} shown */
  draw({ context: { sheet, row }, step, revealed }) {
    const { graph } = sheet;
    const labels = /** @type {[string, string]} */ (["X1", "X2"].map((name) => graph.node(name).symbol));
    this.plane.axes.set({ labels });
    const all = step.kind === "over" || step.kind === "update";
    const judged = (/** @type {number} */ r) => revealed.values.has("y_hat") && (r === row || revealed.over.size > 0 || revealed.update);
    this.plane.points(
      Array.from({ length: sheet.n }, (_, r) => ({
        x: sheet.value(r, "X1"), y: sheet.value(r, "X2"), target: sheet.value(r, "y"), lit: r === row || all,
        wrong: judged(r) && sheet.value(r, "y_hat") !== sheet.value(r, "y"),
      })),
    );
    this.boundary("half", sheet, sheet.reduction === "online" ? seenBy(sheet, row) : sheet.parameters);
    const next = Object.fromEntries(Object.entries(sheet.updateAfter(row)).map(([name, cell]) => [name, cell.value]));
    this.boundary("level next", sheet, revealed.update ? next : null);
    const lit = ["h", "o", "p", "y_hat"].includes(step.node) && step.kind === "value";
    this.plane.svg.classList.toggle("cg-chain-boundary", lit);
  }

  /**
   * The line on which p is one half: there the score is 0.
   * @param {string} name
   * @param {import("../../core/table/sheet.js").Sheet} sheet
   * @param {Record<string, number> | null} parameters
   */
  boundary(name, { graph }, parameters) {
    if (!parameters) return this.plane.contours(name, [], CELLS);
    const score = graph.nodes[graph.node("p").parents[0]].name;
    const trace = graph.evaluate({ ...parameters, ...this.grid }, CELLS * CELLS);
    this.plane.contours(name, contour(trace.values(score), CELLS, CELLS, 0), CELLS);
  }
}

/** @param {import("../../core/table/sheet.js").Sheet} sheet @param {number} row */
function seenBy(sheet, row) {
  return Object.fromEntries(Object.keys(sheet.parameters).map((name) => [name, sheet.value(row, name)]));
}

/** @param {[number, number]} x @param {[number, number]} y */
function gridOf(x, y) {
  const at = (/** @type {[number, number]} */ [low, high], /** @type {number} */ k) => low + ((high - low) * k) / (CELLS - 1);
  const count = CELLS * CELLS;
  const X1 = Float64Array.from({ length: count }, (_, k) => at(x, k % CELLS));
  const X2 = Float64Array.from({ length: count }, (_, k) => at(y, Math.floor(k / CELLS)));
  return { X1, X2 };
}
