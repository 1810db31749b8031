/**
 * What every widget carries: it fetches the widgets' code from Python, once for a page.
 *
 * The code is a few hundred kilobytes. Sent with each of ten widgets it would make a lecture slow
 * to open, and a saved notebook large; so one widget asks for it, and the others wait.
 */

/** @typedef {import("./frame/store.js").Model} Model */
/** @typedef {{default: {render: (where: {model: Model, el: HTMLElement}) => () => void}}} Code */

/**
 * What the widgets of a page have in common, for one version of the code.
 * @typedef {object} Shared
 * @property {Promise<Code> | null} code being evaluated, or evaluated
 * @property {Promise<void> | null} turn ends when the widget that asks has its answer, or has waited long enough
 * @property {Promise<Code>} found
 * @property {(code: Code) => void} give fulfils `found`
 */

const PATIENCE = 3000; // milliseconds; then another kernel may have the code, too

/**
 * @param {{model: Model, el: HTMLElement}} where
 */
async function render({ model, el }) {
  const code = await load(model);
  return code.default.render({ model, el });
}

/**
 * @param {Model} model
 * @returns {Promise<Code>}
 */
async function load(model) {
  const page = shared(model.get("_version"));
  while (!page.code && page.turn) await Promise.race([page.turn, page.found]);
  return page.code ?? Promise.race([page.found, ask(model, page)]);
}

/** @param {string} version @returns {Shared} */
function shared(version) {
  const home = /** @type {Record<symbol, Shared | undefined>} */ (/** @type {unknown} */ (globalThis));
  return (home[Symbol.for(`chalkgrad.code.${version}`)] ??= nothingYet());
}

/** @returns {Shared} */
function nothingYet() {
  let give = (/** @type {Code} */ _code) => {};
  const found = /** @type {Promise<Code>} */ (new Promise((done) => (give = done)));
  return { code: null, turn: null, found, give };
}

/**
 * Ask Python for the code, and have it evaluated.
 * @param {Model} model
 * @param {Shared} page
 * @returns {Promise<Code>}
 */
function ask(model, page) {
  const asked = /** @type {Promise<Code>} */ (
    new Promise((done, fail) => {
      const answer = (/** @type {any} */ message) => {
        if (typeof message?.code !== "string") return;
        model.off("msg:custom", answer);
        (page.code ??= evaluate(message.code, page)).then(done, fail);
      };
      model.on("msg:custom", answer);
      void page.found.then(() => model.off("msg:custom", answer));
      model.send({ code: true });
    })
  );
  page.turn = settled(asked).then(() => void (page.turn = null));
  return asked;
}

/**
 * @param {string} text
 * @param {Shared} page
 * @returns {Promise<Code>}
 */
function evaluate(text, page) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const code = import(/* @vite-ignore */ url).finally(() => URL.revokeObjectURL(url));
  code.then(page.give, () => (page.code = null)); // where it failed, the next widget may try
  return code;
}

/**
 * Wait until something succeeded or failed, but not longer than the patience lasts.
 * @param {Promise<any>} something
 * @returns {Promise<void>}
 */
function settled(something) {
  return new Promise((done) => {
    const timer = setTimeout(done, PATIENCE);
    const over = () => {
      clearTimeout(timer);
      done();
    };
    something.then(over, over);
  });
}

export default { render };
