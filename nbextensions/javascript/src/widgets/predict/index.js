/**
 * A question that must be answered before the answer shows; the prediction stays beside the truth.
 *
 * In a lecture hall the hands can be counted instead: each choice gets a counter.
 */

import { minus, noNumber, parseNumber, rounded } from "../../core/text/numbers.js";
import { judge } from "../../core/text/typed.js";
import { latexProse, paragraphs, pieces, plainProse, spokenProse } from "../../draw/prose.js";
import { button, toggle } from "../../frame/controls.js";
import { attr, h, setText } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import css from "./predict.css";

style(css);

const VERDICTS = { right: "✓ as predicted", close: "≈ close", wrong: "✗ not as predicted", "": "" };

/**
 * @param {import("../index.js").Context} context
 * @returns {import("../../frame/frame.js").View}
 */
export default function predict({ store, frame, data }) {
  /** @type {string[]} */
  const choices = data.choices;
  const question = h("div", { class: "cg-predict-question" }, ...paragraphs(data.question));
  const answering = choices.length ? choiceList(store, choices) : numberBox(store, () => reveal());
  const show = button("Show the answer", () => reveal());
  const hint = h("span", { class: "cg-quietly" });
  const hands = choices.length
    ? [toggle({ label: "Count hands", value: store.get("counting"), onChange: (counting) => store.set({ counting }, { done: true }) })]
    : [];
  const truth = h("div", { class: "cg-predict-truth", hidden: true });
  const act = h("div", { class: "cg-predict-act" }, show, ...hands, hint);
  frame.body.append(question, answering.element, act, truth);

  const counted = () => store.get("counting") && store.get("tally").some((/** @type {number} */ n) => n > 0);
  const answered = () => store.get("answer") !== "" || counted();

  function reveal() {
    if (!answered() || store.get("revealed") || data.truth === null) return false;
    store.set({ revealed: true, verdict: verdict(store.get("answer"), data) }, { done: true });
    store.group.tell("covered"); // what was kept back for this question
    return true;
  }

  function fillTruth() {
    const mine = store.get("answer");
    const said = VERDICTS[/** @type {keyof typeof VERDICTS} */ (store.get("verdict"))];
    const rows = mine === "" ? [] : [h("dt", {}, "Predicted"), h("dd", {}, ...pieces(mine), ` ${said ? `  ${said}` : ""}`)];
    const list = h("dl", {}, ...rows, h("dt", {}, "It is"), h("dd", {}, ...pieces(truthText(data))));
    truth.replaceChildren(list, ...paragraphs(data.explanation));
  }

  return {
    draw(changed) {
      const revealed = store.get("revealed");
      frame.root.classList.toggle("cg-predict-revealed", revealed);
      answering.draw(revealed, data);
      show.disabled = revealed || !answered() || data.truth === null;
      for (const toggler of hands) toggler.show(store.get("counting"));
      setText(hint, revealed ? "" : answered() ? "" : "Predict first, then look.");
      truth.hidden = !revealed;
      if (revealed && (changed.has("*") || changed.has("revealed"))) fillTruth();
      if (revealed && changed.has("revealed")) frame.bringIntoSight(truth);
      if (!revealed && data.truth === null) setText(hint, "The answer could not be computed.");
    },
    describe: () => spokenProse(words(store, data)),
    next: reveal,
    previous() {
      if (!store.get("revealed")) return false;
      store.set({ revealed: false, verdict: "" }, { done: true });
      return true;
    },
    csv: () => table(store, data),
    latex: () => latex(store, data),
  };
}

/**
 * @param {import("../../frame/store.js").Store} store
 * @param {string[]} choices
 */
function choiceList(store, choices) {
  const group = `cg-predict-${Math.random().toString(36).slice(2)}`; // one of several on the page
  const rows = choices.map((text, i) => choiceRow(store, text, i, group));
  const element = h("fieldset", { class: "cg-predict-choices", "aria-label": "Your prediction" }, ...rows.map(({ row }) => row));
  /** @param {boolean} revealed @param {any} data */
  const draw = (revealed, data) => {
    const answer = store.get("answer");
    const counting = store.get("counting");
    rows.forEach(({ row, radio, mark, hands, count }, i) => {
      radio.checked = answer === choices[i];
      radio.disabled = revealed;
      row.classList.toggle("cg-chosen", radio.checked);
      row.classList.toggle("cg-true", revealed && i === data.truth);
      setText(mark, revealed ? (i === data.truth ? "✓ true" : radio.checked ? "✗" : "") : "");
      hands.hidden = !counting;
      setText(count, String(store.get("tally")[i] ?? 0));
    });
  };
  return { element, draw };
}

/**
 * @param {import("../../frame/store.js").Store} store
 * @param {string} text
 * @param {number} i
 * @param {string} group
 */
function choiceRow(store, text, i, group) {
  const radio = /** @type {HTMLInputElement} */ (h("input", { type: "radio", name: group }));
  radio.addEventListener("change", () => store.set({ answer: text }, { done: true }));
  const mark = h("span", { class: "cg-predict-mark" });
  const count = h("output", { "aria-label": `hands for ${plainProse(text)}` });
  /** @param {1 | -1} by */
  const add = (by) => {
    const tally = [...store.get("tally")];
    tally[i] = Math.max(0, (tally[i] ?? 0) + by);
    store.set({ tally }, { done: true });
  };
  const fewer = button("−", () => add(-1), { "aria-label": `one hand fewer for ${plainProse(text)}` });
  const more = button("+", () => add(1), { "aria-label": `one hand more for ${plainProse(text)}` });
  const hands = h("span", { class: "cg-predict-hands", hidden: true }, fewer, count, more);
  const words = h("span", { class: "cg-predict-words" }, ...pieces(text));
  const label = h("label", { class: "cg-predict-label" }, radio, words);
  return { row: h("div", { class: "cg-predict-choice" }, label, mark, hands), radio, mark, hands, count };
}

/**
 * @param {import("../../frame/store.js").Store} store
 * @param {() => void} reveal
 */
function numberBox(store, reveal) {
  const field = /** @type {HTMLInputElement} */ (
    h("input", { type: "text", inputmode: "decimal", "aria-label": "Your prediction, a number" })
  );
  const note = h("span", { class: "cg-quietly" });
  const take = () => {
    const text = field.value.trim();
    const fine = text === "" || parseNumber(text) !== null;
    setText(note, fine ? "" : noNumber(text));
    attr(field, { "aria-invalid": fine ? null : "true" });
    store.set({ answer: fine ? text : "" }, { done: true });
    return fine && text !== "";
  };
  field.addEventListener("change", take);
  field.addEventListener("input", () => store.set({ answer: parseNumber(field.value) ? field.value.trim() : "" }));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && take()) reveal();
  });
  const element = h("div", { class: "cg-predict-number" }, h("span", {}, "My prediction:"), field, note);
  /** @param {boolean} revealed */
  const draw = (revealed) => {
    if (document.activeElement !== field) field.value = store.get("answer");
    field.disabled = revealed;
  };
  return { element, draw };
}

/**
 * @param {string} answer
 * @param {any} data
 * @returns {"" | "right" | "close" | "wrong"}
 */
function verdict(answer, data) {
  if (answer === "") return "";
  if (data.choices.length) return data.choices[data.truth] === answer ? "right" : "wrong";
  const typed = parseNumber(answer);
  if (!typed) return "";
  if (judge(typed, data.truth) === "right") return "right";
  if (data.tolerance === null) return judge(typed, data.truth) === "coarse" ? "close" : "wrong";
  return Math.abs(typed.value - data.truth) <= data.tolerance ? "right" : "wrong";
}

/** @param {any} data */
function truthText(data) {
  if (data.choices.length) return data.choices[data.truth];
  return minus(rounded(data.truth, data.places, true).text);
}

/** @param {import("../../frame/store.js").Store} store @param {any} data */
function words(store, data) {
  const answer = store.get("answer");
  const mine = answer === "" ? "Nothing is predicted yet." : `Predicted: ${answer}.`;
  if (!store.get("revealed")) return `${data.question} ${mine} The answer is hidden.`;
  return `${data.question} ${mine} It is ${truthText(data)}. ${data.explanation}`;
}

/** @param {import("../../frame/store.js").Store} store @param {any} data */
function table(store, data) {
  const quoted = (/** @type {string | number} */ text) => `"${String(text).replaceAll('"', '""')}"`;
  const truth = store.get("revealed") ? plainProse(truthText(data)) : "";
  const lines = [["question", "predicted", "truth"], [plainProse(data.question), plainProse(store.get("answer")), truth]];
  const tally = data.choices.map((/** @type {string} */ text, /** @type {number} */ i) => [plainProse(text), store.get("tally")[i] ?? 0]);
  const hands = store.get("counting") ? [["choice", "hands"], ...tally] : [];
  return [...lines, ...hands].map((line) => line.map(quoted).join(",")).join("\n") + "\n";
}

/** @param {import("../../frame/store.js").Store} store @param {any} data */
function latex(store, data) {
  const choices = data.choices.map((/** @type {string} */ text) => `  \\item ${latexProse(text)}`);
  const list = choices.length ? ["\\begin{itemize}", ...choices, "\\end{itemize}"] : [];
  const answer = store.get("answer");
  const mine = answer === "" ? [] : [`Predicted: ${latexProse(answer)}.`];
  const truth = store.get("revealed") ? [`It is ${latexProse(truthText(data))}. ${latexProse(data.explanation)}`.trim()] : [];
  return [latexProse(data.question), ...list, ...mine, ...truth].join("\n") + "\n";
}
