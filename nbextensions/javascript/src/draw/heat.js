/**
 * A small heat map on a canvas of its own, without axes: one of many beside one another.
 *
 *   const thumb = new Thumb(); place.append(thumb.canvas);
 *   thumb.paint(values, n, colours);   // values[j * n + i] in 0..1, the lowest row first
 */

import { h } from "../frame/dom.js";

export class Thumb {
  constructor() {
    this.canvas = /** @type {HTMLCanvasElement} */ (h("canvas", { width: 1, height: 1, "aria-hidden": "true" }));
    this.pen = this.canvas.getContext("2d");
    this.image = new ImageData(1, 1);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /**
   * @param {ArrayLike<number>} values
   * @param {number} n cells on each side
   * @param {Uint32Array} colours as draw/plane/colours.js makes them
   */
  paint(values, n, colours) {
    if (this.canvas.width !== n) {
      this.canvas.width = this.canvas.height = n;
      this.image = new ImageData(n, n);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    const last = colours.length - 1;
    for (let j = 0; j < n; j++) {
      const row = (n - 1 - j) * n; // pictures begin at the top
      for (let i = 0; i < n; i++) {
        const value = values[j * n + i];
        this.pixels[row + i] = colours[value >= 1 ? last : value > 0 ? Math.round(value * last) : 0];
      }
    }
    this.pen?.putImageData(this.image, 0, 0);
  }
}
