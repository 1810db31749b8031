/** A field that opens where a number of a drawn net stands; what is typed may be 1/3 or 0,5. */

import { noNumber, parseNumber } from "../../core/text/numbers.js";
import { attr, h } from "../../frame/dom.js";
import { sayAt } from "../../frame/note.js";

export class NetField {
  /**
   * @param {HTMLElement} stage  the drawing's own element
   * @param {(name: string, value: number) => void} onTyped
   * @param {(name: string) => void} onClosed  where the focus goes back to
   */
  constructor(stage, onTyped, onClosed) {
    this.stage = stage;
    this.onTyped = onTyped;
    this.onClosed = onClosed;
    this.name = "";
    this.field = /** @type {HTMLInputElement} */ (h("input", { type: "text", inputmode: "decimal", class: "cg-net-field cg-number", hidden: true }));
    this.field.addEventListener("keydown", (event) => this._key(event));
    this.field.addEventListener("blur", () => this._leave());
    stage.append(this.field);
  }

  /**
   * @param {string} name
   * @param {{x: number, y: number}} spot  as shares of the drawing
   * @param {string} text
   * @param {string} label
   */
  open(name, spot, text, label) {
    this.name = name;
    this.was = text;
    attr(this.field, { style: `left: ${100 * spot.x}%; top: ${100 * spot.y}%`, "aria-label": label, "aria-invalid": null });
    this.field.hidden = false;
    this.field.value = text;
    this.field.focus({ preventScroll: true });
    this.field.select();
  }

  get isOpen() {
    return !this.field.hidden;
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      if (this._take()) this._close(true);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this._close(true);
    }
  }

  /** @returns {boolean} whether it could be read */
  _take() {
    if (this.field.value.trim() === this.was) return true; // what is shown may be rounded
    const typed = parseNumber(this.field.value);
    attr(this.field, { "aria-invalid": typed ? null : "true" });
    if (typed) this.onTyped(this.name, typed.value);
    else if (this.field.value.trim()) sayAt(this.field, noNumber(this.field.value));
    return typed !== null;
  }

  _leave() {
    if (!this.isOpen) return;
    this._take();
    this._close(false);
  }

  /** @param {boolean} back  whether the focus goes back to the net */
  _close(back) {
    this.field.hidden = true;
    if (back) this.onClosed(this.name);
  }
}
