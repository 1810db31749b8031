/** What stands around a hand table: its controls, the score, the way from table to table, the blanks. */

import { button } from "../../frame/controls.js";
import { h, setText } from "../../frame/dom.js";
import * as controls from "./controls.js";

/** @typedef {import("../../core/table/sheet.js").Sheet} Sheet */

/**
 * @typedef {object} Place
 * @property {import("../../frame/store.js").Store} store
 * @property {import("../../frame/frame.js").Frame} frame
 * @property {any} data
 * @property {boolean} scaled  whether a deck's scalings hold
 *
 * @typedef {Record<"back" | "forth" | "show" | "showAll" | "clear", () => void> &
 *   {open: (id: string) => void}} Actions
 *
 * @typedef {object} Words
 * @property {string} score
 * @property {string} compared  with the student's functions
 * @property {string} progress  of the blanks; "" where there are none
 * @property {boolean} mayStep  whether there is a next table
 */

export class Around {
  /** @param {Place} place @param {Actions} actions */
  constructor({ store, frame, data, scaled }, actions) {
    this.store = store;
    const wanted = new Set(store.get("controls"));
    this.parameters = controls.parameterControls(store, actions.open);
    this.rate = controls.rateControl(store, actions.open);
    const shown = {
      parameters: this.parameters,
      data: controls.dataControl(store, data.logic),
      loss: controls.lossControl(store, scaled),
      reduction: controls.reductionControl(store, scaled),
      learning_rate: this.rate,
      columns: controls.columnsControl(store),
    };
    this.switches = [shown.data, shown.loss, shown.reduction, shown.columns];
    for (const [name, control] of Object.entries(shown)) {
      if (wanted.has(name)) frame.controls.append(control.element);
    }
    /** Buttons that open a parameter or the learning rate; `data-id` says which. */
    this.symbols = [...this.parameters.symbols, this.rate.symbol];
    this.score = h("div", { class: "cg-ht-score" });
    this.compared = h("div", { class: "cg-ht-compared" });
    this.steps = this._steps(actions, wanted.has("steps"));
    this.fill = this._fill(actions, wanted.has("answers"));
    this.bar = h("div", { class: "cg-ht-bar" }, this.score, this.fill, this.steps);
  }

  /** @param {Actions} actions @param {boolean} wanted */
  _steps({ back, forth }, wanted) {
    this.back = button("← back", back);
    this.count = h("span", { class: "cg-ht-count" });
    this.forth = button("next table →", forth);
    const steps = [this.back, this.count, this.forth];
    return h("div", { class: "cg-ht-steps", role: "group", "aria-label": "tables", hidden: !wanted }, ...steps);
  }

  /** @param {Actions} actions @param {boolean} wanted */
  _fill({ show, showAll, clear }, wanted) {
    this.progress = h("span", { role: "status" });
    const buttons = [button("Show this one", show), button("Show all", showAll), button("Clear", clear)];
    return h("div", { class: "cg-ht-fill", role: "group", "aria-label": "blanks" }, this.progress, ...(wanted ? buttons : []));
  }

  /**
   * @param {Sheet} sheet
   * @param {import("./state.js").Question} question
   * @param {Words} words
   */
  show(sheet, question, { score, compared, progress, mayStep }) {
    this.parameters.show(question.parameters, (name) => sheet.graph.node(name).symbol);
    this.rate.show(question.learning_rate, sheet.rateSymbol);
    for (const control of this.switches) control.show();
    setText(this.score, score);
    setText(this.compared, compared);
    this.compared.hidden = !compared;
    const { length } = this.store.get("history");
    if (this.count) setText(this.count, `table ${length + 1}`);
    if (this.back) this.back.disabled = !length;
    if (this.forth) this.forth.disabled = !mayStep;
    this.fill.hidden = !progress;
    if (this.progress) setText(this.progress, progress);
  }
}
