/** A state that is pasted is set as a whole, or not at all. */

import { fromCapsule } from "./capsule.js";

/**
 * @param {import("./frame.js").Frame} frame
 * @param {string} capsule
 */
export async function restore(frame, capsule) {
  const { store } = frame;
  const state = await fromCapsule(store, capsule);
  const names = Object.keys(state);
  const before = Object.fromEntries(names.map((name) => [name, store.get(name)]));
  store.set(state);
  try {
    frame.paint(new Set(names));
  } catch (error) {
    store.set(before);
    throw new Error(`This state does not fit: ${error instanceof Error ? error.message : error}`);
  }
  store.save();
}
