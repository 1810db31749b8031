/**
 * A model without Jupyter: what a widget's view needs, held in the page alone.
 *
 * `ask` stands for Python where a test or another host provides it; without it a question about
 * the student's own functions gets the sentence that Python is not here.
 */

import { bytesOf } from "../core/bytes.js";

/** @typedef {import("../frame/store.js").Model} Model */

/** @implements {Model} */
export class PlainModel {
  /**
   * @param {Record<string, any>} state
   * @param {((content: any) => Promise<any>) | null} [ask]
   * @param {((state: Record<string, any>) => void) | null} [saved] told what would go to Python
   */
  constructor(state, ask = null, saved = null) {
    this.state = { ...state };
    this.ask = ask;
    this.saved = saved;
    /** @type {Map<string, Set<(...values: any[]) => void>>} */
    this.listeners = new Map();
    /** @type {Record<string, any>} */
    this.pending = {};
  }

  /** @param {string} name */
  get(name) {
    return this.state[name];
  }

  /** @param {string} name @param {any} value */
  set(name, value) {
    this.state[name] = value;
    this.pending[name] = value;
    this.emit(`change:${name}`, value);
  }

  save_changes() {
    const pending = this.pending;
    this.pending = {};
    this.saved?.(pending);
  }

  /** @param {string} event @param {(...values: any[]) => void} callback */
  on(event, callback) {
    const found = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, found.add(callback));
  }

  /** @param {string} event @param {((...values: any[]) => void) | null} [callback] */
  off(event, callback) {
    if (callback) this.listeners.get(event)?.delete(callback);
    else this.listeners.delete(event);
  }

  /** @param {string} event @param {...any} values */
  emit(event, ...values) {
    for (const callback of [...(this.listeners.get(event) ?? [])]) callback(...values);
  }

  /** @param {any} content */
  send(content) {
    const reply = this.ask ? this.ask(content) : Promise.resolve(absent(content));
    void reply.then(({ buffers = [], ...answer }) => {
      const views = buffers.map((/** @type {string} */ text) => new DataView(bytesOf(text).buffer));
      this.emit("msg:custom", answer, views);
    });
  }
}

/** @param {any} content */
function absent(content) {
  const problem = "Your own function runs in Python, which is not here: this is the last picture it made.";
  return { id: content.id, view: content.view, problem };
}
