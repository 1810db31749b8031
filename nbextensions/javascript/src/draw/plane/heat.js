/** A function of two variables as colours behind a plot: few cells, smoothly enlarged. */

import { h } from "../../frame/dom.js";

const PIXELS = 320; // of the canvas on each side

export class Heat {
  /** @param {import("../svg.js").Axes} axes */
  constructor(axes) {
    const { left, top, width, height } = axes.box();
    const share = (/** @type {number} */ part, /** @type {number} */ whole) => `${(100 * part) / whole}%`;
    const place =
      `left: ${share(left, axes.width)}; top: ${share(top, axes.height)}; ` +
      `width: ${share(width, axes.width)}; height: ${share(height, axes.height)}`;
    this.canvas = /** @type {HTMLCanvasElement} */ (
      h("canvas", { width: PIXELS, height: PIXELS, style: place, "aria-hidden": "true", hidden: true })
    );
    this.pen = this.canvas.getContext("2d");
    this.small = document.createElement("canvas");
    /** @type {ImageData | null} */
    this.cells = null;
    /** @type {{values: ArrayLike<number>, nx: number, ny: number} | null} */
    this.shown = null;
  }

  /**
   * @param {ArrayLike<number> | null} values  0 to 1, `values[j * nx + i]`, the lowest row first
   * @param {number} nx
   * @param {number} ny
   * @param {Uint32Array} colours
   */
  paint(values, nx, ny, colours) {
    this.shown = values ? { values, nx, ny } : null;
    this.canvas.hidden = !values;
    if (!values || !this.pen) return;
    const cells = this.cellsOf(nx, ny);
    const pixels = new Uint32Array(cells.data.buffer);
    const last = colours.length - 1;
    for (let j = 0; j < ny; j++) {
      const row = (ny - 1 - j) * nx; // pictures begin at the top
      for (let i = 0; i < nx; i++) {
        const value = values[j * nx + i];
        const at = value >= 1 ? last : value > 0 ? Math.round(value * last) : 0;
        pixels[row + i] = value === value ? colours[at] : 0; // what is no number stays empty
      }
    }
    this.small.getContext("2d")?.putImageData(cells, 0, 0);
    this.pen.clearRect(0, 0, PIXELS, PIXELS);
    // from the middle of the first cell to that of the last: the nodes lie on the plot's edges
    this.pen.drawImage(this.small, 0.5, 0.5, nx - 1, ny - 1, 0, 0, PIXELS, PIXELS);
  }

  /** @param {number} nx @param {number} ny */
  cellsOf(nx, ny) {
    if (this.cells?.width === nx && this.cells.height === ny) return this.cells;
    [this.small.width, this.small.height] = [nx, ny];
    this.cells = new ImageData(nx, ny);
    return this.cells;
  }

  /** The same in other colours. @param {Uint32Array} colours */
  again(colours) {
    if (this.shown) this.paint(this.shown.values, this.shown.nx, this.shown.ny, colours);
  }
}
