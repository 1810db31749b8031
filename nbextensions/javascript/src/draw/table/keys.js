/** Where an arrow key leads in a table with gaps. */

/** @type {Record<string, [number, number]>} rows down, columns right */
const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/**
 * @param {(string | null)[][]} places  ids row by row, null where there is no cell
 * @param {string} id                   from where
 * @param {string} key
 * @param {HTMLInputElement | null} [field]  the field that is typed into there, if any
 * @returns {string | null}             to where; null: the key does not move
 */
export function step(places, id, key, field = null) {
  const way = STEPS[key];
  const r = places.findIndex((row) => row.includes(id));
  if (!way || r < 0 || (field && staysInside(key, field))) return null;
  const c = places[r].indexOf(id);
  const [down, right] = way;
  if (Math.abs(right) === Infinity) {
    const cells = places[r].filter((other) => other !== null);
    return (right > 0 ? cells.at(-1) : cells[0]) ?? null;
  }
  for (let i = r + down, j = c + right; places[i]?.[j] !== undefined; i += down, j += right) {
    if (places[i][j]) return places[i][j];
  }
  return null;
}

/** Within typed text, left and right move in the text first. @param {string} key @param {HTMLInputElement} field */
function staysInside(key, field) {
  if (key === "ArrowUp" || key === "ArrowDown") return false;
  const { selectionStart: from, selectionEnd: to, value } = field;
  if (from === 0 && to === value.length) return false; // all or nothing is selected
  if (key === "ArrowLeft" || key === "Home") return !(from === 0 && to === 0);
  return !(from === value.length && to === value.length);
}
