// The small TeX that the course writes, read into a tree: symbols, templates, slips, notation.

import {
  ACCENTS,
  BRACES,
  FACES,
  FUNCTIONS,
  IGNORED,
  LETTERS,
  OPERATORS,
  SPACES,
  TABLES,
  roleOf,
} from "./tex_symbols.js";
import { attached, isEmpty, row, withSigns } from "./tex_tree.js";

export { bare } from "./tex_tree.js";

/** @typedef {import("./tex_tree.js").Tex} Tex */
/** @typedef {import("./tex_tree.js").Row} Row */

export class TexError extends Error {}

/**
 * Read TeX.
 * @param {string} tex
 * @returns {Row}
 * @throws {TexError} where it is not of the small language; the message says at which place
 */
export function parse(tex) {
  const reader = new Reader(tex);
  return reader.row(() => reader.atEnd());
}

/**
 * Read TeX, or take it as text: what an author mistyped shows as it was typed, and nothing else on
 * the page suffers.
 * @param {string} tex
 * @returns {Row}
 */
export function readOrText(tex) {
  try {
    return parse(tex);
  } catch (error) {
    if (!(error instanceof TexError)) throw error;
    return row([{ type: "face", face: "text", text: tex }]);
  }
}

class Reader {
  /** @param {string} tex */
  constructor(tex) {
    this.tex = tex;
    this.tokens = tex.match(/\\operatorname\*|\\[a-zA-Z]+|\\[\s\S]|\s+|[\s\S]/gu) ?? [];
    this.place = 0;
  }

  atEnd() {
    return this.place >= this.tokens.length;
  }

  get next() {
    return this.tokens[this.place] ?? "";
  }

  /**
   * @param {string} what
   * @returns {never}
   */
  fail(what) {
    const column = this.tokens.slice(0, this.place).join("").length;
    throw new TexError(`${what} at character ${column} of ${this.tex}`);
  }

  skipSpace() {
    while (/^\s/.test(this.next)) this.place++;
  }

  /** @param {string} token */
  expect(token) {
    this.skipSpace();
    if (this.next !== token) this.fail(`expected ${token}`);
    this.place++;
  }

  /**
   * Read items until the end is met, which is not read.
   * @param {() => boolean} ends
   * @returns {Row}
   */
  row(ends) {
    /** @type {Tex[]} */
    const items = [];
    for (this.skipSpace(); !ends(); this.skipSpace()) {
      if (this.atEnd()) this.fail("something is not closed");
      const item = this.scripted();
      if (item) items.push(item);
    }
    return { type: "row", items: withSigns(items) };
  }

  /** One item with its sub- and superscript. */
  scripted() {
    const base = "_^'".includes(this.next) ? row([]) : this.atom();
    if (!base) return null;
    /** @type {{sub: Tex | null, sup: Tex | null}} */
    const scripts = { sub: null, sup: null };
    while (IGNORED.has(this.next.slice(1))) this.place++; // \sum\limits_j
    for (this.skipSpace(); this.next && "_^'".includes(this.next); this.skipSpace()) {
      const token = this.tokens[this.place++];
      const slot = token === "_" ? "sub" : "sup";
      if (scripts[slot]) this.fail(`two ${slot}scripts`);
      scripts[slot] = token === "'" ? this.primes() : this.argument();
    }
    return scripts.sub || scripts.sup ? attached(base, scripts.sub, scripts.sup) : base;
  }

  /** @returns {Tex} */
  primes() {
    let text = "′";
    for (; this.next === "'"; this.place++) text += "′";
    return { type: "operator", text, role: "plain" };
  }

  /**
   * What a command or a script takes: a group, or one token.
   * @returns {Tex}
   */
  argument() {
    this.skipSpace();
    if (/^\d$/.test(this.next)) return { type: "number", text: this.tokens[this.place++] };
    if (!this.next || "}_^&".includes(this.next)) this.fail("something is missing");
    return this.atom() ?? this.argument();
  }

  /**
   * One item without its scripts; null for what shows nothing.
   * @returns {Tex | null}
   */
  atom() {
    if (/^\d$/.test(this.next)) return this.number();
    if (this.next === "." && /^\d$/.test(this.tokens[this.place + 1] ?? "")) return this.number();
    const token = this.tokens[this.place++];
    if (token === "{") return this.group();
    if (token === "}" || token === "&") this.fail(`unexpected ${token}`);
    if (token === "~") return { type: "space", width: 0.25 };
    if (token.startsWith("\\")) return this.command(token.slice(1));
    if (/^\p{L}$/u.test(token)) return { type: "letter", text: token };
    return { type: "operator", text: token, role: roleOf(token) };
  }

  /** @returns {Tex} */
  number() {
    let text = "";
    while (/^\d$/.test(this.next) || (this.next === "." && !text.includes(".") && this.digitAfter()))
      text += this.tokens[this.place++];
    return { type: "number", text };
  }

  digitAfter() {
    return /^\d$/.test(this.tokens[this.place + 1] ?? "");
  }

  /** What stands up to the closing brace; the opening one is read. */
  group() {
    const found = this.row(() => this.next === "}");
    this.place++;
    return found;
  }

  /** The characters up to the closing brace, as they are. */
  raw() {
    this.expect("{");
    let text = "";
    for (; this.next !== "}"; this.place++) {
      if (this.atEnd()) this.fail("a brace is not closed");
      text += this.next.replace(/^\\(?=[\W_])/, "");
    }
    this.place++;
    return text;
  }

  /**
   * @param {string} name
   * @returns {Tex | null}
   */
  command(name) {
    if (Object.hasOwn(LETTERS, name)) return { type: "letter", text: LETTERS[name] };
    if (Object.hasOwn(OPERATORS, name)) return { type: "operator", ...OPERATORS[name] };
    if (FUNCTIONS.has(name)) return { type: "function", text: name };
    if (Object.hasOwn(SPACES, name)) return { type: "space", width: SPACES[name] };
    if (Object.hasOwn(ACCENTS, name)) return { type: "accent", name, body: this.argument() };
    if (Object.hasOwn(BRACES, name)) return this.brace(BRACES[name]);
    if (Object.hasOwn(FACES, name)) return this.face(name);
    if (IGNORED.has(name)) return null;
    return this.structure(name);
  }

  /**
   * @param {string} name
   * @returns {Tex}
   */
  face(name) {
    const face = FACES[name];
    if (face === "text") return { type: "face", face, text: this.raw() };
    const text = this.next === "{" ? this.raw() : this.tokens[this.place++];
    const named = text.startsWith("\\") ? (LETTERS[text.slice(1)] ?? text.slice(1)) : text;
    if (name.startsWith("operatorname")) return { type: "function", text: named };
    return { type: "face", face, text: named };
  }

  /**
   * @param {"under" | "over"} side
   * @returns {Tex}
   */
  brace(side) {
    const body = this.argument();
    this.skipSpace();
    if (this.next !== (side === "under" ? "_" : "^")) return { type: "brace", side, body, label: null };
    this.place++;
    return { type: "brace", side, body, label: this.argument() };
  }

  /**
   * @param {string} name
   * @returns {Tex}
   */
  structure(name) {
    switch (name) {
      case "frac":
      case "dfrac":
      case "tfrac": {
        const [top, bottom] = [this.argument(), this.argument()];
        return { type: "fraction", top, bottom, small: name === "tfrac" };
      }
      case "sqrt":
        return { type: "root", body: this.argument() };
      case "left":
        return this.fenced();
      case "lit": {
        const key = this.raw();
        return { type: "lit", key, body: this.argument() };
      }
      case "begin":
        return this.table(this.raw());
      default:
        this.place--;
        return this.fail(`unknown command \\${name}`);
    }
  }

  /** @returns {Tex} */
  fenced() {
    const open = this.delimiter();
    const body = this.row(() => this.next === "\\right");
    this.place++;
    return { type: "fenced", open, close: this.delimiter(), body };
  }

  delimiter() {
    this.skipSpace();
    const token = this.tokens[this.place++] ?? "";
    if (token === ".") return "";
    return token.startsWith("\\") ? (OPERATORS[token.slice(1)]?.text ?? token.slice(1)) : token;
  }

  /**
   * @param {string} name
   * @returns {Tex}
   */
  table(name) {
    if (!Object.hasOwn(TABLES, name)) this.fail(`unknown environment ${name}`);
    /** @type {Tex[][]} */
    const rows = [[]];
    const ends = () => ["&", "\\\\", "\\end"].includes(this.next);
    for (;;) {
      rows[rows.length - 1].push(this.row(ends));
      const token = this.tokens[this.place++];
      if (token === "\\\\") rows.push([]);
      if (token === "\\end") break;
    }
    if (this.raw() !== name) this.fail(`${name} is not ended`);
    const filled = rows.filter((cells) => cells.some((cell) => !isEmpty(cell)));
    return { type: "table", name, rows: filled };
  }
}
