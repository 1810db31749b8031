import assert from "node:assert/strict";
import test from "node:test";

import {
  agrees,
  judge,
  minus,
  parseNumber,
  rounded,
} from "../../nbextensions/javascript/src/core/text/numbers.js";

/** @type {[number, number, string][]} */
const ROUNDED = [
  [0.3775406687981454, 2, "0.38"],
  [0.125, 2, "0.13"],
  [-0.125, 2, "-0.13"],
  [1.005, 2, "1.00"],
  [-0, 2, "0.00"],
  [-1e-20, 2, "-1.0e-20"],
  [0.00053365, 2, "0.00053"],
  [-4e-9, 4, "-4.0e-9"],
  [2, 0, "2"],
  [1.25e15, 2, "1.3e15"],
  [Infinity, 2, "inf"],
  [NaN, 2, "nan"],
];
for (const [value, places, text] of ROUNDED)
  test(`${value} to ${places} places is ${text}`, () =>
    assert.equal(rounded(value, places).text, text));

test("a rounded number knows whether it is exact, and its LaTeX", () => {
  assert.deepEqual(
    [rounded(0.5, 4, true).text, rounded(0.5).relation, rounded(1 / 3).relation],
    ["0.5", "=", "\\approx"],
  );
  assert.equal(rounded(-4e-9, 2).latex, "-4.0 \\cdot 10^{-9}");
  assert.equal(rounded(-Infinity).latex, "-\\infty");
  assert.equal(rounded(10, 2, true).text, "10");
  assert.throws(() => rounded(1, 16), /places is 16/);
});

test("minus signs are true ones where people read them", () => {
  assert.equal(minus("-0.5"), "\u22120.5");
  assert.equal(minus("5.3e-7"), "5.3e\u22127");
  assert.equal(minus("-inf"), "\u2212∞");
});

/** @type {[string, number, number][]} */
const READ = [
  [".62", 0.62, 2],
  ["0,62", 0.62, 2],
  ["62 %", 0.62, 2],
  ["62.2%", 0.622, 3],
  ["−0.5", -0.5, 1],
  ["–.5", -0.5, 1],
  ["- 0.5", -0.5, 1],
  ["+1", 1, 0],
  ["1e-3", 0.001, 3],
  ["5.3 · 10^-7", 5.3e-7, 8],
  ["5.3*10^{−7}", 5.3e-7, 8],
  ["12e1", 120, 0],
  [" 3. ", 3, 0],
  ["1/3", 1 / 3, Infinity],
  ["−3/8", -0.375, Infinity],
];
for (const [text, value, places] of READ)
  test(`"${text}" is ${value} to ${places} places`, () => {
    const typed = parseNumber(text);
    assert.equal(typed?.value, value);
    assert.equal(typed?.places, places);
  });

for (const text of ["", " ", "-", ".", "abc", ".5/2", "1/0", "1.234,5", "0.5 0.5", "1e", "%", "--1", "1e999"])
  test(`"${text}" is no number`, () => assert.equal(parseNumber(text), null));

const P = 0.6224593312018546;
/** @type {[string, number, "right" | "coarse" | "wrong" | "unreadable"][]} */
const JUDGED = [
  [".62", P, "right"],
  ["0.62", P, "right"],
  ["62 %", P, "right"],
  [".6225", P, "right"],
  [".6224", P, "right"], // one off in the last place: a step before was rounded
  [".6226", P, "right"],
  [".6223", P, "wrong"],
  [".63", P, "wrong"],
  [".61", P, "wrong"],
  [".6", P, "coarse"],
  ["1", P, "coarse"],
  ["0.38", P, "wrong"],
  ["−0.62", P, "wrong"],
  ["", P, "unreadable"],
  ["-0.18", -0.1774469, "right"],
  ["−.1774", -0.1774469, "right"],
  ["-0.17", -0.1774469, "wrong"],
  ["0.18", -0.1774469, "wrong"],
  ["-.2", -0.1774469, "coarse"],
  ["-.5", -0.5, "right"], // exact: one digit is enough
  ["-1/2", -0.5, "right"],
  ["-0.50", -0.5, "right"],
  ["-0.501", -0.5, "wrong"],
  ["1", 1, "right"],
  ["1.00", 1, "right"],
  ["1.001", 1, "wrong"], // what is exact does not drift
  ["0.99", 1, "wrong"],
  ["0", 0, "right"],
  ["-0", 0, "right"],
  ["0", 5e-17, "right"], // 0 but for the last bit
  ["0.01", 0, "wrong"],
  [".12", 0.125, "right"], // a tie may go either way
  [".13", 0.125, "right"],
  ["0", 0.00053365, "coarse"],
  ["0.00", 0.00053365, "coarse"],
  ["0.0005", 0.00053365, "right"],
  ["5.3e-4", 0.00053365, "right"],
  ["1.00", 0.9999546, "right"],
  ["1", 0.9999546, "coarse"],
  ["1.6", 1.586, "right"],
  ["2", 1.586, "coarse"],
  ["123", 123.456, "right"],
  ["1/3", 0.333333, "wrong"],
  ["1/3", 1 / 3, "right"],
  ["0.3", 0.1 + 0.2, "right"],
  ["1", Infinity, "wrong"],
  ["1", NaN, "wrong"],
];
for (const [text, value, verdict] of JUDGED)
  test(`"${text}" for ${value} is ${verdict}`, () => {
    assert.equal(judge(text, value), verdict);
    assert.equal(agrees(text, value), verdict === "right");
  });
