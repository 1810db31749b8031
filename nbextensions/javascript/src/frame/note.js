/**
 * A sentence at a field, such as that its text is no number: in the top layer, so that nothing
 * moves under the hand and nothing cuts it off. It goes with the next thing that the user does.
 */

import { h } from "./dom.js";
import { place } from "./place.js";

const NEXT = ["keydown", "pointerdown", "wheel"];

/**
 * @param {HTMLElement} field
 * @param {string} sentence
 */
export function sayAt(field, sentence) {
  if (!field.isConnected) return;
  const widget = field.closest(".cg"); // a page's own control stands in none, and has no colours of one
  const note = h("div", { class: widget ? "cg-note" : "cg cg-note", popover: "manual", role: "alert" }, sentence);
  (widget ?? document.body).append(note);
  note.showPopover();
  place(note, field);
  const away = () => {
    note.remove();
    for (const event of NEXT) document.removeEventListener(event, away, true);
  };
  for (const event of NEXT) document.addEventListener(event, away, true);
}
