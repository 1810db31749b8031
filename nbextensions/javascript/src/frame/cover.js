/** What keeps a widget back where it would give a prediction away. */

import { button } from "./controls.js";
import { h } from "./dom.js";

const WORDS = "Kept back until the prediction is made.";

export class Cover {
  /** @param {import("./store.js").Store} store */
  constructor(store) {
    this.store = store;
    const show = button("Show it", () => this.lift());
    this.element = h("div", { class: "cg-cover", hidden: true }, h("span", {}, WORDS), show);
  }

  get isDown() {
    return Boolean(this.store.get("covered"));
  }

  /** What is said in place of the description; null where nothing is kept back. */
  get words() {
    return this.isDown ? WORDS : null;
  }

  /** @returns {boolean} whether there was something to show */
  lift() {
    if (!this.isDown) return false;
    this.store.set({ covered: false }, { done: true });
    return true;
  }

  /** @param {HTMLElement} root of the widget */
  draw(root) {
    root.classList.toggle("cg-covered", this.isDown);
    this.element.hidden = !this.isDown;
  }
}
