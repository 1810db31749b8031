/** The arrow on a neuron's line: one grip moves the line (b), the other turns and lengthens w. */

import { minus, rounded } from "../../core/text/numbers.js";
import { svgText } from "../../draw/math/math.js";
import { arrowOf, heading, slide, tidy, turn } from "../../draw/plane/line.js";
import { arrowHead, move } from "../../draw/svg.js";
import { attr, s } from "../../frame/dom.js";

/** @typedef {import("../../draw/plane/line.js").Weights} Weights */
/** @typedef {import("../../draw/plane/line.js").Window} Window */
/** @typedef {import("../../draw/plane/plane.js").Plane} Plane */

const DEGREE = Math.PI / 180;
const TURN = { coarse: 3 * DEGREE, fine: 0.5 * DEGREE };
const LENGTHEN = { coarse: 1.06, fine: 1.01 };

export class Arrow {
  /**
   * @param {Plane} plane
   * @param {{w: [string, string], b: string}} names  the weights' names; b "" where there is none
   * @param {() => Weights} read  as they are now
   * @param {(weights: Record<string, number>, done: boolean) => void} change
   */
  constructor(plane, names, read, change) {
    this.plane = plane;
    this.names = names;
    this.read = read;
    this.change = change;
    /** @type {[number, number] | undefined} what the foot stays next to */
    this.anchor = undefined;
    this.line = s("line", { class: "cg-boundary-arrow" });
    this.head = s("path", { class: "cg-boundary-head" });
    this.name = s("g", { "aria-hidden": "true" });
    this.foot = grip("foot");
    this.tip = grip("tip");
    if (!names.b) this.foot.setAttribute("visibility", "hidden");
    this.group = s("g", {}, this.line, this.head, this.name, this.foot, this.tip);
    plane.front.append(this.group);
    this.symbol = "";
  }

  /** @returns {Window} */
  get window() {
    const { x, y } = this.plane.axes;
    return { x, y };
  }

  get arrow() {
    return arrowOf(this.read(), this.window, this.anchor);
  }

  /** @param {string} symbol of the weights, LaTeX */
  draw(symbol) {
    const { arrow } = this;
    attr(this.group, { visibility: arrow ? null : "hidden" });
    if (!arrow) return;
    const { sx, sy } = this.plane.axes;
    const [x1, y1, x2, y2] = [sx.to(arrow.foot[0]), sy.to(arrow.foot[1]), sx.to(arrow.tip[0]), sy.to(arrow.tip[1])];
    const angle = Math.atan2(y2 - y1, x2 - x1);
    attr(this.line, { x1, y1, x2: x2 - 7 * Math.cos(angle), y2: y2 - 7 * Math.sin(angle) });
    attr(this.head, { d: arrowHead(x2, y2, angle, 12) });
    move(this.foot, x1, y1);
    move(this.tip, x2, y2);
    move(this.name, (x1 + x2) / 2 + 15 * Math.sin(angle), (y1 + y2) / 2 - 15 * Math.cos(angle) + 4);
    this.tell(this.read(), symbol);
  }

  /** @param {Weights} weights @param {string} symbol */
  tell({ w1, w2, b }, symbol) {
    if (symbol !== this.symbol) {
      this.symbol = symbol;
      this.name.replaceChildren(svgText(symbol, { class: "cg-boundary-name", "text-anchor": "middle" }));
    }
    const text = (/** @type {number} */ value) => minus(rounded(value, 2).text);
    const degrees = Math.round((Math.atan2(w2, w1) / DEGREE + 360) % 360);
    attr(this.foot, { "aria-label": "the line: arrow keys move it", "aria-valuenow": b, "aria-valuetext": `bias ${text(b)}` });
    attr(this.tip, {
      "aria-label": "the weights: left and right turn the line, up and down make p steeper or flatter",
      "aria-valuenow": degrees,
      "aria-valuemax": 360,
      "aria-valuetext": `weights ${text(w1)} and ${text(w2)}, towards ${degrees} degrees`,
    });
  }

  /**
   * @param {Weights} weights
   * @param {boolean} done
   */
  put(weights, done) {
    const { w, b } = this.names;
    const { w1, w2, b: bias } = tidy(weights, this.window);
    this.change({ [w[0]]: w1, [w[1]]: w2, ...(b ? { [b]: bias } : {}) }, done);
  }

  /**
   * Begin to drag one of the grips.
   * @param {string} which
   * @returns {(at: {x: number, y: number}, done: boolean) => void}
   */
  drag(which) {
    const { arrow } = this;
    const before = this.read();
    if (which === "foot") {
      return ({ x, y }, done) => {
        this.anchor = [x, y];
        this.put(slide(before, [x, y]), done);
      };
    }
    if (!arrow) return () => {};
    const start = heading(arrow.foot, arrow.tip, this.window);
    this.anchor = arrow.foot;
    return ({ x, y }, done) => {
      const now = heading(arrow.foot, [x, y], this.window);
      if (now.length < 0.01) return;
      this.put(this.about(before, arrow.foot, now.angle - start.angle, now.length / start.length), done);
    };
  }

  /** @param {Weights} weights @param {[number, number]} foot @param {number} angle @param {number} times */
  about(weights, foot, angle, times) {
    if (this.names.b) return turn(weights, this.window, foot, angle, times);
    const turned = turn(weights, this.window, foot, angle, times);
    return { ...turned, b: weights.b }; // without a bias the line goes through the origin
  }

  /**
   * @param {string} which
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key was used
   */
  key(which, event) {
    const way = /** @type {Record<string, [number, number]>} */ ({
      ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
    })[event.key];
    const { arrow } = this;
    if (!way || !arrow) return false;
    const before = this.read();
    const size = event.shiftKey ? "fine" : "coarse";
    if (which === "foot") {
      const step = (event.shiftKey ? 0.01 : 0.05) * (way[1] - way[0]);
      this.put({ ...before, b: before.b + step }, true);
      return true;
    }
    this.anchor = arrow.foot;
    this.put(this.about(before, arrow.foot, way[0] * TURN[size], LENGTHEN[size] ** way[1]), true);
    return true;
  }
}

/** @param {string} which */
function grip(which) {
  return s(
    "g",
    { class: "cg-plane-grip cg-plane-movable", "data-grip": which, tabindex: 0, role: "slider" },
    s("circle", { class: "cg-plane-reach", r: 13 }),
    s("circle", { class: "cg-plane-ring", r: 12 }),
    ...(which === "foot" ? [s("circle", { class: "cg-boundary-foot", r: 6.5 })] : []),
  );
}
