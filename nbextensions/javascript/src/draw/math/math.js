// Formulas for the page: MathML from the small TeX of core/text/tex.js, with words for screen readers.
// The other ways to show a formula are here too: runs of an SVG label, plain text, speech.

import { ACCENTS, TABLES } from "../../core/text/tex_symbols.js";
import { thinBetween } from "../../core/text/tex_spacing.js";
import { bare, readOrText } from "../../core/text/tex.js";
import { inFace } from "./faces.js";
import { isSlanted } from "./runs.js";
import { speechOf } from "./words.js";

export { svgText, toSvgRuns } from "./runs.js";
export { toPlain, toSpeech } from "./words.js";

/** @typedef {import("../../core/text/tex_tree.js").Tex} Tex */
/** @typedef {import("../../core/text/tex_tree.js").Operator} Operator */

/** @type {Map<string, string>} */
const written = new Map();
const MOST_WRITTEN = 4000; // formulas with values in them change with every move of a slider

/**
 * Write TeX as MathML.
 * @param {string} tex
 * @param {{display?: boolean}} [options]  display: as a line of its own
 * @returns {string}  one <math> element; its aria-label says the formula in words
 */
export function toMathML(tex, { display = false } = {}) {
  const key = `${display ? "d" : "i"}${tex}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const tree = readOrText(tex);
  const label = escaped(speechOf(tree));
  const mode = display ? ' display="block"' : "";
  const made = `<math${mode} aria-label="${label}">${inRow(tree)}</math>`;
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(key, made);
  return made;
}

/** @param {string} text */
export function escaped(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** @param {Tex} tex */
function inRow(tex) {
  return `<mrow>${items(tex)}</mrow>`;
}

const THIN = '<mspace width="0.167em"></mspace>';

/**
 * Several items in a row.
 * @param {Tex} tex
 */
function items(tex) {
  const list = tex.type === "row" ? tex.items : [tex];
  return list
    .map((item, i) => element(item) + (thinBetween(item, list[i + 1]) ? THIN : ""))
    .join("");
}

/**
 * @param {Tex} tex
 * @returns {string}
 */
function element(tex) {
  switch (tex.type) {
    case "row":
      return tex.items.length === 1 ? element(tex.items[0]) : inRow(tex);
    case "letter":
      return letter(tex.text);
    case "function":
      return `<mi>${escaped(tex.text)}</mi>`;
    case "number":
      return `<mn>${tex.text}</mn>`;
    case "face":
      return face(tex.face, tex.text);
    case "operator":
      return operator(tex);
    case "space":
      return `<mspace width="${tex.width}em"></mspace>`;
    case "fraction": {
      const fraction = `<mfrac>${inRow(tex.top)}${inRow(tex.bottom)}</mfrac>`;
      return tex.small ? `<mstyle displaystyle="false">${fraction}</mstyle>` : fraction;
    }
    case "root":
      return `<msqrt>${inRow(tex.body)}</msqrt>`;
    case "accent":
      return accent(tex.name, tex.body);
    case "brace":
      return brace(tex);
    case "script":
      return script(tex);
    case "fenced":
      return `<mrow>${bracket(tex.open, "prefix")}${inRow(tex.body)}${bracket(tex.close, "postfix")}</mrow>`;
    case "table":
      return tableOf(tex);
    case "lit":
      return `<mrow data-key="${escaped(tex.key)}">${items(tex.body)}</mrow>`;
  }
}

/**
 * A letter in the italics of the text's font (math.css): not every machine has a font for formulas.
 * @param {string} text
 */
function letter(text) {
  const slant = isSlanted(text) ? ' class="cg-math-letter"' : "";
  return `<mi mathvariant="normal"${slant}>${escaped(text)}</mi>`;
}

/**
 * @param {import("../../core/text/tex_tree.js").Face["face"]} kind
 * @param {string} text
 */
function face(kind, text) {
  if (kind === "text") return `<mtext>${escaped(text).replaceAll(" ", "\u00a0")}</mtext>`;
  if (kind === "upright") return `<mi mathvariant="normal">${escaped(text)}</mi>`;
  return `<mi class="cg-math-${kind}">${escaped(inFace(kind, text))}</mi>`;
}

/** @param {Operator} tex */
function operator({ text, role }) {
  const shown = escaped(text === "-" ? "\u2212" : text);
  const forms = /** @type {Record<string, string>} */ ({
    prefix: ' form="prefix" lspace="0" rspace="0"',
    open: ' form="prefix" stretchy="false"',
    close: ' form="postfix" stretchy="false"',
    big: ' class="cg-math-stretch" movablelimits="true"',
    plain: ' lspace="0" rspace="0"',
  });
  return `<mo${forms[role] ?? ' form="infix"'}>${shown}</mo>`;
}

/**
 * @param {string} text
 * @param {"prefix" | "postfix"} form
 */
function bracket(text, form) {
  if (!text) return "";
  return `<mo class="cg-math-stretch" form="${form}" stretchy="true">${escaped(text)}</mo>`;
}

/**
 * A mark above: part of the letter where it stands on one, else a line.
 * @param {string} name
 * @param {Tex} body
 */
function accent(name, body) {
  const inner = bare(body);
  if (ACCENTS[name].wide || inner.type !== "letter")
    return `<mrow class="cg-math-over">${items(body)}</mrow>`;
  return letter((inner.text + ACCENTS[name].combining).normalize("NFC"));
}

/** @param {import("../../core/text/tex_tree.js").Brace} tex */
function brace({ side, body, label }) {
  const sign = `<mo class="cg-math-stretch" stretchy="true">${side === "under" ? "⏟" : "⏞"}</mo>`;
  const braced = `<m${side}>${inRow(body)}${sign}</m${side}>`;
  return label ? `<m${side}>${braced}${element(label)}</m${side}>` : braced;
}

/** @param {import("../../core/text/tex_tree.js").Script} tex */
function script({ base, sub, sup }) {
  const limits = base.type === "operator" && base.role === "big";
  const [below, above, both] = limits
    ? ["munder", "mover", "munderover"]
    : ["msub", "msup", "msubsup"];
  const name = sub && sup ? both : sub ? below : above;
  const parts = [sub, sup].map((part) => (part ? element(part) : ""));
  return `<${name}>${element(base)}${parts.join("")}</${name}>`;
}

/** @param {import("../../core/text/tex_tree.js").TableTex} tex */
function tableOf({ name, rows }) {
  const [open, close] = TABLES[name];
  const body = rows
    .map((cells) => `<mtr>${cells.map((cell) => `<mtd>${items(cell)}</mtd>`).join("")}</mtr>`)
    .join("");
  const grid = `<mtable class="cg-math-${name}">${body}</mtable>`;
  return `<mrow>${bracket(open, "prefix")}${grid}${bracket(close, "postfix")}</mrow>`;
}
