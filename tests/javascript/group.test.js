// Widgets of one group share what they have in common, in the browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { nextFrame } from "./page.js";
import { Store } from "../../nbextensions/javascript/src/frame/store.js";
import { PlainModel } from "../../nbextensions/javascript/src/page/model.js";

/** @param {string} group @param {Record<string, any>} [state] */
function member(group, state = {}) {
  const model = new PlainModel({
    group, row: 0, w1: 0.5, step: 0, _shared: ["row", "w1"], _names: ["group", "row", "w1", "step"], ...state,
  });
  return { model, store: new Store(model) };
}

test("what is shared goes to the members of the group, in lists by their contents, and to no others", () => {
  const [one, two, apart] = [member("a"), member("a"), member("b")];
  one.store.set({ w1: 0.75, step: 3 });
  assert.deepEqual([two, apart].map(({ model }) => [model.get("w1"), model.get("step")]), [[0.75, 0], [0.5, 0]]);
});

test("a member that does not share a trait keeps its own", () => {
  const [one, two] = [member("c"), member("c", { _shared: ["row"] })];
  one.store.set({ w1: 0.75, row: 2 });
  assert.deepEqual([two.model.get("w1"), two.model.get("row")], [0.5, 2]);
});

test("widgets without a group share nothing", () => {
  const [one, two] = [member(""), member("")];
  one.store.set({ w1: 0.75 });
  assert.equal(two.model.get("w1"), 0.5);
});

test("a group that is set while the widget is shown is joined, and one that is left no longer follows", () => {
  const [one, two] = [member("d"), member("")];
  two.model.set("group", "d");
  one.store.set({ w1: 0.75 });
  assert.equal(two.model.get("w1"), 0.75);
  two.store.set({ row: 1 });
  assert.equal(one.model.get("row"), 1);
  one.model.set("group", "e");
  two.store.set({ w1: 0.25 });
  one.store.set({ row: 3 });
  assert.deepEqual([one.model.get("w1"), two.model.get("row")], [0.75, 1]);
});

test("a view that was taken away is no member any more", () => {
  const [one, two] = [member("f"), member("f")];
  two.store.dispose();
  one.store.set({ w1: 0.75 });
  assert.equal(two.model.get("w1"), 0.5);
});

test("two views of one widget are drawn each, and hear of a change once", () => {
  const { model, store } = member("g");
  const other = new Store(model);
  /** @type {string[][]} */
  const drawn = [];
  for (const one of [store, other]) one.onChange((changed) => drawn.push([...changed]));
  store.set({ w1: 0.75 });
  nextFrame();
  assert.deepEqual(drawn, [["w1"], ["w1"]]);
});
