/**
 * The entry of a page that works with no Python: the widgets of a notebook, from their saved state.
 *
 * The page holds `<script type="application/json" id="chalkgrad-models">{id: {name, state}}</script>`
 * and, where a widget stood, `<div data-chalkgrad-model="id"></div>`.
 */

import widget from "./index.js";
import { PlainModel } from "./page/model.js";
import { connect, renderOther } from "./page/ipywidgets.js";

/** @typedef {{name: string, state: Record<string, any>}} Saved */

/** Draw every widget of the page. */
export function start() {
  const holder = document.getElementById("chalkgrad-models");
  /** @type {Record<string, Saved>} */
  const saved = JSON.parse(holder?.textContent ?? "{}");
  const host = /** @type {any} */ (globalThis).chalkgradHost ?? {}; // a test may stand for Python
  /** @type {Record<string, PlainModel>} */
  const models = {};
  for (const [id, { state }] of Object.entries(saved)) {
    const ask = host.ask ? (/** @type {any} */ content) => host.ask(id, content) : null;
    models[id] = new PlainModel(state, ask, host.saved && ((changes) => host.saved(id, changes)));
  }
  connect(saved, models);
  /** @param {string} id @param {HTMLElement} el */
  const draw = (id, el) => {
    if (models[id]?.get("_kind")) widget.render({ model: models[id], el });
    else renderOther(id, el, saved, models, draw);
  };
  for (const el of document.querySelectorAll("[data-chalkgrad-model]")) {
    draw(/** @type {HTMLElement} */ (el).dataset.chalkgradModel ?? "", /** @type {HTMLElement} */ (el));
  }
  /** @type {any} */ (globalThis).chalkgradModels = models;
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
