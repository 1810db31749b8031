/** The entry that every widget's Python class carries: `render` looks the view up by its kind. */

import { showFailure } from "./frame/failure.js";
import { Frame } from "./frame/frame.js";
import { Own } from "./frame/own.js";
import { Store } from "./frame/store.js";
import { addStyle } from "./frame/style.js";
import { VIEWS } from "./widgets/index.js";

/**
 * @param {{model: import("./frame/store.js").Model, el: HTMLElement}} where
 * @returns {() => void} removes the view
 */
function render({ model, el }) {
  /** @type {{dispose: () => void}[]} */
  const parts = [];
  const dispose = () => {
    for (const part of parts.splice(0)) {
      try {
        part.dispose();
      } catch (error) {
        console.error(error); // of a view that is half made: the others have to go all the same
      }
    }
  };
  try {
    addStyle();
    const store = new Store(model);
    parts.unshift(store);
    const frame = new Frame(el, store);
    parts.unshift(frame);
    const own = new Own(store, (sentence) => frame.notice(sentence), (lines) => frame.print(lines));
    parts.unshift(own);
    frame.show(VIEWS[model.get("_kind")]({ store, frame, own, data: model.get("_data") }));
  } catch (error) {
    console.error(error);
    dispose();
    showFailure(el, model.get("title") || model.get("_name"), error);
  }
  return dispose;
}

export default { render };
