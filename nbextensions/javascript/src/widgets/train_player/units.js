/** The net as it is built: inputs, hidden units as small heat maps, and edges by weight. */

import { Thumb } from "../../draw/heat.js";
import { svgText, toPlain } from "../../draw/math/math.js";
import { UNIT, sized } from "../../draw/svg.js";
import { attr, h, s, setText } from "../../frame/dom.js";
import { minus, rounded } from "../../core/text/numbers.js";

const HEIGHT = 17; // em
const INPUT = 1.2; // where the inputs stand
const OUTPUT = 0.95; // radius of the output
const LARGEST = 4.6; // em, a unit's side
const MOST_INPUTS = 12; // more than these are not drawn

/** @typedef {{from: number, to: number, line: SVGElement, text: SVGElement | null, index: number}} Edge */

export class Units {
  /**
   * @param {number[]} sizes
   * @param {boolean} plane whether there is a plane over which units can be drawn
   * @param {(unit: string) => void} onEnlarge
   */
  constructor(sizes, plane, onEnlarge) {
    this.sizes = sizes;
    this.plane = plane;
    const hidden = sizes.slice(1, -1);
    this.columns = columnsOf(hidden);
    this.width = hidden.length ? this.columns.width : 10;
    this.svg = s("svg", { viewBox: `0 0 ${this.width} ${HEIGHT}`, role: "img", class: "cg-train-edges", "aria-label": `the net ${sizes.join("-")}` });
    this.size = sized(UNIT * this.width, UNIT * HEIGHT);
    this.element = h("div", { class: "cg-train-net cg-drawing", style: this.size }, this.svg);
    this.places = [this.inputs(), ...hidden.map((_, l) => this.layer(l)), [[this.width - OUTPUT - 0.1, HEIGHT / 2]]];
    /** @type {Edge[]} */
    this.edges = this.lines();
    const [[x, y]] = this.places[sizes.length - 1];
    this.svg.append(s("circle", { cx: x, cy: y, r: OUTPUT, class: "cg-train-output" }));
    /** The bias of a single neuron, below it. @type {SVGElement | null} */
    this.bias = hidden.length ? null : this.number(x - 0.6, y + 4.2);
    /** @type {SVGElement[]} */
    this.names = [];
    this.biasName = "b";
    /** @type {{button: HTMLElement, thumb: Thumb | null}[][]} */
    this.units = hidden.map((count, l) => Array.from({ length: count }, (_, j) => this.unit(l, j, onEnlarge)));
  }

  /** @returns {number[][]} */
  inputs() {
    const count = Math.min(this.sizes[0], MOST_INPUTS);
    return spread(count, Math.min(5, HEIGHT / count)).map((y) => [INPUT, y]);
  }

  /** @param {number} l @returns {number[][]} */
  layer(l) {
    const { side, gap, x } = this.columns.layers[l];
    return spread(this.sizes[l + 1], side + gap).map((y) => [x, y]);
  }

  lines() {
    /** @type {Edge[]} */
    const edges = [];
    let offset = 0;
    for (let l = 0; l + 1 < this.sizes.length; l++) {
      const [nIn, nOut] = [this.sizes[l], this.sizes[l + 1]];
      for (let k = 0; k < this.places[l].length; k++) {
        for (let j = 0; j < nOut; j++) edges.push(this.edge(l, k, j, offset + k * nOut + j));
      }
      offset += (nIn + 1) * nOut;
    }
    return edges;
  }

  /** @param {number} l @param {number} k @param {number} j @param {number} index of the weight */
  edge(l, k, j, index) {
    const side = (/** @type {number} */ layer) => (layer > 0 && layer < this.sizes.length - 1 ? this.columns.layers[layer - 1].side / 2 : layer ? OUTPUT : 0.9);
    const [[x1, y1], [x2, y2]] = [this.places[l][k], this.places[l + 1][j]];
    const [from, to] = [x1 + side(l), x2 - side(l + 1)];
    const bend = (to - from) / 2;
    const single = this.sizes.length === 2; // straight lines, with their numbers on them
    const d = single ? `M${from} ${y1}L${to} ${y2}` : `M${from} ${y1}C${from + bend} ${y1} ${to - bend} ${y2} ${to} ${y2}`;
    const line = s("path", { d, class: "cg-train-edge" });
    this.svg.append(line);
    const text = single ? this.number(from + 0.4 * (to - from), y1 + 0.4 * (y2 - y1) + (y1 > y2 ? 1.3 : -0.6)) : null;
    return { from: k, to: j, line, text, index };
  }

  /** A number in the drawing. @param {number} x @param {number} y */
  number(x, y) {
    const text = s("text", { x, y, "text-anchor": "middle", class: "cg-train-weight" });
    this.svg.append(text);
    return text;
  }

  /** @param {number} l @param {number} j @param {(unit: string) => void} onEnlarge */
  unit(l, j, onEnlarge) {
    const { side } = this.columns.layers[l];
    const [x, y] = this.places[l + 1][j];
    const across = (/** @type {number} */ em) => `${(100 * em) / this.width}%`;
    const down = (/** @type {number} */ em) => `${(100 * em) / HEIGHT}%`;
    const style = `left: ${across(x - side / 2)}; top: ${down(y - side / 2)}; width: ${across(side)}; height: ${down(side)}`;
    const button = h("button", { type: "button", class: "cg-train-unit", style });
    const thumb = this.plane ? new Thumb() : null;
    if (thumb) {
      button.append(thumb.canvas);
      button.addEventListener("click", () => onEnlarge(`${l + 1}.${j + 1}`));
    } else attr(button, { disabled: true });
    this.element.append(button);
    return { button, thumb };
  }

  /**
   * The letters of a deck.
   * @param {string[]} inputs TeX
   * @param {(layer: number, unit: number) => string} hidden TeX
   * @param {string} output TeX
   * @param {string} bias TeX of a single neuron's
   */
  write(inputs, hidden, output, bias) {
    this.biasName = toPlain(bias);
    for (const name of this.names) name.remove();
    this.names = this.places[0].map(([x, y], k) =>
      svgText(inputs[k], { x, y: y + 0.35, "text-anchor": "middle", class: "cg-train-input" }),
    );
    const [[x, y]] = this.places[this.sizes.length - 1];
    this.names.push(svgText(output, { x: x - 0.05, y: y + 0.32, "text-anchor": "middle", class: "cg-train-input" }));
    this.svg.append(...this.names);
    this.units.forEach((layer, l) =>
      layer.forEach(({ button, thumb }, j) => {
        const name = toPlain(hidden(l, j));
        attr(button, { "aria-label": `hidden unit ${name}`, title: `${name}: show it large` });
        if (!thumb) button.replaceChildren(h("span", {}, name));
      }),
    );
  }

  /** @param {Float64Array} theta */
  weigh(theta) {
    for (const { line, text, index } of this.edges) {
      const weight = theta[index];
      const thick = 0.05 + 0.4 * (Math.abs(weight) / (Math.abs(weight) + 3));
      attr(line, { "stroke-width": thick.toFixed(3), "data-sign": weight < 0 ? "-" : "+" });
      if (text) setText(text, minus(rounded(weight, 2).text));
    }
    const negative = theta.reduce((count, weight) => count + Number(weight < 0), 0);
    attr(this.svg, { "aria-label": `the net ${this.sizes.join("-")}: ${negative} of ${theta.length} parameters are negative` });
    if (this.bias) setText(this.bias, `${this.biasName} ${minus(rounded(theta[theta.length - 1], 2).text)}`);
  }

  /**
   * @param {import("../../core/training/net_field.js").Field} field evaluated
   * @param {Uint32Array} colours
   */
  paint(field, colours) {
    this.units.forEach((layer, l) => layer.forEach(({ thumb }, j) => thumb?.paint(field.unit(l, j), field.n, colours)));
  }

  /** Mark the enlarged one. @param {string} chosen "layer.unit" */
  choose(chosen) {
    this.units.forEach((layer, l) =>
      layer.forEach(({ button }, j) => attr(button, { "aria-pressed": String(chosen === `${l + 1}.${j + 1}`) })),
    );
  }
}

/** Places of `count` things, `apart` from one another, in the middle of the height. @param {number} count @param {number} apart */
function spread(count, apart) {
  return Array.from({ length: count }, (_, k) => HEIGHT / 2 + (k - (count - 1) / 2) * apart);
}

/** How large the units of each hidden layer are, and where they stand. @param {number[]} hidden */
function columnsOf(hidden) {
  const roomy = hidden.length <= 1;
  let x = INPUT + (roomy ? 3.8 : 2.4);
  const layers = hidden.map((count) => {
    const gap = count > 6 ? 0.35 : 0.8;
    const side = Math.min(roomy ? LARGEST : 2.1, (HEIGHT - 0.4 - gap * (count - 1)) / count);
    const column = { side, gap, x: x + side / 2 };
    x += side + (roomy ? 2.2 : 1.7);
    return column;
  });
  return { layers, width: x + 2 * OUTPUT };
}
