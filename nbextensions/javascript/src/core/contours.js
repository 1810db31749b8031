// Level lines of a function on a grid (marching squares), and which levels to draw.
//
// A grid is a flat array, `values[j * nx + i]`: i from left to right, j from the lower edge up; its
// nodes lie on the edges of the picture. Lines come back in units of the grid, 0 to nx - 1.

/** @typedef {{points: number[], closed: boolean}} Line  points: x1, y1, x2, y2, ... */

/**
 * Where an edge is crossed: from 0 (at the value `a`) to 1 (at `b`).
 * @param {number} a
 * @param {number} b
 * @param {number} level
 */
const share = (a, b, level) => (level - a) / (b - a);

/**
 * The lines along which a function has a value.
 * @param {ArrayLike<number>} values
 * @param {number} nx
 * @param {number} ny
 * @param {number} level
 * @returns {Line[]}
 */
export function contour(values, nx, ny, level) {
  const crossings = new Crossings(values, nx, ny, level);
  for (let j = 0; j + 1 < ny; j++) for (let i = 0; i + 1 < nx; i++) crossings.cell(i, j);
  return crossings.lines();
}

const BEEN_HERE = -2;
let scratch = [new Int32Array(0), new Int32Array(0)]; // each edge's neighbours: used by one call at a time

// Each edge of the grid has a number: 2k for the one to the right of node k, 2k + 1 for the one
// above it. A line is a walk from crossed edge to crossed edge; each has at most two neighbours.
class Crossings {
  /**
   * @param {ArrayLike<number>} values
   * @param {number} nx
   * @param {number} ny
   * @param {number} level
   */
  constructor(values, nx, ny, level) {
    this.values = values;
    this.nx = nx;
    this.level = level;
    if (scratch[0].length !== 2 * nx * ny) scratch = [0, 1].map(() => new Int32Array(2 * nx * ny));
    this.one = scratch[0].fill(-1);
    this.other = scratch[1].fill(-1);
    /** @type {number[]} */
    this.used = [];
  }

  /**
   * @param {number} i
   * @param {number} j
   */
  cell(i, j) {
    const { values, nx, level } = this;
    const k = j * nx + i;
    const [a, b, c, d] = [values[k], values[k + 1], values[k + nx + 1], values[k + nx]];
    const above = Number(a > level) | (Number(b > level) << 1) | (Number(c > level) << 2) | (Number(d > level) << 3);
    if (above === 0 || above === 15 || !Number.isFinite(a + b + c + d)) return;
    const [south, east, north, west] = [2 * k, 2 * (k + 1) + 1, 2 * (k + nx), 2 * k + 1];
    if (above === 5 || above === 10) return this.saddle((a + b + c + d) / 4 > level, above, south, east, north, west);
    const crossed = [];
    if ((above & 1) !== ((above >> 1) & 1)) crossed.push(south);
    if (((above >> 1) & 1) !== ((above >> 2) & 1)) crossed.push(east);
    if (((above >> 2) & 1) !== ((above >> 3) & 1)) crossed.push(north);
    if (((above >> 3) & 1) !== (above & 1)) crossed.push(west);
    this.join(crossed[0], crossed[1]);
  }

  /**
   * Two lines cross one cell; the value in its middle says which corners belong together.
   * @param {boolean} middle
   * @param {number} above
   * @param {number} south
   * @param {number} east
   * @param {number} north
   * @param {number} west
   */
  saddle(middle, above, south, east, north, west) {
    const together = (above === 5) === middle; // the corners a and c are joined
    this.join(south, together ? east : west);
    this.join(north, together ? west : east);
  }

  /**
   * @param {number} p
   * @param {number} q
   */
  join(p, q) {
    for (const [from, to] of [[p, q], [q, p]]) {
      if (this.one[from] < 0) {
        this.one[from] = to;
        this.used.push(from);
      } else this.other[from] = to;
    }
  }

  /**
   * @param {number} edge
   * @param {number[]} points
   */
  put(edge, points) {
    const { values, nx, level } = this;
    const k = edge >> 1;
    const i = k % nx;
    const j = (k - i) / nx;
    if (edge & 1) points.push(i, j + share(values[k], values[k + nx], level));
    else points.push(i + share(values[k], values[k + 1], level), j);
  }

  /** @returns {Line[]} */
  lines() {
    /** @type {Line[]} */
    const found = [];
    const ends = this.used.filter((edge) => this.other[edge] < 0);
    for (const [starts, closed] of /** @type {[number[], boolean][]} */ ([[ends, false], [this.used, true]])) {
      for (const start of starts) {
        if (this.one[start] !== BEEN_HERE) found.push(this.walk(start, closed));
      }
    }
    return found;
  }

  /**
   * @param {number} start
   * @param {boolean} closed
   * @returns {Line}
   */
  walk(start, closed) {
    /** @type {number[]} */
    const points = [];
    let before = -1;
    for (let at = start; at >= 0 && this.one[at] !== BEEN_HERE; ) {
      this.put(at, points);
      const next = this.one[at] === before ? this.other[at] : this.one[at];
      before = at;
      this.one[at] = BEEN_HERE;
      at = next;
    }
    return { points, closed };
  }
}

const STEPS = [1, 2, 5];

/**
 * Round levels within a range: equally spaced, or 1, 2, 5, 10, ... where the range spans more than a
 * factor of 20.
 * @param {number} low
 * @param {number} high
 * @param {number} [most]
 * @returns {number[]}
 */
export function levels(low, high, most = 10) {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  const found = low > 0 && high / low > 20 ? byFactors(low, high, most) : equal(low, high, most);
  return found.filter((level) => level > low && level < high);
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
function byFactors(low, high, most) {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  for (const steps of [STEPS, [1, 3], [1]]) {
    const all = decades.flatMap((power) => steps.map((m) => Number(`${m}e${power}`)));
    const found = all.filter((level) => level > low && level < high);
    if (found.length <= most) return found;
  }
  const every = Math.ceil(decades.length / most);
  return decades.filter((power) => power % every === 0).map((power) => Number(`1e${power}`));
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
function equal(low, high, most) {
  const power = Math.floor(Math.log10((high - low) / most));
  const sizes = [1, 2, 5, 10].map((m) => Number(`${m}e${power}`));
  const step = sizes.find((size) => (high - low) / size <= most) ?? sizes[3];
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}
