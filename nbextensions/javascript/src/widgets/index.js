/** Kind -> view. A new widget gets a file beside this one and a line here. */

import boundary from "./boundary/index.js";
import chainStepper from "./chain_stepper/index.js";
import dropoutView from "./dropout_view/index.js";
import findTheSlip from "./find_the_slip/index.js";
import handTable from "./hand_table/index.js";
import landscape from "./landscape/index.js";
import networkView from "./network_view/index.js";
import predict from "./predict/index.js";
import shrinkage from "./shrinkage/index.js";
import trainPlayer from "./train_player/index.js";

/**
 * What a view is given.
 * @typedef {object} Context
 * @property {import("../frame/store.js").Store} store
 * @property {import("../frame/frame.js").Frame} frame
 * @property {import("../frame/own.js").Own} own
 * @property {any} data what never changes while the widget lives
 */

/** @type {Record<string, (context: Context) => import("../frame/frame.js").View>} */
export const VIEWS = {
  boundary,
  chain_stepper: chainStepper,
  dropout_view: dropoutView,
  find_the_slip: findTheSlip,
  hand_table: handTable,
  landscape,
  network_view: networkView,
  predict,
  shrinkage,
  train_player: trainPlayer,
};
