/**
 * What moves through time: to the start, back, play, on, to the end; a slider; the number, typed.
 *
 *   const line = timeline({ unit: "step", onStep, onMove, onPlay });
 *   line.show({ at: 120, total: 1000, playing: false });
 */

import { button } from "../frame/controls.js";
import { attr, h, s, setText } from "../frame/dom.js";
import { numberField } from "../frame/number_field.js";
import { style } from "../frame/style.js";
import css from "./timeline.css";

style(css);

/** Icons as paths in a box of 16: every machine draws them alike. */
const ICONS = {
  first: "M3 3v10M13 3L6 8l7 5z",
  back: "M11 3L4 8l7 5z",
  play: "M4 2.5v11L13.5 8z",
  pause: "M4 3h3v10H4zM9.5 3h3v10h-3z",
  on: "M5 3l7 5-7 5z",
  last: "M13 3v10M3 3l7 5-7 5z",
};

/** @typedef {keyof typeof ICONS} Icon */

/**
 * @param {object} options
 * @param {string} options.unit what is counted: "step"
 * @param {(at: number, done: boolean) => void} options.onStep to a place; done: the hand has let go
 * @param {(direction: 1 | -1) => void} options.onMove one on or back
 * @param {() => void} options.onPlay play or pause
 * @returns {{element: HTMLElement, show: (state: {at: number, total: number, playing: boolean}) => void}}
 */
export function timeline({ unit, onStep, onMove, onPlay }) {
  let total = 1;
  const range = /** @type {HTMLInputElement} */ (
    h("input", { type: "range", min: 0, max: 1, step: 1, class: "cg-timeline-range", "aria-label": unit })
  );
  range.addEventListener("input", () => onStep(Number(range.value), false));
  range.addEventListener("change", () => onStep(Number(range.value), true));
  const field = numberField({
    label: `${unit}, typed`,
    value: 0,
    places: 0,
    onDone: (typed) => onStep(Math.max(0, Math.min(total, Math.round(typed))), true),
  });
  field.inputMode = "numeric";
  const of = h("span", { class: "cg-timeline-of" });
  const play = iconButton("play", "Play", onPlay);
  play.classList.add("cg-timeline-play");
  const buttons = h(
    "div",
    { class: "cg-choice" },
    iconButton("first", "To the start", () => onStep(0, true)),
    iconButton("back", "Back", () => onMove(-1)),
    play,
    iconButton("on", "On", () => onMove(1)),
    iconButton("last", "To the end", () => onStep(total, true)),
  );
  const words = h("label", { class: "cg-timeline-at" }, unit, field, of);
  const element = h("div", { class: "cg-timeline", role: "group", "aria-label": "Time" }, buttons, range, words);
  return {
    element,
    show({ at, total: all, playing }) {
      total = all;
      attr(range, { max: all, "aria-valuetext": `${unit} ${at} of ${all}` });
      if (range.value !== String(at)) range.value = String(at);
      field.show(at);
      setText(of, `of ${all}`);
      attr(play, { "aria-label": playing ? "Pause" : "Play" });
      attr(/** @type {Element} */ (play.querySelector("path")), { d: ICONS[playing ? "pause" : "play"] });
    },
  };
}

/** @param {Icon} icon @param {string} label @param {() => void} onClick */
function iconButton(icon, label, onClick) {
  const made = button("", onClick, { "aria-label": label, title: label });
  made.classList.add("cg-timeline-button");
  made.append(s("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, s("path", { d: ICONS[icon] })));
  return made;
}
