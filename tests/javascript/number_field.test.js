// A field for one number: what is taken, what is left alone, and what is said.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { page, press, said, type } from "./page.js";
import { numberField } from "../../nbextensions/javascript/src/frame/number_field.js";
import { logSlider } from "../../nbextensions/javascript/src/widgets/train_player/knobs.js";

afterEach(() => {
  page.activeElement = null;
  page.body.replaceChildren();
});

/** A field on the page, and what it gave. @param {any} [options] */
function made(options = {}) {
  /** @type {number[]} */
  const taken = [];
  const field = /** @type {any} */ (numberField({ label: "w1", value: 0.5, onDone: (value) => taken.push(value), ...options }));
  page.body.append(field);
  return { field, taken };
}

test("a field that was only visited takes nothing, though it shows a rounded number", () => {
  const { field, taken } = made({ value: 0.6175 });
  field.focus();
  field.blur();
  field.focus();
  press(field, "Enter");
  assert.deepEqual([field.value, taken], ["0.62", []]);
});

test("a field with the focus follows its number as long as nothing is typed", () => {
  const { field, taken } = made();
  field.focus();
  field.show(0.6175);
  assert.deepEqual([field.value, field.selected], ["0.62", 2]); // typing replaces it
  field.blur();
  assert.deepEqual([field.value, taken], ["0.62", []]);
});

test("what is being typed is not overwritten, and is taken in place of the newer number", () => {
  const { field, taken } = made();
  type(field, "0.");
  field.show(0.6175);
  assert.equal(field.value, "0.");
  type(field, "0.7");
  field.blur();
  assert.deepEqual(taken, [0.7]);
});

test("a text that was put back to what it was is no new number", () => {
  const { field, taken } = made({ value: 0.6175 });
  type(field, "0.6");
  type(field, "0.62");
  field.blur();
  assert.deepEqual(taken, []);
});

test("the same number in other digits is no new number, and is shown as before", () => {
  const { field, taken } = made();
  type(field, ".5");
  field.blur();
  assert.deepEqual([field.value, taken], ["0.50", []]);
});

test("Escape brings back the number as it is now", () => {
  const { field, taken } = made();
  type(field, "7");
  field.show(0.6175);
  press(field, "Escape");
  assert.equal(field.value, "0.62");
  field.blur();
  assert.deepEqual(taken, []);
});

for (const [text, value] of /** @type {[string, number][]} */ ([
  ["1/3", 1 / 3],
  ["62 %", 0.62],
  ["0,25", 0.25],
  ["\u22120.5", -0.5],
  ["1e-3", 0.001],
]))
  test(`${text} is a number as in every other field`, () => {
    const { field, taken } = made();
    type(field, text);
    press(field, "Enter");
    assert.deepEqual([taken, said(), field.getAttribute("aria-invalid")], [[value], "", null]);
  });

test("a text that is no number is said on Enter and stays to be mended", () => {
  const { field, taken } = made();
  type(field, "abc");
  press(field, "Enter");
  assert.match(said(), /“abc” is no number/);
  assert.deepEqual([field.value, field.getAttribute("aria-invalid")], ["abc", "true"]);
  type(field, "0.25");
  assert.equal(said(), "");
  press(field, "Enter");
  assert.deepEqual([taken, field.getAttribute("aria-invalid")], [[0.25], null]);
});

test("a text that is no number is said when it is left, and the number comes back", () => {
  const { field, taken } = made();
  type(field, "abc");
  field.blur();
  assert.match(said(), /“abc” is no number/);
  assert.deepEqual([field.value, taken, field.getAttribute("aria-invalid")], ["0.50", [], null]);
  page.dispatchEvent(new Event("pointerdown")); // the next thing that the user does
  assert.equal(said(), "");
});

test("an emptied field gets its number back without a word", () => {
  const { field, taken } = made();
  type(field, " ");
  field.blur();
  assert.deepEqual([field.value, taken, said()], ["0.50", [], ""]);
});

test("a number that does not fit is refused with a sentence", () => {
  const { field, taken } = made({ refuse: (/** @type {number} */ value) => (value > 0 ? "" : "A rate is above 0.") });
  type(field, "-1");
  field.blur();
  assert.deepEqual([field.value, taken, said()], ["0.50", [], "A rate is above 0."]);
});

test("a logarithmic slider's field comes back to the rate of now, with no zeros at its end", () => {
  /** @type {[number, boolean][]} */
  const changes = [];
  const onChange = (/** @type {number} */ value, /** @type {boolean} */ done) => void changes.push([value, done]);
  const slider = logSlider({ label: "\\eta", name: "learning rate", from: 0.01, to: 100, value: 1, onChange });
  page.body.append(/** @type {any} */ (slider));
  const field = /** @type {any} */ (slider).children[2];
  slider.show(5);
  assert.equal(field.value, "5");
  type(field, "abc");
  field.blur();
  assert.equal(field.value, "5");
  type(field, "7");
  press(field, "Escape");
  assert.equal(field.value, "5");
  type(field, "-1");
  field.blur();
  assert.match(said(), /learning rate/);
  type(field, "1/4");
  press(field, "Enter");
  assert.deepEqual(changes, [[0.25, true]]);
});
