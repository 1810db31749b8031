/**
 * The minimum of a quadratic loss with a penalty: 1/2 (w - a)' H (w - a) + strength R(w).
 * The same as nbextensions/shrinkage/path.py.
 */

const SWEEPS = 2000;
const SMALLEST = 1e-14;

/** @typedef {"l1" | "l2"} Penalty */

/**
 * @param {number[][]} H symmetric, positive definite
 * @param {number[]} a minimum without penalty
 * @param {Penalty} penalty
 * @param {number} strength
 * @returns {number[]}
 */
export function minimiser(H, a, penalty, strength) {
  const pull = H.map((row) => dot(row, a));
  if (penalty === "l2") return solve(H.map((row, i) => row.map((h, j) => h + (i === j ? 2 * strength : 0))), pull);
  const w = [...a];
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let moved = 0;
    let largest = 1;
    for (let j = 0; j < w.length; j += 1) {
      const rest = pull[j] - dot(H[j], w) + H[j][j] * w[j];
      const next = (Math.sign(rest) * Math.max(Math.abs(rest) - strength, 0)) / H[j][j];
      moved = Math.max(moved, Math.abs(next - w[j]));
      largest = Math.max(largest, Math.abs(next));
      w[j] = next + 0; // no minus zero
    }
    if (moved <= SMALLEST * largest) break;
  }
  return w;
}

/** The loss alone. @param {number[][]} H @param {number[]} a @param {number[]} w */
export function lossAt(H, a, w) {
  const d = w.map((value, j) => value - a[j]);
  return dot(d, H.map((row) => dot(row, d))) / 2;
}

/** @param {Penalty} penalty @param {number[]} w */
export function penaltyOf(penalty, w) {
  return w.reduce((sum, value) => sum + (penalty === "l1" ? Math.abs(value) : value * value), 0);
}

/**
 * The ellipse of the first two weights on which the loss has a level, the others staying.
 * @param {number[][]} H
 * @param {number[]} a
 * @param {number[]} w where the other weights are
 * @param {number} level
 * @param {number} [n] points
 * @returns {number[] | null} x1, y1, x2, y2, ...; null where the loss is above it everywhere
 */
export function ellipse(H, a, w, level, n = 90) {
  // As a function of d = (w1, w2) - (a1, a2): 1/2 d' Q d + g' d + c, from the entries of H.
  const rest = w.slice(2).map((value, k) => value - a[k + 2]);
  const Q = [[H[0][0], H[0][1]], [H[1][0], H[1][1]]];
  const g = [dot(H[0].slice(2), rest), dot(H[1].slice(2), rest)];
  const c = lossAt(H, a, [a[0], a[1], ...w.slice(2)]);
  const centre = solve(Q, [-g[0], -g[1]]);
  const height = level - (c + dot(g, centre) / 2);
  if (!(height > 0)) return null;
  const l11 = Math.sqrt(Q[0][0]); // Cholesky: Q = L L', so d = centre + sqrt(2 height) L'^-1 u
  const l21 = Q[1][0] / l11;
  const l22 = Math.sqrt(Q[1][1] - l21 * l21);
  const radius = Math.sqrt(2 * height);
  const flat = [];
  for (let k = 0; k < n; k += 1) {
    const angle = (2 * Math.PI * k) / n;
    const y = (radius * Math.sin(angle)) / l22;
    const x = (radius * Math.cos(angle) - l21 * y) / l11;
    flat.push(a[0] + centre[0] + x, a[1] + centre[1] + y);
  }
  return flat;
}

/**
 * Gaussian elimination with pivoting.
 * @param {number[][]} A
 * @param {number[]} b
 * @returns {number[]}
 */
export function solve(A, b) {
  const rows = A.map((row, i) => [...row, b[i]]);
  const n = b.length;
  for (let i = 0; i < n; i += 1) {
    const best = rows.slice(i).reduce((at, row, k) => (Math.abs(row[i]) > Math.abs(rows[at][i]) ? i + k : at), i);
    [rows[i], rows[best]] = [rows[best], rows[i]];
    for (let k = i + 1; k < n; k += 1) {
      const factor = rows[k][i] / rows[i][i];
      for (let j = i; j <= n; j += 1) rows[k][j] -= factor * rows[i][j];
    }
  }
  const x = new Array(n).fill(0);
  for (let i = n - 1; i >= 0; i -= 1) {
    const known = rows[i].slice(i + 1, n).reduce((sum, value, k) => sum + value * x[i + 1 + k], 0);
    x[i] = (rows[i][n] - known) / rows[i][i];
  }
  return x;
}

/** @param {number[]} a @param {number[]} b */
function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i];
  return sum;
}
