/** Where a popover stands. */

/**
 * Put a popover under what it belongs to, inside the window.
 * @param {HTMLElement} popover
 * @param {HTMLElement} anchor
 */
export function place(popover, anchor) {
  const { right, bottom, top } = anchor.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const below = bottom + height < innerHeight ? bottom : Math.max(0, top - height);
  popover.style.left = `${Math.max(4, right - width)}px`;
  popover.style.top = `${below}px`;
}
