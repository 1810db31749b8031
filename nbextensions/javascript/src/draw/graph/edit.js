// Changing a leaf in its place: drag it, turn it with the arrow keys, or type.

import { minus, noNumber, parseNumber } from "../../core/text/numbers.js";
import { attr, h } from "../../frame/dom.js";
import { sayAt } from "../../frame/note.js";

/** @typedef {import("./view.js").GraphView} GraphView */
/** @typedef {import("./view.js").NodeLook} NodeLook */

const STILL = 3; // pixels that a click may wander
const PER_PIXEL = 0.01;
const STEPS = /** @type {Record<string, number>} */ ({ ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 });

export class GraphEdit {
  /**
   * @param {GraphView} view
   * @param {(name: string, value: number, done: boolean) => void} onEdit
   */
  constructor(view, onEdit) {
    this.view = view;
    this.onEdit = onEdit;
    /** @type {Map<string, number>} the leaves that can be changed, with what they are now */
    this.numbers = new Map();
    /** @type {{name: string, x: number, from: number, moved: boolean, id: number} | null} */
    this.drag = null;
    /** @type {HTMLInputElement | null} */
    this.field = null;
    const { svg } = view;
    svg.addEventListener("pointerdown", (event) => this.down(event));
    svg.addEventListener("pointermove", (event) => this.move(event));
    svg.addEventListener("pointerup", (event) => this.up(event));
    svg.addEventListener("pointercancel", () => (this.drag = null));
    svg.addEventListener("keydown", (event) => this.key(event));
  }

  /**
   * Say whether a node can be changed now.
   * @param {string} name
   * @param {NodeLook} look
   * @param {string} words
   */
  offer(name, { number, text }, words) {
    const node = this.view.nodes.get(name);
    if (!node) return;
    if (number === undefined) {
      this.numbers.delete(name);
      attr(node.group, { role: null, tabindex: null, "aria-label": null, "aria-valuenow": null, "aria-valuetext": null, "data-edit": null });
      return;
    }
    this.numbers.set(name, number);
    attr(node.group, {
      role: "spinbutton", tabindex: 0, "aria-label": words, "aria-valuenow": number, "aria-valuetext": text, "data-edit": "",
    });
  }

  /** The graph was built anew: whatever was offered is gone. */
  settle() {
    this.numbers.clear();
    this.drag = null;
  }

  /** @param {Event} event */
  nameAt(event) {
    const at = /** @type {Element} */ (event.target).closest(".cg-graph-node[data-edit]");
    return at?.getAttribute("data-key") ?? "";
  }

  /** @param {PointerEvent} event */
  down(event) {
    const name = this.nameAt(event);
    if (!name || event.button) return;
    this.drag = { name, x: event.clientX, from: this.numbers.get(name) ?? 0, moved: false, id: event.pointerId };
    this.view.nodes.get(name)?.group.focus({ preventScroll: true });
    this.view.svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { drag } = this;
    if (!drag || drag.id !== event.pointerId) return;
    const far = event.clientX - drag.x;
    drag.moved ||= Math.abs(far) > STILL;
    if (drag.moved) this.onEdit(drag.name, tidy(drag.from + Math.round(far) * PER_PIXEL), false);
  }

  /** @param {PointerEvent} event */
  up(event) {
    const { drag } = this;
    this.drag = null;
    if (!drag || drag.id !== event.pointerId) return;
    if (drag.moved) this.onEdit(drag.name, this.numbers.get(drag.name) ?? drag.from, true);
    else this.open(drag.name);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const name = this.nameAt(event);
    if (!name || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      this.open(name);
    } else if (STEPS[event.key]) {
      const size = event.shiftKey ? 0.01 : 0.1;
      this.onEdit(name, tidy((this.numbers.get(name) ?? 0) + STEPS[event.key] * size), true);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** A field in the node's place. @param {string} name */
  open(name) {
    this.close();
    const node = this.view.nodes.get(name);
    const now = this.numbers.get(name);
    const { layout } = this.view;
    if (!node || now === undefined || !layout) return;
    const label = node.group.getAttribute("aria-label") ?? name;
    const field = /** @type {HTMLInputElement} */ (
      h("input", { type: "text", inputmode: "decimal", autocomplete: "off", class: "cg-graph-field", "aria-label": label })
    );
    const [svg, box, shape] = [this.view.svg, this.view.element, node.group.children[1]].map((part) => part.getBoundingClientRect());
    const at = { left: shape.left + shape.width / 2 - box.left, top: shape.top + shape.height / 2 - box.top };
    Object.assign(field.style, { left: `${at.left}px`, top: `${at.top}px`, fontSize: `${(svg.width / (layout.width + 10)) * 13}px` });
    field.value = minus(String(now));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.take(name, true);
      else if (event.key === "Escape") this.close(name);
      else return;
      event.preventDefault();
    });
    field.addEventListener("blur", () => this.take(name, false));
    this.field = field;
    this.view.element.append(field);
    field.select();
    field.focus();
  }

  /**
   * Take what was typed; what is no number keeps the field open while it is typed into.
   * @param {string} name
   * @param {boolean} stay  whether the field still has the focus
   */
  take(name, stay) {
    if (!this.field) return;
    const typed = parseNumber(this.field.value);
    if (!typed && this.field.value.trim()) sayAt(this.field, noNumber(this.field.value));
    if (!typed && stay) return this.field.setAttribute("aria-invalid", "true");
    const before = this.numbers.get(name);
    this.close(stay ? name : "");
    if (typed && !Object.is(typed.value, before)) this.onEdit(name, typed.value, true);
  }

  /** @param {string} [focus] the node that gets the focus back */
  close(focus = "") {
    const { field } = this;
    this.field = null;
    field?.remove();
    if (focus) this.view.nodes.get(focus)?.group.focus({ preventScroll: true });
  }
}

/** 0.30000000000000004 is 0.3. @param {number} value */
function tidy(value) {
  return Number(value.toFixed(9)) || 0;
}
