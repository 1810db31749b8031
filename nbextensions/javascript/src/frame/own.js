/**
 * The student's own functions, which live in Python.
 *
 * One question is on its way at a time. While it is, newer ones replace each other, so that a slow
 * function is asked only for the latest state and never queues up.
 */

/** @typedef {import("./store.js").Store} Store */
/** @typedef {{question: any, answer: (answer: Answer) => void}} Asked */
/** @typedef {{result?: any, problem?: string, buffers?: DataView[]}} Answer */

const PATIENCE = 5000; // milliseconds; a slow function is no mistake, but has to be told from a kernel that is gone
const SLOW =
  "Python has not answered yet: what is shown is from before. If the kernel was restarted, run this cell again.";
const GONE = "Python no longer knows this widget: run this cell again. What is shown is from before.";

export class Own {
  /**
   * @param {Store} store
   * @param {(sentence: string) => void} say that Python is awaited; "": no longer
   * @param {(lines: string) => void} print what the functions printed now; "": nothing
   */
  constructor(store, say, print) {
    this.store = store;
    this.say = say;
    this.print = print;
    /** @type {string[]} which functions are the student's own, such as "forward" */
    this.names = store.get("_own") ?? [];
    this.next = 1;
    this.waitingFor = 0;
    /** @type {Asked | null} */
    this.current = null;
    /** @type {Asked | null} */
    this.newest = null;
    this.timer = 0;
    this.answer = this.answer.bind(this);
    this.gone = this.gone.bind(this);
    this.me = Math.random().toString(36).slice(2); // which view asks; not part of any result
    if (!this.names.length) return;
    store.model.on("msg:custom", this.answer);
    store.model.on("comm_live_update", this.gone); // ipywidgets', when the kernel restarts
  }

  /** Whether a function is the student's own. @param {string} [name] any of them */
  active(name) {
    return name ? this.names.includes(name) : this.names.length > 0;
  }

  /** Whether an answer is still to come. */
  get pending() {
    return this.current !== null;
  }

  /**
   * Ask Python; the answer to a question that was overtaken before it was sent never comes.
   * @param {Record<string, any>} question
   * @param {(answer: Answer) => void} answer
   */
  request(question, answer) {
    this.newest = { question, answer };
    if (!this.current) this.send();
  }

  send() {
    this.current = this.newest;
    this.newest = null;
    if (!this.current) return;
    this.waitingFor = this.next++;
    const content = { ask: this.current.question, id: this.waitingFor, view: this.me };
    this.timer = window.setTimeout(() => this.say(SLOW), PATIENCE);
    try {
      this.store.model.send(content);
    } catch {
      queueMicrotask(this.gone); // JupyterLab has closed the way to Python
    }
  }

  /**
   * @param {any} message
   * @param {DataView[]} [buffers]
   */
  answer(message, buffers) {
    if (message?.view !== this.me || message.id !== this.waitingFor) return;
    const done = this.current;
    this.rest();
    if (message.printed !== undefined) this.print(message.printed); // else as before
    done?.answer({ result: message.result, problem: message.problem, buffers });
    if (this.newest) this.send();
  }

  /** No answer will come: whoever asked last hears why. */
  gone() {
    const last = this.newest ?? this.current;
    this.newest = null;
    this.rest();
    last?.answer({ problem: GONE });
  }

  /** Wait for no answer any more. */
  rest() {
    this.current = null;
    clearTimeout(this.timer);
    this.say("");
  }

  dispose() {
    clearTimeout(this.timer);
    this.store.model.off("msg:custom", this.answer);
    this.store.model.off("comm_live_update", this.gone);
  }
}
