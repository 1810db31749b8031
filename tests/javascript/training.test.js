// A training: any step can be gone back to exactly, its history, and what was drawn for it.

import assert from "node:assert/strict";
import { test } from "node:test";

const CORE = "../../nbextensions/javascript/src/core/";
const { Trainer } = await import(`${CORE}training/training.js`);
const { Run, Sweep } = await import(`${CORE}training/run.js`);
const { Batches, Masks, doubles, startsOf } = await import(`${CORE}training/drawn.js`);
const { History, constantLoss, majorityBaseline } = await import(`${CORE}training/history.js`);

const XOR = { X: [[0, 0], [0, 1], [1, 0], [1, 1]], y: [0, 1, 1, 0] };
const NONE = { order: new Uint16Array(0), bank: new Uint16Array(0), places: new Uint16Array(0) };
const DRAWN = {
  order: Uint16Array.of(3, 1, 0, 2, 0, 1, 2, 3),
  bank: Uint16Array.from({ length: 512 }, (_, i) => (i * 40503) % 65536),
  places: Uint16Array.from({ length: 40 }, (_, i) => (i * 97) % 512),
};
const PLAIN = {
  sizes: [2, 3, 1], activation: "tanh", loss: "squared_error", reduction: "mean",
  learningRate: 0.5, l1: 0, l2: 0, rate: 0, batchSize: 0,
};
const start = (/** @type {number} */ shift = 0) => Float64Array.from({ length: 13 }, (_, i) => Math.cos(3.7 * i + shift));

/** Base64 as Python sends it. @param {ArrayBufferView} array */
const packed = (array) => Buffer.from(array.buffer).toString("base64");

for (const [name, change] of /** @type {[string, object][]} */ ([
  ["full batch", {}],
  ["batches and dropout", { batchSize: 3, rate: 0.4, l1: 0.001, l2: 0.01 }],
  ["online", { reduction: "online" }],
])) {
  test(`${name}: every step can be gone back to, bit for bit`, () => {
    const trainer = new Trainer({ ...PLAIN, ...change }, XOR, DRAWN);
    const run = new Run(trainer, start(), 60);
    run.every = 7; // as a long run of a large net keeps its weights
    const seen = [];
    for (let step = 0; step <= 60; step++) {
      run.advance(step);
      seen.push([...run.theta]);
    }
    for (const step of [60, 59, 3, 4, 30, 29, 28, 60, 0, 13]) assert.deepEqual([...run.weightsAt(step)], seen[step], `step ${step}`);
  });

  test(`${name}: a training in small pieces is the training in one piece`, () => {
    const settings = { ...PLAIN, ...change };
    const whole = new Run(new Trainer(settings, XOR, DRAWN), start(), 50);
    whole.advance(50);
    const trainer = new Trainer(settings, XOR, DRAWN);
    const pieces = new Run(trainer, start(), 50);
    for (const to of [0, 1, 2, 10, 11, 50]) {
      pieces.advance(to);
      trainer.measure(start(5)); // someone else uses the same room meanwhile
      pieces.weightsAt(Math.floor(to / 2));
    }
    assert.deepEqual(pieces.history.loss, whole.history.loss);
    assert.deepEqual([...pieces.weightsAt(50)], [...whole.weightsAt(50)]);
  });
}

test("a sweep counts for every start what its own run counts, at every step", () => {
  const starts = [0, 1, 2, 3].map(start);
  const settings = { ...PLAIN, learningRate: 2, rate: 0.2 };
  const sweep = new Sweep(new Trainer(settings, XOR, DRAWN), starts, 80);
  assert.equal(sweep.rightAt(0, 0), -1);
  while (!sweep.finished) sweep.advance(0); // as little as possible at a time
  assert.equal(sweep.finished, true);
  for (const [k, from] of starts.entries()) {
    const run = new Run(new Trainer(settings, XOR, DRAWN), from, 80);
    run.advance(80);
    for (let step = 0; step <= 80; step++) assert.equal(sweep.rightAt(k, step), run.history.right[step]);
  }
  const all = starts.filter((_, k) => sweep.rightAt(k, 80) === 4).length;
  assert.equal(sweep.succeeded(80), all);
});

test("a training that overflows ends at its last finite step", () => {
  const settings = { ...PLAIN, activation: "relu", loss: "binary_cross_entropy", learningRate: 1e200 };
  const run = new Run(new Trainer(settings, XOR, NONE), start(), 100);
  run.advance(100);
  assert.ok(run.diverged && run.finished && run.last < 100);
  assert.ok([...run.weightsAt(100)].every(Number.isFinite));
  assert.ok(Number.isFinite(run.history.loss[run.last]));
});

test("early stopping stays at the first lowest validation loss so far", () => {
  const run = new Run(new Trainer(PLAIN, XOR, NONE, { X: [[0.5, 0.4]], y: [1] }), start(), 40);
  run.advance(40);
  const { validationLoss } = run.history;
  const trained = run.trainer.record;
  for (let step = 0; step <= 40; step++) {
    const best = Math.min(...validationLoss.subarray(0, step + 1));
    assert.equal(run.history.bestUpTo(step), validationLoss.indexOf(best));
  }
  const level = new History(3, true);
  for (const validationLoss of [0.5, 0.3, 0.3, 0.4]) level.add({ ...trained, validationLoss });
  assert.deepEqual([...level.best], [0, 1, 1, 1]); // equal is no improvement
  const alone = new Run(new Trainer(PLAIN, XOR, NONE), start(), 3);
  alone.advance(3);
  assert.equal(alone.history.bestUpTo(3), -1);
});

test("batches follow the order that was drawn, epoch by epoch, and then again", () => {
  const batches = new Batches(DRAWN.order, 4, 3);
  const rows = (/** @type {number} */ step) => [...(batches.rows(step) ?? [])];
  assert.deepEqual([0, 1, 2, 3, 4].map(rows), [[3, 1, 0], [2], [0, 1, 2], [3], [3, 1, 0]]);
  assert.equal(new Batches(DRAWN.order, 4, 0).rows(2), null);
  assert.deepEqual([...(new Batches(NONE.order, 4, 0, true).rows(6) ?? [])], [2]);
});

test("masks strike out where the draw lies below the rate, and scale the others", () => {
  const bank = Uint16Array.of(0, 20000, 40000, 65535);
  const masks = new Masks(bank, Uint16Array.of(1, 2), [2, 1], 2);
  assert.deepEqual([...masks.at(0, 0.5, 2)[0]], [0, 2, 2, 0]);
  assert.deepEqual([...masks.at(0, 0.5, 2)[1]], [0, 2]);
  assert.deepEqual([...masks.at(3, 0.25, 1)[0]].slice(0, 2), [4 / 3, 4 / 3]);
  const edge = new Masks(Uint16Array.of(16383, 16384), Uint16Array.of(0), [2], 1);
  assert.deepEqual([...edge.at(0, 0.25, 1)[0]], [0, 4 / 3]);
});

test("what Python has drawn arrives as the same numbers", () => {
  const numbers = Float64Array.of(0.1, -1 / 3, 5e-324, 1e300);
  assert.deepEqual(doubles(packed(numbers)), numbers);
  const drawn = { key: "", n_examples: 4, n_parameters: 2, starts: packed(numbers), order: "", bank: "", places: "" };
  assert.deepEqual(startsOf(drawn).map((/** @type {Float64Array} */ one) => [...one]), [[0.1, -1 / 3], [5e-324, 1e300]]);
});

test("what needs no input: the best constant and the majority", () => {
  assert.equal(constantLoss("squared_error", true, [0, 1, 1, 0]), 0.25);
  assert.equal(constantLoss("squared_error", false, [0, 1, 1, 0]), 1);
  assert.equal(constantLoss("half_squared_error", true, [0, 1, 1, 0]), 0.125);
  assert.equal(constantLoss("binary_cross_entropy", true, [0, 1, 1, 0]), Math.LN2);
  assert.equal(constantLoss("binary_cross_entropy", true, [1, 1]), 0);
  assert.equal(majorityBaseline([0, 0, 0, 1]), 0.75);
});
