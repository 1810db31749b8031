// Letters in another face. Unicode has these alphabets as letters of their own, with gaps where a letter was there before.
const ALPHABETS = {
  bold: { upper: 0x1d400, lower: 0x1d41a },
  script: { upper: 0x1d49c, lower: 0x1d4b6 },
  double: { upper: 0x1d538, lower: 0x1d552 },
};
/** @type {Record<string, string>} */
const GAPS = {
  scriptB: "ℬ",
  scriptE: "ℰ",
  scriptF: "ℱ",
  scriptH: "ℋ",
  scriptI: "ℐ",
  scriptL: "ℒ",
  scriptM: "ℳ",
  scriptR: "ℛ",
  doubleC: "ℂ",
  doubleH: "ℍ",
  doubleN: "ℕ",
  doubleP: "ℙ",
  doubleQ: "ℚ",
  doubleR: "ℝ",
  doubleZ: "ℤ",
};

/**
 * Write letters in bold, script or double-struck.
 * @param {"bold" | "script" | "double"} kind
 * @param {string} text
 */
export function inFace(kind, text) {
  const { upper, lower } = ALPHABETS[kind];
  return Array.from(text, (letter) => {
    if (GAPS[kind + letter]) return GAPS[kind + letter];
    if (/[A-Z]/.test(letter)) return String.fromCodePoint(upper + letter.charCodeAt(0) - 65);
    if (/[a-z]/.test(letter)) return String.fromCodePoint(lower + letter.charCodeAt(0) - 97);
    return letter;
  }).join("");
}
