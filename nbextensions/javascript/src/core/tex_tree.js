// What the reader of TeX makes of the items that it met.

/** @typedef {import("./tex.js").Tex} Tex */
/** @typedef {import("./tex.js").Role} Role */

/**
 * @param {Tex[]} items
 * @returns {import("./tex.js").Row}
 */
export function row(items) {
  return { type: "row", items };
}

/** @param {Tex} tex */
export function isEmpty(tex) {
  return tex.type === "row" && tex.items.length === 0;
}

/**
 * A group of one item is that item.
 * @param {Tex} tex
 * @returns {Tex}
 */
export function bare(tex) {
  return tex.type === "row" && tex.items.length === 1 ? bare(tex.items[0]) : tex;
}

/**
 * Attach scripts: {w_1}^2 is set as w_1^2, the square above the index.
 * @param {Tex} base
 * @param {Tex | null} sub
 * @param {Tex | null} sup
 * @returns {Tex}
 */
export function attached(base, sub, sup) {
  const inner = bare(base);
  const free = inner.type === "script" && !(inner.sub && sub) && !(inner.sup && sup);
  if (!free) return { type: "script", base: inner, sub, sup };
  return { type: "script", base: inner.base, sub: inner.sub ?? sub, sup: inner.sup ?? sup };
}

/**
 * Tell signs from operators (-1 from 2 - 1), and the first of two bars from the second.
 * @param {Tex[]} items
 */
export function withSigns(items) {
  const open = new Set();
  let before = /** @type {Role} */ ("open");
  return items.map((item) => {
    if (item.type === "space") return item;
    if (item.type !== "operator") {
      before = "plain";
      return item;
    }
    let { role } = item;
    if (role === "fence") {
      role = open.delete(item.text) ? "close" : "open";
      if (role === "open") open.add(item.text);
    }
    if (role === "binary" && !["plain", "close"].includes(before)) role = "prefix";
    before = role;
    return { ...item, role };
  });
}
