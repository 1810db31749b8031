// The net over typed arrays: its gradients against finite differences, and what its units see.

import assert from "node:assert/strict";
import { test } from "node:test";

const CORE = "../../nbextensions/javascript/src/core/";
const { Net, countRight, isRight, lossGradient, lossOf, LOSSES } = await import(`${CORE}training/net.js`);
const { Field, nodes, windowOf } = await import(`${CORE}training/net_field.js`);

/** Numbers without a pattern, the same each time. @param {number} count */
function wild(count) {
  return Float64Array.from({ length: count }, (_, i) => 1.7 * Math.sin(12.9898 * (i + 1)) + 0.3);
}

const X = [[0, 0], [0, 1], [1, 0], [1, 1], [0.3, -0.7]];
const y = [0, 1, 1, 0, 1];

/** @param {any} net @param {Float64Array} theta @param {string} loss @param {any} work @param {Float64Array[] | null} masks */
function lossAt(net, theta, loss, work, masks = null) {
  net.forward(theta, work, 5, masks);
  return lossOf(loss, true, y, work);
}

for (const activation of /** @type {const} */ (["sigmoid", "tanh", "relu"])) {
  for (const sizes of [[2, 1], [2, 3, 1], [2, 4, 3, 1]]) {
    test(`the gradient of a ${sizes.join("-")} net of ${activation} is the slope of each loss`, () => {
      const net = new Net(sizes, activation);
      const theta = wild(net.size);
      const masks = sizes.slice(1, -1).map((width) => Float64Array.from({ length: 5 * width }, (_, i) => (i % 3 ? 2 : 0)));
      for (const loss of LOSSES) {
        for (const used of [null, masks]) {
          const work = net.room(5);
          work.A[0].set(X.flat());
          const gradient = new Float64Array(net.size);
          net.forward(theta, work, 5, used, true);
          lossGradient(loss, true, y, work);
          net.backward(theta, work, gradient, 5, used);
          for (let i = 0; i < net.size; i++) {
            const [up, down] = [1e-6, -1e-6].map((by) => lossAt(net, theta.map((w, k) => (k === i ? w + by : w)), loss, work, used));
            assert.ok(Math.abs((up - down) / 2e-6 - gradient[i]) < 1e-8, `${loss}, parameter ${i}: ${gradient[i]}`);
          }
        }
      }
    });
  }
}

test("penalties price the weights and never the biases", () => {
  const net = new Net([2, 2, 1], "tanh");
  const theta = Float64Array.of(1, -2, 3, -4, 100, 100, 0, 5, 100);
  const gradient = new Float64Array(9);
  assert.equal(net.penalty(theta, 0.5, 0.1, gradient), 0.5 * 15 + 0.1 * 55);
  const expected = [0.7, -0.9, 1.1, -1.3, 0, 0, 0, 1.5, 0];
  assert.deepEqual([...gradient].map((slope) => Number(slope.toFixed(12))), expected);
  assert.equal(net.penalty(theta, 0, 0), 0);
});

test("cross-entropy stays finite and keeps its slope where the net is utterly sure and wrong", () => {
  const net = new Net([2, 1], "sigmoid");
  const work = net.room(1);
  work.A[0].set([1, 0]);
  net.forward(Float64Array.of(-800, 0, 0), work, 1, null, true);
  assert.equal(lossOf("binary_cross_entropy", true, [1], work), 800);
  lossGradient("binary_cross_entropy", true, [1], work);
  assert.equal(work.dZ[0][0], -1);
});

test("a tie is 0, unless a deck says 1", () => {
  assert.equal(isRight(0, 0.5), true);
  assert.equal(isRight(1, 0.5), false);
  assert.equal(isRight(1, 0.5, 1), true);
  assert.equal(countRight([0, 1, 1, 0], [0.5, 0.5, 0.7, 0.2], 4), 3);
});

test("a field holds what the net gives at each node, the lowest row first", () => {
  const net = new Net([2, 2, 1], "tanh");
  const theta = wild(net.size);
  const window = /** @type {{x: [number, number], y: [number, number]}} */ ({ x: [-1, 2], y: [0, 3] });
  const field = new Field(net, 4, window);
  field.evaluate(theta);
  const work = net.room(1);
  for (const [k, place] of nodes(4, window, false).entries()) {
    work.A[0].set(place);
    net.forward(theta, work);
    assert.equal(field.p[k], work.A[2][0]);
    assert.equal(field.unit(0, 1)[k], (work.A[1][1] + 1) / 2);
  }
  assert.deepEqual(nodes(4, window, false).slice(0, 5), [[-1, 0], [0, 0], [1, 0], [2, 0], [-1, 1]]);
  assert.deepEqual(nodes(2, window, true)[3], [2, 3, 6]);
});

test("ReLU units are drawn from off (one half) to their largest value", () => {
  const net = new Net([2, 1, 1], "relu");
  const field = new Field(net, 3, { x: [-2, 2], y: [0, 1] });
  field.evaluate(Float64Array.of(3, 0, 0, 1, 0)); // h = max(0, 3 x1)
  assert.deepEqual([...field.unit(0, 0)].slice(0, 3), [0.5, 0.5, 1]);
  field.evaluate(Float64Array.of(0, 0, -1, 1, 0)); // dead everywhere
  assert.ok(field.unit(0, 0).every((/** @type {number} */ value) => value === 0.5));
});

test("the window leaves a margin and ends on round numbers", () => {
  assert.deepEqual(windowOf(X.slice(0, 4)), { x: [-0.4, 1.4], y: [-0.4, 1.4] });
  const { x } = windowOf([[5, 0], [5, 0]]);
  assert.ok(x[0] < 5 && x[1] > 5);
});
