/**
 * What every widget carries: it fetches the widgets' code from Python, once for a page.
 *
 * The code is a few hundred kilobytes. Sent with each of ten widgets it would make a lecture slow
 * to open, and a saved notebook large; so the first widget asks for it, and the others wait.
 */

/** @typedef {import("./frame/store.js").Model} Model */
/** @typedef {{default: {render: (where: {model: Model, el: HTMLElement}) => () => void}}} Code */

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
function load(model) {
  const home = /** @type {Record<symbol, Promise<Code> | undefined>} */ (/** @type {unknown} */ (globalThis));
  const key = Symbol.for(`chalkgrad.code.${model.get("_version")}`);
  const known = home[key];
  if (!known) return (home[key] = ask(model));
  const late = new Promise((done) => setTimeout(done, PATIENCE)).then(() => ask(model));
  return Promise.race([known, late]);
}

/**
 * Ask Python for the code, and evaluate it.
 * @param {Model} model
 * @returns {Promise<Code>}
 */
function ask(model) {
  return new Promise((done, fail) => {
    /** @param {any} message */
    const answer = (message) => {
      if (typeof message?.code !== "string") return;
      model.off("msg:custom", answer);
      const url = URL.createObjectURL(new Blob([message.code], { type: "text/javascript" }));
      import(/* @vite-ignore */ url).then(done, fail).finally(() => URL.revokeObjectURL(url));
    };
    model.on("msg:custom", answer);
    model.send({ code: true });
  });
}

export default { render };
