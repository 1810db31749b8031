// Numbers as people type them, and whether a typed number is right.

const PLAIN = /^([+-]?)\s*(\d+(?:[.,]\d*)?|[.,]\d+)(?:e([+-]?\d+))?\s*(%?)$/i;
const POWER_OF_TEN = /\s*[*·×]\s*10\s*\^\s*[({]?\s*([+-]?\d+)\s*[)}]?/; // 5.3 · 10^-7
const FRACTION = /^([+-]?)\s*(\d+)\s*\/\s*(\d+)$/;

/**
 * @typedef {object} Typed
 * @property {number} value
 * @property {number} places       decimal places typed; Infinity for a fraction of whole numbers
 * @property {number} significant  significant digits typed
 */

/**
 * Read a number: ".62", "0,62", "62 %", "1/3", "−0.5", "1e-3".
 * @param {string} text
 * @returns {Typed | null}  null where it is no number
 */
export function parseNumber(text) {
  const plain = text
    .replace(/[\u2212\u2012\u2013]/g, "-")
    .replace(/[\u00a0\u2009\u202f]/g, " ")
    .trim();
  const fraction = FRACTION.exec(plain);
  if (fraction) return fromFraction(fraction);
  const match = PLAIN.exec(plain.replace(POWER_OF_TEN, "e$1"));
  if (!match) return null;
  const [, sign, digits, exponent, percent] = match;
  const decimal = digits.replace(",", ".");
  const shift = Number(exponent ?? 0) - (percent ? 2 : 0);
  const value = Number(`${sign}${decimal}e${shift}`);
  if (!Number.isFinite(value)) return null;
  const places = Math.max(0, (decimal.split(".")[1] ?? "").length - shift);
  const significant = decimal.replace(".", "").replace(/^0+/, "").length;
  return { value, places, significant };
}

/**
 * @param {RegExpExecArray} match
 * @returns {Typed | null}
 */
function fromFraction([, sign, top, bottom]) {
  const value = Number(`${sign}1`) * (Number(top) / Number(bottom));
  return Number.isFinite(value) ? { value, places: Infinity, significant: Infinity } : null;
}

/** Say that a text is no number. @param {string} text */
export function noNumber(text) {
  const short = text.trim().length > 20 ? `${text.trim().slice(0, 19)}…` : text.trim();
  return `“${short}” is no number: write such as 0.62, .62, 62 % or 1/3.`;
}

/**
 * Judge a typed number. It is right where it is the value, or the value rounded to at least two
 * places or two significant digits. From three places on, the last digit may be off by one: the
 * steps before may have been rounded too. A value that is not zero is never right as zero.
 * @param {string | Typed} typed
 * @param {number} value
 * @returns {"right" | "coarse" | "wrong" | "unreadable"}
 *   coarse: rounded rightly, but to too few digits
 */
export function judge(typed, value) {
  const got = typeof typed === "string" ? parseNumber(typed) : typed;
  if (!got) return "unreadable";
  if (!Number.isFinite(value)) return "wrong";
  const distance = Math.abs(got.value - value);
  if (distance <= 1e-9 * Math.abs(value) || distance <= 1e-15) return "right";
  if (!Number.isFinite(got.places)) return "wrong";
  const unit = 10 ** -got.places;
  const half = 0.5 * unit * (1 + 1e-9);
  const drift = got.places >= 3 && !endsBefore(value, got.places) ? unit : 0;
  if (!(distance <= half + drift)) return "wrong";
  const enough = got.value !== 0 && (got.places >= 2 || got.significant >= 2);
  return enough ? "right" : "coarse";
}

/**
 * Whether a typed number is right; see `judge`.
 * @param {string | Typed} typed
 * @param {number} value
 */
export function agrees(typed, value) {
  return judge(typed, value) === "right";
}

/**
 * Whether fewer places than these already write the value to its last digit.
 * @param {number} value
 * @param {number} places
 */
function endsBefore(value, places) {
  const short = Number(value.toFixed(Math.min(places - 1, 100)));
  return Math.abs(short - value) <= 1e-12 * Math.max(1, Math.abs(value));
}
