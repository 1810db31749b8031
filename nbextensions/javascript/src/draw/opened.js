/**
 * The panel of an opened number: what it is, line by line, and the numbers next to it.
 *
 *     const panel = new Opened({ onGo: (id) => ..., onClose: () => ... });
 *     frame.body.append(panel.element);
 *     panel.show(openingOf(sheet, "2:p", { places: 2 }));   // core/table/opening.js; null closes it
 *
 * What is put in has a solid frame, what uses it a dashed one: the same as the marks `part` and
 * `use` of a TableView. `hint` is what the panel says while nothing is open.
 */

import { h, setText } from "../frame/dom.js";
import { style } from "../frame/style.js";
import { toMathML, toPlain } from "./math/math.js";
import css from "./opened.css";

style(css);

/** @typedef {import("../core/table/opening.js").Opening} Opening */
/** @typedef {import("../core/table/opening.js").Link} Link */

export class Opened {
  /** @param {{onGo?: (id: string) => void, onClose?: () => void, hint?: string}} [options] */
  constructor({ onGo, onClose, hint = "" } = {}) {
    this.onGo = onGo ?? (() => {});
    this.onClose = onClose ?? (() => {});
    this.where = h("div", { class: "cg-opened-where" });
    this.close = h("button", { type: "button", class: "cg-button cg-icon cg-opened-close", "aria-label": "Close" }, "×");
    this.close.addEventListener("click", () => this.onClose());
    this.lines = h("div", { class: "cg-opened-lines" });
    this.parts = links("made of", "cg-opened-part", (id) => this.onGo(id));
    this.uses = links("goes into", "cg-opened-use", (id) => this.onGo(id));
    this.notes = h("div", { class: "cg-opened-notes", "aria-live": "polite" });
    this.hint = h("div", { class: "cg-opened-hint" }, hint);
    this.inside = h(
      "div",
      { class: "cg-opened-inside", hidden: true },
      h("div", { class: "cg-opened-main" }, this.where, this.lines),
      h("div", { class: "cg-opened-near" }, this.parts.element, this.uses.element),
      this.close,
    );
    const all = [this.inside, this.notes, this.hint];
    this.element = h("section", { class: "cg-opened", "aria-label": "The opened number" }, ...all);
  }

  /**
   * @param {Opening | null} opening
   * @param {string[]} [notes] sentences below; they may stand without an opened number
   */
  show(opening, notes = opening?.notes ?? []) {
    this.inside.hidden = !opening;
    this.hint.hidden = opening !== null || notes.length > 0;
    this._notes(notes);
    if (!opening) return;
    setText(this.where, opening.where);
    const digits = opening.full ? `all digits: ${opening.full}` : "its value is yours to find";
    this._equation(linesOf(opening), digits);
    this.parts.show(opening.parts);
    this.uses.show(opening.uses);
  }

  /**
   * The lines of the equation; only those that changed are set anew.
   * @param {[string, string, string][]} lines
   * @param {string} digits
   */
  _equation(lines, digits) {
    const formulas = lines.flat();
    while (this.lines.children.length > formulas.length) this.lines.lastElementChild?.remove();
    while (this.lines.children.length < formulas.length) this.lines.append(h("div"));
    formulas.forEach((tex, k) => {
      const cell = /** @type {HTMLElement} */ (this.lines.children[k]);
      const last = k === formulas.length - 1 ? digits : "";
      if (cell.dataset.tex === `${tex}|${last}`) return;
      cell.dataset.tex = `${tex}|${last}`;
      cell.innerHTML = tex ? toMathML(tex) : "";
      if (last) cell.append(h("span", { class: "cg-opened-digits" }, last));
    });
  }

  /** @param {string[]} notes */
  _notes(notes) {
    const same = notes.length === this.notes.children.length;
    if (!same) this.notes.replaceChildren(...notes.map(() => h("p")));
    notes.forEach((note, k) => setText(this.notes.children[k], note));
  }
}

/**
 * The lines of an equation: left side, sign, right side.
 * @param {Opening} opening
 * @returns {[string, string, string][]} LaTeX
 */
function linesOf({ symbol, expression, filled, filledSign, relation, text }) {
  /** @type {[string, string, string][]} */
  const lines = [];
  const value = text.replaceAll("\u2212", "-").replace("∞", "\\infty").replace("undefined", "\\text{undefined}");
  if (expression && expression !== symbol) lines.push(["", "=", expression]);
  if (filled) lines.push(["", filledSign, filled]);
  if (value && value !== filled) lines.push(["", relation, scientific(value)]);
  if (!lines.length) lines.push(["", "=", "\\text{?}"]);
  lines[0][0] = symbol;
  return lines;
}

/** @param {string} text */
function scientific(text) {
  const [mantissa, exponent] = text.split("e");
  return exponent && !text.startsWith("\\") ? `${mantissa} \\cdot 10^{${exponent}}` : text;
}

/**
 * Numbers that one can go to.
 * @param {string} title
 * @param {string} kind   class of each
 * @param {(id: string) => void} go
 */
function links(title, kind, go) {
  const list = h("ul", {});
  const element = h("div", { class: "cg-opened-links" }, h("span", {}, title), list);
  let known = "";
  /** @param {Link[]} wanted */
  const show = (wanted) => {
    element.hidden = !wanted.length;
    const text = wanted.map(({ id, tex }) => id + tex).join("|");
    if (text !== known) list.replaceChildren(...wanted.map((link) => h("li", {}, chip(link, kind, go))));
    known = text;
    wanted.forEach((link, k) => {
      const made = list.children[k].firstElementChild;
      if (made?.lastElementChild) setText(made.lastElementChild, ` = ${link.text}`);
    });
  };
  return { element, show };
}

/** @param {Link} link @param {string} kind @param {(id: string) => void} go */
function chip({ id, tex }, kind, go) {
  const words = `open ${toPlain(tex)}, ${rowWords(id)}`;
  const made = h("button", { type: "button", class: `cg-opened-chip ${kind}`, title: words, "data-id": id });
  made.append(h("span", { html: toMathML(inOneLine(tex)) }), h("span", { class: "cg-value" }));
  made.addEventListener("click", () => go(id));
  return made;
}

const BRACED = "\\{((?:[^{}]|\\{[^{}]*\\})*)\\}"; // braces with at most one level inside
const FRACTION = new RegExp(`\\\\frac${BRACED}${BRACED}`, "g");

/** A fraction as it is written in running text: ∂ℓ/∂p. @param {string} tex */
function inOneLine(tex) {
  return tex.replace(FRACTION, "$1 / $2");
}

/** @param {string} id */
function rowWords(id) {
  const row = id.split(":")[0];
  return /^\d+$/.test(row) ? `row ${Number(row) + 1}` : row;
}
