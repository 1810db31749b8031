/** The style sheet, put once into the page. */

import formulas from "../draw/math/math.css";
import css from "../style.css";

const ID = "chalkgrad-style";
/** @type {string[]} */
const sheets = [css, formulas];

/** A widget's own rules, beside those of the frame. @param {string} text */
export function style(text) {
  sheets.push(text);
}

/** Put all rules into the page, in place of those of an earlier version. */
export function addStyle() {
  const text = sheets.join("\n");
  const found = document.getElementById(ID);
  if (found?.textContent === text) return;
  const sheet = found ?? document.createElement("style");
  sheet.id = ID;
  sheet.textContent = text;
  document.head.append(sheet);
}
