// Level lines against shapes that are known exactly.

import assert from "node:assert/strict";
import { test } from "node:test";

import { contour, levels } from "../../nbextensions/javascript/src/core/contours.js";

/** @param {number} nx @param {number} ny @param {(i: number, j: number) => number} of */
const grid = (nx, ny, of) => Float64Array.from({ length: nx * ny }, (_, k) => of(k % nx, Math.floor(k / nx)));

/** @param {number[]} points */
const pairs = (points) => Array.from({ length: points.length / 2 }, (_, k) => [points[2 * k], points[2 * k + 1]]);

test("the level line of a plane is one straight line from edge to edge", () => {
  const lines = contour(grid(7, 5, (i, j) => i + 2 * j), 7, 5, 5.5);
  assert.equal(lines.length, 1);
  assert.equal(lines[0].closed, false);
  const points = pairs(lines[0].points);
  for (const [x, y] of points) assert.ok(Math.abs(x + 2 * y - 5.5) < 1e-12);
  const ends = [points[0], points[points.length - 1]].sort((a, b) => a[0] - b[0]);
  assert.deepEqual(ends, [[0, 2.75], [5.5, 0]]);
});

test("the level line of a bowl is a ring of the right length", () => {
  const n = 81;
  const lines = contour(grid(n, n, (i, j) => Math.hypot(i - 40, j - 40)), n, n, 25);
  assert.equal(lines.length, 1);
  assert.equal(lines[0].closed, true);
  const points = pairs(lines[0].points);
  const length = points.reduce((sum, [x, y], k) => {
    const [u, v] = points[(k + 1) % points.length];
    return sum + Math.hypot(u - x, v - y);
  }, 0);
  assert.ok(Math.abs(length - 50 * Math.PI) < 0.05, String(length));
});

test("a saddle gives two lines that do not cross", () => {
  const lines = contour(grid(2, 2, (i, j) => (i === j ? 1 : -1)), 2, 2, 0.5);
  assert.equal(lines.length, 2);
  // the middle (0) lies below: each high corner is cut off by a line of its own
  for (const { points } of lines) {
    const [[x1, y1], [x2, y2]] = pairs(points);
    assert.ok(Math.abs(x1 - x2) === 0.25 && Math.abs(y1 - y2) === 0.25);
  }
});

test("nothing is drawn where a corner is no number, nor outside of the values", () => {
  const bowl = grid(9, 9, (i, j) => (i < 4 ? NaN : i + j));
  for (const { points } of contour(bowl, 9, 9, 7.5)) {
    for (const [x, y] of pairs(points)) assert.ok(x >= 4 && Number.isFinite(y));
  }
  assert.deepEqual(contour(grid(4, 4, () => 1), 4, 4, 1), []);
});

test("levels are round, within the range, and by factors where it is wide", () => {
  assert.deepEqual(levels(0.22, 0.73, 6), [0.3, 0.4, 0.5, 0.6, 0.7]);
  assert.deepEqual(levels(0.03, 4.2), [0.05, 0.1, 0.2, 0.5, 1, 2]);
  assert.deepEqual(levels(-1, 1, 4), [-0.5, 0, 0.5]);
  assert.ok(levels(1e-9, 1e9).length <= 10);
  assert.deepEqual(levels(2, 2), []);
  assert.deepEqual(levels(NaN, 1), []);
  assert.deepEqual(levels(0, Infinity), []);
});
