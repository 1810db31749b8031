// The model of a page without Python: what a view may expect of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";

import { connect } from "../../nbextensions/javascript/src/page/ipywidgets.js";
import { PlainModel } from "../../nbextensions/javascript/src/page/model.js";

test("a change is told to those who listen to it, until they no longer do", () => {
  const model = new PlainModel({ w1: 0 });
  /** @type {number[]} */
  const heard = [];
  const listen = (/** @type {number} */ value) => heard.push(value);
  model.on("change:w1", listen);
  model.set("w1", 1);
  model.set("b", 9);
  model.off("change:w1", listen);
  model.set("w1", 2);
  assert.deepEqual([heard, model.get("w1")], [[1], 2]);
});

test("a listener that leaves while it is told keeps no other from hearing", () => {
  const model = new PlainModel({});
  let heard = 0;
  const once = () => model.off("change:w1", once);
  model.on("change:w1", once);
  model.on("change:w1", () => (heard += 1));
  model.set("w1", 1);
  assert.equal(heard, 1);
});

test("the state that it is made from stays as it was", () => {
  const state = { w1: 0 };
  new PlainModel(state).set("w1", 1);
  assert.deepEqual(state, { w1: 0 });
});

test("what is saved is what changed since the last time", () => {
  /** @type {any[]} */
  const saved = [];
  const model = new PlainModel({}, null, (changes) => saved.push(changes));
  model.set("w1", 1);
  model.save_changes();
  model.set("b", 2);
  model.save_changes();
  assert.deepEqual(saved, [{ w1: 1 }, { b: 2 }]);
});

test("without Python a question is answered by a sentence, with its marks", async () => {
  const model = new PlainModel({});
  /** @type {any[]} */
  const heard = [];
  model.on("msg:custom", (message) => heard.push(message));
  model.send({ ask: {}, id: 3, view: "v" });
  await turn();
  assert.deepEqual([heard[0].id, heard[0].view], [3, "v"]);
  assert.match(heard[0].problem, /Python, which is not here/);
});

test("what stands for Python is asked, and its bytes arrive as such", async () => {
  const model = new PlainModel({}, async (content) => ({ id: content.id, result: 1, buffers: ["AQID"] }));
  /** @type {any[]} */
  const heard = [];
  model.on("msg:custom", (...values) => heard.push(values));
  model.send({ id: 7 });
  await turn();
  const [[message, [bytes]]] = heard;
  assert.deepEqual([message, bytes.byteLength, bytes.getUint8(2)], [{ id: 7, result: 1 }, 3, 3]);
});

test("links of ipywidgets hold in the page: one way, or both", () => {
  const models = { a: new PlainModel({ value: 0 }), b: new PlainModel({ w1: 0 }), c: new PlainModel({ w1: 0 }) };
  const link = (/** @type {string} */ name, /** @type {string} */ to) =>
    ({ name, state: { source: ["IPY_MODEL_a", "value"], target: [`IPY_MODEL_${to}`, "w1"] } });
  connect({ one: link("LinkModel", "b"), two: link("DirectionalLinkModel", "c"), lost: link("LinkModel", "gone") }, models);
  models.a.set("value", 1);
  assert.deepEqual([models.b.get("w1"), models.c.get("w1")], [1, 1]);
  models.c.set("w1", 5);
  assert.equal(models.a.get("value"), 1);
  models.b.set("w1", 7);
  assert.deepEqual([models.a.get("value"), models.c.get("w1")], [7, 7]);
});
