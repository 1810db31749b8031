import assert from "node:assert/strict";
import test from "node:test";

import { TexError, parse } from "../../nbextensions/javascript/src/core/text/tex.js";

/** A tree in short. @param {import("../../nbextensions/javascript/src/core/text/tex_tree.js").Tex} tex @returns {string} */
function short(tex) {
  switch (tex.type) {
    case "row":
      return tex.items.map(short).join(" ");
    case "operator":
      return `${tex.role}:${tex.text}`;
    case "script":
      return `(${short(tex.base)} _ ${tex.sub ? short(tex.sub) : ""} ^ ${tex.sup ? short(tex.sup) : ""})`;
    case "fraction":
      return `(${short(tex.top)} / ${short(tex.bottom)})`;
    case "accent":
      return `${tex.name}(${short(tex.body)})`;
    case "root":
      return `root(${short(tex.body)})`;
    case "fenced":
      return `${tex.open}${short(tex.body)}${tex.close}`;
    case "brace":
      return `${tex.side}(${short(tex.body)}, ${tex.label ? short(tex.label) : ""})`;
    case "lit":
      return `<${tex.key} ${short(tex.body)}>`;
    case "space":
      return "~";
    case "table":
      return tex.rows.map((cells) => cells.map(short).join(" & ")).join(" ; ");
    default:
      return tex.text;
  }
}

/** @type {[string, string][]} */
const READ = [
  ["w_1", "(w _ 1 ^ )"],
  ["w_{12}^2", "(w _ 12 ^ 2)"],
  ["w^2_1", "(w _ 1 ^ 2)"],
  ["{w_1}^2", "(w _ 1 ^ 2)"],
  ["{w_1}_2", "((w _ 1 ^ ) _ 2 ^ )"],
  ["{w^2}^2", "((w _  ^ 2) _  ^ 2)"],
  ["x^23", "(x _  ^ 2) 3"],
  ["0.25x", "0.25 x"],
  [".5", ".5"],
  ["\\frac12", "(1 / 2)"],
  ["\\frac{\\partial \\ell}{\\partial w_1}", "(∂ ℓ / ∂ (w _ 1 ^ ))"],
  ["2 - 1", "2 binary:- 1"],
  ["-1 + (-2)", "prefix:- 1 binary:+ open:( prefix:- 2 close:)"],
  ["a = -b", "a relation:= prefix:- b"],
  ["|a| - |-b|", "open:| a close:| binary:- open:| prefix:- b close:|"],
  ["\\lVert W \\rVert_2^2", "open:‖ W (close:‖ _ 2 ^ 2)"],
  ["\\hat{y}\\, p", "hat(y) ~ p"],
  ["\\hat y", "hat(y)"],
  ["\\alpha*x", "α binary:* x"],
  ["\\operatorname{sign}(x)", "sign open:( x close:)"],
  ["\\operatorname*{argmin}_w", "(argmin _ w ^ )"],
  ["\\sum\\limits_{j=1}^J x_j", "(big:∑ _ j relation:= 1 ^ J) (x _ j ^ )"],
  ["\\text{a b}_c", "(a b _ c ^ )"],
  ["\\left( \\frac{1}{2} \\right)^2", "(((1 / 2)) _  ^ 2)"],
  ["\\lit{2:dp_dh}{p(1-p)}", "<2:dp_dh p open:( 1 binary:- p close:)>"],
  ["f'", "(f _  ^ plain:′)"],
  ["\\{0, 1\\}", "open:{ 0 punct:, 1 close:}"],
  ["\\begin{bmatrix} 1 & -2 \\\\ 3 & 4 \\end{bmatrix}", "1 & prefix:- 2 ; 3 & 4"],
  ["\\underbrace{0.6}_{a - y} x", "under(0.6, a binary:- y) x"],
  ["\\overbrace{ab}^2_1", "(over(a b, 2) _ 1 ^ )"],
  ["", ""],
];
for (const [tex, tree] of READ)
  test(`${tex} is read`, () => assert.equal(short(parse(tex)), tree));

/** @type {[string, RegExp][]} */
const REFUSED = [
  ["\\foo{x}", /unknown command \\foo at character 0 of/],
  ["x + {y", /not closed at character 6/],
  ["x_", /something is missing/],
  ["x_1_2", /two subscripts/],
  ["\\frac{1}", /something is missing/],
  ["}", /unexpected }/],
  ["\\left( x", /not closed/],
  ["\\text{x", /a brace is not closed/],
  ["\\begin{tikz} \\end{tikz}", /unknown environment tikz/],
];
for (const [tex, message] of REFUSED)
  test(`${tex} is refused with its place`, () =>
    assert.throws(() => parse(tex), (error) => error instanceof TexError && message.test(error.message)));
