// Where a formula needs a thin space that its characters do not bring, and where a fraction on the
// line needs parentheses.

/** @typedef {import("./tex_tree.js").Tex} Tex */

/** @param {Tex} tex */
function baseOf(tex) {
  return tex.type === "script" ? tex.base : tex;
}

/**
 * Whether a thin space goes between two items: around a function's name (y ln p), not before its
 * parenthesis (ln(p)), and after a large operator.
 * @param {Tex} left
 * @param {Tex | undefined} right
 */
export function thinBetween(left, right) {
  if (!right || left.type === "space" || right.type === "space") return false;
  const [before, after] = [baseOf(left), baseOf(right)];
  const bracket = after.type === "fenced" || (after.type === "operator" && after.role !== "prefix");
  if (before.type === "function") return !bracket;
  if (before.type === "operator") {
    if (before.role === "big") return !bracket || (after.type === "operator" && after.role === "open");
    return before.role === "close" && after.type === "function";
  }
  return after.type === "function" && before.type !== "row";
}

/**
 * Whether a fraction is a factor beside others, so that on one line it needs parentheses:
 * (1/4)(a + b).
 * @param {Tex[]} items
 * @param {number} place
 */
export function isFactor(items, place) {
  if (items[place].type !== "fraction") return false;
  const next = items[place + 1];
  if (!next || next.type === "space") return false;
  return next.type !== "operator" || ["open", "fence", "plain"].includes(next.role);
}
