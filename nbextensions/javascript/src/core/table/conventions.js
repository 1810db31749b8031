// A deck is more than its letters: half the square or the whole, sum or mean. The reader's own
// choice stays what it is; while a deck's letters are shown, its scalings are shown with them.

/** @typedef {import("./table.js").NotationData} NotationData */

const SQUARES = ["squared_error", "half_squared_error"];

/**
 * The loss and the reduction that a table has in a deck's notation; as nbextensions/graphs/conventions.py.
 * @param {{loss: string, reduction: string}} own  as chosen
 * @param {NotationData | undefined} deck          undefined: this course's own, where all is free
 * @returns {{loss: string, reduction: string}}
 */
export function conventional({ loss, reduction }, deck) {
  const square = deck?.squared_error ? SQUARES[deck.squared_error === 0.5 ? 1 : 0] : loss;
  return {
    loss: SQUARES.includes(loss) ? square : loss,
    reduction: deck?.reduction && reduction !== "online" ? deck.reduction : reduction,
  };
}

/**
 * The deck whose scalings hold: none in this course's own notation, where every choice is free.
 * @param {Record<string, NotationData> | undefined} notations
 * @param {string} key
 */
export function deckOf(notations, key) {
  return key === "course" ? undefined : notations?.[key];
}
