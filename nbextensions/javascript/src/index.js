/** The entry that every widget's Python class carries: `render` looks the view up by its kind. */

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
  addStyle();
  const store = new Store(model);
  const frame = new Frame(el, store);
  const own = new Own(store, (sentence) => frame.notice(sentence));
  const kind = model.get("_kind");
  frame.show(VIEWS[kind]({ store, frame, own, data: model.get("_data") }));
  return () => {
    frame.dispose();
    own.dispose();
    store.dispose();
  };
}

export default { render };
