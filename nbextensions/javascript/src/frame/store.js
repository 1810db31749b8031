/**
 * One widget's state, between its model (ipywidgets' or a page's) and its view.
 *
 * A change is on the model at once, on the screen in the next animation frame, and in Python at
 * most every 100 ms or on release: what the hand does never waits for the kernel.
 */

import { join } from "./group.js";

/**
 * What a view needs of a model: the part of AnyWidget's front-end module that is used here.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, callback: (...values: any[]) => void) => void} on
 * @property {(event: string, callback?: ((...values: any[]) => void) | null) => void} off
 * @property {(content: any, callbacks?: any, buffers?: any) => void} send
 */

const SAVE_EVERY = 100; // milliseconds

export class Store {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    /** @type {Set<string>} names changed since the last frame */
    this.changed = new Set();
    /** @type {((changed: Set<string>) => void)[]} */
    this.listeners = [];
    this.frame = 0;
    this.timer = 0;
    this.lastSave = 0;
    /** @type {Map<string, any>} what a hand has set and Python has not been told */
    this.unsaved = new Map();
    /** @type {Map<string, any>} what it was told last */
    this.saved = new Map();
    this.insisting = false;
    this.alive = true;
    /** @type {[string, () => void][]} */
    this.watched = this.names().map((name) => [`change:${name}`, () => this.touch(name)]);
    for (const [event, callback] of this.watched) model.on(event, callback);
    this.group = join(this);
  }

  /** Every trait that a view may read. @returns {string[]} */
  names() {
    return this.model.get("_names") ?? [];
  }

  /** @param {string} name */
  get(name) {
    return this.model.get(name);
  }

  /** @param {string} name */
  has(name) {
    return this.names().includes(name);
  }

  /** The values of the graph's parameters, by name. @returns {Record<string, number>} */
  parameters() {
    /** @type {string[]} */
    const names = this.model.get("_parameters") ?? [];
    return Object.fromEntries(names.map((name) => [name, this.model.get(name)]));
  }

  /**
   * Change traits. Numbers that are not finite are refused: they cannot travel or be restored.
   * @param {Record<string, any>} changes
   * @param {{done?: boolean}} [options] `done`: the hand has let go, save now.
   */
  set(changes, { done = false } = {}) {
    for (const [name, value] of Object.entries(changes)) {
      if (typeof value === "number" && !Number.isFinite(value)) continue;
      if (same(this.model.get(name), value)) continue;
      this.unsaved.set(name, value);
      this.model.set(name, value); // fires change:name, on which every view is drawn
    }
    if (done) this.save();
    else if (this.unsaved.size) this.saveSoon();
  }

  /** A trait has another value. @param {string} name */
  touch(name) {
    if (!this.alive) return;
    if (this.isEcho(name) && !this.insisting) return this.insist(name);
    this.changed.add(name);
    if (name === "group") this.changeGroup();
    this.group.tell(name);
    this.schedule();
  }

  changeGroup() {
    this.group.leave();
    this.group = join(this);
  }

  /** Whether Python repeats what it was told, while the hand is further already. @param {string} name */
  isEcho(name) {
    const value = this.get(name);
    return this.unsaved.has(name) && same(value, this.saved.get(name)) && !same(value, this.unsaved.get(name));
  }

  /** @param {string} name */
  insist(name) {
    this.insisting = true;
    this.model.set(name, this.unsaved.get(name));
    this.insisting = false;
  }

  /** Draw in the next animation frame. @param {string} [name] what counts as changed */
  schedule(name) {
    if (!this.alive) return;
    if (name) this.changed.add(name);
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  /** Draw at once what waits for the next animation frame. */
  flush() {
    if (!this.frame) return;
    cancelAnimationFrame(this.frame);
    this.draw();
  }

  draw() {
    this.frame = 0;
    const changed = this.changed;
    this.changed = new Set();
    for (const listener of this.listeners) listener(changed);
  }

  /** @param {(changed: Set<string>) => void} listener called once in an animation frame */
  onChange(listener) {
    this.listeners.push(listener);
  }

  saveSoon() {
    const wait = Math.max(0, this.lastSave + SAVE_EVERY - performance.now());
    this.timer ||= window.setTimeout(() => this.save(), wait);
  }

  save() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.unsaved.size) return;
    for (const [name, value] of this.unsaved) this.saved.set(name, value);
    this.unsaved.clear();
    this.lastSave = performance.now();
    this.model.save_changes();
  }

  dispose() {
    this.save();
    this.alive = false;
    cancelAnimationFrame(this.frame);
    for (const [event, callback] of this.watched) this.model.off(event, callback);
    this.group.leave();
  }
}

/**
 * Whether two trait values are equal, lists and plain objects by their contents.
 * @param {any} a
 * @param {any} b
 * @returns {boolean}
 */
export function same(a, b) {
  if (Object.is(a, b)) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], b[key]));
}
