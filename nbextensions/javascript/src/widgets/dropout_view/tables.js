/** Three tables: the units under this mask, every mask, and the averages. */

import { allMasks, likelihood, probability, scoreOf } from "../../core/network/dropout.js";
import { minus, rounded } from "../../core/text/numbers.js";
import { toMathML } from "../../draw/math/math.js";
import { attr, h, setText } from "../../frame/dom.js";

/** @typedef {import("./state.js").DropoutState} State */

/** @param {number} value @param {number} [places] */
export const shown = (value, places = 4) => minus(rounded(value, places).text);

/** @param {string} tex */
const math = (tex) => h("span", { html: toMathML(tex) });

/** @param {(Node | string)[]} heads */
const headRow = (heads) => h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head))));

/** Keeps a table's cells, and builds them again where its letters change. */
class Kept {
  constructor() {
    this.element = h("table", { class: "cg-drop-table" });
    this.key = "";
    /** @type {HTMLElement[][]} */
    this.cells = [];
    /** @type {HTMLElement[]} */
    this.rows = [];
  }

  /**
   * @param {string} key
   * @param {() => {heads: (Node | string)[], names: Node[], columns: number}} make
   */
  keep(key, make) {
    if (key === this.key) return false;
    this.key = key;
    const { heads, names, columns } = make();
    this.cells = names.map(() => Array.from({ length: columns }, () => h("td", {})));
    this.rows = names.map((name, k) => h("tr", {}, h("th", { scope: "row" }, name), ...this.cells[k]));
    this.element.replaceChildren(headRow(heads), h("tbody", {}, ...this.rows));
    return true;
  }
}

export class UnitTable extends Kept {
  /** @param {(place: number) => void} onToggle @param {boolean} bare */
  constructor(onToggle, bare) {
    super();
    this.onToggle = onToggle;
    this.bare = bare;
    /** @type {HTMLElement[]} */
    this.toggles = [];
    this.factor = h("span", {});
  }

  /** @param {State} state */
  draw(state) {
    const { net } = state;
    if (this.keep(net.notation, () => this._made(state))) this._toggles(state);
    const { h: values, w } = /** @type {import("../../core/network/dropout.js").Team} */ (state.team);
    const mask = /** @type {number[]} */ (state.mask);
    this.cells.forEach((cells, j) => {
      const out = !mask[j];
      attr(this.rows[j], { class: out ? "cg-drop-out" : null });
      const toggle = this.toggles[j];
      setText(toggle, String(mask[j]));
      attr(toggle, { "aria-pressed": String(!out), "aria-label": `${net.plain(state.units[j])} ${out ? "is out, mask 0" : "works, mask 1"}` });
      const numbers = [shown(values[j]), null, shown(state.handed?.[j] ?? 0), shown(w[j], 2), shown(state.slopes?.[j] ?? 0), ...(this.bare ? [] : [shown(state.blame?.[j] ?? 0)])];
      numbers.forEach((text, k) => text !== null && setText(cells[k], text));
    });
    setText(this.factor, state.scaled ? "h · m / (1 − rate)" : "h · m");
  }

  /** @param {State} state */
  _made({ net, units }) {
    const [below, last] = net.deck.matrices.layers.slice(-2);
    const by = (/** @type {string} */ name) => math(`\\frac{\\partial ${net.symbol("loss")}}{\\partial ${name}}`);
    const heads = [h("span", {}, "unit"), "value", "mask m", this.factor, "weight", by(last.W), ...(this.bare ? [] : [by(below.b)])];
    return { heads, names: units.map((name) => math(net.symbol(name))), columns: this.bare ? 5 : 6 };
  }

  /** @param {State} state */
  _toggles(state) {
    this.toggles = state.units.map((_, j) => {
      const made = h("button", { type: "button", class: "cg-button cg-drop-toggle" });
      made.addEventListener("click", () => this.onToggle(j));
      this.cells[j][1].append(made);
      return made;
    });
  }
}

export class MaskTable extends Kept {
  /** @param {(mask: number[]) => void} onPick */
  constructor(onPick) {
    super();
    this.onPick = onPick;
    /** @type {number[][]} */
    this.masks = [];
  }

  /** @param {State} state */
  draw(state) {
    const { net } = state;
    if (this.keep(net.notation, () => this._made(state))) attr(this.element, { class: "cg-drop-table cg-drop-masks" });
    const team = /** @type {import("../../core/network/dropout.js").Team} */ (state.team);
    this.masks.forEach((mask, k) => {
      const score = scoreOf(team, mask, Boolean(state.scaled));
      const here = mask.every((m, j) => m === state.mask?.[j]);
      attr(this.rows[k], { class: here ? "cg-drop-here" : null, "aria-current": here ? "true" : null });
      [shown(likelihood(mask, team.rate), 3), shown(score, 2), shown(probability(score), 3)].forEach((text, c) => setText(this.cells[k][c], text));
    });
  }

  /** @param {State} state */
  _made({ net, units, o, p }) {
    this.masks = allMasks(units.length);
    const names = this.masks.map((mask) => {
      const made = h("button", { type: "button", class: "cg-drop-mask", "aria-label": `mask ${mask.join(", ")}` }, mask.join(" "));
      made.addEventListener("click", () => this.onPick(mask));
      return made;
    });
    return { heads: [h("span", {}, "mask m"), "share", math(net.symbol(o)), math(net.symbol(p))], names, columns: 3 };
  }
}

export class MeanTable extends Kept {
  /** @param {State} state @param {number | null} mine  the student's p under this mask */
  draw(state, mine) {
    const { net, step = 0, scaled, exact } = state;
    const all = 2 ** state.units.length;
    const names = ["this mask", ...(mine === null ? [] : ["your function"]), "full net", `all ${all} masks, unscaled`, `all ${all} masks, scaled`, `${step} drawn`];
    this.keep(`${net.notation}|${names.length}`, () => ({
      heads: [h("span", {}, "mean over"), math(net.symbol(state.o)), math(net.symbol(state.p))],
      names: names.map((text) => h("span", {}, text)),
      columns: 2,
    }));
    const last = step ? (state.running?.[step - 1] ?? NaN) : NaN;
    /** @type {(number | string)[][]} */
    const values = [
      [state.score ?? NaN, state.probability ?? NaN],
      ...(mine === null ? [] : [["", mine]]),
      [state.full ?? NaN, probability(state.full ?? NaN)],
      [exact?.plain.o ?? NaN, exact?.plain.p ?? NaN],
      [exact?.scaled.o ?? NaN, exact?.scaled.p ?? NaN],
      [step ? last : "–", ""],
    ];
    values.forEach((row, k) => row.forEach((value, c) => setText(this.cells[k][c], typeof value === "string" ? value : shown(value))));
    names.forEach((text, k) => setText(/** @type {Element} */ (this.rows[k].querySelector("th span")), text));
    const strong = names.length - (scaled ? 2 : 3);
    this.rows.forEach((row, k) => attr(row, { class: k === strong ? "cg-drop-now" : null }));
  }
}
