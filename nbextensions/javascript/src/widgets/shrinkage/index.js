/**
 * What a penalty does to weights: contours with the L1 diamond or the L2 circle, each weight over
 * the strength of the penalty, and a table of before and after.
 */

import { minus, rounded } from "../../core/text/numbers.js";
import { lossAt, minimiser } from "../../core/shrinkage.js";
import { toMathML, toPlain } from "../../draw/math/math.js";
import { choice, slider } from "../../frame/controls.js";
import { h } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import css from "./shrinkage.css";
import { Contours } from "./contours.js";
import { Profile } from "./profile.js";

style(css);

/** @typedef {{H: number[][], a: number[], w: number[], penalty: "l1" | "l2", strength: number, letters: Letters}} State */
/** @typedef {{title: string, weights: string[], strength: string}} Letters */

const ADD = 20; // steps of the clicker over the whole range

/**
 * @param {import("../index.js").Context} context
 * @returns {import("../../frame/frame.js").View}
 */
export default function shrinkage({ store, frame, own, data }) {
  const most = data.strongest;
  /** @returns {State} */
  const state = () => {
    const [a, penalty, strength] = [Object.values(store.parameters()), store.get("penalty"), store.get("strength")];
    const letters = data.notations[store.get("notation")];
    return { H: data.H, a, penalty, strength, letters, w: minimiser(data.H, a, penalty, strength) };
  };
  const kind = choice({ label: "Penalty", options: [["l1", "L1"], ["l2", "L2"]], value: store.get("penalty"), onChange: (penalty) => store.set({ penalty }, { done: true }) });
  const strength = slider({ label: "\\lambda", min: 0, max: most, step: most / 400, value: store.get("strength"), places: 3, onInput: (value) => store.set({ strength: Math.max(0, value) }), onDone: () => store.save() });
  frame.controls.append(kind, strength);
  const contours = new Contours(store, state());
  const profile = new Profile(state(), most);
  const table = h("div", { class: "cg-shrink-table" });
  frame.body.append(h("div", { class: "cg-shrink" }, contours.element, h("div", profile.fitted, table, profile.element)), contours.key);
  /** @type {number[] | null} what the student's function gives */
  let mine = null;

  function ask(/** @type {State} */ now) {
    if (!own.active("shrink") || now.penalty !== data.own_penalty) return;
    own.request({ a: now.a, strength: now.strength }, ({ result, problem }) => {
      frame.problem(problem ?? null);
      if (result) mine = result.w;
      fill(state());
    });
  }

  /** @param {State} now */
  function fill(now) {
    const theirs = own.active("shrink") && now.penalty === data.own_penalty ? mine : null;
    table.replaceChildren(weights(now, theirs));
  }

  /** @param {1 | -1} by */
  function step(by) {
    const next = Math.min(most, Math.max(0, store.get("strength") + (by * most) / ADD));
    if (next === store.get("strength")) return false;
    store.set({ strength: next }, { done: true });
    return true;
  }

  return {
    draw(changed) {
      const now = state();
      kind.show(now.penalty);
      strength.show(now.strength);
      contours.draw(now);
      profile.draw(now);
      fill(now);
      if (changed.has("*") || changed.size > Number(changed.has("theme"))) ask(now);
    },
    describe: () => describe(state()),
    next: () => step(1),
    previous: () => step(-1),
    csv: () => csv(state()),
    latex: () => latex(state()),
    keys: [["Page Down, Page Up", "a stronger, a weaker penalty"], ["arrows on the open circle", "move the minimum of the loss"]],
  };
}

/** @param {number} value */
const shown = (value) => minus(rounded(value, 4).text);

/** What became of a weight, in words. @param {number} before @param {number} after */
function fate(before, after) {
  if (after === 0 && before !== 0) return "exactly 0";
  if (before === 0 || after === before) return "unchanged";
  return `${minus(rounded((100 * after) / before, 0).text)} % of it`;
}

/**
 * @param {State} now
 * @param {number[] | null} mine
 */
function weights(now, mine) {
  const { letters, a, w } = now;
  const heads = ["loss alone", "with penalty", ...(mine ? ["your function"] : []), ""];
  const head = h("tr", {}, h("td", {}), ...heads.map((text) => h("th", { scope: "col" }, text)));
  const rows = w.map((after, j) => {
    const theirs = mine ? [h("td", {}, `${shown(mine[j])} ${Math.abs(mine[j] - after) < 1e-9 ? "=" : "≠"}`)] : [];
    const name = h("th", { scope: "row", html: toMathML(letters.weights[j]) });
    return h("tr", {}, name, h("td", {}, shown(a[j])), h("td", {}, shown(after)), ...theirs, h("td", {}, fate(a[j], after)));
  });
  return h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows));
}

/** @param {State} now */
function describe({ penalty, strength, a, w, H, letters }) {
  const moved = w.map((after, j) => `${toPlain(letters.weights[j])} from ${shown(a[j])} to ${shown(after)}, ${fate(a[j], after)}`);
  return `${penalty.toUpperCase()} penalty of strength ${shown(strength)}: ${moved.join("; ")}. The loss rises by ${shown(lossAt(H, a, w))}.`;
}

/** @param {State} now */
function csv({ penalty, strength, a, w, letters }) {
  const rows = w.map((after, j) => [toPlain(letters.weights[j]), a[j], after].join(","));
  return [`penalty,${penalty}`, `strength,${strength}`, "weight,loss alone,with penalty", ...rows].join("\n") + "\n";
}

/** @param {State} now */
function latex({ a, w, letters }) {
  const rows = w.map((after, j) => `$${letters.weights[j]}$ & ${rounded(a[j], 4).text} & ${rounded(after, 4).text} \\\\`);
  return ["\\begin{tabular}{lrr}", "weight & loss alone & with penalty \\\\ \\hline", ...rows, "\\end{tabular}"].join("\n") + "\n";
}
