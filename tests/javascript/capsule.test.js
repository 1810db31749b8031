// The state as a short text: the same in both languages, and nothing taken that does not fit.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync, inflateSync } from "node:zlib";

import { nextFrame } from "./page.js";
import { fromCapsule, toCapsule } from "../../nbextensions/javascript/src/frame/capsule.js";
import { restore } from "../../nbextensions/javascript/src/frame/restore.js";
import { Store } from "../../nbextensions/javascript/src/frame/store.js";
import { PlainModel } from "../../nbextensions/javascript/src/page/model.js";

const NUMBER = { type: "number" };
const SCHEMA = {
  w1: NUMBER,
  step: { type: "integer", minimum: 0, maximum: 10 },
  loss: { enum: ["squared_error", "cross_entropy"] },
  title: { type: "string" },
  on: { type: "boolean" },
  X: { type: "array", minItems: 1, items: { type: "array", items: NUMBER } },
  answers: { type: "object", additionalProperties: { type: "string" } },
  columns: {},
};
const STATE = {
  w1: 0.5, step: 3, loss: "squared_error", title: "η – ½ \"\\", on: true, X: [[0, 1], [1, 0]], answers: { "0:h": ".62" }, columns: "forward",
};

/** @param {Record<string, any>} [state] */
function probe(state = {}) {
  const names = Object.keys(SCHEMA);
  return new Store(new PlainModel({ _kind: "probe", _names: names, _stateful: names, _schema: SCHEMA, ...STATE, ...state }));
}

/** @param {any} content @param {string} [kind] */
const written = (content, kind = "probe") =>
  `chalk1.${deflateSync(typeof content === "string" ? content : JSON.stringify({ kind, state: content })).toString("base64url")}`;

test("a state comes back bit for bit", async () => {
  const numbers = [0.1 + 0.2, -0, 5e-324, -1e-300, 1.7976931348623157e308, 1e21, 2 ** 53 - 1];
  const one = probe({ w1: -0, X: [numbers, numbers] });
  const state = await fromCapsule(probe({ X: [numbers] }), await toCapsule(one));
  assert.deepEqual(state, { ...STATE, w1: -0, X: [numbers, numbers] }); // strict: -0 is not 0
});

test("what is written is JSON that Python reads with the sign of zero", async () => {
  const text = inflateSync(Buffer.from((await toCapsule(probe({ w1: -0 }))).slice(7), "base64url")).toString();
  assert.match(text, /"w1":-0\.0,/);
  assert.deepEqual(JSON.parse(text).state.X, STATE.X);
});

test("a state that Python wrote is read", async () => {
  const python = "chalk1.eNqrVsrOzEtRslIqKMpPSlXSUSouSSxJVbKqVio3VLLSNdAzqK0FANW8Cx0"; // {"w1": -0.0}
  assert.ok(Object.is((await fromCapsule(probe(), ` ${python}\n`)).w1, -0));
});

test("a state of many numbers is written as well", async () => {
  const X = Array.from({ length: 40_000 }, (_, i) => [Math.sin(i), Math.cos(i)]);
  const capsule = await toCapsule(probe({ X }));
  assert.ok(capsule.length > 400_000);
  assert.deepEqual((await fromCapsule(probe(), capsule)).X, X);
});

for (const [what, capsule, sentence] of /** @type {[string, string, RegExp][]} */ ([
  ["a text that is no state", "hello", /begins with "chalk1\."/],
  ["a state that is cut off", written(STATE).slice(0, -9), /damaged/],
  ["a state of other letters", "chalk1.%%%", /damaged/],
  ["what is no JSON", written("{nonsense"), /damaged/],
  ["JSON that is no state", written("null"), /damaged/],
  ["a state that is a list", written('{"kind": "probe", "state": [1]}'), /damaged/],
  ["the state of another kind", written({}, "table"), /state of table, not of probe/],
  ["a trait of another widget", written({ w9: 1 }), /no w9/],
  ["a word for a number", written({ w1: "abc" }), /does not fit: w1 is "abc"/],
  ["a number that overflows", written('{"kind":"probe","state":{"w1":1e999}}'), /does not fit: w1/],
  ["nothing for a number", written({ w1: null }), /does not fit: w1 is null/],
  ["a number below the least", written({ step: -3 }), /does not fit: step is -3/],
  ["a number above the most", written({ step: 1e9 }), /does not fit: step/],
  ["a broken number for a whole one", written({ step: 0.5 }), /does not fit: step/],
  ["a choice that there is not", written({ loss: "hinge" }), /does not fit: loss is "hinge"/],
  ["a number for a switch", written({ on: 1 }), /does not fit: on/],
  ["rows that are no rows", written({ X: [0, 1] }), /does not fit: X/],
  ["rows with a word in them", written({ X: [[0, "1"]] }), /does not fit: X/],
  ["rows of another length than the widget's", written({ X: [[0, 1, 2]] }), /does not fit: X/],
  ["rows of several lengths", written({ X: [[0, 1], [1]] }), /does not fit: X/],
  ["no rows", written({ X: [] }), /does not fit: X/],
  ["a list for a mapping", written({ answers: ["a"] }), /does not fit: answers/],
  ["a mapping to other things", written({ answers: { "0:h": 1 } }), /does not fit: answers/],
]))
  test(`${what} is refused with a sentence`, () => assert.rejects(fromCapsule(probe(), capsule), sentence));

test("a state that would fill the memory is refused before it does", async () => {
  const bomb = written({ title: "x".repeat(50_000_000) });
  assert.ok(bomb.length < 100_000);
  await assert.rejects(fromCapsule(probe(), bomb), /damaged/);
});

/** A frame that cannot draw some columns. */
function framed() {
  const store = probe();
  /** @type {string[]} */
  const drawn = [];
  const frame = {
    store,
    /** @param {Set<string>} changed */
    paint: (changed) => {
      if (store.get("columns") === "sideways") throw new Error("there is no such column");
      drawn.push([...changed].sort().join(" "));
    },
  };
  store.onChange(frame.paint);
  return { frame: /** @type {any} */ (frame), store, drawn };
}

test("a state that fits is drawn and saved at once", async () => {
  const { frame, store, drawn } = framed();
  await restore(frame, written({ w1: 0.25, columns: "all" }));
  assert.deepEqual([store.get("w1"), store.get("columns"), drawn, store.unsaved.size], [0.25, "all", ["columns w1"], 0]);
});

test("a state that cannot be drawn is taken back as a whole, with a sentence", async () => {
  const { frame, store, drawn } = framed();
  await assert.rejects(restore(frame, written({ w1: 0.25, columns: "sideways" })), /does not fit: there is no such column/);
  nextFrame();
  assert.deepEqual([store.get("w1"), store.get("columns"), drawn], [0.5, "forward", ["columns w1"]]);
});
