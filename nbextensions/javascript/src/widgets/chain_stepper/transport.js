/** First, back, next, last; and a scrubber with the chapters below it. */

import { chaptersOf } from "../../core/chain/steps.js";
import { CHAPTER_WORDS } from "../../core/chain/words.js";
import { button } from "../../frame/controls.js";
import { attr, h, s, setText } from "../../frame/dom.js";

/** @typedef {import("../../core/chain/steps.js").Step} Step */

// Drawn, for not every machine has a font with these signs.
const ICONS = {
  first: "M2 2h2.5v12H2zM14 2v12L5.5 8z",
  back: "M13 1.5v13L3 8z",
  forth: "M3 1.5v13L13 8z",
  last: "M11.5 2H14v12h-2.5zM2 2v12L10.5 8z",
};

export class Transport {
  /** @param {(step: number, done: boolean) => void} onStep */
  constructor(onStep) {
    this.onStep = onStep;
    this.at = 0;
    /** @type {Step[]} */
    this.steps = [];
    const make = (/** @type {keyof typeof ICONS} */ name, /** @type {string} */ label, /** @type {() => number} */ to) => {
      const made = button("", () => onStep(to(), true), { "aria-label": label, title: label });
      made.classList.add("cg-icon");
      made.append(s("svg", { class: "cg-chain-icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: ICONS[name] })));
      return made;
    };
    this.first = make("first", "First step", () => 0);
    this.back = make("back", "One step back", () => this.at - 1);
    this.forth = make("forth", "Next step", () => this.at + 1);
    this.last = make("last", "Last step", () => this.steps.length - 1);
    this.range = /** @type {HTMLInputElement} */ (h("input", { type: "range", min: 0, step: 1, "aria-label": "Step", class: "cg-chain-range" }));
    this.range.addEventListener("input", () => onStep(Number(this.range.value), false));
    this.range.addEventListener("change", () => onStep(Number(this.range.value), true));
    this.marks = h("div", { class: "cg-chain-marks", role: "group", "aria-label": "Chapters" });
    this.count = h("span", { class: "cg-chain-count" });
    this.element = h(
      "div",
      { class: "cg-chain-transport" },
      h("div", { class: "cg-choice" }, this.first, this.back, this.forth, this.last),
      h("div", { class: "cg-chain-scrubber" }, this.range, this.marks),
      this.count,
    );
    this.shape = "";
  }

  /**
   * @param {Step[]} steps
   * @param {number} at
   * @param {string} words      the step in a few words
   * @param {number} differing  the first step whose own number differs; -1 where none does
   */
  draw(steps, at, words, differing) {
    this.steps = steps;
    this.at = at;
    this.build(steps);
    attr(this.range, { max: steps.length - 1, "aria-valuetext": `step ${at + 1} of ${steps.length}: ${words}` });
    if (this.range.value !== String(at)) this.range.value = String(at);
    this.first.disabled = this.back.disabled = at === 0;
    this.forth.disabled = this.last.disabled = at === steps.length - 1;
    setText(this.count, `${at + 1} / ${steps.length}`);
    const chapter = steps[at].chapter;
    for (const mark of this.marks.children) {
      const element = /** @type {HTMLElement} */ (mark);
      const here = element.dataset.chapter === chapter;
      attr(element, { "aria-current": here ? "step" : null });
      const { start, length } = { start: Number(element.dataset.start), length: Number(element.dataset.length) };
      const wrong = differing >= start && differing < start + length;
      const name = element.dataset.words ?? "";
      setText(element, wrong ? `${name} ✗` : name);
      element.classList.toggle("cg-chain-differs", wrong);
    }
  }

  /** @param {Step[]} steps */
  build(steps) {
    const chapters = chaptersOf(steps);
    const shape = JSON.stringify(chapters);
    if (shape === this.shape) return;
    this.shape = shape;
    const marks = chapters.map(({ chapter, start, length }) => {
      const words = CHAPTER_WORDS[chapter];
      const mark = button(words, () => this.onStep(start, true), {
        "data-chapter": chapter, "data-start": start, "data-length": length, "data-words": words, title: `To the first step ${words}`,
      });
      mark.style.flexGrow = String(length);
      return mark;
    });
    this.marks.replaceChildren(...marks);
  }
}
