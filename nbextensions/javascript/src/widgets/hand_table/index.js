/** A table worked by hand: every number opens, blanks are checked, the next table follows. */

import { openingOf, shownText } from "../../core/table/opening.js";
import { Table } from "../../core/table/table.js";
import { SIGNS } from "../../core/table/verdict.js";
import { Opened } from "../../draw/opened.js";
import { TableView } from "../../draw/table/view.js";
import { h } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import { Answers } from "./answers.js";
import { Around } from "./around.js";
import { sheetedOf, toCsv, toLatex } from "./export.js";
import { idsOf, shapeOf, shownKeys } from "./layout.js";
import { marksOf, signOf } from "./marks.js";
import { OwnTable, unknownKeys } from "./own.js";
import { misfit, questionOf, rowsFrom } from "./state.js";
import { stepBack, stepOn } from "./steps.js";
import { Told } from "./told.js";
import { placeWords } from "./words.js";
import css from "./hand_table.css";

style(css);

/** @typedef {import("../../core/table/sheet.js").Sheet} Sheet */
/** @typedef {import("../../draw/table/view.js").Shape} Shape */
/** @typedef {import("../index.js").Context} Context */

const HINT = "Click a number, or walk there with the arrow keys and press Enter, to see what it is made of.";

/** What can change the rows and columns; "own": the student's numbers have come. */
const STRUCTURE = ["*", "own", "columns", "notation", "loss", "reduction", "places", "X", "y", "blanks"];
const ROOM = 2; // digits more in a column with blanks: what is typed may be longer, and has a sign

/** @param {Context} context */
export default function handTable(context) {
  return new HandTable(context);
}

class HandTable {
  /** @param {Context} context */
  constructor({ store, frame, own, data }) {
    this.store = store;
    this.frame = frame;
    this.data = data;
    this.model = new Table(data);
    this.scaled = !own.active("backward");
    this.answers = new Answers(store);
    this.own = own.active()
      ? new OwnTable(this.model, own, store.get("_last_own"), (problem) => this._answered(problem))
      : null;
    this.roles = own.names;
    this.told = new Told(store, this.answers, this.own, this.roles.map((role) => data.own_names[role]));
    this.table = new TableView({
      label: store.get("title") || store.get("_name"),
      onOpen: (id) => this.open(id),
      onClose: () => this.open(""),
      onMove: (id) => this._looked(id),
      onType: (id, text) => this._typed(id, text),
    });
    this.panel = new Opened({ onGo: (id) => this.go(id), onClose: () => this._closed(), hint: HINT });
    this.around = new Around({ store, frame, data, scaled: this.scaled }, {
      open: (id) => this.go(id),
      back: () => this.previousTable(),
      forth: () => this.nextTable(),
      show: () => this.answers.reveal(this._blankHere()),
      showAll: () => this.answers.revealAll(),
      clear: () => this.answers.clear(),
    });
    this.main = h("div", { class: "cg-ht-main" });
    /** @type {Sheet | null} */
    this.sheet = null;
    /** @type {Sheet | null} ours, where the student's functions give the numbers that are shown */
    this.ours = null;
    /** @type {string[]} */
    this.ids = [];
    this.keys = /** @type {[string, string][]} */ ([
      ["Arrow keys, Home, End", "from number to number"],
      ["Enter or a click", "open the number"],
      ["Escape", "close it"],
    ]);
    this._build();
  }

  _build() {
    const left = h("div", { class: "cg-ht-left" }, this.table.element, this.around.bar, this.around.compared);
    this.main.append(left, this.panel.element);
    this.frame.body.append(this.main);
    this._fit();
  }

  /** Measure the table again when its place has become wider or narrower. */
  _fit() {
    let width = 0;
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width !== width) this.table.measure();
      width = contentRect.width;
    });
    this.observer.observe(this.frame.root);
  }

  /** The blank that is looked at, or else the next one that is open. */
  _blankHere() {
    return this.answers.hides(this.table.current) ? this.table.current : this.answers.next;
  }

  // Drawing --------------------------------------------------------------------------------------
  /** @param {Set<string>} changed */
  draw(changed) {
    const { store } = this;
    if (changed.has("opened") || changed.has("*")) this._lookAt(store.get("opened"));
    const question = questionOf(store, this.scaled);
    const wrong = misfit(this.model, question);
    if (wrong || ["X", "y", "loss"].some((name) => changed.has(name))) this.frame.problem(wrong ?? (store.get("problem") || null));
    if (wrong) return;
    this._work(question);
    const sheet = /** @type {Sheet} */ (this.sheet);
    const anew = STRUCTURE.some((name) => changed.has(name)) && this._shape(sheet);
    this.answers.judge(this.ours ?? sheet, this.ids);
    this._cells(sheet);
    this._marks(sheet);
    this._panel(sheet);
    this._around(sheet, question);
    this.main.toggleAttribute("data-earlier", Boolean(this.own?.earlier));
    if (anew || changed.has("scale") || changed.has("theme")) this.table.measure();
  }

  /** @param {Sheet} sheet @returns {boolean} whether the table was built anew */
  _shape(sheet) {
    const keys = shownKeys(sheet, this.data.sets, this.store.get("columns"));
    const blank = new Set(this.store.get("blanks").map((/** @type {string} */ id) => id.split(":")[1]));
    const room = (/** @type {string} */ key) => (blank.has(key) ? ROOM : 0);
    this.shape = shapeOf(sheet, keys, this.store.get("places"), room);
    this.ids = idsOf(this.shape);
    return this.table.shape(this.shape);
  }

  /** Work the numbers out; where Python has to be asked, the last good ones stay meanwhile. @param {import("./state.js").Question} question */
  _work(question) {
    this.own?.ask(question);
    const last = this.own?.last;
    if (last) {
      this.sheet = last.sheet;
      this.ours = last.ours;
      return;
    }
    const rows = rowsFrom(this.model, question.X, question.y);
    this.sheet = this.model.at({ ...question, rows, learningRate: question.learning_rate });
    this.unknown = this.own ? unknownKeys(this.sheet, this.roles) : new Set();
  }

  /** @param {string | null} problem */
  _answered(problem) {
    this.frame.problem(problem);
    this.store.schedule("own");
  }

  /** Whether there is no number: the student's function has not given one yet. @param {string} id */
  _unknown(id) {
    return !this.own?.last && (this.unknown?.has(id.split(":")[1]) ?? false);
  }

  /** @param {Sheet} sheet */
  _cells(sheet) {
    const places = this.store.get("places");
    const first = this.own?.last?.first ?? "";
    const differs = new Set(this.own?.last?.differs ?? []);
    for (const id of this.ids) {
      const field = this.answers.isField(id);
      this.table.field(id, field);
      if (field) this._blank(sheet, id);
      else if (this._unknown(id) || this.answers.waits(id)) this.table.write(id, "–");
      else if (id === "total:y_hat") this.table.write(id, this.told.share(this._seen));
      else this.table.write(id, shownText(sheet, id, places), signOf(sheet, id) + (first === id || differs.has(id) ? "≠" : ""));
    }
  }

  /** @param {Sheet} sheet @param {string} id */
  _blank(sheet, id) {
    const verdict = this.answers.verdicts.get(id);
    const words = verdict ? `, ${verdict.kind === "drift" ? "right" : verdict.kind}` : "";
    this.table.write(id, this.answers.typed[id] ?? "", verdict ? SIGNS[verdict.kind] : "", `${placeWords(sheet, id)}${words}`);
  }

  /** What is in sight now. @returns {import("./told.js").Seen} */
  get _seen() {
    const keys = (this.shape?.columns ?? []).map(({ key }) => key);
    return { sheet: /** @type {Sheet} */ (this.sheet), ids: this.ids, keys, unknown: (id) => this._unknown(id) };
  }

  /** @param {Sheet} sheet */
  _marks(sheet) {
    const opened = this.store.get("opened");
    const ids = this.ids.filter((id) => !this._unknown(id));
    const marks = marksOf(sheet, ids, opened, this.answers, this.own?.last ?? null);
    for (const [mark, marked] of Object.entries(marks)) this.table.marks(mark, marked);
    this.table.row(String(this.store.get("row")));
    for (const symbol of this.around.symbols) {
      for (const mark of ["open", "part", "use"]) {
        symbol.classList.toggle(`cg-mark-${mark}`, marks[mark].includes(symbol.dataset.id ?? ""));
      }
    }
  }

  /** @param {Sheet} sheet */
  _panel(sheet) {
    const opened = this.store.get("opened");
    const hidden = (/** @type {string} */ id) => this.answers.hides(id) || this.answers.waits(id) || this._unknown(id);
    const opening = opened ? openingOf(sheet, opened, { places: this.store.get("places"), hidden }) : null;
    const notes = [];
    const verdict = this.told.verdict(this._seen);
    if (verdict) notes.push(verdict);
    const last = this.own?.last;
    if (opening && last && (last.strays.includes(opened) || last.differs.includes(opened))) {
      const exact = openingOf(last.ours, opened, { hidden });
      notes.push(`Yours: ${opening.full}. Ours: ${exact?.full ?? ""}.`);
      if (last.strays.includes(opened)) opening.relation = "\\neq"; // the formula gives something else
    }
    this.panel.show(opening, notes);
  }

  /** @param {Sheet} sheet @param {import("./state.js").Question} question */
  _around(sheet, question) {
    const { told, _seen: seen } = this;
    this.around.show(sheet, question, {
      score: told.score(seen), compared: told.compared(seen), progress: told.progress(), mayStep: this._mayStep(sheet),
    });
  }

  // Opening --------------------------------------------------------------------------------------
  /** @param {string} id  "" closes */
  open(id) {
    if (id === "total:y_hat") return;
    this.store.set({ opened: id }, { done: true });
  }

  /** Open a number and go there, if it is in sight. @param {string} id */
  go(id) {
    this.open(id);
    if (this.ids.includes(id)) this.table.focus(id);
  }

  _closed() {
    const opened = this.store.get("opened");
    this.open("");
    this.table.focus(this.ids.includes(opened) ? opened : this.table.current);
  }

  /** The row of a number is the one that is looked at, in the whole group. @param {string} id */
  _lookAt(id) {
    const row = id ? Number(id.split(":")[0]) : NaN;
    if (Number.isInteger(row)) this.store.set({ row });
  }

  /** @param {string} id */
  _looked(id) {
    this._lookAt(id);
    if (this.answers.verdicts.has(id) && this.answers.latest !== id) {
      this.answers.latest = id;
      this.store.schedule("latest");
    }
  }

  /** @param {string} id @param {string} text */
  _typed(id, text) {
    return this.answers.type(id, text);
  }

  // From table to table --------------------------------------------------------------------------
  /** The next table would give blanks of the update away; and it needs finite numbers. @param {Sheet} sheet */
  _mayStep(sheet) {
    const { answers } = this;
    const hidden = this.ids.some((id) => id.startsWith("update:") && (answers.hides(id) || answers.waits(id)));
    const known = !this.own?.earlier && (!this.roles.includes("backward") || this.own?.last);
    return !hidden && Boolean(known) && Object.values(sheet.next()).every(Number.isFinite);
  }

  nextTable() {
    if (!this.sheet || !this._mayStep(this.sheet)) return false;
    stepOn(this.store, this.sheet.next());
    return true;
  }

  previousTable() {
    return stepBack(this.store);
  }

  next() {
    return this.answers.reveal(this.answers.next) || this.nextTable();
  }

  previous() {
    return this.answers.hideLast() || this.previousTable();
  }

  // Words and files ------------------------------------------------------------------------------
  describe() {
    return this.sheet ? this.told.describe(this._seen) : "";
  }

  get _sheeted() {
    const [sheet, shape] = [/** @type {Sheet} */ (this.sheet), /** @type {Shape} */ (this.shape)];
    return sheetedOf(sheet, shape, this.table, this.answers);
  }

  csv() {
    return toCsv(this._sheeted);
  }

  latex() {
    return toLatex(this._sheeted);
  }

  dispose() {
    this.observer?.disconnect();
  }
}
