/**
 * Widgets of one group share weights, data and the row that is looked at.
 *
 * The sharing happens in the browser, in the same frame and without Python. A page may hold the
 * code twice (notebooks with two versions of it), so the groups live on `globalThis`.
 */

import { same } from "./store.js";

/** @typedef {import("./store.js").Store} Store */

const KEY = Symbol.for("chalkgrad.groups");

/** @returns {Map<string, Set<Store>>} */
function groups() {
  const home = /** @type {any} */ (globalThis);
  return (home[KEY] ??= new Map());
}

/**
 * Let a store take part in the group that its widget names now.
 * @param {Store} store
 * @returns {{tell: (name: string) => void, leave: () => void}} `tell` passes on one trait
 */
export function join(store) {
  const name = store.get("group");
  /** @type {string[]} */
  const shared = store.get("_shared") ?? [];
  const members = groups().get(name) ?? new Set();
  if (name) groups().set(name, members.add(store));
  const leave = () => {
    members.delete(store);
  };
  /** @param {string} trait */
  const tell = (trait) => {
    if (!name || !shared.includes(trait)) return;
    const value = store.get(trait);
    for (const other of members) {
      if (other.model === store.model || !(other.get("_shared") ?? []).includes(trait)) continue;
      if (!same(other.get(trait), value)) other.set({ [trait]: value });
    }
  };
  return { tell, leave };
}
