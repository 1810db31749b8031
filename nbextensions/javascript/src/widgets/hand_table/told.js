/** What is said of a hand table: around it, and to those who listen. */

import { comparedWords, rowWords, score, scoreWords, verdictWords } from "./words.js";

/**
 * @typedef {object} Seen
 * @property {import("../../core/table/sheet.js").Sheet} sheet
 * @property {string[]} ids   of the numbers in sight
 * @property {string[]} keys  of the columns in sight
 * @property {(id: string) => boolean} unknown  whether there is no number
 */

export class Told {
  /**
   * @param {import("../../frame/store.js").Store} store
   * @param {import("./answers.js").Answers} answers
   * @param {import("./own.js").OwnTable | null} own
   * @param {string[]} names  what the student's functions are called
   */
  constructor(store, answers, own, names) {
    this.store = store;
    this.answers = answers;
    this.own = own;
    this.names = names;
  }

  /** Predictions that are still blank must not be counted, nor any that the reader is not asked to see. @param {Seen} seen */
  counts({ ids, unknown }) {
    const predictions = ids.filter((id) => id.endsWith(":y_hat"));
    if (this.answers.active && !predictions.length) return false;
    return !predictions.some((id) => this.answers.hides(id)) && !unknown("0:y_hat");
  }

  /** How many are right, as a share. @param {Seen} seen */
  share(seen) {
    const found = this.counts(seen) ? score(seen.sheet) : null;
    return found ? `${found.right}/${found.n}` : "";
  }

  /** How many are right, in words. @param {Seen} seen */
  score(seen) {
    return this.counts(seen) ? scoreWords(seen.sheet) : "";
  }

  /** How many blanks are done; "" where there are none. */
  progress() {
    const { active, nRight, shown, revealed } = this.answers;
    if (!active) return "";
    const given = shown.filter((id) => revealed.has(id)).length;
    return `${nRight} of ${shown.length} blanks answered rightly${given ? `, ${given} shown` : ""}`;
  }

  /** How the student's numbers compare with ours. @param {Seen} seen */
  compared({ sheet }) {
    if (this.own?.earlier) return `These are the numbers of ${this.own.earlier}.`;
    return this.own?.last ? comparedWords(sheet, this.own.last, this.names, this.store.get("places")) : "";
  }

  /** What came of the last answer. @param {Seen} seen */
  verdict({ sheet }) {
    const { latest, verdicts, typed } = this.answers;
    const verdict = verdicts.get(latest);
    return verdict ? verdictWords(sheet, latest, verdict, typed[latest]) : "";
  }

  /** @param {Seen} seen */
  describe(seen) {
    const { sheet, keys, unknown } = seen;
    const row = Math.min(this.store.get("row"), sheet.n - 1);
    const hidden = (/** @type {string} */ id) => this.answers.hides(id) || unknown(id);
    const compared = this.compared(seen);
    const progress = this.progress();
    const parts = [
      `Table ${this.store.get("history").length + 1}`,
      this.own?.earlier ? compared : "",
      rowWords(sheet, row, keys, this.store.get("places"), hidden),
      this.score(seen),
      this.own?.earlier ? "" : compared,
      progress && `Blanks: ${progress}`,
      this.verdict(seen),
    ];
    return parts.filter(Boolean).map((part) => part.replace(/\.?$/, ".")).join(" ");
  }
}
