/** What is shown where the code of a widget itself fails: a sentence, and no half of a picture. */

import { h } from "./dom.js";
import { isDark } from "./theme.js";

/** @param {unknown} error */
export function failureWords(error) {
  return `This cannot be drawn: ${error instanceof Error ? error.message : error}`;
}

/**
 * Put the sentence in the place of a widget that could not be made.
 * @param {HTMLElement} el
 * @param {string} name of the widget
 * @param {unknown} error
 */
export function showFailure(el, name, error) {
  const words = h("div", { class: "cg-problem", role: "alert" }, failureWords(error));
  const box = h("div", { class: "cg", role: "group", "aria-label": name }, h("div", { class: "cg-title" }, name), words);
  box.dataset.theme = isDark(el) ? "dark" : "light";
  el.replaceChildren(box);
}
