// What the hand table's view is made of, without a page: keys, openings, hiding, files, decks.

import assert from "node:assert/strict";
import { test } from "node:test";

import { conventional, deckOf } from "../../nbextensions/javascript/src/core/table/conventions.js";
import { allDigits, openingOf, partsOf, placeOf, usesOf } from "../../nbextensions/javascript/src/core/table/opening.js";
import { byHand, recomputed } from "../../nbextensions/javascript/src/core/table/recompute.js";
import { Table } from "../../nbextensions/javascript/src/core/table/table.js";
import { step } from "../../nbextensions/javascript/src/draw/table/keys.js";
import { LOSSES, ROWS, neuron } from "./neuron.js";

const table = new Table({ graph: neuron(), rows: ROWS, reduction: "mean", learning_rate: 1, losses: LOSSES });
const sheetAt = (/** @type {import("../../nbextensions/javascript/src/core/table/table.js").Choices} */ choices = {}) => table.at(choices);

// Keys -------------------------------------------------------------------------------------------
const PLACES = [
  ["0:h", "0:p", "0:dw1"],
  ["1:h", "1:p", "1:dw1"],
  [null, null, "total:dw1"],
];

test("arrow keys go from number to number and over gaps", () => {
  assert.equal(step(PLACES, "0:h", "ArrowRight"), "0:p");
  assert.equal(step(PLACES, "1:dw1", "ArrowDown"), "total:dw1");
  assert.equal(step(PLACES, "1:p", "ArrowDown"), null);
  assert.equal(step(PLACES, "total:dw1", "ArrowLeft"), null);
  assert.equal(step(PLACES, "1:h", "End"), "1:dw1");
  assert.equal(step(PLACES, "total:dw1", "Home"), "total:dw1");
  assert.equal(step(PLACES, "0:h", "ArrowUp"), null);
  assert.equal(step(PLACES, "0:h", "a"), null);
});

test("within typed text left and right move in the text first", () => {
  const field = (/** @type {number} */ from, /** @type {number} */ to) =>
    /** @type {HTMLInputElement} */ ({ selectionStart: from, selectionEnd: to, value: "0.62" });
  assert.equal(step(PLACES, "0:p", "ArrowRight", field(2, 2)), null);
  assert.equal(step(PLACES, "0:p", "ArrowRight", field(4, 4)), "0:dw1");
  assert.equal(step(PLACES, "0:p", "ArrowLeft", field(0, 0)), "0:h");
  assert.equal(step(PLACES, "0:p", "ArrowLeft", field(0, 4)), "0:h");
  assert.equal(step(PLACES, "0:p", "ArrowDown", field(2, 2)), "1:p");
});

// Openings ---------------------------------------------------------------------------------------
test("seventeen digits name a double, and no zeros follow", () => {
  assert.equal(allDigits(0.5), "0.5");
  assert.equal(allDigits(0.1), "0.10000000000000001");
  assert.equal(allDigits(-1 / 3), "\u22120.33333333333333331");
  assert.equal(allDigits(1e-20), "9.9999999999999995e\u221221");
  assert.equal(allDigits(100), "100");
});

test("a cell says what it is made of and where it goes", () => {
  const sheet = sheetAt();
  assert.deepEqual(partsOf(sheet, "2:p"), ["2:h"]);
  assert.deepEqual(usesOf(sheet, "2:dw1"), ["total:dw1"]);
  assert.deepEqual(usesOf(sheet, "total:dw1"), ["update:dw1"]);
  assert.deepEqual(partsOf(sheet, "update:dw1"), ["start:w1", "start:learning_rate", "total:dw1"]);
  assert.ok(usesOf(sheet, "start:w1").includes("0:h"));
  assert.equal(placeOf(sheet, "9:p"), null);
  assert.equal(placeOf(sheet, "total:p"), null);
  assert.equal(placeOf(sheet, "nonsense"), null);
});

test("what is made of something is where that is put in, everywhere in the table", () => {
  for (const reduction of ["mean", "online"]) {
    const sheet = sheetAt({ reduction });
    const ids = [
      ...sheet.keys.flatMap((key) => sheet.rows.map((_, r) => `${r}:${key}`)),
      ...Object.keys(sheet.parameters).flatMap((name) => [`update:d${name}`, `start:${name}`]),
      "total:loss", "start:learning_rate",
    ];
    if (reduction === "online") ids.push(...Object.keys(sheet.parameters).flatMap((name) => sheet.rows.map((_, r) => `${r}:${name}`)));
    else ids.push(...Object.keys(sheet.parameters).map((name) => `total:d${name}`));
    for (const id of ids) {
      for (const part of partsOf(sheet, id)) {
        assert.ok(usesOf(sheet, part).includes(id), `${part} goes into ${id}`);
      }
    }
  }
});

test("an opening has expression, values put in, rounded and all digits", () => {
  const opening = openingOf(sheetAt(), "2:p", { places: 2 });
  assert.equal(opening?.expression, "\\frac{1}{1 + e^{-h}}");
  assert.equal(opening?.filled, "\\frac{1}{1 + e^{-0.5}}");
  assert.equal(opening?.filledSign, "=");
  assert.equal(opening?.relation, "\\approx");
  assert.equal(opening?.text, "0.62");
  assert.equal(opening?.full, "0.62245933120185459");
});

test("what is hidden is a question mark wherever it would be put in", () => {
  const sheet = sheetAt();
  const hidden = (/** @type {string} */ id) => ["2:p", "2:dp_dh", "1:dw1"].includes(id);
  const filled = (/** @type {string} */ id) => openingOf(sheet, id, { hidden })?.filled ?? "";
  assert.equal(filled("2:loss"), "(1 - \\text{?})^2");
  assert.equal(filled("2:dp"), "2(\\text{?} - 1)");
  assert.equal(filled("2:dw1"), "(-0.7551) \\cdot \\text{?} \\cdot 1");
  assert.equal(filled("total:dw1"), "\\frac{1}{4} (0 + \\text{?} + (-0.1774) + (-0.2926))");
  const own = openingOf(sheet, "2:p", { hidden });
  assert.deepEqual([own?.filled, own?.text, own?.full], ["", "", ""]);
  const link = openingOf(sheet, "2:y_hat", { hidden })?.parts[0];
  assert.equal(link?.text, "?");
});

// Working again with other numbers ---------------------------------------------------------------
test("worked out again from exact numbers everything is what it was", () => {
  for (const choices of [{}, { reduction: "online" }, { reduction: "sum" }]) {
    const sheet = sheetAt(choices);
    const exact = (/** @type {string} */ id) => Number(openingOf(sheet, id)?.full.replaceAll("\u2212", "-"));
    for (const key of sheet.keys) {
      for (let r = 0; r < sheet.n; r++) {
        const again = recomputed(sheet, `${r}:${key}`, exact);
        assert.ok(Math.abs(again - sheet.value(r, key)) < 1e-15, `${r}:${key}`);
      }
    }
    const again = recomputed(sheet, "update:dw2", exact);
    assert.ok(Math.abs(again - sheet.footer.update.w2.value) < 1e-15);
  }
});

test("by hand every step is rounded", () => {
  const sheet = sheetAt();
  // h = 0.5, p = 0.62, dp = -0.76, dp_dh = 0.62 * 0.38 = 0.2356 -> 0.24
  assert.equal(byHand(sheet, "2:dh", 2), -0.76 * 0.24);
  assert.equal(byHand(sheet, "2:loss", 2), (1 - 0.62) ** 2);
});

// Decks ------------------------------------------------------------------------------------------
test("a deck's half and sum are shown, other losses and online steps stay", () => {
  const erdem = { title: "", symbols: {}, squared_error: 0.5, reduction: "sum" };
  const own = { loss: "squared_error", reduction: "mean" };
  assert.deepEqual(conventional(own, undefined), own);
  assert.deepEqual(conventional(own, erdem), { loss: "half_squared_error", reduction: "sum" });
  const other = { loss: "binary_cross_entropy", reduction: "online" };
  assert.deepEqual(conventional(other, erdem), other);
  assert.equal(deckOf({ course: erdem }, "course"), undefined);
  assert.equal(deckOf({ erdem }, "erdem"), erdem);
});
