// A widget's state between its model and its view: what is drawn, what is saved, and when.

import assert from "node:assert/strict";
import { test } from "node:test";

import { nextFrame } from "./page.js";
import { Store, same } from "../../nbextensions/javascript/src/frame/store.js";
import { PlainModel } from "../../nbextensions/javascript/src/page/model.js";

/** @param {Record<string, any>} state */
function made(state) {
  /** @type {Record<string, any>[]} */
  const saved = [];
  const model = new PlainModel({ _names: Object.keys(state), ...state }, null, (changes) => saved.push(changes));
  const store = new Store(model);
  /** @type {string[][]} */
  const drawn = [];
  store.onChange((changed) => drawn.push([...changed]));
  return { model, store, saved, drawn };
}

test("changes of one frame are drawn once, together", () => {
  const { store, drawn } = made({ w1: 0, b: 0 });
  store.set({ w1: 1 });
  store.set({ b: 2 });
  store.set({ w1: 3 });
  assert.deepEqual(drawn, []);
  nextFrame();
  assert.deepEqual(drawn, [["w1", "b"]]);
});

test("what Python sets is drawn as well, and is not sent back", () => {
  const { model, store, saved, drawn } = made({ w1: 0 });
  model.set("w1", 1);
  nextFrame();
  store.save();
  assert.deepEqual([drawn, saved], [[["w1"]], []]);
});

test("what is equal by its contents is no change", () => {
  const { store, drawn } = made({ X: [[0, 1]], history: [{ w1: 1 }] });
  store.set({ X: [[0, 1]], history: [{ w1: 1 }] });
  nextFrame();
  assert.deepEqual([drawn, store.unsaved.size], [[], 0]);
});

test("a number that is not finite is refused, and what comes with it is taken", () => {
  const { model, store } = made({ w1: 0, b: 0 });
  store.set({ w1: NaN, b: 1 });
  assert.deepEqual([model.get("w1"), model.get("b")], [0, 1]);
});

test("while the hand moves Python hears at most every 100 ms, and on release at once", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let now = 1000;
  t.mock.method(performance, "now", () => now);
  const { store, saved } = made({ w1: 0 });
  for (let move = 1; move <= 50; move += 1) {
    store.set({ w1: move });
    now += 5;
    t.mock.timers.tick(5);
  }
  assert.ok(saved.length >= 2 && saved.length <= 4, `${saved.length} times in 250 ms`);
  store.set({ w1: 99 }, { done: true });
  assert.deepEqual(saved.at(-1), { w1: 99 });
  const times = saved.length;
  t.mock.timers.tick(1000);
  assert.equal(saved.length, times);
});

test("a view that is taken away saves what is unsaved, and is not drawn any more", () => {
  const { model, store, saved, drawn } = made({ w1: 0 });
  store.set({ w1: 1 });
  nextFrame();
  store.dispose();
  model.set("w1", 2);
  store.schedule("theme");
  nextFrame();
  assert.deepEqual([saved, drawn], [[{ w1: 1 }], [["w1"]]]);
});

test("the parameters are read by their names", () => {
  const { store } = made({ w1: 1, b: 2, row: 0, _parameters: ["w1", "b"] });
  assert.deepEqual(store.parameters(), { w1: 1, b: 2 });
  assert.deepEqual([store.has("row"), store.has("rows")], [true, false]);
});

test("two values are the same by their contents, and -0 is not 0", () => {
  assert.ok(same({ a: [1, { b: null }] }, { a: [1, { b: null }] }));
  assert.ok(same(NaN, NaN));
  for (const [a, b] of [[0, -0], [[1], { 0: 1 }], [[1, 2], [1]], [null, {}], [{ a: 1 }, { b: 1 }], ["1", 1]])
    assert.ok(!same(a, b), `${JSON.stringify(a)} and ${JSON.stringify(b)}`);
});
