/**
 * The line w1 x + w2 y + b = 0 in a window, and the arrow on it that a hand can pull.
 *
 * The arrow starts at the line's foot and points to where the weighted sum grows; it is reckoned in
 * shares of the window (0 to 1 each way), where it is at right angles to the line on the screen
 * whatever the axes count.
 */

/** @typedef {[number, number]} Pair */
/** @typedef {{w1: number, w2: number, b: number}} Weights */
/** @typedef {{x: Pair, y: Pair}} Window */

const LONGEST = 0.45; // of the window: an arrow of endless weights
const HALF = 10; // the weight, for the whole window, whose arrow is half as long
const STEEPEST = 400;
const LEAST = 1e-12;
const EDGE = 0.03;

/**
 * A window that also holds examples which were put or moved outside of it.
 * @param {Window} window
 * @param {ArrayLike<ArrayLike<number>>} X  two features each
 * @returns {Window}  the same where all are inside
 */
export function widened(window, X) {
  const range = (/** @type {Pair} */ [low, high], /** @type {number} */ k) => {
    const values = Array.from(X, (row) => row[k]);
    const [least, most] = [Math.min(low, ...values), Math.max(high, ...values)];
    const margin = 0.08 * (most - least);
    return /** @type {Pair} */ ([least < low ? least - margin : low, most > high ? most + margin : high]);
  };
  return { x: range(window.x, 0), y: range(window.y, 1) };
}

/**
 * The piece of the line that can be seen: x1, y1, x2, y2; null where there is none.
 * @param {Weights} weights
 * @param {Window} window
 * @returns {[number, number, number, number] | null}
 */
export function visibleLine(weights, window) {
  const { u, v, c } = inShares(weights, window);
  if (!(Math.hypot(u, v) > LEAST)) return null;
  // along the direction (-v, u) from the point of the line nearest to the middle
  const foot = footOf({ u, v, c }, [0.5, 0.5]);
  const size = Math.hypot(u, v);
  const [du, dv] = [-v / size, u / size];
  let [from, to] = [-Infinity, Infinity];
  for (const [at, step] of [[foot[0], du], [foot[1], dv]]) {
    if (Math.abs(step) < LEAST) {
      if (at < 0 || at > 1) return null;
      continue;
    }
    const [one, other] = [-at / step, (1 - at) / step];
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  if (!(from < to)) return null;
  const [p, q] = [from, to].map((t) => inValues([foot[0] + t * du, foot[1] + t * dv], window));
  return [...p, ...q];
}

/**
 * @typedef {object} Arrow
 * @property {Pair} foot  in values
 * @property {Pair} tip
 * @property {boolean} visible  whether the foot is where the line is; else it stands at the edge
 */

/**
 * @param {Weights} weights
 * @param {Window} window
 * @param {Pair} [anchor]  the foot is the point of the line nearest to it (in values)
 * @returns {Arrow | null}  null where there is no line: w = 0
 */
export function arrowOf(weights, window, anchor) {
  const shares = inShares(weights, window);
  const size = Math.hypot(shares.u, shares.v);
  if (!(size > LEAST)) return null;
  const from = footOf(shares, anchor ? toShares(anchor, window) : [0.5, 0.5]);
  const visible = from.every((at) => at >= 0 && at <= 1);
  const foot = /** @type {Pair} */ (from.map((at) => Math.min(1 - EDGE, Math.max(EDGE, at))));
  const direction = /** @type {Pair} */ ([shares.u / size, shares.v / size]);
  const long = Math.min(lengthOf(size), Math.max(0.06, room(foot, direction)));
  const tip = /** @type {Pair} */ (foot.map((at, k) => at + long * direction[k]));
  return { foot: inValues(foot, window), tip: inValues(tip, window), visible };
}

/**
 * Move the line along its normal, until it goes through a point: only b changes.
 * @param {Weights} weights
 * @param {Pair} through
 * @returns {Weights}
 */
export function slide({ w1, w2 }, [x, y]) {
  return { w1, w2, b: -(w1 * x + w2 * y) };
}

/**
 * Turn and lengthen w about a point of the line, which stays on it.
 * @param {Weights} weights
 * @param {Window} window
 * @param {Pair} foot       in values
 * @param {number} angle    radians, counterclockwise
 * @param {number} [times]  how many times longer the arrow becomes on the screen
 * @returns {Weights}
 */
export function turn(weights, window, foot, angle, times = 1) {
  const { u, v } = inShares(weights, window);
  const long = Math.min(LONGEST * 0.99, lengthOf(Math.hypot(u, v)) * times);
  const size = Math.min(STEEPEST, times === 1 ? Math.hypot(u, v) : (HALF * long) / (LONGEST - long));
  const heading = Math.atan2(v, u) + angle;
  const [width, height] = spans(window);
  const w1 = (size * Math.cos(heading)) / width;
  const w2 = (size * Math.sin(heading)) / height;
  return slide({ w1, w2, b: 0 }, foot);
}

/**
 * The angle and the length of the way from one point to another, on the screen.
 * @param {Pair} from
 * @param {Pair} to
 * @param {Window} window
 */
export function heading(from, to, window) {
  const [a, b] = [toShares(from, window), toShares(to, window)];
  return { angle: Math.atan2(b[1] - a[1], b[0] - a[0]), length: Math.hypot(b[0] - a[0], b[1] - a[1]) };
}

/**
 * Weights as a hand sets them: to so many places that a step is hardly seen.
 * @param {Weights} weights
 * @param {Window} window
 * @returns {Weights}
 */
export function tidy({ w1, w2, b }, window) {
  const [width, height] = spans(window);
  const places = (/** @type {number} */ span) => Math.min(12, Math.max(0, 2 + Math.round(Math.log10(span / 2))));
  const round = (/** @type {number} */ value, /** @type {number} */ to) => Number(value.toFixed(to)) || 0;
  return { w1: round(w1, places(width)), w2: round(w2, places(height)), b: round(b, 2) };
}

/** @param {Window} window @returns {Pair} */
function spans({ x, y }) {
  return [x[1] - x[0], y[1] - y[0]];
}

/** The line as u s + v t + c = 0 over the window's shares s and t. @param {Weights} weights @param {Window} window */
function inShares({ w1, w2, b }, window) {
  const [width, height] = spans(window);
  return { u: w1 * width, v: w2 * height, c: b + w1 * window.x[0] + w2 * window.y[0] };
}

/** @param {{u: number, v: number, c: number}} line @param {Pair} near @returns {Pair} */
function footOf({ u, v, c }, [s, t]) {
  const k = (u * s + v * t + c) / (u * u + v * v);
  return [s - k * u, t - k * v];
}

/** @param {Pair} point @param {Window} window @returns {Pair} */
function toShares([x, y], window) {
  const [width, height] = spans(window);
  return [(x - window.x[0]) / width, (y - window.y[0]) / height];
}

/** @param {number[]} shares @param {Window} window @returns {Pair} */
function inValues([s, t], window) {
  const [width, height] = spans(window);
  return [window.x[0] + s * width, window.y[0] + t * height];
}

/** @param {number} size */
function lengthOf(size) {
  return (LONGEST * size) / (size + HALF);
}

/** How far it is to the edge of the window. @param {Pair} from @param {Pair} direction */
function room(from, direction) {
  const ways = from.map((at, k) => {
    if (Math.abs(direction[k]) < LEAST) return Infinity;
    return direction[k] > 0 ? (1 - EDGE - at) / direction[k] : (EDGE - at) / direction[k];
  });
  return Math.min(...ways);
}
