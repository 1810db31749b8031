// A formula as plain text ("∂ℓ/∂w₁", for CSV and tooltips) and as words for a screen reader
// ("partial l by partial w 1").

import { ACCENTS, TABLES } from "../../core/text/tex_symbols.js";
import { isFactor, thinBetween } from "../../core/text/tex_spacing.js";
import { bare, readOrText } from "../../core/text/tex.js";
import { faced, isProduct, isSum } from "./runs.js";

/** @typedef {import("../../core/text/tex_tree.js").Tex} Tex */
/** @typedef {import("../../core/text/tex_tree.js").Script} Script */

/** @param {string} tex */
export function toPlain(tex) {
  return plain(readOrText(tex)).trim();
}

/** @param {string} tex */
export function toSpeech(tex) {
  return speechOf(readOrText(tex));
}

// Plain text ---------------------------------------------------------------------------------------
/** @param {string} from @param {string} to @returns {Record<string, string>} */
const pairs = (from, to) => Object.fromEntries(Array.from(from, (c, i) => [c, Array.from(to)[i]]));
const BELOW = pairs("0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ");
const ABOVE = pairs("0123456789+-=()abcdefghijklmnoprstuvwxyzT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ");

/**
 * @param {Tex} tex
 * @returns {string}
 */
function plain(tex) {
  switch (tex.type) {
    case "row":
      return plainRow(tex.items);
    case "letter":
    case "number":
    case "function":
      return tex.text;
    case "face":
      return faced(tex);
    case "operator":
      return plainOperator(tex);
    case "space":
      return tex.width > 0 ? " " : "";
    case "fraction": {
      const [top, bottom] = [plain(tex.top), plain(tex.bottom)];
      const below = isSum(tex.bottom) || isProduct(tex.bottom);
      return `${isSum(tex.top) ? `(${top})` : top}/${below ? `(${bottom})` : bottom}`;
    }
    case "root":
      return `√(${plain(tex.body)})`;
    case "accent":
      return plainAccent(tex.name, tex.body);
    case "brace":
      return plain(tex.body) + (tex.label ? ` [${plain(tex.label)}]` : "");
    case "script":
      return plain(tex.base) + raised(tex.sub, BELOW, "_") + raised(tex.sup, ABOVE, "^");
    case "fenced":
      return tex.open + plain(tex.body) + tex.close;
    case "table": {
      const [open, close] = TABLES[tex.name];
      return open + tex.rows.map((cells) => cells.map(plain).join(", ")).join("; ") + close;
    }
    case "lit":
      return plain(tex.body);
  }
}

/** @param {Tex[]} items */
function plainRow(items) {
  const texts = items.map((item, i) => {
    const text = isFactor(items, i) ? `(${plain(item)})` : plain(item);
    return thinBetween(item, items[i + 1]) ? `${text} ` : text;
  });
  return texts.join("");
}

/** @param {import("../../core/text/tex_tree.js").Operator} operator */
function plainOperator({ text, role }) {
  const shown = text === "-" ? "\u2212" : text;
  if (role === "binary" || role === "relation") return ` ${shown} `;
  return role === "punct" ? `${shown} ` : shown;
}

/**
 * @param {string} name
 * @param {Tex} body
 */
function plainAccent(name, body) {
  const inner = plain(body);
  if (Array.from(inner).length > 1) return name === "overline" ? `mean(${inner})` : inner;
  return (inner + ACCENTS[name].combining).normalize("NFC");
}

/**
 * @param {Tex | null} script
 * @param {Record<string, string>} letters
 * @param {string} mark  for what has no small letter
 */
function raised(script, letters, mark) {
  if (!script) return "";
  const text = plain(script).replaceAll("\u2212", "-").replaceAll(" ", "");
  const inner = bare(script);
  if (inner.type === "operator" && inner.text.startsWith("′")) return text;
  const small = Array.from(text, (c) => (Object.hasOwn(letters, c) ? letters[c] : ""));
  if (small.every(Boolean) && inner.type !== "face") return small.join("");
  const shown = text.replaceAll("-", "\u2212");
  return mark + (Array.from(text).length > 1 && inner.type !== "face" ? `(${shown})` : shown);
}

// Speech -------------------------------------------------------------------------------------------
/** @type {Record<string, string>} */
const SPOKEN = {
  ℓ: "l",
  "∂": "partial",
  "∇": "gradient of",
  "∞": "infinity",
  "⊤": "transpose",
  "∅": "empty set",
  "+": "plus",
  "-": "minus",
  "−": "minus",
  "·": "times",
  "×": "times",
  "⊙": "times, entry by entry,",
  "÷": "divided by",
  "/": "over",
  "±": "plus or minus",
  "=": "equals",
  "≈": "is about",
  "≠": "is not",
  "<": "is less than",
  ">": "is greater than",
  "≤": "is at most",
  "≥": "is at least",
  "→": "to",
  "⟶": "to",
  "⟵": "from",
  "←": "becomes",
  "∈": "in",
  "∼": "is distributed as",
  "(": "(",
  ")": ")",
  "|": "bar",
  "‖": "norm bar",
  "…": "and so on",
  "⋯": "and so on",
  "∑": "sum",
  "∏": "product",
  "∫": "integral",
  "′": "prime",
  ln: "log",
  exp: "e to the",
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  ϵ: "epsilon",
  η: "eta",
  θ: "theta",
  λ: "lambda",
  μ: "mu",
  ρ: "rho",
  σ: "sigma",
  τ: "tau",
  φ: "phi",
  ϕ: "phi",
  ψ: "psi",
  ω: "omega",
  Δ: "Delta",
  Σ: "Sigma",
  Φ: "Phi",
};

/** @param {string} text */
const spoken = (text) => (Object.hasOwn(SPOKEN, text) ? SPOKEN[text] : text);

/**
 * @param {Tex} tex
 * @returns {string}
 */
export function speechOf(tex) {
  return said(tex)
    .replace(/\s+/g, " ")
    .replace(/\( /g, "(")
    .replace(/ ([),.;])/g, "$1")
    .trim();
}

/**
 * @param {Tex} tex
 * @returns {string}
 */
function said(tex) {
  switch (tex.type) {
    case "row":
      return tex.items.map(said).join(" ");
    case "letter":
    case "number":
    case "function":
    case "operator":
      return spoken(tex.text);
    case "face":
      return tex.text;
    case "space":
      return "";
    case "fraction":
      return saidFraction(tex);
    case "root":
      return `square root of ${said(tex.body)}, end of root,`;
    case "accent":
      return tex.name === "overline" || tex.name === "bar"
        ? `mean of ${said(tex.body)}`
        : `${said(tex.body)} ${tex.name.replace("wide", "")}`;
    case "brace":
      return said(tex.body) + (tex.label ? `, that is ${said(tex.label)},` : "");
    case "script":
      return saidScript(tex);
    case "fenced":
      return `${spoken(tex.open)} ${said(tex.body)} ${spoken(tex.close)}`;
    case "table":
      return tex.rows.map((cells) => cells.map(said).join(", ")).join("; ");
    case "lit":
      return said(tex.body);
  }
}

/** @param {Tex} tex */
function startsWithPartial(tex) {
  const inner = bare(tex);
  const first = inner.type === "row" ? inner.items[0] : inner;
  return first?.type === "letter" && first.text === "∂";
}

/** @param {import("../../core/text/tex_tree.js").Fraction} fraction */
function saidFraction({ top, bottom }) {
  const [above, below] = [said(top), said(bottom)];
  if (startsWithPartial(top) && startsWithPartial(bottom)) return `${above} by ${below}`;
  const simple = bare(top).type !== "row" && bare(bottom).type !== "row";
  return simple ? `${above} over ${below}` : `fraction ${above} over ${below}, end of fraction,`;
}

/** @param {Script} script */
function saidScript({ base, sub, sup }) {
  const inner = bare(base);
  if (inner.type === "operator" && inner.role === "big") {
    const from = sub ? ` over ${said(sub)}` : "";
    return `${said(base)}${from}${sup ? ` to ${said(sup)}` : ""} of`;
  }
  return [said(base), sub ? said(sub) : "", sup ? saidPower(sup) : ""].join(" ");
}

/** @param {Tex} sup */
function saidPower(sup) {
  const inner = bare(sup);
  if (inner.type === "face") return inner.text;
  if (inner.type === "operator") return said(inner);
  if (inner.type === "number" && inner.text === "2") return "squared";
  if (inner.type === "letter" && inner.text === "T") return "transpose";
  const first = inner.type === "row" ? inner.items[0] : inner;
  if (first?.type === "operator" && first.role === "open") return `superscript ${said(sup)}`;
  return `to the ${said(sup)}`;
}
