/** The models of ipywidgets that a page takes over: boxes, links between widgets, linked controls. */

import { renderControl } from "./controls.js";

/** @typedef {import("./model.js").PlainModel} PlainModel */
/** @typedef {{name: string, state: Record<string, any>}} Saved */

const ROWS = ["HBoxModel", "BoxModel"];
const COLUMNS = ["VBoxModel"];
const LINKS = ["LinkModel", "DirectionalLinkModel"];
const PREFIX = "IPY_MODEL_";

/** @param {string} reference "IPY_MODEL_<id>" */
const idOf = (reference) => String(reference).replace(PREFIX, "");

/**
 * Draw a box and what is in it, a control, or a sentence where Python would have to answer.
 * @param {string} id
 * @param {HTMLElement} el
 * @param {Record<string, Saved>} saved
 * @param {Record<string, PlainModel>} models
 * @param {(id: string, el: HTMLElement) => void} draw
 */
export function renderOther(id, el, saved, models, draw) {
  const known = saved[id];
  if (known && [...ROWS, ...COLUMNS].includes(known.name)) return renderBox(known, el, draw);
  if (known && isLinked(id, saved) && renderControl(known.name, models[id], el)) return;
  const what = [known?.state.description, known?.name.replace(/Model$/, "")].filter(Boolean).join(", ");
  const note = document.createElement("p");
  note.style.cssText = "margin: 0; opacity: 0.75; font-style: italic";
  note.textContent = `A control that needs Python stood here${what ? `: ${what}` : ""}.`;
  el.append(note);
}

/** Whether `jslink` or `jsdlink` gives a control something to do without Python. @param {string} id @param {Record<string, Saved>} saved */
function isLinked(id, saved) {
  const ends = Object.values(saved).filter(({ name }) => LINKS.includes(name));
  return ends.some(({ state }) => [state.source[0], state.target[0]].map(idOf).includes(id));
}

/**
 * @param {Saved} saved
 * @param {HTMLElement} el
 * @param {(id: string, el: HTMLElement) => void} draw
 */
function renderBox(saved, el, draw) {
  const box = document.createElement("div");
  const direction = ROWS.includes(saved.name) ? "row" : "column";
  box.style.cssText = `display: flex; flex-flow: ${direction} wrap; gap: 1em; align-items: flex-start`;
  el.append(box);
  for (const child of saved.state.children ?? []) {
    const place = document.createElement("div");
    box.append(place);
    draw(idOf(child), place);
  }
}

/**
 * Let `jslink` and `jsdlink` do here what they do in JupyterLab.
 * @param {Record<string, Saved>} saved
 * @param {Record<string, PlainModel>} models
 */
export function connect(saved, models) {
  for (const { name, state } of Object.values(saved)) {
    if (!LINKS.includes(name)) continue;
    const [source, sourceTrait] = state.source;
    const [target, targetTrait] = state.target;
    const [first, second] = [models[idOf(source)], models[idOf(target)]];
    if (first && second) second.set(targetTrait, first.get(sourceTrait));
    follow(first, sourceTrait, second, targetTrait);
    if (name === "LinkModel") {
      follow(second, targetTrait, first, sourceTrait);
    }
  }
}

/**
 * @param {PlainModel | undefined} source
 * @param {string} from
 * @param {PlainModel | undefined} target
 * @param {string} to
 */
function follow(source, from, target, to) {
  if (!source || !target) return;
  source.on(`change:${from}`, (value) => {
    if (!Object.is(target.get(to), value)) target.set(to, value);
  });
}
