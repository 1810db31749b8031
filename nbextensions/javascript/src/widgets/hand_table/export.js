/** The table as it stands on the screen, as CSV and as LaTeX: filled, or a worksheet with blanks. */

import { shownText } from "../../core/table/opening.js";
import { toPlain } from "../../draw/math/math.js";

/** @typedef {import("../../draw/table/view.js").Shape} Shape */

/**
 * What to write.
 * @typedef {object} Sheeted
 * @property {Shape} shape
 * @property {(id: string) => string} text     as shown; "" for an empty blank
 * @property {(id: string) => boolean} blank   whether it is a blank without an answer
 * @property {string} start                    LaTeX of the parameters at the start
 */

/**
 * @param {import("../../core/table/sheet.js").Sheet} sheet
 * @param {Shape} shape
 * @param {import("../../draw/table/view.js").TableView} table
 * @param {import("./answers.js").Answers} answers
 * @returns {Sheeted}
 */
export function sheetedOf(sheet, shape, table, answers) {
  const start = Object.keys(sheet.parameters).map(
    (name) => `${sheet.graph.node(name).symbol} = ${shownText(sheet, `start:${name}`, 4).replaceAll("\u2212", "-")}`,
  );
  return {
    shape,
    text: (id) => table.text(id),
    blank: (id) => answers.isField(id) && !answers.typed[id],
    start: start.join(", "),
  };
}

/** @param {Sheeted} sheeted */
export function toCsv({ shape, text }) {
  const { columns, rows, feet = [] } = shape;
  const lines = [["row", ...columns.map(({ tex }) => toPlain(tex))]];
  for (const { name, head, keys } of [...rows, ...feet]) {
    const cells = columns.map(({ key }) => (keys && !keys.includes(key) ? "" : text(`${name}:${key}`)));
    lines.push([head, ...cells.map((cell) => cell.replaceAll("\u2212", "-"))]);
  }
  return lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
}

/** @param {string} cell */
function quoted(cell) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** @param {Sheeted} sheeted */
export function toLatex({ shape, text, blank, start }) {
  const { columns, rows, feet = [] } = shape;
  const body = rows.map((row) => latexRow(row, columns, text, blank));
  const below = feet.map((row) => latexRow(row, columns, text, blank));
  return [
    `% ${start}`,
    `\\begin{tabular}{r${specification(columns)}}`,
    `  & ${columns.map(({ tex }) => `$${tex}$`).join(" & ")} \\\\ \\hline`,
    ...body,
    ...(below.length ? ["  \\hline", ...below] : []),
    "\\end{tabular}",
    "",
  ].join("\n");
}

/** @param {import("../../draw/table/view.js").ColumnHead[]} columns */
function specification(columns) {
  return columns.map(({ group }, at) => (group === columns[at - 1]?.group ? "r" : "|r")).join("");
}

/**
 * @param {import("../../draw/table/view.js").RowHead} row
 * @param {import("../../draw/table/view.js").ColumnHead[]} columns
 * @param {(id: string) => string} text
 * @param {(id: string) => boolean} blank
 */
function latexRow({ name, head, keys }, columns, text, blank) {
  const cells = columns.map(({ key }) => {
    const id = `${name}:${key}`;
    if (keys && !keys.includes(key)) return "";
    if (blank(id)) return "\\underline{\\hspace{2.5em}}";
    return latexNumber(text(id));
  });
  return `  ${escaped(head)} & ${cells.join(" & ")} \\\\`;
}

/** @param {string} text */
function latexNumber(text) {
  const plain = text.replaceAll("\u2212", "-");
  if (/^-?[\d.]+$/.test(plain)) return `$${plain}$`;
  const power = /^(-?[\d.]+)e(-?\d+)$/.exec(plain);
  return power ? `$${power[1]} \\cdot 10^{${power[2]}}$` : escaped(text);
}

/** @param {string} text */
function escaped(text) {
  return text
    .replace(/[\\{}$&#^_%~]/g, (sign) => ({ "\\": "\\textbackslash{}", "^": "\\^{}", "~": "\\~{}" })[sign] ?? `\\${sign}`)
    .replaceAll("\u2212", "$-$").replaceAll("∞", "$\\infty$");
}
