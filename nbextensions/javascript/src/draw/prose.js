/** Sentences with formulas: `$tex$`, `**strong**` and `code` in plain text, as page elements. */

import { h } from "../frame/dom.js";
import { toMathML, toPlain, toSpeech } from "./math/math.js";

const PIECE = /\$([^$]+)\$|\*\*([^*]+)\*\*|`([^`]+)`/g;

/**
 * @param {string} text paragraphs are parted by an empty line
 * @param {string} [tag] of one paragraph
 * @returns {HTMLElement[]}
 */
export function paragraphs(text, tag = "p") {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map((part) => h(tag, { class: "cg-prose" }, ...pieces(part.trim())));
}

/**
 * @param {string} text one paragraph
 * @returns {(Node | string)[]}
 */
export function pieces(text) {
  /** @type {(Node | string)[]} */
  const found = [];
  let end = 0;
  for (const match of text.matchAll(PIECE)) {
    const [whole, tex, strong, code] = match;
    if (match.index > end) found.push(text.slice(end, match.index));
    if (tex !== undefined) found.push(h("span", { class: "cg-math", html: toMathML(tex) }));
    else if (strong !== undefined) found.push(h("strong", {}, ...pieces(strong)));
    else found.push(h("code", {}, code));
    end = match.index + whole.length;
  }
  if (end < text.length) found.push(text.slice(end));
  return found;
}

/** The same text without marks, for CSV and short labels. @param {string} text */
export function plainProse(text) {
  return text.replace(PIECE, (_whole, tex, strong, code) => (tex ? toPlain(tex) : (strong ?? code)));
}

/** The same text for the ear. @param {string} text */
export function spokenProse(text) {
  return text.replace(PIECE, (_whole, tex, strong, code) => (tex ? toSpeech(tex) : (strong ?? code)));
}

/** The same text as LaTeX. @param {string} text @returns {string} */
export function latexProse(text) {
  let written = "";
  let end = 0;
  for (const match of text.matchAll(PIECE)) {
    const [whole, tex, strong, code] = match;
    written += escaped(text.slice(end, match.index));
    if (tex !== undefined) written += `$${tex}$`;
    else if (strong !== undefined) written += `\\textbf{${latexProse(strong)}}`;
    else written += `\\texttt{${escaped(code)}}`;
    end = match.index + whole.length;
  }
  return written + escaped(text.slice(end));
}

/** @type {Record<string, string>} */
const WRITTEN = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/** @param {string} text without formulas */
function escaped(text) {
  return text.replace(/[\\~^#$%&_{}]/g, (sign) => WRITTEN[sign] ?? `\\${sign}`);
}
