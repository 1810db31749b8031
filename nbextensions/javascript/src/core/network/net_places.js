// Where the parts of a drawn net lie, in units (14 to the em): circles in columns, edges between
// their rims, the number of each edge where it covers no other number.

/** @typedef {import("./net_shape.js").NetShape} NetShape */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{x1: number, y1: number, x2: number, y2: number}} Line */

/**
 * @typedef {object} Places
 * @property {number} width
 * @property {number} height
 * @property {number} r        of a unit
 * @property {boolean} full    whether there is room for every symbol and number
 * @property {(column: number, place: number) => Point} unit
 * @property {Map<string, Line>} edges
 * @property {Map<string, Point>} labels  the middle of each edge's number
 */

export const LABEL = { width: 34, height: 17 };
const HEAD = 20;
const WIDTH = 430;

/**
 * @param {NetShape} shape
 * @param {{width?: number, gap?: number}} [room]  of a small net, where each symbol and number is written; `gap`
 *   is the most from the middle of one unit to that of the next
 * @returns {Places}
 */
export function placesOf(shape, room = {}) {
  const { sizes } = shape;
  const most = Math.max(...sizes);
  const full = most <= 4 && sizes.length <= 3;
  const width = (full && room.width) || WIDTH;
  const gap = full ? Math.min(room.gap ?? Infinity, [0, 128, 116, 104, 84][most]) : most > 6 ? 39 : Math.min(60, 234 / most);
  const r = full ? (most > 3 ? 21 : 25) : Math.min(17, gap / 2 - 3);
  const height = HEAD + most * gap + (full ? 14 : 20);
  const [left, right] = [r + 6, width - (full ? 42 : r + 10)];
  const step = (right - left) / (sizes.length - 1);
  const middle = HEAD + (most * gap) / 2;
  const unit = (/** @type {number} */ column, /** @type {number} */ place) => ({
    x: left + column * step,
    y: middle + (place - (sizes[column] - 1) / 2) * gap,
  });
  const edges = new Map(
    shape.edges.map(({ name, column, from, to }) => [name, rimToRim(unit(column - 1, from), unit(column, to), r)]),
  );
  const labels = full ? labelPlaces(edges) : new Map([...edges].map(([name, line]) => [name, along(line, 0.5)]));
  return { width, height, r, full, unit, edges, labels };
}

/** @param {Point} a @param {Point} b @param {number} r @returns {Line} */
function rimToRim(a, b, r) {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const [dx, dy] = [((b.x - a.x) / length) * r, ((b.y - a.y) / length) * r];
  return { x1: a.x + dx, y1: a.y + dy, x2: b.x - dx, y2: b.y - dy };
}

/** @param {Line} line @param {number} t @returns {Point} */
function along({ x1, y1, x2, y2 }, t) {
  return { x: x1 + t * (x2 - x1), y: y1 + t * (y2 - y1) };
}

/**
 * Put each number on its edge, where other numbers and other edges are far.
 * @param {Map<string, Line>} edges
 * @returns {Map<string, Point>}
 */
function labelPlaces(edges) {
  /** @type {Map<string, Point>} */
  const found = new Map();
  for (const [name, line] of edges) {
    const others = [...edges].filter(([other]) => other !== name).map(([, other]) => other);
    let best = { cost: Infinity, at: along(line, 0.5) };
    for (let t = 0.2; t < 0.81; t += 0.04) {
      const at = along(line, t);
      const cost = crowding(at, [...found.values()], others) + Math.abs(t - 0.5) * 0.4;
      if (cost < best.cost) best = { cost, at };
    }
    found.set(name, best.at);
  }
  return found;
}

/** @param {Point} at @param {Point[]} labels @param {Line[]} lines */
function crowding(at, labels, lines) {
  let cost = 0;
  for (const other of labels) {
    const overlap = Math.max(Math.abs(at.x - other.x) / LABEL.width, Math.abs(at.y - other.y) / LABEL.height);
    if (overlap < 1) cost += 10 * (1 - overlap) + 10;
    else if (overlap < 1.4) cost += 1.4 - overlap;
  }
  for (const line of lines) {
    const near = distance(at, line) / (LABEL.height * 0.75);
    if (near < 1) cost += 1.5 * (1 - near);
  }
  return cost;
}

/** From a point to a line's nearest point. @param {Point} at @param {Line} line */
function distance(at, { x1, y1, x2, y2 }) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const t = Math.min(1, Math.max(0, ((at.x - x1) * dx + (at.y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(at.x - x1 - t * dx, at.y - y1 - t * dy);
}

/** How wide an edge is drawn: it grows with |w| and never without bound. @param {number} w */
export function edgeWidth(w) {
  const size = Math.abs(w);
  return 0.7 + (8 * size) / (size + 2.5);
}
