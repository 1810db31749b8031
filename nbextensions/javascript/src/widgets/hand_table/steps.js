/** From table to table: the update becomes the start of the next one, and there is a way back. */

/** @typedef {import("../../frame/store.js").Store} Store */

/**
 * Begin the next table; its blanks are empty, and the answers of this one wait in the history.
 * @param {Store} store
 * @param {Record<string, number>} parameters
 */
export function stepOn(store, parameters) {
  const here = { parameters: store.parameters(), answers: store.get("answers"), revealed: store.get("revealed") };
  const history = [...store.get("history"), here];
  store.set({ ...parameters, history, answers: {}, revealed: [] }, { done: true });
}

/**
 * Go back to the table before, with what was answered there.
 * @param {Store} store
 * @returns {boolean} whether there was one
 */
export function stepBack(store) {
  const history = [...store.get("history")];
  const before = history.pop();
  if (!before) return false;
  const { parameters, answers = {}, revealed = [] } = before;
  store.set({ ...parameters, history, answers, revealed }, { done: true });
  return true;
}
