/** The menu behind the three dots: sizes, exports, the state, and which keys there are. */

import { button } from "./controls.js";
import { toCapsule } from "./capsule.js";
import { h } from "./dom.js";
import { copyText, saveFile } from "./files.js";
import { place } from "./place.js";
import { restore } from "./restore.js";
import { toPng, toSvg } from "./snapshot.js";

/** @typedef {import("./frame.js").Frame} Frame */

const KEYS = [
  ["Page Down, Page Up", "next step, one step back (a clicker sends these)"],
  ["L", "lecture size, and back"],
  ["?", "this list"],
];

/**
 * @param {Frame} frame
 */
export function menu(frame) {
  const { root } = frame;
  const list = h("div", { class: "cg-menu", popover: "auto", role: "menu" });
  const help = h("div", { class: "cg-help", popover: "auto", role: "dialog", "aria-label": "Keys" });
  const more = button("⋯", () => toggle(), { "aria-label": "Menu", "aria-haspopup": "menu" });
  more.classList.add("cg-icon");
  root.append(list, help);

  /** @param {string} text @param {() => void | Promise<void>} action */
  const item = (text, action) => {
    const made = h("button", { type: "button", role: "menuitem", class: "cg-item" }, text);
    made.addEventListener("click", () => {
      list.hidePopover();
      more.focus();
      void Promise.resolve(action()).catch((error) => frame.problem(`That did not work: ${error}`));
    });
    return made;
  };

  function toggle() {
    if (list.matches(":popover-open")) return list.hidePopover();
    list.replaceChildren(...items(frame, item, showHelp));
    list.showPopover();
    place(list, more);
    /** @type {HTMLElement | null} */ (list.firstElementChild)?.focus();
  }

  function showHelp() {
    const rows = [...KEYS, ...(frame.view?.keys ?? [])];
    const terms = rows.flatMap(([key, words]) => [h("dt", {}, key), h("dd", {}, words)]);
    help.replaceChildren(h("dl", {}, ...terms));
    help.showPopover();
    place(help, more);
    return true;
  }

  list.addEventListener("keydown", (event) => moveWithArrows(list, event));
  return {
    buttons: [more],
    help: showHelp,
    dispose: () => {
      list.remove();
      help.remove();
    },
  };
}

/**
 * @param {Frame} frame
 * @param {(text: string, action: () => void | Promise<void>) => HTMLElement} item
 * @param {() => void} help
 */
function items(frame, item, help) {
  const { store, view } = frame;
  const name = String(store.get("_kind"));
  const made = [
    item("Larger", () => frame.zoom(1)),
    item("Smaller", () => frame.zoom(-1)),
    item("Copy the state", async () => {
      await copyText(await toCapsule(store));
      frame.say("The state is on the clipboard.");
    }),
    item("Restore a state …", () => askForState(frame)),
    item("Save as SVG", () => saveFile(`${name}.svg`, "image/svg+xml", toSvg(frame.root))),
    item("Save as PNG", async () => saveFile(`${name}.png`, "image/png", await toPng(frame.root))),
  ];
  if (view?.csv) made.push(item("Save as CSV", () => saveFile(`${name}.csv`, "text/csv", view.csv?.() ?? "")));
  if (view?.latex) {
    made.push(item("Save as LaTeX", () => saveFile(`${name}.tex`, "text/x-tex", view.latex?.() ?? "")));
  }
  return [...made, item("Keys", help)];
}

/** A small dialog in the widget itself: JupyterLab blocks `prompt`. @param {Frame} frame */
function askForState(frame) {
  const field = h("input", { type: "text", "aria-label": "State", placeholder: "paste a state" });
  const box = h("form", { class: "cg-ask" }, field, button("Restore", () => take()), button("Cancel", () => box.remove()));
  const take = async () => {
    try {
      await restore(frame, field.value);
      box.remove();
      frame.problem(frame.store.get("problem") || null);
    } catch (error) {
      frame.problem(error instanceof Error ? error.message : String(error));
    }
  };
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    void take();
  });
  frame.controls.before(box);
  field.focus();
}

/**
 * @param {HTMLElement} list
 * @param {KeyboardEvent} event
 */
function moveWithArrows(list, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const items = /** @type {HTMLElement[]} */ ([...list.children]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  items[(at + step + items.length) % items.length]?.focus();
  event.preventDefault();
  event.stopPropagation();
}
