// A formula as one line of SVG text: sub- and superscripts are smaller runs that are shifted,
// fractions stand on the line (∂ℓ/∂w₁), a hat is a combining character.

import { ACCENTS, TABLES } from "../../core/text/tex_symbols.js";
import { isFactor, thinBetween } from "../../core/text/tex_spacing.js";
import { bare, readOrText } from "../../core/text/tex.js";
import { inFace } from "./faces.js";

/** @typedef {import("../../core/text/tex_tree.js").Tex} Tex */

/**
 * @typedef {object} Run
 * @property {string} text
 * @property {number} dx    shift from where the last run ended, in em of the label
 * @property {number} dy    shift from the last run's baseline, downward, in em of the label
 * @property {number} size  relative to the label
 * @property {boolean} italic
 * @property {boolean} overline
 *
 * @typedef {{size: number, level: number, overline: boolean}} Place  level: baseline, downward
 */

const SCRIPT = 0.72;
const SMALLEST = 0.55;
const DOWN = 0.22;
const UP = -0.36;
const THIN = "\u2009";

/**
 * @param {string} tex
 * @returns {Run[]}
 */
export function toSvgRuns(tex) {
  const line = new Line();
  line.put(readOrText(tex), { size: 1, level: 0, overline: false });
  return line.runs;
}

class Line {
  constructor() {
    /** @type {Run[]} */
    this.runs = [];
    this.level = 0;
  }

  /**
   * @param {string} text
   * @param {Place} place
   * @param {boolean} [italic]
   */
  add(text, { size, level, overline }, italic = false) {
    const last = this.runs.at(-1);
    const dy = level - this.level;
    if (last && !dy && last.size === size && last.italic === italic && last.overline === overline) {
      last.text += text;
      return;
    }
    this.runs.push({ text, dx: 0, dy, size, italic, overline });
    this.level = level;
  }

  /**
   * @param {Tex} tex
   * @param {Place} place
   * @returns {void}
   */
  put(tex, place) {
    switch (tex.type) {
      case "row":
        return this.row(tex.items, place);
      case "letter":
        return this.add(tex.text, place, isSlanted(tex.text));
      case "number":
      case "function":
        return this.add(tex.text, place);
      case "face":
        return this.add(faced(tex), place);
      case "operator":
        return this.operator(tex, place);
      case "space":
        return tex.width > 0 ? this.add(tex.width < 0.5 ? THIN : "\u2003", place) : undefined;
      case "fraction":
        return this.fraction(tex, place);
      case "root":
        return this.root(tex.body, place);
      case "accent":
        return this.accent(tex.name, tex.body, place);
      case "brace":
        this.put(tex.body, place);
        return tex.label ? this.between(`${THIN}[`, tex.label, "]", place) : undefined;
      case "script":
        return this.script(tex, place);
      case "fenced":
        return this.between(tex.open, tex.body, tex.close, place);
      case "table":
        return this.table(tex, place);
      case "lit":
        return this.put(tex.body, place);
    }
  }

  /**
   * @param {Tex[]} items
   * @param {Place} place
   */
  row(items, place) {
    items.forEach((item, i) => {
      const marks = isFactor(items, i) ? ["(", ")"] : ["", ""];
      this.between(marks[0], item, marks[1], place);
      if (thinBetween(item, items[i + 1])) this.add(THIN, place);
    });
  }

  /**
   * @param {import("../../core/text/tex_tree.js").Operator} operator
   * @param {Place} place
   */
  operator({ text, role }, place) {
    const shown = text === "-" ? "\u2212" : text;
    const spaced = place.size === 1 && (role === "binary" || role === "relation");
    const after = place.size === 1 && role === "punct";
    this.add(spaced ? THIN + shown + THIN : after ? shown + THIN : shown, place);
  }

  /**
   * @param {string} open
   * @param {Tex} body
   * @param {string} close
   * @param {Place} place
   */
  between(open, body, close, place) {
    if (open) this.add(open, place);
    this.put(body, place);
    if (close) this.add(close, place);
  }

  /**
   * @param {Tex} body
   * @param {Place} place
   */
  root(body, place) {
    const several = bare(body).type === "row";
    this.between(several ? "√(" : "√", body, several ? ")" : "", place);
  }

  /**
   * @param {import("../../core/text/tex_tree.js").Fraction} fraction
   * @param {Place} place
   */
  fraction({ top, bottom }, place) {
    for (const [part, several] of /** @type {const} */ ([
      [top, isSum(top)],
      [bottom, isSum(bottom) || isProduct(bottom)],
    ])) {
      if (part === bottom) this.add("/", place);
      this.between(several ? "(" : "", part, several ? ")" : "", place);
    }
  }

  /**
   * @param {string} name
   * @param {Tex} body
   * @param {Place} place
   */
  accent(name, body, place) {
    const inner = bare(body);
    if (inner.type === "letter" && name !== "overline") {
      const text = (inner.text + ACCENTS[name].combining).normalize("NFC");
      return this.add(text, place, true);
    }
    return this.put(body, { ...place, overline: true });
  }

  /**
   * @param {import("../../core/text/tex_tree.js").Script} script
   * @param {Place} place
   */
  script({ base, sub, sup }, place) {
    this.put(base, place);
    const size = Math.max(place.size * SCRIPT, SMALLEST);
    const shift = (/** @type {number} */ by) => {
      const level = place.level + by * place.size;
      return { size, level, overline: false }; // a line over it would stand lower than the rest
    };
    if (sub) this.put(sub, shift(DOWN));
    if (sup) this.put(sup, shift(UP));
  }

  /**
   * @param {import("../../core/text/tex_tree.js").TableTex} table
   * @param {Place} place
   */
  table({ name, rows }, place) {
    const [open, close] = TABLES[name];
    this.add(open, place);
    rows.forEach((cells, r) => {
      if (r) this.add("; ", place);
      cells.forEach((cell, c) => {
        if (c) this.add(", ", place);
        this.put(cell, place);
      });
    });
    this.add(close, place);
  }
}

/**
 * Whether a letter is set in italics: Latin and small Greek ones, not ∂, ℓ or Σ.
 * @param {string} text
 */
export function isSlanted(text) {
  return /^[a-zA-Z\u03b1-\u03c9\u03d1\u03d5\u03f5]/.test(text.normalize("NFD"));
}

/** @param {import("../../core/text/tex_tree.js").Face} tex */
export function faced({ face, text }) {
  if (face === "text" || face === "upright") return text;
  return inFace(face, text);
}

/**
 * Whether something needs parentheses beside a fraction's stroke: a sum, or a sign.
 * @param {Tex} tex
 * @returns {boolean}
 */
export function isSum(tex) {
  const inner = bare(tex);
  if (inner.type === "fraction") return true;
  return (
    inner.type === "row" &&
    inner.items.some(
      (item) =>
        (item.type === "operator" && ["binary", "relation", "prefix"].includes(item.role)) ||
        item.type === "fraction",
    )
  );
}

/**
 * Whether a denominator is a product (2γ); a differential (∂w₁) is one thing.
 * @param {Tex} tex
 */
export function isProduct(tex) {
  const inner = bare(tex);
  if (inner.type !== "row") return false;
  const [first] = inner.items;
  return !(first?.type === "letter" && first.text === "∂") && inner.items.length > 1;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an SVG label.
 * @param {string} tex
 * @param {Record<string, string | number>} [attributes]
 */
export function svgText(tex, attributes = {}) {
  const text = /** @type {SVGTextElement} */ (document.createElementNS(SVG, "text"));
  const given = { class: "cg-symbol", ...attributes };
  for (const [name, value] of Object.entries(given)) text.setAttribute(name, String(value));
  fillSvgText(text, tex);
  return text;
}

/**
 * Put a formula into an SVG label in place of what it shows.
 * @param {SVGTextElement} label
 * @param {string} tex
 */
export function fillSvgText(label, tex) {
  label.replaceChildren(
    ...toSvgRuns(tex).map(({ text, dx, dy, size, italic, overline }) => {
      const span = document.createElementNS(SVG, "tspan");
      span.textContent = text;
      // em counts in the run's own size here, dy in the label's
      if (dx) span.setAttribute("dx", `${round(dx / size)}em`);
      if (dy) span.setAttribute("dy", `${round(dy / size)}em`);
      if (size !== 1) span.setAttribute("font-size", `${round(size)}em`);
      if (italic) span.setAttribute("font-style", "italic");
      if (overline) span.setAttribute("text-decoration", "overline");
      return span;
    }),
  );
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 1000) / 1000;
}
