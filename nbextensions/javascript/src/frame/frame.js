/**
 * What every widget has: a title, the notation switch, the menu, a place for controls, the live
 * description, a sentence when something went wrong, keys, theme and scale.
 */

import { toMathML } from "../draw/math/math.js";
import { Cover } from "./cover.js";
import { select } from "./controls.js";
import { h, setText } from "./dom.js";
import { failureWords } from "./failure.js";
import { keepKeys, takesText } from "./keyboard.js";
import { menu } from "./menu.js";
import { watchTheme } from "./theme.js";

/** @typedef {import("./store.js").Store} Store */

/**
 * What a widget's module makes.
 * @typedef {object} View
 * @property {(changed: Set<string>) => void} draw once in an animation frame; "*" the first time
 * @property {() => string} describe the live text
 * @property {() => boolean} [next] the next reveal (PgDn, clicker); false: there is none
 * @property {() => boolean} [previous]
 * @property {() => string} [csv]
 * @property {() => string} [latex]
 * @property {(event: KeyboardEvent) => boolean} [key] further keys; whether it was used
 * @property {[string, string][]} [keys] what they do, for the help: key and words
 * @property {() => void} [dispose]
 */

/** What a lecture hall needs: everything this much larger. */
export const LECTURE_SCALE = 1.6;
const SCALES = [0.8, 1, 1.25, LECTURE_SCALE, 2];
const SAY_AFTER = 400; // milliseconds of rest before the description is read out

export class Frame {
  /**
   * @param {HTMLElement} outer
   * @param {Store} store
   */
  constructor(outer, store) {
    this.store = store;
    /** @type {View | null} */
    this.view = null;
    this.dark = false;
    this.reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.title = h("div", { class: "cg-title" });
    this.tools = h("div", { class: "cg-tools" });
    this.controls = h("div", { class: "cg-controls" });
    this.body = h("div", { class: "cg-body" });
    this.cover = new Cover(store);
    this.alarm = h("div", { class: "cg-problem", role: "alert", hidden: true });
    this.status = h("div", { class: "cg-notice", role: "status", hidden: true });
    this.lines = h("pre", {});
    this.printed = h("div", { class: "cg-printed", role: "group", "aria-label": "printed by your function", hidden: true }, "printed:", this.lines);
    this.live = h("div", { class: "cg-live", "aria-live": "polite" });
    this.root = h(
      "div",
      { class: "cg", role: "group", tabindex: "-1" },
      h("div", { class: "cg-head" }, this.title, this.tools),
      this.cover.element,
      this.controls,
      this.body,
      this.alarm,
      this.status,
      this.printed,
      this.live,
    );
    this.sayTimer = 0;
    /** @type {Set<string>} what has changed since it could last be drawn */
    this.undrawn = new Set();
    outer.append(this.root);
    this.menu = menu(this);
    this.notation = this.notationSwitch();
    this.tools.append(...(this.notation ? [this.notation] : []), ...this.menu.buttons);
    for (const event of ["keydown", "click"]) this.root.addEventListener(event, () => store.flush(), true); // a quick hand acts on what it did last
    keepKeys(this.root, (event) => this.key(event));
    this.stopWatching = watchTheme(this.root, (dark) => {
      this.dark = dark;
      this.root.dataset.theme = dark ? "dark" : "light";
      store.schedule("theme");
    });
    this.size();
  }

  /** @param {View} view */
  show(view) {
    this.view = view;
    this.store.onChange((changed) => this.draw(changed));
    this.paint(new Set(["*"]));
  }

  /** Draw, or say that it cannot be drawn until it can be again. @param {Set<string>} changed */
  draw(changed) {
    const due = new Set([...this.undrawn, ...changed]);
    if (this.undrawn.size) this.problem(this.store.get("problem") || null);
    this.undrawn.clear();
    try {
      this.paint(due);
    } catch (error) {
      console.error(error);
      this.undrawn = due;
      this.problem(failureWords(error));
    }
  }

  /** @param {Set<string>} changed */
  paint(changed) {
    if (changed.has("scale") || changed.has("*")) this.size();
    if (changed.has("title") || changed.has("*")) this.name();
    if (changed.has("problem") || changed.has("*")) this.problem(this.store.get("problem") || null);
    if (changed.has("printed") || changed.has("*")) this.print(this.store.get("printed") || "");
    if (this.notation && changed.has("notation")) this.notation.show(this.store.get("notation"));
    this.cover.draw(this.root);
    const hadFocus = this.root.contains(document.activeElement);
    this.view?.draw(changed);
    if (hadFocus) this.keepFocus();
    clearTimeout(this.sayTimer);
    this.sayTimer = window.setTimeout(() => this.say(this.cover.words ?? this.view?.describe() ?? ""), SAY_AFTER);
  }

  /** What had the focus may be switched off or gone: the next Page Down is still for this widget. */
  keepFocus() {
    const active = document.activeElement;
    const gone = !active || !this.root.contains(active) || active.checkVisibility?.() === false;
    if (gone || active.matches(":disabled")) this.root.focus({ preventScroll: true });
  }

  /** Put words into the live region. @param {string} text */
  say(text) {
    setText(this.live, text);
  }

  /** Say that something went wrong, or (null) that it no longer does. @param {string | null} text */
  problem(text) {
    this.alarm.hidden = !text;
    setText(this.alarm, text ?? "");
  }

  /** Say what is not wrong but has to be known, such as that Python is awaited; "": nothing. @param {string} text */
  notice(text) {
    this.status.hidden = !text;
    setText(this.status, text);
  }

  /** Show the last lines that a student's function printed; "": none. @param {string} lines */
  print(lines) {
    this.printed.hidden = !lines;
    setText(this.lines, lines);
  }

  /** Bring something that has just appeared into sight. @param {Element} element */
  bringIntoSight(element) {
    const behavior = this.reducedMotion ? "auto" : "smooth";
    requestAnimationFrame(() => element.scrollIntoView({ block: "nearest", behavior }));
  }

  /** A span with a formula. @param {string} tex */
  mathSpan(tex) {
    return h("span", { class: "cg-math", html: toMathML(tex) });
  }

  name() {
    const title = this.store.get("title") || this.store.get("_name");
    setText(this.title, title);
    this.root.setAttribute("aria-label", title);
  }

  size() {
    const scale = this.store.get("scale") ?? 1;
    this.root.style.setProperty("--cg-scale", String(scale));
    this.root.classList.toggle("cg-large", scale >= LECTURE_SCALE);
  }

  /** The current colour behind a name of style.css. @param {string} name such as "--cg-one" */
  colour(name) {
    return getComputedStyle(this.root).getPropertyValue(name).trim();
  }

  /** Enlarge or shrink by one size. @param {1 | -1} direction */
  zoom(direction) {
    const now = this.store.get("scale");
    const larger = SCALES.filter((scale) => (direction > 0 ? scale > now : scale < now));
    const next = direction > 0 ? Math.min(...larger) : Math.max(...larger);
    if (Number.isFinite(next)) this.store.set({ scale: next }, { done: true });
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key was used
   */
  key(event) {
    if (event.key === "PageDown") return this.cover.lift() || (this.view?.next?.() ?? false);
    if (this.cover.isDown && event.key !== "?" && event.key.toLowerCase() !== "l") return false;
    if (event.key === "PageUp") return this.view?.previous?.() ?? false;
    if (takesText(event.target) || event.altKey) return false;
    if (event.key === "l" || event.key === "L") {
      const large = this.store.get("scale") >= LECTURE_SCALE;
      this.store.set({ scale: large ? 1 : LECTURE_SCALE }, { done: true });
      return true;
    }
    if (event.key === "?") return this.menu.help();
    return this.view?.key?.(event) ?? false;
  }

  notationSwitch() {
    const decks = Object.entries(this.store.get("_data")?.notations ?? {});
    if (decks.length < 2) return null;
    return select({
      label: "Letters of",
      options: decks.map(([key, deck]) => [key, deck.title]),
      value: this.store.get("notation"),
      onChange: (notation) => this.store.set({ notation }, { done: true }),
    });
  }

  dispose() {
    clearTimeout(this.sayTimer);
    this.stopWatching();
    this.menu.dispose();
    this.view?.dispose?.();
  }
}
