/**
 * A worked derivation with a slip in it: click the wrong line, choose why, see numbers decide.
 */

import { minus, rounded } from "../../core/text/numbers.js";
import { latexProse, paragraphs, pieces, plainProse, spokenProse } from "../../draw/prose.js";
import { h, setText } from "../../frame/dom.js";
import { style } from "../../frame/style.js";
import css from "./find_the_slip.css";

style(css);

/** @typedef {{label: string, printed: number | null, right: number | null, measured: number | null, own: number | null}} Row */

/** The columns of the proof: key, heading, what the column is. */
const VERSIONS = /** @type {const} */ ([
  ["printed", "as printed"],
  ["right", "mended"],
  ["measured", "measured"],
  ["own", "your function"],
]);

/**
 * @param {import("../index.js").Context} context
 * @returns {import("../../frame/frame.js").View}
 */
export default function findTheSlip({ store, frame, data }) {
  const say = h("p", { class: "cg-slip-step", "aria-live": "polite" });
  const lines = choiceList(data.lines, (i) => chooseLine(i));
  const mended = h("div", { class: "cg-slip-mended", hidden: true }, "right: ", ...pieces(data.mended));
  lines.items[data.at].after(mended);
  const asked = h("p", { class: "cg-slip-step" }, "Why is it wrong?");
  const reasons = choiceList(data.reasons, (i) => chooseReason(i));
  const proof = h("div", {}, h("div", { class: "cg-slip-why" }, ...paragraphs(data.explanation)), evidence(data), h("div", { class: "cg-slip-source" }, data.source));
  frame.body.append(h("div", { class: "cg-slip-task" }, ...paragraphs(data.task)), lines.list, say, asked, reasons.list, proof);

  let shown = store.get("stage");
  let moveOn = false; // the focus goes to the reasons once they are there

  /** @param {number} i */
  function chooseLine(i) {
    if (store.get("stage") !== "line") return;
    const right = i === data.at;
    store.set({ line: i, ...(right ? { stage: "reason" } : missed()) }, { done: true });
    moveOn = right;
  }

  /** @param {number} i */
  function chooseReason(i) {
    if (store.get("stage") !== "reason") return;
    store.set({ reason: i, ...(i === data.why ? { stage: "proof" } : missed()) }, { done: true });
  }

  const missed = () => ({ n_misses: store.get("n_misses") + 1 });

  return {
    draw() {
      const stage = store.get("stage");
      const found = stage !== "line";
      lines.draw({ chosen: store.get("line"), right: data.at, found, over: found, verdicts: ["✗ the slip", "this line is right"] });
      mended.hidden = !found;
      asked.hidden = reasons.list.hidden = !found;
      if (moveOn && found) reasons.buttons[0].focus({ preventScroll: true });
      moveOn = false;
      const solved = stage === "proof";
      reasons.draw({ chosen: store.get("reason"), right: data.why, found: solved, over: solved, verdicts: ["✓", "not that"], struck: false });
      proof.hidden = !solved;
      if (stage !== shown && found) frame.bringIntoSight(solved ? proof : reasons.list);
      shown = stage;
      setText(say, found ? "" : sentence(store, data));
      say.hidden = found;
    },
    describe: () => spokenProse(describe(store, data)),
    next() {
      const stage = store.get("stage");
      if (stage === "line") store.set({ line: data.at, stage: "reason" }, { done: true });
      else if (stage === "reason") store.set({ reason: data.why, stage: "proof" }, { done: true });
      return stage !== "proof";
    },
    previous() {
      const stage = store.get("stage");
      if (stage === "proof") store.set({ reason: -1, stage: "reason" }, { done: true });
      else if (stage === "reason") store.set({ line: -1, reason: -1, stage: "line" }, { done: true });
      return stage !== "line";
    },
    csv: () => csv(store, data),
    latex: () => latex(store, data),
    keys: [["Page Down", "show the slip, then why, without choosing"]],
  };
}

/**
 * @param {import("../../frame/store.js").Store} store
 * @param {any} data
 */
function sentence(store, data) {
  const line = store.get("line");
  if (line < 0) return "One of these lines is wrong. Which?";
  return `Line ${line + 1} is right. ${data.lines.length > 2 ? "Look again." : ""}`;
}

/**
 * Numbered texts, each a button.
 * @param {string[]} texts
 * @param {(i: number) => void} choose
 */
function choiceList(texts, choose) {
  const rows = texts.map((text, i) => {
    const mark = h("span", { class: "cg-slip-mark" });
    const words = h("span", { class: "cg-slip-text" }, ...pieces(text));
    const made = /** @type {HTMLButtonElement} */ (
      h("button", { type: "button", class: "cg-slip-line" }, h("span", { class: "cg-slip-n" }, String(i + 1)), words, mark)
    );
    made.addEventListener("click", () => choose(i));
    return { made, mark, item: h("li", {}, made), missed: false };
  });
  const list = h("ol", { class: "cg-slip-lines" }, ...rows.map((row) => row.item));
  /** @param {{chosen: number, right: number, found: boolean, over: boolean, verdicts: [string, string] | string[], struck?: boolean}} state */
  const draw = ({ chosen, right, found, over, verdicts, struck = true }) => {
    rows.forEach((row, i) => {
      row.missed = chosen >= 0 && (row.missed || (chosen === i && i !== right));
      const hit = found && i === right;
      row.made.disabled = over || row.missed;
      row.made.classList.toggle("cg-missed", row.missed);
      row.made.classList.toggle("cg-found", hit && struck);
      row.made.classList.toggle("cg-chosen", hit && !struck);
      setText(row.mark, hit ? verdicts[0] : row.missed ? verdicts[1] : "");
      row.item.hidden = over && !struck && i !== right; // room for the proof
    });
  };
  return { list, draw, buttons: rows.map((row) => row.made), items: rows.map((row) => row.item) };
}

/** The versions that have numbers. @param {any} data */
function versions(data) {
  return VERSIONS.filter(([key]) => data.evidence.some((/** @type {Row} */ row) => row[key] !== null));
}

/** @param {any} data */
function evidence(data) {
  if (!data.evidence.length) return h("p", { class: "cg-quietly" }, "There is nothing to compute here: the words decide.");
  const shown = versions(data);
  const head = h("tr", {}, h("td", {}), ...shown.map(([, title]) => h("th", { scope: "col" }, title)));
  const rows = data.evidence.map((/** @type {Row} */ row) =>
    h("tr", {}, h("th", { scope: "row" }, ...pieces(row.label)), ...shown.map(([key]) => h("td", {}, number(row, key)))),
  );
  const caption = data.how ? [h("caption", {}, `Measured: ${data.how}.`)] : [];
  return h("table", { class: "cg-slip-evidence" }, ...caption, h("thead", {}, head), h("tbody", {}, ...rows));
}

/**
 * A number, with a sign that says whether it is the right one.
 * @param {Row} row
 * @param {"printed" | "right" | "measured" | "own"} key
 */
function number(row, key) {
  const value = row[key];
  if (value === null) return "undefined";
  const text = minus(rounded(value, isCount(row) ? 0 : 4).text);
  if (key === "right" || row.right === null) return text;
  const agrees = Math.abs(value - row.right) <= 1e-4 * Math.max(Math.abs(row.right), 1e-3);
  return `${text} ${agrees ? "=" : "≠"}`;
}

/** Whether every version has a whole number, as where rows are counted. @param {Row} row */
function isCount(row) {
  return VERSIONS.every(([key]) => Number.isInteger(row[key] ?? 0));
}

/** @param {import("../../frame/store.js").Store} store @param {any} data */
function describe(store, data) {
  const stage = store.get("stage");
  const lines = data.lines.map((/** @type {string} */ text, /** @type {number} */ i) => `Line ${i + 1}: ${text}.`).join(" ");
  if (stage === "line") return `${data.task} ${lines} ${sentence(store, data)}`;
  const found = `Line ${data.at + 1} is the slip; right is: ${data.mended}.`;
  if (stage === "reason") return `${found} Why is it wrong?`;
  return `${found} ${data.explanation}`;
}

/** @param {import("../../frame/store.js").Store} store @param {any} data */
function csv(store, data) {
  const quoted = (/** @type {string} */ text) => `"${text.replaceAll('"', '""')}"`;
  const lines = data.lines.map((/** @type {string} */ text, /** @type {number} */ i) => `${i + 1},${quoted(plainProse(text))}`);
  if (store.get("stage") !== "proof") return ["line,text", ...lines].join("\n") + "\n";
  const shown = versions(data);
  const rows = data.evidence.map((/** @type {Row} */ row) => [quoted(plainProse(row.label)), ...shown.map(([key]) => row[key] ?? "")].join(","));
  return ["line,text", ...lines, `slip,${data.at + 1}`, `number,${shown.map(([key]) => key).join(",")}`, ...rows].join("\n") + "\n";
}

/** @param {import("../../frame/store.js").Store} store @param {any} data */
function latex(store, data) {
  const items = data.lines.map((/** @type {string} */ text) => `  \\item ${latexProse(text)}`);
  const found = store.get("stage") === "line" ? [] : [`The slip is in line ${data.at + 1}; right is: ${latexProse(data.mended)}.`];
  return [latexProse(data.task), "\\begin{enumerate}", ...items, "\\end{enumerate}", ...found].join("\n") + "\n";
}
