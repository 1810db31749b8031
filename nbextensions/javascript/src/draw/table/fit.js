/** Making a wide table fit: a little smaller where it must be, and only then scrolled sideways. */

const SMALLEST = 0.74; // a wide table is shrunk as far as this to fit; one that is wider still
const SCROLLED = 0.88; //   is shrunk so far and scrolled

/**
 * @param {HTMLElement} place
 * @param {HTMLElement} table
 */
export function fit(place, table) {
  table.style.fontSize = "";
  place.classList.remove("cg-table-wide");
  place.removeAttribute("tabindex");
  const { clientWidth, scrollWidth } = place;
  if (!clientWidth || scrollWidth <= clientWidth + 1) return;
  const share = Math.floor((98 * clientWidth) / scrollWidth) / 100;
  table.style.fontSize = `${share < SMALLEST ? SCROLLED : share}em`;
  if (place.scrollWidth <= place.clientWidth + 1) return;
  place.classList.add("cg-table-wide");
  place.tabIndex = 0; // whoever has no pointer scrolls it by keys
  keepInSight(table);
}

/** Row heads and inputs stay at the left. @param {HTMLElement} table */
function keepInSight(table) {
  const rows = [...table.querySelectorAll("tr")];
  const staying = /** @type {HTMLElement[]} */ ([...(rows[0]?.querySelectorAll(".cg-table-stays") ?? [])]);
  const lefts = staying.map((head) => head.offsetLeft - staying[0].offsetLeft);
  for (const row of rows) {
    lefts.forEach((left, at) => (/** @type {HTMLElement} */ (row.children[at]).style.left = `${left}px`));
  }
}
