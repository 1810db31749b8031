/** Quiet colours for heat maps: mixed from the theme's own, so that marks stay readable on both grounds. */

/** @typedef {[number, number, number]} Rgb */

/** @type {CanvasRenderingContext2D | null} */
let pen = null;

/**
 * Any CSS colour as red, green and blue.
 * @param {string} colour
 * @returns {Rgb}
 */
export function rgb(colour) {
  pen ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!pen) return [128, 128, 128];
  pen.fillStyle = "#ffffff";
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}

/**
 * Colours from stop to stop, as pixels of an ImageData seen through a Uint32Array.
 * @param {Rgb[]} stops
 * @param {number} [n]
 */
export function ramp(stops, n = 256) {
  const pixels = new Uint32Array(n);
  const bytes = new Uint8ClampedArray(pixels.buffer);
  for (let k = 0; k < n; k++) {
    const at = (k / (n - 1)) * (stops.length - 1);
    const low = Math.min(Math.floor(at), stops.length - 2);
    for (let c = 0; c < 3; c++) {
      bytes[4 * k + c] = stops[low][c] + (at - low) * (stops[low + 1][c] - stops[low][c]);
    }
    bytes[4 * k + 3] = 255;
  }
  return pixels;
}

/** @param {Rgb} a @param {Rgb} b @param {number} share of b @returns {Rgb} */
export function mix(a, b, share) {
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2])];
}

/** @typedef {{colour: (name: string) => string, dark: boolean}} Theme a Frame is one */

/** From class 0 over the ground (p = 1/2) to class 1. @param {Theme} frame */
export function classRamp(frame) {
  const ground = rgb(frame.colour("--cg-ground"));
  const [zero, one] = ["--cg-zero", "--cg-one"].map((name) => rgb(frame.colour(name)));
  const share = frame.dark ? 0.46 : 0.36;
  return ramp([mix(ground, zero, share), mix(ground, zero, share * 0.42), ground, mix(ground, one, share * 0.42), mix(ground, one, share)]);
}

/** From the ground (low) to a grey (high). @param {Theme} frame */
export function levelRamp(frame) {
  const ground = rgb(frame.colour("--cg-ground"));
  const high = rgb(frame.colour("--cg-quiet"));
  return ramp([mix(ground, high, 0.03), mix(ground, high, frame.dark ? 0.5 : 0.42)]);
}
