/** The few models of ipywidgets that a page takes over: boxes, and links between widgets. */

/** @typedef {import("./model.js").PlainModel} PlainModel */
/** @typedef {{name: string, state: Record<string, any>}} Saved */

const ROWS = ["HBoxModel", "BoxModel"];
const COLUMNS = ["VBoxModel"];
const PREFIX = "IPY_MODEL_";

/** @param {string} reference "IPY_MODEL_<id>" */
const idOf = (reference) => String(reference).replace(PREFIX, "");

/** @param {Saved | undefined} saved */
export function isBox(saved) {
  return saved !== undefined && [...ROWS, ...COLUMNS].includes(saved.name);
}

/**
 * @param {Saved} saved
 * @param {HTMLElement} el
 * @param {(id: string, el: HTMLElement) => void} draw
 */
export function renderBox(saved, el, draw) {
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
    if (name !== "LinkModel" && name !== "DirectionalLinkModel") continue;
    const [source, sourceTrait] = state.source;
    const [target, targetTrait] = state.target;
    follow(models[idOf(source)], sourceTrait, models[idOf(target)], targetTrait);
    if (name === "LinkModel") {
      follow(models[idOf(target)], targetTrait, models[idOf(source)], sourceTrait);
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
