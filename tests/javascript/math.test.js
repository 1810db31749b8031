import assert from "node:assert/strict";
import test from "node:test";

import {
  svgText,
  toMathML,
  toPlain,
  toSpeech,
  toSvgRuns,
} from "../../nbextensions/javascript/src/draw/math/math.js";

const SLOPE = "\\frac{\\partial \\ell}{\\partial w_1}";
const MEAN = `\\overline{${SLOPE}}`;

/** TeX, plain text, speech. @type {[string, string, string][]} */
const SAID = [
  [SLOPE, "∂ℓ/∂w₁", "partial l by partial w 1"],
  [MEAN, "mean(∂ℓ/∂w₁)", "mean of partial l by partial w 1"],
  ["\\hat{y} = [p > 0.5]", "ŷ = [p > 0.5]", "y hat equals [ p is greater than 0.5 ]"],
  ["-0.5", "−0.5", "minus 0.5"],
  ["p (1 - p)", "p(1 − p)", "p (1 minus p)"],
  ["w_{o1}", "wₒ₁", "w o 1"],
  ["w_{3,1}", "w_(3,1)", "w 3, 1"],
  ["{w_1}^2", "w₁²", "w 1 squared"],
  ["W^T X", "WᵀX", "W transpose X"],
  ["5.3 \\cdot 10^{-7}", "5.3 · 10⁻⁷", "5.3 times 10 to the minus 7"],
  ["\\frac{1}{1 + e^{-h}}", "1/(1 + e⁻ʰ)", "fraction 1 over 1 plus e to the minus h, end of fraction,"],
  ["\\frac{1}{4} (a + b)", "(1/4)(a + b)", "1 over 4 (a plus b)"],
  ["\\frac{1}{2\\gamma}", "1/(2γ)", "fraction 1 over 2 gamma, end of fraction,"],
  ["-y \\ln(p)", "−y ln(p)", "minus y log (p)"],
  ["t \\log o", "t log o", "t log o"],
  ["w_1^{\\text{new}}", "w₁^new", "w 1 new"],
  ["\\ell^{(2)}", "ℓ⁽²⁾", "l superscript (2)"],
  ["\\sum_r x", "∑ᵣ x", "sum over r of x"],
  ["\\sqrt{a + b}", "√(a + b)", "square root of a plus b, end of root,"],
  ["\\underbrace{0.6}_{a - y} \\cdot x", "0.6 [a − y] · x", "0.6, that is a minus y, times x"],
  ["\\lit{p}{p} \\leq 1", "p ≤ 1", "p is at most 1"],
];
for (const [tex, plain, speech] of SAID)
  test(`${tex} in plain text and in words`, () => {
    assert.equal(toPlain(tex), plain);
    assert.equal(toSpeech(tex), speech);
  });

test("MathML has the right elements", () => {
  const fraction = toMathML(SLOPE);
  assert.match(fraction, /^<math aria-label="partial l by partial w 1">/);
  assert.match(fraction, /<mfrac><mrow>.*∂.*ℓ.*<\/mrow><mrow>.*<msub>.*w.*<mn>1<\/mn><\/msub><\/mrow><\/mfrac>/);
  assert.match(toMathML("{w_1}^2"), /<msubsup>/);
  assert.match(toMathML("\\underbrace{x}_{y}"), /<munder><munder><mrow>.*<\/munder>.*y.*<\/munder>/);
  assert.match(toMathML("\\sqrt{x}"), /<msqrt>/);
  assert.match(toMathML("\\ln(p)"), /<mi>ln<\/mi><mo/);
  assert.match(toMathML("\\text{new loss}"), /<mtext>new\u00a0loss<\/mtext>/);
  assert.match(toMathML("\\operatorname{sign}"), /<mi>sign<\/mi>/);
  assert.match(toMathML("\\hat{y}"), /<mi mathvariant="normal" class="cg-math-letter">ŷ<\/mi>/);
  assert.match(toMathML("\\mathcal{L}"), /ℒ/);
  assert.match(toMathML("x", { display: true }), /^<math display="block"/);
  assert.doesNotMatch(toMathML("x"), /display/);
});

test("a minus is a true one, and a sign stands close to its number", () => {
  assert.match(toMathML("-1"), /<mo form="prefix" lspace="0" rspace="0">\u2212<\/mo><mn>1<\/mn>/);
  assert.match(toMathML("2 - 1"), /<mo form="infix">\u2212<\/mo>/);
});

test("a marked part can be found again, and text cannot break out", () => {
  assert.match(toMathML("\\lit{2:dp}{2(p - y)} x"), /<mrow data-key="2:dp"><mn>2<\/mn>/);
  assert.match(toMathML("a < b"), /&lt;/);
  const hostile = toMathML('\\text{<img src="x">} \\lit{"><b>}{x}');
  assert.doesNotMatch(hostile, /<img|<b>/);
});

test("what cannot be read shows as it was typed", () => {
  assert.match(toMathML("\\foo{x}"), /<mtext>\\foo\{x\}<\/mtext>/);
  assert.equal(toPlain("\\foo{x}"), "\\foo{x}");
  assert.equal(toSvgRuns("x_1_2")[0].text, "x_1_2");
});

test("labels are runs: smaller and shifted, back on the line afterwards", () => {
  const runs = toSvgRuns("w_1^2 + b");
  assert.deepEqual(runs.map((run) => run.text), ["w", "1", "2", "\u2009+\u2009", "b"]);
  assert.deepEqual(runs.map((run) => run.italic), [true, false, false, false, true]);
  assert.ok(runs[1].size < 1 && runs[1].dy > 0 && runs[2].dy < 0);
  assert.ok(Math.abs(runs.reduce((sum, run) => sum + run.dy, 0)) < 1e-12);
  assert.deepEqual(toSvgRuns(SLOPE).map((run) => run.text), ["∂ℓ/∂", "w", "1"]);
  assert.equal(toSvgRuns("\\hat{y}")[0].text, "ŷ");
  assert.ok(toSvgRuns(MEAN)[0].overline);
});

test("an SVG label counts its shifts in the run's own size", () => {
  /** @param {string} name */
  const element = (name) => ({
    name,
    textContent: "",
    attributes: /** @type {Record<string, string>} */ ({}),
    children: /** @type {any[]} */ ([]),
    setAttribute(/** @type {string} */ key, /** @type {string} */ value) {
      this.attributes[key] = value;
    },
    replaceChildren(/** @type {any[]} */ ...children) {
      this.children = children;
    },
  });
  const before = globalThis.document;
  const fake = { createElementNS: (/** @type {string} */ _, /** @type {string} */ name) => element(name) };
  globalThis.document = /** @type {any} */ (fake);
  try {
    const label = /** @type {any} */ (svgText("w_1", { x: 3, class: "axis" }));
    assert.deepEqual(label.attributes, { class: "axis", x: "3" });
    const [w, one] = label.children;
    assert.equal(w.attributes["font-style"], "italic");
    const { dy, size } = toSvgRuns("w_1")[1];
    assert.ok(Math.abs(Number.parseFloat(one.attributes.dy) - dy / size) < 1e-3);
    assert.equal(one.attributes["font-size"], `${size}em`);
  } finally {
    globalThis.document = before;
  }
});
