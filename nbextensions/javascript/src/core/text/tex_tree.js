// A formula as a tree, and what the reader makes of the items that it met.

/**
 * @typedef {{type: "row", items: Tex[]}} Row
 * @typedef {{type: "letter" | "number" | "function", text: string}} Word
 * @typedef {{type: "face", face: "text" | "upright" | "bold" | "script" | "double", text: string}} Face
 * @typedef {import("./tex_symbols.js").Role | "prefix"} Role
 * @typedef {{type: "operator", text: string, role: Role}} Operator
 * @typedef {{type: "space", width: number}} Space
 * @typedef {{type: "fraction", top: Tex, bottom: Tex, small: boolean}} Fraction
 * @typedef {{type: "root", body: Tex}} Root
 * @typedef {{type: "accent", name: string, body: Tex}} Accent
 * @typedef {{type: "brace", side: "under" | "over", body: Tex, label: Tex | null}} Brace
 * @typedef {{type: "script", base: Tex, sub: Tex | null, sup: Tex | null}} Script
 * @typedef {{type: "fenced", open: string, close: string, body: Tex}} Fenced
 * @typedef {{type: "table", name: string, rows: Tex[][]}} TableTex
 * @typedef {{type: "lit", key: string, body: Tex}} Lit
 * @typedef {Row | Word | Face | Operator | Space | Fraction | Root | Accent | Brace | Script
 *   | Fenced | TableTex | Lit} Tex
 */

/**
 * @param {Tex[]} items
 * @returns {Row}
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
