// The loader that each widget carries: one widget asks Python for the code, and all others wait.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";

import { PlainModel } from "../../nbextensions/javascript/src/page/model.js";
import loader from "../../nbextensions/javascript/src/loader.js";

const RENDER = "export default { render: ({ el }) => { el.drawn += 1; return () => { el.drawn -= 1; }; } };";
const BROKEN = "throw new Error('cut off');";
const PATIENCE = 3000;

/** The modules that were evaluated, and one version of the code for each test. */
let evaluated = 0;
let version = 0;

beforeEach(() => {
  evaluated = 0;
  version += 1;
  // Node imports no blob: the code goes into an address that it can import.
  Object.assign(globalThis, {
    Blob: class {
      /** @param {string[]} parts */
      constructor(parts) {
        this.code = parts.join("");
      }
    },
  });
  URL.createObjectURL = (/** @type {any} */ blob) => {
    evaluated += 1;
    return `data:text/javascript,${encodeURIComponent(`${blob.code}// ${version} ${evaluated}`)}`;
  };
  URL.revokeObjectURL = () => {};
});

/** A widget: its model counts what it sends; `answer` is Python's part. */
class Widget {
  constructor() {
    this.asked = 0;
    this.el = { drawn: 0 };
    this.model = new PlainModel({ _version: `test ${version}` });
    this.model.send = () => void (this.asked += 1);
  }

  /** @returns {Promise<() => void>} */
  render() {
    return /** @type {any} */ (loader.render({ model: this.model, el: /** @type {any} */ (this.el) }));
  }

  /** @param {string} code */
  answer(code) {
    this.model.emit("msg:custom", { code });
  }
}

/** @param {number} n */
const widgets = (n) => Array.from({ length: n }, () => new Widget());

/** @param {Widget[]} all */
const requests = (all) => all.map(({ asked }) => asked);

/** Let go on what waits for promises or for an import alone. */
async function settle() {
  for (let i = 0; i < 20; i += 1) await turn();
}

test("one widget of many asks for the code, however long the page stands, and all are drawn", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const all = widgets(10);
  const drawn = Promise.all(all.map((one) => one.render()));
  await settle();
  all[0].answer(RENDER);
  await drawn;
  t.mock.timers.tick(10 * PATIENCE);
  await settle();
  const late = new Widget();
  await late.render();
  assert.deepEqual(requests([...all, late]), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  assert.equal(evaluated, 1);
  assert.ok([...all, late].every(({ el }) => el.drawn === 1));
});

test("where the first is not answered, one other asks at a time, and all are drawn with its answer", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const all = widgets(4);
  const drawn = Promise.all(all.map((one) => one.render()));
  await settle();
  t.mock.timers.tick(PATIENCE - 1);
  await settle();
  assert.deepEqual(requests(all), [1, 0, 0, 0]);
  t.mock.timers.tick(1);
  await settle();
  assert.deepEqual(requests(all), [1, 1, 0, 0]);
  t.mock.timers.tick(PATIENCE);
  await settle();
  assert.deepEqual(requests(all), [1, 1, 1, 0]);
  all[1].answer(RENDER);
  await drawn;
  all[0].answer(RENDER); // too late to be needed
  await settle();
  assert.equal(evaluated, 1);
});

test("a first that failed keeps nobody from asking: neither one that waits nor one that comes later", async () => {
  const [first, second] = widgets(2);
  const failed = assert.rejects(first.render(), /cut off/);
  const drawn = second.render();
  await settle();
  first.answer(BROKEN);
  await failed;
  await settle();
  assert.deepEqual(requests([first, second]), [1, 1]);
  second.answer(BROKEN);
  await assert.rejects(drawn, /cut off/);
  const third = new Widget();
  const good = third.render();
  await settle();
  third.answer(RENDER);
  await good;
  assert.deepEqual([third.asked, third.el.drawn], [1, 1]);
});

test("a kernel that can no longer be written to is a failure, too", async () => {
  const [first, second] = widgets(2);
  first.model.send = () => {
    throw new Error("Cannot send");
  };
  await assert.rejects(first.render(), /Cannot send/);
  const drawn = second.render();
  await settle();
  second.answer(RENDER);
  await drawn;
  assert.equal(second.el.drawn, 1);
});

test("what draws a widget also takes it away, and nobody listens for the code any more", async () => {
  const one = new Widget();
  const drawn = one.render();
  await settle();
  one.answer(RENDER);
  (await drawn)();
  assert.equal(one.el.drawn, 0);
  assert.equal(one.model.listeners.get("msg:custom")?.size ?? 0, 0);
});
