// A linked control of ipywidgets, in a page without Python.

import assert from "node:assert/strict";
import { test } from "node:test";

import { page, said } from "./page.js";
import { renderControl } from "../../nbextensions/javascript/src/page/controls.js";
import { PlainModel } from "../../nbextensions/javascript/src/page/model.js";

/** @param {string} name @param {Record<string, any>} state */
function drawn(name, state) {
  const model = new PlainModel(state);
  page.body.replaceChildren();
  assert.ok(renderControl(name, model, /** @type {any} */ (page.body)));
  const input = /** @type {any} */ (page.body.children[0]).children[1];
  const put = (/** @type {string} */ text) => {
    input.value = text;
    input.dispatchEvent(new Event("change"));
  };
  return { model, input, put };
}

test("a number is read as in every field, and stays within its bounds", () => {
  const { model, input, put } = drawn("BoundedFloatTextModel", { value: 0.5, min: 0, max: 1 });
  put("1/4");
  assert.equal(model.get("value"), 0.25);
  put("7");
  assert.deepEqual([model.get("value"), input.value, said()], [1, "1", ""]);
});

test("a text that is no number is said, and the number comes back", () => {
  const { model, input, put } = drawn("IntTextModel", { value: 3 });
  put("abc");
  assert.match(said(), /“abc” is no number/);
  assert.deepEqual([model.get("value"), input.value], [3, "3"]);
});

test("a control follows its model", () => {
  const { model, input } = drawn("FloatTextModel", { value: 0.5 });
  model.set("value", 0.75);
  assert.equal(input.value, "0.75");
});
